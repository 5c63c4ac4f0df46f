package grantweb

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/money"
	"fodfaeste/internal/placement"
)

// The fields of the form carry the names of the facts they ask for, so that a
// missing fact leads to its field. These are the ones that are always shown.
const (
	workplaceField = "employer.workplace_p_number"
	startField     = "work.start"
	hoursField     = "work.hours_per_week"
	strandField    = "work.strand"
	targetField    = "person.target"
	monthsField    = "person.benefit_months"
)

// notKnown is the honest answer to a question.
const notKnown = "unknown"

// question is one that is asked only when an answer turns on it.
type question struct {
	name   string // and path of the fact
	kind   form.Kind
	values []string
	set    func(*grant.Situation, *form.Form)
}

// yesNo asks about a fact that is true or false.
func yesNo(name string, fact func(*grant.Situation) **bool) question {
	return question{name, form.Select, []string{"yes", "no", notKnown}, func(s *grant.Situation, f *form.Form) {
		switch f.Value(name) {
		case "yes":
			*fact(s) = new(true)
		case "no":
			*fact(s) = new(false)
		}
	}}
}

// choice asks for one of several.
func choice(name string, fact func(*grant.Situation, string), values ...string) question {
	return question{name, form.Select, append(values, notKnown), func(s *grant.Situation, f *form.Form) {
		if v := chosen(f, name, values); v != "" {
			fact(s, v)
		}
	}}
}

// chosen reads one of the allowed values; "not known" and nothing give "".
func chosen(f *form.Form, name string, allowed []string) string {
	if v := f.Value(name); v == "" || v == notKnown {
		return ""
	}
	return f.Choice(name, allowed...)
}

// obstacles lists what can stand in a firm's way, after "none of these".
var obstacles = []grant.Flag{
	grant.Strike, grant.WorkSharing, grant.Distressed, grant.Recovery, grant.ExportAid, grant.PartnerOwned, grant.Distorts,
}

// questions lists them in the order they are asked.
func questions() []question {
	return []question{
		choice("employer.sector", func(s *grant.Situation, v string) { s.Employer.Sector = grant.Sector(v) }, "private", "public"),
		{"employer.flags", form.Checks, flagValues(), setFlags},
		choice("person.last_job.at", func(s *grant.Situation, v string) { s.Person.LastJob.At = v }, "workplace", "same_company_other_unit", "elsewhere", "none"),
		choice("person.last_job.kind", func(s *grant.Situation, v string) { s.Person.LastJob.Kind = v }, "ordinary", "small_job", "loentilskud", "fleksjob", "apprentice", "paid_internship"),
		yesNo("person.last_job.same_function", func(s *grant.Situation) **bool { return &s.Person.LastJob.SameFunction }),
		yesNo("person.agrees_same_function", func(s *grant.Situation) **bool { return &s.Person.AgreesSameFunction }),
		yesNo("person.employed", func(s *grant.Situation) **bool { return &s.Person.Employed }),
		yesNo("person.employed_here", func(s *grant.Situation) **bool { return &s.Person.EmployedHere }),
		yesNo("person.clearly_education_ready", func(s *grant.Situation) **bool { return &s.Person.ClearlyEducationReady }),
		yesNo("person.qualifying_education", func(s *grant.Situation) **bool { return &s.Person.QualifyingEducation }),
		yesNo("person.single_parent", func(s *grant.Situation) **bool { return &s.Person.SingleParent }),
		{"person.birth_date", form.Day, nil, func(s *grant.Situation, f *form.Form) { s.Person.BirthDate = f.Date("person.birth_date") }},
		{"person.target_granted_on", form.Day, nil, func(s *grant.Situation, f *form.Form) { s.Person.TargetGrantedOn = f.Date("person.target_granted_on") }},
		yesNo("person.work_experience", func(s *grant.Situation) **bool { return &s.Person.WorkExperience }),
		yesNo("person.long_unemployment", func(s *grant.Situation) **bool { return &s.Person.LongUnemployment }),
		choice("work.purpose", func(s *grant.Situation, v string) { s.Work.Purpose = v }, append(grant.Purposes(), "job_retention", "availability_test")...),
		{"work.function", form.Line, nil, func(s *grant.Situation, f *form.Form) { s.Work.Function = f.Text("work.function", form.Max(120)) }},
		{"work.other_function", form.Line, nil, func(s *grant.Situation, f *form.Form) {
			s.Work.OtherFunction = f.Text("work.other_function", form.Max(120))
		}},
		yesNo("work.contact_with_children", func(s *grant.Situation) **bool { return &s.Work.ContactWithChildren }),
		yesNo("work.boerneattest", func(s *grant.Situation) **bool { return &s.Work.Boerneattest }),
		yesNo("work.wage.collective_or_usual", func(s *grant.Situation) **bool { return &s.Work.Wage.CollectiveOrUsual }),
		{"work.wage.cost_hour_oere", form.Number, nil, setCost},
	}
}

