package pipelineweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/store"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{todayPage, stepsPage, dormantPage, addPage, firmPage, handoverPage}
}

var sampleDay = caldate.MustParse("2026-11-21")

// sampleFirms are firms at every step: mine, a colleague's and one of somebody
// who is away.
func sampleFirms() []pipeline.Standing {
	day := func(ago int) caldate.Date { return sampleDay.Add(-ago) }
	jens, lone := pipeline.Person{ID: "per_1", Name: "Jens Toft"}, pipeline.Person{ID: "per_2", Name: "Lone Vig"}
	firm := func(name, number string, owner pipeline.Person, contacted int) pipeline.Firm {
		f := pipeline.Firm{CVR: number, Name: name, Owner: owner, ContactedOn: day(contacted)}
		f.ID = "pip_" + number
		return f
	}
	smith := firm("Guldborg Smede ApS", "99999845", jens, 30)
	smith.Phone, smith.NextOn = "54 92 10 11", day(1)
	smith.Notes = []pipeline.Note{
		{ID: "n1", Kind: pipeline.Called, By: jens, At: day(30).Time()},
		{ID: "n2", Kind: pipeline.Visited, Text: "Feje værkstedet hver eftermiddag\nSortere skruer", By: jens, At: day(9).Time()},
	}
	smith.Events = []audit.Event{{Type: "firm_added", At: day(30).Time(), ByName: "Jens Toft", Role: access.Coordinator, Party: "Sydhavets Erhvervsforening", To: day(1).Danish()}}
	nursery := firm("Vestensborg Planteskole og Haveservice v/ Ingemann Christoffersen", "99999888", lone, 25)
	sent := invitation.Invitation{CVR: nursery.CVR, Details: company.Details{Name: nursery.Name}, SentAt: day(21).Time()}
	sent.ID, sent.Events = "inv_1", []audit.Event{{Type: "invitation_sent", At: day(21).Time()}}
	home := firm("Plejehjemmet Strandlyst", "99999926", jens, 200)
	home.Kept = pipeline.Kept{Task: day(180), Live: day(178), Start: day(140), Paid: day(90)}
	home.Notes = []pipeline.Note{
		{ID: "n1", Kind: pipeline.Visited, Text: "Vande blomster", By: jens, At: day(20).Time(), Suggested: day(20).Time()},
		{ID: "n2", Kind: pipeline.Visited, Text: "Folde vasketøj", By: jens, At: day(19).Time(), Suggested: day(19).Time(), OpeningID: "opn_1"},
	}
	d := delegation.Delegation{CVR: home.CVR, Rights: delegation.Rights(), Until: sampleDay.Add(60), SignedAt: day(190).Time()}
	d.ID, d.Events = "dlg_1", []audit.Event{{Type: "delegation_signed", At: day(190).Time()}}
	inn := firm("Sakskøbing Kro v/ Bent Rask", "99999861", lone, 100)
	inn.Notes = []pipeline.Note{{ID: "n1", Kind: pipeline.Visited, Text: "Dække borde", By: lone, At: day(20).Time(), Suggested: day(20).Time()}, {ID: "n2", Kind: pipeline.Visited, Text: strings.Repeat("Skrælle kartofler ", 50), By: lone, At: day(2).Time()}}
	here := invitation.Invitation{CVR: inn.CVR, SentAt: day(90).Time(), ConfirmedAt: day(80).Time()}
	here.ID, here.Events = "inv_2", []audit.Event{{Type: "invitation_sent", At: day(90).Time()}}
	list := []pipeline.Standing{
		pipeline.Stand(smith, invitation.Invitation{}, delegation.Delegation{}, sampleDay), pipeline.Stand(nursery, sent, delegation.Delegation{}, sampleDay),
		pipeline.Stand(home, invitation.Invitation{}, d, sampleDay), pipeline.Stand(inn, here, delegation.Delegation{}, sampleDay),
	}
	list[0].Mine, list[2].Mine, list[3].Deputised = true, true, true
	return list
}

func sampleCalls() []pipeline.Call {
	var calls []pipeline.Call
	for _, st := range sampleFirms() {
		if c, ring := st.CallOn(sampleDay); ring {
			calls = append(calls, c)
		}
	}
	return calls
}

var sampleColleagues = []pipeline.Person{{ID: "per_2", Name: "Lone Vig"}, {ID: "per_3"}}

var todayPage = view.New("pages/pipeline/today", func(t *i18n.Texts) []view.Sample[todayModel] {
	calls := sampleCalls()
	wrong := form.Of(nil).Set("next", "i morgen")
	wrong.Fail("next", "date")
	again := form.Of(nil).Set("next", "5.12.2026").Set("text", "Han taler om angst").Set("text_looked", "diagnosis_word")
	again.Warn("text", "diagnosis_word")
	first := calls[0].Standing.Firm.ID
	return []view.Sample[todayModel]{
		{Name: "empty", Model: newToday(t, nil, sampleDay, false, "", nil)},
		{Name: "typical", Model: newToday(t, calls, sampleDay, false, "", nil)},
		{Name: "everyone", Model: newToday(t, calls, sampleDay, true, "", nil)},
		{Name: "errors", Model: newToday(t, calls, sampleDay, false, first, wrong)},
		{Name: "look-again", Model: newToday(t, calls, sampleDay, false, first, again)},
	}
})

