package pipelineweb

import (
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/web"
)

// handoverModel is who sees to one's firms during a holiday, and giving them all
// to somebody else.
type handoverModel struct {
	Alone   bool   // there is no colleague
	Running string // what is agreed, or ""
	Away    form.Model
	All     form.Model
	History []auditweb.Line // of who stood in
}

func (h Handlers) handover(r *web.Request) (web.Answer, error) {
	return h.showHandover(r, form.Of(nil))
}

func (h Handlers) showHandover(r *web.Request, f *form.Form) (web.Answer, error) {
	colleagues, err := h.Pipeline.Colleagues(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	d, err := h.Pipeline.Deputy(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newHandover(r.Texts, colleagues, f)
	m.show(r.Texts, d, r.Today())
	return web.Form(handoverPage, r.T("pipeline.handover"), f, m), nil
}

func newHandover(t *i18n.Texts, colleagues []pipeline.Person, f *form.Form) handoverModel {
	b := f.Build(t, "pipeline.field")
	return handoverModel{
		Alone: len(colleagues) == 0,
		Away:  b.Model(path+"/deputy", "pipeline.away.submit", b.Options(form.Select, "colleague", options(t, colleagues)...), b.Field(form.Day, "from"), b.Field(form.Day, "until")),
		All:   b.Model(path+"/handover", "pipeline.all.submit", b.Options(form.Select, "to", options(t, colleagues)...), b.Optional(form.Area, "why"), lookedAt(f, "why")),
	}
}

// show says who stands in, or will, and who did.
func (m *handoverModel) show(t *i18n.Texts, d pipeline.Deputy, today caldate.Date) {
	if d.ID != "" && !d.Until.Before(today) {
		m.Running = awayText(t, "pipeline.away.running", d)
	}
	m.History = auditweb.History(t, d.Events)
}

func awayText(t *i18n.Texts, key string, d pipeline.Deputy) string {
	return t.T(key, "who", t.Person(d.Colleague.Name), "days", t.Span(d.From, d.Until))
}

func (h Handlers) deputise(r *web.Request) (web.Answer, error) {
	f := r.Form()
	from, until := f.Date("from"), f.Date("until")
	var d pipeline.Deputy
	err := f.Do(func() (err error) {
		d, err = h.Pipeline.Deputise(r.Context(), r.Actor, f.Value("colleague"), from, until)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showHandover(r, f)
	}
	return web.SeeOther(path+"/handover", web.Done(awayText(r.Texts, "pipeline.away.saved", d))), nil
}

func (h Handlers) endDeputy(r *web.Request) (web.Answer, error) {
	if err := h.Pipeline.EndDeputy(r.Context(), r.Actor); err != nil {
		return nil, err
	}
	return web.SeeOther(path+"/handover", web.Done(r.T("pipeline.away.ended"))), nil
}

func (h Handlers) handOverAll(r *web.Request) (web.Answer, error) {
	f := r.Form()
	why := f.Text("why", form.Max(longestWhy))
	if askAgain(f, "why") {
		return h.showHandover(r, f)
	}
	given, to := 0, pipeline.Person{}
	err := f.Do(func() (err error) {
		given, to, err = h.Pipeline.HandOverAll(r.Context(), r.Actor, f.Value("to"), why)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showHandover(r, f)
	}
	return web.SeeOther(path+"/handover", web.Done(r.Texts.N("pipeline.all.done", given, "who", r.Texts.Person(to.Name)))), nil
}
