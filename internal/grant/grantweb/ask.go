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

// questions lists the facts that are asked for only when an answer turns on
// them, in the order they are asked. What each can be answered with follows
// from the rules.
var questions = []grant.Path{
	"employer.sector", flagsField, "employer.public_body", "employer.danish_cvr", "employer.de_minimis_room",
	"person.last_job.at", "person.last_job.kind", "person.last_job.running", "person.last_job.ended_on",
	"person.last_job.with_benefit", "person.last_job.same_function", "person.agrees_same_function",
	"person.employed", "person.employed_here", "person.clearly_education_ready", "person.qualifying_education",
	"person.single_parent", "person.birth_date", "person.target_granted_on", "person.work_experience", "person.long_unemployment",
	"person.insured", "person.benefit_ends_on", "person.benefit_month_oere", "person.supports_children", "person.on_ledighedsydelse",
	"person.disability", "person.impairment_permanent_substantial",
	"person.unskilled", "person.education_unused_years", "person.education.months", "person.education.finished_on",
	"person.education.unemployment_fund_access", "person.education.experience_in_field",
	"person.residence_basis", "person.registered_since", "person.igu_before",
	"person.fleks.years_to_pension", "person.fleks.social_chapter_months", "person.fleks.acute_and_futile",
	"person.frikort.issued", "person.frikort.earned_this_year_oere", "person.years_to_early_retirement",
	"work.purpose", "work.function", "work.other_function", "work.contact_with_children", "work.boerneattest",
	"work.wage.collective_or_usual", "work.wage.cost_hour_oere", "work.rate_step", "work.in_field",
	"work.wage.monthly_oere", "work.wage.full_time_monthly_oere",
	"work.training.agreement", "work.training.positive_list", "work.training.wage_at_least_lowest_unskilled",
	"work.training.sosu_adult_pay", "work.training.other_public_support", "work.igu.work_hours_avg_week",
	"work.egu.signed_on", "work.egu.completed", "work.egu.weeks_before_break", "work.egu.switched_to_education", "work.egu.days",
	"work.mentor.beyond_normal", "work.mentor.decisive", "work.mentor.freed_from_own_work",
	"work.assistance.person_performs_core_tasks", "work.assistance.not_general_help", "work.assistance.person_approves",
	"work.aid.context", "work.aid.decisive", "work.aid.beyond_employer_duty", "work.aid.usual_here", "work.aid.other_law_sufficient",
	"work.course.beyond_employer_training", "work.course.with_wage_subsidy", "work.course.decisive_for_fleksjob",
	"work.sickness.wage_paid", "work.sickness.partial", "work.sickness.absent_hours_per_week", "work.sickness.absence_days",
	"work.sickness.fleksjob", "work.sickness.section_56_approved", "work.sickness.small_employer_insurance",
	"work.sickness.employed_weeks", "work.sickness.hours_last_8_weeks", "work.sickness.municipal_right",
	"work.sickness.expected_absence_days_per_year", "work.sickness.treatment_decided_at_hiring", "work.sickness.days_paid_same_illness_12m",
	"work.partnership_agreement", "work.nytteindsats.beyond_normal_staffing", "work.nytteindsats.availability_test",
	"work.jobrotation.granted_on", "work.jobrotation.trainee_employed_months",
}

// flagsField asks for what can stand in a firm's way, all at once.
const flagsField = "employer.flags"

// obstacles lists what can stand in a firm's way, after "none of these".
var obstacles = []grant.Flag{
	grant.Strike, grant.WorkSharing, grant.Distressed, grant.Recovery, grant.ExportAid, grant.PartnerOwned, grant.Distorts,
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
	ticked := f.Choices(flagsField, flagValues()...)
	for _, v := range ticked {
		switch {
		case v != "none":
			s.Employer.Flags = append(s.Employer.Flags, grant.Flag(v))
		case len(ticked) > 1:
			f.Fail(flagsField, "grant_none_and_some")
		default:
			s.Employer.Flags = []grant.Flag{}
		}
	}
}

// questionField shows one of the questions.
func questionField(b form.Builder, path grant.Path) form.Field {
	name := string(path)
	if name == flagsField {
		return b.Choices(form.Checks, name, "grant.choice.employer_flags", flagValues()...)
	}
	fact, _ := grant.FactOf(path)
	switch fact.Kind {
	case grant.YesNo:
		return b.Choices(form.Select, name, "grant.choice.yes_no", "yes", "no", notKnown)
	case grant.Choice:
		return b.Choices(form.Select, name, "grant.choice."+strings.ReplaceAll(name, ".", "_"), append(slices.Clone(fact.Values), notKnown)...)
	case grant.Day:
		return b.Field(form.Day, name)
	case grant.Text:
		return b.Field(form.Line, name)
	}
	return b.Field(form.Number, name)
}

