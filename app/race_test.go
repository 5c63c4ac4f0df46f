//go:build race

package main

// The race detector makes everything many times slower.
const underRace = true
