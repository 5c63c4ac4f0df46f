package placement

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// edits is one change of every part, by the part's name, and whom it touches.
var edits = map[string]struct {
	change  func(*Agreement)
	touches []Party
}{
	"period":      {func(a *Agreement) { a.End = a.End.Add(7) }, everybody},
	"staircase":   {func(a *Agreement) { a.Ramp = Ramp{480, 600, Slow} }, everybody},
	"other_hours": {func(a *Agreement) { a.Other = []OtherHours{{"teaching", 720}} }, []Party{TheCompany, TheCandidate, TheVitas}},
	"place":       {func(a *Agreement) { a.PNumber = "1999999983" }, everybody},
	"tasks_praktik": {func(a *Agreement) {
		a.Tasks = []Task{{ID: "t1", Title: "Andet", Minutes: 240, Strand: Praktik}, a.Tasks[1]}
	}, everybody},
	"tasks_teaching": {func(a *Agreement) {
		a.Tasks = append(slices.Clone(a.Tasks), Task{ID: "t3", Title: "Hygiejne", Minutes: 60, Strand: Praktik, Teaching: true})
	}, everybody},
	"tasks_paid": {func(a *Agreement) { a.Tasks = a.Tasks[:1] }, everybody},
	"purpose":    {func(a *Agreement) { a.Purpose = "" }, everybody},
	"promise":    {func(a *Agreement) { a.Promise = "Møder stabilt" }, thePair},
	"meetings":   {func(a *Agreement) { a.Meetings = []Meeting{{monday.Add(30), "halfway"}, a.Meetings[1]} }, nil},
	"paid_hours": {func(a *Agreement) { a.PaidHours.Note = "senere" }, nil},
}

var mads = company.Member{PersonID: "p1", Name: "Mads"}

// vitasMore is an agreement that everybody said yes to, about which VITAS asked.
func vitasMore() Placement {
	p := complete()
	agreed(&p)
	p.MentorName, p.Vitas.State, p.LinkHash = "Mads", "more_wanted", "hash"
	return p
}

// TestEveryPart: each part of the table changes alone, takes back what it
// touches and nothing else, and the history and the versions tell it.
func TestEveryPart(t *testing.T) {
	for _, part := range parts {
		if _, tried := edits[part.name]; !tried && part.name != "mentor" {
			t.Errorf("nothing tries part %s", part.name)
		}
	}
	for name, tt := range edits {
		t.Run(name, func(t *testing.T) {
			p := vitasMore()
			next := p.Agreement
			tt.change(&next)
			event, err := p.rewrite(next, mads, "Karen", when)
			if err != nil {
				t.Fatal(err)
			}
			for _, party := range everybody {
				if gone := !p.has(party); gone != slices.Contains(tt.touches, party) {
					t.Errorf("%s: taken back %t", party, gone)
				}
			}
			if !slices.Equal(event.About, []string{"placement.fact." + name}) || len(event.TookBack) != len(tt.touches) {
				t.Errorf("the history tells of %v and %v", event.About, event.TookBack)
			}
			if event.From+event.To == "" && len(event.FromChoices)+len(event.ToChoices) == 0 {
				t.Error("the history does not tell what stood there")
			}
			kept := len(tt.touches) > 0
			if len(p.Earlier) > 0 != kept || p.Revision > 0 != kept {
				t.Errorf("%d earlier versions, revision %d", len(p.Earlier), p.Revision)
			}
			if kept {
				if changes := p.Versions()[1].Since(p.Versions()[0]); len(changes) != 1 || changes[0].After.Name != name {
					t.Errorf("the versions differ in %v", changes)
				}
			}
			if link := p.LinkHash == ""; link != slices.Contains(tt.touches, TheRepresentative) {
				t.Errorf("the link is gone: %t", link)
			}
		})
	}
}

