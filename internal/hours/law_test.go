package hours

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fodfaeste/internal/worktime"
)

// lawLines reads lines separated by "; ". Each has its day, counted from the
// Monday of the week that is looked at, from when to when or how long, the
// strand when it is not paid, and the task when it is not "Brød":
//
//	0 8:00-12:00; -1 150m praktik =Plader
func lawLines(t *testing.T, text string) []Line {
	t.Helper()
	var lines []Line
	for part := range strings.SplitSeq(text, ";") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		day, err := strconv.Atoi(fields[0])
		if err != nil {
			t.Fatal(err)
		}
		l := Line{Date: week.Day(day), Begin: -1, Kind: Paid, TaskTitle: "Brød"}
		if from, to, timed := strings.Cut(fields[1], "-"); timed {
			l.Begin = minutesOf(t, from)
			l.Minutes = minutesOf(t, to) - l.Begin
		} else if l.Minutes, err = strconv.Atoi(strings.TrimSuffix(from, "m")); err != nil {
			t.Fatal(err)
		}
		for _, word := range fields[2:] {
			if title, ok := strings.CutPrefix(word, "="); ok {
				l.TaskTitle = title
			} else {
				l.Kind = Kind(word)
			}
		}
		lines = append(lines, l)
	}
	return lines
}

func minutesOf(t *testing.T, clock string) int {
	t.Helper()
	var hours, minutes int
	if _, err := fmt.Sscanf(clock, "%d:%d", &hours, &minutes); err != nil {
		t.Fatal(err)
	}
	return 60*hours + minutes
}

// weeksOf sorts lines into weeks, as they are kept.
func weeksOf(lines []Line) []Week {
	var weeks []Week
	for _, l := range lines {
		if n := len(weeks); n == 0 || weeks[n-1].Week != l.Date.Week() {
			weeks = append(weeks, Week{Week: l.Date.Week()})
		}
		last := &weeks[len(weeks)-1]
		last.Lines = append(last.Lines, l)
	}
	return weeks
}

