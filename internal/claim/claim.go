// Package claim follows the support that a firm was granted for a course from the
// application to the money: what an application says and what was asked about it,
// what was decided, and the claims of each period.
//
// The municipality decides in VITAS and pays over NemRefusion; here it is prepared,
// mirrored and remembered. One application with all its claims is one document.
// What is claimed follows from approved weeks and is never typed: of every period
// the days granted in it, each once. A claim that was sent keeps the days it told,
// and when those change it asks for its adjustment by itself.
package claim

import (
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/money"
	"fodfaeste/internal/store"
)

// Application is one firm's for one scheme and one course.
type Application struct {
	store.Doc      `bson:",inline"`
	CompanyID      string         `bson:"company_id"`
	MunicipalityID string         `bson:"municipality_id"`
	PlacementID    string         `bson:"placement_id"`
	FirstName      string         `bson:"first_name"`
	CompanyName    string         `bson:"company_name"`
	Scheme         grant.SchemeID `bson:"scheme"`
	Said           Said           `bson:"said"`
	Ready          []Mark         `bson:"ready,omitempty"` // of the checklist, what is done
	Sendings       []Sending      `bson:"sendings,omitempty"`
	Asked          []Asked        `bson:"asked,omitempty"`
	Decision       *Decision      `bson:"decision,omitempty"`
	Withdrawn      *Mark          `bson:"withdrawn,omitempty"`
	Changes        []Change       `bson:"changes,omitempty"` // of what was granted, oldest first
	Split          []Split        `bson:"split,omitempty"`   // versions of the sheet, oldest first
	Claims         []Claim        `bson:"claims,omitempty"`  // those that somebody did something to
	audit.Trail    `bson:",inline"`
}

// Mark is something done: what, by whom and when, and where it needs one a reason.
type Mark struct {
	What   string    `bson:"what,omitempty"`
	By     string    `bson:"by"` // name
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason,omitempty"`
}

// Said is what the firm writes in an application.
type Said struct {
	Why     string       `bson:"why"`
	Work    string       `bson:"work"`
	Help    string       `bson:"help,omitempty"` // what a colleague helps with, for assistance
	Minutes int          `bson:"minutes"`        // a week
	From    caldate.Date `bson:"from"`
	To      caldate.Date `bson:"to"` // last day
}

// Fields names what an application says, in the order of pages. Those about help
// are asked for where help is what is paid.
func Fields(of Of) []string {
	if of == Help {
		return []string{"why", "work", "help", "minutes", "from", "to"}
	}
	return []string{"why", "work", "minutes", "from", "to"}
}

// Sending is an application as it was sent.
type Sending struct {
	Mark      `bson:",inline"`
	Reference string `bson:"reference"`
	Said      Said   `bson:"said"`
}

// Asked is what the municipality wants to know more about. Only those fields can
// be written in until it is sent again.
type Asked struct {
	Mark   `bson:",inline"`
	Fields []string `bson:"fields"`
	Text   string   `bson:"text"`
}

// Decision mirrors what the municipality decided.
type Decision struct {
	Mark       `bson:",inline"`
	Granted    bool         `bson:"granted"`
	On         caldate.Date `bson:"on"`
	Reference  string       `bson:"reference"`
	From       caldate.Date `bson:"from"`
	To         caldate.Date `bson:"to"`         // last day
	Rate       money.Ore    `bson:"rate"`       // an hour; 0 when nobody wrote it down
	Step       int          `bson:"step"`       // of the wage subsidy's rates that Rate is, 0 for none
	Minutes    int          `bson:"minutes"`    // of help a week at most, 0 for no such limit
	Conditions string       `bson:"conditions"` // in the municipality's words
	Refusal    string       `bson:"refusal,omitempty"`
}

// ChangeKind is how what was granted can change.
type ChangeKind string

const (
	Ends    ChangeKind = "ends"     // before its last day
	NewRate ChangeKind = "new_rate" // from a day on
	Longer  ChangeKind = "longer"
)

// ChangeKinds lists them in the order of pages.
func ChangeKinds() []ChangeKind { return []ChangeKind{Ends, NewRate, Longer} }

