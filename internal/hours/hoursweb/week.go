package hoursweb

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
)

// pageModel is a week. Its regions are answered alone when something changes.
type pageModel struct {
	Name      string
	Placement string // address of the course
	Title     string
	Previous  string // address of the week before, or ""
	Next      string
	Gate      string // why nothing can be logged, or ""
	Break     string // that the course rests or has stopped in this week, or ""
	Week      weekModel
	Entry     entryModel
	History   historyModel
}

// weekModel is the region with the totals, the days and what can be done.
type weekModel struct {
	Path      string
	Badge     view.Badge
	Planned   string // "" with Logged, Left and Above while the course is quiet to the viewer
	Logged    string
	Left      string
	Above     string // how much is above the plan, or ""
	Paid      string // sum of paid hours where both kinds are there, or ""
	Praktik   string
	Law       lawModel
	Days      []dayModel
	Empty     bool
	Hand      handModel
	Withdraw  bool
	Decide    decideModel
	Said      []string // who handed it in, approved, corrected, locked and saw it: sentences
	Word      wordModel
	Questions []questionModel
	Reply     form.Model // no Action: nothing to answer
	Ask       form.Model
	AddLine   string // address of a correction that adds a line, or ""
	Reopen    form.Model
	Confirm   bool
	Versions  []versionModel
}

// handModel hands the week in.
type handModel struct {
	Submit  bool // there are lines to hand in
	None    bool // there are none, and that can be said
	Face    form.Field
	Word    form.Field
	Call    form.Field
	Summary form.Summary
	Open    bool // the word about the week is unfolded
}

// wordModel is the weekly line as it was handed in.
type wordModel struct {
	Face string // "" when none was chosen
	Text string
	Call string // "ring til mig" as a sentence, or ""
}

type questionModel struct {
	Asked    string // who and when
	Text     string
	Answered string // who and when, or ""
	Answer   string
}

// versionModel is what was approved before a correction.
type versionModel struct {
	Title  string
	Reason string
	Lines  []lineModel
}

type dayModel struct {
	Date    string
	Sum     string
	Badge   view.Badge
	Reason  string // why it was returned, or ""
	Lines   []lineModel
	Remarks []remarkModel // what the law of working hours says
}

type lineModel struct {
	Time    string
	Task    string
	Kind    string
	Note    string
	By      string // who wrote it, when that was not the mentor, or ""
	Remove  string // address, or "" when the line stands
	Label   string // what the button says to a screen reader
	Correct string // address of its correction, or ""
}

// entryModel is the region with the form of one more line.
type entryModel struct {
	Show    bool
	Folded  bool // somebody else writes the hours; this person can, but seldom does
	Path    string
	Repeat  string // what one button for all days says, or ""
	Days    []repeatModel
	Summary form.Summary
	Fields  []form.Field // the day, the task and what is hidden
	Times   []form.Field // the hours, or from and to
	Note    form.Field
}

// repeatModel is a day that one tap fills as it was last.
type repeatModel struct {
	Day   string // in ISO form
	Label string
}

// historyModel is the region with what has happened.
type historyModel struct {
	Lines []auditweb.Line
}

// buildPage shows a week to an actor.
func buildPage(l law, actor access.Actor, s hours.Sheet, today caldate.Date, f *form.Form) pageModel {
	t, p, w := l.Texts, s.Placement, s.Week
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
	m.Break = breakIn(t, p, w.Week)
	m.Week = buildWeek(l, actor, s, gate.Open, today, f)
	m.Entry = buildEntry(t, actor, s, today, gate.Open, f)
	return m
}

// breakIn tells why days of a week take no hours although the course has begun.
func breakIn(t *i18n.Texts, p placement.Placement, week caldate.Week) string {
	for i := range 7 {
		if pause, paused := p.PauseOn(week.Day(i)); paused {
			return t.T("week.paused", "from", t.Date(pause.From), "day", t.Date(pause.Resume))
		}
	}
	if p.Stop != nil && week.Holds(p.Stop.On) {
		return t.T("week.stopped", "day", t.Date(p.Stop.On))
	}
	return ""
}

