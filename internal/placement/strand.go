package placement

import (
	"slices"

	"fodfaeste/internal/caldate"
)

// TaskOn finds a task by its id, on the strand it lies on that day: the one that
// was agreed, or pay from the day that a conversion takes it over. So it lies on
// one strand on any day, and what was praktik becomes paid and stays so.
func (p Placement) TaskOn(taskID string, day caldate.Date) (Task, bool) {
	task, ok := p.Agreement.Task(taskID)
	for _, c := range p.Conversions {
		if ok && c.settled() && !day.Before(c.From) && slices.Contains(c.TaskIDs, taskID) {
			task.Strand, task.Subsidised = Paid, c.Kind == WageSubsidy
		}
	}
	return task, ok
}

// HasPraktikOn tells whether any task makes praktik hours on a day.
func (p Placement) HasPraktikOn(day caldate.Date) bool { return p.hasOn(Praktik, day) }

func (p Placement) hasOn(strand Strand, day caldate.Date) bool {
	return slices.ContainsFunc(p.Agreement.Tasks, func(task Task) bool {
		now, _ := p.TaskOn(task.ID, day)
		return now.Strand == strand
	})
}

// ExtendsInVitas tells whether VITAS decides about a later last day: there is
// praktik until the present one.
func (p Placement) ExtendsInVitas() bool { return p.HasPraktikOn(p.Agreement.End) }
