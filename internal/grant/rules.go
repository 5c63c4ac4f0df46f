package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
)

// Rules are the schemes, conditions, rates and sources of the data files,
// loaded and checked. They never change; any number of requests may share them.
type Rules struct {
	// Version is the day the rules were put together.
	Version caldate.Date

	knownFrom  caldate.Date
	fullTime   decimal.Decimal
	constants  map[string]ruledata.Number
	days       map[string]ruledata.Day
	ratio      []ratioPeriod
	expansion  []expansionPeriod
	benefit    []benefitPeriod
	placed     map[string]placedKind
	targets    map[Target]target
	rates      map[string]rate
	conditions map[Code]ruling
	schemes    []scheme
	exclusions []exclusion
	sources    ruledata.Sources
}

// SchemeID names a scheme.
type SchemeID string

// The schemes that rules name one by one.
const (
	Praktik            SchemeID = "virksomhedspraktik"
	SmallJob           SchemeID = "smaajob"
	WageSubsidy        SchemeID = "loentilskud_privat"
	publicSubsidy      SchemeID = "loentilskud_offentlig"
	pensionerSubsidy   SchemeID = "loentilskud_foertidspension"
	icebreaker         SchemeID = "isbryder"
	integrationSubsidy SchemeID = "integration_loentilskud"
	usefulWork         SchemeID = "nytteindsats"
	integrationCourse  SchemeID = "igu"
	apprentice         SchemeID = "voksenlaerling"
	mentoring          SchemeID = "mentor"
	assistance         SchemeID = "personlig_assistance"
	freeCard           SchemeID = "socialt_frikort"
)

// wageSubsidies are the schemes that count as a wage subsidy when they run
// beside another one.
var wageSubsidies = []SchemeID{WageSubsidy, publicSubsidy, pensionerSubsidy, integrationSubsidy, icebreaker}

// Code names a condition, a step or a note. Its sentence is a text of the
// pages: "grant.reason.<code>" for a condition, "grant.warning.<code>" for the
// others.
type Code string

// SchemeIDs lists the schemes in the order of the data.
func (r *Rules) SchemeIDs() []SchemeID {
	ids := make([]SchemeID, len(r.schemes))
	for i, s := range r.schemes {
		ids[i] = s.ID
	}
	return ids
}

