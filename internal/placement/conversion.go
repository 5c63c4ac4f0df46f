package placement

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Conversion takes tasks of a course over to pay from a date. It counts once
// the firm and the candidate have said yes and the municipality is told, all of
// it before the date.
type Conversion struct {
	ID           string         `bson:"id"`
	TaskIDs      []string       `bson:"task_ids"`
	From         caldate.Date   `bson:"from"`           // a Monday
	MinutesAWeek int            `bson:"minutes_a_week"` // paid, instead of as much praktik
	Kind         ConversionKind `bson:"kind"`
	Proposed     Tick           `bson:"proposed"`
	Company      *Tick          `bson:"company,omitempty"`
	Candidate    *Tick          `bson:"candidate,omitempty"`
	Informed     *Tick          `bson:"informed,omitempty"` // the municipality was told
	Declined     *Decline       `bson:"declined,omitempty"`
	Withdrawn    *Tick          `bson:"withdrawn,omitempty"`
}

// ConversionKind is what kind of paid work it is.
type ConversionKind string

const (
	SmallJob    ConversionKind = "small_job"
	Ordinary    ConversionKind = "ordinary"
	Fleksjob    ConversionKind = "fleksjob"
	WageSubsidy ConversionKind = "wage_subsidy"
)

// ConversionKinds lists the choices in the order pages show them.
func ConversionKinds() []string {
	return []string{string(SmallJob), string(Ordinary), string(Fleksjob), string(WageSubsidy)}
}

// Decline is a no to a conversion. The candidate says it without a reason.
type Decline struct {
	Party  Party        `bson:"party"`
	Reason string       `bson:"reason,omitempty"` // of the firm: one of DeclineReasons
	On     caldate.Date `bson:"on,omitempty"`     // from when it can be taken up again
	By     string       `bson:"by"`               // name
	At     time.Time    `bson:"at"`
	Helped string       `bson:"helped,omitempty"`
}

// DeclineReasons are a firm's ways to say no: now, or not until a date.
func DeclineReasons() []string { return []string{"no", "next_budget_year", "rather_ordinary"} }

// ConversionStatus is where a conversion stands on a day.
type ConversionStatus string

const (
	ConversionProposed  ConversionStatus = "proposed"
	ConversionFirmYes   ConversionStatus = "firm_yes"
	ConversionBothYes   ConversionStatus = "candidate_yes"
	ConversionInformed  ConversionStatus = "informed" // all is in place, and the date is to come
	ConversionActive    ConversionStatus = "active"
	ConversionDeclined  ConversionStatus = "declined"
	ConversionWithdrawn ConversionStatus = "withdrawn"
	ConversionLapsed    ConversionStatus = "lapsed" // the date came before all was in place
)

// ConversionStatuses lists every status.
func ConversionStatuses() []ConversionStatus {
	return []ConversionStatus{ConversionProposed, ConversionFirmYes, ConversionBothYes, ConversionInformed, ConversionActive, ConversionDeclined, ConversionWithdrawn, ConversionLapsed}
}

// StatusOn derives where the conversion stands on a day from the facts.
func (c Conversion) StatusOn(day caldate.Date) ConversionStatus {
	come := !day.Before(c.From)
	switch {
	case c.Withdrawn != nil:
		return ConversionWithdrawn
	case c.Declined != nil:
		return ConversionDeclined
	case c.settled() && come:
		return ConversionActive
	case c.settled():
		return ConversionInformed
	case come:
		return ConversionLapsed
	case c.Candidate != nil && c.Company != nil:
		return ConversionBothYes
	case c.Company != nil:
		return ConversionFirmYes
	}
	return ConversionProposed
}

// settled tells whether everything is in place: it counts from its date on.
func (c Conversion) settled() bool {
	return c.Withdrawn == nil && c.Declined == nil && c.Company != nil && c.Candidate != nil && c.Informed != nil
}

