package worktime

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
)

// Rules are the thresholds and sources of the data files, loaded and checked.
// They never change; any number of requests may share them.
type Rules struct {
	// Version is the day the rules were put together.
	Version caldate.Date

	law        statutes
	provenance map[string]ruledata.Provenance
	sources    ruledata.Sources
}

// Provenance tells what a finding rests on; an overlap of lines rests on no law.
func (r *Rules) Provenance(code Code) (ruledata.Provenance, bool) {
	p, ok := r.provenance[string(code)]
	return p, ok
}

// Source finds a source by the id that a provenance names it with.
func (r *Rules) Source(id string) (ruledata.Source, bool) {
	s, ok := r.sources[id]
	return s, ok
}

// statutes is the shape of rules.yaml.
type statutes struct {
	Version ruledata.Day `yaml:"version"`
	Notice  Notice       `yaml:"notice"`

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
	ruledata.Provenance `yaml:",inline"`
	Rest                ruledata.Span `yaml:"rest_hours"`
	Short               ruledata.Span `yaml:"short_rest_hours"` // at a change of shift, and some days in farming
}

type youngRestRule struct {
	ruledata.Provenance `yaml:",inline"`
	Rest                ruledata.Span `yaml:"rest_hours"`
	Strict              ruledata.Span `yaml:"strict_rest_hours"`
}

type dayOffRule struct {
	ruledata.Provenance `yaml:",inline"`
	Row                 ruledata.Count `yaml:"days_in_a_row"`
}

type twoDaysOffRule struct {
	ruledata.Provenance `yaml:",inline"`
	Days                ruledata.Count `yaml:"working_days"`
	Within              ruledata.Count `yaml:"within_days"`
}

type averageRule struct {
	ruledata.Provenance `yaml:",inline"`
	Hours               ruledata.Span  `yaml:"hours"`
	Months              ruledata.Count `yaml:"months"`
	Neutral             []Kind         `yaml:"neutral"`
}

type breakRule struct {
	ruledata.Provenance `yaml:",inline"`
	Over                ruledata.Span `yaml:"over_hours"`
}

type youngBreakRule struct {
	ruledata.Provenance `yaml:",inline"`
	Over                ruledata.Span  `yaml:"over_hours"`
	Length              ruledata.Count `yaml:"minutes"`
}

type youngRule struct {
	ruledata.Provenance `yaml:",inline"`
	Below               ruledata.Count `yaml:"below_age"`
	StrictBelow         ruledata.Count `yaml:"strict_below_age"`
}

type ageRule struct {
	ruledata.Provenance `yaml:",inline"`
	Below               ruledata.Count `yaml:"below_age"`
}

// limits are the most hours of a day or of a week, by who the young person is.
type limits struct {
	ruledata.Provenance `yaml:",inline"`
	Hours               ruledata.Span `yaml:"hours"`
	School              ruledata.Span `yaml:"school_hours"`
	Free                ruledata.Span `yaml:"free_hours"`
	OlderFree           ruledata.Span `yaml:"older_free_hours"`
	OutOfSchool         ruledata.Span `yaml:"out_of_school_hours"`
}

type nightRule struct {
	ruledata.Provenance `yaml:",inline"`
	Strict              window                 `yaml:"strict"`
	Windows             map[NightWindow]window `yaml:"windows"`
	Sectors             map[Sector]widening    `yaml:"sectors"`
}

// window is when work may begin and end, in minutes after midnight.
type window struct {
	From  ruledata.Span `yaml:"from"`
	Until ruledata.Span `yaml:"until"`
}

// widening is how far a trade may go beyond a window; nil is no further.
type widening struct {
	From  *ruledata.Span `yaml:"from"`
	Until *ruledata.Span `yaml:"until"`
}

type termsRule struct {
	ruledata.Provenance `yaml:",inline"`
	Over                ruledata.Span  `yaml:"over_hours"`
	Within              ruledata.Count `yaml:"within_days"`
	Every               ruledata.Count `yaml:"counted_every_days"`
	Core                ruledata.Count `yaml:"core_within_days"`
	Rest                ruledata.Count `yaml:"rest_within_months"`
}

type fullTimeRule struct {
	ruledata.Provenance `yaml:",inline"`
	Week                ruledata.Span `yaml:"full_time_hours"`
}

type functionRule struct {
	ruledata.Provenance `yaml:",inline"`
}

type keepingTimeRule struct {
	ruledata.Provenance `yaml:",inline"`
	Years               ruledata.Count `yaml:"years"`
}

// isNeutral tells whether a line of a kind takes its date out of the average.
func (a averageRule) isNeutral(k Kind) bool { return slices.Contains(a.Neutral, k) }
