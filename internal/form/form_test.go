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
	for in, want := range map[string]int{"": -1, "12": 1200, "12,5": 1250, "0.25": 25, "15.600": 1560000, "1.234.567,89": 123456789, "12.5": 1250, "1.2345": -1, "12,345": -1, "12345678": -1, "-1": -1, "tolv": -1, "Inf": -1} {
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

// TestWritten: what a form is filled with reads back the same.
func TestWritten(t *testing.T) {
	for minutes, want := range map[int]string{480: "8", 450: "7,5", 440: "7:20", 0: "0"} {
		f := Of(nil).SetMinutes("n", minutes)
		if f.Value("n") != want || f.Minutes("n") != minutes {
			t.Errorf("%d minutes are written %q and read %d, want %q", minutes, f.Value("n"), f.Minutes("n"), want)
		}
	}
	for n, want := range map[int]string{1200: "12", 1250: "12,50", 1205: "12,05", 5: "0,05", 0: "0"} {
		f := Of(nil).SetHundredths("n", n)
		if f.Value("n") != want || f.Hundredths("n") != n {
			t.Errorf("%d hundredths are written %q and read %d, want %q", n, f.Value("n"), f.Hundredths("n"), want)
		}
	}
}

func TestLines(t *testing.T) {
	f := Of(url.Values{"tasks": {"- Feje\r\n\r\n • Pakke brød \n* "}, "long": {"lang tekst"}})
	if got := f.Lines("tasks"); !slices.Equal(got, []string{"Feje", "Pakke brød"}) {
		t.Errorf("Lines = %q", got)
	}
	if f.Lines("long", Max(5)); f.FaultOf("long") != "too_long" {
		t.Errorf("a long text has fault %q", f.FaultOf("long"))
	}
}

func TestRows(t *testing.T) {
	names := []string{"title", "minutes"}
	for _, tt := range []struct {
		filled    []string
		show, all int // rows to show, and how many say something
	}{
		{nil, 1, 0}, {[]string{"tasks.0.title"}, 2, 1}, {[]string{"tasks.1.minutes"}, 3, 1},
		{[]string{"tasks.0.title", "tasks.2.title"}, 3, 2}, {[]string{"tasks.0.other"}, 1, 0},
	} {
		f := Of(nil)
		for _, name := range tt.filled {
			f.Set(name, "x")
		}
		if got := f.Rows("tasks", 3, names...); got != tt.show {
			t.Errorf("%v: %d rows, want %d", tt.filled, got, tt.show)
		}
		if got := f.Compact("tasks", 3, names...); got != tt.all {
			t.Errorf("%v: %d filled rows, want %d", tt.filled, got, tt.all)
		}
	}
}

func TestDoAt(t *testing.T) {
	changed := fault.New(fault.Conflict, "changed")
	for name, tt := range map[string]struct {
		typed   string
		answer  error
		version int64
		stale   bool
		want    error
	}{
		"as seen":         {"3", nil, 3, false, nil},
		"changed before":  {"3", changed, 3, true, nil},
		"no version":      {"", changed, -1, true, nil},
		"wrong field":     {"3", fault.Field("start", "before_today"), 3, false, nil},
		"other conflicts": {"3", errLocked, 3, false, errLocked},
	} {
		f := Of(url.Values{"version": {tt.typed}})
		var version int64
		err := f.DoAt(func(v int64) error { version = v; return tt.answer })
		if version != tt.version || f.Stale() != tt.stale || err != tt.want || f.OK() != (tt.answer == tt.want) {
			t.Errorf("%s: version %d, stale %t, ok %t, %v", name, version, f.Stale(), f.OK(), err)
		}
	}
}

var errLocked = fault.New(fault.Conflict, "agreement_locked")

func TestMerge(t *testing.T) {
	f := Of(nil)
	if err := f.Merge(fault.Field("start", "before_today")); err != nil || f.FaultOf("start") != "before_today" {
		t.Errorf("Merge kept %v and gave back %v", f.Wrong(), err)
	}
	if err := f.Merge(fault.New(fault.Conflict, "changed")); !fault.Is(err, fault.Conflict) {
		t.Errorf("Merge swallowed a conflict: %v", err)
	}
}

func TestFilled(t *testing.T) {
	f := Of(url.Values{"a": {"1", "", "2"}, "b": {" "}, "c": {}})
	if got := f.Filled().Encode(); got != "a=1&a=2" {
		t.Errorf("Filled = %s", got)
	}
}