// waits tells whether a conversion still lacks somebody.
func (c Conversion) waits(day caldate.Date) bool {
	return slices.Contains([]ConversionStatus{ConversionProposed, ConversionFirmYes, ConversionBothYes}, c.StatusOn(day))
}

// ConversionCommand is something that is done to a conversion.
type ConversionCommand string

const (
	AgreeAsFirm      ConversionCommand = "firm_yes"
	DeclineAsFirm    ConversionCommand = "firm_no"
	AgreeAsCandidate ConversionCommand = "candidate_yes"
	DeclineCandidate ConversionCommand = "candidate_no"
	Inform           ConversionCommand = "inform"
	TakeBack         ConversionCommand = "take_back"
)

// ConversionTransition is one row of the machine: from which statuses a command
// leads to which, what it takes to give it, and what the history says.
type ConversionTransition struct {
	Command ConversionCommand
	From    []ConversionStatus
	To      ConversionStatus
	Used    access.Permission
	Event   string // text key below "history."
}

// ConversionMachine is the whole of what can be done to a conversion; the date
// alone makes it active, or lets it lapse. Guards, buttons and tests follow it.
func ConversionMachine() []ConversionTransition { return slices.Clone(conversionMachine) }

var conversionMachine = []ConversionTransition{
	{AgreeAsFirm, []ConversionStatus{ConversionProposed}, ConversionFirmYes, access.ConfirmForCompany, "conversion_company"},
	{DeclineAsFirm, []ConversionStatus{ConversionProposed}, ConversionDeclined, access.ConfirmForCompany, "conversion_declined"},
	{AgreeAsCandidate, []ConversionStatus{ConversionFirmYes}, ConversionBothYes, access.ConfirmForCandidate, "conversion_candidate"},
	{DeclineCandidate, []ConversionStatus{ConversionFirmYes}, ConversionDeclined, access.ConfirmForCandidate, "conversion_candidate_no"},
	{Inform, []ConversionStatus{ConversionBothYes}, ConversionInformed, access.RecordDecisions, "conversion_informed"},
	{TakeBack, []ConversionStatus{ConversionProposed, ConversionFirmYes, ConversionBothYes, ConversionLapsed}, ConversionWithdrawn, access.ProposePaid, "conversion_withdrawn"},
}

func conversionRow(command ConversionCommand) ConversionTransition {
	return conversionMachine[slices.IndexFunc(conversionMachine, func(t ConversionTransition) bool { return t.Command == command })]
}

// mayConvert tells whether a command can be given to a conversion on a day: nil,
// or why not. Nothing goes on in a course that is over, but a proposal can
// always be taken back.
func (p Placement) mayConvert(command ConversionCommand, c Conversion, day caldate.Date) error {
	if status := c.StatusOn(day); !slices.Contains(conversionRow(command).From, status) {
		return fault.New(fault.Conflict, "conversion_is_"+string(status))
	}
	if command == TakeBack {
		return nil
	}
	return p.mayPlan(day)
}

// CanConvert tells whether a page offers a command to an actor: the same row of
// the table that the command itself is held up against.
func (p Placement) CanConvert(actor access.Actor, command ConversionCommand, c Conversion, day caldate.Date) bool {
	return actor.Can(conversionRow(command).Used) && p.mayConvert(command, c, day) == nil
}

// OpenConversion finds the conversion that still lacks somebody; there is one at
// most.
func (p Placement) OpenConversion(day caldate.Date) (Conversion, bool) {
	i := slices.IndexFunc(p.Conversions, func(c Conversion) bool { return c.waits(day) })
	if i < 0 || p.Stop != nil || !p.WithdrawnAt.IsZero() {
		return Conversion{}, false
	}
	return p.Conversions[i], true
}

// ConversionWaitsFor tells whether a conversion waits for the yes of a party of
// this kind. What the municipality is told, its consultant notes.
func (p Placement) ConversionWaitsFor(kind access.PartyKind, day caldate.Date) bool {
	c, open := p.OpenConversion(day)
	if !open || p.mayPlan(day) != nil {
		return false
	}
	return (c.StatusOn(day) == ConversionProposed) == (kind != access.Municipality)
}

