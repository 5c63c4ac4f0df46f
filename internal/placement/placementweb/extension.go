package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// askModel is the page that asks for a later last day.
type askModel struct {
	Name string
	Now  string // what the last day is, and how far it can move
	Form form.Model
}

func (h Handlers) extension(r *web.Request) (web.Answer, error) {
	return h.showExtension(r, form.Of(nil))
}

func (h Handlers) showExtension(r *web.Request, f *form.Form) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.EditPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if !p.CanExtend(r.Today()) {
		return nil, fault.New(fault.Conflict, "extension_not_now")
	}
	return web.Form(extensionPage, r.T("extension.title"), f, newAsk(r.Texts, p, f)), nil
}

func newAsk(t *i18n.Texts, p placement.Placement, f *form.Form) askModel {
	b := f.Build(t, "placement.field")
	m := askModel{Name: p.FirstName, Now: t.T("extension.now", "end", t.Date(p.Agreement.End))}
	m.Form = b.Model("/placements/"+p.ID+"/extension", "extension.submit",
		b.Field(form.Day, "to"), b.Field(form.Area, "motivation"),
		b.Choices(form.Radios, "paid_answer", "placement.paid_answers", placement.PaidAnswers()...), b.Field(form.Day, "paid_from"), b.Field(form.Area, "paid_note"))
	m.Form.Cancel = "/placements/" + p.ID
	return m
}

func (h Handlers) askExtension(r *web.Request) (web.Answer, error) {
	f := r.Form()
	e := placement.Extension{To: f.Date("to"), Motivation: f.Text("motivation", form.Max(600)), PaidHours: readPaidHours(f)}
	return h.act(r, f, h.showExtension, r.T("extension.asked"), func() (placement.Placement, error) {
		return h.Placements.AskExtension(r.Context(), r.Actor, r.Param("id"), e)
	})
}

// readAnswer reads what was decided about an extension.
func readAnswer(f *form.Form) placement.ExtensionAnswer {
	return placement.ExtensionAnswer{To: f.Date("to"), State: f.Value("state"), Reference: f.Text("reference", form.Max(60)), On: f.Date("on"), Helped: f.Value("helped"), Granted: f.Minutes("granted")}
}

func (h Handlers) decideExtension(r *web.Request) (web.Answer, error) {
	f := r.Form()
	d := readAnswer(f)
	return h.act(r, f, h.showVitas, r.T("extension.decided."+d.State), func() (placement.Placement, error) {
		return h.Placements.DecideExtension(r.Context(), r.Actor, r.Param("id"), d)
	})
}

func (h Handlers) confirmExtension(r *web.Request) (web.Answer, error) {
	f := r.Form()
	d := readAnswer(f)
	return h.act(r, f, h.showPlacement, r.T("extension.decided."+d.State), func() (placement.Placement, error) {
		return h.Placements.ConfirmExtension(r.Context(), r.Actor, r.Param("id"), d)
	})
}

// extensionModel tells of the latest extension on the page of the course.
type extensionModel struct {
	Heading string
	Text    string // what it waits for, or what was decided and when
	Facts   []view.Fact
	Form    form.Model // for the candidate's answer
}

// newExtension tells of the latest extension; without one its heading is empty.
func newExtension(t *i18n.Texts, actor access.Actor, p placement.Placement, f *form.Form) extensionModel {
	open, waits := p.OpenExtension()
	if !waits {
		return settledExtension(t, p)
	}
	m := extensionModel{Heading: t.T("extension.heading"), Text: t.T("extension.waits_vitas"), Facts: []view.Fact{
		{Label: t.T("placement.field.to"), Value: t.Date(open.To)}, {Label: t.T("placement.fact.paid_hours"), Value: paidText(t, open.PaidHours)},
		{Label: t.T("extension.why"), Value: open.Motivation}, {Label: t.T("extension.asked_by"), Value: t.T("placement.ticked", "who", t.Person(open.AskedBy), "when", t.Moment(open.AskedAt))},
	}}
	if p.ExtendsInVitas() {
		return m
	}
	m.Text = t.T("placement.candidate_waits", "who", t.Person(p.Consultant))
	if actor.Can(access.ConfirmForCandidate) {
		m.Text = t.T("extension.waits_candidate")
		f.Set("to", open.To.Danish())
		b := f.Build(t, "extension.field")
		m.Form = b.Model("/placements/"+p.ID+"/extension/confirmation", "conversion.record",
			b.Choices(form.Radios, "state", "extension.answers", placement.ExtensionStates()...),
			b.Choices(form.Radios, "helped", "placement.help_reasons", placement.HelpReasons()...), b.Optional(form.Day, "on"), b.Field(form.Hidden, "to"))
	}
	return m
}

func settledExtension(t *i18n.Texts, p placement.Placement) extensionModel {
	last := len(p.Extensions) - 1
	if last < 0 || p.Extensions[last].Decision == "" {
		return extensionModel{}
	}
	e := p.Extensions[last]
	m := extensionModel{Heading: t.T("extension.settled." + e.Decision), Text: t.T("extension.on."+e.Decision, "date", t.Date(e.DecidedOn), "to", t.Date(e.To))}
	if e.Reference != "" {
		m.Facts = []view.Fact{{Label: t.T("extension.reference"), Value: e.Reference}}
	}
	return m
}