func buildWeek(l law, actor access.Actor, s hours.Sheet, open bool, today caldate.Date, f *form.Form) weekModel {
	t, w := l.Texts, s.Week
	path := weekPath(w.PlacementID, w.Week)
	m := weekModel{
		Path: path, Badge: statusBadge(t, w), Planned: t.Hours(w.Planned), Logged: t.Hours(w.Logged()), Left: t.Hours(max(0, w.Planned-w.Logged())),
		Empty: len(w.Lines) == 0, Said: said(t, w), Law: l.model(w), Word: buildWord(t, w.Word), Questions: questions(t, w), Versions: versions(t, w),
	}
	if w.AbovePlan() {
		m.Above = t.T("week.above", "hours", t.Hours(w.Logged()-w.Planned))
	}
	if paid, praktik := w.LoggedStrand(placement.Paid), w.LoggedStrand(placement.Praktik); paid > 0 && praktik > 0 {
		m.Paid, m.Praktik = t.Hours(paid), t.Hours(praktik)
	}
	if s.Placement.HidesHours(actor) {
		m.Planned, m.Logged, m.Left, m.Above, m.Paid, m.Praktik = "", "", "", "", "", ""
	}
	m.Days = buildDays(l, actor, s, open)
	m.Hand = buildHand(t, actor, s, open, today, f)
	// An approver takes back only what they have to do with themselves.
	m.Withdraw = open && s.Can(actor, hours.Withdraw) && (w.Touched(actor.PersonID()) || !actor.Can(access.ApproveHours))
	m.Decide = buildDecide(l, actor, s, f)
	b := f.Build(t, "week.decide")
	if open && s.Can(actor, hours.Reply) {
		f.Set("question_number", strconv.Itoa(len(w.Questions)))
		m.Reply = b.Model(path+"/answer", "week.answer", b.Field(form.Area, "answer"), b.Field(form.Hidden, "question_number"))
	}
	if s.Can(actor, hours.Ask) && !w.Touched(actor.PersonID()) {
		m.Ask = b.Model(path+"/question", "week.ask", b.Field(form.Area, "question"))
	}
	if s.Can(actor, hours.Correct) {
		m.AddLine = path + "/correction"
	}
	if s.Can(actor, hours.Reopen) {
		b := f.Build(t, "week.reopening")
		m.Reopen = b.Model(path+"/reopening", "week.reopen", b.Field(form.Area, "reason"))
	}
	m.Confirm = s.Can(actor, hours.Confirm)
	return m
}

// statusBadge tells where a week stands.
func statusBadge(t *i18n.Texts, w hours.Week) view.Badge {
	status := w.Status()
	tone := map[hours.Status]string{hours.Submitted: "info", hours.Returned: "warning", hours.Corrected: "warning", hours.Approved: "success", hours.Locked: "success"}[status]
	return view.Badge{Label: t.T("week.status." + string(status)), Tone: tone}
}

// said tells who handed a week in and what became of it since.
func said(t *i18n.Texts, w hours.Week) []string {
	var texts []string
	add := func(key, who, when string) {
		texts = append(texts, t.T("week.said."+key, "who", t.Person(who), "when", when))
	}
	status := w.Status()
	switch {
	case w.SelfApproved:
		add("self", w.ApprovedBy, t.Moment(w.ApprovedAt))
	case !w.ApprovedAt.IsZero():
		add("approved", w.ApprovedBy, t.Moment(w.ApprovedAt))
	case status == hours.Corrected:
		add("corrected", w.CorrectedBy, t.Moment(w.CorrectedAt))
	case w.NoHours:
		add("none", w.SubmittedBy, t.Moment(w.SubmittedAt))
	case status == hours.Submitted:
		add("submitted", w.SubmittedBy, t.Moment(w.SubmittedAt))
	}
	if w.AboveReason != "" {
		texts = append(texts, t.T("week.said.above", "reason", w.AboveReason))
	}
	if !w.OpenedAt.IsZero() && status == hours.Submitted {
		add("opened", w.OpenedBy, t.Moment(w.OpenedAt))
	}
	if !w.LockedThrough.IsZero() {
		texts = append(texts, t.T("week.said.locked", "day", t.Date(w.LockedThrough)))
	}
	if !w.SeenAt.IsZero() {
		add("seen", w.SeenBy, t.Moment(w.SeenAt))
	}
	return texts
}

