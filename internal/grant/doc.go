// Package grant judges which employment schemes a firm, a person and a start
// fit: likely, maybe or no, with the reasons, the facts that are missing, for
// how long, for how much, and what must be in place before day one.
//
// It never guesses. Every fact of a Situation may be left out; one that is
// needed and absent gives Maybe and stands in Missing by its path. Every rule
// and every rate lies in data/*.yaml with the dates it is known for, its place
// in the law, its source and how sure it is. Outside those dates no figure is
// given.
//
// The flow of Check: each scheme of the data passes its gates (start date, kind
// of employer, target group), then every one of its conditions. A condition is
// a small pure function from the inquiry to a Finding, found in one table by
// the code that the data list. The findings become a verdict in one place: a
// known failure under a rule of certainty A or B is a No, anything else that is
// not met is a Maybe.
//
// What is said is guidance. The municipality decides.
package grant