// MayPropose tells whether paid hours can be proposed on a day: nil, or why not.
func (p Placement) MayPropose(day caldate.Date) error {
	if err := p.mayPlan(day); err != nil {
		return err
	}
	_, open := p.OpenConversion(day)
	switch {
	case open:
		return fault.New(fault.Conflict, "conversion_open")
	case len(p.ConversionWeeks(day)) == 0 || len(p.ToConvert(day)) == 0:
		return fault.New(fault.Conflict, "conversion_nothing")
	case !slices.Contains(p.Consented, string(Paid)):
		return fault.New(fault.Conflict, "conversion_no_consent")
	}
	return nil
}

// ConversionWeeks are the weeks that tasks can become paid from: those to come.
func (p Placement) ConversionWeeks(today caldate.Date) []caldate.Week {
	return slices.DeleteFunc(p.PlanWeeks(today), func(w caldate.Week) bool { return !w.Monday().After(today) })
}

// ToConvert are the tasks that make praktik hours, lessons apart, and that no
// conversion has in it yet.
func (p Placement) ToConvert(today caldate.Date) []Task {
	return slices.DeleteFunc(slices.Clone(p.Agreement.Tasks), func(task Task) bool {
		taken := slices.ContainsFunc(p.Conversions, func(c Conversion) bool {
			return (c.settled() || c.waits(today)) && slices.Contains(c.TaskIDs, task.ID)
		})
		return task.Strand == Paid || task.Teaching || taken
	})
}

// checkConversion finds what is wrong with a proposal.
func (p Placement) checkConversion(c Conversion, today caldate.Date) error {
	var faults fault.Fields
	free := p.ToConvert(today)
	if len(c.TaskIDs) == 0 {
		faults.Add("tasks", "choose")
	}
	for i, taskID := range c.TaskIDs {
		if slices.Contains(c.TaskIDs[:i], taskID) || !slices.ContainsFunc(free, func(task Task) bool { return task.ID == taskID }) {
			faults.Add("tasks", "choice")
		}
	}
	w := c.From.Week()
	switch {
	case c.From.IsZero() || c.From != w.Monday() || !slices.Contains(p.ConversionWeeks(today), w):
		faults.Add("from", "choose")
	case c.MinutesAWeek > p.StepIn(w).Praktik:
		faults.Add("minutes", "over_praktik")
	}
	if c.MinutesAWeek <= 0 {
		faults.Add("minutes", "required")
	}
	if !slices.Contains(ConversionKinds(), string(c.Kind)) {
		faults.Add("kind", "choose")
	}
	return faults.Err()
}

// titles names the tasks of a conversion.
func (p Placement) titles(c Conversion) string {
	var titles []string
	for _, taskID := range c.TaskIDs {
		task, _ := p.Agreement.Task(taskID)
		titles = append(titles, task.Title)
	}
	return strings.Join(titles, ", ")
}

// converted is a step as it is once a conversion counts: so much less praktik,
// so much more pay, and the week as long as before. When no praktik task is left
// there is no praktik left either.
func (p Placement) converted(step PlanStep, c Conversion) PlanStep {
	moved := min(c.MinutesAWeek, step.Praktik)
	step.Paid, step.Praktik = step.Paid+moved, step.Praktik-moved
	if !p.HasPraktikOn(c.From) {
		step.Praktik = 0
	}
	return step
}

// convertPlan makes the plan that a conversion, which everything is in place
// for, brings with it.
func (p *Placement) convertPlan(c Conversion, by string, now time.Time) {
	steps := p.StepsFrom(c.From.Week())
	for i := range steps {
		steps[i] = p.converted(steps[i], c)
	}
	p.Staircases = append(slices.Clone(p.Staircases), Staircase{From: c.From, Move: Convert, Steps: steps, By: by, At: now})
}
