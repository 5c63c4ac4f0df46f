package cvr

import (
	"os"
	"path/filepath"
	"testing"

	"fodfaeste/internal/fault"
)

func TestCheck(t *testing.T) {
	tests := []struct{ in, want string }{
		{"99999993", ""}, {"99999985", ""}, {"99999977", ""}, {"43950932", ""},
		{"43950933", "cvr_check_digit"}, {"43950923", "cvr_check_digit"}, {"43 95 09 32", "cvr_digits"},
		{"99999994", "cvr_check_digit"}, {"12345678", "cvr_check_digit"}, {"00000000", "cvr_check_digit"},
		{"9999999", "cvr_digits"}, {"999999930", "cvr_digits"}, {"9999999x", "cvr_digits"}, {"", "cvr_digits"},
	}
	for _, tt := range tests {
		if got := Check(tt.in); got != tt.want {
			t.Errorf("Check(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCheckWorkplace(t *testing.T) {
	for in, want := range map[string]string{"1009999999": "", "2009999999": "p_number", "100999999": "p_number", "10099x9999": "p_number"} {
		if got := CheckWorkplace(in); got != want {
			t.Errorf("CheckWorkplace(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadList(t *testing.T) {
	file := filepath.Join(t.TempDir(), "firms.json")
	if err := os.WriteFile(file, []byte(`[{"cvr":"99999993","name":"Nakskov Bageri ApS"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := ReadList(file)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := list.Lookup(t.Context(), "99999993"); err != nil || e.Name != "Nakskov Bageri ApS" {
		t.Errorf("Lookup = %+v, %v", e, err)
	}
	if _, err := list.Lookup(t.Context(), "99999985"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a firm that is not there gave %v", err)
	}
	if err := os.WriteFile(file, []byte(`[{"cvr":"99999994"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadList(file); err == nil {
		t.Error("a wrong company number was accepted")
	}
}
