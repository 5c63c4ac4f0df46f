package programme

import (
	"slices"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/fault"
)

var today = caldate.MustParse("2026-11-18")

func day(ago int) caldate.Date { return today.Add(-ago) }

// course begins so many days ago, of a person.
func course(person string, begins, ends int, changes ...func(*effort.Course)) effort.Course {
	c := effort.Course{ID: person + "-" + day(begins).String(), Person: person, Begins: day(begins), Ends: day(ends), Praktik: 60, Ending: effort.RanOut}
	for _, change := range changes {
		change(&c)
	}
	return c
}

func paid(minutes, ago int) func(*effort.Course) {
	return func(c *effort.Course) { c.Paid, c.PaidFrom = minutes, day(ago) }
}

func ending(e effort.Ending) func(*effort.Course) {
	return func(c *effort.Course) { c.Ending, c.Noted = e, true }
}

func TestCount(t *testing.T) {
	firms := []Firm{
		{CompanyID: "a", Courses: []effort.Course{
			course("p1", 200, 100, paid(90, 150), ending(effort.Job)),
			course("p1", 50, -50), // the same person again
			course("p2", 300, 280, ending(effort.Education)),
			{ID: "never", Person: "p9"},
		}},
		{CompanyID: "b", Courses: []effort.Course{
			course("p1", 90, 60, paid(30, 80)), // and at another firm
			course("p3", 20, -1, paid(15, 10)),
			course("p4", -3, -90), // agreed, not begun
		}},
		{CompanyID: "c", Courses: []effort.Course{course("p5", -10, -20)}},
	}
	b := Count(Programme{Firms: 4, People: 9}, firms, 10, today)
	got := map[Code]effort.Count{}
	for _, n := range b.Numbers {
		got[n.Code] = n.Count
	}
	for code, want := range map[Code]effort.Count{
		Firms: {N: 2, Of: 10}, People: {N: 3, Of: 5}, Earning: {N: 2, Of: 3}, Code(effort.Job): {N: 1, Of: 2}, Code(effort.Education): {N: 1, Of: 2},
		Code(effort.Fleksjob): {Of: 2}, Documented: {N: 2, Of: 3},
	} {
		if got[code] != want {
			t.Errorf("%s: %v, want %v", code, got[code], want)
		}
	}
	if b.Courses != 5 || b.Running != 2 || b.Ended != 2 || b.Praktik != 300 || b.Paid != 135 || b.Numbers[0].Goal != 4 || b.Numbers[2].Goal != 0 {
		t.Errorf("%+v", b)
	}
	if first, last := b.Months[0], b.Months[len(b.Months)-1]; first != (Month{caldate.MustParse("2026-01-01"), 1, 0}) || last != (Month{caldate.MustParse("2026-11-01"), 3, 2}) || len(b.Months) != 11 {
		t.Errorf("months from %v to %v", first, last)
	}
	within := Programme{From: day(60), Until: day(30)}
	if b := Count(within, firms, 10, today); b.Courses != 1 || b.Numbers[1].Count != (effort.Count{N: 1, Of: 1}) || len(Rows(within, firms)) != 1 {
		t.Errorf("a course of another time counts: %+v", b)
	}
	if b := Count(Programme{}, nil, 0, today); b.Courses != 0 || len(b.Months) != 0 {
		t.Errorf("of nothing: %+v", b)
	}
}

// TestRows: what is taken out tells which courses are the same person's and not
// whose.
func TestRows(t *testing.T) {
	rows := Rows(Programme{}, []Firm{{CompanyName: "A", Courses: []effort.Course{course("cnd_x", 9, 5), course("cnd_y", 9, 5)}}, {CompanyName: "B", Courses: []effort.Course{course("cnd_x", 3, -5), {ID: "never"}}}})
	var people []int
	for _, r := range rows {
		people = append(people, r.Person)
	}
	if !slices.Equal(people, []int{1, 2, 1}) {
		t.Errorf("people %v", people)
	}
}

func TestCheck(t *testing.T) {
	good := Programme{Name: "Ind", From: today, Until: today, Firms: 1}
	for name, tt := range map[string]struct {
		change      func(*Programme)
		field, code string
	}{
		"one day":     {func(*Programme) {}, "", ""},
		"no name":     {func(p *Programme) { p.Name = "" }, "name", "required"},
		"no end":      {func(p *Programme) { p.Until = caldate.Date{} }, "until", "required"},
		"backwards":   {func(p *Programme) { p.Until = today.Add(-1) }, "until", "before_start"},
		"a slip":      {func(p *Programme) { p.People = most + 1 }, "people", "number"},
		"fewer than":  {func(p *Programme) { p.Earning = -1 }, "earning", "number"},
		"no goals":    {func(p *Programme) { p.Firms = 0 }, "", ""},
		"no from day": {func(p *Programme) { p.From = caldate.Date{} }, "from", "required"},
	} {
		p := good
		tt.change(&p)
		if got := fault.FieldsOf(p.check()); got[tt.field] != tt.code || tt.field == "" && len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}
