package placement

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// three is a course of 12 hours with three praktik tasks and a paid one, of
// which praktik is three quarters.
func three() Placement {
	p := approved()
	p.Agreement.Tasks = []Task{
		{ID: "t1", Title: "Plader", Minutes: 120, Strand: Praktik}, {ID: "t2", Title: "Brød", Minutes: 120, Strand: Paid},
		{ID: "t3", Title: "Æsker", Minutes: 120, Strand: Praktik}, {ID: "t4", Title: "Mel", Minutes: 120, Strand: Praktik},
	}
	p.Agreement.Ramp = Ramp{720, 720, Hold}
	p.Agreement.Steps = p.Agreement.Ramp.Steps(p.Agreement.Start, p.Agreement.End)
	return p
}

func proposal(tasks ...string) Conversion {
	return Conversion{ID: "c1", TaskIDs: tasks, From: monday.Add(14), MinutesAWeek: 120, Kind: SmallJob, Proposed: Tick{At: when}}
}

// yes gives a conversion the first n of what it needs.
func yes(c Conversion, n int) Conversion {
	for i, tick := range []**Tick{&c.Company, &c.Candidate, &c.Informed} {
		if i < n {
			*tick = &Tick{By: "Karen", At: when}
		}
	}
	return c
}

func TestConversionStatus(t *testing.T) {
	no := proposal("t1")
	no.Declined = &Decline{}
	back := yes(proposal("t1"), 2)
	back.Withdrawn = &Tick{}
	for name, tt := range map[string]struct {
		c             Conversion
		before, after ConversionStatus // the day before its date, and on it
	}{
		"proposed":       {proposal("t1"), ConversionProposed, ConversionLapsed},
		"the firm's yes": {yes(proposal("t1"), 1), ConversionFirmYes, ConversionLapsed},
		"both":           {yes(proposal("t1"), 2), ConversionBothYes, ConversionLapsed},
		"all":            {yes(proposal("t1"), 3), ConversionInformed, ConversionActive},
		"a no":           {no, ConversionDeclined, ConversionDeclined},
		"taken back":     {back, ConversionWithdrawn, ConversionWithdrawn},
	} {
		if before, after := tt.c.StatusOn(tt.c.From.Add(-1)), tt.c.StatusOn(tt.c.From); before != tt.before || after != tt.after {
			t.Errorf("%s: %s and then %s, want %s and %s", name, before, after, tt.before, tt.after)
		}
	}
}

// TestConversionMachine: each command at each status, by the table and no more.
func TestConversionMachine(t *testing.T) {
	declined, withdrawn := proposal("t1"), proposal("t1")
	declined.Declined, withdrawn.Withdrawn = &Decline{}, &Tick{}
	past := func(c Conversion) Conversion { c.From = monday; return c }
	at := map[ConversionStatus]Conversion{
		ConversionProposed: proposal("t1"), ConversionFirmYes: yes(proposal("t1"), 1), ConversionBothYes: yes(proposal("t1"), 2), ConversionInformed: yes(proposal("t1"), 3),
		ConversionActive: past(yes(proposal("t1"), 3)), ConversionLapsed: past(proposal("t1")), ConversionDeclined: declined, ConversionWithdrawn: withdrawn,
	}
	today := monday.Add(3)
	boss := access.NewActor(access.Identity{}, access.Party{}, access.Owner, access.Consultant)
	mentor := access.NewActor(access.Identity{}, access.Party{}, access.Mentor)
	for _, status := range ConversionStatuses() {
		c := at[status]
		if c.StatusOn(today) != status {
			t.Fatalf("the example of %s is %s", status, c.StatusOn(today))
		}
		for _, row := range ConversionMachine() {
			p := three()
			p.Conversions = []Conversion{c}
			err, want := p.mayConvert(row.Command, c, today), slices.Contains(row.From, status)
			if (err == nil) != want || !want && fault.CodeOf(err) != "conversion_is_"+string(status) {
				t.Errorf("%s at %s: %v", row.Command, status, err)
			}
			if p.CanConvert(boss, row.Command, c, today) != want || p.CanConvert(mentor, row.Command, c, today) {
				t.Errorf("%s at %s: the buttons differ from the table", row.Command, status)
			}
			p.Stop = &Stop{On: monday.Add(20)}
			if got := p.mayConvert(row.Command, c, today) == nil; got != (want && row.Command == TakeBack) {
				t.Errorf("%s at %s in a stopped course: %t", row.Command, status, got)
			}
		}
	}
}

