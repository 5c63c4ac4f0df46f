package placementweb

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// pauseModel is the page that makes a pause.
type pauseModel struct {
	Name string
	Form form.Model
}

func (h Handlers) pause(r *web.Request) (web.Answer, error) { return h.showPause(r, form.Of(nil)) }

func (h Handlers) showPause(r *web.Request, f *form.Form) (web.Answer, error) {
	p, logged, err := h.withDays(r)
	if err != nil {
		return nil, err
	}
	if !p.CanPause(r.Today()) {
		return nil, fault.New(fault.Conflict, "course_over")
	}
	return web.Form(pausePage, r.T("pause.title"), f, newPause(r.Texts, p, logged, f)), nil
}

func newPause(t *i18n.Texts, p placement.Placement, logged []caldate.Date, f *form.Form) pauseModel {
	b := f.Build(t, "pause.field")
	m := pauseModel{Name: p.FirstName, Form: b.Model("/placements/"+p.ID+"/pause", "pause.submit",
		b.Field(form.Day, "from"), resumeField(t, f, b, logged), b.Optional(form.Area, "note"))}
	m.Form.Cancel = "/placements/" + p.ID
	return m
}

// resumeField asks for the first day back. When hours lie in the pause that f
// asks for, it names the last of their days.
func resumeField(t *i18n.Texts, f *form.Form, b form.Builder, logged []caldate.Date) form.Field {
	from, _ := caldate.Parse(f.Value("from"))
	resume, _ := caldate.Parse(f.Value("resume"))
	asked := placement.Pause{From: from, Resume: resume}
	within := slices.DeleteFunc(slices.Clone(logged), func(d caldate.Date) bool { return !asked.Holds(d) })
	return named(t, f, b.Field(form.Day, "resume"), "hours_in_pause", lastOf(within))
}

func (h Handlers) makePause(r *web.Request) (web.Answer, error) {
	f := r.Form()
	pause := placement.Pause{From: f.Date("from"), Resume: f.Date("resume"), Note: f.Text("note", form.Max(400))}
	p, logged, err := h.withDays(r)
	if err != nil {
		return nil, err
	}
	return h.act(r, f, h.showPause, r.T("pause.done", "day", r.Texts.Date(pause.Resume)), func() (placement.Placement, error) {
		return h.Placements.PauseCourse(r.Context(), r.Actor, p.ID, pause, logged)
	})
}

// resume moves the first day back of a pause.
func (h Handlers) resume(r *web.Request) (web.Answer, error) {
	f := r.Form()
	from, resume := f.Date("from"), f.Date("resume", form.Required)
	p, logged, err := h.withDays(r)
	if err != nil {
		return nil, err
	}
	again := func(r *web.Request, f *form.Form) (web.Answer, error) { return h.showWithDays(r, f, logged) }
	return h.act(r, f, again, r.T("pause.moved"), func() (placement.Placement, error) {
		return h.Placements.MovePause(r.Context(), r.Actor, p.ID, from, resume, logged)
	})
}

var pausePage = view.New("pages/placement/pause", func(t *i18n.Texts) []view.Sample[pauseModel] {
	p := samplePlacement(placement.Approved)
	wrong := form.Of(nil).Set("from", sampleDay.Add(-7).Danish()).Set("resume", sampleDay.Danish())
	wrong.Fail("from", "pause_overlaps")
	wrong.Fail("resume", "hours_in_pause")
	return []view.Sample[pauseModel]{
		{Name: "typical", Model: newPause(t, p, nil, form.Of(nil))},
		{Name: "errors", Model: newPause(t, p, []caldate.Date{sampleDay.Add(-3), sampleDay}, wrong)},
	}
})
