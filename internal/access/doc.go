// Package access decides who may do what to whose data.
//
// A Grant gives a person a Role at a Party (a firm, a municipality or an
// association). The matrix gives a role a Reach for each Permission. An Actor
// is a signed-in person with the roles they hold right now at the party they
// signed in for; package identity builds one for every request, so withdrawing
// a grant works at once.
//
// An Actor issues the store.Scope for a permission, and no data can be read or
// written without one: what a role may not reach is not found, whatever the
// id in the address.
package access
