package grant

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// Path names a fact of a Situation by its json names, such as "work.start". A
// place of work is named by its P-number instead of its position, and a month
// by itself: employer.units[1000000001].ordinary_fte_by_month.2026-07.
type Path string

// Situation is everything that is known about a firm, a person and the work
// asked about. A fact that is not known is left out: nil, "" or the zero Date.
// An empty list says that there are none; a nil one says nothing.
type Situation struct {
	AskedOn  caldate.Date `json:"asked_on" must:"true"`
	Employer Employer     `json:"employer" must:"true"`
	Person   Person       `json:"person" must:"true"`
	Work     Work         `json:"work" must:"true"`
}

// Employer is the firm.
type Employer struct {
	Sector           Sector           `json:"sector" in:"private,public"`
	PublicFundingPct *decimal.Decimal `json:"public_funding_pct" limit:"0..100"` // from a half, a private employer counts as public
	PublicBody       string           `json:"public_body" in:"state,region,municipality,joint_municipal"`
	DanishCVR        *bool            `json:"danish_cvr"`
	Flags            []Flag           `json:"flags" in:"strike,work_sharing,distressed,recovery_order,export_aid,owned_by_partner,distorts_competition"`
	DeMinimisRoom    *bool            `json:"de_minimis_room"`
	WorkplacePNumber string           `json:"workplace_p_number" digits:"10"` // may be left out when there is one unit
	Units            []Unit           `json:"units"`
}

// Sector is the employer's own answer to "private or public?".
type Sector string

const (
	Private Sector = "private"
	Public  Sector = "public"
)

// Flag is one of the obstacles that a firm can have. The list is closed, so
// that an empty one answers all of them.
type Flag string

const (
	Strike       Flag = "strike"
	WorkSharing  Flag = "work_sharing"
	Distressed   Flag = "distressed"
	Recovery     Flag = "recovery_order"
	ExportAid    Flag = "export_aid"
	PartnerOwned Flag = "owned_by_partner"
	Distorts     Flag = "distorts_competition"
)

// ByMonth is a number of full-time persons by calendar month, written 2026-07.
type ByMonth map[string]decimal.Decimal

// Unit is a place of work with its staff as full-time persons per month. The
// first three maps are disjoint; the seasonal staff are a part of the ordinary.
type Unit struct {
	PNumber     string           `json:"p_number" must:"true" digits:"10"`
	Ordinary    ByMonth          `json:"ordinary_fte_by_month" limit:"0.."`   // 18 or more, without subsidy; a month not named is unknown
	Under18     ByMonth          `json:"under_18_fte_by_month" limit:"0.."`   // nil is unknown; a month not named is 0
	Subsidised  ByMonth          `json:"subsidised_fte_by_month" limit:"0.."` // never part of a count
	Seasonal    ByMonth          `json:"seasonal_fte_by_month" limit:"0.."`   // nil is none
	OrdinaryNow *decimal.Decimal `json:"ordinary_fte_now" limit:"0.."`
	Under18Now  *decimal.Decimal `json:"under_18_fte_now" limit:"0.."`
	Placed      []Placed         `json:"placed"` // nil is unknown, empty is nobody
}

// Placed is a person who is at a place of work on a scheme.
type Placed struct {
	Kind         string          `json:"kind" must:"true" in:"@placed"` // one of the kinds in data/general.yaml
	HoursPerWeek decimal.Decimal `json:"hours_per_week" must:"true" limit:"0.."`
	Target       Target          `json:"target" in:"@targets"`
	Until        caldate.Date    `json:"until"` // last day
}

// Target is a target group, mostly a number of LAB § 6; see data/targets.yaml.
type Target string

// The target groups that rules name one by one.
const (
	Dagpenge            Target = "dagpenge"
	UddannelsesparatU30 Target = "u30_uddannelsesparat"
	Sygedagpenge        Target = "sygedagpenge"
	Fleksjobvisiteret   Target = "fleksjobvisiteret"
	Foertidspension     Target = "foertidspension"
	IntroJobparat       Target = "intro_jobparat"
	Handicap            Target = "handicap"
	jobTrack            Target = "voksen_25_beskaeftiget"
	ownSick             Target = "ansat_syg"
)

