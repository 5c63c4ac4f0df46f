package candidateweb

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// referralsModel is the list of proposals.
type referralsModel struct {
	Needs string // what the way to the needs without a name says
	Rows  []referralRow
	Empty string
}

type referralRow struct {
	Href   string
	Title  string
	Detail string
	Badge  view.Badge
}

func newReferralRow(t *i18n.Texts, actor access.Actor, ref candidate.Referral, today caldate.Date) referralRow {
	row := referralRow{Href: "/referrals/" + ref.ID, Title: nameOf(t, ref) + " – " + ref.OpeningTitle, Detail: ref.CompanyName, Badge: statusBadge(t, actor, ref.Status)}
	switch {
	case ref.Status.Unanswered():
		row.Detail += " · " + answerBy(t, ref, today)
	case ref.Status == candidate.Arranged:
		row.Detail += " · " + t.T("referral.meet_on", "date", t.Date(ref.MeetingOn))
	case ref.Status == candidate.Later:
		row.Detail += " · " + t.T("referral.asked_again", "date", t.Date(ref.Answer.Again))
	}
	return row
}

// nameOf is the name that was shown, until it is deleted.
func nameOf(t *i18n.Texts, ref candidate.Referral) string {
	if ref.Shown.FirstName == "" {
		return t.T("referral.erased")
	}
	return ref.Shown.FirstName
}

// answerBy tells when an answer is due, or that it is late.
func answerBy(t *i18n.Texts, ref candidate.Referral, today caldate.Date) string {
	if today.After(ref.AnswerBy) {
		return t.T("referral.answer_late", "date", t.Date(ref.AnswerBy))
	}
	return t.T("referral.answer_by", "date", t.Date(ref.AnswerBy))
}

// statusBadge tells where a proposal stands: to a firm in the few words it needs.
func statusBadge(t *i18n.Texts, actor access.Actor, s candidate.Status) view.Badge {
	tone := map[candidate.Status]string{candidate.New: "info", candidate.Meeting: "info", candidate.Yes: "success"}[s.Word()]
	if actor.Party().Kind == access.Company {
		return view.Badge{Label: t.T("referral.word." + string(s.Word())), Tone: tone}
	}
	return view.Badge{Label: t.T("referral.status." + string(s)), Tone: tone}
}

func (h Handlers) referrals(r *web.Request) (web.Answer, error) {
	referrals, err := h.Candidates.Referrals(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := referralsModel{Needs: r.T("need.title." + string(r.Actor.Party().Kind)), Empty: r.T("referral.empty." + string(r.Actor.Party().Kind)), Rows: rowsOf(r, referrals)}
	return web.Page(referralsPage, r.T("nav.referrals"), m), nil
}

// rowsOf lists proposals by where they stand.
func rowsOf(r *web.Request, referrals []candidate.Referral) []referralRow {
	var rows []referralRow
	for _, status := range candidate.Statuses() {
		for _, ref := range referrals {
			if ref.Status == status {
				row := newReferralRow(r.Texts, r.Actor, ref, r.Today())
				if i := slices.IndexFunc(referrals, func(other candidate.Referral) bool { return other.ID == ref.PairID }); i >= 0 && ref.Two(&referrals[i]) {
					row.Detail += " · " + r.T("referral.pair.row", "name", nameOf(r.Texts, referrals[i]))
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// filledModel is who was proposed to one opening, with one answer to all who wait.
type filledModel struct {
	Opening string
	Href    string
	Rows    []referralRow
	Waiting int
	Text    string // how many wait
	Form    form.Model
}

func (h Handlers) ofOpening(r *web.Request) (web.Answer, error) {
	return h.showFilled(r, form.Of(nil).Set("to_candidate", r.T("referral.filled.words")))
}

func (h Handlers) showFilled(r *web.Request, f *form.Form) (web.Answer, error) {
	o, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	list, err := h.Candidates.ForOpening(r.Context(), r.Actor, o.ID)
	if err != nil {
		return nil, err
	}
	m := filledModel{Opening: o.Offer.Title, Href: "/openings/" + o.ID, Rows: rowsOf(r, list)}
	for _, ref := range list {
		if ref.Status.Waits() {
			m.Waiting++
		}
	}
	m.setForm(r.Texts, f)
	return web.Form(filledPage, r.T("referral.filled.title"), f, m), nil
}

func (m *filledModel) setForm(t *i18n.Texts, f *form.Form) {
	m.Text = t.N("referral.filled.waiting", m.Waiting)
	b := f.Build(t, "referral.filled")
	m.Form = b.Model(m.Href+"/referrals/filled", "referral.filled.submit", b.Field(form.Area, "to_candidate"))
}

func (h Handlers) filled(r *web.Request) (web.Answer, error) {
	o, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	words := f.Text("to_candidate", form.Required, form.Max(600))
	told := 0
	err = f.Do(func() (err error) {
		told, err = h.Candidates.Filled(r.Context(), r.Actor, o.ID, words)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showFilled(r, f)
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.Texts.N("referral.filled.done", told))), nil
}
