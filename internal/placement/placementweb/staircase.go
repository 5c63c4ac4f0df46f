package placementweb

import (
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/chart"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// staircaseModel is the plan of hours, how it would be, and how it was.
type staircaseModel struct {
	Name    string
	Back    string
	Ceiling string // what VITAS has granted, or "" without praktik
	Plan    planModel
	Preview planModel // of what is wished for; no rows when nothing is
	Save    form.Model
	Form    form.Model
	Earlier []planVersion // newest first
}

// planModel is a plan from this week on, as a picture and as a table.
type planModel struct {
	Both   bool // hours of both kinds are planned
	Drawn  bool // otherwise the picture is kept from who looks
	Notes  []string
	Rows   []planRow
	Wide   chart.Drawing
	Narrow chart.Drawing
}

type planRow struct {
	Week    string
	From    string
	Paid    string
	Praktik string
	All     string
}

// planVersion is a plan as it was made.
type planVersion struct {
	Heading string
	When    string
	Facts   []view.Fact
}

func (h Handlers) staircase(r *web.Request) (web.Answer, error) {
	return h.showStaircase(r, form.Of(nil), nil)
}

// showStaircase shows the plan with the form that changes it; wished is the
// course with the plan to look at before it is saved, or nil.
func (h Handlers) showStaircase(r *web.Request, f *form.Form, wished *placement.Placement) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.PlanHours, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if !p.CanPlan(r.Today()) {
		return nil, fault.New(fault.Conflict, "plan_not_now")
	}
	weeks, err := h.Hours.OfPlacement(r.Context(), r.Actor, p.ID)
	if err != nil {
		return nil, err
	}
	m := newStaircase(r.Texts, r.Actor, p, weeks, r.Today(), f)
	if wished != nil {
		m.preview(r.Texts, r.Actor, p, *wished, weeks, r.Today(), f)
	}
	return web.Form(staircasePage, r.T("staircase.title"), f, m), nil
}

func newStaircase(t *i18n.Texts, actor access.Actor, p placement.Placement, weeks []hours.Week, today caldate.Date, f *form.Form) staircaseModel {
	m := staircaseModel{Name: p.FirstName, Back: "/placements/" + p.ID, Plan: newPlan(t, actor, p, weeks, today), Form: planForm(t, p, today, f)}
	if p.Agreement.HasPraktik() {
		m.Ceiling = t.T("staircase.ceiling", "hours", t.Hours(p.GrantedOn(today)))
	}
	plans := p.Plans()
	for i := len(plans) - 1; i >= 0; i-- {
		v := planVersion{Heading: t.T("staircase.number", "n", i+1), When: t.T("staircase.agreed"), Facts: []view.Fact{{Label: t.T("staircase.hours"), Value: planText(t, p, plans[i])}}}
		if i > 0 {
			v.When = t.T("staircase.made", "move", t.T("staircase.moves."+string(plans[i].Move)), "who", t.Person(plans[i].By), "when", t.Moment(plans[i].At))
		}
		if plans[i].Tried != "" {
			v.Facts = append(v.Facts, view.Fact{Label: t.T("staircase.tried"), Value: plans[i].Tried})
		}
		if i+1 < len(plans) && plans[i+1].Happened != "" {
			v.Facts = append(v.Facts, view.Fact{Label: t.T("staircase.happened"), Value: plans[i+1].Happened})
		}
		m.Earlier = append(m.Earlier, v)
	}
	return m
}

// newPlan lays the plan out from this week on, with the picture of the whole
// course.
func newPlan(t *i18n.Texts, actor access.Actor, p placement.Placement, weeks []hours.Week, today caldate.Date) planModel {
	m := planModel{Drawn: !p.HidesHours(actor)}
	if m.Drawn {
		drawn := newChart(t, actor, p, weeks, today)
		m.Wide, m.Narrow = drawn.Wide, drawn.Narrow
	}
	for _, s := range p.StepsFrom(today.Week()) {
		m.Both = m.Both || s.Paid > 0 && s.Praktik > 0
		m.Rows = append(m.Rows, planRow{Week: t.T("week.short", "n", s.From.Week().Number()), From: t.Date(s.From), Paid: t.Hours(s.Paid), Praktik: t.Hours(s.Praktik), All: t.Hours(s.Minutes())})
	}
	return m
}

