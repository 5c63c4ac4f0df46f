package caldate

import "testing"

func TestEaster(t *testing.T) {
	for year, want := range map[int]string{1961: "1961-04-02", 2000: "2000-04-23", 2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2038: "2038-04-25"} {
		if got := Easter(year); got.String() != want {
			t.Errorf("Easter of %d: %s, want %s", year, got, want)
		}
	}
}

func TestIsHoliday(t *testing.T) {
	want := []string{"2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26"}
	var got []string
	for d := MustParse("2026-01-01"); d.Year() == 2026; d = d.Add(1) {
		if d.IsHoliday() {
			got = append(got, d.String())
		}
	}
	if len(got) != len(want) {
		t.Fatalf("holidays of 2026: %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("holiday %d is %s, want %s", i, got[i], want[i])
		}
	}
}

func TestWorkday(t *testing.T) {
	for day, want := range map[string]string{
		"2026-11-20": "2026-11-20", "2026-11-21": "2026-11-20", "2026-11-22": "2026-11-20", "2026-04-06": "2026-04-01", "2027-01-01": "2026-12-31",
	} {
		d := MustParse(day)
		if got := d.Workday(); got.String() != want || d.IsWorkday() != (day == want) {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