// TestDescribed: whatever changes in an agreement is a change of a part.
func TestDescribed(t *testing.T) {
	for name, change := range map[string]func(*Agreement){
		"place":      func(a *Agreement) { a.PNumber = "1999999983" },
		"purpose":    func(a *Agreement) { a.Purpose = "skills" },
		"no purpose": func(a *Agreement) { a.Purpose = "" },
		"strand": func(a *Agreement) {
			a.Tasks = []Task{{ID: "t1", Title: "Plader", Minutes: 240, Strand: Paid}, a.Tasks[1]}
		},
		"task time": func(a *Agreement) {
			a.Tasks = []Task{{ID: "t1", Title: "Plader", Minutes: 300, Strand: Praktik}, a.Tasks[1]}
		},
		"start":       func(a *Agreement) { a.Start = a.Start.Add(7) },
		"end":         func(a *Agreement) { a.End = a.End.Add(7) },
		"hours":       func(a *Agreement) { a.Ramp.To = 600 },
		"first hours": func(a *Agreement) { a.Ramp.From = 300 },
		"pace":        func(a *Agreement) { a.Ramp.Pace = Slow },
		"meeting":     func(a *Agreement) { a.Meetings = []Meeting{{monday.Add(30), "halfway"}, a.Meetings[1]} },
		"paid answer": func(a *Agreement) { a.PaidHours.Answer = "other_route" },
		"paid from":   func(a *Agreement) { a.PaidHours.From = monday.Add(14) },
		"paid note":   func(a *Agreement) { a.PaidHours.Note = "senere" },
		"promise":     func(a *Agreement) { a.Promise = "Møder stabilt" },
	} {
		before, after := complete().Agreement, complete().Agreement
		change(&after)
		event := eventOf(changesBetween(before.Parts("Mads"), after.Parts("Mads")))
		if event.From+event.To == "" && len(event.FromChoices)+len(event.ToChoices) == 0 {
			t.Errorf("%s: the history does not tell what changed", name)
		}
	}
	if changes := changesBetween(complete().Agreement.Parts("Mads"), complete().Agreement.Parts("Ida")); len(changes) != 1 || changes[0].After.Name != "mentor" {
		t.Errorf("another mentor changes %v", changes)
	}
}

// TestRewriteNothing: saving what stands there already is no event.
func TestRewriteNothing(t *testing.T) {
	p := vitasMore()
	p.MentorID = mads.PersonID
	before := p
	if _, err := p.rewrite(p.Agreement, mads, "Karen", when); err != store.Unchanged || !reflect.DeepEqual(p, before) {
		t.Errorf("nothing was changed: %v", err)
	}
	if _, err := p.rewrite(p.Agreement, company.Member{PersonID: "p9", Name: mads.Name}, "Karen", when); err != nil || p.MentorID != "p9" {
		t.Errorf("another mentor of the same name: %v, %s", err, p.MentorID)
	}
}

