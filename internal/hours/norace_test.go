//go:build !race

package hours_test

const underRace = false
