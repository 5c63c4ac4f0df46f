package grantweb

import (
	"net/url"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{grantsPage, rulesPage, schemeRegion, meterRegion, questionsRegion, compareRegion, netRegion, costsRegion, savedRegion}
}

// sampleDay is the day the samples are set on.
var sampleDay = caldate.MustParse("2026-09-21")

// samplePage is a page of a bakery with 10 employees. Rules that do not load
// give a page without schemes, and the tests of package grant say why.
func samplePage(t *i18n.Texts, query url.Values, f firm) *page {
	rules, err := grant.Load()
	if err != nil {
		rules = &grant.Rules{}
	}
	return &page{Texts: t, today: sampleDay, rules: rules, form: form.Of(query), action: "/grants", applies: "/applications", firm: f}
}

// sampleFirm has so many months of ten employees at every place.
func sampleFirm(months int, names ...string) firm {
	var f firm
	for i, name := range names {
		p := place{pNumber: "100999999" + string(rune('1'+i)), name: name, staff: map[string]int{}}
		for _, month := range grant.Months(sampleDay, months) {
			p.staff[grant.MonthKey(month)] = 1000
		}
		f.places = append(f.places, p)
	}
	return f
}

// sampleAnswers is everything a firm can say about one person.
func sampleAnswers() url.Values {
	return url.Values{
		startField: {"28.09.2026"}, hoursField: {"20"}, strandField: {"both"}, targetField: {"kth_aktivitetsparat"}, monthsField: {"14"},
		"employer.sector": {"private"}, "employer.flags": {"none"}, "person.last_job.at": {"elsewhere"},
		"work.purpose": {"specific_skills"}, "work.contact_with_children": {"no"}, "work.wage.collective_or_usual": {"yes"},
		"work.wage.cost_hour_oere": {"210,50"}, "work.function": {"Pakke brød"}, "work.other_function": {"Køre ud med brød"},
		"person.qualifying_education": {"no"}, under18Field: {"no"},
	}
}

// blockedAnswers are those about somebody whose last job was with the firm.
func blockedAnswers() url.Values {
	blocked := sampleAnswers()
	blocked.Set("person.last_job.at", "workplace")
	blocked.Set("person.last_job.kind", "ordinary")
	blocked.Set(targetField, "dagpenge")
	return blocked
}

// nextYear is a start that no rules are known for.
func nextYear() url.Values { return url.Values{startField: {"04.01.2027"}, hoursField: {"8"}} }

// The page is long, so that it has few samples; what is special of one part of
// it is a sample of that part.
var grantsPage = view.New("pages/grant/grants", func(t *i18n.Texts) []view.Sample[pageModel] {
	about := placement.Placement{FirstName: "Amir", Agreement: placement.Agreement{
		PNumber: "1009999991", Start: caldate.MustParse("2026-09-28"), End: caldate.MustParse("2026-12-27"), Purpose: "skills",
		Tasks: []placement.Task{{ID: "t1", Title: "Pakke brød", Minutes: 480, Strand: placement.Praktik}},
		Steps: []placement.Step{{From: caldate.MustParse("2026-09-28"), Minutes: 480}},
	}}
	of := samplePage(t, nil, sampleFirm(ratioMonths, "Bageriet, Søndergade"))
	of.about, of.back, of.action = &about, "/placements/plc_1", "/placements/plc_1/grants"
	wrong := url.Values{startField: {"i morgen"}, hoursField: {"mange"}, "employer.flags": {"none", "strike"}, monthsField: {"snart"}}
	compared := sampleAnswers()
	compared[compareField] = []string{"virksomhedspraktik", "smaajob", "loentilskud_privat"}
	long := sampleFirm(ratioMonths, "Bageriet i Søndergade med butik, café, pakkeri og udbringning til hele det vestlige Lolland", "Butikken på havnen")
	return []view.Sample[pageModel]{
		{Name: "no-firm", Model: samplePage(t, nil, firm{}).model()},
		{Name: "typical", Model: samplePage(t, compared, sampleFirm(staffMonths, "Bageriet, Søndergade")).model()},
		{Name: "placement", Model: of.model()},
		{Name: "two-places-long", Model: samplePage(t, sampleAnswers(), long).model()},
		{Name: "errors", Model: samplePage(t, wrong, sampleFirm(ratioMonths, "Bageriet, Søndergade")).model()},
	}
})

var rulesPage = view.New("pages/grant/rules", func(t *i18n.Texts) []view.Sample[rulesModel] {
	rules, err := grant.Load()
	if err != nil {
		return nil
	}
	on := func(day string, today caldate.Date) rulesModel {
		return newRulesModel(t, rules, form.Of(url.Values{onField: {day}}), today)
	}
	return []view.Sample[rulesModel]{
		{Name: "typical", Model: on("21.09.2026", sampleDay)},
		{Name: "not-known", Model: on("01.01.2028", sampleDay)},
		{Name: "not-checked", Model: on("21.09.2026", sampleDay.AddMonths(24))},
		{Name: "errors", Model: on("i morgen", sampleDay)},
	}
})