// describeForLaw writes lines as lawLines reads them, with the kinds and the
// breaks of the law.
func describeForLaw(lines []worktime.Line) string {
	var texts []string
	for _, l := range lines {
		text := fmt.Sprintf("%d %s-%s", l.Date.Sub(week.Monday()), l.Start, l.End)
		if l.Minutes != nil {
			text = fmt.Sprintf("%d %dm", l.Date.Sub(week.Monday()), *l.Minutes)
		}
		if l.BreakMinutes != nil {
			text += fmt.Sprintf("/%d", *l.BreakMinutes)
		}
		text += " " + string(l.Kind)
		if l.Function != "" {
			text += " =" + l.Function
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

func TestLinesForLaw(t *testing.T) {
	tests := map[string]struct{ lines, want string }{
		"from and to":                        {"0 8:00-12:30", "0 08:00-12:30 work =Brød"},
		"without times":                      {"0 150m", "0 150m work =Brød"},
		"praktik beside paid":                {"0 8:00-10:00 praktik =Plader; 0 10:00-12:00", "0 08:00-10:00 praktik =Plader; 0 10:00-12:00 work =Brød"},
		"two weeks":                          {"-7 8:00-12:00; -6 60m praktik; 0 8:00-12:00", "-7 08:00-12:00 work; -6 60m praktik; 0 08:00-12:00 work =Brød"},
		"until midnight":                     {"0 14:00-24:00", "0 14:00-00:00 work =Brød"},
		"around the clock":                   {"0 0:00-24:00", "0 00:00-00:00 work =Brød"},
		"an evening and a morning":           {"0 20:00-23:00; 1 8:00-10:00", "0 20:00-23:00 work =Brød; 1 08:00-10:00 work =Brød"},
		"two pieces of one day":              {"0 8:00-12:00; 0 12:00-16:00", "0 08:00-12:00 work =Brød; 0 12:00-16:00 work =Brød"},
		"a night shift":                      {"0 22:00-24:00; 1 0:00-6:00", "0 22:00-06:00 work =Brød"},
		"a night shift of praktik":           {"0 22:00-24:00 praktik; 1 0:00-6:00 praktik", "0 22:00-06:00 praktik =Brød"},
		"a night shift from Sunday":          {"-1 22:00-24:00; 0 0:00-6:00; 0 20:00-22:00", "-1 22:00-06:00 work; 0 20:00-22:00 work =Brød"},
		"a night shift in three":             {"0 22:00-24:00; 1 0:00-3:00; 1 3:00-6:00", "0 22:00-06:00 work =Brød"},
		"a night shift with breaks":          {"0 21:00-23:30; 1 0:15-3:00; 1 3:30-6:00", "0 21:00-06:00/75 work =Brød"},
		"an hour's break":                    {"0 22:00-24:00; 1 1:00-6:00", "0 22:00-06:00/60 work =Brød"},
		"longer than a break":                {"0 22:00-24:00; 1 1:01-6:00", "0 22:00-00:00 work =Brød; 1 01:01-06:00 work =Brød"},
		"an evening after a night shift":     {"0 22:00-24:00; 1 0:00-6:00; 1 18:00-20:00", "0 22:00-06:00 work =Brød; 1 18:00-20:00 work =Brød"},
		"two nights":                         {"0 22:00-24:00; 1 0:00-6:00; 1 22:00-24:00; 2 0:00-6:00", "0 22:00-06:00 work =Brød; 1 22:00-06:00 work =Brød"},
		"hours without times in the night":   {"0 22:00-24:00; 1 60m praktik; 1 0:00-6:00", "0 22:00-06:00 work =Brød; 1 60m praktik =Brød"},
		"paid, then praktik, in one night":   {"0 22:00-24:00; 1 0:00-3:00 praktik; 1 3:00-6:00 praktik", "0 22:00-00:00 work =Brød; 1 180m praktik =Brød; 1 180m praktik =Brød"},
		"a day and a night":                  {"0 6:00-24:00; 1 0:00-6:00", "0 06:00-06:00 work =Brød"},
		"more than a day and a night in one": {"0 6:00-24:00; 1 0:00-6:01", "0 06:00-00:00 work =Brød; 1 361m work =Brød"},
		"nothing":                            {"", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := describeForLaw(linesForLaw(weeksOf(lawLines(t, tt.lines)), week)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func lawRules(t *testing.T) *worktime.Rules {
	t.Helper()
	rules, err := worktime.Load()
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// sheetOf is the week that is looked at, with what was logged before it.
func sheetOf(lines []Line) Sheet {
	s := Sheet{Week: Week{Week: week}}
	for _, w := range weeksOf(lines) {
		if w.Week == week {
			s.Week = w
		} else {
			s.Before = append(s.Before, w)
		}
	}
	return s
}

// describeFindings writes each with its day, counted from the Monday.
func describeFindings(findings []worktime.Finding) string {
	var texts []string
	for _, f := range findings {
		texts = append(texts, fmt.Sprintf("%d %s", f.Date.Sub(week.Monday()), f.Code))
	}
	return strings.Join(texts, "; ")
}

func TestLaw(t *testing.T) {
	daily := func(from, to int, rest string) string {
		var parts []string
		for day := from; day <= to; day++ {
			parts = append(parts, fmt.Sprint(day)+" "+rest)
		}
		return strings.Join(parts, "; ")
	}
	tests := map[string]struct{ lines, want string }{
		"an ordinary week":                      {"0 8:00-11:00 praktik =Plader; 2 8:00-11:00; 4 120m praktik =Plader", ""},
		"no lines":                              {"-1 8:00-20:00", ""},
		"a short rest":                          {"1 14:00-22:00 praktik; 2 8:59-12:00 praktik", "2 daily_rest"},
		"a rest that is long enough":            {"1 14:00-22:00 praktik; 2 9:00-12:00 praktik", ""},
		"a short rest, but without times":       {"1 14:00-22:00 praktik; 2 180m praktik", ""},
		"a short rest from Sunday to Monday":    {"-1 14:00-22:00 praktik; 0 6:00-8:00", "0 daily_rest"},
		"a short rest the week before":          {"-3 14:00-22:00 praktik; -2 6:00-8:00; 0 8:00-9:00", ""},
		"a short rest after a night shift":      {"0 22:00-24:00; 1 0:00-6:00 ; 1 16:00-18:00", "0 break_due; 1 daily_rest"},
		"a night shift":                         {"0 22:00-24:00 praktik; 1 0:00-6:00 praktik; 1 22:00-24:00 praktik; 2 0:00-6:00 praktik", ""},
		"paid, then praktik, in one night":      {"0 22:00-24:00; 1 0:00-3:00 praktik =Plader", ""},
		"six days in a row":                     {daily(0, 5, "60m"), ""},
		"seven days in a row":                   {daily(0, 6, "60m praktik"), "6 weekly_day_off"},
		"seven days in a row over two weeks":    {daily(-4, 2, "60m praktik"), "2 weekly_day_off"},
		"the second seven in a row":             {daily(-10, 3, "60m praktik"), "3 weekly_day_off"},
		"seven days in a row the week before":   {daily(-7, 0, "60m praktik"), ""},
		"a long day":                            {"1 8:00-14:01", "1 break_due"},
		"a long day with a break":               {"1 8:00-12:00; 1 12:30-16:00", ""},
		"a long day of praktik":                 {"1 8:00-16:00 praktik", ""},
		"a full week of praktik":                {daily(0, 4, "444m praktik"), ""},
		"more praktik than a full week":         {daily(0, 4, "445m praktik"), "0 praktik_over_full_time"},
		"the same work on both strands":         {"0 60m praktik; 2 60m; 3 60m", "2 same_function_praktik_and_paid"},
		"the same work, spelt otherwise":        {"0 60m praktik =BRØD; 2 60m", "2 same_function_praktik_and_paid"},
		"praktik that became paid":              {"-7 60m praktik; -6 60m; 0 60m; 2 60m", ""},
		"twelve paid hours in four weeks":       {"-7 360m; 0 360m", ""},
		"more than twelve, in this week":        {"-7 360m; 0 300m; 2 61m", "0 written_terms_due"},
		"more than twelve, the week before":     {"-14 360m; -7 361m; 0 60m", ""},
		"twelve hours of praktik":               {"-7 360m praktik; 0 361m praktik", ""},
		"thirteen paid hours in five weeks":     {"-28 420m; 0 360m", ""},
		"counted from the first day with hours": {"-28 60m praktik; -7 360m; 1 300m; 3 61m", "0 written_terms_due"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := describeFindings(sheetOf(lawLines(t, tt.lines)).Law(lawRules(t)).Findings); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestLawOverMonths: the weekly average is said when the log is long enough.
func TestLawOverMonths(t *testing.T) {
	var lines []Line
	for day := -7 * 18; day < 7; day++ {
		if d := week.Day(day); d.Weekday() != 0 { // a day off
			lines = append(lines, Line{Date: d, Begin: -1, Minutes: 9 * 60, Kind: Paid, TaskTitle: "Brød"})
		}
	}
	findings := sheetOf(lines).Law(lawRules(t)).Findings
	about := slices.DeleteFunc(findings, func(f worktime.Finding) bool { return f.Code == "break_due" })
	if got := describeFindings(about); got != "6 weekly_average_48" {
		t.Errorf("got %s", got)
	}
	if before := (Sheet{Week: Week{Week: week}, Before: weeksOf(lines)}); len(before.Law(lawRules(t)).Findings) != 0 {
		t.Error("a week without lines is told of the weeks before it")
	}
}
