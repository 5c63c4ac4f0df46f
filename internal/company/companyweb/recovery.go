package companyweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// recoverModel is where somebody of a firm asks to be its owner.
type recoverModel struct {
	Firm   string
	Lead   string
	Answer string // what became of the last wish, or ""
	Form   form.Model
	Waits  bool // there is nothing to ask for now
}

func (h Handlers) recover(r *web.Request) (web.Answer, error) {
	return h.showRecover(r, form.Of(nil))
}

func (h Handlers) showRecover(r *web.Request, f *form.Form) (web.Answer, error) {
	if !company.MayRecover(r.Actor) {
		return web.SeeOther("/overview", web.Notice{}), nil
	}
	if known, err := h.Companies.Known(r.Context(), r.Actor); err != nil || !known {
		return web.SeeOther("/welcome", web.Notice{}), err
	}
	owners, err := h.Companies.Owners(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	rec, err := h.Companies.OwnRecovery(r.Context(), r.Actor)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	return web.Form(recoverPage, r.T("recovery.title"), f, newRecover(r.Texts, r.Actor.Party().Name, len(owners), rec, f)), nil
}

func newRecover(t *i18n.Texts, firm string, owners int, rec company.Recovery, f *form.Form) recoverModel {
	m := recoverModel{Firm: firm, Lead: t.T("recovery.nobody")}
	if owners > 0 {
		m.Lead = t.T("recovery.somebody")
	}
	switch {
	case rec.ID == "":
	case rec.Answer == nil:
		m.Waits, m.Answer = true, t.T("recovery.waits", "when", t.Moment(rec.AskedAt))
	case !rec.Answer.Given:
		m.Answer = t.T("recovery.refused", "who", t.Person(rec.Answer.By), "when", t.Moment(rec.Answer.At), "why", rec.Events[len(rec.Events)-1].Reason)
	}
	m.Form = f.Build(t, "recovery.field").Model("/recovery", "recovery.ask", f.Build(t, "recovery.field").Field(form.Area, "text"))
	return m
}

func (h Handlers) askRecovery(r *web.Request) (web.Answer, error) {
	if !company.MayRecover(r.Actor) {
		return web.SeeOther("/overview", web.Notice{}), nil
	}
	f := r.Form()
	err := f.Do(func() error { return h.Companies.AskRecovery(r.Context(), r.Actor, f.Value("text")) })
	switch {
	case fault.Is(err, fault.NotFound):
		return web.SeeOther("/welcome", web.Notice{}), nil
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showRecover(r, f)
	}
	return web.SeeOther("/recovery", web.Done(r.T("recovery.asked"))), nil
}

// recoveriesModel lists those who ask to be owner of a firm.
type recoveriesModel struct {
	Rows []invitationRow
}

func (h Handlers) recoveries(r *web.Request) (web.Answer, error) {
	list, err := h.Companies.RecoveryList(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(recoveriesPage, r.T("recovery.list"), newRecoveries(r.Texts, list)), nil
}

func newRecoveries(t *i18n.Texts, list []company.Recovery) recoveriesModel {
	var m recoveriesModel
	for _, rec := range list {
		m.Rows = append(m.Rows, invitationRow{"/recoveries/" + rec.ID, rec.CompanyName, recoveryBadge(t, rec), t.T("recovery.who", "who", t.Person(rec.PersonName), "when", t.Moment(rec.AskedAt))})
	}
	return m
}

func recoveryBadge(t *i18n.Texts, rec company.Recovery) view.Badge {
	tone := map[company.RecoveryStatus]string{company.RecoveryWaits: "warning", company.RecoveryConfirmed: "success"}[rec.StatusNow()]
	return view.Badge{Label: t.T("recovery.status." + string(rec.StatusNow())), Tone: tone}
}

// recoveryModel is one of them: whom to ring, and what to answer.
type recoveryModel struct {
	Name    string
	Badge   view.Badge
	Facts   []view.Fact
	Text    string
	Waits   bool
	Confirm form.Model
	Refuse  form.Model
	History []auditweb.Line
}

func (h Handlers) recovery(r *web.Request) (web.Answer, error) {
	return h.showRecovery(r, form.Of(nil))
}

func (h Handlers) showRecovery(r *web.Request, f *form.Form) (web.Answer, error) {
	rec, owners, number, err := h.Companies.RecoveryOf(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.Form(recoveryPage, rec.CompanyName, f, newRecovery(r.Texts, rec, owners, number, f)), nil
}

func newRecovery(t *i18n.Texts, rec company.Recovery, owners []access.Grant, number string, f *form.Form) recoveryModel {
	told := number
	if told == "" {
		told = t.T("recovery.no_number")
	}
	m := recoveryModel{
		Name: rec.CompanyName, Badge: recoveryBadge(t, rec), Text: rec.Text, Waits: rec.Answer == nil, History: auditweb.History(t, rec.Events),
		Facts: []view.Fact{
			{Label: t.T("company.field.cvr"), Value: rec.CVR}, {Label: t.T("recovery.fact.person"), Value: t.Person(rec.PersonName)}, {Label: t.T("recovery.fact.number"), Value: told},
		},
	}
	if c := rec.Call; c != nil {
		m.Facts = append(m.Facts, view.Fact{Label: t.T("recovery.fact.call"), Value: c.Whom + ", " + c.Number})
	}
	b := f.Build(t, "recovery.field")
	fields := []form.Field{b.Field(form.Line, "whom"), b.Field(form.Line, "number")}
	if number == "" {
		fields = append(fields, b.Field(form.Line, "found"))
	}
	var options []form.Option
	for _, g := range owners {
		if g.PersonID != rec.PersonID {
			options = append(options, form.Option{Value: g.ID, Label: t.Person(g.PersonName)})
		}
	}
	if len(options) > 0 {
		fields = append(fields, b.Options(form.Checks, "ended", options...))
	}
	m.Confirm = b.Model("/recoveries/"+rec.ID+"/confirmation", "recovery.confirm", fields...)
	m.Refuse = b.Model("/recoveries/"+rec.ID+"/refusal", "recovery.refuse", b.Field(form.Line, "reason"))
	return m
}

func (h Handlers) confirmOwner(r *web.Request) (web.Answer, error) {
	f := r.Form()
	call := company.Call{Whom: f.Text("whom", form.Max(100)), Number: f.Text("number", form.Max(30)), Found: f.Text("found", form.Max(100))}
	return h.answerRecovery(r, f, "recovery.confirmed", func() error {
		_, err := h.Companies.ConfirmOwner(r.Context(), r.Actor, r.Param("id"), call, f.Values("ended"))
		return err
	})
}

func (h Handlers) refuseOwner(r *web.Request) (web.Answer, error) {
	f := r.Form()
	reason := f.Text("reason", form.Max(300))
	return h.answerRecovery(r, f, "recovery.refused_done", func() error {
		_, err := h.Companies.RefuseOwner(r.Context(), r.Actor, r.Param("id"), reason)
		return err
	})
}

// answerRecovery gives an answer, or shows the page again with what is wrong.
func (h Handlers) answerRecovery(r *web.Request, f *form.Form, said string, answer func() error) (web.Answer, error) {
	switch err := f.Do(answer); {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showRecovery(r, f)
	}
	return web.SeeOther("/recoveries/"+r.Param("id"), web.Done(r.T(said))), nil
}

// object is a no of those who manage the firm's members.
func (h Handlers) object(r *web.Request) (web.Answer, error) {
	if _, err := h.Companies.RefuseOwner(r.Context(), r.Actor, r.Param("id"), r.T("recovery.objection")); err != nil {
		return nil, err
	}
	return web.SeeOther("/company/members", web.Done(r.T("recovery.refused_done"))), nil
}

func sampleRecovery() company.Recovery {
	rec := company.Recovery{CompanyName: "Plejehjemmet Strandlyst", CVR: "99999926", PersonID: "p2", PersonName: "Jonas Falk", Text: "Jeg er souschef. Lis Bech er gået på pension, og ingen andre kan give roller.", AskedAt: sampleDay.Time()}
	rec.ID = "rcv_1"
	return rec
}

var recoverPage = view.New("pages/company/recover", func(t *i18n.Texts) []view.Sample[recoverModel] {
	wrong := form.Of(nil)
	wrong.Fail("text", "required")
	return []view.Sample[recoverModel]{
		{Name: "empty", Model: newRecover(t, "Plejehjemmet Strandlyst", 0, company.Recovery{}, form.Of(nil))},
		{Name: "errors", Model: newRecover(t, "Plejehjemmet Strandlyst", 1, company.Recovery{}, wrong)},
		{Name: "waits", Model: newRecover(t, "Plejehjemmet Strandlyst", 1, sampleRecovery(), form.Of(nil))},
	}
})

var recoveriesPage = view.New("pages/company/recoveries", func(t *i18n.Texts) []view.Sample[recoveriesModel] {
	refused := sampleRecovery()
	refused.Answer = &company.Answer{By: "Karen Bay", At: sampleDay.Time()}
	return []view.Sample[recoveriesModel]{{Name: "empty", Model: newRecoveries(t, nil)}, {Name: "typical", Model: newRecoveries(t, []company.Recovery{sampleRecovery(), refused})}}
})

var recoveryPage = view.New("pages/company/recovery", func(t *i18n.Texts) []view.Sample[recoveryModel] {
	owners := []access.Grant{{PersonID: "p1", PersonName: "Lis Bech"}}
	owners[0].ID = "grt_1"
	wrong := form.Of(nil).Set("number", "20 20 20 20")
	wrong.Fail("number", "not_registers_number")
	wrong.Fail("whom", "required")
	given := sampleRecovery()
	given.Call, given.Answer = &company.Call{Whom: "Hanne Gram", Number: "54 00 00 02"}, &company.Answer{Given: true, By: "Karen Bay", At: sampleDay.Time()}
	return []view.Sample[recoveryModel]{
		{Name: "waits", Model: newRecovery(t, sampleRecovery(), owners, "54000002", form.Of(nil))},
		{Name: "no-number", Model: newRecovery(t, sampleRecovery(), nil, "", form.Of(nil))},
		{Name: "errors", Model: newRecovery(t, sampleRecovery(), owners, "54000002", wrong)},
		{Name: "confirmed", Model: newRecovery(t, given, nil, "54000002", form.Of(nil))},
	}
})
