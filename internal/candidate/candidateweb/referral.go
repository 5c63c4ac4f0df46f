package candidateweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

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
	ToCandidate string // the firm's words to the person, or ""
	MeetingOn   string // when they meet or met, or ""
	CanAnswer   bool
	Form        form.Model
	CanArrange  bool
	Meet        form.Model
	Acts        []actModel // what is done with one button
	CanBegin    bool       // an agreement can be made
	Placement   string     // address of the agreement, or ""
	Missed      []string   // for the consultant: when the person did not come, and what they say
	CanMiss     bool
	Miss        form.Model
	CanWithdraw bool
	Pair        *pairModel
	PairUp      string // address where another one is proposed to start together, or ""
	Sheet       string // address of the sheet for the person, or ""
	History     []auditweb.Line
}

// pairModel tells of the person that somebody would start together with.
type pairModel struct {
	Text string
	Href string // of the other proposal, or ""
	Name string
}

// actModel is a thing to do about a proposal, with what it means.
type actModel struct {
	Label  string
	Text   string
	Action string
}

func (h Handlers) referral(r *web.Request) (web.Answer, error) {
	return h.showReferral(r, form.Of(nil))
}

// showReferral shows a proposal with the form of the firm's answer and that of
// the meeting.
func (h Handlers) showReferral(r *web.Request, f *form.Form) (web.Answer, error) {
	ref, err := h.Candidates.LookAt(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	other, err := h.Candidates.Other(r.Context(), r.Actor, ref)
	if err != nil {
		return nil, err
	}
	m := newReferralModel(r.Texts, r.Actor, ref, r.Today(), f)
	m.Pair = newPair(r.Texts, r.Actor, ref, other)
	return web.Form(referralPage, m.Title, f, m), nil
}

func newReferralModel(t *i18n.Texts, actor access.Actor, ref candidate.Referral, today caldate.Date, f *form.Form) referralModel {
	m := referralModel{
		ID: ref.ID, Title: nameOf(t, ref), Opening: ref.OpeningTitle, OpeningHref: "/openings/" + ref.OpeningID,
		Badge: statusBadge(t, actor, ref.Status), Facts: profileFacts(t, ref.Shown), Shown: t.T("referral.shown_to_firm"),
		CanAnswer: ref.CanAnswer(actor, today), CanArrange: ref.Can(actor, candidate.Arrange, today),
		CanBegin: actor.Can(access.EditPlacements) && ref.Status == candidate.Yes,
		Consent:  consentFacts(t, actor, ref.Consent), History: auditweb.History(t, toldTo(actor, ref.Events)),
	}
	if actor.Party().Kind == access.Company {
		m.Shown, m.Consultant = t.T("referral.shown"), t.Person(ref.Consultant)
	}
	if ref.Status.Unanswered() {
		m.Due = answerBy(t, ref, today)
	}
	if ref.PlacementID != "" {
		m.Placement = "/placements/" + ref.PlacementID
	}
	m.setAnswer(t, ref)
	for _, act := range []struct {
		command candidate.Command
		name    string
	}{{candidate.HoldMeeting, "meeting/held"}, {candidate.Reopen, "reopening"}, {candidate.EndElsewhere, "elsewhere"}} {
		if ref.Can(actor, act.command, today) {
			m.Acts = append(m.Acts, actModel{t.T("referral.do." + string(act.command)), t.T("referral.do." + string(act.command) + "_text"), "/referrals/" + ref.ID + "/" + act.name})
		}
	}
	if actor.Can(access.ManageCandidates) && ref.Shown.FirstName != "" {
		m.Sheet = "/referrals/" + ref.ID + "/sheet"
	}
	if ref.ForTwo && ref.PairID == "" && ref.Can(actor, candidate.PairUp, today) {
		m.PairUp = m.OpeningHref + "/referrals/new?with=" + ref.ID
	}
	m.CanMiss = ref.Can(actor, candidate.MissMeeting, today)
	m.CanWithdraw = ref.Can(actor, candidate.TakeBack, today)
	b := f.Build(t, "referral.field")
	if m.CanAnswer {
		m.Form = b.Model("/referrals/"+ref.ID+"/answer", "referral.send_answer",
			b.Choices(form.Radios, "answer", "referral.answers", candidate.Answers()...),
			only(t, "later", b.Field(form.Day, "again")), only(t, "no", b.Choices(form.Select, "reason", "referral.reasons", candidate.Reasons()...)),
			b.Optional(form.Area, "note"), only(t, "no", b.Field(form.Area, "to_candidate")))
	}
	if m.CanMiss {
		m.Miss = b.Model("/referrals/"+ref.ID+"/meeting/missed", "referral.do.miss_meeting", b.Field(form.Area, "explanation"))
	}
	if actor.Can(access.ManageCandidates) {
		for _, missed := range ref.Missed {
			m.Missed = append(m.Missed, t.T("referral.missed_on", "date", t.Date(missed.On), "words", missed.Explanation))
		}
	}
	if m.CanArrange {
		m.Meet = b.Model("/referrals/"+ref.ID+"/meeting", "referral.do.arrange", b.Field(form.Day, "meeting_on"))
	}
	return m
}

// newPair tells whether two still start together. Where they do not, nobody is
// told why: the firm learns that the other one is not to be had.
func newPair(t *i18n.Texts, actor access.Actor, ref candidate.Referral, other *candidate.Referral) *pairModel {
	switch kind := string(actor.Party().Kind); {
	case ref.PairID == "":
		return nil
	case ref.Two(other):
		return &pairModel{t.T("referral.pair.stands." + kind), "/referrals/" + other.ID, nameOf(t, *other)}
	default:
		return &pairModel{Text: t.T("referral.pair.over." + kind)}
	}
}

// toldTo leaves out what a firm is not to learn.
func toldTo(actor access.Actor, events []audit.Event) []audit.Event {
	if actor.Party().Kind == access.Municipality {
		return events
	}
	return slices.DeleteFunc(slices.Clone(events), func(e audit.Event) bool { return slices.Contains(candidate.Secret(), e.Type) })
}

// setAnswer tells what the firm said, and when they meet.
func (m *referralModel) setAnswer(t *i18n.Texts, ref candidate.Referral) {
	a := ref.Answer
	if a == nil {
		return
	}
	m.Answered = t.T("referral.answered."+string(a.Kind), "date", t.Date(a.On), "again", t.Date(a.Again))
	if a.Reason != "" {
		m.Reason = t.T("referral.reasons." + a.Reason)
	}
	m.ToCandidate = a.ToCandidate
	switch {
	case ref.Held != nil:
		m.MeetingOn = t.T("referral.met_on", "date", t.Date(ref.MeetingOn))
	case !ref.MeetingOn.IsZero():
		m.MeetingOn = t.T("referral.meet_on", "date", t.Date(ref.MeetingOn))
	}
}

// consentFacts tells on what grounds the firm sees the person; who wrote it down
// and why is for the municipality alone.
func consentFacts(t *i18n.Texts, actor access.Actor, c candidate.Consent) []view.Fact {
	facts := []view.Fact{
		{Label: t.T("referral.field.basis"), Value: t.T("consent.basis." + c.On())},
		{Label: t.T("referral.consent_purpose"), Value: listed(t, "consent.purpose.", c.Purposes)},
		{Label: t.T("referral.consent_fields"), Value: listed(t, "candidate.fact.", c.Fields)},
		{Label: t.T("referral.consent_given"), Value: t.Date(c.Given)},
		{Label: t.T("referral.consent_version"), Value: c.TextVersion},
	}
	if actor.Party().Kind == access.Municipality {
		facts = append(facts, view.Fact{Label: t.T("referral.consent_recorder"), Value: t.Person(c.Recorder)})
		if c.Helped != "" {
			facts = append(facts, view.Fact{Label: t.T("referral.field.helped"), Value: t.T("placement.help_reasons." + c.Helped)})
		}
	}
	return facts
}

func listed(t *i18n.Texts, prefix string, codes []string) string {
	var words []string
	for _, code := range codes {
		words = append(words, t.T(prefix+code))
	}
	return strings.Join(words, ", ")
}

// only says behind a label which answer the field belongs to.
func only(t *i18n.Texts, answer string, f form.Field) form.Field {
	f.Optional = t.T("referral.only_for." + answer)
	return f
}

func (h Handlers) answer(r *web.Request) (web.Answer, error) {
	f := r.Form()
	a := candidate.Answer{
		Kind: candidate.Status(f.Choice("answer", candidate.Answers()...)), Reason: f.Value("reason"), Again: f.Date("again"),
		Note: f.Text("note", form.Max(600)), ToCandidate: f.Text("to_candidate", form.Max(600)),
	}
	err := f.Do(func() error {
		_, err := h.Candidates.Reply(r.Context(), r.Actor, r.Param("id"), a)
		return err
	})
	return h.after(r, f, err, "referral.answer_sent")
}

func (h Handlers) arrange(r *web.Request) (web.Answer, error) {
	f := r.Form()
	on := f.Date("meeting_on")
	err := f.Do(func() error {
		_, err := h.Candidates.ArrangeMeeting(r.Context(), r.Actor, r.Param("id"), on)
		return err
	})
	return h.after(r, f, err, "referral.saved")
}

// after answers a form about a proposal: the page again where something is
// wrong, and otherwise what was done.
func (h Handlers) after(r *web.Request, f *form.Form, err error, done string) (web.Answer, error) {
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showReferral(r, f)
	}
	return web.SeeOther("/referrals/"+r.Param("id"), web.Done(r.T(done))), nil
}