// Change is an alteration of what was granted. The municipality has to be told of
// it, and settles it.
type Change struct {
	Mark    `bson:",inline"`
	Kind    ChangeKind   `bson:"kind"`
	On      caldate.Date `bson:"on"` // the last day, or the first of what is new
	Rate    money.Ore    `bson:"rate,omitempty"`
	Step    int          `bson:"step,omitempty"`
	Told    *Mark        `bson:"told,omitempty"`
	Settled *Mark        `bson:"settled,omitempty"`
}

// Status is where an application stands.
type Status string

const (
	Preparing  Status = "preparing"
	ToSend     Status = "ready" // everything on the checklist is done
	Sent       Status = "sent"
	MoreWanted Status = "more_wanted"
	Granted    Status = "granted"
	Refused    Status = "refused"
	Dropped    Status = "withdrawn"
)

// Statuses lists them.
func Statuses() []Status {
	return []Status{Preparing, ToSend, Sent, MoreWanted, Granted, Refused, Dropped}
}

// StatusBy derives where the application stands, by the checklist of its scheme.
func (a Application) StatusBy(checklist []string) Status {
	switch {
	case a.Withdrawn != nil:
		return Dropped
	case a.Decision != nil && a.Decision.Granted:
		return Granted
	case a.Decision != nil:
		return Refused
	case len(a.Asked) > 0 && (len(a.Sendings) == 0 || a.Asked[len(a.Asked)-1].At.After(a.Sendings[len(a.Sendings)-1].At)):
		return MoreWanted
	case len(a.Sendings) > 0:
		return Sent
	case len(a.Left(checklist)) == 0:
		return ToSend
	}
	return Preparing
}

// Left lists what of the checklist is not done.
func (a Application) Left(checklist []string) []string {
	return slices.DeleteFunc(slices.Clone(checklist), a.IsReady)
}

// IsReady tells whether a line of the checklist is done.
func (a Application) IsReady(what string) bool {
	return slices.ContainsFunc(a.Ready, func(m Mark) bool { return m.What == what })
}

// OpenFields are what can be written in: everything before it is sent, and after
// that what was asked for.
func (a Application) OpenFields(of Of) []string {
	switch a.StatusBy(nil) {
	case ToSend: // nothing sent, the checklist left aside
		return Fields(of)
	case MoreWanted:
		return a.Asked[len(a.Asked)-1].Fields
	}
	return nil
}

// Difference lists the fields that were sent otherwise the time before.
func (a Application) Difference(of Of) []string {
	n := len(a.Sendings)
	if n < 2 {
		return nil
	}
	return differ(a.Sendings[n-2].Said, a.Sendings[n-1].Said, of)
}

func differ(before, after Said, of Of) (fields []string) {
	for _, name := range Fields(of) {
		if before.field(name) != after.field(name) {
			fields = append(fields, name)
		}
	}
	return fields
}

// field is the value of a field, to compare.
func (s Said) field(name string) any {
	return map[string]any{"why": s.Why, "work": s.Work, "help": s.Help, "minutes": s.Minutes, "from": s.From, "to": s.To}[name]
}

// Until is the last day of what was granted, zero without a grant.
func (a Application) Until() caldate.Date {
	if a.Decision == nil || !a.Decision.Granted {
		return caldate.Date{}
	}
	last := a.Decision.To
	for _, c := range a.Changes {
		if c.Kind == Ends || c.Kind == Longer {
			last = c.On
		}
	}
	return last
}

// RateOn is what an hour of a day gives: as granted, or by a later change, and of a
// wage subsidy at the yearly rate of the step granted. Unknown where nobody wrote a
// rate down, or the law of that day is not known.
func (a Application) RateOn(rules *grant.Rules, day caldate.Date) (rate money.Ore, known bool) {
	if a.Decision == nil {
		return 0, false
	}
	rate, step := a.Decision.Rate, a.Decision.Step
	for _, c := range a.Changes {
		if c.Kind == NewRate && !day.Before(c.On) {
			rate, step = c.Rate, c.Step
		}
	}
	if step > 0 {
		return rules.StepRate(step, day)
	}
	return rate, rate > 0
}

// Table is where applications are kept.
var Table = store.Table[Application]{
	Name: "applications",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id"}},
		{Name: "municipality", Keys: []string{"municipality_id"}},
		{Name: "company_placement", Keys: []string{"company_id", "placement_id"}},
		{Name: "municipality_placement", Keys: []string{"municipality_id", "placement_id"}},
		{Name: "changed", Keys: []string{"changed_at"}},
	},
}
