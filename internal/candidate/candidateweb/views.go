package candidateweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/store"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, formPage, importPage, importingPage, candidatePage, proposePage, referralsPage, filledPage, sheetPage, referralPage}
}

var (
	sampleDay     = caldate.MustParse("2026-11-21")
	sampleProfile = candidate.Profile{FirstName: "Sanne", Mastered: []string{"Rengøring", "Pakke varer"}, Conditions: []string{"calm", "own_pace"}, MinutesNow: 240, MinutesWished: 720}
)

func sampleReferral(s candidate.Status) candidate.Referral {
	ref := candidate.Referral{CompanyName: "Nakskov Bageri ApS", OpeningID: "opn_1", OpeningTitle: "Rengøring af plader", Shown: sampleProfile,
		Consent:    candidate.Consent{Purposes: []string{"praktik"}, Given: sampleDay, TextVersion: candidate.ConsentText, Helped: "no_eid", Recorder: "Bo Lindtner"},
		Consultant: "Bo Lindtner", AnswerBy: sampleDay.Add(-1), Status: s}
	ref.ID = "ref_1"
	answer := &candidate.Answer{Kind: s.Word(), On: sampleDay.Add(-2)}
	switch s {
	case candidate.Yes:
		ref.Answer = answer
	case candidate.No:
		answer.Reason, answer.ToCandidate = "hours", "Tak, fordi du havde lyst til at være hos os."
		ref.Answer = answer
	case candidate.Arranged:
		ref.Answer, ref.MeetingOn = answer, sampleDay
	case candidate.Later:
		answer.Kind, answer.Again = s, sampleDay.Add(30)
		ref.Answer = answer
	case candidate.Returned:
		ref.AnswerBy = sampleDay.Add(-12)
	case candidate.Withdrawn:
		ref.WithdrawnAt = sampleDay.Time()
	}
	return ref
}

// samplePair are two proposals of people who would start together.
func samplePair() (first, second candidate.Referral) {
	first, second = sampleReferral(candidate.New), sampleReferral(candidate.Seen)
	second.ID, second.Shown.FirstName = "ref_2", "Bo"
	first.PairID, second.PairID = second.ID, first.ID
	return first, second
}

var listPage = view.New("pages/candidate/list", func(*i18n.Texts) []view.Sample[listModel] {
	return []view.Sample[listModel]{
		{Name: "empty"},
		{Name: "typical", Model: listModel{Next: "/candidates?after=x", Rows: []rowModel{{"/candidates/cnd_1", "Sanne", "Rengøring"}}}},
	}
})

// sampleMatches says every reason there is.
func sampleMatches(t *i18n.Texts) matchesModel {
	o := func(id, title string, reasons ...candidate.Reason) candidate.Match {
		m := candidate.Match{Reasons: reasons}
		m.ID, m.Offer.Title, m.CompanyName = id, title, "Nakskov Bageri ApS"
		return m
	}
	reason := func(code string) candidate.Reason {
		return candidate.Reason{Code: code, Tasks: []string{"Rengøring", "Pakke varer"}, Minutes: 450, On: sampleDay}
	}
	return newMatches(t, candidate.Candidate{Doc: store.Doc{ID: "cnd_1"}, Profile: sampleProfile}, []candidate.Match{
		o("opn_0", "Rengøring", reason("same_person"), reason("tasks"), reason("hours")),
		o("opn_1", "Rengøring", reason("tasks"), reason("hours"), reason("times"), reason("same_postcode"), reason("starts")),
		o("opn_2", "Pakke", reason("tasks_new"), reason("hours_fewer"), reason("times_unknown"), reason("same_area"), reason("starts_before")),
		o("opn_3", "Lager", reason("tasks"), reason("hours_more"), reason("times_other"), reason("other_area")),
		o("opn_4", "Have", reason("tasks_new"), reason("hours"), reason("distance_unknown")),
	}, 12)
}

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
		{Name: "proposed", Model: candidateModel{ID: "cnd_1", Name: "Sanne", Facts: profileFacts(t, sampleProfile), Matches: sampleMatches(t),
			Referrals: []referralRow{newReferralRow(t, sampleConsultant, sampleReferral(candidate.New), sampleDay)},
			History:   []auditweb.Line{{When: "i dag", What: t.T("history.candidate_added"), Who: "Bo Lindtner"}}}},
	}
})

var importingPage = view.New("pages/candidate/importing", func(t *i18n.Texts) []view.Sample[importingModel] {
	return []view.Sample[importingModel]{{Name: "under-way", Model: newImporting(t, "H4sI", candidate.Plan{Added: 4900, Changed: 50, Same: 12}, 2950)}}
})

var importPage = view.New("pages/candidate/import", func(t *i18n.Texts) []view.Sample[importModel] {
	wrong, read, nothing := newImport(t), newImport(t), newImport(t)
	wrong.fail(t, "csv_columns_missing")
	read.Rows = "H4sI"
	read.show(t, candidate.File{Unread: []string{"Sagsbehandler"}, Faults: []candidate.RowFault{{Line: 7, Column: "first_name", Code: "required"}, {Line: 12, Column: "mastered", Code: "cpr"}, {Line: 40, Code: "csv_cells"}}}, candidate.Plan{Added: 12, Changed: 1, Same: 3})
	nothing.show(t, candidate.File{}, candidate.Plan{Same: 16})
	return []view.Sample[importModel]{{Name: "new", Model: newImport(t)}, {Name: "errors", Model: wrong}, {Name: "read", Model: read}, {Name: "nothing", Model: nothing}}
})

