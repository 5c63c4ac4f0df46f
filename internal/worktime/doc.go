// Package worktime holds a log of hours up against the law of working hours:
// rest between days, days off, the weekly average, breaks, the limits for young
// people, written terms of employment, and what praktik may be beside paid work.
//
// It knows no clock and no network: the same log always gives the same report,
// in whatever order its lines stand. Every threshold lies in data/rules.yaml
// with its place in the law, its source and how sure it is.
//
// The flow of Check: the log becomes a journal, its lines in the order of time
// with what each comes to in minutes. Every rule of one table, by the code that
// its findings carry, reads the journal by itself. Times are those of the
// wall clock, as people write them down; a line that runs past midnight belongs
// to the date it began on. Everything is counted in whole minutes.
//
// A fact that is not known is left out of a Log. Where it matters, the report
// names it in Missing, and a rule that cannot be settled without it warns
// instead of finding a breach. What is said is guidance.
package worktime
