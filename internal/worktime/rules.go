package worktime

import (
	"slices"

	"fodfaeste/internal/caldate"
)

// Rules are the thresholds and sources of the data files, loaded and checked.
// They never change; any number of requests may share them.
type Rules struct {
	// Version is the day the rules were put together.
	Version caldate.Date

	law     statutes
	basis   map[string]Basis
	sources map[string]Source
}

// Certainty is how sure a rule is: A two independent sources agree, B one
// authoritative source, C inferred or computed, D sources conflict.
type Certainty string

// Basis is where a rule stands and how sure it is.
type Basis struct {
	Law       string    `yaml:"law"`
	Certainty Certainty `yaml:"certainty"`
	Sources   []string  `yaml:"sources"`
}

// Source is where a rule was read.
type Source struct {
	Title   string
	URL     string
	Checked caldate.Date
}

// Basis tells what a finding rests on; an overlap of lines rests on no law.
func (r *Rules) Basis(code Code) (Basis, bool) {
	b, ok := r.basis[string(code)]
	return b, ok
}

// Source finds a source by the id that a Basis names it with.
func (r *Rules) Source(id string) (Source, bool) {
	s, ok := r.sources[id]
	return s, ok
}

// statutes is the shape of rules.yaml.
type statutes struct {
	Version day    `yaml:"version"`
	Notice  Notice `yaml:"notice"`

	DailyRest     restRule    `yaml:"daily_rest"`
	WeeklyDayOff  dayOffRule  `yaml:"weekly_day_off"`
	WeeklyAverage averageRule `yaml:"weekly_average_48"`
	Break         breakRule   `yaml:"break_due"`

	Young            youngRule       `yaml:"young"`
	YoungNotAllowed  ageRule         `yaml:"young_not_allowed"`
	YoungDailyHours  limits          `yaml:"young_daily_hours"`
	YoungWeeklyHours limits          `yaml:"young_weekly_hours"`
	YoungDailyRest   youngRestRule   `yaml:"young_daily_rest"`
	YoungTwoDaysOff  twoDaysOffRule  `yaml:"young_two_days_off"`
	YoungNight       nightRule       `yaml:"young_night"`
	YoungBreak       youngBreakRule  `yaml:"young_break"`
	WrittenTerms     termsRule       `yaml:"written_terms_due"`
	FullTime         fullTimeRule    `yaml:"praktik_over_full_time"`
	SameFunction     functionRule    `yaml:"same_function_praktik_and_paid"`
	Keep             keepingTimeRule `yaml:"keep"`
}

type restRule struct {
	Basis `yaml:",inline"`
	Rest  span `yaml:"rest_hours"`
	Short span `yaml:"short_rest_hours"` // at a change of shift, and some days in farming
}

type youngRestRule struct {
	Basis  `yaml:",inline"`
	Rest   span `yaml:"rest_hours"`
	Strict span `yaml:"strict_rest_hours"`
}

type dayOffRule struct {
	Basis `yaml:",inline"`
	Row   count `yaml:"days_in_a_row"`
}

type twoDaysOffRule struct {
	Basis  `yaml:",inline"`
	Days   count `yaml:"working_days"`
	Within count `yaml:"within_days"`
}

type averageRule struct {
	Basis   `yaml:",inline"`
	Hours   span   `yaml:"hours"`
	Months  count  `yaml:"months"`
	Neutral []Kind `yaml:"neutral"`
}

type breakRule struct {
	Basis `yaml:",inline"`
	Over  span `yaml:"over_hours"`
}

type youngBreakRule struct {
	Basis  `yaml:",inline"`
	Over   span  `yaml:"over_hours"`
	Length count `yaml:"minutes"`
}

type youngRule struct {
	Basis       `yaml:",inline"`
	Below       count `yaml:"below_age"`
	StrictBelow count `yaml:"strict_below_age"`
}

type ageRule struct {
	Basis `yaml:",inline"`
	Below count `yaml:"below_age"`
}

// limits are the most hours of a day or of a week, by who the young person is.
type limits struct {
	Basis       `yaml:",inline"`
	Hours       span `yaml:"hours"`
	School      span `yaml:"school_hours"`
	Free        span `yaml:"free_hours"`
	OlderFree   span `yaml:"older_free_hours"`
	OutOfSchool span `yaml:"out_of_school_hours"`
}

type nightRule struct {
	Basis   `yaml:",inline"`
	Strict  window                 `yaml:"strict"`
	Windows map[NightWindow]window `yaml:"windows"`
	Sectors map[Sector]widening    `yaml:"sectors"`
}

// window is when work may begin and end, in minutes after midnight.
type window struct {
	From  span `yaml:"from"`
	Until span `yaml:"until"`
}

// widening is how far a trade may go beyond a window; nil is no further.
type widening struct {
	From  *span `yaml:"from"`
	Until *span `yaml:"until"`
}

type termsRule struct {
	Basis  `yaml:",inline"`
	Over   span  `yaml:"over_hours"`
	Within count `yaml:"within_days"`
	Every  count `yaml:"counted_every_days"`
	Core   count `yaml:"core_within_days"`
	Rest   count `yaml:"rest_within_months"`
}

type fullTimeRule struct {
	Basis `yaml:",inline"`
	Week  span `yaml:"full_time_hours"`
}

type functionRule struct {
	Basis `yaml:",inline"`
}

type keepingTimeRule struct {
	Basis `yaml:",inline"`
	Years count `yaml:"years"`
}

// isNeutral tells whether a line of a kind takes its date out of the average.
func (a averageRule) isNeutral(k Kind) bool { return slices.Contains(a.Neutral, k) }