func TestRewrite(t *testing.T) {
	longer := func(a *Agreement) { a.End = a.End.Add(7) }
	tests := map[string]struct {
		before   func(*Placement)
		change   func(*Agreement)
		tookBack int // how many
		earlier  int
		fault    string
	}{
		"a draft asks nobody":            {func(p *Placement) { *p = complete() }, longer, 0, 0, ""},
		"nobody has answered":            {func(p *Placement) { *p = complete(); p.SentAt = when }, longer, 0, 1, ""},
		"only the firm has":              {func(p *Placement) { *p = complete(); p.SentAt, p.Company = when, &Tick{} }, longer, 1, 1, ""},
		"a no is an answer":              {func(p *Placement) { *p = complete(); p.SentAt, p.Representative.Answer = when, "no" }, longer, 1, 1, ""},
		"in VITAS it stands":             {func(p *Placement) { p.Vitas.State = "sent" }, longer, 0, 0, "agreement_locked"},
		"in VITAS the promise stands":    {func(p *Placement) { p.Vitas.State = "sent" }, edits["promise"].change, 0, 0, "agreement_locked"},
		"approved, a meeting still can":  {func(p *Placement) { p.Vitas.State = "approved" }, edits["meetings"].change, 0, 0, ""},
		"after a refusal it can":         {func(p *Placement) { p.Vitas.State = "refused" }, longer, 4, 1, ""},
		"a renamed place is the same":    {func(p *Placement) { p.Vitas.State = "approved" }, func(a *Agreement) { a.Workplace = "Nyt navn" }, 0, 0, ""},
		"a strand without consent":       {func(p *Placement) { p.Consented = []string{"praktik"} }, edits["meetings"].change, 0, 0, "invalid"},
		"no employees to hear stays so":  {func(p *Placement) { p.Representative = Representative{NotNeeded: true} }, longer, 3, 1, ""},
		"two changes take back but once": {func(*Placement) {}, func(a *Agreement) { longer(a); edits["promise"].change(a) }, 4, 1, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := vitasMore()
			tt.before(&p)
			notNeeded := p.Representative.NotNeeded
			next := p.Agreement
			tt.change(&next)
			event, err := p.rewrite(next, mads, "Karen", when)
			if code := fault.CodeOf(err); code != tt.fault && (tt.fault != "invalid" || len(fault.FieldsOf(err)) == 0) {
				t.Fatalf("fault %v, want %q", err, tt.fault)
			}
			if len(event.TookBack) != tt.tookBack || len(p.Earlier) != tt.earlier {
				t.Errorf("took back %v, kept %d versions; want %d and %d", event.TookBack, len(p.Earlier), tt.tookBack, tt.earlier)
			}
			if p.Representative.NotNeeded != notNeeded {
				t.Error("whether the employees must be heard changed")
			}
		})
	}
}

// TestVersions: each version says from when until when it stood, and who
// replaced it.
func TestVersions(t *testing.T) {
	if p := complete(); p.Versions() != nil {
		t.Error("a draft has versions")
	}
	p := complete()
	p.SentAt = when
	for i := range 2 {
		next := p.Agreement
		next.End = next.End.Add(7)
		if _, err := p.rewrite(next, mads, "Karen", when.Add(time.Duration(i+1)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	all := p.Versions()
	if len(all) != 3 || len(p.Earlier) != 2 {
		t.Fatalf("%d versions, %d earlier", len(all), len(p.Earlier))
	}
	for i, v := range all {
		if !v.From.Equal(when.Add(time.Duration(i)*time.Hour)) || v.Revision != i || v.Agreement.End != monday.AddMonths(3).Add(-1+7*i) {
			t.Errorf("version %d: from %s, revision %d, until %s", i, v.From, v.Revision, v.Agreement.End)
		}
		if last := i == 2; v.Until.IsZero() != last || (v.By == "") != last {
			t.Errorf("version %d: until %s, by %q", i, v.Until, v.By)
		}
	}
}

// TestEffects: the form says beforehand what an edit takes back.
func TestEffects(t *testing.T) {
	p := vitasMore()
	effects := p.Effects()
	if len(effects) != 4 {
		t.Fatalf("%d effects: %v", len(effects), effects)
	}
	for i, want := range [][]Party{everybody, {TheCompany, TheCandidate, TheVitas}, thePair, nil} {
		if !slices.Equal(effects[i].Removes, want) {
			t.Errorf("%v removes %v, want %v", effects[i].Labels, effects[i].Removes, want)
		}
	}
	p = complete()
	p.SentAt = when
	if effects := p.Effects(); len(effects) != 1 || len(effects[0].Removes) != 0 || len(effects[0].Labels) != len(parts) {
		t.Errorf("before anybody answered: %v", effects)
	}
}

// TestPromiseIsWhole: the job and the day of a promise are as much a part of it
// as its words.
func TestPromiseIsWhole(t *testing.T) {
	for name, change := range map[string]func(*Agreement){
		"hours": func(a *Agreement) { a.PromiseMinutes = 900 }, "day": func(a *Agreement) { a.DecideOn = monday.Add(70) },
	} {
		before, after := complete().Agreement, complete().Agreement
		change(&after)
		changes := changesBetween(before.Parts("Mads"), after.Parts("Mads"))
		if len(changes) != 1 || !slices.Equal(touched(changes), thePair) {
			t.Errorf("another %s of the promise touches %v by %+v", name, touched(changes), changes)
		}
	}
}