// Source finds a source by the id that answers name it with.
func (r *Rules) Source(id string) (ruledata.Source, bool) {
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
	From ruledata.Day `yaml:"from"`
	To   ruledata.Day `yaml:"to"` // zero for no known end
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

type ratioPeriod struct {
	period              `yaml:",inline"`
	ruledata.Provenance `yaml:",inline"`
	Window              int             `yaml:"window_months"`
	Season              int             `yaml:"season_months"`
	AtLeast             int64           `yaml:"at_least"`
	Steps               []ratioStep     `yaml:"steps"`
	Near                ruledata.Number `yaml:"near"`
}

// ratioStep gives one place per so many employees, of those above Over.
type ratioStep struct {
	Over ruledata.Number `yaml:"over"`
	Per  ruledata.Number `yaml:"per"`
}

type expansionPeriod struct {
	period              `yaml:",inline"`
	ruledata.Provenance `yaml:",inline"`
	Window              int `yaml:"window_months"`
}

type benefitPeriod struct {
	period              `yaml:",inline"`
	ruledata.Provenance `yaml:",inline"`
	Months              int                        `yaml:"months"`
	Hours               map[string]ruledata.Number `yaml:"hours"` // by how the person is insured
	OverAge             int                        `yaml:"over_age"`
	Any                 []Target                   `yaml:"any_employer"`
	Private             []Target                   `yaml:"private_only"`
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
	ID        Target       `yaml:"id"`
	Law       string       `yaml:"law"`
	JobReady  bool         `yaml:"job_ready"`
	Sick      bool         `yaml:"sick"`
	NoNewFrom ruledata.Day `yaml:"no_new_from"`
	order     int
}

type rate struct {
	Law     string       `yaml:"law"`
	Unit    string       `yaml:"unit"`
	Periods []ratePeriod `yaml:"periods"`
}

// ratePeriod holds either the steps of a rate or its named amounts.
type ratePeriod struct {
	period    `yaml:",inline"`
	Steps     []ruledata.Number          `yaml:"steps"`
	Amounts   map[string]ruledata.Number `yaml:"amounts"`
	Certainty Certainty                  `yaml:"certainty"`
	Sources   []string                   `yaml:"sources"`
}

// ruling is what the data say about a condition: where it stands, and the
// figures and days that its test compares with.
type ruling struct {
	Code                Code `yaml:"code"`
	ruledata.Provenance `yaml:",inline"`
	Figures             map[string]ruledata.Number `yaml:"figures"`
	Days                map[string]ruledata.Day    `yaml:"days"`
}

// exclusion is two schemes that one person cannot have for the same hours.
type exclusion struct {
	ruledata.Provenance `yaml:",inline"`
	A                   SchemeID `yaml:"a"`
	B                   SchemeID `yaml:"b"`
}

// scheme is one row of the table that joins a scheme with its conditions and
// parameters.
type scheme struct {
	period              `yaml:",inline"`
	ruledata.Provenance `yaml:",inline"`
	ID                  SchemeID               `yaml:"id"`
	Only                period                 `yaml:"only"`
	Employers           []Sector               `yaml:"employers"`
	GrantFundedOpen     bool                   `yaml:"grant_funded_open"`
	MunicipalityOnly    bool                   `yaml:"municipality_only"`
	NotForEmployers     bool                   `yaml:"not_for_employers"`
	LastGrant           ruledata.Day           `yaml:"last_grant"`
	Targets             ruledata.AnyOf[Target] `yaml:"targets"`
	TargetsOpen         []Target               `yaml:"targets_open"`
	Admits              string                 `yaml:"admits"`
	Conditions          []Code                 `yaml:"conditions"`
	Earlier             *earlier               `yaml:"earlier"`
	BeforeStart         bool                   `yaml:"before_start"`
	DecidedBy           string                 `yaml:"decided_by"`
	Channel             string                 `yaml:"channel"`
	WithinBenefit       bool                   `yaml:"within_benefit"`
	Length              lengths                `yaml:"length"`
	Money               moneyRule              `yaml:"money"`
	Steps               []Code                 `yaml:"steps"`
	Notes               []Code                 `yaml:"notes"`
	Documents           []string               `yaml:"documents"`
}

// earlier is what was different for starts up to a day.
type earlier struct {
	To         ruledata.Day `yaml:"to"`
	Conditions []Code       `yaml:"conditions"` // besides the scheme's own
	Length     lengths      `yaml:"length"`
}

// on gives the scheme as it was on a start.
func (s *scheme) on(start caldate.Date) (conditions []Code, length lengths) {
	if s.Earlier == nil || start.After(s.Earlier.To.Date) {
		return s.Conditions, s.Length
	}
	return slices.Concat(s.Conditions, s.Earlier.Conditions), s.Earlier.Length
}

type lengths struct {
	Unit              LengthUnit            `yaml:"unit"`
	Default           lengthRule            `yaml:"default"`
	ByTarget          map[Target]lengthRule `yaml:"by_target"`
	WithoutExperience map[Target]lengthRule `yaml:"without_experience"`
}

type lengthRule struct {
	First         int  `yaml:"first"`
	ExtendTo      int  `yaml:"extend_to"`
	ThenStepsOf   int  `yaml:"then_steps_of"`
	ThenPermanent bool `yaml:"then_permanent"`
	WholeCourse   bool `yaml:"whole_course"` // as long as the training it belongs to
}

// moneyRule says how the money of a scheme is worked out: by the pricing named
// Kind, with what follows.
type moneyRule struct {
	Kind          string                     `yaml:"kind"`
	PaidTo        string                     `yaml:"paid_to"`
	Rate          string                     `yaml:"rate"`
	RateFrom      ruledata.Day               `yaml:"rate_from"`
	Threshold     string                     `yaml:"threshold"` // a second rate
	Pay           string                     `yaml:"pay"`       // the rate of the person's own pay
	Step          int                        `yaml:"step"`      // 0 where the municipality sets it for everybody
	StepFor       map[Target]int             `yaml:"step_for"`
	StepPublic    int                        `yaml:"step_public"`
	SpecialStep   int                        `yaml:"special_step"`
	StepSetBy     []Target                   `yaml:"step_set_by_municipality"`
	CeilingPct    map[Target]ruledata.Number `yaml:"ceiling_pct"`
	CeilingPctAll *ruledata.Number           `yaml:"ceiling_pct_all"`
}
