// Package archtest holds the tests about the whole tree: which package may
// import which, which dependencies the module has, and where the few things
// are that must be in one place. A rule that stands here cannot be broken by
// oversight.
package archtest
