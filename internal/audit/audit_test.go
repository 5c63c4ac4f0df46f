package audit

import "testing"

func TestChanged(t *testing.T) {
	from, to := Changed([]string{"Bageriet", "8:00", "Plader"}, []string{"Bageriet", "10:00", "Plader", "Brød"})
	if from != "8:00" || to != "10:00; Brød" {
		t.Errorf("Changed = %q, %q; want what differs only", from, to)
	}
	if from, to := Changed([]string{"a"}, []string{"a"}); from+to != "" {
		t.Errorf("nothing changed, but it says %q, %q", from, to)
	}
}
