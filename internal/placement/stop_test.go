package placement

import (
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

func TestStopCheck(t *testing.T) {
	today := monday.Add(20)
	logged := []caldate.Date{monday, monday.Add(2), monday.Add(16)}
	tests := map[string]struct {
		stop   Stop
		today  caldate.Date
		logged []caldate.Date
		field  string
		code   string
	}{
		"today":                          {Stop{On: today, Reason: "work"}, today, logged, "", ""},
		"the last day with hours":        {Stop{On: monday.Add(16), Reason: "work"}, today, logged, "", ""},
		"a day before hours":             {Stop{On: monday.Add(15), Reason: "work"}, today, logged, "on", "hours_after_stop"},
		"a day to come":                  {Stop{On: today.Add(10), Reason: "work"}, today, logged, "", ""},
		"after the last day":             {Stop{On: monday.AddMonths(3), Reason: "work"}, today, logged, "on", "after_course"},
		"no day":                         {Stop{Reason: "work"}, today, logged, "on", "required"},
		"nobody came":                    {Stop{On: monday.Add(-1), Reason: "no_show"}, today, nil, "", ""},
		"long before":                    {Stop{On: monday.Add(-2), Reason: "no_show"}, today, nil, "on", "before_course"},
		"today, before the first day":    {Stop{On: monday.Add(-20), Reason: "no_show"}, monday.Add(-20), nil, "", ""},
		"earlier, before the first day":  {Stop{On: monday.Add(-21), Reason: "no_show"}, monday.Add(-20), nil, "on", "before_course"},
		"no reason":                      {Stop{On: today}, today, logged, "reason", "choose"},
		"a reason that is not":           {Stop{On: today, Reason: "illness"}, today, logged, "reason", "choose"},
		"other needs a note":             {Stop{On: today, Reason: "other"}, today, logged, "note", "required"},
		"other with a note":              {Stop{On: today, Reason: "other", Note: "flytter"}, today, logged, "", ""},
		"both the day and the reason":    {Stop{}, today, logged, "on", "required"},
		"the agreed last day will do it": {Stop{On: monday.AddMonths(3).Add(-1), Reason: "education"}, today, logged, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := fault.FieldsOf(tt.stop.check(approved(), tt.today, tt.logged))
			if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] != tt.code {
				t.Errorf("faults %v, want %s=%s", got, tt.field, tt.code)
			}
		})
	}
	for _, reason := range StopReasons() {
		if err := (Stop{On: today, Reason: reason, Note: "fordi"}).check(approved(), today, logged); err != nil {
			t.Errorf("reason %s: %v", reason, err)
		}
	}
}

// TestCanStop: from the last yes to the last day, once; undone the same day.
func TestCanStop(t *testing.T) {
	today := monday.Add(20)
	for name, tt := range map[string]struct {
		change             func(*Placement)
		stop, undo, pauses bool
	}{
		"running":           {func(*Placement) {}, true, false, true},
		"agreed":            {func(p *Placement) { p.Vitas.State = "" }, true, false, false},
		"in VITAS":          {func(p *Placement) { p.Vitas.State = "sent" }, true, false, false},
		"refused":           {func(p *Placement) { p.Vitas.State = "refused" }, true, false, false},
		"paused":            {paused(monday.Add(14), monday.Add(28)), true, false, true},
		"draft":             {func(p *Placement) { *p = complete() }, false, false, false},
		"with parties":      {func(p *Placement) { p.Candidate = nil }, false, false, false},
		"withdrawn":         {func(p *Placement) { p.WithdrawnAt = when }, false, false, false},
		"ended":             {func(p *Placement) { p.Agreement.End = today.Add(-1) }, false, false, false},
		"stopped earlier":   {stoppedOn(today), false, false, false},
		"stopped today":     {func(p *Placement) { p.Stop = &Stop{On: today, At: today.Time()} }, false, true, false},
		"stopped yesterday": {func(p *Placement) { p.Stop = &Stop{On: today, At: today.Add(-1).Time()} }, false, false, false},
	} {
		p := approved()
		tt.change(&p)
		if stop, undo, pauses := p.CanStop(today), p.CanUndoStop(today), p.CanPause(today); stop != tt.stop || undo != tt.undo || pauses != tt.pauses {
			t.Errorf("%s: stop %t, undo %t, pause %t", name, stop, undo, pauses)
		}
	}
}

func TestPauseCheck(t *testing.T) {
	logged := []caldate.Date{monday.Add(2), monday.Add(16)}
	other := []Pause{{From: monday.Add(30), Resume: monday.Add(40)}}
	end := approved().Agreement.End
	for name, tt := range map[string]struct {
		from, resume caldate.Date
		field, code  string
	}{
		"two weeks":                {monday.Add(17), monday.Add(28), "", ""},
		"one day":                  {monday.Add(17), monday.Add(18), "", ""},
		"before the first":         {monday.Add(-1), monday.Add(2), "from", "before_course"},
		"over a day with hours":    {monday.Add(16), monday.Add(18), "resume", "hours_in_pause"},
		"between days with hours":  {monday.Add(3), monday.Add(16), "", ""},
		"back the day it begins":   {monday.Add(17), monday.Add(17), "resume", "resume_too_early"},
		"no first day":             {caldate.Date{}, monday.Add(17), "from", "required"},
		"no day back":              {monday.Add(17), caldate.Date{}, "resume", "required"},
		"back on the last day":     {monday.Add(42), end, "", ""},
		"never back":               {monday.Add(42), end.Add(1), "resume", "after_course"},
		"begins after the last":    {end.Add(1), end.Add(3), "from", "after_course"},
		"into another":             {monday.Add(20), monday.Add(31), "from", "pause_overlaps"},
		"out of another":           {monday.Add(39), monday.Add(45), "from", "pause_overlaps"},
		"up to another":            {monday.Add(20), monday.Add(30), "", ""},
		"from another's last":      {monday.Add(40), monday.Add(45), "", ""},
		"the whole of another":     {monday.Add(20), monday.Add(45), "from", "pause_overlaps"},
		"back on a day with hours": {monday.Add(10), monday.Add(16), "", ""},
	} {
		got := fault.FieldsOf(approved().checkPause(Pause{From: tt.from, Resume: tt.resume}, other, logged))
		if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] != tt.code {
			t.Errorf("%s: faults %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
}

func TestPauseToMove(t *testing.T) {
	p := approved()
	paused(monday.Add(7), monday.Add(14))(&p)
	paused(monday.Add(21), monday.Add(28))(&p)
	for day, want := range map[caldate.Date]caldate.Date{monday: monday.Add(7), monday.Add(13): monday.Add(7), monday.Add(14): monday.Add(21), monday.Add(28): {}} {
		if pause, ok := p.PauseToMove(day); pause.From != want || ok == want.IsZero() {
			t.Errorf("on %s: %v, want the one from %s", day, pause, want)
		}
	}
	stoppedOn(monday.Add(10))(&p)
	if _, ok := p.PauseToMove(monday.Add(8)); ok {
		t.Error("a stopped course has a pause to move")
	}
}
