package main

import (
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// paidIn adds up the approved minutes with pay of a firm's days, line by line.
func (s *site) paidIn(companyID string, from, to caldate.Date) (sum int) {
	s.t.Helper()
	weeks, err := store.In(s.db, hours.Table).All(s.t.Context(), access.System(), store.Query{Index: "company", Equal: []any{companyID}})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, w := range weeks {
		lines, _ := w.InForce()
		for _, l := range lines {
			if (l.Kind == hours.Paid || l.Kind == hours.Subsidised) && !l.Date.Before(from) && !l.Date.After(to) {
				sum += l.Minutes
			}
		}
	}
	return sum
}

// toldIn adds up what the files of a firm tell of some days, from their CSV.
func (s *site) toldIn(v *visitor, from, to caldate.Date) (sum int) {
	s.t.Helper()
	for _, id := range s.payrollFiles(v) {
		for _, row := range v.table("/payroll/" + id + "/hours.csv") {
			d, err1 := caldate.Parse(row[2])
			n, err2 := strconv.Atoi(row[6])
			if err1 != nil || err2 != nil || strings.Contains(row[4], "raktik") {
				s.t.Fatalf("%v: %v, %v", row, err1, err2)
			}
			if !d.Before(from) && !d.After(to) {
				sum += n
			}
		}
	}
	return sum
}

func (s *site) payrollFiles(v *visitor) (ids []string) {
	s.t.Helper()
	files, err := store.In(s.db, payroll.Exports).All(s.t.Context(), access.System(), store.Query{Index: "number", Equal: []any{s.actorOf(v).Party().ID}})
	if err != nil {
		s.t.Fatal(err)
	}
	for i, f := range files {
		if f.Number != i+1 {
			s.t.Fatalf("file %d is called number %d", i+1, f.Number)
		}
		ids = append(ids, f.ID)
	}
	return ids
}

// TestPayroll: the files of a month add up to its approved lines with pay, a file
// is the same whenever it is fetched, and a correction comes as a difference.
func TestPayroll(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		hr, owner := s.as("hr"), s.as("owner")
		firm := s.actorOf(hr).Party().ID
		from := caldate.Of(clock.System{}.Now()).MonthStart().AddMonths(-1)
		to := from.MonthEnd()
		period := "/payroll/period?from=" + from.String() + "&to=" + to.String()
		s.as("mentor").get("/payroll").want(t, 403)
		s.as("hr2").get(period).want(t, 403)

		before := hr.get(period).want(t, 200)
		seen, _ := before.Find("input[name=seen]").Attr("value")
		choice := url.Values{"from": {from.String()}, "to": {to.String()}}
		stale := url.Values{"from": choice["from"], "to": choice["to"], "seen": {"something else"}}
		if hr.post("/payroll/period", stale).want(t, 303); len(s.payrollFiles(hr)) != 1 {
			t.Fatal("a file was made that its maker did not look at")
		}
		choice.Set("seen", seen)
		var wg sync.WaitGroup // two press the button at once
		for _, v := range []*visitor{hr, owner} {
			wg.Go(func() { v.post("/payroll/period", choice).want(t, 303) })
		}
		wg.Wait()
		want := s.paidIn(firm, from, to)
		if got := s.toldIn(hr, from, to); want == 0 || got != want || len(s.payrollFiles(hr)) != 2 {
			t.Fatalf("the files tell %d minutes of %d, in %d files", got, want, len(s.payrollFiles(hr)))
		}
		file := "/payroll/" + s.payrollFiles(hr)[1] + "/hours."
		csv, xlsx := hr.get(file+"csv").want(t, 200).body, hr.get(file+"xlsx").want(t, 200).body

		s.correctPaid(from, to)
		changed := s.paidIn(firm, from, to)
		page := owner.get(period).want(t, 200)
		if changed == want || !page.says("Ændret siden den sidste fil") {
			t.Fatalf("a correction does not show: %d minutes before, %d after", want, changed)
		}
		choice.Set("seen", page.Find("input[name=seen]").AttrOr("value", ""))
		owner.post("/payroll/period", choice).want(t, 303)
		if got := s.toldIn(hr, from, to); got != changed {
			t.Errorf("the files tell %d minutes, and %d are approved", got, changed)
		}
		if !slices.Equal([]string{csv, xlsx}, []string{hr.get(file + "csv").body, hr.get(file + "xlsx").body}) {
			t.Error("a file is not the same any more")
		}
		if p := hr.get(period).want(t, 200); !p.says("rettelser") || !p.says("Alt, der er godkendt i perioden, står i filerne") {
			t.Error("the page does not tell of the difference")
		}
	})
}

