package browser

import (
	"strconv"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/store"
)

// TestWeeks is everyday work on a phone: a mentor logs a usual week in a few
// taps, and an approver clears a queue of twelve.
func TestWeeks(t *testing.T) {
	t.Parallel()
	for name, noScript := range map[string]bool{"script": false, "no-script": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &usual{}
			p := open(t, setup{database: embedded, demo: true, prepare: w.prepare})
			w.mentorRepeats(p.newTab(t, settings{width: phone, noScript: noScript}))
			w.approverClears(p.newTab(t, settings{width: phone, noScript: noScript}))
		})
	}
}

// usual is what the prepared database holds.
type usual struct {
	forgotten  string // the week the mentor logs, as the list calls it
	above      string // the weeks to look at one by one
	wantsACall string
}

const (
	waiting  = 12              // of Maja's weeks
	together = waiting - 2 + 1 // without the two exceptions, and with the week that Johan's mentor has just handed in
)

// prepare empties the week that Johan's mentor has not handed in, so that it is
// still to be logged, and lets twelve of Maja's weeks wait: one above the plan,
// and one whose mentor wants a call.
func (u *usual) prepare(t *testing.T, db *store.DB) {
	weeks := store.In(db, hours.Table)
	all, err := weeks.All(t.Context(), access.System(), store.Query{Index: "company"})
	if err != nil {
		t.Fatal(err)
	}
	var wait []hours.Week
	for _, w := range all {
		switch {
		case w.FirstName == "Maja" && w.Status() == hours.Approved:
			wait = append(wait, w)
		case w.FirstName == "Johan" && w.Status() == hours.Open && w.Logged() > 120:
			u.forgotten = called(w)
			change(t, weeks, w, func(w *hours.Week) { w.Lines, w.Events = nil, nil })
		case w.Status() == hours.Submitted:
			change(t, weeks, w, func(w *hours.Week) { w.ApprovedAt = w.SubmittedAt.Add(time.Hour) })
		}
	}
	wait = wait[len(wait)-waiting:]
	u.above, u.wantsACall = called(wait[0]), called(wait[1])
	for i, w := range wait {
		change(t, weeks, w, func(w *hours.Week) {
			w.ApprovedAt, w.ApprovedBy, w.AboveReason, w.Days = time.Time{}, "", "", nil
			switch i {
			case 0:
				w.Lines[0].Minutes += 240
			case 1:
				w.Word.Call = true
			}
		})
	}
}

// called is what the list of weeks calls a week.
func called(w hours.Week) string { return w.FirstName + ", uge " + strconv.Itoa(w.Week.Number()) }

func change(t *testing.T, weeks store.Collection[hours.Week], w hours.Week, apply func(*hours.Week)) {
	t.Helper()
	_, err := weeks.Update(t.Context(), access.System(), w.ID, func(w *hours.Week) error {
		apply(w)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// mostTaps is how many taps a usual week may take once the mentor is signed in.
const mostTaps = 6

func (u *usual) mentorRepeats(b *tab) {
	b.signIn("mentor")
	taps := []string{"Uger mangler", u.forgotten, "Skriv 2 dage som sidst: 4 t", "Uge færdig"}
	for _, tap := range taps {
		b.press(tap)
	}
	b.sees("Meldt færdig af Søren Krag", "Tilbage 0 t")
	if len(taps) > mostTaps {
		b.t.Errorf("a usual week takes %d taps", len(taps))
	}
}

func (u *usual) approverClears(b *tab) {
	b.signIn("hr")
	b.press("Uger til godkendelse")
	b.sees("Inden for planen: "+strconv.Itoa(together)+" uger", "over planen", "der står noget om ugen")
	b.press("Godkend de valgte uger (" + strconv.Itoa(together) + ")")
	b.sees(strconv.Itoa(together) + " uger er godkendt.")
	b.misses("Inden for planen")

	b.press(u.above)
	b.press("Godkend ugen")
	b.sees("Skriv et par ord om, hvorfor timerne er over planen")
	b.fill("Hvorfor er timerne over planen?", "Stort bryllup, aftalt med Maja")
	b.press("Godkend ugen")
	b.sees("Ugen er godkendt.", "Om timerne over planen: Stort bryllup, aftalt med Maja")

	b.press("Timer")
	b.press(u.wantsACall)
	b.sees("Vil gerne ringes op.")
	b.press("Godkend ugen")
	b.sees("Ugen er godkendt.")
	b.press("Timer")
	b.misses("Venter på godkendelse")
}