func buildWord(t *i18n.Texts, w hours.Word) wordModel {
	m := wordModel{Text: w.Text}
	if w.Face != "" {
		m.Face = t.T("week.faces." + w.Face)
	}
	if w.Call {
		m.Call = t.T("week.word.call_said")
	}
	return m
}

func questions(t *i18n.Texts, w hours.Week) []questionModel {
	var list []questionModel
	for _, q := range w.Questions {
		m := questionModel{Asked: t.T("week.asked", "who", t.Person(q.By), "when", t.Moment(q.At)), Text: q.Text, Answer: q.Answer}
		if !q.AnsweredAt.IsZero() {
			m.Answered = t.T("week.answered", "who", t.Person(q.AnsweredBy), "when", t.Moment(q.AnsweredAt))
		}
		list = append(list, m)
	}
	return list
}

func versions(t *i18n.Texts, w hours.Week) []versionModel {
	var list []versionModel
	for _, v := range slices.Backward(w.Versions) {
		m := versionModel{
			Title:  t.T("week.version", "who", t.Person(v.ApprovedBy), "when", t.Moment(v.ApprovedAt)),
			Reason: t.T("week.version_reason", "who", t.Person(v.By), "reason", v.Reason),
		}
		for _, l := range v.Lines {
			line := newLine(t, l)
			line.Task = t.Day(l.Date) + ": " + line.Task
			m.Lines = append(m.Lines, line)
		}
		list = append(list, m)
	}
	return list
}

func buildDays(l law, actor access.Actor, s hours.Sheet, open bool) []dayModel {
	var days []dayModel
	for _, d := range s.Week.WorkedDays() {
		day := buildDay(l.Texts, actor, s, d, open)
		day.Remarks = l.remarksOn(d)
		days = append(days, day)
	}
	worked := s.Week.WorkedDays()
	for _, d := range s.Week.ReturnedDays() {
		if !slices.Contains(worked, d) { // everything on it was removed: the reason still stands
			days = append(days, buildDay(l.Texts, actor, s, d, open))
		}
	}
	return days
}