// correctPaid opens a locked week with paid hours again, makes one of its lines
// longer and has it approved.
func (s *site) correctPaid(from, to caldate.Date) {
	s.t.Helper()
	ctx, owner, hr, mentor := s.t.Context(), s.actorOf(s.as("owner")), s.actorOf(s.as("hr")), s.actorOf(s.as("mentor"))
	weeks := must(s.services.hours.Since(ctx, owner, from.Week()))
	i := slices.IndexFunc(weeks, func(w hours.Week) bool {
		return w.Status() == hours.Locked && slices.ContainsFunc(w.Lines, func(l hours.Line) bool {
			return l.Kind.Strand() == placement.Paid && !l.Date.Before(from) && !l.Date.After(to)
		})
	})
	if i < 0 {
		s.t.Fatal("no locked week has paid hours")
	}
	w := weeks[i]
	line := w.Lines[slices.IndexFunc(w.Lines, func(l hours.Line) bool {
		return l.Kind.Strand() == placement.Paid && !l.Date.Before(from) && !l.Date.After(to)
	})]
	id, week := w.PlacementID, w.Week
	must(s.services.hours.Reopen(ctx, hr, id, week, "En halv time var glemt om mandagen."))
	must(s.services.hours.Remove(ctx, mentor, id, week, line.ID))
	must(s.services.hours.Log(ctx, mentor, id, week, hours.Entry{Date: line.Date, Begin: -1, End: -1, Minutes: line.Minutes + 30, TaskID: line.TaskID}))
	must(s.services.hours.Submit(ctx, mentor, id, week, hours.Handed{}))
	must(s.services.hours.Approve(ctx, hr, id, week, hours.Approval{Word: "Aftalt med kommunen"}))
}

// hooked is a clock that lets something happen once when it is asked.
type hooked struct {
	clock.System
	asked int
	at    int
	do    func()
}

func (h *hooked) Now() time.Time {
	if h.asked++; h.asked == h.at {
		h.do()
	}
	return h.System.Now()
}

// TestOnePayrollFile: wherever a second file of the same days comes between, the two
// never tell a minute twice.
func TestOnePayrollFile(t *testing.T) {
	for at := 1; at <= 4; at++ {
		s := open(t, "", true)
		hr := s.as("hr")
		actor, from := s.actorOf(hr), caldate.Of(clock.System{}.Now()).MonthStart().AddMonths(-1)
		month := [2]caldate.Date{from, from.MonthEnd()}
		seen := payroll.Fingerprint(must(s.services.payroll.Periods(t.Context(), actor, month))[0].Rows)
		second := func() {
			if _, err := s.services.payroll.Make(t.Context(), actor, from, from.MonthEnd(), seen, danishFiles); err != nil {
				t.Error(err)
			}
		}
		services := must(newServices(s.config, s.db, &hooked{at: at, do: second}, slog.New(slog.DiscardHandler)))
		if _, err := services.payroll.Make(t.Context(), actor, from, from.MonthEnd(), seen, danishFiles); !fault.Is(err, fault.Conflict) {
			t.Errorf("a file that comes at question %d of the clock: %v", at, err)
		}
		if got, want := s.toldIn(hr, from, from.MonthEnd()), s.paidIn(actor.Party().ID, from, from.MonthEnd()); got != want {
			t.Errorf("a file that comes at question %d of the clock: %d minutes told of %d", at, got, want)
		}
	}
}
