package placementweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
	"fodfaeste/internal/worktime"
)

// proposeModel is the page that proposes paid hours.
type proposeModel struct {
	Name string
	Todo []string
	Form form.Model
}

func (h Handlers) conversion(r *web.Request) (web.Answer, error) {
	return h.showConversion(r, form.Of(nil))
}

func (h Handlers) showConversion(r *web.Request, f *form.Form) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ProposePaid, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if err := p.MayPropose(r.Today()); err != nil {
		return nil, err
	}
	return web.Form(conversionPage, r.T("conversion.title"), f, newPropose(r.Texts, p, r.Today(), f)), nil
}

func newPropose(t *i18n.Texts, p placement.Placement, today caldate.Date, f *form.Form) proposeModel {
	var tasks, weeks []form.Option
	for _, task := range p.ToConvert(today) {
		standing := p.StandingOn(task.ID, today)
		tasks = append(tasks, form.Option{Value: task.ID, Label: task.Title, Hint: t.T("ladder.steps." + string(standing.Step))})
	}
	for _, w := range p.ConversionWeeks(today) {
		weeks = append(weeks, form.Option{Value: w.Monday().String(), Label: t.T("conversion.week", "n", w.Number(), "from", t.Date(w.Monday()), "hours", t.Hours(p.StepIn(w).Praktik))})
	}
	b := f.Build(t, "conversion.field")
	minutes := b.Field(form.Duration, "minutes")
	if from, err := caldate.Parse(f.Value("from")); err == nil && f.FaultOf("minutes") == "over_praktik" {
		minutes.Error = t.T("error.over_praktik", "hours", t.Hours(p.StepIn(from.Week()).Praktik))
	}
	m := proposeModel{Name: p.FirstName, Form: b.Model("/placements/"+p.ID+"/conversion", "conversion.propose",
		b.Options(form.Checks, "tasks", tasks...), b.Options(form.Select, "from", weeks...), minutes,
		b.Choices(form.Radios, "kind", "conversion.kinds", placement.ConversionKinds()...))}
	m.Form.Cancel = "/placements/" + p.ID
	for _, duty := range []string{"terms_if", "payroll", "registration", "insurance", "vitas"} {
		m.Todo = append(m.Todo, t.T("conversion.todo."+duty))
	}
	return m
}

func (h Handlers) propose(r *web.Request) (web.Answer, error) {
	f := r.Form()
	c := placement.Conversion{TaskIDs: f.Values("tasks"), From: f.Date("from"), MinutesAWeek: f.Minutes("minutes"), Kind: placement.ConversionKind(f.Value("kind"))}
	return h.act(r, f, h.showConversion, r.T("conversion.proposed"), func() (placement.Placement, error) {
		return h.Placements.Propose(r.Context(), r.Actor, r.Param("id"), c)
	})
}

// conversionModel is one conversion on the page of the course, with what can be
// done about it.
type conversionModel struct {
	ID      string
	Heading string
	Badge   view.Badge
	Text    string
	Facts   []view.Fact
	Todo    []string
	Actions []conversionAction
	Answer  form.Model // the candidate's
	Decline form.Model // the firm's
	Open    bool       // something is wrong with the firm's no
}

// conversionAction is a button that gives a command.
type conversionAction struct {
	Address string
	Label   string
	Primary bool
}

// newConversions tells of every conversion, the newest first.
func newConversions(t *i18n.Texts, actor access.Actor, p placement.Placement, law *worktime.Rules, today caldate.Date, f *form.Form) []conversionModel {
	var list []conversionModel
	for i := len(p.Conversions) - 1; i >= 0; i-- {
		c := p.Conversions[i]
		status := string(c.StatusOn(today))
		m := conversionModel{ID: c.ID, Heading: t.T("conversion.heading", "tasks", strings.Join(titlesOf(p, c), ", ")), Badge: view.Badge{Label: t.T("conversion.status." + status)},
			Text: t.T("conversion.tells."+status, "date", t.Date(c.From)), Facts: conversionFacts(t, p, c)}
		switch c.StatusOn(today) {
		case placement.ConversionActive:
			m.Badge.Tone = "success"
		case placement.ConversionProposed, placement.ConversionFirmYes, placement.ConversionBothYes, placement.ConversionInformed:
			m.Badge.Tone = "info"
		}
		if c.Declined == nil && c.Withdrawn == nil && c.StatusOn(today) != placement.ConversionLapsed {
			m.Todo = duties(t, p, c, law)
		}
		m.offer(t, actor, p, c, today, f)
		list = append(list, m)
	}
	return list
}

func titlesOf(p placement.Placement, c placement.Conversion) []string {
	var titles []string
	for _, taskID := range c.TaskIDs {
		task, _ := p.Agreement.Task(taskID)
		titles = append(titles, task.Title)
	}
	return titles
}

func conversionFacts(t *i18n.Texts, p placement.Placement, c placement.Conversion) []view.Fact {
	facts := []view.Fact{
		{Label: t.T("conversion.fact.from"), Value: t.Date(c.From)}, {Label: t.T("conversion.fact.hours"), Value: t.T("opening.per_week", "hours", t.Hours(c.MinutesAWeek))},
		{Label: t.T("conversion.fact.kind"), Value: t.T("conversion.kinds." + string(c.Kind))}, {Label: t.T("conversion.fact.proposed"), Value: tickText(t, &c.Proposed)},
		{Label: t.T("placement.party.company"), Value: tickText(t, c.Company)}, {Label: t.T("placement.party.candidate"), Value: tickText(t, c.Candidate)},
		{Label: t.T("conversion.fact.informed"), Value: tickText(t, c.Informed)},
	}
	if d := c.Declined; d != nil && d.Reason != "" {
		text := t.T("conversion.reasons." + d.Reason)
		if !d.On.IsZero() {
			text += ": " + t.Date(d.On)
		}
		facts = append(facts, view.Fact{Label: t.T("conversion.fact.answer"), Value: text})
	}
	return facts
}