var proposePage = view.New("pages/candidate/propose", func(t *i18n.Texts) []view.Sample[proposeModel] {
	wrong := form.Of(nil)
	wrong.Fail("purposes", "choose")
	text := t.T("consent.text." + candidate.ConsentText)
	people := []form.Option{{Value: "cnd_1", Label: "Sanne"}}
	return []view.Sample[proposeModel]{
		{Name: "none", Model: proposeModel{Opening: "Rengøring", Company: "Nakskov Bageri ApS", None: true, Consent: text, Law: t.T("consent.authority." + candidate.ConsentText), Form: buildPropose(t, form.Of(nil), "opn_1", nil)}},
		{Name: "typical", Model: proposeModel{Opening: "Rengøring", Company: "Nakskov Bageri ApS", Consent: text, Law: t.T("consent.authority." + candidate.ConsentText), Form: buildPropose(t, form.Of(nil).Set("fields", candidate.Fields()...), "opn_1", people)}},
		{Name: "errors", Model: proposeModel{With: t.T("referral.pair.with", "name", "Bo"), Before: t.T("referral.same_person", "name", "Sanne"), Opening: "Rengøring", Company: "Nakskov Bageri ApS", Consent: text, Law: t.T("consent.authority." + candidate.ConsentText), Form: buildPropose(t, wrong, "opn_1", people)}},
	}
})

var referralsPage = view.New("pages/candidate/referrals", func(t *i18n.Texts) []view.Sample[referralsModel] {
	var firm, municipality []referralRow
	for _, s := range []candidate.Status{candidate.New, candidate.Arranged, candidate.Yes, candidate.Later, candidate.No} {
		firm = append(firm, newReferralRow(t, sampleOwner, sampleReferral(s), sampleDay))
	}
	for _, s := range candidate.Statuses() {
		ref := sampleReferral(s)
		if s == candidate.Later {
			ref.Shown = candidate.Profile{}
		}
		municipality = append(municipality, newReferralRow(t, sampleConsultant, ref, sampleDay))
	}
	return []view.Sample[referralsModel]{
		{Name: "empty", Model: referralsModel{Needs: t.T("need.title.company"), Empty: t.T("referral.empty.company")}},
		{Name: "firm", Model: referralsModel{Rows: firm}},
		{Name: "municipality", Model: referralsModel{Rows: municipality}},
	}
})

var filledPage = view.New("pages/candidate/filled", func(t *i18n.Texts) []view.Sample[filledModel] {
	none := filledModel{Opening: "Rengøring", Href: "/openings/opn_1"}
	none.setForm(t, form.Of(nil))
	waits := none
	waits.Waiting, waits.Rows = 2, []referralRow{newReferralRow(t, sampleOwner, sampleReferral(candidate.New), sampleDay), newReferralRow(t, sampleOwner, sampleReferral(candidate.Arranged), sampleDay)}
	wrong := waits
	waits.setForm(t, form.Of(nil).Set("to_candidate", t.T("referral.filled.words")))
	f := form.Of(nil)
	f.Fail("to_candidate", "required")
	wrong.setForm(t, f)
	return []view.Sample[filledModel]{{Name: "none", Model: none}, {Name: "waiting", Model: waits}, {Name: "errors", Model: wrong}}
})

var (
	sampleOwner      = access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	sampleConsultant = access.NewActor(access.Identity{PersonID: "p3"}, access.Party{Kind: access.Municipality}, access.Consultant)
)

var referralPage = view.New("pages/candidate/referral", func(t *i18n.Texts) []view.Sample[referralModel] {
	wrong, noDay := form.Of(nil), form.Of(nil)
	wrong.Fail("answer", "choose")
	noDay.Fail("meeting_on", "required")
	show := func(actor access.Actor, s candidate.Status, f *form.Form) referralModel {
		return newReferralModel(t, actor, sampleReferral(s), sampleDay, f)
	}
	first, second := samplePair()
	pair := func(name string, actor access.Actor, other *candidate.Referral) view.Sample[referralModel] {
		m := newReferralModel(t, actor, first, sampleDay, form.Of(nil))
		m.Pair = newPair(t, actor, first, other)
		return view.Sample[referralModel]{Name: name, Model: m}
	}
	missed := sampleReferral(candidate.Arranged)
	missed.Missed = []candidate.Missed{{On: sampleDay.Add(-3), Explanation: "Bussen kom ikke."}}
	long := form.Of(nil)
	long.Fail("explanation", "too_long")
	forTwo := sampleReferral(candidate.New)
	forTwo.ForTwo = true
	return []view.Sample[referralModel]{
		pair("pair", sampleOwner, &second), pair("pair-over", sampleOwner, nil), pair("pair-consultant", sampleConsultant, &second),
		{Name: "missed", Model: newReferralModel(t, sampleConsultant, missed, sampleDay, long)},
		{Name: "for-two", Model: newReferralModel(t, sampleConsultant, forTwo, sampleDay, form.Of(nil))},
		{Name: "new", Model: show(sampleOwner, candidate.New, form.Of(nil))},
		{Name: "errors", Model: show(sampleOwner, candidate.New, wrong)},
		{Name: "arranged", Model: show(sampleOwner, candidate.Arranged, noDay)},
		{Name: "yes", Model: show(sampleOwner, candidate.Yes, form.Of(nil))},
		{Name: "later", Model: show(sampleOwner, candidate.Later, form.Of(nil))},
		{Name: "no", Model: show(sampleConsultant, candidate.No, form.Of(nil))},
		{Name: "returned", Model: show(sampleConsultant, candidate.Returned, form.Of(nil))},
		{Name: "withdrawn", Model: show(sampleConsultant, candidate.Withdrawn, form.Of(nil))},
	}
})
