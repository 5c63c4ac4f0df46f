// Package reportweb shows the final documentation of a course: what it says, the
// firm's part, that the candidate has seen it, and what was delivered.
package reportweb

import (
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/document"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for documentation.
type Handlers struct {
	Reports   *report.Service
	Companies *company.Service
	Documents *document.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	const course = "/placements/:id"
	const one = course + "/documentation"
	return []web.Route{
		web.Get(one, access.ViewDocumentation, h.show),
		web.Get(one+"/part", access.WriteDocumentation, h.part),
		web.Post(one+"/part", access.WriteDocumentation, h.write),
		web.Post(one+"/sight", access.ShowDocumentation, h.seen),
		web.Post(one+"/delivery", access.DeliverDocumentation, h.deliver),
		web.Post(one+"/receipt", access.ReceiveDocumentation, h.receive),
		web.Get(one+"/deliveries/:delivery", access.ViewDocumentation, h.delivery),
		web.Post(one+"/deliveries/:delivery/document", access.DeliverDocumentation, h.keep),
		web.Post(course+"/observations", access.Observe, h.observe),
		web.Post(course+"/observations/carrying", access.ManageCandidates, h.carry),
		web.Post(course+"/observations/:observation/deletion", access.Observe, h.strike),
	}
}

// pageModel is the documentation of a course as it stands.
type pageModel struct {
	Course     string // address
	Name       string
	Title      string
	Badge      view.Badge
	Late       view.Badge // without a label while there is time
	Lead       string
	Due        string // by when and who, until it is delivered
	Changed    []string
	Unapproved string
	Content    *contentModel // nil while there is no draft
	Words      *wordsModel
	Part       string // address of the firm's part, or ""
	PartLabel  string
	Show       *form.Model
	Deliver    string // address, or ""
	Print      string
	Receive    string // address, or ""
	Notes      []noteModel
	Observing  bool // there is something to say or do about observations beside the content
	Observe    *form.Model
	Carry      *form.Model
	Deliveries []linkModel
	History    []auditweb.Line
}

type linkModel struct{ Href, Text string }

// wordsModel is what the candidate said, under their own heading.
type wordsModel struct {
	Text string
	Seen string
}

// noteModel is an observation with the button that takes it away.
type noteModel struct {
	Text   string
	Detail string
	Action string // or ""
}

// typed is a form that came back, and which one it is.
type typed struct {
	name string
	f    *form.Form
}

func (in typed) of(name string) *form.Form {
	if in.name == name {
		return in.f
	}
	return form.Of(nil)
}

func address(placementID string) string { return "/placements/" + placementID + "/documentation" }

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showPage(r, typed{f: form.Of(nil)})
}

func (h Handlers) showPage(r *web.Request, in typed) (web.Answer, error) {
	v, err := h.Reports.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if _, will := report.Begins(v.Placement); !will {
		return nil, fault.New(fault.NotFound, "")
	}
	owner, err := h.owner(r)
	if err != nil {
		return nil, err
	}
	m := newPage(r.Texts, r.Actor, v, owner, r.Today(), in)
	return web.Form(documentationPage, m.Title, in.f, m), nil
}

// owner is who of the firm sees to it; nobody outside it is told.
func (h Handlers) owner(r *web.Request) (string, error) {
	if r.Actor.Party().Kind != access.Company {
		return "", nil
	}
	names, err := h.Companies.Holders(r.Context(), r.Actor, access.DeliverDocumentation)
	if err != nil || len(names[0]) == 0 {
		return "", err
	}
	return names[0][0], nil
}

