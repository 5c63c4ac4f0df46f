package candidateweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// proposeModel is the form that proposes a person to an opening.
type proposeModel struct {
	Opening string
	Company string
	None    bool // the register is empty
	Consent string
	Form    form.Model
}

func (h Handlers) propose(r *web.Request) (web.Answer, error) {
	return h.showPropose(r, form.Of(nil).Set("fields", candidate.Fields()...).Set("candidate", r.Query("candidate")))
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
	var people []form.Option
	for _, c := range register {
		people = append(people, form.Option{Value: c.ID, Label: c.Profile.FirstName})
	}
	m := proposeModel{
		Opening: o.Offer.Title, Company: o.CompanyName, None: len(people) == 0,
		Consent: r.T("consent.text." + candidate.ConsentText), Form: buildPropose(r.Texts, f, o.ID, people),
	}
	return web.Form(proposePage, r.T("referral.propose"), f, m), nil
}

func buildPropose(t *i18n.Texts, f *form.Form, openingID string, people []form.Option) form.Model {
	b := f.Build(t, "referral.field")
	m := b.Model("/openings/"+openingID+"/referrals", "referral.propose",
		b.Options(form.Select, "candidate", people...), b.Choices(form.Checks, "purposes", "consent.purpose", candidate.Purposes()...),
		b.Choices(form.Checks, "fields", "candidate.fact", candidate.Fields()...), b.Field(form.Day, "given"))
	m.Cancel = "/openings/" + openingID
	return m
}

