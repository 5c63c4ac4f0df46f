//go:build !race

package grant

const underRace = false
