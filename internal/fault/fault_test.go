package fault

import (
	"errors"
	"fmt"
	"testing"
)

func TestKindOf(t *testing.T) {
	tests := map[string]struct {
		err  error
		want Kind
	}{
		"nil":     {nil, ""},
		"foreign": {errors.New("disk on fire"), Internal},
		"plain":   {New(NotFound, ""), NotFound},
		"wrapped": {fmt.Errorf("loading: %w", New(Conflict, "changed")), Conflict},
		"outside": {Wrap(Unavailable, errors.New("refused"), "ping"), Unavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := KindOf(tt.err); got != tt.want {
				t.Errorf("KindOf(%v) = %q, want %q", tt.err, got, tt.want)
			}
		})
	}
}

func TestFields(t *testing.T) {
	var f Fields
	if err := f.Err(); err != nil {
		t.Fatalf("empty Fields gave %v", err)
	}
	f.Add("cvr", "cvr.digits")
	f.Add("cvr", "cvr.checksum")
	f.Add("name", "required")
	err := f.Err()
	if got := FieldsOf(err)["cvr"]; got != "cvr.digits" {
		t.Errorf("first complaint about cvr = %q, want cvr.digits", got)
	}
	if want := "invalid cvr=cvr.digits name=required"; err.Error() != want {
		t.Errorf("Error() = %q, want %q", err, want)
	}
}
