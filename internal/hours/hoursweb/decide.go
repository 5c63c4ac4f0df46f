package hoursweb

import (
	"slices"
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/id"
	"fodfaeste/internal/web"
)

// decideModel is the approver's part: the whole week, or single days back.
type decideModel struct {
	Show       bool
	CanApprove bool
	Version    string // of the week as it is shown
	Own        string // what to know about approving one's own, or ""
	Law        string // that there are remarks to look at first, or ""
	Above      form.Field
	AskAbove   bool // the hours are above the plan, and that takes a word
	Days       form.Field
	Reason     form.Field
	CanReturn  bool
	Summary    form.Summary
}

func buildDecide(l law, actor access.Actor, s hours.Sheet, f *form.Form) decideModel {
	t, w, p := l.Texts, s.Week, s.Placement
	status := w.Status()
	if !actor.Can(access.ApproveHours) || status != hours.Submitted && status != hours.Corrected {
		return decideModel{}
	}
	m := decideModel{Show: true, Version: strconv.FormatInt(w.Version, 10), CanApprove: s.Can(actor, hours.Approve), CanReturn: s.Can(actor, hours.Return), AskAbove: w.AbovePlan(), Law: l.reminder()}
	b := f.Build(t, "week.decide")
	var days []form.Option
	for i := range 7 { // a day without hours may be a day that was forgotten
		d := w.Week.Day(i)
		if _, closed := p.ClosedOn(d); closed {
			continue
		}
		if _, decided := w.Days[d.String()]; decided {
			continue
		}
		days = append(days, form.Option{Value: d.String(), Label: t.Day(d) + " – " + t.Hours(w.LoggedOn(d))})
	}
	m.Above, m.Days, m.Reason = b.Field(form.Area, "above_reason"), b.Options(form.Checks, "days", days...), b.Field(form.Area, "reason")
	m.Summary = b.Summary(m.Above, m.Days, m.Reason)
	switch {
	case !m.CanApprove:
		m.Own = t.T("week.own_hours")
	case w.Touched(actor.PersonID()):
		m.Own = t.T("week.own_hours_alone")
	}
	return m
}

func (h Handlers) show(r *web.Request, week caldate.Week) (web.Answer, error) {
	s, err := h.Hours.Get(r.Context(), r.Actor, r.Param("id"), week)
	if err != nil {
		return nil, err
	}
	if s.Can(r.Actor, hours.Look) && s.Week.OpenedAt.IsZero() {
		if s.Week, err = h.Hours.Look(r.Context(), r.Actor, r.Param("id"), week); err != nil {
			return nil, err
		}
	}
	m := h.newPage(r, s, form.Of(nil))
	return web.Page(weekPage, m.Title, m), nil
}

func (h Handlers) newPage(r *web.Request, s hours.Sheet, f *form.Form) pageModel {
	if f.Value("key") == "" {
		f.Set("key", id.Secret())
	}
	return buildPage(law{r.Texts, h.Law, s.Law(h.Law)}, r.Actor, s, r.Today(), f)
}

// after answers a change: the regions that differ, or what was wrong with f.
// resets tells that the form of a new line starts afresh; otherwise what
// somebody is typing there stays.
func (h Handlers) after(r *web.Request, week caldate.Week, f *form.Form, err error, done string, resets bool) (web.Answer, error) {
	if err = f.Merge(err); err != nil {
		return nil, err
	}
	s, err := h.Hours.Get(r.Context(), r.Actor, r.Param("id"), week)
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		m := h.newPage(r, s, f)
		return web.InvalidRegions(web.Form(weekPage, m.Title, f, m), web.Part(weekRegion, m.Week), web.Part(entryRegion, m.Entry)), nil
	}
	m := h.newPage(r, s, form.Of(nil))
	regions := []web.Region{web.Part(weekRegion, m.Week), web.Part(historyRegion, m.History)}
	if resets {
		regions = append(regions, web.Part(entryRegion, m.Entry))
	}
	return web.Changed(weekPath(s.Placement.ID, week), web.Done(done), regions...), nil
}

// readEntry reads a line from a form.
func readEntry(f *form.Form) hours.Entry {
	e := hours.Entry{
		Date: f.Date("date"), Begin: f.TimeOfDay("begin"), End: f.TimeOfDay("end"), Minutes: f.Minutes("minutes"),
		Note: f.Text("note", form.Max(200)), Key: f.Text("key", form.Max(60)),
	}
	var absent bool
	if e.Absence, absent = cutAbsence(f.Value("task")); !absent {
		e.TaskID = f.Value("task")
	}
	return e
}