// The page shows what schemes commonly look like; here are the other answers.
var schemeRegion = view.New("fragments/grant/scheme", func(t *i18n.Texts) []view.Sample[schemeModel] {
	of := func(name string, query url.Values, id string) view.Sample[schemeModel] {
		for _, g := range samplePage(t, query, sampleFirm(staffMonths, "Bageriet, Søndergade")).model().Groups {
			for _, s := range slices.Concat(g.Schemes, g.Rest) {
				if s.ID == id {
					return view.Sample[schemeModel]{Name: name, Model: s}
				}
			}
		}
		return view.Sample[schemeModel]{Name: name}
	}
	return []view.Sample[schemeModel]{
		of("typical", sampleAnswers(), "virksomhedspraktik"),
		of("not-now", blockedAnswers(), "virksomhedspraktik"),
		of("beside-dagpenge", blockedAnswers(), "smaajob"),
		of("own-questions", blockedAnswers(), "voksenlaerling"),
		of("rules-not-known", nextYear(), "virksomhedspraktik"),
		of("known-into-2027", nextYear(), "smaajob"),
	}
})

var compareRegion = view.New("fragments/grant/compare", func(t *i18n.Texts) []view.Sample[*compareModel] {
	with := func(ids ...string) *compareModel {
		query := sampleAnswers()
		query[compareField] = ids
		return samplePage(t, query, sampleFirm(staffMonths, "Bageriet, Søndergade")).model().Compare
	}
	return []view.Sample[*compareModel]{
		{Name: "one", Model: with("smaajob")},
		{Name: "two", Model: with("virksomhedspraktik", "loentilskud_privat")},
		{Name: "five", Model: with("virksomhedspraktik", "smaajob", "loentilskud_privat", "mentor", "igu")},
	}
})

var savedRegion = view.New("fragments/grant/saved", func(t *i18n.Texts) []view.Sample[savedModel] {
	p := samplePage(t, sampleAnswers(), sampleFirm(staffMonths, "Bageriet, Søndergade"))
	p.model()
	now := p.check()
	now.By, now.At = "Karen Holm", sampleDay.Time()
	same, changed, older := now, now, now
	changed.Verdicts = []placement.Verdict{{Scheme: "loentilskud_privat", Outcome: "maybe"}, {Scheme: "smaajob", Outcome: "yes"}}
	older.Rules = caldate.MustParse("2026-01-01")
	with := func(c placement.SupportCheck) savedModel {
		p := samplePage(t, sampleAnswers(), sampleFirm(staffMonths, "Bageriet, Søndergade"))
		p.saved = &c
		return p.model().Saved
	}
	return []view.Sample[savedModel]{{Name: "same", Model: with(same)}, {Name: "changed", Model: with(changed)}, {Name: "older-rules", Model: with(older)}}
})

var costsRegion = view.New("fragments/grant/costs", func(t *i18n.Texts) []view.Sample[costModel] {
	with := func(query url.Values) costModel {
		return samplePage(t, query, sampleFirm(staffMonths, "Bageriet, Søndergade")).model().Costs
	}
	later := sampleAnswers()
	later.Set(startField, "30.11.2026")
	later.Set(paidField, "10")
	later.Set(subsidyField, "loentilskud_privat")
	wage := sampleAnswers()
	wage.Del(costField)
	return []view.Sample[costModel]{
		{Name: "no-plan", Model: with(nil)}, {Name: "no-wage", Model: with(wage)}, {Name: "into-2027", Model: with(later)},
	}
})

var netRegion = view.New("fragments/grant/net", func(t *i18n.Texts) []view.Sample[*netModel] {
	fewer := sampleFirm(staffMonths, "Bageriet, Søndergade")
	fewer.places[0].staff["2026-08"] = 950
	return []view.Sample[*netModel]{
		{Name: "known", Model: samplePage(t, sampleAnswers(), sampleFirm(staffMonths, "Bageriet, Søndergade")).model().Net},
		{Name: "other-reading", Model: samplePage(t, sampleAnswers(), fewer).model().Net},
		{Name: "missing", Model: samplePage(t, nil, firm{}).model().Net},
	}
})

var meterRegion = view.New("fragments/grant/meter", func(t *i18n.Texts) []view.Sample[meterModel] {
	known := samplePage(t, sampleAnswers(), sampleFirm(staffMonths, "Bageriet, Søndergade")).model()
	empty := samplePage(t, nil, firm{}).model()
	first := samplePage(t, nil, sampleFirm(ratioMonths, "Bageriet, Søndergade")).model()
	later := samplePage(t, nextYear(), sampleFirm(ratioMonths, "Bageriet, Søndergade")).model()
	return []view.Sample[meterModel]{
		{Name: "known", Model: known.Meters[0]},
		{Name: "months-missing", Model: empty.Meters[0]},
		{Name: "month-missing", Model: first.Meters[0]},
		{Name: "rules-not-known", Model: later.Meters[0]},
	}
})

var questionsRegion = view.New("fragments/grant/questions", func(t *i18n.Texts) []view.Sample[form.Section] {
	m := samplePage(t, nil, sampleFirm(ratioMonths, "Bageriet, Søndergade")).model()
	blocked := samplePage(t, blockedAnswers(), sampleFirm(ratioMonths, "Bageriet, Søndergade")).model()
	return []view.Sample[form.Section]{
		{Name: "main", Model: m.Form.Main[0]}, {Name: "staff", Model: m.Form.Main[1]}, {Name: "last-job", Model: blocked.Form.More[0]},
	}
})