func buildDay(t *i18n.Texts, actor access.Actor, s hours.Sheet, d caldate.Date, open bool) dayModel {
	w := s.Week
	m := dayModel{Date: t.Day(d), Sum: t.Hours(w.LoggedOn(d))}
	if decision, ok := w.Days[d.String()]; ok {
		if decision.Approved {
			m.Badge = view.Badge{Label: t.T("week.day.approved"), Tone: "success"}
		} else {
			m.Badge = view.Badge{Label: t.T("week.day.returned"), Tone: "warning"}
			m.Reason = t.T("week.day.reason", "who", t.Person(decision.By), "reason", decision.Reason)
		}
	}
	path := weekPath(w.PlacementID, w.Week)
	for _, l := range w.Lines {
		if l.Date != d {
			continue
		}
		line := newLine(t, l)
		if l.EnteredBy != w.MentorID && l.EnteredName != "" {
			line.By = t.T("week.entered_by", "who", t.Person(l.EnteredName))
		}
		if open && w.CanEdit(d) && actor.Can(access.LogHours) {
			line.Remove = path + "/lines/" + l.ID + "/deletion"
			line.Label = t.T("week.remove_label", "task", line.Task, "day", m.Date)
		}
		if s.Can(actor, hours.Correct) && d.After(w.LockedThrough) {
			line.Correct = path + "/correction?line=" + l.ID
			line.Label = t.T("week.correct_label", "task", line.Task, "day", m.Date)
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

func newLine(t *i18n.Texts, l hours.Line) lineModel {
	if l.Kind == hours.Absence {
		return lineModel{Time: "–", Task: t.T("week.absence." + l.Absence), Kind: t.T("week.kind.absence"), Note: l.Note}
	}
	m := lineModel{Time: t.Hours(l.Minutes), Task: l.TaskTitle, Kind: t.T("strand." + string(l.Kind)), Note: l.Note}
	if l.Begin >= 0 {
		m.Task = t.T("week.from_to", "from", clock(l.Begin), "to", clock(l.End())) + " " + l.TaskTitle
	}
	return m
}

func clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// buildHand offers to hand the week in. An approver hands in only what they
// have to do with themselves.
func buildHand(t *i18n.Texts, actor access.Actor, s hours.Sheet, open bool, today caldate.Date, f *form.Form) handModel {
	w := s.Week
	mine := !actor.Can(access.ApproveHours) || w.MentorID == actor.PersonID() || w.Touched(actor.PersonID())
	if !open || !mine || !s.Can(actor, hours.Submit) || w.Week.Monday().After(today) || s.Placement.Rests(w.Week) {
		return handModel{}
	}
	if f.OK() { // handed in again after it came back, the word stands as it was
		f.Set("face", w.Word.Face).Set("word", w.Word.Text)
		if w.Word.Call {
			f.Set("call", "yes")
		}
	}
	b := f.Build(t, "week.word")
	m := handModel{Submit: len(w.Lines) > 0, None: len(w.Lines) == 0, Open: f.FaultOf("face") != "" || f.FaultOf("word") != ""}
	m.Face, m.Word, m.Call = b.Choices(form.Radios, "face", "week.faces", hours.Faces()...), b.Optional(form.Line, "word"), b.Field(form.Tick, "call")
	m.Summary = b.Summary(m.Face, m.Word)
	return m
}

// buildEntry is the form of one more line, with what one tap can repeat.
func buildEntry(t *i18n.Texts, actor access.Actor, s hours.Sheet, today caldate.Date, open bool, f *form.Form) entryModel {
	w, p := s.Week, s.Placement
	m := entryModel{Path: weekPath(p.ID, w.Week)}
	days := writable(t, s, today)
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
	if !m.Folded {
		m.Repeat, m.Days = buildRepeat(t, s.Suggest(today))
	}
	b := f.Build(t, "week.entry")
	m.Fields = []form.Field{b.Options(form.Select, "date", days...), b.Options(form.Select, "task", tasks(t, p, w.Week)...), b.Field(form.Hidden, "key")}
	m.Times = times(b)
	m.Note = b.Optional(form.Line, "note")
	m.Summary = b.Summary(slices.Concat(m.Fields, m.Times, []form.Field{m.Note})...)
	return m
}

func times(b form.Builder) []form.Field {
	return []form.Field{b.Field(form.Duration, "minutes"), b.Field(form.Duration, "begin"), b.Field(form.Duration, "end")}
}

// writable are the days of the week that lines can be added to.
func writable(t *i18n.Texts, s hours.Sheet, today caldate.Date) []form.Option {
	var days []form.Option
	for i := range 7 {
		d := s.Week.Week.Day(i)
		if _, closed := s.Placement.ClosedOn(d); !closed && s.Week.CanEdit(d) && !d.After(today) {
			days = append(days, form.Option{Value: d.String(), Label: t.Day(d)})
		}
	}
	return days
}

// absencePrefix marks the choices of the task list that are no task.
const absencePrefix = "absence:"

// tasks are what a line of a week can be about: the tasks of both strands, as
// they lie then, and the reasons for having been away.
func tasks(t *i18n.Texts, p placement.Placement, w caldate.Week) []form.Option {
	var options []form.Option
	for _, task := range p.Agreement.Tasks {
		task, _ = p.TaskOn(task.ID, w.Monday()) // it changes strand on a Monday only
		options = append(options, form.Option{Value: task.ID, Label: task.Title + " (" + t.T("strand."+task.Kind()) + ")"})
	}
	for _, reason := range hours.AbsenceReasons() {
		options = append(options, form.Option{Value: absencePrefix + reason, Label: t.T("week.kind.absence") + ": " + t.T("week.absence."+reason)})
	}
	return options
}

func buildRepeat(t *i18n.Texts, days []hours.Suggested) (all string, single []repeatModel) {
	sum := 0
	for _, d := range days {
		sum += d.Minutes
		single = append(single, repeatModel{Day: d.Date.String(), Label: t.T("week.repeat_day", "day", t.Day(d.Date), "hours", t.Hours(d.Minutes), "tasks", strings.Join(d.Titles, ", "))})
	}
	if len(days) > 1 {
		all = t.N("week.repeat_all", len(days), "hours", t.Hours(sum))
	}
	return all, single
}
