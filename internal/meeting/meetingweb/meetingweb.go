// Package meetingweb shows the follow-up of a course: its meetings with their
// notes, the milestones and the firm's intention, and the list of what waits.
package meetingweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/ical"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for follow-ups.
type Handlers struct {
	Meetings   *meeting.Service
	Placements *placement.Service
	Companies  *company.Service
	Hours      *hours.Service
	BaseURL    string
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	const course, one = "/placements/:id", "/placements/:id/meetings/:meeting"
	return []web.Route{
		web.Get("/meetings", access.EditMeetings, h.waiting),
		web.Get(course+"/meetings", access.ViewMeetings, h.list),
		web.Get(one, access.ViewMeetings, h.show),
		web.Get(one+"/calendar.ics", access.ViewMeetings, h.calendar),
		web.Post(one+"/date", access.EditMeetings, h.move),
		web.Post(one+"/invitation", access.EditMeetings, h.call),
		web.Post(one+"/attendance", access.EditMeetings, h.hold),
		web.Post(one+"/cancellation", access.EditMeetings, h.cancel),
		web.Post(one+"/replacement", access.EditMeetings, h.replan),
		web.Post(one+"/note", access.EditMeetings, h.write),
		web.Post(course+"/milestones", access.EditMeetings, h.settleMilestone),
		web.Post(course+"/intention", access.EditPlacements, h.park),
		web.Post(course+"/intention/ending", access.EditPlacements, h.endPark),
	}
}

// waitingModel is the list of what waits.
type waitingModel struct {
	Rows []rowModel
}

type rowModel struct {
	Href   string
	Title  string
	Detail string
	Badge  view.Badge
}

func (h Handlers) waiting(r *web.Request) (web.Answer, error) {
	since := r.Today().Week().Add(-hours.WeeksBack).Monday()
	placements, err := h.Placements.Current(r.Context(), r.Actor, since)
	if err != nil {
		return nil, err
	}
	followUps, err := h.Meetings.Since(r.Context(), r.Actor, since)
	if err != nil {
		return nil, err
	}
	m := newWaiting(r.Texts, meeting.Waiting(placements, followUps, since, r.Today()))
	return web.Page(waitingPage, r.T("meeting.waiting.title"), m), nil
}

func newWaiting(t *i18n.Texts, items []meeting.Item) waitingModel {
	var m waitingModel
	for _, item := range items {
		row := rowModel{Href: listPath(item.PlacementID), Title: item.FirstName, Badge: view.Badge{Label: t.T("meeting.waiting.badge." + string(item.Reason)), Tone: "info"}}
		detail := item.Text
		switch {
		case item.Meeting.ID != "":
			row.Href, detail = meetingPath(item.PlacementID, item.Meeting.ID), t.T("meeting.kind."+string(item.Meeting.Kind))
		case item.What != "":
			detail = t.T("meeting.intentions." + item.What)
		}
		if item.Reason == meeting.IsOverdue {
			row.Badge.Tone = "warning"
		}
		row.Detail = t.T("meeting.waiting.detail", "what", detail, "date", t.Date(item.On))
		m.Rows = append(m.Rows, row)
	}
	return m
}

func listPath(placementID string) string { return "/placements/" + placementID + "/meetings" }

func meetingPath(placementID, meetingID string) string {
	return listPath(placementID) + "/" + meetingID
}

// listModel is the follow-up of a course.
type listModel struct {
	Name       string
	Course     string // address
	Empty      string // why there are no meetings yet, or ""
	Coming     []rowModel
	Past       []rowModel
	Milestones []milestoneModel
	Settle     form.Model // what became of a milestone
	Intention  intentionModel
	History    []auditweb.Line
}

type milestoneModel struct {
	Text   string
	Detail string
	Badge  view.Badge
}

// intentionModel is what the firm means to do later, and its forms.
type intentionModel struct {
	Badge view.Badge
	Facts []view.Fact
	Park  form.Model
	End   form.Model
}

func (h Handlers) list(r *web.Request) (web.Answer, error) { return h.showList(r, form.Of(nil)) }