// Person is the candidate.
type Person struct {
	Target                Target           `json:"target" in:"@targets"`
	Also                  []Target         `json:"also" in:"@targets"` // further groups; nil means none
	TargetGrantedOn       caldate.Date     `json:"target_granted_on"`
	ClearlyEducationReady *bool            `json:"clearly_education_ready"`
	BirthDate             caldate.Date     `json:"birth_date"`
	Age                   *int             `json:"age" limit:"0..120"` // whole years on the first day
	SingleParent          *bool            `json:"single_parent"`
	QualifyingEducation   *bool            `json:"qualifying_education"`
	Unskilled             *bool            `json:"unskilled"`
	EducationUnusedYears  *decimal.Decimal `json:"education_unused_years" limit:"0.."`
	BenefitMonths         *decimal.Decimal `json:"benefit_months" limit:"0.."`
	BenefitHours          *decimal.Decimal `json:"benefit_hours" limit:"0.."` // dagpenge only; goes before months
	Insured               string           `json:"insured" in:"full_time,part_time"`
	BenefitPeriods        []BenefitPeriod  `json:"benefit_periods"` // goes before months, not for dagpenge
	BenefitEndsOn         caldate.Date     `json:"benefit_ends_on"`
	BenefitMonth          *money.Ore       `json:"benefit_month_oere" limit:"0.."` // before tax
	SupportsChildren      *bool            `json:"supports_children"`
	OnLedighedsydelse     *bool            `json:"on_ledighedsydelse"`
	Employed              *bool            `json:"employed"`
	EmployedHere          *bool            `json:"employed_here"`
	WorkExperience        *bool            `json:"work_experience"`
	LongUnemployment      *bool            `json:"long_unemployment"`
	Disability            *bool            `json:"disability"`
	Impairment            *bool            `json:"impairment_permanent_substantial"`
	ResidenceBasis        string           `json:"residence_basis" in:"refugee,family_of_refugee,ukraine_act,other"`
	RegisteredSince       caldate.Date     `json:"registered_since"`
	IguBefore             *bool            `json:"igu_before"`
	Education             Education        `json:"education"`
	LastJob               LastJob          `json:"last_job"`
	AgreesSameFunction    *bool            `json:"agrees_same_function"`
	Fleks                 Fleks            `json:"fleks"`
	Frikort               Frikort          `json:"frikort"`
	YearsToRetirement     *decimal.Decimal `json:"years_to_early_retirement"` // from the end of dagpenge; below 0 when past
}

// BenefitPeriod is a time on benefit, both days included.
type BenefitPeriod struct {
	From caldate.Date `json:"from" must:"true"`
	To   caldate.Date `json:"to"` // zero while it runs
}

// Education is the one just finished.
type Education struct {
	Months                 *int         `json:"months" limit:"0.."`
	FinishedOn             caldate.Date `json:"finished_on"`
	UnemploymentFundAccess *bool        `json:"unemployment_fund_access"`
	ExperienceInField      *bool        `json:"experience_in_field"`
}

// LastJob is the person's most recent employment, running or ended.
type LastJob struct {
	At           string       `json:"at" in:"workplace,same_company_other_unit,elsewhere,none"`
	Kind         string       `json:"kind" in:"ordinary,small_job,loentilskud,fleksjob,apprentice,paid_internship"`
	EndedOn      caldate.Date `json:"ended_on"`
	Running      *bool        `json:"running"`
	SameFunction *bool        `json:"same_function"`
	WithBenefit  *bool        `json:"with_benefit"`
}

// Fleks is what matters when an own employee is to have a fleksjob.
type Fleks struct {
	YearsToPension      *decimal.Decimal `json:"years_to_pension" limit:"0.."`
	SocialChapterMonths *decimal.Decimal `json:"social_chapter_months" limit:"0.."`
	AcuteAndFutile      *bool            `json:"acute_and_futile"`
}

// Frikort is the person's social free card.
type Frikort struct {
	Issued         *bool      `json:"issued"`
	EarnedThisYear *money.Ore `json:"earned_this_year_oere" limit:"0.."`
}

