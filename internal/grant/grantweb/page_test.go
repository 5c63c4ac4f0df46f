package grantweb

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
)

func danish(t *testing.T) *i18n.Texts {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.For(i18n.Danish)
}

// answered gives every answer with some changed; an empty one is left out.
func answered(changes map[string]string) url.Values {
	v := sampleAnswers()
	for name, value := range changes {
		if v.Del(name); value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// What a firm that has answered this and that is told about the three schemes
// most firms ask for.
var verdictCases = map[string]struct {
	query                   url.Values
	praktik, small, subsidy grant.Verdict
	says, saysNever         []string
}{
	"all known": {
		sampleAnswers(), grant.Likely, grant.Likely, grant.Likely,
		[]string{"96,27 kr.", "Højst 13 uger (til og med 27. december 2026)", "Kan forlænges til 26 uger", "Søg i VITAS"}, []string{"Satsen for den dato kendes ikke"},
	},
	"nothing known": {
		nil, grant.Maybe, grant.Maybe, grant.Maybe,
		[]string{"Hvad lever personen af i dag?", "Vi skriver intet tal, før vi ved mere."}, []string{"96,27"},
	},
	"reglerne fra 2027": {
		answered(map[string]string{startField: "01.01.2027"}), grant.Maybe, grant.Likely, grant.Maybe,
		[]string{"Reglerne fra 2027 er ikke kendt.", "reglerne fra 2027 er ikke kendt endnu"}, []string{"96,27", "pladser er i brug", "Højst 13 uger"},
	},
	"the last day of the rules": {
		answered(map[string]string{startField: "31.12.2026"}), grant.Maybe, grant.Likely, grant.Maybe,
		[]string{"Det rækker ind i 2027"}, nil,
	},
	"target group not known": {
		answered(map[string]string{targetField: notKnown}), grant.Maybe, grant.Likely, grant.Maybe,
		[]string{"Hvad lever personen af i dag?"}, []string{"96,27"},
	},
	"a public employer": {
		answered(map[string]string{"employer.sector": "public"}), grant.Likely, grant.Likely, grant.NotPossible,
		[]string{"Ordningen er kun for private arbejdsgivere.", "139,80 kr."}, []string{"96,27"},
	},
	"no room at the place": {
		answered(map[string]string{placedField("1009999991"): "74"}), grant.NotPossible, grant.Likely, grant.NotPossible,
		[]string{"I har 2 pladser (10 ansatte i gennemsnit), og med den her person bliver det 2,54.", "Det er for mange."}, nil,
	},
	"the same work on both strands": {
		answered(map[string]string{"work.other_function": "pakke brød"}), grant.NotPossible, grant.NotPossible, grant.NotPossible,
		[]string{"Løntimerne skal ligge i et andet arbejde end praktikken."}, nil,
	},
	"praktik alone": {
		answered(map[string]string{strandField: "praktik", "work.other_function": ""}), grant.Likely, grant.Likely, grant.Likely, nil, nil,
	},
	"the step is the municipality's": {
		answered(map[string]string{targetField: "jobafklaring", "person.employed": "no", "person.employed_here": "no"}), grant.Likely, grant.Likely, grant.Likely,
		[]string{"34,51 / 60,41 / 96,27 / 139,80 / 186,07"}, nil,
	},
	"an apprentice": {
		answered(map[string]string{
			"person.birth_date": "01.02.1990", "person.unskilled": "yes", "work.training.agreement": "yes", "employer.de_minimis_room": "yes",
			"work.training.wage_at_least_lowest_unskilled": "yes", "work.training.sosu_adult_pay": "no", "work.training.other_public_support": "no",
		}), grant.Likely, grant.Likely, grant.Likely,
		[]string{"45,00 kr. for hver time i oplæring", "Så længe uddannelsen varer."}, nil,
	},
	"a refugee": {
		answered(map[string]string{
			"person.residence_basis": "refugee", "person.birth_date": "01.02.1990", "person.registered_since": "01.02.2022", "person.igu_before": "no",
			hoursField: "37", "work.igu.work_hours_avg_week": "25",
		}), grant.Likely, grant.Likely, grant.Likely,
		[]string{"10.000,00 kr. efter 6 måneder (28. marts 2027).", "I alt 40.000,00 kr."}, nil,
	},
	"a flex job": {
		answered(map[string]string{targetField: "fleksjobvisiteret", "person.employed_here": "no", "work.wage.monthly_oere": "15.600"}),
		grant.Likely, grant.Likely, grant.NotPossible,
		[]string{"får den ansatte 16.920,00 kr. om måneden fra kommunen", "Derefter fast, når personen er fyldt 40 år."}, nil,
	},
	"an employee who is ill": {
		answered(map[string]string{targetField: "ansat_syg", "work.sickness.wage_paid": "yes", "work.sickness.partial": "no", "work.sickness.absence_days": "31", "work.sickness.municipal_right": "yes"}),
		grant.NotPossible, grant.Likely, grant.NotPossible,
		[]string{"Højst 137,43 kr. for hver time den ansatte er væk, og højst 5.085,00 kr. om ugen."}, nil,
	},
}

func TestVerdictsOnThePage(t *testing.T) {
	texts := danish(t)
	for name, tt := range verdictCases {
		t.Run(name, func(t *testing.T) {
			p := samplePage(texts, tt.query, sampleFirm(staffMonths, "Bageriet"))
			m := p.model()
			if !p.form.OK() {
				t.Fatalf("the form has faults: %v", p.form.Wrong())
			}
			for id, want := range map[grant.SchemeID]grant.Verdict{grant.Praktik: tt.praktik, grant.SmallJob: tt.small, grant.WageSubsidy: tt.subsidy} {
				if !slices.Contains(schemesIn(m, want), string(id)) {
					t.Errorf("%s is not among the schemes that are %s", id, want)
				}
			}
			text := wordsOf(m)
			for _, want := range tt.says {
				if !strings.Contains(text, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			for _, never := range tt.saysNever {
				if strings.Contains(text, never) {
					t.Errorf("the page says %q", never)
				}
			}
		})
	}
}

// Every scheme stands on the page once, whatever is known.
func TestEverySchemeIsThere(t *testing.T) {
	texts := danish(t)
	for name, tt := range verdictCases {
		m := samplePage(texts, maps.Clone(tt.query), sampleFirm(staffMonths, "Bageriet")).model()
		var ids []string
		for _, v := range []grant.Verdict{grant.Likely, grant.Maybe, grant.NotPossible} {
			ids = append(ids, schemesIn(m, v)...)
		}
		if slices.Sort(ids); len(slices.Compact(ids)) != len(samplePage(texts, nil, firm{}).rules.SchemeIDs()) {
			t.Errorf("%s: the page has %v", name, ids)
		}
	}
}

func schemesIn(m pageModel, verdict grant.Verdict) []string {
	var ids []string
	for _, g := range m.Groups {
		if g.ID == "verdict-"+string(verdict) {
			for _, s := range slices.Concat(g.Schemes, g.Rest) {
				ids = append(ids, s.ID)
			}
		}
	}
	return ids
}

// wordsOf is everything the answers and meters of a page say.
func wordsOf(m pageModel) string {
	var words []string
	for _, g := range m.Groups {
		for _, s := range slices.Concat(g.Schemes, g.Rest) {
			words = slices.Concat(words, s.Why, s.Before, s.Steps, s.Notes, []string{s.Gives})
			for _, q := range s.Questions {
				words = append(words, q.Text)
			}
			for _, f := range s.Facts {
				words = append(words, f.Value)
			}
		}
	}
	for _, meter := range m.Meters {
		words = append(words, meter.Text, meter.After)
	}
	return strings.Join(words, "\n")
}

// Every question leads to a field that is on the page.
func TestQuestionsLeadToFields(t *testing.T) {
	texts := danish(t)
	queries := map[string]url.Values{"first visit": nil, "complete": sampleAnswers()}
	for field := range sampleAnswers() {
		queries["without "+field] = answered(map[string]string{field: ""})
	}
	for _, target := range samplePage(texts, nil, firm{}).rules.Targets() {
		queries["only "+string(target)] = url.Values{targetField: {string(target)}, "employer.sector": {"private"}, "person.last_job.at": {"workplace"}}
	}
	firms := map[string]firm{"one place": sampleFirm(staffMonths, "A"), "two places": sampleFirm(ratioMonths, "A", "B"), "no firm": {}}
	for firmName, f := range firms {
		for name, query := range queries {
			t.Run(firmName+"/"+name, func(t *testing.T) {
				m := samplePage(texts, maps.Clone(query), f).model()
				ids := idsOf(m.Form)
				for _, g := range m.Groups {
					for _, s := range slices.Concat(g.Schemes, g.Rest) {
						if strings.Contains(s.Short, "⟦") {
							t.Errorf("%s: a text is missing: %s", s.ID, s.Short)
						}
						for _, q := range s.Questions {
							if !ids[strings.TrimPrefix(q.Href, "#")] {
								t.Errorf("%s: %q leads to %s, which is not there", s.ID, q.Text, q.Href)
							}
						}
					}
				}
			})
		}
	}
}

func idsOf(m formModel) map[string]bool {
	ids := map[string]bool{}
	for _, section := range slices.Concat(m.Main, m.More, m.Older) {
		for _, f := range section.Fields {
			if f.Kind != form.Hidden && f.Kind != form.Checks {
				ids[f.ID] = true
			}
			for _, o := range f.Options {
				ids[o.ID] = true
			}
		}
	}
	return ids
}

func TestEveryCodeHasAText(t *testing.T) {
	texts := danish(t)
	has := func(key string) {
		if !texts.Has(key) {
			t.Errorf("%s has no text", key)
		}
	}
	for _, code := range grant.ReasonCodes() {
		has("grant.reason." + string(code))
	}
	for _, code := range grant.WarningCodes() {
		has("grant.warning." + string(code))
	}
	for _, q := range questions {
		has("grant.question." + string(q))
	}
	for _, target := range targetValues(samplePage(texts, nil, firm{}).rules) {
		has("grant.choice.target." + target)
	}
}

func TestFaultsOfTheForm(t *testing.T) {
	tests := map[string]struct{ name, value, code string }{
		"a start that is no date":          {startField, "snart", "date"},
		"hours that are none":              {hoursField, "mange", "duration"},
		"more hours than a week has":       {hoursField, "169", "out_of_range"},
		"months that are none":             {monthsField, "-1", "out_of_range"},
		"a group nobody knows":             {targetField, "studerende", "choice"},
		"a place that is not the firm's":   {workplaceField, "1000000000", "choice"},
		"employees that are none":          {"employer.units.1009999991.ordinary_fte_by_month.2026-08", "ti", "amount"},
		"a step nobody offered":            {"employer.flags", "bankrupt", "choice"},
		"a birthday that does not exist":   {"person.birth_date", "31.02.1980", "date"},
		"a birthday to come":               {"person.birth_date", "01.01.2090", "after_today"},
		"a yes that is neither":            {"person.disability", "maybe", "choice"},
		"an insurance nobody has":          {"person.insured", "bogus", "choice"},
		"under 18, neither":                {under18Field, "bogus", "choice"},
		"an hour that costs nothing":       {costField, "0", "grant_hour_cost"},
		"an hour that costs a month":       {costField, "15.600", "grant_hour_cost"},
		"paid hours that are none":         {paidField, "abc", "duration"},
		"more paid hours than anybody has": {paidField, "100", "out_of_range"},
		"months without end":               {lengthField, "99", "out_of_range"},
		"a wage cost that is not a number": {"work.wage.cost_hour_oere", "dyrt", "amount"},
	}
	texts := danish(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := samplePage(texts, answered(map[string]string{tt.name: tt.value}), sampleFirm(staffMonths, "Bageriet"))
			m := p.model()
			if got := p.form.FaultOf(tt.name); got != tt.code {
				t.Errorf("got %q, want %q", got, tt.code)
			}
			if len(m.Form.Summary.Lines) != 1 {
				t.Errorf("the summary has %d lines, want 1", len(m.Form.Summary.Lines))
			}
		})
	}
}

func TestNoneOfThemAndSome(t *testing.T) {
	query := sampleAnswers()
	query["employer.flags"] = []string{"none", "strike"}
	p := samplePage(danish(t), query, sampleFirm(staffMonths, "Bageriet"))
	p.model()
	if got := p.form.FaultOf("employer.flags"); got != "grant_none_and_some" {
		t.Errorf("got %q", got)
	}
}

func TestPlacementFillsIn(t *testing.T) {
	task := func(title string, minutes int, strand placement.Strand) placement.Task {
		return placement.Task{Title: title, Minutes: minutes, Strand: strand}
	}
	tests := map[string]struct {
		tasks []placement.Task
		want  map[string]string
	}{
		"praktik":    {[]placement.Task{task("Pakke", 300, placement.Praktik)}, map[string]string{strandField: "praktik", "work.function": "", hoursField: "7,5"}},
		"paid hours": {[]placement.Task{task("Pakke", 300, placement.Paid)}, map[string]string{strandField: "paid", hoursField: "7,5"}},
		"both": {[]placement.Task{task("Pakke", 300, placement.Praktik), task("Køre", 150, placement.Paid)},
			map[string]string{strandField: "both", hoursField: "5", "work.function": "Pakke", "work.other_function": "Køre"}},
	}
	texts := danish(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			about := placement.Placement{Agreement: placement.Agreement{
				PNumber: "1009999991", Start: caldate.MustParse("2026-09-28"), Purpose: "clarify_goal", Tasks: tt.tasks,
				Steps: []placement.Step{{Minutes: 240}, {Minutes: 450}},
			}}
			p := samplePage(texts, nil, sampleFirm(staffMonths, "Bageriet", "Butikken"))
			p.about = &about
			p.fillIn()
			for field, want := range map[string]string{
				workplaceField: "1009999991", startField: "28.09.2026", "work.purpose": "clarification_of_goal",
			} {
				if got := p.form.Value(field); got != want {
					t.Errorf("%s: got %q, want %q", field, got, want)
				}
			}
			for field, want := range tt.want {
				if got := p.form.Value(field); got != want {
					t.Errorf("%s: got %q, want %q", field, got, want)
				}
			}
		})
	}
}