// showList shows the follow-up of a course with its forms.
func (h Handlers) showList(r *web.Request, f *form.Form) (web.Answer, error) {
	p, up, err := h.Meetings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	m := newList(r.Texts, r.Actor, p, up, r.Today(), f)
	if meeting.Begun(p, r.Today()) && r.Actor.Can(access.EditPlacements) {
		colleagues, err := h.Companies.Colleagues(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		m.Intention.offer(r.Texts, p, up, r.Today(), f, owners(r.Texts, colleagues))
	}
	return web.Form(listPage, r.T("meeting.title"), f, m), nil
}

func owners(t *i18n.Texts, colleagues []company.Member) []form.Option {
	var options []form.Option
	for _, c := range colleagues {
		options = append(options, form.Option{Value: c.PersonID, Label: t.Person(c.Name)})
	}
	return options
}

func newList(t *i18n.Texts, actor access.Actor, p placement.Placement, up meeting.FollowUp, today caldate.Date, f *form.Form) listModel {
	m := listModel{Name: p.FirstName, Course: "/placements/" + p.ID, History: auditweb.History(t, up.Events)}
	if !meeting.Agreed(p) {
		m.Empty = t.T("meeting.empty")
		return m
	}
	for _, one := range up.Agenda(p) {
		row := rowModel{Href: meetingPath(p.ID, one.ID), Title: t.T("meeting.kind." + string(one.Kind)), Detail: when(t, one), Badge: badge(t, one, today)}
		switch one.Status(today) {
		case meeting.Planned, meeting.Called, meeting.Overdue:
			m.Coming = append(m.Coming, row)
		default:
			m.Past = append(m.Past, row)
		}
	}
	for _, one := range up.Milestones {
		m.Milestones = append(m.Milestones, newMilestone(t, one, today))
	}
	if open := up.OpenMilestones(); len(open) > 0 && actor.Can(access.EditMeetings) {
		m.Settle = buildSettle(t, p, open, f)
	}
	m.Intention = newIntention(t, up, today)
	return m
}

// when tells the day of a meeting, and its time where that is agreed.
func when(t *i18n.Texts, m meeting.Meeting) string {
	text := t.Date(m.On)
	if m.Time > 0 {
		text = t.T("meeting.at", "date", text, "time", clock(m.Time))
	}
	if m.Place != "" {
		text += ", " + m.Place
	}
	return text
}

func badge(t *i18n.Texts, m meeting.Meeting, today caldate.Date) view.Badge {
	s := m.Status(today)
	tones := map[meeting.Status]string{meeting.Called: "info", meeting.WasHeld: "info", meeting.Noted: "info", meeting.Closed: "success", meeting.Overdue: "warning"}
	return view.Badge{Label: t.T("meeting.status." + string(s)), Tone: tones[s]}
}

func newMilestone(t *i18n.Texts, one meeting.Milestone, today caldate.Date) milestoneModel {
	m := milestoneModel{Text: one.Text, Badge: view.Badge{Label: t.T("meeting.milestones.status." + string(one.Status()))},
		Detail: t.T("meeting.milestones.detail", "who", t.T("meeting.party."+one.Owner), "date", t.Date(one.Due))}
	switch {
	case one.Reached != nil:
		m.Badge.Tone = "success"
		m.Detail = t.T("meeting.milestones.reached", "who", t.Person(one.Reached.By), "date", t.Date(one.Reached.On))
	case one.Dropped != nil:
		m.Detail = t.T("meeting.milestones.dropped", "who", t.Person(one.Dropped.By), "because", one.Dropped.Because)
	case one.Due.Before(today):
		m.Badge = view.Badge{Label: t.T("meeting.milestones.status.late"), Tone: "info"}
	}
	return m
}

// buildSettle makes the form that says what became of a milestone.
func buildSettle(t *i18n.Texts, p placement.Placement, open []meeting.Milestone, f *form.Form) form.Model {
	var options []form.Option
	for _, one := range open {
		options = append(options, form.Option{Value: one.ID, Label: one.Text})
	}
	if len(open) == 1 && f.Value("milestone") == "" {
		f.Set("milestone", open[0].ID)
	}
	b := f.Build(t, "meeting.field")
	return b.Model("/placements/"+p.ID+"/milestones", "form.save", b.Options(form.Radios, "milestone", options...),
		b.Choices(form.Radios, "became", "meeting.milestones.became", milestoneEnds()...), b.Optional(form.Area, "dropped_because"))
}

// milestoneEnds lists what can become of a milestone.
func milestoneEnds() []string {
	return []string{string(meeting.IsReached), string(meeting.IsDropped)}
}

func (h Handlers) settleMilestone(r *web.Request) (web.Answer, error) {
	_, up, err := h.Meetings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	id, because := f.Value("milestone"), f.Text("dropped_because", form.Max(400))
	if _, known := up.Milestone(id); !known {
		f.Fail("milestone", "choose")
	}
	became := meeting.Status(f.Choice("became", milestoneEnds()...))
	err = f.Do(func() (err error) {
		if became == meeting.IsReached {
			_, err = h.Meetings.Reach(r.Context(), r.Actor, r.Param("id"), id)
		} else {
			_, err = h.Meetings.Drop(r.Context(), r.Actor, r.Param("id"), id, because)
		}
		return err
	})
	return h.afterList(r, f, err)
}

// afterList answers a change on the page of the follow-up.
func (h Handlers) afterList(r *web.Request, f *form.Form, err error) (web.Answer, error) {
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showList(r, f)
	}
	return web.SeeOther(listPath(r.Param("id")), web.Done(r.T("meeting.saved"))), nil
}

