//go:build race

package grant

// The race detector makes everything many times slower.
const underRace = true
