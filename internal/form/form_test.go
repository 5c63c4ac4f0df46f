package form

import (
	"net/url"
	"slices"
	"testing"

	"fodfaeste/internal/fault"
)

func TestMinutes(t *testing.T) {
	tests := []struct {
		in   string
		want int
		code string
	}{
		{"", 0, ""}, {"2", 120, ""}, {"1:30", 90, ""}, {"1.30", 90, ""}, {"1,5", 90, ""}, {"1.5", 90, ""},
		{"1½", 90, ""}, {"½", 30, ""}, {"0:05", 5, ""}, {"7,25", 435, ""},
		{"-1", 0, "duration"}, {"1:75", 0, "duration"}, {"1:5", 0, "duration"}, {"to", 0, "duration"},
		{"1e3", 60000, ""}, {"NaN", 0, "duration"}, {"99999999", 0, "duration"},
	}
	for _, tt := range tests {
		f := Of(url.Values{"time": {tt.in}})
		got := f.Minutes("time")
		if f.FaultOf("time") != tt.code || tt.code == "" && got != tt.want {
			t.Errorf("Minutes(%q) = %d, %q; want %d, %q", tt.in, got, f.FaultOf("time"), tt.want, tt.code)
		}
	}
}

func TestHundredths(t *testing.T) {
	for in, want := range map[string]int{"": -1, "12": 1200, "12,5": 1250, "0.25": 25, "-1": -1, "tolv": -1, "Inf": -1} {
		if got := Of(url.Values{"n": {in}}).Hundredths("n"); got != want {
			t.Errorf("Hundredths(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	tests := []struct {
		in   string
		want int
		code string
	}{
		{"", -1, ""}, {"8", 480, ""}, {"08:30", 510, ""}, {"8.30", 510, ""}, {"24:00", 1440, ""},
		{"25", -1, "time_of_day"}, {"8:3", -1, "time_of_day"}, {"otte", -1, "time_of_day"},
	}
	for _, tt := range tests {
		f := Of(url.Values{"at": {tt.in}})
		if got := f.TimeOfDay("at"); got != tt.want || f.FaultOf("at") != tt.code {
			t.Errorf("TimeOfDay(%q) = %d, %q; want %d, %q", tt.in, got, f.FaultOf("at"), tt.want, tt.code)
		}
	}
}

func TestFields(t *testing.T) {
	f := Of(url.Values{"name": {"  "}, "day": {"31.02.2026"}, "n": {"12"}, "pick": {"b", "x"}, "one": {"z"}})
	f.Text("name", Required)
	f.Date("day")
	f.Int("n", 0, 10)
	if got := f.Choices("pick", "a", "b"); !slices.Equal(got, []string{"b"}) {
		t.Errorf("Choices = %v, want [b]", got)
	}
	f.Choice("one", "a")
	f.Choice("none", "a")
	want := map[string]string{"name": "required", "day": "date", "n": "out_of_range", "pick": "choice", "one": "choice", "none": "choose"}
	for name, code := range want {
		if got := f.FaultOf(name); got != code {
			t.Errorf("fault of %s = %q, want %q", name, got, code)
		}
	}
	if !slices.Equal(f.Wrong(), []string{"name", "day", "n", "pick", "one", "none"}) {
		t.Errorf("Wrong = %v, want the order they were found in", f.Wrong())
	}
}

func TestMerge(t *testing.T) {
	f := Of(nil)
	if err := f.Merge(fault.Field("start", "before_today")); err != nil || f.FaultOf("start") != "before_today" {
		t.Errorf("Merge kept %v and gave back %v", f.Wrong(), err)
	}
	if err := f.Merge(fault.New(fault.Conflict, "changed")); !fault.Is(err, fault.Conflict) {
		t.Errorf("Merge swallowed a conflict: %v", err)
	}
}