func flagValues() []string {
	values := []string{"none"}
	for _, flag := range obstacles {
		values = append(values, string(flag))
	}
	return values
}

// setFlags: nothing ticked says nothing; "none of these" answers all.
func setFlags(s *grant.Situation, f *form.Form) {
	ticked := f.Choices("employer.flags", flagValues()...)
	for _, v := range ticked {
		switch {
		case v != "none":
			s.Employer.Flags = append(s.Employer.Flags, grant.Flag(v))
		case len(ticked) > 1:
			f.Fail("employer.flags", "grant_none_and_some")
		default:
			s.Employer.Flags = []grant.Flag{}
		}
	}
}

func setCost(s *grant.Situation, f *form.Form) {
	if n := f.Hundredths("work.wage.cost_hour_oere"); n >= 0 {
		s.Work.Wage.CostHour = new(money.Ore(n))
	}
}

// fillIn answers what is known already, where the address does not say
// something else.
func (p *page) fillIn() {
	if len(p.firm.places) == 0 {
		p.firm.places = []place{{pNumber: unnamed, name: p.T("grant.workplace")}}
	}
	if len(p.firm.places) == 1 {
		p.suggest(workplaceField, p.firm.places[0].pNumber)
	}
	if p.about != nil {
		p.fillFromPlacement(*p.about)
	}
	p.suggest(startField, p.today.Week().Add(2).Monday().Danish())
	p.start = p.form.Date(startField)
	for _, w := range p.firm.places {
		for _, month := range grant.Months(p.counted(), staffMonths) {
			if n, known := w.staff[grant.MonthKey(month)]; known {
				p.suggest(staffField(w.pNumber, month), decimalText(n))
			}
		}
		if w.pNumber != unnamed {
			p.suggest(placedField(w.pNumber), durationText(w.minutesOn(p.counted())))
		}
	}
}

// staffMonths is how many months any rule looks back.
const staffMonths = 12

// counted is the day whose months are counted: the start, or today while there
// is none.
func (p *page) counted() caldate.Date {
	if p.start.IsZero() {
		return p.today
	}
	return p.start
}

// suggest gives a field its first value.
func (p *page) suggest(name, value string) {
	if p.form.Values(name) == nil && value != "" {
		p.form.Set(name, value)
	}
}

// purposes are the contract's words for an agreement's purposes.
var purposes = map[string]string{
	"ordinary_hours": "ordinary_wage_hours", "skills": "specific_skills", "clarify_goal": "clarification_of_goal",
}

func (p *page) fillFromPlacement(about placement.Placement) {
	a := about.Agreement
	if slices.Contains(p.pNumbers(), a.PNumber) { // the firm may have closed the place since
		p.suggest(workplaceField, a.PNumber)
	}
	p.suggest(startField, a.Start.Danish())
	hours := a.Highest()
	if a.HasPraktik() {
		hours = a.PraktikOf(hours) // what VITAS is asked for, and what fills a place
	}
	p.suggest(hoursField, durationText(hours))
	p.suggest("work.purpose", purposes[a.Purpose])
	titles := map[placement.Strand]string{}
	for _, task := range a.Tasks {
		if titles[task.Strand] == "" {
			titles[task.Strand] = task.Title
		}
	}
	switch {
	case titles[placement.Praktik] != "" && titles[placement.Paid] != "":
		p.suggest(strandField, "both")
		p.suggest("work.function", titles[placement.Praktik])
		p.suggest("work.other_function", titles[placement.Paid])
	case titles[placement.Praktik] != "":
		p.suggest(strandField, string(placement.Praktik))
	default:
		p.suggest(strandField, string(placement.Paid))
	}
}

