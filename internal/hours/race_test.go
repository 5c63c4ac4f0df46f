//go:build race

package hours_test

// The race detector makes everything many times slower.
const underRace = true
