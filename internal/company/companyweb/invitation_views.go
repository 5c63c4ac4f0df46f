package companyweb

import (
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/view"
)

// sampleInvitations are one of each status.
func sampleInvitations() []invitation.Invitation {
	day := func(n int) caldate.Date { return sampleDay.Add(n) }
	made := func(name string, sent int) invitation.Invitation {
		i := invitation.Invitation{
			AssociationName: "Sydhavets Erhvervsforening", CVR: "99999993", PreparedBy: "Jens Toft", SentAt: day(-sent).Time(),
			Details: company.Details{Name: name, Address: "Søndergade 12, 4900 Nakskov", Branch: "Bageri", Workplaces: []company.Workplace{{PNumber: "1009999991", Name: "Bageriet"}}},
		}
		i.ID = "inv_1"
		return i
	}
	draft, opened, refused, confirmed := made("Nakskov Bageri ApS", 0), made("Maribo Cykler v/ Tove Lund", 3), made("Rødby Tagdækning ApS", 5), made("Plejehjemmet Strandlyst", 20)
	draft.SentAt = time.Time{}
	opened.OpenedAt = day(-1).Time()
	refused.Declined = &invitation.Declined{Reason: "not_now", At: day(-1).Time()}
	confirmed.ConfirmedBy, confirmed.ConfirmedAt = "Lis Bech", day(-2).Time()
	return []invitation.Invitation{draft, made("Sydhavets Teknik A/S", 2), made("Sakskøbing Friskole", 15), opened, made("Vestensborg Planteskole og Haveservice v/ Ingemann Christoffersen", 70), refused, confirmed}
}

var invitationsPage = view.New("pages/invitation/list", func(t *i18n.Texts) []view.Sample[invitationsModel] {
	return []view.Sample[invitationsModel]{
		{Name: "empty", Model: newInvitations(t, nil, sampleDay)},
		{Name: "every-status", Model: newInvitations(t, sampleInvitations(), sampleDay)},
	}
})

var invitationPage = view.New("pages/invitation/invitation", func(t *i18n.Texts) []view.Sample[invitationModel] {
	list := sampleInvitations()
	draft, unopened := newInvitation(t, list[0], sampleDay), newInvitation(t, list[2], sampleDay)
	draft.Send, draft.Change, unopened.Send = "/invitations/inv_1/sending", "/invitations/inv_1/edit", "/invitations/inv_1/sending"
	return []view.Sample[invitationModel]{
		{Name: "draft", Model: draft}, {Name: "unopened", Model: unopened}, {Name: "confirmed", Model: newInvitation(t, list[6], sampleDay)},
	}
})

var preparePage = view.New("pages/invitation/prepare", func(t *i18n.Texts) []view.Sample[prepareModel] {
	wrong := form.Of(nil).Set("cvr", "12345678")
	wrong.Fail("cvr", "cvr_check_digit")
	taken := formOfDetails(sampleInvitations()[0].Details).Set("cvr", "99999993")
	taken.Fail("cvr", "firm_here_already")
	return []view.Sample[prepareModel]{
		{Name: "number", Model: prepareModel{Number: numberForm(t, form.Of(nil))}},
		{Name: "wrong-number", Model: prepareModel{Number: numberForm(t, wrong)}},
		{Name: "register-away", Model: prepareModel{Note: t.T("invitation.register_away"), Form: prepareForm(t, sampleDay, form.Of(nil).Set("cvr", "99999993"), company.Details{})}},
		{Name: "here-already", Model: prepareModel{Form: prepareForm(t, sampleDay, taken, company.Details{})}},
	}
})

var invitedPage = view.New("pages/invitation/invited", func(t *i18n.Texts) []view.Sample[invitedModel] {
	i, wrong := sampleInvitations()[1], form.Of(nil)
	wrong.Fail("reason", "choose")
	return []view.Sample[invitedModel]{
		{Name: "open", Model: newInvited(t, i, "abc", form.Of(nil))},
		{Name: "errors", Model: newInvited(t, i, "abc", wrong)},
		{Name: "gone", Model: invitedModel{Gone: true}},
		{Name: "declined", Model: invitedModel{Gone: true, Lead: t.T("invitation.declined")}},
	}
})
