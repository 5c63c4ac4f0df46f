package hoursweb

import (
	"fmt"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/id"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// pageModel is a week. Its regions are answered alone when something changes.
type pageModel struct {
	Name      string
	Placement string // address of the course
	Title     string
	Previous  string // address of the week before, or ""
	Next      string
	Gate      string // why nothing can be logged, or ""
	Week      weekModel
	Entry     entryModel
	History   historyModel
}

// weekModel is the region with the totals, the days and what can be done.
type weekModel struct {
	Path      string
	Badge     view.Badge
	Planned   string
	Logged    string
	Left      string
	Paid      string // sum of paid hours where both kinds are there, or ""
	Praktik   string
	Law       lawModel
	Days      []dayModel
	Empty     bool
	CanSubmit bool // there are hours to hand in
	CanNone   bool // there are none, and that can be said
	Withdraw  bool
	Decide    decideModel
	Said      string // who handed it in or approved it, in a sentence
}

type dayModel struct {
	Date     string
	Sum      string
	Badge    view.Badge
	Reason   string // why it was returned, or ""
	CheckID  string // for the approver's tick box, or ""
	CheckVal string
	Lines    []lineModel
	Remarks  []remarkModel // what the law of working hours says
}

type lineModel struct {
	Time   string
	Task   string
	Kind   string
	Remove string // address, or "" when the line stands
	Label  string // what the button says to a screen reader
}

// decideModel is the approver's part: the whole week, or single days back.
type decideModel struct {
	Show       bool
	CanApprove bool
	Own        string // what to know about approving one's own, or ""
	Law        string // that there are remarks to look at first, or ""
	Days       form.Field
	Reason     form.Field
	Summary    form.Summary
}

// entryModel is the region with the form of one more line.
type entryModel struct {
	Show    bool
	Folded  bool // somebody else writes the hours; this person can, but seldom does
	Path    string
	Summary form.Summary
	Fields  []form.Field // the day, the task and what is hidden
	Times   []form.Field // the hours, or from and to
}

// historyModel is the region with what has happened.
type historyModel struct {
	Lines []auditweb.Line
}

func (h Handlers) show(r *web.Request, week caldate.Week) (web.Answer, error) {
	s, err := h.Hours.Get(r.Context(), r.Actor, r.Param("id"), week)
	if err != nil {
		return nil, err
	}
	m, err := h.newPage(r, s, form.Of(nil))
	return web.Page(weekPage, m.Title, m), err
}

func (h Handlers) newPage(r *web.Request, s hours.Sheet, f *form.Form) (pageModel, error) {
	may, err := h.Hours.MayApprove(r.Context(), r.Actor, s.Week)
	if f.Value("key") == "" {
		f.Set("key", id.Secret())
	}
	return buildPage(law{r.Texts, h.Law, s.Law(h.Law)}, r.Actor, may, s.Week, s.Placement, r.Today(), f), err
}

// buildPage shows a week to an actor, who may approve it or not.
func buildPage(l law, actor access.Actor, may bool, w hours.Week, p placement.Placement, today caldate.Date, f *form.Form) pageModel {
	t := l.Texts
	m := pageModel{
		Name: p.FirstName, Placement: "/placements/" + p.ID,
		Title:   t.T("week.title", "n", w.Week.Number(), "days", t.Span(w.Week.Monday(), w.Week.Sunday())),
		History: historyModel{auditweb.History(t, w.Events)},
	}
	if before := w.Week.Add(-1); p.Runs(before) {
		m.Previous = weekPath(p.ID, before)
	}
	if after := w.Week.Add(1); p.Runs(after) && !after.After(today.Week()) {
		m.Next = weekPath(p.ID, after)
	}
	gate := p.GateOn(today)
	if !gate.Open {
		m.Gate = t.T("gate."+gate.Reason, "date", t.Date(p.Agreement.Start), "days", p.Agreement.Start.Sub(today))
	}
	m.Week = buildWeek(l, actor, w, gate.Open, today)
	m.Week.Decide = buildDecide(t, actor, may, w, p, f)
	m.Week.Decide.Law = l.reminder()
	m.Entry = buildEntry(t, actor, w, p, today, gate.Open, f)
	return m
}

func buildWeek(l law, actor access.Actor, w hours.Week, open bool, today caldate.Date) weekModel {
	t := l.Texts
	m := weekModel{
		Path: weekPath(w.PlacementID, w.Week), Badge: view.Badge{Label: t.T("week.status." + string(w.Status)), Tone: statusTone(w.Status)},
		Planned: t.Hours(w.Planned), Logged: t.Hours(w.Logged()), Left: t.Hours(max(0, w.Planned-w.Logged())), Empty: len(w.Lines) == 0,
		Said: said(t, w), Law: l.model(w),
	}
	if paid, praktik := w.LoggedKind(placement.Paid), w.LoggedKind(placement.Praktik); paid > 0 && praktik > 0 {
		m.Paid, m.Praktik = t.Hours(paid), t.Hours(praktik)
	}
	// An approver hands in only what they have to do with themselves.
	mine := !actor.Can(access.ApproveHours) || w.MentorID == actor.PersonID() || w.Touched(actor.PersonID())
	editable := mine && (w.Status == hours.Open || w.Status == hours.Returned)
	begun := !w.Week.Monday().After(today)
	m.CanSubmit = open && editable && begun && len(w.Lines) > 0
	m.CanNone = open && editable && begun && len(w.Lines) == 0
	m.Withdraw = open && w.Status == hours.Submitted && len(w.Days) == 0 && (w.Touched(actor.PersonID()) || !actor.Can(access.ApproveHours))
	for _, d := range w.WorkedDays() {
		day := buildDay(t, w, d, open)
		day.Remarks = l.remarksOn(d)
		m.Days = append(m.Days, day)
	}
	for _, d := range w.ReturnedDays() {
		if w.LoggedOn(d) == 0 { // everything on it was removed: the reason still stands
			m.Days = append(m.Days, buildDay(t, w, d, open))
		}
	}
	return m
}

func statusTone(s hours.Status) string {
	return map[hours.Status]string{hours.Submitted: "info", hours.Returned: "warning", hours.Approved: "success"}[s]
}

// said tells who handed a week in and who approved it.
func said(t *i18n.Texts, w hours.Week) string {
	switch {
	case w.SelfApproved:
		return t.T("week.said.self", "who", t.Person(w.ApprovedBy), "when", t.Moment(w.ApprovedAt))
	case w.Status == hours.Approved:
		return t.T("week.said.approved", "who", t.Person(w.ApprovedBy), "when", t.Moment(w.ApprovedAt))
	case w.NoHours:
		return t.T("week.said.none", "who", t.Person(w.SubmittedBy), "when", t.Moment(w.SubmittedAt))
	case w.Status == hours.Submitted:
		return t.T("week.said.submitted", "who", t.Person(w.SubmittedBy), "when", t.Moment(w.SubmittedAt))
	}
	return ""
}

func buildDay(t *i18n.Texts, w hours.Week, d caldate.Date, open bool) dayModel {
	m := dayModel{Date: t.Day(d), Sum: t.Hours(w.LoggedOn(d))}
	if decision, ok := w.Days[d.String()]; ok {
		if decision.Approved {
			m.Badge = view.Badge{Label: t.T("week.day.approved"), Tone: "success"}
		} else {
			m.Badge = view.Badge{Label: t.T("week.day.returned"), Tone: "warning"}
			m.Reason = t.T("week.day.reason", "who", t.Person(decision.By), "reason", decision.Reason)
		}
	}
	for _, l := range w.Lines {
		if l.Date != d {
			continue
		}
		line := lineModel{Time: t.Hours(l.Minutes), Task: l.TaskTitle, Kind: t.T("strand." + string(l.Kind))}
		if l.Begin >= 0 {
			line.Task = t.T("week.from_to", "from", clock(l.Begin), "to", clock(l.End())) + " " + l.TaskTitle
		}
		if open && w.CanEdit(d) {
			line.Remove = weekPath(w.PlacementID, w.Week) + "/lines/" + l.ID + "/deletion"
			line.Label = t.T("week.remove_label", "task", l.TaskTitle, "day", m.Date)
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

func clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

func buildDecide(t *i18n.Texts, actor access.Actor, may bool, w hours.Week, p placement.Placement, f *form.Form) decideModel {
	if !actor.Can(access.ApproveHours) || w.Status != hours.Submitted {
		return decideModel{}
	}
	m := decideModel{Show: true, CanApprove: may}
	b := f.Build(t, "week.decide")
	var days []form.Option
	for i := range 7 { // a day without hours may be a day that was forgotten
		d := w.Week.Day(i)
		if d.Before(p.Agreement.Start) || d.After(p.Agreement.End) {
			continue
		}
		if _, decided := w.Days[d.String()]; decided {
			continue
		}
		days = append(days, form.Option{Value: d.String(), Label: t.Day(d) + " – " + t.Hours(w.LoggedOn(d))})
	}
	m.Days, m.Reason = b.Options(form.Checks, "days", days...), b.Field(form.Area, "reason")
	m.Summary = b.Summary(m.Days, m.Reason)
	switch {
	case !may:
		m.Own = t.T("week.own_hours")
	case w.Touched(actor.PersonID()):
		m.Own = t.T("week.own_hours_alone")
	}
	return m
}

func buildEntry(t *i18n.Texts, actor access.Actor, w hours.Week, p placement.Placement, today caldate.Date, open bool, f *form.Form) entryModel {
	m := entryModel{Path: weekPath(p.ID, w.Week) + "/lines"}
	var days, tasks []form.Option
	for i := range 7 {
		d := w.Week.Day(i)
		if w.CanEdit(d) && !d.After(today) && !d.Before(p.OpensOn()) && !d.After(p.Agreement.End) {
			days = append(days, form.Option{Value: d.String(), Label: t.Day(d)})
		}
	}
	m.Show = open && actor.Can(access.LogHours) && len(days) > 0
	if !m.Show {
		return m
	}
	if f.Value("date") == "" { // today, or in a past week the first day that can be written
		f.Set("date", days[0].Value)
		if today.Week() == w.Week {
			f.Set("date", days[len(days)-1].Value)
		}
	}
	if f.Value("task") == "" && len(w.Lines) > 0 { // most days are like the one before
		f.Set("task", w.Lines[len(w.Lines)-1].TaskID)
	} else if f.Value("task") == "" && len(p.Agreement.Tasks) == 1 {
		f.Set("task", p.Agreement.Tasks[0].ID)
	}
	m.Folded = actor.Can(access.ApproveHours) && p.MentorID != actor.PersonID() && f.OK()
	for _, task := range p.Agreement.Tasks {
		tasks = append(tasks, form.Option{Value: task.ID, Label: task.Title + " (" + t.T("strand."+string(task.Strand)) + ")"})
	}
	b := f.Build(t, "week.entry")
	m.Fields = []form.Field{b.Options(form.Select, "date", days...), b.Options(form.Select, "task", tasks...), b.Field(form.Hidden, "key")}
	m.Times = []form.Field{b.Field(form.Duration, "minutes"), b.Field(form.Duration, "begin"), b.Field(form.Duration, "end")}
	m.Summary = b.Summary(slices.Concat(m.Fields, m.Times)...)
	return m
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
		m, err := h.newPage(r, s, f)
		return web.InvalidRegions(web.Form(weekPage, m.Title, f, m), web.Part(weekRegion, m.Week), web.Part(entryRegion, m.Entry)), err
	}
	m, err := h.newPage(r, s, form.Of(nil))
	regions := []web.Region{web.Part(weekRegion, m.Week), web.Part(historyRegion, m.History)}
	if resets {
		regions = append(regions, web.Part(entryRegion, m.Entry))
	}
	return web.Changed(weekPath(s.Placement.ID, week), web.Done(done), regions...), err
}

func (h Handlers) log(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	e := hours.Entry{Date: f.Date("date"), Begin: f.TimeOfDay("begin"), End: f.TimeOfDay("end"), Minutes: f.Minutes("minutes"), TaskID: f.Value("task"), Key: f.Text("key", form.Max(60))}
	err := f.Do(func() error {
		_, err := h.Hours.Log(r.Context(), r.Actor, r.Param("id"), week, e)
		return err
	})
	return h.after(r, week, f, err, r.T("week.added"), true)
}

func (h Handlers) remove(r *web.Request, week caldate.Week) (web.Answer, error) {
	_, err := h.Hours.Remove(r.Context(), r.Actor, r.Param("id"), week, r.Param("line"))
	return h.after(r, week, form.Of(nil), err, r.T("week.removed"), false)
}

func (h Handlers) submit(r *web.Request, week caldate.Week) (web.Answer, error) {
	none := r.Form().Ticked("none")
	_, err := h.Hours.Submit(r.Context(), r.Actor, r.Param("id"), week, none)
	return h.after(r, week, form.Of(nil), err, r.T("week.submitted"), true)
}

func (h Handlers) withdraw(r *web.Request, week caldate.Week) (web.Answer, error) {
	_, err := h.Hours.Withdraw(r.Context(), r.Actor, r.Param("id"), week)
	return h.after(r, week, form.Of(nil), err, r.T("week.withdrawn"), true)
}

func (h Handlers) approve(r *web.Request, week caldate.Week) (web.Answer, error) {
	days, err := daysOf(r.Form())
	if err != nil {
		return nil, err
	}
	w, err := h.Hours.Approve(r.Context(), r.Actor, r.Param("id"), week, days)
	done := r.T("week.approved")
	if w.Status != hours.Approved {
		done = r.T("week.days_approved")
	}
	return h.after(r, week, form.Of(nil), err, done, true)
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
	return days, nil
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