// Work is the placement or job asked about.
type Work struct {
	Start                caldate.Date     `json:"start"`
	End                  caldate.Date     `json:"end"`
	HoursPerWeek         *decimal.Decimal `json:"hours_per_week" limit:"0..168"`
	FullTimeHours        *decimal.Decimal `json:"full_time_hours" limit:"1..48"` // nil means the ordinary full week
	Function             string           `json:"function"`
	OtherFunction        string           `json:"other_function"` // in the paid hours beside it
	Purpose              string           `json:"purpose" in:"ordinary_wage_hours,specific_skills,clarification_of_goal,job_retention,availability_test"`
	CombinedWith         []SchemeID       `json:"combined_with" in:"@schemes"` // nil means none
	Continuation         Continuation     `json:"continuation"`
	ContactWithChildren  *bool            `json:"contact_with_children"`
	Boerneattest         *bool            `json:"boerneattest"`
	InField              *bool            `json:"in_field"`
	Wage                 Wage             `json:"wage"`
	RateStep             int              `json:"rate_step" limit:"1..5"` // 0 is not known
	SpecialRate          *bool            `json:"special_rate"`
	PaidHours            []PaidHours      `json:"paid_hours"`
	Training             Training         `json:"training"`
	Igu                  Igu              `json:"igu"`
	Egu                  Egu              `json:"egu"`
	Mentor               Mentor           `json:"mentor"`
	Assistance           Assistance       `json:"assistance"`
	Aid                  Aid              `json:"aid"`
	Course               Course           `json:"course"`
	Sickness             Sickness         `json:"sickness"`
	PartnershipAgreement *bool            `json:"partnership_agreement"`
	Nytteindsats         Nytteindsats     `json:"nytteindsats"`
	Jobrotation          Jobrotation      `json:"jobrotation"`
}

// Continuation is an offer that goes on after the person changed target group
// (LAB § 55 stk. 3).
type Continuation struct {
	Scheme    SchemeID     `json:"scheme" must:"true" in:"virksomhedspraktik,loentilskud_privat,loentilskud_offentlig,nytteindsats"`
	StartedOn caldate.Date `json:"started_on" must:"true"`
}

// Wage is what is known about the pay.
type Wage struct {
	CollectiveOrUsual *bool      `json:"collective_or_usual"`
	CostHour          *money.Ore `json:"cost_hour_oere" limit:"0.."` // all of it: wage, holiday, employer pension, ATP
	CostFirstYear     *money.Ore `json:"cost_first_year_oere" limit:"0.."`
	Monthly           *money.Ore `json:"monthly_oere" limit:"0.."` // with both parts of the pension
	FullTimeMonthly   *money.Ore `json:"full_time_monthly_oere" limit:"0.."`
}

// PaidHours are hours for which wage was paid, in days that no rate divides.
type PaidHours struct {
	From   caldate.Date    `json:"from" must:"true"`
	To     caldate.Date    `json:"to" must:"true"`
	Hours  decimal.Decimal `json:"hours" must:"true" limit:"0.."`
	Refund *money.Ore      `json:"refund_oere" limit:"0.."` // public money for the same hours; on one day only
}

// Training is what matters for an adult apprentice.
type Training struct {
	Agreement           *bool `json:"agreement"`
	PositiveList        *bool `json:"positive_list"`
	SosuAdultPay        *bool `json:"sosu_adult_pay"`
	LowestUnskilledWage *bool `json:"wage_at_least_lowest_unskilled"`
	OtherPublicSupport  *bool `json:"other_public_support"`
}

// Igu is what matters for an integrationsgrunduddannelse.
type Igu struct {
	WorkHours *decimal.Decimal `json:"work_hours_avg_week" limit:"0.."` // without school
}

// Egu is what matters for the practice of an egu trainee.
type Egu struct {
	SignedOn   caldate.Date     `json:"signed_on"`
	Completed  *bool            `json:"completed"`
	Weeks      *decimal.Decimal `json:"weeks_before_break" limit:"0.."`
	ToAnother  *bool            `json:"switched_to_education"`
	DaysOfWork *int             `json:"days" limit:"0.."`
}

// Mentor is what matters for mentor support.
type Mentor struct {
	BeyondNormal *bool `json:"beyond_normal"`
	Decisive     *bool `json:"decisive"`
	Freed        *bool `json:"freed_from_own_work"`
}

