package hours

import "slices"

// Exception is why a week must be looked at by itself before it is approved. A
// week without any can be approved together with others.
type Exception string

const (
	AbovePlan    Exception = "above_plan"   // the brake
	WasCorrected Exception = "corrected"    // it was approved once and put right
	HasQuestion  Exception = "question"     // somebody asked and has no answer yet
	HasWord      Exception = "word"         // a sentence, a hard week, or "ring til mig"
	HasNote      Exception = "note"         // beside a line
	Overlaps     Exception = "overlap"      // two lines in the same time
	FirstTime    Exception = "first_logger" // nothing this person handed in was ever approved

	// After the approval, for eyes outside the firm.
	SelfApproved Exception = "self_approved"
	WantsCall    Exception = "call" // "ring til mig"
)

// Exceptions lists those that stand before an approval, gravest first.
func Exceptions() []Exception {
	return []Exception{AbovePlan, WasCorrected, Overlaps, HasQuestion, HasWord, HasNote, FirstTime}
}

// exceptions finds why a week that was handed in must be looked at by itself;
// proven are the people of whom a week was approved before.
func (w Week) exceptions(proven map[string]bool) []Exception {
	_, question := w.OpenQuestion()
	is := map[Exception]bool{
		AbovePlan: w.AbovePlan(), WasCorrected: len(w.Versions) > 0, HasQuestion: question,
		HasWord:   w.Word.Text != "" || w.Word.Call || w.Word.Face == "hard",
		HasNote:   slices.ContainsFunc(w.Lines, func(l Line) bool { return l.Note != "" }),
		Overlaps:  w.overlaps(),
		FirstTime: !proven[w.SubmittedByID],
	}
	var found []Exception
	for _, e := range Exceptions() {
		if is[e] {
			found = append(found, e)
		}
	}
	return found
}

// toSee is why somebody outside the firm should look at a week that was
// approved: nobody else did, the hours were above the plan, or the mentor wants
// a call. None once they have.
func (w Week) toSee() []Exception {
	if w.ApprovedAt.IsZero() || w.Superseded || !w.SeenAt.IsZero() {
		return nil
	}
	var found []Exception
	for _, e := range []struct {
		is  bool
		why Exception
	}{{w.SelfApproved, SelfApproved}, {w.AbovePlan(), AbovePlan}, {w.Word.Call, WantsCall}} {
		if e.is {
			found = append(found, e.why)
		}
	}
	return found
}

// overlaps tells whether two lines of the week lie in the same time. No line is
// taken in that does; what came here another way is held back.
func (w Week) overlaps() bool {
	for i, a := range w.Lines {
		if slices.ContainsFunc(w.Lines[i+1:], func(b Line) bool { return overlap(a, b) }) {
			return true
		}
	}
	return false
}

// provenLoggers are the people who handed in a week that was approved.
func provenLoggers(weeks []Week) map[string]bool {
	proven := map[string]bool{}
	for _, w := range weeks {
		if !w.ApprovedAt.IsZero() {
			proven[w.SubmittedByID] = true
		}
	}
	return proven
}
