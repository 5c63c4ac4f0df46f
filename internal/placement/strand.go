package placement

import "fodfaeste/internal/caldate"

// TaskOn finds a task by its id, on the strand it lies on that day.
func (p Placement) TaskOn(taskID string, day caldate.Date) (Task, bool) {
	return p.Agreement.Task(taskID)
}