func (h Handlers) log(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	e := readEntry(f)
	err := f.Do(func() error {
		_, err := h.Hours.Log(r.Context(), r.Actor, r.Param("id"), week, e)
		return err
	})
	return h.after(r, week, f, err, r.T("week.added"), true)
}

func (h Handlers) repeat(r *web.Request, week caldate.Week) (web.Answer, error) {
	days, err := daysOf(r.Form())
	if err != nil {
		return nil, err
	}
	_, err = h.Hours.Repeat(r.Context(), r.Actor, r.Param("id"), week, days)
	return h.after(r, week, form.Of(nil), err, r.T("week.added"), true)
}

func (h Handlers) remove(r *web.Request, week caldate.Week) (web.Answer, error) {
	_, err := h.Hours.Remove(r.Context(), r.Actor, r.Param("id"), week, r.Param("line"))
	return h.after(r, week, form.Of(nil), err, r.T("week.removed"), true)
}

func (h Handlers) submit(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	handed := hours.Handed{NoHours: f.Ticked("none"), Word: hours.Word{Face: f.Value("face"), Text: f.Text("word", form.Max(200)), Call: f.Ticked("call")}}
	err := f.Do(func() error {
		_, err := h.Hours.Submit(r.Context(), r.Actor, r.Param("id"), week, handed)
		return err
	})
	return h.after(r, week, f, err, r.T("week.submitted"), true)
}

func (h Handlers) withdraw(r *web.Request, week caldate.Week) (web.Answer, error) {
	_, err := h.Hours.Withdraw(r.Context(), r.Actor, r.Param("id"), week)
	return h.after(r, week, form.Of(nil), err, r.T("week.withdrawn"), true)
}

func (h Handlers) ask(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	text := f.Text("question", form.Required, form.Max(400))
	err := f.Do(func() error {
		_, err := h.Hours.Ask(r.Context(), r.Actor, r.Param("id"), week, text)
		return err
	})
	return h.after(r, week, f, err, r.T("week.asked_done"), true)
}

func (h Handlers) reply(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	text, number := f.Text("answer", form.Required, form.Max(400)), f.Int("question_number", 0, 1000)
	err := f.Do(func() error {
		_, err := h.Hours.Reply(r.Context(), r.Actor, r.Param("id"), week, number, text)
		return err
	})
	return h.after(r, week, f, err, r.T("week.answered_done"), true)
}

func (h Handlers) approve(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	days, err := daysOf(f)
	if err != nil {
		return nil, err
	}
	seen, _ := strconv.ParseInt(f.Value("version"), 10, 64) // none is 0: the week is judged as it stands
	a := hours.Approval{Days: days, Word: f.Text("above_reason", form.Max(400)), Seen: seen}
	var w hours.Week
	err = f.Do(func() (err error) {
		w, err = h.Hours.Approve(r.Context(), r.Actor, r.Param("id"), week, a)
		return err
	})
	done := r.T("week.approved")
	if w.ApprovedAt.IsZero() {
		done = r.T("week.days_approved")
	}
	return h.after(r, week, f, err, done, true)
}

// daysOf reads the ticked days.
func daysOf(f *form.Form) ([]caldate.Date, error) {
	var days []caldate.Date
	for _, value := range f.Values("days") {
		d, err := caldate.Parse(value)
		if err != nil {
			return nil, fault.New(fault.Invalid, "date")
		}
		days = append(days, d)
	}
	return slices.Clip(days), nil
}

func (h Handlers) giveBack(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	reason := f.Text("reason", form.Required, form.Max(400))
	days, err := daysOf(f)
	if err != nil {
		return nil, err
	}
	if len(days) == 0 {
		f.Fail("days", "choose_days")
	}
	err = f.Do(func() error {
		_, err := h.Hours.Return(r.Context(), r.Actor, r.Param("id"), week, days, reason)
		return err
	})
	return h.after(r, week, f, err, r.T("week.returned"), true)
}

func (h Handlers) reopen(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	reason := f.Text("reason", form.Required, form.Max(400))
	err := f.Do(func() error {
		_, err := h.Hours.Reopen(r.Context(), r.Actor, r.Param("id"), week, reason)
		return err
	})
	return h.after(r, week, f, err, r.T("week.reopened"), true)
}

func (h Handlers) confirm(r *web.Request, week caldate.Week) (web.Answer, error) {
	_, err := h.Hours.Confirm(r.Context(), r.Actor, r.Param("id"), week)
	return h.after(r, week, form.Of(nil), err, r.T("week.confirmed"), true)
}