func (h Handlers) refer(r *web.Request) (web.Answer, error) {
	f := r.Form()
	consent := candidate.Consent{Purposes: f.Choices("purposes", candidate.Purposes()...), Fields: f.Choices("fields", candidate.Fields()...), Given: f.Date("given")}
	personID := f.Text("candidate", form.Required)
	var ref candidate.Referral
	err := f.Do(func() (err error) {
		ref, err = h.Candidates.Propose(r.Context(), r.Actor, r.Param("id"), personID, consent)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showPropose(r, f)
	}
	return web.SeeOther("/referrals/"+ref.ID, web.Done(r.T("referral.proposed", "company", ref.CompanyName))), nil
}

// referralsModel is the list of proposals.
type referralsModel struct {
	Rows  []referralRow
	Empty string
}

type referralRow struct {
	Href   string
	Title  string
	Detail string
	Badge  view.Badge
}

func newReferralRow(t *i18n.Texts, ref candidate.Referral, today caldate.Date) referralRow {
	row := referralRow{Href: "/referrals/" + ref.ID, Title: ref.Shown.FirstName + " – " + ref.OpeningTitle, Detail: ref.CompanyName, Badge: statusBadge(t, ref.Status)}
	if ref.Status == candidate.New {
		row.Detail += " · " + answerBy(t, ref, today)
	}
	return row
}

// answerBy tells when an answer is due, or that it is late.
func answerBy(t *i18n.Texts, ref candidate.Referral, today caldate.Date) string {
	if today.After(ref.AnswerBy) {
		return t.T("referral.answer_late", "date", t.Date(ref.AnswerBy))
	}
	return t.T("referral.answer_by", "date", t.Date(ref.AnswerBy))
}

func statusBadge(t *i18n.Texts, s candidate.Status) view.Badge {
	tone := map[candidate.Status]string{candidate.New: "info", candidate.Meeting: "info", candidate.Yes: "success"}[s]
	return view.Badge{Label: t.T("referral.status." + string(s)), Tone: tone}
}

func (h Handlers) referrals(r *web.Request) (web.Answer, error) {
	referrals, err := h.Candidates.Referrals(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := referralsModel{Empty: r.T("referral.empty." + string(r.Actor.Party().Kind))}
	for _, status := range []candidate.Status{candidate.New, candidate.Meeting, candidate.Yes, candidate.No, candidate.Withdrawn} {
		for _, ref := range referrals {
			if ref.Status == status {
				m.Rows = append(m.Rows, newReferralRow(r.Texts, ref, r.Today()))
			}
		}
	}
	return web.Page(referralsPage, r.T("nav.referrals"), m), nil
}

// referralModel is one proposal.
type referralModel struct {
	ID          string
	Title       string
	Opening     string
	OpeningHref string
	Badge       view.Badge
	Due         string
	Facts       []view.Fact
	Consent     []view.Fact
	Shown       string // heading over the fields
	Consultant  string // whom the firm can ring, or ""
	Answered    string
	Reason      string
	CanAnswer   bool
	Form        form.Model
	CanBegin    bool   // an agreement can be made
	Placement   string // address of the agreement, or ""
	CanWithdraw bool
	History     []auditweb.Line
}

func (h Handlers) referral(r *web.Request) (web.Answer, error) {
	return h.showReferral(r, form.Of(nil))
}

// showReferral shows a proposal with the form of the firm's answer.
func (h Handlers) showReferral(r *web.Request, f *form.Form) (web.Answer, error) {
	ref, err := h.Candidates.Referral(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	m := newReferralModel(r.Texts, r.Actor, ref, r.Today(), f)
	return web.Form(referralPage, m.Title, f, m), nil
}

func newReferralModel(t *i18n.Texts, actor access.Actor, ref candidate.Referral, today caldate.Date, f *form.Form) referralModel {
	m := referralModel{
		ID: ref.ID, Title: ref.Shown.FirstName, Opening: ref.OpeningTitle, OpeningHref: "/openings/" + ref.OpeningID,
		Badge: statusBadge(t, ref.Status), Facts: profileFacts(t, ref.Shown), Shown: t.T("referral.shown_to_firm"),
		CanAnswer: actor.Can(access.AnswerReferrals) && ref.PlacementID == "",
		CanBegin:  actor.Can(access.EditPlacements) && ref.Status == candidate.Yes && ref.PlacementID == "",
		History:   auditweb.History(t, ref.Events),
	}
	if actor.Party().Kind == access.Company {
		m.Shown, m.Consultant = t.T("referral.shown"), t.Person(ref.Consultant)
	}
	if ref.Status == candidate.New {
		m.Due = answerBy(t, ref, today)
	}
	if ref.PlacementID != "" {
		m.Placement = "/placements/" + ref.PlacementID
	}
	if ref.Answer != nil {
		m.Answered = t.T("referral.answered."+string(ref.Answer.Kind), "date", t.Date(ref.Answer.On))
		if ref.Answer.Reason != "" {
			m.Reason = t.T("referral.reasons." + ref.Answer.Reason)
		}
	}
	m.Consent = []view.Fact{
		{Label: t.T("referral.consent_purpose"), Value: purposes(t, ref.Consent.Purposes)},
		{Label: t.T("referral.consent_fields"), Value: shownFields(t, ref.Consent.Fields)},
		{Label: t.T("referral.consent_given"), Value: t.Date(ref.Consent.Given)},
		{Label: t.T("referral.consent_version"), Value: ref.Consent.TextVersion},
	}
	m.CanWithdraw = actor.Can(access.ManageCandidates) && ref.Status != candidate.Withdrawn
	if m.CanAnswer {
		b := f.Build(t, "referral.field")
		m.Form = b.Model("/referrals/"+ref.ID+"/answer", "referral.send_answer",
			b.Choices(form.Radios, "answer", "referral.answers", candidate.Answers()...),
			optional(t, b.Choices(form.Select, "reason", "referral.reasons", candidate.Reasons()...)), b.Optional(form.Area, "note"))
	}
	return m
}

func purposes(t *i18n.Texts, codes []string) string {
	var words []string
	for _, code := range codes {
		words = append(words, t.T("consent.purpose."+code))
	}
	return strings.Join(words, ", ")
}

func shownFields(t *i18n.Texts, codes []string) string {
	var words []string
	for _, code := range codes {
		words = append(words, t.T("candidate.fact."+code))
	}
	return strings.Join(words, ", ")
}

func optional(t *i18n.Texts, f form.Field) form.Field {
	f.Optional = t.T("referral.only_for_no")
	return f
}

func (h Handlers) answer(r *web.Request) (web.Answer, error) {
	f := r.Form()
	a := candidate.Answer{Kind: candidate.Status(f.Choice("answer", candidate.Answers()...)), Reason: f.Value("reason"), Note: f.Text("note", form.Max(600))}
	err := f.Do(func() error {
		_, err := h.Candidates.Reply(r.Context(), r.Actor, r.Param("id"), a)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showReferral(r, f)
	}
	return web.SeeOther("/referrals/"+r.Param("id"), web.Done(r.T("referral.answer_sent"))), nil
}

func (h Handlers) withdraw(r *web.Request) (web.Answer, error) {
	if err := h.Placements.WithdrawConsent(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther("/referrals/"+r.Param("id"), web.Done(r.T("referral.withdrawn"))), nil
}
