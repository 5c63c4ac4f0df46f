// Package candidateweb shows the consultant's register of candidates and the
// proposals of a person to a firm, from both sides.
package candidateweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for candidates and referrals.
type Handlers struct {
	Candidates *candidate.Service
	Openings   *opening.Service
	Placements *placement.Service // an agreement hides with the consent
	Needs      *need.Service
	Danish     *i18n.Texts // the words of files, whatever language the page is in
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/candidates", access.ManageCandidates, h.list),
		web.Get("/candidates/new", access.ManageCandidates, h.begin),
		web.Post("/candidates", access.ManageCandidates, h.add),
		web.Get("/candidates/import", access.ManageCandidates, h.beginImport),
		web.Post("/candidates/import", access.ManageCandidates, h.preview),
		web.Post("/candidates/import/confirmation", access.ManageCandidates, h.confirmImport),
		web.Get("/candidates/:id", access.ManageCandidates, h.show),
		web.Get("/candidates/:id/edit", access.ManageCandidates, h.edit),
		web.Post("/candidates/:id/edit", access.ManageCandidates, h.change),
		web.Get("/openings/:id/referrals/new", access.ManageCandidates, h.propose),
		web.Post("/openings/:id/referrals", access.ManageCandidates, h.refer),
		web.Get("/openings/:id/referrals", access.AnswerReferrals, h.ofOpening),
		web.Post("/openings/:id/referrals/filled", access.AnswerReferrals, h.filled),
		web.Get("/referrals", access.ViewReferrals, h.referrals),
		web.Get("/referrals/:id", access.ViewReferrals, h.referral),
		web.Get("/referrals/:id/sheet", access.ManageCandidates, h.sheet),
		web.Post("/referrals/:id/answer", access.AnswerReferrals, h.answer),
		web.Post("/referrals/:id/meeting", access.MeetCandidates, h.arrange),
		web.Post("/referrals/:id/meeting/held", access.MeetCandidates, h.met),
		web.Post("/referrals/:id/meeting/missed", access.ManageCandidates, h.missed),
		web.Post("/referrals/:id/reopening", access.ManageCandidates, h.reopen),
		web.Post("/referrals/:id/elsewhere", access.ManageCandidates, h.elsewhere),
		web.Post("/referrals/:id/withdrawal", access.ManageCandidates, h.withdraw),
	}
}

// listModel is the register.
type listModel struct {
	Rows []rowModel
	Next string
}

type rowModel struct {
	Href    string
	Title   string
	Summary string
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	page, err := h.Candidates.List(r.Context(), r.Actor, r.Query("after"))
	if err != nil {
		return nil, err
	}
	m := listModel{}
	for _, c := range page.Items {
		m.Rows = append(m.Rows, rowModel{"/candidates/" + c.ID, c.Profile.FirstName, strings.Join(c.Profile.Mastered, ", ")})
	}
	if page.Next != "" {
		m.Next = "/candidates?after=" + page.Next
	}
	return web.Page(listPage, r.T("nav.candidates"), m), nil
}

// profileFacts shows what is there of a profile.
func profileFacts(t *i18n.Texts, p candidate.Profile) []view.Fact {
	var facts []view.Fact
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, view.Fact{Label: t.T("candidate.fact." + name), Value: value})
		}
	}
	add("first_name", p.FirstName)
	add("mastered", strings.Join(p.Mastered, "\n"))
	var conditions []string
	for _, c := range p.Conditions {
		conditions = append(conditions, t.T("condition."+c))
	}
	add("conditions", strings.Join(conditions, "\n"))
	if p.MinutesNow > 0 {
		add("minutes_now", t.T("opening.per_week", "hours", t.Hours(p.MinutesNow)))
	}
	if p.MinutesWished > 0 {
		add("minutes_wished", t.T("opening.per_week", "hours", t.Hours(p.MinutesWished)))
	}
	return facts
}

// formModel is the form of one person.
type formModel struct {
	Title  string
	Form   form.Model
	Theirs []view.Fact
}

func (h Handlers) begin(r *web.Request) (web.Answer, error) {
	return showNew(r, form.Of(nil)), nil
}

// showNew shows the form of a new person.
func showNew(r *web.Request, f *form.Form) web.Answer {
	m := formModel{Title: r.T("candidate.new"), Form: buildProfile(r.Texts, f, "/candidates", "/candidates")}
	return web.Form(formPage, m.Title, f, m)
}

func buildProfile(t *i18n.Texts, f *form.Form, action, cancel string) form.Model {
	b := f.Build(t, "candidate.field")
	m := b.Model(action, "form.save", b.Field(form.Line, "first_name"), b.Field(form.Area, "mastered"),
		b.Choices(form.Checks, "conditions", "condition", opening.Conditions()...),
		b.Optional(form.Duration, "minutes_now"), b.Field(form.Duration, "minutes_wished"))
	m.Sections = append(m.Sections, form.Section{Heading: t.T("candidate.wish"), Note: t.T("candidate.wish_text"), Fields: []form.Field{
		b.Optional(form.Number, "post_code"), b.Optional(form.Day, "from"), b.Choices(form.Checks, "times", "candidate.times", candidate.Times()...),
	}})
	m.Summary = b.Summary(slices.Concat(m.Sections[0].Fields, m.Sections[1].Fields)...)
	m.Cancel = cancel
	return m
}