// tell reads the answer to one of the questions; nothing and "do not know"
// leave the fact unknown.
func (p *page) tell(s *grant.Situation, path grant.Path) {
	f, name := p.form, string(path)
	if name == flagsField {
		setFlags(s, f)
		return
	}
	fact, _ := grant.FactOf(path)
	answer := ""
	switch fact.Kind {
	case grant.YesNo:
		answer = chosen(f, name, []string{"yes", "no"})
	case grant.Choice:
		answer = chosen(f, name, fact.Values)
	case grant.Day:
		answer = p.dayIn(name)
	case grant.Text:
		answer = f.Text(name, form.Max(120))
	case grant.Whole:
		if n := f.Int(name, least(fact), most(fact)); f.Value(name) != "" && f.FaultOf(name) == "" {
			answer = strconv.Itoa(n)
		}
	case grant.Ore:
		answer = p.amountIn(name)
	default:
		if n := f.Hundredths(name); n >= 0 {
			answer = decimal.New(int64(n), -2).String()
		}
	}
	if answer == "" {
		return
	}
	if err := s.Tell(path, answer); err != nil { // the form has read it as what the fact takes
		panic(err)
	}
}

// amountIn reads an amount as øre. What an hour costs is kept within what an hour can cost,
// so that a monthly wage is not taken for one.
func (p *page) amountIn(name string) string {
	n := p.form.Hundredths(name)
	switch {
	case n < 0:
		return ""
	case name == costField && (n < leastHour || n > mostHour):
		p.form.Fail(name, "grant_hour_cost")
		return ""
	}
	return strconv.Itoa(n)
}

// leastHour and mostHour are what an hour can cost, in øre.
const leastHour, mostHour = 100, 200000

// dayIn reads a day; what has happened already is not after today.
func (p *page) dayIn(name string) string {
	d := p.form.Date(name)
	if past := name == "person.birth_date" || name == "person.registered_since"; past && d.After(p.today) {
		p.form.Fail(name, "after_today")
		return ""
	}
	return d.String()
}

// least and most are the limits of a whole number.
func least(fact grant.Fact) int { return limit(fact.Least, 0) }
func most(fact grant.Fact) int  { return limit(fact.Most, 10000) }

func limit(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return otherwise
}

// chosen reads one of the allowed values; "not known" and nothing give "".
func chosen(f *form.Form, name string, allowed []string) string {
	switch v := f.Value(name); {
	case v == "" || v == notKnown:
		return ""
	case slices.Contains(allowed, v):
		return v
	}
	f.Fail(name, "choice") // an address that somebody has changed
	return ""
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
	p.suggest(startField, p.soonestStart().Danish())
	p.start = p.form.Date(startField)
	for _, w := range p.firm.places {
		for _, month := range grant.Months(p.counted(), staffMonths) {
			if n, known := w.staff[grant.MonthKey(month)]; known {
				p.unlessTyped(staffField(w.pNumber, month), func(f *form.Form, name string) { f.SetHundredths(name, n) })
			}
		}
		if w.pNumber != unnamed {
			p.unlessTyped(placedField(w.pNumber), func(f *form.Form, name string) { f.SetMinutes(name, w.minutesOn(p.counted())) })
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

// soonestStart is the first Monday that leaves a working week to apply.
func (p *page) soonestStart() caldate.Date {
	week := p.today.Week().Add(1)
	for p.rules.ApplyBy(week.Monday(), p.today).Days < 5 {
		week = week.Add(1)
	}
	return week.Monday()
}

// suggest gives a field its first value.
func (p *page) suggest(name, value string) {
	if value != "" {
		p.unlessTyped(name, func(f *form.Form, name string) { f.Set(name, value) })
	}
}

// unlessTyped fills a field that nobody has typed into.
func (p *page) unlessTyped(name string, fill func(*form.Form, string)) {
	if p.form.Values(name) == nil {
		fill(p.form, name)
	}
}

// purposes are the rules' words for an agreement's purposes.
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
	p.unlessTyped(hoursField, func(f *form.Form, name string) { f.SetMinutes(name, hours) })
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
	s.AskedOn = p.today
	for _, path := range questions {
		p.tell(&s, path)
	}
	if p.about != nil || len(p.firm.places) > 0 && p.firm.places[0].pNumber != unnamed {
		s.Employer.DanishCVR = new(true) // every firm in the portal has one
	}
	noYoung := chosen(f, under18Field, []string{"yes", "no"}) == "no"
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
	u := grant.Unit{PNumber: w.pNumber, Ordinary: grant.ByMonth{}}
	for _, month := range grant.Months(p.counted(), staffMonths) {
		if n := p.form.Hundredths(staffField(w.pNumber, month)); n >= 0 {
			u.Ordinary[grant.MonthKey(month)] = decimal.New(int64(n), -2)
		}
	}
	if noYoung {
		u.Under18 = grant.ByMonth{}
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