// strands lists the answers to "paid hours or praktik?".
func strands() []string {
	return []string{string(placement.Praktik), string(placement.Paid), "both", notKnown}
}

// situation reads the form as facts. What is left out stays unknown.
func (p *page) situation() grant.Situation {
	f, s := p.form, grant.Situation{}
	s.Work.Start = p.start
	s.Employer.WorkplacePNumber = chosen(f, workplaceField, p.pNumbers())
	if f.Value(hoursField) != "" {
		s.Work.HoursPerWeek = p.hours(hoursField)
	}
	if chosen(f, strandField, strands()) == "both" {
		s.Work.CombinedWith = []grant.SchemeID{grant.SmallJob, grant.Praktik}
	}
	s.Person.Target = grant.Target(chosen(f, targetField, targetValues(p.rules)))
	if n := f.Int(monthsField, 0, 600); f.Value(monthsField) != "" && f.FaultOf(monthsField) == "" {
		s.Person.BenefitMonths = new(decimal.NewFromInt(int64(n)))
	}
	for _, q := range questions() {
		q.set(&s, f)
	}
	noYoung := f.Value(under18Field) == "no"
	for _, w := range p.firm.places {
		s.Employer.Units = append(s.Employer.Units, p.unit(w, noYoung))
	}
	if about := p.about; about != nil && about.Agreement.Start == p.start {
		s.Work.End = about.Agreement.End
	}
	return s
}

// under18Field asks once for the whole firm; "yes" leaves the numbers unknown.
const under18Field = "employer.units.under_18_fte_by_month"

func (p *page) unit(w place, noYoung bool) grant.Unit {
	u := grant.Unit{PNumber: w.pNumber, Ordinary: map[string]decimal.Decimal{}}
	for _, month := range grant.Months(p.counted(), staffMonths) {
		if n := p.form.Hundredths(staffField(w.pNumber, month)); n >= 0 {
			u.Ordinary[grant.MonthKey(month)] = decimal.New(int64(n), -2)
		}
	}
	if noYoung {
		u.Under18 = map[string]decimal.Decimal{}
	}
	if name := placedField(w.pNumber); p.form.Value(name) != "" {
		// One entry for all of them, so that adding up hours rounds nothing.
		u.Placed = []grant.Placed{{Kind: string(grant.Praktik), HoursPerWeek: *p.hours(name)}}
	}
	return u
}

// hours reads a weekly time; a week has 168 hours.
func (p *page) hours(name string) *decimal.Decimal {
	minutes := p.form.Minutes(name)
	if name == hoursField && minutes > 168*60 {
		p.form.Fail(name, "out_of_range")
	}
	return new(hoursOf(minutes))
}

func (p *page) pNumbers() []string {
	var numbers []string
	for _, w := range p.firm.places {
		numbers = append(numbers, w.pNumber)
	}
	return numbers
}

// targetValues lists the target groups as choices.
func targetValues(rules *grant.Rules) []string {
	var values []string
	for _, t := range rules.Targets() {
		values = append(values, string(t))
	}
	return append(values, notKnown)
}

func staffField(pNumber string, month caldate.Date) string {
	return fmt.Sprintf("employer.units.%s.ordinary_fte_by_month.%s", pNumber, grant.MonthKey(month))
}

func placedField(pNumber string) string { return "employer.units." + pNumber + ".placed" }

// fieldOf names the field that asks for a missing fact.
func fieldOf(path grant.Path) string {
	name := strings.NewReplacer("[", ".", "]", "").Replace(string(path))
	if strings.HasSuffix(name, ".under_18_fte_by_month") {
		return under18Field
	}
	if name == "person.benefit_hours" { // the page asks for months; both count
		return monthsField
	}
	return name
}

// decimalText writes hundredths the way the field reads them.
func decimalText(hundredths int) string {
	whole := strconv.Itoa(hundredths / 100)
	if hundredths%100 == 0 {
		return whole
	}
	return whole + "," + strconv.Itoa(100 + hundredths%100)[1:]
}

// durationText writes minutes the way the field reads them.
func durationText(minutes int) string {
	if minutes%60 == 0 {
		return strconv.Itoa(minutes / 60)
	}
	return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
}