var stepsPage = view.New("pages/pipeline/steps", func(t *i18n.Texts) []view.Sample[stepsModel] {
	return []view.Sample[stepsModel]{
		{Name: "empty", Model: newSteps(t, nil, "")},
		{Name: "typical", Model: newSteps(t, sampleFirms(), "")},
		{Name: "one-step", Model: newSteps(t, sampleFirms(), pipeline.Invited)},
		{Name: "nobody-there", Model: newSteps(t, sampleFirms(), pipeline.Again)},
	}
})

var dormantPage = view.New("pages/pipeline/dormant", func(t *i18n.Texts) []view.Sample[dormantModel] {
	return []view.Sample[dormantModel]{
		{Name: "empty", Model: newDormant(t, nil, sampleDay)},
		{Name: "typical", Model: newDormant(t, sampleFirms(), sampleDay)},
	}
})

var addPage = view.New("pages/pipeline/add", func(t *i18n.Texts) []view.Sample[addModel] {
	wrong := form.Of(nil).Set("cvr", "12345678")
	wrong.Fail("cvr", "cvr_check_digit")
	taken := form.Of(nil).Set("cvr", "99999845").Set("name", "Guldborg Smede ApS").Set("phone", "12").Set("contacted", "1.1.2030")
	taken.Fail("cvr", "followed_already")
	taken.Fail("phone", "phone")
	taken.Fail("contacted", "after_today")
	taken.Fail("next", "required")
	return []view.Sample[addModel]{
		{Name: "number", Model: addModel{Form: numberForm(t, form.Of(nil))}},
		{Name: "wrong-number", Model: addModel{Form: numberForm(t, wrong)}},
		{Name: "found", Model: addModel{Note: t.T("invitation.found"), Form: addForm(t, form.Of(nil).Set("cvr", "99999845").Set("name", "Guldborg Smede ApS"))}},
		{Name: "errors", Model: addModel{Form: addForm(t, taken)}},
	}
})

var firmPage = view.New("pages/pipeline/firm", func(t *i18n.Texts) []view.Sample[firmModel] {
	list := sampleFirms()
	wrong := form.Of(nil).Set("kind", "visited").Set("text", "").Set("next", "1.1.2020").Set("phone", "12")
	wrong.Fail("text", "required")
	wrong.Fail("next", "not_after_today")
	again := form.Of(nil).Set("kind", "visited").Set("text", "010190-1234 kunne hjælpe").Set("text_looked", "cpr_like")
	again.Warn("text", "cpr_like")
	theirs := newFirm(t, list[3], sampleColleagues, sampleDay, form.Of(nil))
	theirs.Take, theirs.Self = "/pipeline/pip_99999861/owner", "per_1"
	return []view.Sample[firmModel]{
		{Name: "by-hand", Model: newFirm(t, list[0], nil, sampleDay, form.Of(nil))},
		{Name: "invited", Model: newFirm(t, list[1], sampleColleagues, sampleDay, form.Of(nil))},
		{Name: "sharing", Model: newFirm(t, list[2], sampleColleagues, sampleDay, form.Of(nil))},
		{Name: "a-colleagues", Model: theirs},
		{Name: "errors", Model: newFirm(t, list[0], sampleColleagues, sampleDay, wrong)},
		{Name: "look-again", Model: newFirm(t, list[0], sampleColleagues, sampleDay, again)},
	}
})

var handoverPage = view.New("pages/pipeline/handover", func(t *i18n.Texts) []view.Sample[handoverModel] {
	running := newHandover(t, sampleColleagues, form.Of(nil))
	d := pipeline.Deputy{Doc: store.Doc{ID: "dep_1"}, Colleague: sampleColleagues[0], From: sampleDay, Until: sampleDay.Add(14)}
	d.Events = []audit.Event{{Type: "deputy_named", At: sampleDay.Time(), ByName: "Jens Toft", Role: access.Coordinator, Party: "Sydhavets Erhvervsforening", To: "Lone Vig, 21.11.2026–05.12.2026"}}
	running.show(t, d, sampleDay)
	wrong := form.Of(nil).Set("from", "1.12.2026").Set("until", "1.11.2026")
	wrong.Fail("colleague", "choose")
	wrong.Fail("until", "until_before_from")
	return []view.Sample[handoverModel]{
		{Name: "alone", Model: newHandover(t, nil, form.Of(nil))},
		{Name: "typical", Model: running},
		{Name: "errors", Model: newHandover(t, sampleColleagues, wrong)},
	}
})