func newPage(t *i18n.Texts, actor access.Actor, v report.View, owner string, today caldate.Date, in typed) pageModel {
	p, base := v.Placement, address(v.Placement.ID)
	status := v.StatusOn(p, v.Print, today)
	begins, _ := report.Begins(p)
	m := pageModel{
		Course: "/placements/" + p.ID, Name: p.FirstName, Title: t.T("documentation.of", "name", p.FirstName), Badge: badge(t, status), Print: v.Print,
		Lead: t.T("documentation.lead."+string(status), "begins", t.Date(begins)), History: auditweb.History(t, v.Events),
	}
	if _, delivered := v.Last(); !delivered {
		who := t.T("ball.holder.firm")
		if owner != "" {
			who = t.Person(owner)
		}
		m.Due = t.T("documentation.due", "day", t.Date(report.Due(p)), "who", who)
		if v.Late(p, today) {
			m.Late = view.Badge{Label: t.T("ball.late"), Tone: "warning"}
		}
	}
	if status != report.NotBegun {
		content := newContent(t, v.Content, p.HidesHours(actor))
		for i := range content.Weeks { // every number can be followed to where it was approved
			if w := v.Content.Weeks[i]; w.Approved {
				content.Weeks[i].Href = m.Course + "/weeks/" + w.Week.String()
			}
		}
		m.Content = &content
		if n := v.Content.Unapproved(); n > 0 {
			m.Unapproved = t.N("documentation.unapproved", n)
		}
	}
	if v.Changed(v.Print) {
		last, _ := v.Last()
		m.Changed = differences(t, report.Differ(last.Content, v.Content), p.HidesHours(actor))
	}
	if s := v.Sight; s != nil {
		m.Words = words(t, actor, *s, s.Print != v.Print)
	}
	can := func(c report.Command) bool { return v.Can(actor, c, p, v.Print, today) }
	if can(report.Write) {
		m.Part, m.PartLabel = base+"/part", t.T("documentation.part.write")
		if v.Part != nil {
			m.PartLabel = t.T("documentation.part.change")
		}
	}
	if can(report.Show) {
		m.Show = showForm(t, base, v, in.of("sight"))
	}
	if can(report.Deliver) {
		m.Deliver = base + "/delivery"
	}
	if can(report.Receive) {
		m.Receive = base + "/receipt"
	}
	m.observations(t, actor, v, today, in)
	m.delivered(t, v)
	return m
}

// delivered lists the versions that were delivered.
func (m *pageModel) delivered(t *i18n.Texts, v report.View) {
	for i, d := range v.Deliveries {
		text := t.T("documentation.version", "n", i+1, "when", t.Moment(d.At), "who", t.Person(d.By))
		if d.Receipt != nil {
			text += " " + t.T("documentation.receipted", "when", t.Moment(d.Receipt.At), "who", t.Person(d.Receipt.By))
		}
		m.Deliveries = append(m.Deliveries, linkModel{address(v.Placement.ID) + "/deliveries/" + strconv.Itoa(i+1), text})
	}
}

func badge(t *i18n.Texts, s report.Status) view.Badge {
	tone := map[report.Status]string{report.Draft: "info", report.Written: "info", report.HasSeen: "info", report.Delivered: "success", report.Receipted: "success"}[s]
	return view.Badge{Label: t.T("documentation.status." + string(s)), Tone: tone}
}

// words are the candidate's; before tells that something was changed after they saw
// it. Why somebody else wrote it down is not the firm's business.
func words(t *i18n.Texts, actor access.Actor, s report.Sight, before bool) *wordsModel {
	m := &wordsModel{Text: s.Comment, Seen: t.T("documentation.seen", "when", t.Moment(s.At), "who", t.Person(s.By))}
	if actor.Party().Kind == access.Municipality {
		m.Seen += " " + t.T("placement.helped", "why", t.T("placement.help_reasons."+s.Helped))
	}
	if before {
		m.Seen += " " + t.T("documentation.seen_before")
	}
	return m
}

func differences(t *i18n.Texts, list []report.Difference, quiet bool) (lines []string) {
	for _, d := range list {
		switch {
		case d.Section != "hours":
			lines = append(lines, t.T("documentation.section."+d.Section))
		case quiet:
			lines = append(lines, t.T("week.short", "n", d.Week.Number()))
		default:
			lines = append(lines, t.T("documentation.changed_week", "week", t.T("week.short", "n", d.Week.Number()), "before", t.Hours(d.Before), "after", t.Hours(d.After)))
		}
	}
	return lines
}

func showForm(t *i18n.Texts, base string, v report.View, f *form.Form) *form.Model {
	f.Set("print", v.Print)
	b := f.Build(t, "documentation.field")
	m := b.Model(base+"/sight", "documentation.show", b.Choices(form.Radios, "helped", "placement.help_reasons", placement.HelpReasons()...),
		b.Optional(form.Area, "comment"), b.Field(form.Hidden, "print"))
	return &m
}

