package main

import (
	"testing"

	"fodfaeste/internal/store/storetest"
)

// TestTables runs every table of the portal through the conformance suite of
// both engines: each declared index, by every prefix and range.
func TestTables(t *testing.T) {
	for _, spec := range tables() {
		t.Run(spec.Name, func(t *testing.T) { storetest.ConformanceTable(t, spec) })
	}
}

// TestExplain asks the server engine whether each declared query uses its index.
func TestExplain(t *testing.T) { storetest.Explain(t, tables()...) }
