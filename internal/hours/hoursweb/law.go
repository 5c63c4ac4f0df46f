package hoursweb

import (
	"strings"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/worktime"
)

// remarkModel is one thing the law of working hours says about a week.
type remarkModel struct {
	Text   string
	Detail string // the figures of it, or ""
	Law    string // the place in the law, or "" where it rests on none
	Source string // its address
}

// lawModel is what stands above the days: what is about the whole week, and at
// which days there is more.
type lawModel struct {
	Show    bool
	AtDays  string // a sentence, or "" when no day has a remark
	Remarks []remarkModel
	Calm    string // that none of it stops the week; "" once it is approved
	Notice  string // what it rests on and what it is worth
}

// law puts a report into words.
type law struct {
	*i18n.Texts
	rules  *worktime.Rules
	report worktime.Report
}

// remarksOn are the remarks about a day.
func (l law) remarksOn(d caldate.Date) []remarkModel {
	var remarks []remarkModel
	for _, f := range l.report.On(d) {
		if f.Code.IsOfDay() {
			remarks = append(remarks, l.remark(f))
		}
	}
	return remarks
}

// model is what stands above the days of a week.
func (l law) model(w hours.Week) lawModel {
	m := lawModel{Show: len(l.report.Findings) > 0, Notice: l.T("week.law.basis") + " " + l.notice()}
	var days []string
	count := 0
	for _, d := range w.WorkedDays() {
		if n := len(l.remarksOn(d)); n > 0 {
			days = append(days, l.Day(d))
			count += n
		}
	}
	if count > 0 {
		m.AtDays = l.N("week.law.at", count, "days", strings.Join(days, ", "))
	}
	for _, f := range l.report.Findings {
		if !f.Code.IsOfDay() {
			m.Remarks = append(m.Remarks, l.remark(f))
		}
	}
	if w.ApprovedAt.IsZero() {
		m.Calm = l.T("week.law.calm")
	}
	return m
}

// reminder tells an approver, next to the button, that there is something to
// look at; "" when there is not.
func (l law) reminder() string {
	if n := len(l.report.Findings); n > 0 {
		return l.N("week.decide.law", n)
	}
	return ""
}

func (l law) notice() string {
	if l.Locale == i18n.English {
		return l.report.Notice.English
	}
	return l.report.Notice.Danish
}

// remark puts one finding into words. Of its sources the first is the law
// itself; the others tell how it is read.
func (l law) remark(f worktime.Finding) remarkModel {
	m := remarkModel{Text: l.T(f.Code.Text())}
	if key := "week.law.detail." + string(f.Code); l.Has(key) {
		m.Detail = l.T(key, l.figures(f.Params)...)
	}
	behind, _ := l.rules.Provenance(f.Code)
	for _, id := range behind.Sources {
		if source, known := l.rules.Source(id); known {
			m.Law, m.Source = behind.Law, source.URL
			break
		}
	}
	return m
}

// figures are the params of a finding as the texts take them.
func (l law) figures(params worktime.Params) []any {
	var args []any
	for name, value := range params {
		switch v := value.(type) {
		case worktime.Hours:
			args = append(args, name, l.Hours(v.Minutes()))
		case caldate.Date:
			args = append(args, name, l.Date(v))
		}
	}
	return args
}
