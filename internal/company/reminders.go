package company

import (
	"cmp"
	"context"
	"fmt"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Reminders is when the people of a firm are told what they have not done yet.
// A zero is what the portal does by itself.
type Reminders struct {
	Hour         int `bson:"hour"`           // from which on weekdays, in Denmark
	FridayHour   int `bson:"friday_hour"`    // on Fridays, when the week is nearly over
	LateDays     int `bson:"late_days"`      // a week has waited so long: the deputy is told
	VeryLateDays int `bson:"very_late_days"` // so long: the owner is
}

// Bounds of what a firm can choose. Nobody is told anything in the evening, and
// nothing is late the day it came.
const (
	FirstReminderHour, LastReminderHour = 7, 16
	FewestLateDays, MostLateDays        = 2, 28
)

// orOwn puts what the portal does by itself where nothing was chosen.
func (r Reminders) orOwn() Reminders {
	return Reminders{
		Hour: cmp.Or(r.Hour, 9), FridayHour: cmp.Or(r.FridayHour, 12), LateDays: cmp.Or(r.LateDays, 7), VeryLateDays: cmp.Or(r.VeryLateDays, 14),
	}
}

// Reminders are the times that are in force at the firm.
func (c Company) Reminders() Reminders { return c.Chosen.orOwn() }

// check finds what is wrong with times that somebody chose.
func (r Reminders) check() error {
	var faults fault.Fields
	for field, hour := range map[string]int{"hour": r.Hour, "friday_hour": r.FridayHour} {
		if hour < FirstReminderHour || hour > LastReminderHour {
			faults.Add(field, "choose")
		}
	}
	for field, days := range map[string]int{"late_days": r.LateDays, "very_late_days": r.VeryLateDays} {
		if days < FewestLateDays || days > MostLateDays {
			faults.Add(field, "late_days")
		}
	}
	if r.VeryLateDays <= r.LateDays && faults["late_days"] == "" && faults["very_late_days"] == "" {
		faults.Add("very_late_days", "owner_after_deputy")
	}
	return faults.Err()
}

// describe writes times for the history, in numbers that read the same in every
// language.
func (r Reminders) describe() string {
	return fmt.Sprintf("%d:00, %d:00, %d, %d", r.Hour, r.FridayHour, r.LateDays, r.VeryLateDays)
}

// SetReminders changes when the people of the actor's firm are reminded.
func (s *Service) SetReminders(ctx context.Context, actor access.Actor, r Reminders) error {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	_, err = s.companies.Update(ctx, scope, actor.Party().ID, func(c *Company) error {
		before := c.Reminders()
		if before == r {
			return store.Unchanged
		}
		c.Chosen = r
		c.Append(actor, access.ManageMembers, s.clock.Now(), audit.Event{Type: "reminders_changed", From: before.describe(), To: r.describe()})
		return nil
	})
	return err
}