func (h Handlers) met(r *web.Request) (web.Answer, error) {
	_, err := h.Candidates.NoteMeeting(r.Context(), r.Actor, r.Param("id"))
	return h.after(r, form.Of(nil), err, "referral.saved")
}

func (h Handlers) missed(r *web.Request) (web.Answer, error) {
	f := r.Form()
	explanation := f.Text("explanation", form.Max(600))
	err := f.Do(func() error {
		_, err := h.Candidates.MeetingMissed(r.Context(), r.Actor, r.Param("id"), explanation)
		return err
	})
	return h.after(r, f, err, "referral.saved")
}

func (h Handlers) reopen(r *web.Request) (web.Answer, error) {
	_, err := h.Candidates.AskAgain(r.Context(), r.Actor, r.Param("id"))
	return h.after(r, form.Of(nil), err, "referral.saved")
}

func (h Handlers) elsewhere(r *web.Request) (web.Answer, error) {
	_, err := h.Candidates.FoundElsewhere(r.Context(), r.Actor, r.Param("id"))
	return h.after(r, form.Of(nil), err, "referral.withdrawn")
}

func (h Handlers) withdraw(r *web.Request) (web.Answer, error) {
	err := h.Placements.WithdrawConsent(r.Context(), r.Actor, r.Param("id"))
	return h.after(r, form.Of(nil), err, "referral.withdrawn")
}