// vitasExtension is the text for VITAS and the form of the decision, for an
// extension that waits for it.
func vitasExtension(t, danish *i18n.Texts, p placement.Placement, e placement.Extension, f *form.Form) vitasModel {
	address := "/placements/" + p.ID
	m := vitasModel{Name: p.FirstName, Lead: t.T("extension.vitas_lead"), Record: t.T("extension.vitas_record"), Fields: extensionText(danish, p, e), Back: address}
	f.Set("to", e.To.Danish())
	suggest(f, "granted", askedPraktik(p, e))
	b := f.Build(t, "vitas.field")
	on := b.Optional(form.Day, "on")
	on.Hint = t.T("extension.field.on_hint")
	m.Form = b.Model(address+"/extension/decision", "vitas.record",
		b.Choices(form.Radios, "state", "vitas.states", placement.ExtensionStates()...), b.Field(form.Line, "reference"), b.Optional(form.Duration, "granted"), on, b.Field(form.Hidden, "to"))
	m.Form.Cancel = address
	return m
}

// extensionText writes the application for an extension, in Danish as
// vitasText does: the same praktik, from the day after the last one.
func extensionText(t *i18n.Texts, p placement.Placement, e placement.Extension) []view.Copy {
	longer := p
	longer.Agreement = p.Agreement.Extended(e)
	a := longer.Agreement
	return copyFields(t,
		[2]string{"earlier", p.Vitas.Reference},
		[2]string{"p_number", a.PNumber},
		[2]string{"period", p.Agreement.End.Add(1).Danish() + " – " + e.To.Danish()},
		[2]string{"hours", t.Hours(askedPraktik(p, e))},
		[2]string{"purpose", t.T("placement.purpose." + a.Purpose)},
		[2]string{"motivation", e.Motivation},
		[2]string{"paid_hours", paidText(t, e.PaidHours)},
		[2]string{"remarks", rampSentence(t, longer)},
		[2]string{"contact", t.Person(p.MentorName)},
	)
}

// askedPraktik is the highest praktik of a week that an extension needs: what
// the ramp of the agreement leads to, or the plan that took its place.
func askedPraktik(p placement.Placement, e placement.Extension) int {
	longer := p
	longer.Agreement = p.Agreement.Extended(e)
	if len(p.Staircases) == 0 {
		return longer.Agreement.PraktikOf(longer.Agreement.Highest())
	}
	highest := 0
	for _, s := range longer.StepsFrom(p.Agreement.End.Week()) {
		highest = max(highest, s.Praktik)
	}
	return highest
}

var extensionPage = view.New("pages/placement/extension", func(t *i18n.Texts) []view.Sample[askModel] {
	wrong := form.Of(nil).Set("to", "01.01.2026").Set("paid_answer", "not_yet")
	wrong.Fail("to", "extension_not_later")
	wrong.Fail("motivation", "required")
	wrong.Fail("paid_note", "required")
	return []view.Sample[askModel]{
		{Name: "typical", Model: newAsk(t, samplePlacement(placement.Approved), form.Of(nil))},
		{Name: "errors", Model: newAsk(t, samplePlacement(placement.Approved), wrong)},
	}
})

var extensionRegion = view.New("fragments/placement/extension", func(t *i18n.Texts) []view.Sample[extensionModel] {
	unanswered := form.Of(nil)
	unanswered.Fail("state", "choose")
	unanswered.Fail("helped", "choose")
	return []view.Sample[extensionModel]{
		{Name: "errors", Model: newExtension(t, sampleConsultant, paidExtension(), unanswered)},
		{Name: "refused", Model: newExtension(t, sampleOwner, extendedPlacement("refused", sampleDay), form.Of(nil))},
		{Name: "approved", Model: newExtension(t, sampleOwner, extendedPlacement("approved", sampleDay), form.Of(nil))},
	}
})

// extendedPlacement asks for two months more; decided says what came of it.
func extendedPlacement(decided string, on caldate.Date) placement.Placement {
	p := samplePlacement(placement.Approved)
	e := placement.Extension{
		To: p.Agreement.End.AddMonths(2), Motivation: "Timerne er steget roligt, og der mangler lidt endnu.", AskedBy: "Karen Holm", AskedAt: sampleDay.Time(),
		PaidHours: placement.PaidHours{Answer: "not_yet", Note: "når pladerne sidder"}, Decision: decided, DecidedOn: on,
	}
	if decided == "approved" {
		e.Reference = "VP-2"
	}
	p.Extensions = []placement.Extension{e}
	return p
}

// paidExtension is one that the candidate decides about.
func paidExtension() placement.Placement {
	p := extendedPlacement("", caldate.Date{})
	p.Agreement.Tasks = p.Agreement.Tasks[1:]
	return p
}
