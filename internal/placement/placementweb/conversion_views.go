package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/worktime"
)

var conversionPage = view.New("pages/placement/conversion", func(t *i18n.Texts) []view.Sample[proposeModel] {
	wrong := form.Of(nil).Set("from", "2026-11-23").Set("minutes", "12")
	wrong.Fail("tasks", "choose")
	wrong.Fail("minutes", "over_praktik")
	wrong.Fail("kind", "choose")
	return []view.Sample[proposeModel]{
		{Name: "typical", Model: newPropose(t, climbedPlacement(), sampleDay, form.Of(nil))},
		{Name: "errors", Model: newPropose(t, climbedPlacement(), sampleDay, wrong)},
	}
})

var conversionsRegion = view.New("fragments/placement/conversions", func(t *i18n.Texts) []view.Sample[[]conversionModel] {
	wrong := form.Of(nil)
	wrong.Fail("reason", "choose")
	unanswered := form.Of(nil)
	unanswered.Fail("answer", "choose")
	unanswered.Fail("helped", "choose")
	model := func(actor access.Actor, f *form.Form, change func(*placement.Conversion)) []conversionModel {
		p := convertedPlacement(change)
		return newConversions(t, actor, p, sampleLaw(), sampleDay, f)
	}
	tick := &placement.Tick{By: "Karen Holm", At: sampleDay.Time()}
	both := func(c *placement.Conversion) { c.Company, c.Candidate = tick, tick }
	return []view.Sample[[]conversionModel]{
		{Name: "proposed", Model: model(sampleOwner, form.Of(nil), func(*placement.Conversion) {})},
		{Name: "errors", Model: model(sampleOwner, wrong, func(*placement.Conversion) {})},
		{Name: "candidate", Model: model(sampleConsultant, unanswered, func(c *placement.Conversion) { c.Company = tick })},
		{Name: "to-inform", Model: model(sampleConsultant, form.Of(nil), both)},
		{Name: "informed", Model: model(sampleMentor, form.Of(nil), func(c *placement.Conversion) { both(c); c.Informed = tick })},
		{Name: "active", Model: model(sampleOwner, form.Of(nil), func(c *placement.Conversion) { both(c); c.Informed, c.From = tick, caldate.MustParse("2026-11-02") })},
		{Name: "declined", Model: model(sampleOwner, form.Of(nil), func(c *placement.Conversion) {
			c.Declined = &placement.Decline{Party: placement.TheCompany, Reason: "next_budget_year", On: caldate.MustParse("2027-01-04")}
		})},
		{Name: "lapsed", Model: model(sampleOwner, form.Of(nil), func(c *placement.Conversion) { c.From = caldate.MustParse("2026-11-02") })},
	}
})

// convertedPlacement has a proposal of paid hours for the task that is learnt.
func convertedPlacement(change func(*placement.Conversion)) placement.Placement {
	p := climbedPlacement()
	c := placement.Conversion{ID: "cnv_1", TaskIDs: []string{"t1"}, From: caldate.MustParse("2026-11-30"), MinutesAWeek: 240, Kind: placement.SmallJob,
		Proposed: placement.Tick{By: "Bo Lindtner", At: sampleDay.Time()}}
	change(&c)
	p.Conversions = []placement.Conversion{c}
	return p
}

// sampleLaw are the rules that the samples are held up against.
func sampleLaw() *worktime.Rules {
	rules, err := worktime.Load()
	if err != nil {
		panic(err) // the rules are part of the program
	}
	return rules
}
