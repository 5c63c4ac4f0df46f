package placement

import (
	"slices"
	"strconv"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

// OtherHours are weekly hours beside the course that fill the person's week:
// they are told and not logged.
type OtherHours struct {
	What    OtherWhat `bson:"what"`
	Minutes int       `bson:"minutes"` // a week
}

// OtherWhat tells what kind of hours lie beside the course. Anything about
// health is "other", and nobody asks further.
type OtherWhat string

// OtherKinds lists the choices in the order pages show them.
func OtherKinds() []string { return []string{"teaching", "other_work", "other"} }

// MaxOther is how many rows of other hours there can be.
const MaxOther = 3

// OtherField names the form field of a row.
func OtherField(i int, name string) string { return "other." + strconv.Itoa(i) + "." + name }

// OtherMinutes sums the hours beside the course, in minutes a week.
func (a Agreement) OtherMinutes() int {
	sum := 0
	for _, o := range a.Other {
		sum += o.Minutes
	}
	return sum
}

// checkOther finds rows that say too little, and a week that is too full.
func (a Agreement) checkOther(faults *fault.Fields) {
	for i, o := range a.Other {
		if !slices.Contains(OtherKinds(), string(o.What)) {
			faults.Add(OtherField(i, "what"), "choose")
		}
		if o.Minutes <= 0 {
			faults.Add(OtherField(i, "minutes"), "required")
		}
	}
	if last := len(a.Other) - 1; last >= 0 && a.OtherMinutes()+max(a.Ramp.From, a.Ramp.To) > opening.MaxMinutes {
		faults.Add(OtherField(last, "minutes"), "over_full_week_together")
	}
}
