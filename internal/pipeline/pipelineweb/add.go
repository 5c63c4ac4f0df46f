package pipelineweb

import (
	"net/url"

	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/web"
)

// addModel is where a coordinator follows a firm: first its number, then what is
// known of it.
type addModel struct {
	Note string // how the register answered, or ""
	Form form.Model
}

// begin asks for the number, and once it is there for the rest.
func (h Handlers) begin(r *web.Request) (web.Answer, error) {
	f := form.Of(r.QueryValues())
	number := f.Value("cvr")
	if number == "" {
		return web.Page(addPage, r.T("pipeline.new"), addModel{Form: numberForm(r.Texts, form.Of(nil))}), nil
	}
	if code := cvr.Check(number); code != "" {
		f.Fail("cvr", code)
		return web.Form(addPage, r.T("pipeline.new"), f, addModel{Form: numberForm(r.Texts, f)}), nil
	}
	details, err := h.Companies.LookUp(r.Context(), number)
	if err != nil {
		r.Log.Warn("the company register has no answer", "error", err)
	}
	note := r.T("invitation." + company.Answered(err))
	f.Set("name", details.Name).Set("contacted", r.Today().Danish()).Set("next", r.Today().Add(pipeline.NextCall).Danish())
	return web.Page(addPage, r.T("pipeline.new"), addModel{Note: note, Form: addForm(r.Texts, f)}), nil
}

// lookUp leads from the number to what the register says of it.
func (h Handlers) lookUp(r *web.Request) (web.Answer, error) {
	f := r.Form()
	if code := cvr.Check(f.Value("cvr")); code != "" {
		f.Fail("cvr", code)
		return web.Form(addPage, r.T("pipeline.new"), f, addModel{Form: numberForm(r.Texts, f)}), nil
	}
	return web.SeeOther(path+"/new?"+url.Values{"cvr": {f.Value("cvr")}}.Encode(), web.Notice{}), nil
}

func numberForm(t *i18n.Texts, f *form.Form) form.Model {
	b := f.Build(t, "pipeline.field")
	m := b.Model(path+"/new", "invitation.look_up", b.Field(form.Number, "cvr"))
	m.Cancel = path
	return m
}

func addForm(t *i18n.Texts, f *form.Form) form.Model {
	b := f.Build(t, "pipeline.field")
	m := b.Model(path, "pipeline.add.submit", b.Field(form.Number, "cvr"), b.Field(form.Line, "name"), b.Optional(form.Line, "phone"), b.Field(form.Day, "contacted"), b.Field(form.Day, "next"))
	m.Cancel = path
	return m
}

func (h Handlers) add(r *web.Request) (web.Answer, error) {
	f := r.Form()
	c := pipeline.Contact{
		CVR: f.Value("cvr"), Name: f.Text("name", form.Required, form.Max(120)), Phone: f.Text("phone", form.Max(30)),
		ContactedOn: f.Date("contacted"), NextOn: f.Date("next"),
	}
	var firm pipeline.Firm
	err := f.Do(func() (err error) {
		firm, err = h.Pipeline.Add(r.Context(), r.Actor, c)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return web.Form(addPage, r.T("pipeline.new"), f, addModel{Form: addForm(r.Texts, f)}), nil
	}
	return web.SeeOther(path+"/"+firm.ID, web.Done(r.T("pipeline.add.saved", "firm", firm.Name))), nil
}