// planText tells a plan in a sentence: where it begins and where it leads.
func planText(t *i18n.Texts, p placement.Placement, v placement.Staircase) string {
	first, last := v.Steps[0], v.Steps[len(v.Steps)-1]
	if len(v.Steps) == 1 {
		return t.T("staircase.level", "hours", t.Hours(first.Minutes()), "from", t.Date(v.From))
	}
	return t.T("staircase.rising", "hours", t.Hours(first.Minutes()), "from", t.Date(v.From), "to", t.Hours(last.Minutes()), "top", t.Date(last.From))
}

// strandsOf are the kinds of hours that a course has tasks for, from today on.
func strandsOf(p placement.Placement, today caldate.Date) []placement.Strand {
	var list []placement.Strand
	if p.HasPraktikOn(today) {
		list = append(list, placement.Praktik)
	}
	for _, task := range p.Agreement.Tasks {
		if last, _ := p.TaskOn(task.ID, p.LastDay()); last.Strand == placement.Paid {
			return append(list, placement.Paid)
		}
	}
	return list
}

func planForm(t *i18n.Texts, p placement.Placement, today caldate.Date, f *form.Form) form.Model {
	var weeks []form.Option
	for _, w := range p.PlanWeeks(today) {
		weeks = append(weeks, form.Option{Value: w.Monday().String(), Label: t.T("staircase.week", "n", w.Number(), "from", t.Date(w.Monday()), "hours", t.Hours(p.StepIn(w).Minutes()))})
	}
	b := f.Build(t, "staircase.field")
	fields := []form.Field{b.Choices(form.Radios, "move", "staircase.moves", placement.Moves()...), b.Options(form.Select, "from", weeks...)}
	for _, s := range strandsOf(p, today) {
		field := b.Field(form.Duration, placement.HoursField(s))
		if f.FaultOf(field.Name) == "over_granted" {
			field.Error = t.T("error.over_granted", "hours", t.Hours(p.GrantedOn(today)))
		}
		fields = append(fields, field)
	}
	m := b.Model("/placements/"+p.ID+"/staircase", "staircase.look", append(fields, b.Optional(form.Area, "happened"), b.Optional(form.Area, "tried"))...)
	m.Cancel = "/placements/" + p.ID
	return m
}

// preview shows what a wish makes of the plan, with a form that saves it.
func (m *staircaseModel) preview(t *i18n.Texts, actor access.Actor, p, wished placement.Placement, weeks []hours.Week, today caldate.Date, f *form.Form) {
	m.Preview = newPlan(t, actor, wished, weeks, today)
	from := wished.Staircases[len(wished.Staircases)-1].From.Week()
	before, after := p.StepIn(from), wished.StepIn(from)
	m.Preview.Notes = []string{t.T("staircase.changes", "from", t.Date(from.Monday()), "before", t.Hours(before.Minutes()), "after", t.Hours(after.Minutes()))}
	if before.Paid != after.Paid {
		m.Preview.Notes = append(m.Preview.Notes, t.T("staircase.paid_changes"))
	}
	f.Set("seen", strconv.Itoa(len(p.Staircases))).Set("sure", "yes")
	b := f.Build(t, "staircase.field")
	var fields []form.Field
	for _, name := range []string{"move", "from", placement.HoursField(placement.Praktik), placement.HoursField(placement.Paid), "happened", "tried", "seen", "sure"} {
		fields = append(fields, b.Field(form.Hidden, name))
	}
	m.Save = b.Model("/placements/"+p.ID+"/staircase", "staircase.save", fields...)
	m.Save.Cancel = "/placements/" + p.ID
}

// readPlan reads a wish; for staying where the plan is it needs no hours.
func readPlan(f *form.Form) placement.PlanChange {
	c := placement.PlanChange{Move: placement.Move(f.Choice("move", placement.Moves()...)), From: f.Date("from", form.Required), Happened: f.Text("happened", form.Max(400)), Tried: f.Text("tried", form.Max(400))}
	c.Praktik, c.Paid = f.Minutes(placement.HoursField(placement.Praktik)), f.Minutes(placement.HoursField(placement.Paid))
	return c
}

