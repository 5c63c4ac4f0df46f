package placementweb

import (
	"strconv"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

func (h Handlers) send(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.Send(r.Context(), r.Actor, r.Param("id"))
	if fault.Is(err, fault.Invalid) && len(fault.FieldsOf(err)) > 0 {
		return h.incomplete(r, err)
	}
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T("placement.sent"))), nil
}

// incomplete shows the form of the agreement with everything that is missing.
func (h Handlers) incomplete(r *web.Request, missing error) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.EditPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := formOf(p)
	if err := f.Merge(missing); err != nil {
		return nil, err
	}
	return h.showEdit(r, f, p)
}

func (h Handlers) confirmForCompany(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.ConfirmForCompany(r.Context(), r.Actor, r.Param("id"), revision(r.Form()))
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T("placement.confirmed"))), nil
}

func (h Handlers) confirmForCandidate(r *web.Request) (web.Answer, error) {
	f := r.Form()
	return h.act(r, f, h.showPlacement, r.T("placement.confirmed"), func() (placement.Placement, error) {
		return h.Placements.ConfirmForCandidate(r.Context(), r.Actor, r.Param("id"), revision(f), f.Value("helped"))
	})
}

// revision is which words of the agreement a yes is meant for.
func revision(f *form.Form) int {
	n, err := strconv.Atoi(f.Value("revision"))
	if err != nil {
		return -1
	}
	return n
}

// partiesModel is who has said yes to the agreement, or the button that asks
// them.
type partiesModel struct {
	Send string // address that sends a draft to the parties, or ""
	List []partyModel
}

// partyModel is one party's line in "who has said yes".
type partyModel struct {
	Who    string
	Badge  view.Badge
	Detail string
	Action string     // address the form posts to, or ""
	Button string     // what the form's button says
	About  int        // the revision of the agreement it is about
	Fields form.Model // for a form with fields
}

// newParties lists who has said yes and what can be done about the others.
func newParties(t *i18n.Texts, actor access.Actor, p placement.Placement, f *form.Form) partiesModel {
	if p.Status() == placement.Draft && actor.Can(access.EditPlacements) {
		return partiesModel{Send: "/placements/" + p.ID + "/parties"}
	}
	sent := !p.SentAt.IsZero()
	address := "/placements/" + p.ID
	firm := tickModel(t, t.T("placement.party.company"), p.Company)
	if p.Company == nil && sent && actor.Can(access.ConfirmForCompany) {
		firm.Action, firm.Button, firm.About = address+"/confirmations/company", t.T("placement.confirm_company"), p.Revision
	}
	person := tickModel(t, t.T("placement.party.candidate"), p.Candidate)
	if p.Candidate == nil && sent && !actor.Can(access.ConfirmForCandidate) {
		person.Detail = t.T("placement.candidate_waits", "who", t.Person(p.Consultant))
	}
	if p.Candidate != nil && p.Candidate.Helped != "" && actor.Party().Kind == access.Municipality {
		person.Detail += " " + t.T("placement.helped", "why", t.T("placement.help_reasons."+p.Candidate.Helped))
	}
	if p.Candidate == nil && sent && actor.Can(access.ConfirmForCandidate) {
		f.Set("revision", strconv.Itoa(p.Revision))
		b := f.Build(t, "placement.field")
		person.Fields = b.Model(address+"/confirmations/candidate", "placement.confirm_candidate",
			b.Choices(form.Radios, "helped", "placement.help_reasons", placement.HelpReasons()...), b.Field(form.Hidden, "revision"))
	}
	return partiesModel{List: []partyModel{firm, person, representative(t, actor, p, f)}}
}

func tickModel(t *i18n.Texts, who string, tick *placement.Tick) partyModel {
	if tick == nil {
		return partyModel{Who: who, Badge: view.Badge{Label: t.T("placement.tick.missing")}}
	}
	return partyModel{Who: who, Badge: view.Badge{Label: t.T("placement.tick.yes"), Tone: "success"},
		Detail: t.T("placement.ticked", "who", t.Person(tick.By), "when", t.Moment(tick.At))}
}

func representative(t *i18n.Texts, actor access.Actor, p placement.Placement, f *form.Form) partyModel {
	rep := p.Representative
	m := partyModel{Who: t.T("placement.party.representative"), Badge: view.Badge{Label: t.T("placement.tick.missing")}}
	switch {
	case rep.NotNeeded:
		m.Badge = view.Badge{Label: t.T("placement.tick.not_needed")}
		m.Detail = t.T("placement.representative_not_needed")
		return m
	case rep.Answer == "yes":
		m.Badge = view.Badge{Label: t.T("placement.tick.yes"), Tone: "success"}
		m.Detail = t.T("placement.ticked", "who", rep.Name, "when", t.Moment(rep.At))
		return m
	case rep.Answer == "no":
		m.Badge = view.Badge{Label: t.T("placement.tick.no"), Tone: "warning"}
		m.Detail = t.T("placement.representative_no", "who", rep.Name, "reason", rep.Reason)
	case rep.Question != "":
		m.Detail = t.T("placement.representative_asks", "who", rep.Name, "question", rep.Question)
	case rep.Name != "":
		m.Detail = t.T("placement.representative_waits", "who", rep.Name)
	}
	if !p.SentAt.IsZero() && actor.Can(access.EditPlacements) {
		b := f.Build(t, "placement.field")
		m.Fields = b.Model("/placements/"+p.ID+"/representative", "placement.make_link", b.Field(form.Line, "representative"))
	}
	return m
}

