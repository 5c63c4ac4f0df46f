package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/ruledata"
)

// Truth is what is known about a statement. The zero Truth is Unknown, so that
// nothing is true or false by oversight.
type Truth int

const (
	Unknown Truth = iota
	No
	Yes
)

// Certainty is how sure a rule is.
type Certainty = ruledata.Certainty

const (
	A = ruledata.A
	B = ruledata.B
	C = ruledata.C
	D = ruledata.D
)

// lowest is the least sure of several marks; "" counts for nothing.
func lowest(marks ...Certainty) Certainty { return slices.Max(marks) }

// decides tells whether a rule is sure enough to turn somebody down.
func decides(mark Certainty) bool { return mark == A || mark == B }

// Finding is what one test of a situation gives, with why.
type Finding struct {
	Truth   Truth
	Missing []Path    // facts that would settle an Unknown
	Mark    Certainty // of the reading of the law behind it, where that is not the condition's own
	Params  Params    // figures of the test, for the reason given
	Notes   []Note    // what must be said along with it
}

// Params are named figures of a reason or a note.
type Params map[string]any

func met() Finding                   { return Finding{Truth: Yes} }
func failed() Finding                { return Finding{Truth: No} }
func missing(paths ...Path) Finding  { return Finding{Missing: paths} }
func unclear(mark Certainty) Finding { return Finding{Mark: mark} } // the law leaves it open
// mark says how sure the reading is that a failure rests on; a finding that
// only waits for a fact rests on none.
func (f Finding) mark(c Certainty) Finding {
	if f.Truth == No {
		f.Mark = c
	}
	return f
}

func (f Finding) note(n Note) Finding   { f.Notes = append(slices.Clone(f.Notes), n); return f }
func (f Finding) with(p Params) Finding { f.Params = p; return f }

// holds is met where a statement is true and failed where it is not.
func holds(ok bool) Finding {
	if ok {
		return met()
	}
	return failed()
}

// isTrue is met when a fact is known to be true.
func isTrue(fact *bool, path Path) Finding {
	if fact == nil {
		return missing(path)
	}
	return holds(*fact)
}

// isFalse is met when a fact is known to be false.
func isFalse(fact *bool, path Path) Finding {
	if fact == nil {
		return missing(path)
	}
	return holds(!*fact)
}

// all is Yes when every finding is, and No as soon as one is: a known obstacle
// beats unknown facts.
func all(findings ...Finding) Finding { return compose(Yes, No, findings) }

// either is Yes as soon as one finding is, and No when every one is.
func either(findings ...Finding) Finding { return compose(No, Yes, findings) }

// compose joins findings: the decisive truth wins over all, then Unknown, and
// the neutral one stands when nothing else was said. The reasons of the
// findings that made the outcome come along.
func compose(neutral, decisive Truth, findings []Finding) Finding {
	outcome := neutral
	for _, f := range findings {
		switch {
		case f.Truth == decisive:
			outcome = decisive
		case f.Truth == Unknown && outcome == neutral:
			outcome = Unknown
		}
	}
	joined := Finding{Truth: outcome}
	for _, f := range findings {
		if f.Truth != outcome {
			continue
		}
		joined.Missing = append(joined.Missing, f.Missing...)
		joined.Mark = lowest(joined.Mark, f.Mark)
		joined.Notes = append(joined.Notes, f.Notes...)
	}
	return joined
}

// known is met when a text is there.
func known(text string, path Path) Finding {
	if text == "" {
		return missing(path)
	}
	return met()
}

// atLeast is met when a number is known to reach a limit.
func atLeast(n *decimal.Decimal, path Path, limit decimal.Decimal) Finding {
	if n == nil {
		return missing(path)
	}
	return holds(n.GreaterThanOrEqual(limit))
}

// atMost is met when a number is known not to pass a limit.
func atMost(n *decimal.Decimal, path Path, limit decimal.Decimal) Finding {
	if n == nil {
		return missing(path)
	}
	return holds(n.LessThanOrEqual(limit))
}

// not turns a finding around.
func not(f Finding) Finding {
	switch f.Truth {
	case Yes:
		f.Truth = No
	case No:
		f.Truth = Yes
	}
	return f
}