func readProfile(f *form.Form) candidate.Profile {
	return candidate.Profile{
		FirstName: f.Text("first_name", form.Max(40)), Mastered: f.Lines("mastered", form.Max(600)),
		Conditions: f.Choices("conditions", opening.Conditions()...),
		MinutesNow: f.Minutes("minutes_now"), MinutesWished: f.Minutes("minutes_wished"),
	}
}

func readWish(f *form.Form) candidate.Wish {
	return candidate.Wish{PostCode: f.Text("post_code"), From: f.Date("from"), Times: f.Choices("times", candidate.Times()...)}
}

// wishFacts shows what openings are searched by.
func wishFacts(t *i18n.Texts, w candidate.Wish) []view.Fact {
	var facts []view.Fact
	for _, fact := range []view.Fact{{Label: "post_code", Value: w.PostCode}, {Label: "from", Value: w.From.Danish()}, {Label: "times", Value: listed(t, "candidate.times.", w.Times)}} {
		if fact.Value != "" {
			facts = append(facts, view.Fact{Label: t.T("candidate.field." + fact.Label), Value: fact.Value})
		}
	}
	return facts
}

func (h Handlers) add(r *web.Request) (web.Answer, error) {
	f := r.Form()
	profile, wish := readProfile(f), readWish(f)
	var c candidate.Candidate
	err := f.Do(func() (err error) {
		c, err = h.Candidates.Add(r.Context(), r.Actor, profile, wish)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return showNew(r, f), nil
	}
	return web.SeeOther("/candidates/"+c.ID, web.Done(r.T("candidate.saved"))), nil
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	c, err := h.Candidates.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return showEdit(r, formOf(c), c), nil
}

// formOf fills the form with a person.
func formOf(c candidate.Candidate) *form.Form {
	p := c.Profile
	f := form.Of(nil).SetVersion(c.Version).Set("first_name", p.FirstName).Set("mastered", strings.Join(p.Mastered, "\n")).
		Set("conditions", p.Conditions...).SetMinutes("minutes_wished", p.MinutesWished)
	if p.MinutesNow > 0 {
		f.SetMinutes("minutes_now", p.MinutesNow)
	}
	f.Set("post_code", c.Wish.PostCode).Set("from", c.Wish.From.Danish()).Set("times", c.Wish.Times...)
	return f
}

// showEdit shows the form of a person; c is the person as stored now, which a
// stale form is shown with.
func showEdit(r *web.Request, f *form.Form, c candidate.Candidate) web.Answer {
	address := "/candidates/" + r.Param("id")
	m := formModel{Title: r.T("candidate.edit")}
	if f.Stale() {
		f.SetVersion(c.Version)
		m.Theirs = append(profileFacts(r.Texts, c.Profile), wishFacts(r.Texts, c.Wish)...)
	}
	m.Form = buildProfile(r.Texts, f, address+"/edit", address)
	return web.Form(formPage, m.Title, f, m)
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	if _, err := h.Candidates.Get(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign candidate is a missing one
	}
	f := r.Form()
	profile, wish := readProfile(f), readWish(f)
	var c candidate.Candidate
	err := f.DoAt(func(version int64) (err error) {
		c, err = h.Candidates.Change(r.Context(), r.Actor, r.Param("id"), version, profile, wish)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return showEdit(r, f, c), nil
	}
	return web.SeeOther("/candidates/"+c.ID, web.Done(r.T("candidate.saved"))), nil
}

// candidateModel is one person of the register.
type candidateModel struct {
	ID        string
	Name      string
	Facts     []view.Fact
	Matches   matchesModel
	Referrals []referralRow
	History   []auditweb.Line
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	c, err := h.Candidates.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	referrals, err := h.Candidates.ReferralsOf(r.Context(), r.Actor, c.ID)
	if err != nil {
		return nil, err
	}
	matches, without, err := h.Candidates.Matches(r.Context(), r.Actor, c, referrals)
	if err != nil {
		return nil, err
	}
	matches = slices.DeleteFunc(matches, func(m candidate.Match) bool { // where they are proposed already
		return slices.ContainsFunc(referrals, func(ref candidate.Referral) bool {
			return ref.OpeningID == m.ID && ref.Status != candidate.Withdrawn
		})
	})
	m := candidateModel{Matches: newMatches(r.Texts, c, matches, without), ID: c.ID, Name: c.Profile.FirstName, Facts: append(profileFacts(r.Texts, c.Profile), wishFacts(r.Texts, c.Wish)...), History: auditweb.History(r.Texts, c.Events)}
	for _, ref := range referrals {
		m.Referrals = append(m.Referrals, newReferralRow(r.Texts, r.Actor, ref, r.Today()))
	}
	return web.Page(candidatePage, m.Name, m), nil
}