func (h Handlers) inviteRepresentative(r *web.Request) (web.Answer, error) {
	f := r.Form()
	name := f.Text("representative", form.Required, form.Max(100))
	var secret string
	err := f.Do(func() (err error) {
		secret, err = h.Placements.InviteRepresentative(r.Context(), r.Actor, r.Param("id"), name)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showPlacement(r, f)
	}
	m := web.Link{Title: r.T("placement.link_title"), Text: r.T("placement.link_text", "name", name), Once: r.T("placement.link_once"),
		Link: h.BaseURL + "/representative/" + secret, Back: "/placements/" + r.Param("id")}
	return web.ShowLink(m), nil
}

// hearingModel is the page behind the representative's link.
type hearingModel struct {
	Gone     bool
	Company  string
	Name     string
	Facts    []view.Fact
	Answered string
	Asked    string
	Form     form.Model
}

func (h Handlers) hearing(r *web.Request) (web.Answer, error) {
	return h.showHearing(r, form.Of(nil))
}

// showHearing shows what the link opens, or that it opens nothing.
func (h Handlers) showHearing(r *web.Request, f *form.Form) (web.Answer, error) {
	p, err := h.Placements.ByLink(r.Context(), r.Param("secret"))
	if fault.Is(err, fault.NotFound) {
		return web.NotFound(hearingPage, r.T("hearing.title"), hearingModel{Gone: true}), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Form(hearingPage, r.T("hearing.title"), f, newHearing(r.Texts, p, r.Param("secret"), f)), nil
}

// newHearing shows the representative what the colleagues must be heard about:
// what, where, when and how long. Not who.
func newHearing(t *i18n.Texts, p placement.Placement, secret string, f *form.Form) hearingModel {
	a := p.Agreement
	var tasks []string
	for _, task := range a.Tasks {
		tasks = append(tasks, task.Title+" ("+t.T("strand."+task.Kind())+")")
	}
	m := hearingModel{Company: p.CompanyName, Name: p.Representative.Name, Facts: []view.Fact{
		{Label: t.T("placement.fact.period"), Value: t.T("placement.period", "start", t.Date(a.Start), "end", t.Date(a.End))},
		{Label: t.T("placement.fact.place"), Value: a.Workplace},
		{Label: t.T("placement.tasks"), Value: strings.Join(tasks, "\n")},
		{Label: t.T("placement.fact.staircase"), Value: staircaseText(t, a)},
		{Label: t.T("placement.fact.mentor"), Value: t.Person(p.MentorName)},
	}}
	switch p.Representative.Answer {
	case "":
		b := f.Build(t, "hearing.field")
		m.Asked = p.Representative.Question
		m.Form = b.Model("/representative/"+secret, "hearing.submit",
			b.Choices(form.Radios, "answer", "hearing.answers", placement.HearingAnswers()...), b.Optional(form.Area, "reason"), b.Optional(form.Area, "question"))
	default:
		m.Answered = t.T("hearing.answered."+p.Representative.Answer, "when", t.Moment(p.Representative.At))
	}
	return m
}

func (h Handlers) hear(r *web.Request) (web.Answer, error) {
	f, secret := r.Form(), r.Param("secret")
	answer := placement.Hearing{Answer: f.Value("answer"), Reason: f.Text("reason", form.Max(600)), Question: f.Text("question", form.Max(600))}
	err := f.Do(func() error {
		_, err := h.Placements.Hear(r.Context(), secret, answer)
		return err
	})
	switch {
	case fault.Is(err, fault.NotFound), err == nil && !f.OK():
		return h.showHearing(r, f)
	case err != nil:
		return nil, err
	}
	return web.SeeOther("/representative/"+secret, web.Done(r.T("hearing.thanks"))), nil
}

var partiesRegion = view.New("fragments/placement/parties", func(t *i18n.Texts) []view.Sample[partiesModel] {
	refused, alone := samplePlacement(placement.WithParties), samplePlacement(placement.WithParties)
	refused.Representative = placement.Representative{Name: "Gitte Skov", Answer: "no", Reason: "For travlt i december"}
	alone.Representative.NotNeeded = true
	wrong := form.Of(nil)
	wrong.Fail("representative", "required")
	wrong.Fail("helped", "choose")
	return []view.Sample[partiesModel]{
		{Name: "errors", Model: newParties(t, sampleOwner, refused, wrong)},
		{Name: "consultant", Model: newParties(t, sampleConsultant, alone, wrong)},
	}
})
