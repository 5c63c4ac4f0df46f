package candidateweb

import (
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/web"
)

// proposeModel is the form that proposes a person to an opening.
type proposeModel struct {
	Opening string
	Company string
	None    bool   // the register is empty
	Before  string // who had it last time, where the firm wants the same person, or ""
	With    string // whom they would start together with, or ""
	Consent string
	Law     string // the text where the municipality decides
	Form    form.Model
}

func (h Handlers) propose(r *web.Request) (web.Answer, error) {
	return h.showPropose(r, form.Of(nil).Set("fields", candidate.Fields()...).Set("basis", candidate.ByConsent).Set("candidate", r.Query("candidate")).Set("need", r.Query("need")).Set("with", r.Query("with")))
}

// showPropose shows the form that proposes a person to the opening.
func (h Handlers) showPropose(r *web.Request, f *form.Form) (web.Answer, error) {
	o, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	register, err := h.Candidates.Register(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	before, err := h.Candidates.LastThere(r.Context(), r.Actor, o)
	if err != nil {
		return nil, err
	}
	people, name := peopleOf(register, before)
	with := ""
	if id := f.Value("with"); id != "" {
		first, err := h.Candidates.Referral(r.Context(), r.Actor, id)
		if err != nil {
			return nil, err
		}
		with = r.T("referral.pair.with", "name", nameOf(r.Texts, first))
	}
	m := proposeModel{With: with, Before: beforeText(r.Texts, f, before, name),
		Opening: o.Offer.Title, Company: o.CompanyName, None: len(people) == 0,
		Consent: r.T("consent.text." + candidate.ConsentText), Law: r.T("consent.authority." + candidate.ConsentText), Form: buildPropose(r.Texts, f, o.ID, people),
	}
	return web.Form(proposePage, r.T("referral.propose"), f, m), nil
}

// peopleOf lists the register to choose from: who had the place before comes
// first, and is named.
func peopleOf(register []candidate.Candidate, before string) (people []form.Option, name string) {
	for _, c := range register {
		option := form.Option{Value: c.ID, Label: c.Profile.FirstName}
		if c.ID == before {
			people, name = append([]form.Option{option}, people...), c.Profile.FirstName
			continue
		}
		people = append(people, option)
	}
	return people, name
}

// beforeText says who had the place before, and picks them until somebody picks
// another one.
func beforeText(t *i18n.Texts, f *form.Form, before, name string) string {
	if name == "" { // in the register no more
		return ""
	}
	if f.Value("candidate") == "" {
		f.Set("candidate", before)
	}
	return t.T("referral.same_person", "name", name)
}

func buildPropose(t *i18n.Texts, f *form.Form, openingID string, people []form.Option) form.Model {
	b := f.Build(t, "referral.field")
	helped := b.Choices(form.Select, "helped", "placement.help_reasons", candidate.HelpReasons()...)
	helped.Optional = t.T("form.optional")
	fields := []form.Field{
		b.Options(form.Select, "candidate", people...), b.Choices(form.Radios, "basis", "consent.basis", candidate.Bases()...), b.Choices(form.Checks, "purposes", "consent.purpose", candidate.Purposes()...),
		b.Choices(form.Checks, "fields", "candidate.fact", candidate.Fields()...), b.Field(form.Day, "given"), helped,
	}
	for _, name := range []string{"need", "with"} { // what this comes of goes along unseen
		if id := f.Value(name); id != "" {
			fields = append(fields, form.Field{Kind: form.Hidden, ID: name, Name: name, Value: id})
		}
	}
	m := b.Model("/openings/"+openingID+"/referrals", "referral.propose", fields...)
	m.Cancel = "/openings/" + openingID
	return m
}

func (h Handlers) refer(r *web.Request) (web.Answer, error) {
	f := r.Form()
	consent := candidate.Consent{Basis: f.Value("basis"), Helped: f.Value("helped"), Purposes: f.Choices("purposes", candidate.Purposes()...), Fields: f.Choices("fields", candidate.Fields()...), Given: f.Date("given")}
	personID := f.Text("candidate", form.Required)
	var ref candidate.Referral
	err := f.Do(func() (err error) {
		if with := f.Value("with"); with != "" {
			ref, err = h.Candidates.ProposeWith(r.Context(), r.Actor, r.Param("id"), with, personID, consent)
			return err
		}
		ref, err = h.Candidates.Propose(r.Context(), r.Actor, r.Param("id"), personID, consent)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showPropose(r, f)
	}
	if needID := f.Value("need"); needID != "" {
		// A need that is about something else stays as it is: the proposal is made.
		if _, err := h.Needs.Matched(r.Context(), r.Actor, needID, ref); err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
	}
	return web.SeeOther("/referrals/"+ref.ID, web.Done(r.T("referral.proposed", "company", ref.CompanyName))), nil
}