func newIntention(t *i18n.Texts, up meeting.FollowUp, today caldate.Date) intentionModel {
	var m intentionModel
	i := up.Intention
	if i == nil {
		return m
	}
	m.Facts = []view.Fact{
		{Label: t.T("meeting.field.what"), Value: t.T("meeting.intentions."+i.What) + ", " + t.T("opening.per_week", "hours", t.Hours(i.Minutes))},
		{Label: t.T("meeting.field.why_not"), Value: i.WhyNot},
		{Label: t.T("meeting.field.wakes"), Value: t.Date(i.Wakes)},
		{Label: t.T("meeting.field.owner"), Value: t.Person(i.Owner)},
	}
	status := string(up.IntentionOn(today))
	m.Badge = view.Badge{Label: t.T("meeting.intention.status." + status)}
	if up.IntentionOn(today) == meeting.Awake {
		m.Badge.Tone = "info"
	}
	if i.Ended != nil {
		m.Badge = view.Badge{Label: t.T("meeting.outcomes." + i.Ended.Outcome)}
		if i.Ended.Note != "" {
			m.Facts = append(m.Facts, view.Fact{Label: t.T("meeting.field.outcome_note"), Value: i.Ended.Note})
		}
	}
	return m
}

// offer adds the forms by which the firm parks an intention or ends it.
func (m *intentionModel) offer(t *i18n.Texts, p placement.Placement, up meeting.FollowUp, today caldate.Date, f *form.Form, owners []form.Option) {
	b := f.Build(t, "meeting.field")
	address, submit := "/placements/"+p.ID+"/intention", "meeting.intention.park"
	if up.IntentionOn(today) != meeting.NoIntention {
		submit = "meeting.intention.park_again"
		m.End = b.Model(address+"/ending", "form.save", b.Choices(form.Radios, "outcome", "meeting.outcomes", meeting.Outcomes()...), b.Optional(form.Area, "outcome_note"))
		if i := up.Intention; f.OK() {
			f.Set("what", i.What).SetMinutes("minutes", i.Minutes).Set("owner", i.OwnerID).Set("why_not", i.WhyNot)
		}
	}
	m.Park = b.Model(address, submit, b.Choices(form.Radios, "what", "meeting.intentions", meeting.Intentions()...), b.Field(form.Duration, "minutes"),
		b.Field(form.Day, "wakes"), b.Options(form.Select, "owner", owners...), b.Field(form.Area, "why_not"))
}

func (h Handlers) park(r *web.Request) (web.Answer, error) {
	f := r.Form()
	i := meeting.Intention{What: f.Value("what"), Minutes: f.Minutes("minutes"), Wakes: f.Date("wakes"), OwnerID: f.Value("owner"), WhyNot: f.Text("why_not", form.Max(400))}
	err := f.Do(func() error {
		_, err := h.Meetings.Park(r.Context(), r.Actor, r.Param("id"), i)
		return err
	})
	return h.afterList(r, f, err)
}

func (h Handlers) endPark(r *web.Request) (web.Answer, error) {
	f := r.Form()
	note := f.Text("outcome_note", form.Max(400))
	err := f.Do(func() error {
		_, err := h.Meetings.EndPark(r.Context(), r.Actor, r.Param("id"), f.Value("outcome"), note)
		return err
	})
	return h.afterList(r, f, err)
}

// gone is what a page answers about a meeting that is not there.
func gone() error { return fault.New(fault.NotFound, "") }

// Entry is a meeting as a calendar shows it: no name, only that there is one and
// where to read on.
func Entry(t *i18n.Texts, p placement.Placement, m meeting.Meeting, baseURL string) ical.Event {
	e := m.Entry(p, ical.Host(baseURL))
	e.URL = baseURL + meetingPath(p.ID, m.ID)
	e.Summary, e.Description = t.T("meeting.calendar_summary"), t.T("meeting.calendar_text", "link", e.URL)
	return e
}
