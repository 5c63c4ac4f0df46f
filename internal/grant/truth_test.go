package grant

import (
	"slices"
	"testing"
)

func TestCompose(t *testing.T) {
	x, y := missing("x"), missing("y")
	tests := map[string]struct {
		got     Finding
		truth   Truth
		missing []Path
		mark    Certainty
	}{
		"all: nothing asked":                    {all(), Yes, nil, ""},
		"all: every one met":                    {all(met(), met()), Yes, nil, ""},
		"all: unknown facts come along":         {all(met(), x, y), Unknown, []Path{"x", "y"}, ""},
		"all: an obstacle beats unknown facts":  {all(x, failed(), y), No, nil, ""},
		"either: nothing asked":                 {either(), No, nil, ""},
		"either: one is enough":                 {either(x, failed(), met()), Yes, nil, ""},
		"either: every one failed":              {either(failed(), failed()), No, nil, ""},
		"either: unknown facts come along":      {either(failed(), x, y), Unknown, []Path{"x", "y"}, ""},
		"the least sure mark comes along":       {either(unclear(C), unclear(B)), Unknown, nil, C},
		"a mark that decided nothing stays out": {all(unclear(C), failed()), No, nil, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.got.Truth != tt.truth || !slices.Equal(tt.got.Missing, tt.missing) || tt.got.Mark != tt.mark {
				t.Errorf("got %+v, want truth %d, missing %v, mark %q", tt.got, tt.truth, tt.missing, tt.mark)
			}
		})
	}
}