// Assistance is what matters for personal assistance.
type Assistance struct {
	CoreTasks      *bool `json:"person_performs_core_tasks"`
	NotGeneralHelp *bool `json:"not_general_help"`
	Approves       *bool `json:"person_approves"`
}

// Aid is what matters for an aid or a small adaptation of the workplace.
type Aid struct {
	Context            string `json:"context" in:"ordinary,fleksjob,offer"`
	Decisive           *bool  `json:"decisive"`
	BeyondDuty         *bool  `json:"beyond_employer_duty"`
	UsualHere          *bool  `json:"usual_here"`
	OtherLawSufficient *bool  `json:"other_law_sufficient"`
}

// Course is what matters for a course at hiring.
type Course struct {
	BeyondTraining  *bool `json:"beyond_employer_training"`
	WithWageSubsidy *bool `json:"with_wage_subsidy"`
	Decisive        *bool `json:"decisive_for_fleksjob"`
}

// Sickness is the absence of an own employee.
type Sickness struct {
	EmployedWeeks     *decimal.Decimal `json:"employed_weeks" limit:"0.."`
	HoursLast8Weeks   *decimal.Decimal `json:"hours_last_8_weeks" limit:"0.."`
	MunicipalRight    *bool            `json:"municipal_right"`
	WagePaid          *bool            `json:"wage_paid"`
	Partial           *bool            `json:"partial"`
	AbsentHours       *decimal.Decimal `json:"absent_hours_per_week" limit:"0.."`
	AbsenceDays       *int             `json:"absence_days" limit:"0.."`
	Fleksjob          *bool            `json:"fleksjob"`
	Section56         *bool            `json:"section_56_approved"`
	Insurance         *bool            `json:"small_employer_insurance"`
	ExpectedDays      *decimal.Decimal `json:"expected_absence_days_per_year" limit:"0.."`
	TreatmentAtHiring *bool            `json:"treatment_decided_at_hiring"`
	DaysPaid          *decimal.Decimal `json:"days_paid_same_illness_12m" limit:"0.."`
}

// Nytteindsats is what matters for nytteindsats.
type Nytteindsats struct {
	BeyondStaffing   *bool `json:"beyond_normal_staffing"`
	AvailabilityTest *bool `json:"availability_test"`
}

// Jobrotation is what matters for jobrotation.
type Jobrotation struct {
	GrantedOn     caldate.Date     `json:"granted_on"`
	TraineeMonths *decimal.Decimal `json:"trainee_employed_months" limit:"0.."`
}

// inquiry is one situation under the rules of its start date, asked about one
// scheme. What several schemes share is made once: the two counts, the months
// they look at, and the room for what a scheme is asked.
type inquiry struct {
	*Situation
	rules     *Rules
	scheme    *scheme
	ratio     *ratioTest
	expansion *expansionTest
	months    []staffMonth
	tests     []asked
}

// staffMonth is a calendar month and its key in the maps of a Unit.
type staffMonth struct {
	first caldate.Date
	key   string
}

// monthsBefore lists the n months before that of the start, newest first.
func (q *inquiry) monthsBefore(n int) []staffMonth {
	if len(q.months) < n {
		q.months = make([]staffMonth, n)
		for i, month := range Months(q.Work.Start, n) {
			q.months[i] = staffMonth{month, MonthKey(month)}
		}
	}
	return q.months[:n]
}

// belongs tells whether the person is in a group, as the main one or another.
func (q *inquiry) belongs(to Target) bool {
	return q.Person.Target == to || slices.Contains(q.Person.Also, to)
}

// in tells whether one of the person's groups is on a list.
func (q *inquiry) in(list []Target) bool { return slices.ContainsFunc(list, q.belongs) }

// group is the one that lets the person into the scheme: the main group where
// the scheme is for it, otherwise the first of the scheme's that is theirs.
// Lengths and percentages follow it.
func (q *inquiry) group() Target {
	list := q.scheme.Targets.List
	if i := slices.IndexFunc(list, q.belongs); i >= 0 && !slices.Contains(list, q.Person.Target) {
		return list[i]
	}
	return q.Person.Target
}

