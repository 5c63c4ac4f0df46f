package candidateweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, formPage, candidatePage, proposePage, referralsPage, referralPage}
}

var (
	sampleDay     = caldate.MustParse("2026-11-21")
	sampleProfile = candidate.Profile{FirstName: "Sanne", Mastered: []string{"Rengøring", "Pakke varer"}, Conditions: []string{"calm", "own_pace"}, MinutesNow: 240, MinutesWished: 720}
)

func sampleReferral(s candidate.Status) candidate.Referral {
	ref := candidate.Referral{CompanyName: "Nakskov Bageri ApS", OpeningID: "opn_1", OpeningTitle: "Rengøring af plader", Shown: sampleProfile,
		Consent:    candidate.Consent{Purposes: []string{"praktik"}, Given: sampleDay, TextVersion: candidate.ConsentText},
		Consultant: "Bo Lindtner", AnswerBy: sampleDay.Add(-1), Status: s}
	ref.ID = "ref_1"
	if s == candidate.No {
		ref.Answer = &candidate.Answer{Kind: s, Reason: "hours", On: sampleDay}
	}
	return ref
}

var listPage = view.New("pages/candidate/list", func(*i18n.Texts) []view.Sample[listModel] {
	return []view.Sample[listModel]{
		{Name: "empty"},
		{Name: "typical", Model: listModel{Next: "/candidates?after=x", Rows: []rowModel{{"/candidates/cnd_1", "Sanne", "Rengøring"}}}},
	}
})

var formPage = view.New("pages/candidate/form", func(t *i18n.Texts) []view.Sample[formModel] {
	wrong := form.Of(nil)
	wrong.Fail("first_name", "required")
	return []view.Sample[formModel]{
		{Name: "new", Model: formModel{Title: t.T("candidate.new"), Form: buildProfile(t, form.Of(nil), "/candidates", "/candidates")}},
		{Name: "errors", Model: formModel{Title: t.T("candidate.edit"), Form: buildProfile(t, wrong, "/candidates", "/candidates"), Theirs: profileFacts(t, sampleProfile)}},
	}
})

var candidatePage = view.New("pages/candidate/candidate", func(t *i18n.Texts) []view.Sample[candidateModel] {
	return []view.Sample[candidateModel]{
		{Name: "new", Model: candidateModel{ID: "cnd_1", Name: "Sanne", Facts: profileFacts(t, sampleProfile)}},
		{Name: "proposed", Model: candidateModel{ID: "cnd_1", Name: "Sanne", Facts: profileFacts(t, sampleProfile),
			Referrals: []referralRow{newReferralRow(t, sampleReferral(candidate.New), sampleDay)},
			History:   []auditweb.Line{{When: "i dag", What: t.T("history.candidate_added"), Who: "Bo Lindtner"}}}},
	}
})

var proposePage = view.New("pages/candidate/propose", func(t *i18n.Texts) []view.Sample[proposeModel] {
	wrong := form.Of(nil)
	wrong.Fail("purposes", "choose")
	text := t.T("consent.text." + candidate.ConsentText)
	people := []form.Option{{Value: "cnd_1", Label: "Sanne"}}
	return []view.Sample[proposeModel]{
		{Name: "none", Model: proposeModel{Opening: "Rengøring", Company: "Nakskov Bageri ApS", None: true, Consent: text, Form: buildPropose(t, form.Of(nil), "opn_1", nil)}},
		{Name: "typical", Model: proposeModel{Opening: "Rengøring", Company: "Nakskov Bageri ApS", Consent: text, Form: buildPropose(t, form.Of(nil).Set("fields", candidate.Fields()...), "opn_1", people)}},
		{Name: "errors", Model: proposeModel{Opening: "Rengøring", Company: "Nakskov Bageri ApS", Consent: text, Form: buildPropose(t, wrong, "opn_1", people)}},
	}
})

var referralsPage = view.New("pages/candidate/referrals", func(t *i18n.Texts) []view.Sample[referralsModel] {
	return []view.Sample[referralsModel]{
		{Name: "empty", Model: referralsModel{Empty: t.T("referral.empty.company")}},
		{Name: "typical", Model: referralsModel{Rows: []referralRow{newReferralRow(t, sampleReferral(candidate.New), sampleDay), newReferralRow(t, sampleReferral(candidate.Yes), sampleDay)}}},
	}
})

var referralPage = view.New("pages/candidate/referral", func(t *i18n.Texts) []view.Sample[referralModel] {
	owner := access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	consultant := access.NewActor(access.Identity{PersonID: "p3"}, access.Party{Kind: access.Municipality}, access.Consultant)
	wrong := form.Of(nil)
	wrong.Fail("answer", "choose")
	return []view.Sample[referralModel]{
		{Name: "new", Model: newReferralModel(t, owner, sampleReferral(candidate.New), sampleDay, form.Of(nil))},
		{Name: "errors", Model: newReferralModel(t, owner, sampleReferral(candidate.New), sampleDay, wrong)},
		{Name: "yes", Model: newReferralModel(t, owner, sampleReferral(candidate.Yes), sampleDay, form.Of(nil))},
		{Name: "no", Model: newReferralModel(t, consultant, sampleReferral(candidate.No), sampleDay, form.Of(nil))},
		{Name: "withdrawn", Model: newReferralModel(t, consultant, sampleReferral(candidate.Withdrawn), sampleDay, form.Of(nil))},
	}
})