// observations lists what was noticed on the way, with the forms about it.
func (m *pageModel) observations(t *i18n.Texts, actor access.Actor, v report.View, today caldate.Date, in typed) {
	base := "/placements/" + v.Placement.ID + "/observations"
	strikes := v.Can(actor, report.Strike, v.Placement, v.Print, today)
	if m.Content != nil {
		m.Content.OnPaper = strikes
	}
	var carried []form.Option
	for _, o := range v.Content.Observations {
		note := noteModel{Text: o.What, Detail: observed(t, o)}
		if strikes {
			note.Action = base + "/" + o.ID + "/deletion"
		}
		if strikes || m.Content == nil {
			m.Notes = append(m.Notes, note)
		}
		if o.Condition != "" {
			carried = append(carried, form.Option{Value: o.ID, Label: t.T("condition." + o.Condition), Hint: o.What + " (" + t.T("documentation.outcomes."+o.Outcome) + ")"})
		}
	}
	if v.Can(actor, report.Observe, v.Placement, v.Print, today) {
		f := in.of("observation")
		if f.Value("observed_on") == "" && f.OK() {
			f.Set("observed_on", today.Danish())
		}
		b := f.Build(t, "documentation.field")
		condition := b.Choices(form.Select, "condition", "condition", opening.Conditions()...)
		condition.Optional = t.T("form.optional")
		model := b.Model(base, "documentation.observe", b.Field(form.Area, "what"), condition,
			b.Choices(form.Radios, "outcome", "documentation.outcomes", report.Outcomes()...), b.Field(form.Day, "observed_on"))
		m.Observe = &model
	}
	if stage := v.Placement.StageOn(today); actor.Can(access.ManageCandidates) && len(carried) > 0 && (stage == placement.Ended || stage == placement.Stopped) {
		b := in.of("carrying").Build(t, "documentation.field")
		model := b.Model(base+"/carrying", "documentation.carry", b.Options(form.Checks, "carried", carried...),
			b.Choices(form.Radios, "carried_helped", "placement.help_reasons", placement.HelpReasons()...))
		m.Carry = &model
	}
	m.Observing = len(m.Notes) > 0 || m.Observe != nil || m.Carry != nil
}

// observed is the day, the condition and the outcome of an observation, in a line.
func observed(t *i18n.Texts, o report.Observation) string {
	line := t.Date(o.On)
	if o.Condition != "" {
		line += ", " + t.T("condition."+o.Condition)
	}
	return line + ": " + t.T("documentation.outcomes."+o.Outcome) + ". " + t.Person(o.By)
}

// after shows the page again with what is wrong, or goes on to it.
func (h Handlers) after(r *web.Request, name string, f *form.Form, err error, done string) (web.Answer, error) {
	if code := fault.CodeOf(err); fault.Is(err, fault.Conflict) && r.Texts.Has("error."+code) && code != "changed" {
		return web.SeeOther(address(r.Param("id")), web.Notice{Kind: "warning", Text: r.T("error." + code)}), nil
	}
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showPage(r, typed{name, f})
	}
	return web.SeeOther(address(r.Param("id")), web.Done(r.T(done))), nil
}

func (h Handlers) seen(r *web.Request) (web.Answer, error) {
	f := r.Form()
	s := report.Sight{Print: f.Value("print"), Helped: f.Value("helped"), Comment: f.Text("comment", form.Max(2000))}
	err := f.Do(func() error { return h.Reports.Show(r.Context(), r.Actor, r.Param("id"), s) })
	return h.after(r, "sight", f, err, "documentation.done.seen")
}

func (h Handlers) deliver(r *web.Request) (web.Answer, error) {
	f := r.Form()
	err := f.Do(func() error { return h.Reports.Deliver(r.Context(), r.Actor, r.Param("id"), f.Value("print")) })
	return h.after(r, "delivery", f, err, "documentation.done.delivered")
}

func (h Handlers) receive(r *web.Request) (web.Answer, error) {
	f := r.Form()
	err := f.Do(func() error { return h.Reports.Receive(r.Context(), r.Actor, r.Param("id")) })
	return h.after(r, "receipt", f, err, "documentation.done.receipted")
}

func (h Handlers) observe(r *web.Request) (web.Answer, error) {
	f := r.Form()
	o := report.Observation{What: f.Text("what", form.Max(400)), Condition: f.Value("condition"), Outcome: f.Value("outcome"), On: f.Date("observed_on")}
	err := f.Do(func() error { return h.Reports.Observe(r.Context(), r.Actor, r.Param("id"), o) })
	return h.after(r, "observation", f, err, "documentation.done.observed")
}

func (h Handlers) strike(r *web.Request) (web.Answer, error) {
	f := r.Form()
	err := f.Do(func() error { return h.Reports.Strike(r.Context(), r.Actor, r.Param("id"), r.Param("observation")) })
	return h.after(r, "strike", f, err, "documentation.done.struck")
}

func (h Handlers) carry(r *web.Request) (web.Answer, error) {
	f := r.Form()
	var candidateID string
	err := f.Do(func() (err error) {
		candidateID, err = h.Reports.Carry(r.Context(), r.Actor, r.Param("id"), f.Values("carried"), f.Value("carried_helped"))
		return err
	})
	if err == nil && f.OK() {
		return web.SeeOther("/candidates/"+candidateID, web.Done(r.T("documentation.done.carried"))), nil
	}
	return h.after(r, "carrying", f, err, "")
}
