package hours

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Handed is what the mentor says with a week that is done.
type Handed struct {
	NoHours bool // the deliberate word that nothing was worked
	Word    Word
}

// submit says that the week is done. Without hours it takes the deliberate
// word that there were none.
func submit(w *Week, h Handed, by Signer, now time.Time, today caldate.Date) error {
	if w.Status() == Submitted && w.NoHours == h.NoHours && w.Word == h.Word {
		return store.Unchanged // a second click; with other words somebody must be told that they are not kept
	}
	if err := w.May(Submit, by); err != nil {
		return err
	}
	switch {
	case w.Week.Monday().After(today):
		return fault.New(fault.Invalid, "week_not_begun")
	case h.NoHours && len(w.Lines) > 0:
		return fault.New(fault.Invalid, "has_hours")
	case !h.NoHours && len(w.Lines) == 0:
		return fault.New(fault.Invalid, "no_hours_said")
	case h.Word.Face != "" && !slices.Contains(Faces(), h.Word.Face):
		return fault.Field("face", "choose")
	}
	w.SubmittedAt, w.SubmittedBy, w.SubmittedByID, w.NoHours = now, by.Name, by.PersonID, h.NoHours
	w.Word = h.Word
	for key, day := range w.Days {
		if !day.Approved {
			delete(w.Days, key)
		}
	}
	return nil
}

// withdraw takes a week back that no approver has opened or decided about.
func withdraw(w *Week, by Signer) error {
	if err := w.May(Withdraw, by); err != nil {
		return err
	}
	w.open()
	return nil
}

// look notes that an approver, who has nothing to do with the hours, has opened
// what was handed in.
func look(w *Week, by Signer, now time.Time) error {
	if err := w.May(Look, by); err != nil || !w.OpenedAt.IsZero() || w.Touched(by.PersonID) {
		return store.Unchanged // looking is never refused
	}
	w.OpenedAt, w.OpenedBy = now, by.Name
	return nil
}

// ask puts a question beside a week, which stays as it is.
func ask(w *Week, text string, by Signer, now time.Time) error {
	if strings.TrimSpace(text) == "" {
		return fault.Field("question", "required")
	}
	if err := w.May(Ask, by); err != nil {
		return err
	}
	w.Questions = append(w.Questions, Question{Text: text, By: by.Name, At: now})
	return nil
}

// reply answers the open question; number is which of the week's questions was
// read, from 1, or 0 when no page was.
func reply(w *Week, number int, text string, by Signer, now time.Time) error {
	if strings.TrimSpace(text) == "" {
		return fault.Field("answer", "required")
	}
	if err := w.May(Reply, by); err != nil {
		return err
	}
	if number != 0 && number != len(w.Questions) {
		return fault.New(fault.Conflict, "question_gone")
	}
	q := &w.Questions[len(w.Questions)-1]
	q.Answer, q.AnsweredBy, q.AnsweredAt = text, by.Name, now
	return nil
}

// Approval is what an approver accepts: the given days, or with none given
// everything that is not decided yet.
type Approval struct {
	Days []caldate.Date
	Word string // why hours above the plan are right; needed when they are
	Seen int64  // version of the week that was looked at, or 0 when no page was
}

// approve accepts days. The week is approved when every day with hours is, and
// a week above the plan takes a word to it. Days that were accepted before
// stay as they were decided; when that is all of them there is nothing to decide.
func approve(w *Week, a Approval, by Signer, now time.Time) error {
	if err := w.May(Approve, by); err != nil {
		return err
	}
	if a.Seen != 0 && a.Seen != w.Version { // what was looked at is not what would be approved
		return fault.New(fault.Conflict, "week_changed")
	}
	worked := w.WorkedDays()
	for _, d := range a.Days {
		if !slices.Contains(worked, d) {
			return fault.Field("days", "day_without_hours")
		}
	}
	days, whole, fresh := map[string]Day{}, true, false
	for _, d := range worked {
		decision, decided := w.Days[d.String()]
		switch {
		case decided:
			days[d.String()] = decision
		case len(a.Days) == 0 || slices.Contains(a.Days, d):
			days[d.String()], fresh = Day{Approved: true, By: by.Name, At: now}, true
		default:
			whole = false
		}
	}
	if !whole && !fresh {
		return fault.New(fault.Conflict, "week_decided")
	}
	if whole && w.AbovePlan() && strings.TrimSpace(a.Word) == "" {
		return fault.Field("above_reason", "above_plan_word")
	}
	w.Days = days
	if whole {
		w.ApprovedAt, w.ApprovedBy, w.SelfApproved = now, by.Name, w.Touched(by.PersonID)
		if w.AbovePlan() {
			w.AboveReason = a.Word
		}
	}
	return nil
}

// returnDays sends single days back with a reason; the other days keep their
// lines and are approved when the week comes again.
func returnDays(w *Week, days []caldate.Date, reason string, by Signer, now time.Time) error {
	var faults fault.Fields
	if len(days) == 0 {
		faults.Add("days", "choose_days")
	}
	if strings.TrimSpace(reason) == "" {
		faults.Add("reason", "required")
	}
	for _, d := range days {
		if !w.Week.Holds(d) {
			faults.Add("days", "choice")
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if err := w.May(Return, by); err != nil {
		return err
	}
	for _, d := range days {
		if w.Days[d.String()].Approved { // by a colleague, meanwhile
			return fault.New(fault.Conflict, "week_decided")
		}
	}
	if w.Days == nil {
		w.Days = map[string]Day{}
	}
	for _, d := range days {
		w.Days[d.String()] = Day{By: by.Name, At: now, Reason: reason}
	}
	w.open()
	return nil
}
