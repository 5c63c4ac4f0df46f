package claim

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/money"
)

// Claim is what was done about one period of a grant.
type Claim struct {
	From     caldate.Date `bson:"from"` // the period's first day, which names it
	Sendings []ClaimSent  `bson:"sendings,omitempty"`
	Answers  []Answer     `bson:"answers,omitempty"`
	Excused  *Mark        `bson:"excused,omitempty"` // why it goes although a follow-up is overdue
	Helped   []Helped     `bson:"helped,omitempty"`  // weeks whose help was otherwise than the sheet says
}

// ClaimSent is a claim as it was sent: the days it told, which stay.
type ClaimSent struct {
	Mark      `bson:",inline"`
	Reference string       `bson:"reference"` // in NemRefusion
	Days      []DayMinutes `bson:"days"`
	Amount    *money.Ore   `bson:"amount"` // nil where a rate was not known
}

// DayMinutes is what is claimed of a day.
type DayMinutes struct {
	Date    caldate.Date `bson:"date"`
	Minutes int          `bson:"minutes"`
}

// AnswerKind is what came back.
type AnswerKind string

const (
	AnswerPaid    AnswerKind = "paid"
	AnswerRepaid  AnswerKind = "repaid"  // the firm paid back what was too much
	AnswerMissing AnswerKind = "missing" // something is lacking
	AnswerRefused AnswerKind = "refused"
)

// AnswerKinds lists them in the order of pages.
func AnswerKinds() []AnswerKind {
	return []AnswerKind{AnswerPaid, AnswerRepaid, AnswerMissing, AnswerRefused}
}

// Answer is what came back about what was sent last.
type Answer struct {
	Mark   `bson:",inline"`
	Kind   AnswerKind   `bson:"kind"`
	On     caldate.Date `bson:"on"`
	Amount money.Ore    `bson:"amount,omitempty"` // paid, or paid back
	Text   string       `bson:"text,omitempty"`
}

// Helped is the help of a week where it was otherwise than the sheet says.
type Helped struct {
	Mark    `bson:",inline"`
	Week    caldate.Week `bson:"week"`
	Minutes int          `bson:"minutes"`
}

// Span is the days of a period.
type Span struct{ From, To caldate.Date }