func TestCheckConversion(t *testing.T) {
	today := monday.Add(3)
	for name, tt := range map[string]struct {
		change      func(*Conversion)
		field, code string
	}{
		"complete":        {func(*Conversion) {}, "", ""},
		"next Monday":     {func(c *Conversion) { c.From = monday.Add(7) }, "", ""},
		"this week":       {func(c *Conversion) { c.From = monday }, "from", "choose"},
		"not a Monday":    {func(c *Conversion) { c.From = monday.Add(15) }, "from", "choose"},
		"after the end":   {func(c *Conversion) { c.From = monday.Add(140) }, "from", "choose"},
		"no day":          {func(c *Conversion) { c.From = caldate.Date{} }, "from", "choose"},
		"no task":         {func(c *Conversion) { c.TaskIDs = nil }, "tasks", "choose"},
		"a paid task":     {func(c *Conversion) { c.TaskIDs = []string{"t2"} }, "tasks", "choice"},
		"lessons":         {func(c *Conversion) { c.TaskIDs = []string{"t5"} }, "tasks", "choice"},
		"taken before":    {func(c *Conversion) { c.TaskIDs = []string{"t4"} }, "tasks", "choice"},
		"a task twice":    {func(c *Conversion) { c.TaskIDs = []string{"t1", "t1"} }, "tasks", "choice"},
		"all the praktik": {func(c *Conversion) { c.MinutesAWeek = 540 }, "", ""},
		"more than that":  {func(c *Conversion) { c.MinutesAWeek = 541 }, "minutes", "over_praktik"},
		"no hours":        {func(c *Conversion) { c.MinutesAWeek = 0 }, "minutes", "required"},
		"no kind":         {func(c *Conversion) { c.Kind = "" }, "kind", "choose"},
	} {
		p := three()
		p.Conversions = []Conversion{yes(proposal("t4"), 3)}
		p.Conversions[0].From = monday.Add(70)
		p.Agreement.Tasks = append(p.Agreement.Tasks, Task{ID: "t5", Title: "Hygiejne", Strand: Praktik, Teaching: true})
		c := proposal("t1", "t3")
		tt.change(&c)
		got := fault.FieldsOf(p.checkConversion(c, today))
		if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] != tt.code {
			t.Errorf("%s: faults %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
}

func TestMayPropose(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Placement)
		on     caldate.Date
		want   string
	}{
		"running":             {func(*Placement) {}, monday, ""},
		"no consent to pay":   {func(p *Placement) { p.Consented = []string{"praktik"} }, monday, "conversion_no_consent"},
		"one waits":           {func(p *Placement) { p.Conversions = []Conversion{proposal("t1")} }, monday, "conversion_open"},
		"one lapsed":          {func(p *Placement) { p.Conversions = []Conversion{proposal("t1")} }, monday.Add(14), ""},
		"all are paid":        {func(p *Placement) { p.Conversions = []Conversion{yes(proposal("t1", "t3", "t4"), 3)} }, monday, "conversion_nothing"},
		"in the last week":    {func(*Placement) {}, three().Agreement.End, "conversion_nothing"},
		"not approved":        {func(p *Placement) { p.Vitas.State = "" }, monday, "plan_before_approval"},
		"a course to be over": {stoppedOn(monday.Add(20)), monday, "course_over"},
	} {
		p := three()
		tt.change(&p)
		if got := fault.CodeOf(p.MayPropose(tt.on)); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestConvertPlan: praktik falls by what becomes paid, the week stays as long,
// and a plan made for days before the conversion keeps it.
func TestConvertPlan(t *testing.T) {
	today := monday.Add(3)
	for name, tt := range map[string]struct {
		tasks   []string
		minutes int
		then    PlanChange
		want    []string
	}{
		"one task":         {[]string{"t1"}, 120, PlanChange{}, []string{"9+3", "9+3", "7+5", "7+5", "7+5"}},
		"every task":       {[]string{"t1", "t3", "t4"}, 540, PlanChange{}, []string{"9+3", "9+3", "0+12", "0+12", "0+12"}},
		"every task, less": {[]string{"t1", "t3", "t4"}, 240, PlanChange{}, []string{"9+3", "9+3", "0+7", "0+7", "0+7"}},
		"down before":      {[]string{"t1"}, 120, PlanChange{Move: Lower, From: monday.Add(7), Praktik: 240, Paid: 120}, []string{"9+3", "4+2", "2+4", "2+4", "2+4"}},
		"down after":       {[]string{"t1"}, 120, PlanChange{Move: Lower, From: monday.Add(21), Praktik: 60, Paid: 300}, []string{"9+3", "9+3", "7+5", "1+5", "1+5"}},
		"stay, before":     {[]string{"t1"}, 120, PlanChange{Move: Stay, From: monday}, []string{"9+3", "9+3", "7+5", "7+5", "7+5"}},
		"up before":        {[]string{"t1"}, 120, PlanChange{Move: Raise, From: monday.Add(7), Praktik: 540, Paid: 600}, []string{"9+3", "9+10", "7+12", "7+12", "7+12"}},
	} {
		p := three()
		c := yes(proposal(tt.tasks...), 3)
		c.MinutesAWeek = tt.minutes
		p.Conversions = []Conversion{c}
		p.convertPlan(c, "Karen", when)
		if tt.then.Move != "" {
			var err error
			if p, err = p.Replanned(tt.then, today); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := weeks(p, 5); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	p := three()
	p.Conversions = []Conversion{yes(proposal("t1", "t3", "t4"), 3)}
	p.convertPlan(p.Conversions[0], "Karen", when)
	_, err := p.Replanned(PlanChange{Move: Raise, From: monday.Add(21), Praktik: 600, Paid: 600}, today)
	if got := fault.FieldsOf(err); got["praktik_minutes"] != "no_task_then" {
		t.Errorf("praktik hours without a task: %v", got)
	}
}

// TestOneStrandADay: whatever conversions there are, a task lies on one strand on
// any day, becomes paid when one counts, and never goes back.
func TestOneStrandADay(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		p := three()
		for n := range rng.IntN(4) {
			var tasks []string
			for _, task := range p.Agreement.Tasks {
				if rng.IntN(2) == 0 {
					tasks = append(tasks, task.ID)
				}
			}
			c := yes(proposal(tasks...), rng.IntN(4))
			c.ID, c.From = fmt.Sprint(n), monday.Add(7*rng.IntN(12))
			if rng.IntN(5) == 0 {
				c.Declined = &Decline{}
			}
			p.Conversions = append(p.Conversions, c)
		}
		for _, task := range p.Agreement.Tasks {
			paid := false
			for day := monday; !day.After(p.Agreement.End); day = day.Add(1) {
				counts := slices.ContainsFunc(p.Conversions, func(c Conversion) bool {
					return slices.Contains(c.TaskIDs, task.ID) && c.StatusOn(day) == ConversionActive
				})
				now, ok := p.TaskOn(task.ID, day)
				if !ok || (now.Strand == Paid) != (task.Strand == Paid || counts) || paid && now.Strand != Paid {
					t.Fatalf("round %d, %s: %s is on %s", round, day, task.ID, now.Strand)
				}
				paid = now.Strand == Paid
				if standing := p.StandingOn(task.ID, day); (standing.Step == PaidTask) != paid {
					t.Fatalf("round %d, %s: %s stands at %s", round, day, task.ID, standing.Step)
				}
			}
		}
	}
}