// The address goes before what the portal knows, also an emptied field.
func TestAnswersGoBeforeWhatIsKnown(t *testing.T) {
	field := staffField("1009999991", caldate.MustParse("2026-08-01"))
	for _, value := range []string{"3", ""} {
		p := samplePage(danish(t), url.Values{field: {value}}, sampleFirm(staffMonths, "Bageriet"))
		p.fillIn()
		if got := p.form.Value(field); got != value {
			t.Errorf("got %q, want %q", got, value)
		}
	}
}

func TestPlacedNow(t *testing.T) {
	on := func(change func(*placement.Placement)) placement.Placement {
		p := placement.Placement{SentAt: sampleDay.Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{},
			Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"}, Agreement: placement.Agreement{
				PNumber: "1009999991", Start: caldate.MustParse("2026-09-01"), End: caldate.MustParse("2026-11-30"),
				Tasks: []placement.Task{{Minutes: 400, Strand: placement.Praktik}}, Steps: []placement.Step{{Minutes: 300}, {Minutes: 600}},
			}}
		change(&p)
		return p
	}
	tests := map[string]struct {
		change func(*placement.Placement)
		want   int
	}{
		"runs":                 {func(*placement.Placement) {}, 600},
		"not approved yet":     {func(p *placement.Placement) { p.Vitas.State = "sent" }, 0},
		"ends on the day":      {func(p *placement.Placement) { p.Agreement.End = sampleDay }, 600},
		"ended the day before": {func(p *placement.Placement) { p.Agreement.End = sampleDay.Add(-1) }, 0},
		"begins the day after": {func(p *placement.Placement) { p.Agreement.Start = sampleDay.Add(1) }, 0},
		"at another place":     {func(p *placement.Placement) { p.Agreement.PNumber = "1009999992" }, 0},
		"a third of it is paid": {func(p *placement.Placement) {
			p.Agreement.Tasks = append(p.Agreement.Tasks, placement.Task{Minutes: 200, Strand: placement.Paid})
		}, 400},
		"all of it is paid":          {func(p *placement.Placement) { p.Agreement.Tasks[0].Strand = placement.Paid }, 0},
		"an agreement without tasks": {func(p *placement.Placement) { p.Agreement.Tasks = nil }, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := company.Company{Details: company.Details{Workplaces: []company.Workplace{{PNumber: "1009999991", Name: "Bageriet"}}}}
			f := factsOf(c, []placement.Placement{on(tt.change)})
			if got := f.places[0].minutesOn(sampleDay); got != tt.want {
				t.Errorf("got %d minutes, want %d", got, tt.want)
			}
		})
	}
}

