package companyweb

import (
	"strconv"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/web"
)

// maxWorkplaces is how many places of work the form takes.
const maxWorkplaces = 20

// formOfDetails fills the form with a firm's data.
func formOfDetails(d company.Details) *form.Form {
	f := form.Of(nil).Set("name", d.Name).Set("address", d.Address).Set("branch", d.Branch)
	rows := max(1, len(d.Workplaces))
	f.Set("rows", strconv.Itoa(rows))
	for i, w := range d.Workplaces {
		f.Set(company.WorkplaceField(i, "p_number"), w.PNumber).Set(company.WorkplaceField(i, "name"), w.Name)
		for _, e := range w.Employees {
			f.SetHundredths(company.WorkplaceField(i, e.Month.String()), e.Counted())
		}
	}
	return f
}

// addRow asks for one more place of work.
func addRow(f *form.Form) *form.Form {
	return f.Set("rows", strconv.Itoa(min(rows(f)+1, maxWorkplaces)))
}

func rows(f *form.Form) int {
	n, err := strconv.Atoi(f.Value("rows"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxWorkplaces)
}

// readDetails reads the form. A row without number and name is left out.
func readDetails(today caldate.Date, f *form.Form) company.Details {
	d := company.Details{
		Name: f.Text("name", form.Required, form.Max(120)), Address: f.Text("address", form.Required, form.Max(200)),
		Branch: f.Text("branch", form.Max(120)),
	}
	for i := range max(1, f.Compact("workplaces", rows(f), "p_number", "name")) {
		w := company.Workplace{PNumber: f.Text(company.WorkplaceField(i, "p_number")), Name: f.Text(company.WorkplaceField(i, "name"), form.Max(120))}
		reason := f.Text(company.WorkplaceField(i, "reason"), form.Max(200))
		for _, month := range company.Months(today) {
			if n := f.Hundredths(company.WorkplaceField(i, month.String())); n >= 0 {
				w.Employees = append(w.Employees, company.Headcount{Month: month, Hundredths: n, Correction: correction(n, reason)})
			}
		}
		d.Workplaces = append(d.Workplaces, w)
	}
	return d
}

// correction is a typed number with the reason for it, where one was given.
func correction(hundredths int, reason string) *company.Correction {
	if reason == "" {
		return nil
	}
	return &company.Correction{Hundredths: hundredths, Reason: reason}
}

// detailsForm shows the form of a firm's data; told is what the register has said
// of its employees.
func detailsForm(r *web.Request, f *form.Form, told company.Details, action, submit string) form.Model {
	return buildDetails(r.Texts, r.Today(), f, told, action, submit)
}

func buildDetails(t *i18n.Texts, today caldate.Date, f *form.Form, told company.Details, action, submit string) form.Model {
	b := f.Build(t, "company.field")
	f.Set("rows", strconv.Itoa(rows(f)))
	sections := []form.Section{{Fields: []form.Field{
		b.Field(form.Line, "name"), b.Field(form.Line, "address"), b.Optional(form.Line, "branch"), b.Field(form.Hidden, "rows"),
	}}}
	for i := range rows(f) {
		places := form.Section{
			Heading: t.T("company.workplace_number", "n", i+1), Note: t.T("company.employees_note"), Row: true,
			Fields: []form.Field{b.Field(form.Line, company.WorkplaceField(i, "name")), b.Field(form.Number, company.WorkplaceField(i, "p_number"))},
		}
		asks := false // the register told a number that can be corrected
		for _, month := range company.Months(today) {
			field := b.Field(form.Number, company.WorkplaceField(i, month.String()))
			field.Label = t.T("company.employees_in", "month", t.Month(month))
			if said, ok := told.RegisterSaid(f.Value(company.WorkplaceField(i, "p_number")), month); ok {
				field.Hint, asks = t.T("company.register_said", "n", employees(t, said)), true
			}
			places.Fields = append(places.Fields, field)
		}
		if reason := company.WorkplaceField(i, "reason"); asks || f.Value(reason) != "" || f.FaultOf(reason) != "" {
			places.Fields = append(places.Fields, b.Optional(form.Line, reason))
		}
		sections = append(sections, places)
	}
	m := b.Sections(action, submit, sections...)
	m.Add = t.T("company.add_workplace")
	return m
}

// employees writes a number of full-time persons.
func employees(t *i18n.Texts, hundredths int) string { return t.Decimal(float64(hundredths) / 100) }
