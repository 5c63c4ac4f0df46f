package hoursweb

import (
	"fmt"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// queueModel is the list of weeks by where they stand.
type queueModel struct {
	Together togetherModel
	Groups   []groupModel
	Lock     lockModel
	Empty    string // what to say when there is nothing, or ""
}

// togetherModel is the weeks inside the plan, to approve with one button.
type togetherModel struct {
	Heading string
	Button  string
	Summary form.Summary
	Rows    []togetherRow
}

type togetherRow struct {
	ID    string
	Value string // names the week in the form
	Days  []dayModel
	queueRow
}

type groupModel struct {
	Heading string
	Fold    string // for what is done: the sentence that unfolds it, or ""
	Who     string // who has to do something, or ""
	Rows    []queueRow
}

type queueRow struct {
	Href   string
	Title  string
	Detail string
	Mentor string
	Why    string // why it must be looked at by itself, or what was said of it
	Badge  view.Badge
}

// lockModel offers the last months that are over.
type lockModel struct {
	Months  []monthModel
	Payroll bool // the actor can make the file that is paid from
}

type monthModel struct {
	Value string // the first day in ISO form
	Label string
}

func (h Handlers) queue(r *web.Request) (web.Answer, error) { return h.showQueue(r, form.Of(nil)) }

func (h Handlers) showQueue(r *web.Request, f *form.Form) (web.Answer, error) {
	placements, items, err := h.Hours.Waiting(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	approvers, err := h.Companies.Holders(r.Context(), r.Actor, access.ApproveHours)
	if err != nil {
		return nil, err
	}
	q := queue{r.Texts, r.Actor, approvers[0], r.Today(), map[string]bool{}}
	for _, p := range placements {
		q.quiet[p.ID] = p.HidesHours(r.Actor)
	}
	m := q.model(items, openLogs(placements, r.Today()))
	if len(m.Together.Rows) > 0 {
		b := f.Build(r.Texts, "week.together")
		m.Together.Summary = b.Summary(form.Field{ID: m.Together.Rows[0].ID, Label: m.Together.Heading, Error: errorOf(r.Texts, f, "weeks")})
	}
	return web.Form(queuePage, r.T("nav.weeks"), f, m), nil
}

// unseen lists approved weeks for eyes outside the firm.
func (h Handlers) unseen(r *web.Request) (web.Answer, error) {
	items, err := h.Hours.ToSee(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	q := queue{Texts: r.Texts, actor: r.Actor, today: r.Today()}
	return web.Page(queuePage, r.T("week.unseen"), q.unseen(items)), nil
}

func (q queue) unseen(items []hours.Item) queueModel {
	if len(items) == 0 {
		return queueModel{Empty: q.T("week.unseen_none")}
	}
	g := groupModel{Heading: q.T("week.unseen"), Who: q.T("week.unseen_text")}
	for _, item := range items {
		g.Rows = append(g.Rows, q.row(item))
	}
	return queueModel{Groups: []groupModel{g}}
}

// errorOf puts what is wrong with a field into words, "" for nothing.
func errorOf(t *i18n.Texts, f *form.Form, name string) string {
	if code := f.FaultOf(name); code != "" {
		return t.T("error." + code)
	}
	return ""
}

// openLogs are the placements whose current week can be logged.
func openLogs(placements []placement.Placement, today caldate.Date) []placement.Placement {
	var open []placement.Placement
	for _, p := range placements {
		if p.GateOn(today).Open && p.Runs(today.Week()) && !p.Rests(today.Week()) {
			open = append(open, p)
		}
	}
	return open
}

// queue puts the list into words.
type queue struct {
	*i18n.Texts
	actor     access.Actor
	approvers []string // names of all who can approve today
	today     caldate.Date
	quiet     map[string]bool // courses that keep sums of hours from the actor
}

func (q queue) model(items []hours.Item, open []placement.Placement) queueModel {
	var m queueModel
	if len(items) == 0 && len(open) == 0 {
		m.Empty = q.T("week.queue_empty")
	}
	listed := map[string]bool{}
	groups := map[hours.State]*groupModel{}
	for _, state := range hours.States() {
		groups[state] = &groupModel{Heading: q.heading(state), Who: q.who(state)}
	}
	for _, item := range items {
		listed[item.PlacementID+item.Week.Week.String()] = true
		if q.plain(item) {
			m.Together.Rows = append(m.Together.Rows, q.together(item))
			continue
		}
		g := groups[item.State]
		g.Rows = append(g.Rows, q.row(item))
	}
	if n := len(m.Together.Rows); n > 0 {
		m.Together.Heading, m.Together.Button = q.N("week.together.heading", n), q.N("week.together.button", n)
		groups[hours.ToApprove].Heading = q.T("week.group.exceptions")
	}
	current := q.current(open, listed)
	for _, state := range hours.States() {
		if state == hours.Done && len(current.Rows) > 0 { // this week's logs stand above what is done
			m.Groups = append(m.Groups, current)
		}
		if n := len(groups[state].Rows); n > 0 {
			if state == hours.Done {
				groups[state].Fold = q.N("week.group.show_done", n)
			}
			m.Groups = append(m.Groups, *groups[state])
		}
	}
	if q.actor.Can(access.ApproveHours) && m.Empty == "" {
		m.Lock = q.lock()
	}
	return m
}

// plain tells whether the actor can approve a week together with others.
func (q queue) plain(item hours.Item) bool {
	return q.actor.Can(access.ApproveHours) && item.State == hours.ToApprove && len(item.Exceptions) == 0 &&
		!item.Touched(q.actor.PersonID())
}

func (q queue) heading(state hours.State) string {
	if state == hours.ToApprove && !q.actor.Can(access.ApproveHours) {
		return q.T("week.group.waiting_for_approver")
	}
	return q.T("week.group." + string(state))
}

// who names the people a group of weeks waits for. The mentor of a week that is
// not handed in stands at the week.
func (q queue) who(state hours.State) string {
	if state != hours.ToApprove || len(q.approvers) == 0 {
		return ""
	}
	var names []string
	for _, name := range q.approvers {
		names = append(names, q.Person(name))
	}
	return q.T("week.group.approvers", "names", strings.Join(names, ", "))
}

func (q queue) row(item hours.Item) queueRow {
	var why []string
	for _, e := range item.Exceptions {
		if e != hours.AbovePlan || item.SelfApproved { // otherwise the badge says it
			why = append(why, q.T("week.exception."+string(e)))
		}
	}
	row := queueRow{
		Href:   weekPath(item.PlacementID, item.Week.Week),
		Title:  q.T("week.row_title", "name", item.FirstName, "n", item.Week.Week.Number()),
		Mentor: q.Person(item.MentorName), Badge: statusBadge(q.Texts, item.Week),
	}
	if !q.quiet[item.PlacementID] {
		row.Detail = q.T("week.row_detail", "logged", q.Hours(item.Logged()), "planned", q.Hours(item.Planned))
		row.Badge, row.Why = planBadge(q.Texts, item.Week), strings.Join(why, " · ")
	}
	if question, open := item.OpenQuestion(); open {
		row.Why = q.T("week.asked", "who", q.Person(question.By), "when", q.Moment(question.At)) + ": " + question.Text
	}
	if item.Status() == hours.Corrected {
		row.Why = q.T("week.said.corrected", "who", q.Person(item.CorrectedBy), "when", q.Moment(item.CorrectedAt))
	}
	return row
}

func (q queue) together(item hours.Item) togetherRow {
	ref := item.PlacementID + "/" + item.Week.Week.String()
	s := hours.Sheet{Week: item.Week}
	return togetherRow{ID: "together-" + item.ID, Value: ref, queueRow: q.row(item), Days: buildDays(law{Texts: q.Texts}, q.actor, s, false)}
}

// current lists this week's logs that stand in no group yet.
func (q queue) current(open []placement.Placement, listed map[string]bool) groupModel {
	m := groupModel{Heading: q.T("week.group.current")}
	week := q.today.Week()
	for _, p := range open {
		if listed[p.ID+week.String()] {
			continue // handed in or returned
		}
		row := queueRow{
			Href: weekPath(p.ID, week), Title: q.T("week.row_title", "name", p.FirstName, "n", week.Number()), Mentor: q.Person(p.MentorName),
			Badge: view.Badge{Label: q.T("week.status.open")},
		}
		if !q.quiet[p.ID] {
			row.Detail = q.T("week.planned_detail", "planned", q.Hours(p.Planned(week)))
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// monthsToLock is how many months back the list offers to lock.
const monthsToLock = 2

func (q queue) lock() lockModel {
	m := lockModel{Payroll: q.actor.Can(access.RunPayroll)}
	first := q.today.MonthStart()
	for n := monthsToLock; n > 0; n-- {
		month := first.AddMonths(-n)
		m.Months = append(m.Months, monthModel{Value: month.String(), Label: q.T("week.lock.month", "month", q.Month(month))})
	}
	return m
}

// planBadge tells how a week's hours stand to the plan. Below is neutral: only
// above, which the brake is for, stands out.
func planBadge(t *i18n.Texts, w hours.Week) view.Badge {
	switch {
	case w.SelfApproved:
		return view.Badge{Label: t.T("week.self_approved")}
	case w.AbovePlan():
		return view.Badge{Label: t.T("week.above_plan"), Tone: "warning"}
	case len(w.Lines) == 0 && w.NoHours:
		return view.Badge{Label: t.T("week.none")}
	default:
		return statusBadge(t, w)
	}
}

func (h Handlers) approveTogether(r *web.Request) (web.Answer, error) {
	var refs []hours.Ref
	f := r.Form()
	if len(f.Values("weeks")) == 0 {
		f.Fail("weeks", "choose_weeks")
		return h.showQueue(r, f)
	}
	for _, value := range f.Values("weeks") {
		id, week, _ := strings.Cut(value, "/")
		w, err := caldate.ParseWeek(week)
		if err != nil {
			return nil, fault.New(fault.Invalid, "choice")
		}
		refs = append(refs, hours.Ref{PlacementID: id, Week: w})
	}
	approved, err := h.Hours.ApproveTogether(r.Context(), r.Actor, refs)
	if err != nil {
		return nil, err
	}
	text := r.Texts.N("week.together.done", approved)
	if left := len(refs) - approved; left > 0 {
		text += " " + r.Texts.N("week.together.left", left)
	}
	return web.SeeOther("/weeks", web.Done(text)), nil
}

func (h Handlers) lock(r *web.Request) (web.Answer, error) {
	month, err := caldate.Parse(r.Form().Value("month"))
	if err != nil {
		return nil, fault.New(fault.Invalid, "date")
	}
	locked, err := h.Hours.Lock(r.Context(), r.Actor, month.MonthStart(), month.MonthEnd())
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/weeks", web.Done(fmt.Sprintf("%s: %s", r.Texts.Month(month), r.Texts.N("week.lock.done", locked)))), nil
}
