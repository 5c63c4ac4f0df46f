package grant

import (
	"fmt"
	"slices"

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
	Employer Employer `json:"employer"`
	Person   Person   `json:"person"`
	Work     Work     `json:"work"`
}

// Employer is the firm.
type Employer struct {
	Sector           Sector           `json:"sector"`
	PublicFundingPct *decimal.Decimal `json:"public_funding_pct"` // 50 or more makes a private employer count as public
	Flags            []Flag           `json:"flags"`
	WorkplacePNumber string           `json:"workplace_p_number"` // may be left out when there is one unit
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

// Unit is a place of work with its staff as full-time persons per month. The
// maps are disjoint. Months are written 2026-07.
type Unit struct {
	PNumber     string                     `json:"p_number"`
	Ordinary    map[string]decimal.Decimal `json:"ordinary_fte_by_month"` // 18 or more, without subsidy; a month not named is unknown
	Under18     map[string]decimal.Decimal `json:"under_18_fte_by_month"` // nil is unknown; a month not named is 0
	OrdinaryNow *decimal.Decimal           `json:"ordinary_fte_now"`
	Under18Now  *decimal.Decimal           `json:"under_18_fte_now"`
	Placed      []Placed                   `json:"placed"` // nil is unknown, empty is nobody
}

// Placed is a person who is at a place of work on a scheme.
type Placed struct {
	Kind         string          `json:"kind"` // one of the kinds in data/general.yaml
	HoursPerWeek decimal.Decimal `json:"hours_per_week"`
	Target       Target          `json:"target"`
	Until        caldate.Date    `json:"until"` // last day
}

// Target is a target group, mostly a number of LAB § 6; see data/targets.yaml.
type Target string

// The target groups that rules name one by one.
const (
	Dagpenge            Target = "dagpenge"
	UddannelsesparatU30 Target = "u30_uddannelsesparat"
	Foertidspension     Target = "foertidspension"
	IntroJobparat       Target = "intro_jobparat"
)

// Person is the candidate.
type Person struct {
	Target                Target           `json:"target"`
	Also                  []Target         `json:"also"` // further groups; nil means none
	TargetGrantedOn       caldate.Date     `json:"target_granted_on"`
	ClearlyEducationReady *bool            `json:"clearly_education_ready"`
	BirthDate             caldate.Date     `json:"birth_date"`
	Age                   *int             `json:"age"` // whole years on the first day
	SingleParent          *bool            `json:"single_parent"`
	QualifyingEducation   *bool            `json:"qualifying_education"`
	BenefitMonths         *decimal.Decimal `json:"benefit_months"`
	BenefitHours          *decimal.Decimal `json:"benefit_hours"` // dagpenge only; goes before months
	Insured               string           `json:"insured"`       // full_time or part_time
	Employed              *bool            `json:"employed"`
	EmployedHere          *bool            `json:"employed_here"`
	WorkExperience        *bool            `json:"work_experience"`
	LongUnemployment      *bool            `json:"long_unemployment"`
	LastJob               LastJob          `json:"last_job"`
	AgreesSameFunction    *bool            `json:"agrees_same_function"`
}

// LastJob is the person's most recent employment, running or ended.
type LastJob struct {
	At           string `json:"at"`   // workplace, same_company_other_unit, elsewhere or none
	Kind         string `json:"kind"` // ordinary, small_job, loentilskud, fleksjob, apprentice or paid_internship
	SameFunction *bool  `json:"same_function"`
}

// Work is the placement or job asked about.
type Work struct {
	Start               caldate.Date     `json:"start"`
	End                 caldate.Date     `json:"end"`
	HoursPerWeek        *decimal.Decimal `json:"hours_per_week"`
	FullTimeHours       *decimal.Decimal `json:"full_time_hours"` // nil means the ordinary full week
	Function            string           `json:"function"`
	OtherFunction       string           `json:"other_function"` // in the paid hours beside it
	Purpose             string           `json:"purpose"`
	CombinedWith        []SchemeID       `json:"combined_with"` // nil means none
	ContactWithChildren *bool            `json:"contact_with_children"`
	Boerneattest        *bool            `json:"boerneattest"`
	Wage                Wage             `json:"wage"`
	RateStep            int              `json:"rate_step"` // 1 to 5; 0 is not known
}

// Wage is what is known about the pay.
type Wage struct {
	CollectiveOrUsual *bool      `json:"collective_or_usual"`
	CostHour          *money.Ore `json:"cost_hour_oere"` // all of it: wage, holiday, employer pension, ATP
}

// inquiry is one situation under the rules of its start date, asked about one scheme.
type inquiry struct {
	Situation
	rules  *Rules
	scheme scheme
}

// groups are the target groups the person belongs to.
func (q *inquiry) groups() []Target {
	if q.Person.Target == "" {
		return q.Person.Also
	}
	return append([]Target{q.Person.Target}, q.Person.Also...)
}

// sick tells whether the person is on sickness benefit or in jobafklaring.
func (q *inquiry) sick() bool { return q.rules.targets[q.Person.Target].Sick }

// keepsOwnJob tells whether a sick person is to come back to their own job:
// such a praktik is not held to the ratio, the hearing or another function
// (BEK 1216/2023 § 60 stk. 3, § 65 stk. 5; LAB § 59 stk. 2).
func (q *inquiry) keepsOwnJob() bool {
	return q.scheme.ID == Praktik && q.sick() && isYes(q.Person.EmployedHere)
}

func isYes(fact *bool) bool { return fact != nil && *fact }

// kind is what the employer counts as: an organisation with half its costs
// covered by public grants counts as public. "" is not known.
func (q *inquiry) kind() Sector {
	half := decimal.NewFromInt(50)
	if pct := q.Employer.PublicFundingPct; pct != nil && pct.GreaterThanOrEqual(half) {
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
func (q *inquiry) workplace() (Unit, Path) {
	units, p := q.Employer.Units, q.Employer.WorkplacePNumber
	switch {
	case len(units) == 0:
		return Unit{}, "employer.units"
	case p == "" && len(units) > 1:
		return Unit{}, "employer.workplace_p_number"
	case p == "":
		return units[0], ""
	}
	i := slices.IndexFunc(units, func(u Unit) bool { return u.PNumber == p })
	if i < 0 {
		return Unit{}, "employer.workplace_p_number"
	}
	return units[i], ""
}

// path names a fact of a unit.
func (u Unit) path(fact string) Path {
	return Path(fmt.Sprintf("employer.units[%s].%s", u.PNumber, fact))
}

// Months lists the n whole calendar months before the month of a start, newest
// first. The order counts "the last months before" it.
func Months(start caldate.Date, n int) []caldate.Date {
	months := make([]caldate.Date, n)
	for i := range months {
		months[i] = caldate.New(start.Year(), start.Month(), 1).AddMonths(-1 - i)
	}
	return months
}

// MonthKey writes a month as the maps of a Unit name it.
func MonthKey(month caldate.Date) string { return month.String()[:len("2006-01")] }