// sick tells whether the person is on sickness benefit or in jobafklaring.
func (q *inquiry) sick() bool { return q.rules.targets[q.Person.Target].Sick }

// ownJob is met when a sick person is to come back to their own job: a praktik
// there is not held to the ratio, the hearing or another function (BEK
// 1216/2023 § 60 stk. 3, § 65 stk. 5; LAB § 59 stk. 2).
func (q *inquiry) ownJob() Finding {
	here := isTrue(q.Person.EmployedHere, "person.employed_here")
	switch {
	case q.Person.Target == "" && here.Truth != No:
		return missing("person.target")
	case !q.sick():
		return failed()
	}
	return here
}

// keepsOwnJob tells whether the scheme is such a praktik.
func (q *inquiry) keepsOwnJob() bool { return q.scheme.ID == Praktik && q.ownJob().Truth == Yes }

// unlessOwnJob lifts a condition of a praktik for those who come back to their
// own job. While that is not known, nobody is turned down by it.
func (q *inquiry) unlessOwnJob(f Finding) Finding {
	switch own := q.ownJob(); {
	case own.Truth == Yes:
		return met()
	case own.Truth == Unknown && f.Truth == No:
		return own
	}
	return f
}

// continues tells whether the scheme goes on from before a change of target
// group; ratio, net expansion and hearing are then not asked for again (LAB
// § 55 stk. 3).
func (q *inquiry) continues() bool { return q.Work.Continuation.Scheme == q.scheme.ID }

// beside tells whether one of the schemes runs for the person already.
func (q *inquiry) beside(schemes ...SchemeID) bool {
	return slices.ContainsFunc(schemes, func(s SchemeID) bool { return slices.Contains(q.Work.CombinedWith, s) })
}

func isYes(fact *bool) bool { return fact != nil && *fact }

// kind is what the employer counts as: an organisation with half its costs
// covered by public grants counts as public (BEK 1174/2019 § 4). "" is not known.
func (q *inquiry) kind() Sector {
	if pct := q.Employer.PublicFundingPct; pct != nil && pct.GreaterThanOrEqual(q.figure("employer_kind", "public_from_pct")) {
		return Public
	}
	return q.Employer.Sector
}

// fullTime is the firm's full week in hours.
func (q *inquiry) fullTime() decimal.Decimal {
	if q.Work.FullTimeHours != nil {
		return *q.Work.FullTimeHours
	}
	return q.rules.fullTime
}

// age gives the whole years on the first day; ok is false when not known.
func (q *inquiry) age() (years int, ok bool) {
	switch birth, start := q.Person.BirthDate, q.Work.Start; {
	case q.Person.Age != nil:
		return *q.Person.Age, true
	case birth.IsZero() || start.IsZero():
		return 0, false
	default:
		years = start.Year() - birth.Year()
		if start.Before(birth.AddMonths(12 * years)) {
			years--
		}
		return years, true
	}
}

// workplace finds the unit where the work takes place, or the fact that is
// missing to find it.
func (q *inquiry) workplace() (*Unit, Path) {
	units, p := q.Employer.Units, q.Employer.WorkplacePNumber
	switch {
	case len(units) == 0:
		return nil, "employer.units"
	case p == "" && len(units) > 1:
		return nil, "employer.workplace_p_number"
	case p == "":
		return &units[0], ""
	}
	i := slices.IndexFunc(units, func(u Unit) bool { return u.PNumber == p })
	if i < 0 {
		return nil, "employer.workplace_p_number"
	}
	return &units[i], ""
}

// path names a fact of a unit.
func (u *Unit) path(fact string) Path {
	return Path(fmt.Sprintf("employer.units[%s].%s", u.PNumber, fact))
}

// Months lists the n whole calendar months before the month of a start, newest
// first. The order counts "the last months before" it.
func Months(start caldate.Date, n int) []caldate.Date {
	months := make([]caldate.Date, n)
	year, month := start.Year(), start.Month()
	for i := range months {
		months[i] = caldate.New(year, month-time.Month(i+1), 1)
	}
	return months
}

// MonthKey writes a month as the maps of a Unit name it.
func MonthKey(month caldate.Date) string { return month.String()[:len("2006-01")] }