// Spans cuts what was granted into periods of the calendar. Every day granted is in
// one of them. A period that was claimed stays, also when the support turned out to
// have ended before it: then there is something to pay back.
func (a Application) Spans(every Rhythm) []Span {
	until := a.Until()
	if until.IsZero() {
		return nil
	}
	var spans []Span
	for from := a.Decision.From; !from.After(until); from = spans[len(spans)-1].To.Add(1) {
		end := periodEnd(from, every)
		if end.After(until) {
			end = until
		}
		spans = append(spans, Span{from, end})
	}
	for _, c := range a.Claims {
		if len(c.Sendings) > 0 && c.From.After(until) {
			spans = append(spans, Span{c.From, periodEnd(c.From, every)})
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	return spans
}

// periodEnd is the last day of the period of the calendar that a day lies in.
func periodEnd(d caldate.Date, every Rhythm) caldate.Date {
	if every == Quarterly {
		return quarterEnd(d)
	}
	return d.MonthEnd()
}

func quarterEnd(d caldate.Date) caldate.Date {
	return d.MonthStart().AddMonths(2 - (int(d.Month())-1)%3).MonthEnd()
}

// ClaimStatus is where the claim of a period stands.
type ClaimStatus string

const (
	TooEarly     ClaimStatus = "too_early"
	Open         ClaimStatus = "open" // something is lacking before it can be sent
	Complete     ClaimStatus = "complete"
	ClaimIsSent  ClaimStatus = "sent"
	Paid         ClaimStatus = "paid"
	Lacking      ClaimStatus = "missing" // the municipality wants more
	ClaimRefused ClaimStatus = "refused"
	Expired      ClaimStatus = "expired"
	Zero         ClaimStatus = "zero"
	ToCorrect    ClaimStatus = "to_correct" // what it told has changed since
)

// ClaimStatuses lists them.
func ClaimStatuses() []ClaimStatus {
	return []ClaimStatus{TooEarly, Open, Complete, ClaimIsSent, Paid, Lacking, ClaimRefused, Expired, Zero, ToCorrect}
}

// Lack is what keeps a claim from being sent: a text key below "claim.lack.".
type Lack string

const (
	LacksWeeks     Lack = "weeks"     // not approved
	LacksFollowUp  Lack = "follow_up" // a meeting is overdue
	LacksPaper     Lack = "payslip"
	LacksReference Lack = "reference" // of the decision
	LacksSheet     Lack = "split"     // who does what
)

// Lacks lists them in the order of pages.
func Lacks() []Lack {
	return []Lack{LacksWeeks, LacksFollowUp, LacksPaper, LacksReference, LacksSheet}
}

// Facts are what a period's claim follows from besides the application.
type Facts struct {
	Book     []hours.Booked                // approved lines of the course, of whole weeks
	Missing  []hours.Item                  // weeks of the course that are over and not approved
	FollowUp bool                          // a meeting is overdue
	Papers   map[caldate.Date][]string     // kinds of documents in a period's package, by its first day
	Approved map[caldate.Week]caldate.Date // when weeks were approved last
	Today    caldate.Date
}

// Part is what is claimed at one rate.
type Part struct {
	From, To caldate.Date // the first and last day with hours
	Minutes  int
	Rate     *money.Ore // an hour; nil where it is not known
	Amount   *money.Ore
}

// Standing is where the claim of a period stands, with what it says now.
type Standing struct {
	Span
	Claim    Claim
	Of       Of
	Status   ClaimStatus
	Days     []DayMinutes
	Minutes  int
	Parts    []Part
	Amount   *money.Ore // nil where a rate is not known
	Ceiling  int        // minutes of help at most, by the hours of the period; 0 for none
	Most     int        // minutes of help a week that were granted at most; 0 for no such limit
	Lacks    []Lack
	Weeks    []hours.Item // of the period, that lack approval
	Deadline caldate.Date // last day of the window
	Changed  caldate.Date // when the last of what it is made of was approved, or zero
	AskedBy  caldate.Date // for the money to come by the end of that month, or zero
}

// Stand works out where every period of an application stands.
func (a Application) Stand(rules *grant.Rules, s Scheme, f Facts) []Standing {
	var list []Standing
	for _, span := range a.Spans(s.Every) {
		st := Standing{Span: span, Of: s.Of, Most: a.Decision.Minutes, Claim: a.claimOf(span.From), Deadline: window(span.To, s.Window)}
		if s.AskedByDay > 0 {
			st.AskedBy = span.To.MonthStart().AddMonths(1).Add(s.AskedByDay - 1)
		}
		a.count(rules, &st, f)
		st.price(a, rules)
		st.lack(a, s, f)
		st.Status = st.status(f.Today)
		for w := span.From.Week(); !w.Monday().After(span.To); w = w.Add(1) {
			if on := f.Approved[w]; on.After(st.Changed) {
				st.Changed = on
			}
		}
		list = append(list, st)
	}
	return list
}

// window is the last day so many months after a period: at the end of a month, when
// the period ended with one.
func window(end caldate.Date, months int) caldate.Date {
	last := end.AddMonths(months)
	if end == end.MonthEnd() {
		return last.MonthEnd()
	}
	return last
}

func (a Application) claimOf(from caldate.Date) Claim {
	for _, c := range a.Claims {
		if c.From == from {
			return c
		}
	}
	return Claim{From: from}
}

// count works out what is claimed of each day.
func (a Application) count(rules *grant.Rules, st *Standing, f Facts) {
	days := map[caldate.Date]int{}
	if st.Of == Subsidised {
		for _, l := range f.Book {
			if l.PlacementID == a.PlacementID && l.Kind == hours.Subsidised {
				days[l.Date] += l.Minutes
			}
		}
	} else {
		worked, sum := workedOn(f.Book, a.PlacementID), 0
		for w := st.From.Week(); !w.Monday().After(st.To); w = w.Add(1) {
			for d, n := range a.helpOf(w, worked) {
				days[d] = n
			}
		}
		for d, n := range worked {
			if !d.Before(st.From) && !d.After(st.To) {
				sum += n
			}
		}
		st.Ceiling = rules.AssistanceCeiling(sum)
	}
	for d := st.From; !d.After(st.To) && !d.After(a.Until()); d = d.Add(1) {
		if n := days[d]; n > 0 {
			st.Days = append(st.Days, DayMinutes{d, n})
			st.Minutes += n
		}
	}
	if st.Of == Help {
		st.cap()
	}
}

// helpOf is the help of a week by day: as somebody corrected it last, on the days in
// the proportion that was worked, or by the sheet; never more than was granted.
func (a Application) helpOf(w caldate.Week, worked map[caldate.Date]int) map[caldate.Date]int {
	var last Helped
	for _, c := range a.Claims {
		for _, h := range c.Helped {
			if h.Week == w && (last.Week.IsZero() || h.At.After(last.At)) {
				last = h
			}
		}
	}
	if last.Week.IsZero() {
		return a.helped(w, worked)
	}
	return share(a.most(last.Minutes), w, worked)
}

// most is no more help a week than was granted.
func (a Application) most(minutes int) int {
	if a.Decision != nil && a.Decision.Minutes > 0 {
		return min(minutes, a.Decision.Minutes)
	}
	return minutes
}

// cap takes what is above the ceiling off the last days.
func (st *Standing) cap() {
	over := st.Minutes - st.Ceiling
	for i := len(st.Days) - 1; over > 0 && i >= 0; i-- {
		n := min(over, st.Days[i].Minutes)
		st.Days[i].Minutes -= n
		st.Minutes -= n
		over -= n
	}
	st.Days = slices.DeleteFunc(st.Days, func(d DayMinutes) bool { return d.Minutes == 0 })
}

// price puts days of one rate together.
func (st *Standing) price(a Application, rules *grant.Rules) {
	st.Parts = price(a, rules, st.Days)
	sum := money.Ore(0)
	for _, p := range st.Parts {
		if p.Amount == nil {
			return
		}
		sum += *p.Amount
	}
	st.Amount = &sum
}

func price(a Application, rules *grant.Rules, days []DayMinutes) []Part {
	var parts []Part
	for _, d := range days {
		rate, known := a.RateOn(rules, d.Date)
		last := len(parts) - 1
		if last < 0 || known != (parts[last].Rate != nil) || known && *parts[last].Rate != rate {
			p := Part{From: d.Date}
			if known {
				p.Rate = &rate
			}
			parts, last = append(parts, p), last+1
		}
		parts[last].To = d.Date
		parts[last].Minutes += d.Minutes
	}
	for i := range parts {
		if parts[i].Rate != nil {
			amount := grant.ForMinutes(*parts[i].Rate, parts[i].Minutes)
			parts[i].Amount = &amount
		}
	}
	return parts
}

// lack finds what is missing in the package.
func (st *Standing) lack(a Application, s Scheme, f Facts) {
	for _, item := range f.Missing {
		if item.PlacementID == a.PlacementID && !item.Week.Week.Sunday().Before(st.From) && !item.Week.Week.Monday().After(st.To) {
			st.Weeks = append(st.Weeks, item)
		}
	}
	if len(st.Weeks) > 0 {
		st.Lacks = append(st.Lacks, LacksWeeks)
	}
	if f.FollowUp && st.Claim.Excused == nil {
		st.Lacks = append(st.Lacks, LacksFollowUp)
	}
	for _, kind := range s.Papers {
		if st.Minutes > 0 && !slices.Contains(f.Papers[st.From], kind) {
			st.Lacks = append(st.Lacks, Lack(kind))
		}
	}
	if a.Decision.Reference == "" {
		st.Lacks = append(st.Lacks, LacksReference)
	}
	if st.Of == Help && !a.sheeted(st.Span, f.Book) {
		st.Lacks = append(st.Lacks, LacksSheet)
	}
}

// sheeted tells whether every week that was worked in has a sheet of who does what.
func (a Application) sheeted(span Span, book []hours.Booked) bool {
	for d, n := range workedOn(book, a.PlacementID) {
		if _, known := a.SplitOn(d.Week().Sunday()); n > 0 && !known && !d.Before(span.From) && !d.After(span.To) {
			return false
		}
	}
	return true
}

// changedSince tells whether a claim says something else now than when it was sent.
func (st *Standing) changedSince(s ClaimSent) bool {
	same := (s.Amount == nil) == (st.Amount == nil) && (s.Amount == nil || *s.Amount == *st.Amount)
	return !same || !slices.Equal(s.Days, st.Days)
}

// status derives where it stands. What was sent before its period was over, because
// the support was extended, is looked at again when it is.
func (st *Standing) status(today caldate.Date) ClaimStatus {
	if n := len(st.Claim.Sendings); n > 0 {
		changed := st.changedSince(st.Claim.Sendings[n-1]) && today.After(st.To)
		answer, answered := st.Claim.LastAnswer()
		switch {
		case answered && answer.Kind == AnswerRefused:
			return ClaimRefused
		case changed:
			return ToCorrect
		case answered && answer.Kind == AnswerMissing:
			return Lacking
		case answered:
			return Paid
		}
		return ClaimIsSent
	}
	switch {
	case !today.After(st.To):
		return TooEarly
	case st.Minutes == 0 && len(st.Weeks) == 0 && !slices.Contains(st.Lacks, LacksSheet):
		return Zero
	case today.After(st.Deadline):
		return Expired
	case len(st.Lacks) > 0:
		return Open
	}
	return Complete
}

// LastAnswer is what came back about what was sent last.
func (c Claim) LastAnswer() (Answer, bool) {
	n, m := len(c.Sendings), len(c.Answers)
	if n == 0 || m == 0 || c.Answers[m-1].At.Before(c.Sendings[n-1].At) {
		return Answer{}, false
	}
	return c.Answers[m-1], true
}

// Told is how many minutes the claim has told, as it was sent last.
func (c Claim) Told() (minutes int) {
	if n := len(c.Sendings); n > 0 {
		for _, d := range c.Sendings[n-1].Days {
			minutes += d.Minutes
		}
	}
	return minutes
}

// Received is what was paid, less what was taken back.
func (c Claim) Received() (sum money.Ore) {
	for _, a := range c.Answers {
		switch a.Kind {
		case AnswerPaid:
			sum += a.Amount
		case AnswerRepaid:
			sum -= a.Amount
		}
	}
	return sum
}

// AtRisk tells whether the money of the period is still to be claimed.
func (st Standing) AtRisk() bool {
	return st.Status == Open || st.Status == Complete || st.Status == Lacking
}