func tickText(t *i18n.Texts, tick *placement.Tick) string {
	if tick == nil {
		return t.T("placement.tick.missing")
	}
	return t.T("placement.ticked", "who", t.Person(tick.By), "when", t.Moment(tick.At))
}

// duties lists what the firm has to see to when tasks become paid. Whether terms
// must be written, and by when, the rules of working hours say.
func duties(t *i18n.Texts, p placement.Placement, c placement.Conversion, law *worktime.Rules) []string {
	var list []string
	before := p.StepIn(c.From.Week().Add(-1)).Paid
	if f, due := writtenTerms(law, c.From, before+c.MinutesAWeek); before > 0 {
		list = append(list, t.T("conversion.todo.addendum", "date", t.Date(c.From)))
	} else if due {
		list = append(list, t.T("conversion.todo.terms", "core", t.Date(f.Date)))
	}
	for _, duty := range []string{"payroll", "registration", "insurance", "vitas"} {
		list = append(list, t.T("conversion.todo."+duty))
	}
	if c.Kind == placement.WageSubsidy || c.Kind == placement.Fleksjob {
		list = append(list, t.T("conversion.todo.apply_first"))
	}
	return list
}

// writtenTerms tells whether so many minutes of pay a week from a day on ask for
// written terms.
func writtenTerms(law *worktime.Rules, from caldate.Date, minutes int) (worktime.Finding, bool) {
	log := worktime.Log{Employment: worktime.Employment{StartedOn: from}}
	const days, weeks = 5, 4
	for day := range days * weeks {
		log.Lines = append(log.Lines, worktime.Line{Date: from.Add(day/days*7 + day%days), Kind: worktime.Work, Minutes: new((minutes + day%days) / days)})
	}
	for _, f := range law.Check(log).Findings {
		if f.Code == "written_terms_due" {
			return f, true
		}
	}
	return worktime.Finding{}, false
}

// offer adds what an actor can do about a conversion.
func (m *conversionModel) offer(t *i18n.Texts, actor access.Actor, p placement.Placement, c placement.Conversion, today caldate.Date, f *form.Form) {
	address := "/placements/" + p.ID + "/conversion"
	can := func(command placement.ConversionCommand) bool { return p.CanConvert(actor, command, c, today) }
	if can(placement.AgreeAsFirm) {
		m.Actions = append(m.Actions, conversionAction{address + "/confirmation", t.T("placement.confirm_company"), true})
	}
	if can(placement.Inform) {
		m.Actions = append(m.Actions, conversionAction{address + "/notice", t.T("conversion.inform"), true})
	}
	if can(placement.TakeBack) {
		m.Actions = append(m.Actions, conversionAction{address + "/withdrawal", t.T("conversion.take_back"), false})
	}
	if f.Value("conversion") == "" {
		f.Set("conversion", c.ID)
	}
	b := f.Build(t, "conversion.field")
	if can(placement.AgreeAsCandidate) {
		m.Answer = b.Model(address+"/candidate", "conversion.record",
			b.Choices(form.Radios, "answer", "conversion.answers", "yes", "no"), b.Choices(form.Radios, "helped", "placement.help_reasons", placement.HelpReasons()...), b.Field(form.Hidden, "conversion"))
	}
	if can(placement.DeclineAsFirm) {
		m.Decline = b.Model(address+"/refusal", "conversion.decline",
			b.Choices(form.Radios, "reason", "conversion.reasons", placement.DeclineReasons()...), b.Field(form.Day, "on"), b.Field(form.Hidden, "conversion"))
		m.Open = f.FaultOf("reason") != "" || f.FaultOf("on") != ""
	}
}

func (h Handlers) agreeToPay(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.AgreeToPay(r.Context(), r.Actor, r.Param("id"), r.Form().Value("conversion"))
	return converted(r, p, err)
}

func (h Handlers) informMunicipality(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.InformMunicipality(r.Context(), r.Actor, r.Param("id"), r.Form().Value("conversion"))
	return converted(r, p, err)
}

func (h Handlers) takeBackConversion(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.TakeBackConversion(r.Context(), r.Actor, r.Param("id"), r.Form().Value("conversion"))
	return converted(r, p, err)
}

func converted(r *web.Request, p placement.Placement, err error) (web.Answer, error) {
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T("conversion.recorded"))), nil
}

func (h Handlers) declineToPay(r *web.Request) (web.Answer, error) {
	f := r.Form()
	d := placement.Decline{Reason: f.Value("reason"), On: f.Date("on")}
	return h.act(r, f, h.showPlacement, r.T("conversion.recorded"), func() (placement.Placement, error) {
		p, err := h.Placements.DeclineToPay(r.Context(), r.Actor, r.Param("id"), f.Value("conversion"), d)
		if err != nil {
			return p, err
		}
		return p, h.Meetings.TakeUpLater(r.Context(), r.Actor, p, f.Value("conversion"), r.T("conversion.reasons."+d.Reason))
	})
}

func (h Handlers) answerForCandidate(r *web.Request) (web.Answer, error) {
	f := r.Form()
	return h.act(r, f, h.showPlacement, r.T("conversion.recorded"), func() (placement.Placement, error) {
		return h.Placements.AnswerForCandidate(r.Context(), r.Actor, r.Param("id"), f.Value("conversion"), f.Value("answer"), f.Value("helped"))
	})
}