// changeStaircase shows what a wish makes of the plan, and saves it once that
// was seen.
func (h Handlers) changeStaircase(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.PlanHours, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	c := readPlan(f)
	if !f.Ticked("sure") {
		var wished placement.Placement
		err := f.Do(func() (err error) {
			wished, err = p.Replanned(c, r.Today())
			return err
		})
		switch {
		case err != nil:
			return nil, err
		case !f.OK():
			return h.showStaircase(r, f, nil)
		}
		return h.showStaircase(r, f, &wished)
	}
	c.Seen = f.Int("seen", 0, 1000)
	err = f.Do(func() error {
		_, err := h.Placements.ChangePlan(r.Context(), r.Actor, p.ID, c)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showStaircase(r, f, nil)
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T("staircase.saved"))), nil
}

var staircasePage = view.New("pages/placement/staircase", func(t *i18n.Texts) []view.Sample[staircaseModel] {
	p := samplePlacement(placement.Approved)
	lowered := loweredPlacement()
	paid := samplePlacement(placement.Approved)
	paid.Agreement.Tasks = paid.Agreement.Tasks[1:]
	wish := form.Of(nil).Set("move", "lower").Set("from", "2026-11-23").Set("praktik_minutes", "4").Set("paid_minutes", "2").Set("tried", "To korte dage.").Set("happened", "Tre dage var for meget.")
	wished, _ := p.Replanned(placement.PlanChange{Move: placement.Lower, From: caldate.MustParse("2026-11-23"), Paid: 120, Praktik: 240}, sampleDay)
	looked := newStaircase(t, sampleOwner, p, sampleWeeks(p), sampleDay, wish)
	looked.preview(t, sampleOwner, p, wished, sampleWeeks(p), sampleDay, wish)
	wrong := form.Of(nil).Set("move", "raise").Set("praktik_minutes", "20")
	wrong.Fail("from", "choose")
	wrong.Fail("praktik_minutes", "over_granted")
	return []view.Sample[staircaseModel]{
		{Name: "typical", Model: newStaircase(t, sampleOwner, p, sampleWeeks(p), sampleDay, form.Of(nil))},
		{Name: "versions", Model: newStaircase(t, sampleConsultant, lowered, sampleWeeks(lowered), sampleDay, form.Of(nil))},
		{Name: "paid-only", Model: newStaircase(t, sampleOwner, paid, nil, sampleDay, form.Of(nil))},
		{Name: "preview", Model: looked},
		{Name: "errors", Model: newStaircase(t, sampleOwner, p, sampleWeeks(p), sampleDay, wrong)},
	}
})

// loweredPlacement went up once and down again.
func loweredPlacement() placement.Placement {
	p := samplePlacement(placement.Approved)
	p.Staircases = []placement.Staircase{
		{From: caldate.MustParse("2026-11-02"), Move: placement.Raise, By: "Karen Holm", At: sampleDay.Time().AddDate(0, 0, -20), Tried: "Tre dage fra kl. 8 til 11.",
			Steps: []placement.PlanStep{{From: caldate.MustParse("2026-11-02"), Paid: 180, Praktik: 360}, {From: caldate.MustParse("2026-11-30"), Paid: 200, Praktik: 400}}},
		{From: caldate.MustParse("2026-11-16"), Move: placement.Lower, By: "", At: sampleDay.Time().AddDate(0, 0, -5), Tried: "To dage, med en pause midt på formiddagen.", Happened: "Den tredje dag blev for meget.",
			Steps: []placement.PlanStep{{From: caldate.MustParse("2026-11-16"), Paid: 120, Praktik: 240}}},
	}
	return p
}

var planRegion = view.New("fragments/placement/plan", func(t *i18n.Texts) []view.Sample[planModel] {
	p := samplePlacement(placement.Approved)
	return []view.Sample[planModel]{{Name: "typical", Model: newPlan(t, sampleOwner, p, sampleWeeks(p), sampleDay)}}
})