// Two halves that are no whole number of hours add up to exactly one place.
func TestMinutesFillAPlaceExactly(t *testing.T) {
	query := answered(map[string]string{hoursField: "12:40", placedField("1009999991"): "24:20"})
	f := sampleFirm(staffMonths, "Bageriet")
	for month := range f.places[0].staff {
		f.places[0].staff[month] = 900
	}
	m := samplePage(danish(t), query, f).model()
	if want := "Med den her person bliver det 1 af 1. Der er plads."; m.Meters[0].After != want {
		t.Errorf("got %q, want %q", m.Meters[0].After, want)
	}
}

// What is told about a person never stands in an address.
func TestSharedAddress(t *testing.T) {
	query := answered(map[string]string{"person.disability": "yes", "work.aid.context": "ordinary", "work.sickness.partial": "no"})
	share := samplePage(danish(t), query, sampleFirm(staffMonths, "Bageriet")).model().Share
	for _, name := range []string{"person.", "work.aid", "work.sickness", "work.function"} {
		if strings.Contains(share, name) {
			t.Errorf("%s stands in %s", name, share)
		}
	}
	for _, name := range []string{"work.start=28.09.2026", "employer.sector=private", "work.hours_per_week=20"} {
		if !strings.Contains(share, name) {
			t.Errorf("%s is missing in %s", name, share)
		}
	}
}
