package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
)

// Rules are the schemes, conditions, rates and sources of the data files,
// loaded and checked. They never change; any number of requests may share them.
type Rules struct {
	// Version is the day the rules were put together.
	Version caldate.Date

	knownFrom  caldate.Date
	fullTime   decimal.Decimal
	ratio      []ratioPeriod
	expansion  []expansionPeriod
	benefit    []benefitPeriod
	placed     map[string]placedKind
	targets    map[Target]target
	rates      map[string]rate
	conditions map[Code]ruling
	schemes    []scheme
	sources    map[string]Source
}

// SchemeID names a scheme.
type SchemeID string

// The schemes that rules name one by one.
const (
	Praktik          SchemeID = "virksomhedspraktik"
	SmallJob         SchemeID = "smaajob"
	WageSubsidy      SchemeID = "loentilskud_privat"
	publicSubsidy    SchemeID = "loentilskud_offentlig"
	pensionerSubsidy SchemeID = "loentilskud_foertidspension"
	usefulWork       SchemeID = "nytteindsats"
)

// Code names a condition, a step or a note. Its sentence is a text of the
// pages: "grant.reason.<code>" for a condition, "grant.warning.<code>" for the
// others.
type Code string

// Source is where a rule was read.
type Source struct {
	Title   string
	URL     string
	Checked caldate.Date
}

// Source finds a source by the id that answers name it with.
func (r *Rules) Source(id string) (Source, bool) {
	s, ok := r.sources[id]
	return s, ok
}

// Targets lists the target groups in the order of the data.
func (r *Rules) Targets() []Target {
	targets := make([]Target, 0, len(r.targets))
	for id := range r.targets {
		targets = append(targets, id)
	}
	slices.SortFunc(targets, func(a, b Target) int { return r.targets[a].order - r.targets[b].order })
	return targets
}

// period is the days a rule or a rate is known for, both included.
type period struct {
	From day `yaml:"from"`
	To   day `yaml:"to"` // zero for no known end
}

// covers tells whether a day lies in the period.
func (p period) covers(d caldate.Date) bool {
	return !d.Before(p.From.Date) && (p.To.IsZero() || !d.After(p.To.Date))
}

// on finds the entry that is known for a day.
func on[E interface{ covers(caldate.Date) bool }](entries []E, d caldate.Date) (E, bool) {
	for _, e := range entries {
		if e.covers(d) {
			return e, true
		}
	}
	var none E
	return none, false
}

// provenance is where a rule stands and how sure it is.
type provenance struct {
	Law       string    `yaml:"law"`
	Certainty Certainty `yaml:"certainty"`
	Sources   []string  `yaml:"sources"`
}

type ratioPeriod struct {
	period     `yaml:",inline"`
	provenance `yaml:",inline"`
	Window     int         `yaml:"window_months"`
	AtLeast    int64       `yaml:"at_least"`
	Steps      []ratioStep `yaml:"steps"`
	Near       number      `yaml:"near"`
}

// ratioStep gives one place per so many employees, of those above Over.
type ratioStep struct {
	Over number `yaml:"over"`
	Per  number `yaml:"per"`
}

type expansionPeriod struct {
	period     `yaml:",inline"`
	provenance `yaml:",inline"`
	Window     int `yaml:"window_months"`
}

type benefitPeriod struct {
	period     `yaml:",inline"`
	provenance `yaml:",inline"`
	Months     int               `yaml:"months"`
	Hours      map[string]number `yaml:"hours"` // by how the person is insured
	OverAge    int               `yaml:"over_age"`
	NotFor     []Target          `yaml:"not_for"`
}

// counted says whether a person fills a place under the ratio rule.
type counted string

const (
	counts    counted = "yes"
	countsNot counted = "no"
	countOpen counted = "open"
)

type placedKind struct {
	Counts    counted `yaml:"counts"`
	InPraktik counted `yaml:"in_praktik"` // in the test of a praktik, where it differs
}

type target struct {
	ID        Target `yaml:"id"`
	Law       string `yaml:"law"`
	JobReady  bool   `yaml:"job_ready"`
	Sick      bool   `yaml:"sick"`
	NoNewFrom day    `yaml:"no_new_from"`
	order     int
}

type rate struct {
	Law     string       `yaml:"law"`
	Unit    string       `yaml:"unit"`
	Periods []ratePeriod `yaml:"periods"`
}

type ratePeriod struct {
	period    `yaml:",inline"`
	Steps     []number  `yaml:"steps"` // kroner
	Certainty Certainty `yaml:"certainty"`
	Sources   []string  `yaml:"sources"`
}

// ruling is what the data say about a condition.
type ruling struct {
	Code       Code `yaml:"code"`
	provenance `yaml:",inline"`
}

// scheme is one row of the table that joins a scheme with its conditions and
// parameters.
type scheme struct {
	period      `yaml:",inline"`
	provenance  `yaml:",inline"`
	ID          SchemeID   `yaml:"id"`
	Employers   []Sector   `yaml:"employers"`
	Targets     anyOf      `yaml:"targets"`
	Conditions  []Code     `yaml:"conditions"`
	NotWith     []SchemeID `yaml:"not_with"`
	BeforeStart bool       `yaml:"before_start"`
	DecidedBy   string     `yaml:"decided_by"`
	Channel     string     `yaml:"channel"`
	Length      lengths    `yaml:"length"`
	Money       moneyRule  `yaml:"money"`
	Steps       []Code     `yaml:"steps"`
	Notes       []Code     `yaml:"notes"`
}

type lengths struct {
	Unit              LengthUnit            `yaml:"unit"`
	Default           lengthRule            `yaml:"default"`
	ByTarget          map[Target]lengthRule `yaml:"by_target"`
	WithoutExperience map[Target]lengthRule `yaml:"without_experience"`
}

type lengthRule struct {
	First       int `yaml:"first"`
	ExtendTo    int `yaml:"extend_to"`
	ThenStepsOf int `yaml:"then_steps_of"`
}

type moneyRule struct {
	Kind       string            `yaml:"kind"` // none or rate
	Rate       string            `yaml:"rate"`
	Step       int               `yaml:"step"`
	StepSetBy  []Target          `yaml:"step_set_by_municipality"`
	CeilingPct map[Target]number `yaml:"ceiling_pct"`
}
