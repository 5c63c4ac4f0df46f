// Package programmeweb shows how far a programme of many firms has come, each
// number with what it means and what it is out of.
package programmeweb

import (
	"cmp"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/chart"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/sheet"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for boards.
type Handlers struct {
	Programmes *programme.Service
}

const (
	boardPath = "/programme"
	goalsPath = boardPath + "/goals"
)

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(boardPath, access.ViewProgramme, h.board),
		web.Get(goalsPath, access.EditProgramme, h.goals),
		web.Post(goalsPath, access.EditProgramme, h.set),
		web.Get(boardPath+"/numbers.csv", access.ViewProgramme, h.numbersFile),
		web.Get(boardPath+"/courses.csv", access.ExportCourses, h.coursesFile),
	}
}

// boardModel is the page of a board.
type boardModel struct {
	Title     string
	Period    string // which courses count, or "" while nobody has set goals
	Lead      string
	Empty     string // why there is nothing to count, or ""
	Goals     []view.Number
	Endings   []view.Number
	EndedLead string
	Hours     []view.Number
	Months    []monthModel
	Wide      chart.Drawing
	Narrow    chart.Drawing
	CanSet    bool
	CanExport bool
	History   []auditweb.Line
}

type monthModel struct{ Month, People, Earning string }

func (h Handlers) board(r *web.Request) (web.Answer, error) {
	seen, err := h.Programmes.For(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newBoard(r.Texts, r.Actor, seen)
	return web.Page(boardPage, m.Title, m), nil
}

func newBoard(t *i18n.Texts, actor access.Actor, seen programme.Seen) boardModel {
	p, b := seen.Programme, seen.Board
	m := boardModel{
		Title: cmp.Or(p.Name, t.T("programme.title")), CanSet: actor.Can(access.EditProgramme), CanExport: actor.Can(access.ExportCourses),
		History: auditweb.History(t, p.Events),
	}
	if !p.From.IsZero() {
		m.Period = t.T("programme.period", "from", t.Date(p.From), "until", t.Date(p.Until))
	}
	if b.Courses == 0 {
		m.Empty = t.T("programme.empty")
		if actor.Party().Kind == access.Association {
			m.Empty = t.T("programme.empty_association")
		}
		return m
	}
	m.Lead = t.N("programme.lead", b.Courses, "running", b.Running)
	m.EndedLead = t.N("programme.ended", b.Ended)
	for _, n := range b.Numbers {
		switch model := newNumber(t, n); n.Code {
		case programme.Firms, programme.People, programme.Earning:
			m.Goals = append(m.Goals, model)
		default:
			if n.Of > 0 {
				m.Endings = append(m.Endings, model)
			}
		}
	}
	for _, s := range sumsOf(b) {
		m.Hours = append(m.Hours, view.Number{Label: t.T(s.key + ".label"), Value: t.Hours(s.minutes), Definition: t.T(s.key + ".definition")})
	}
	m.draw(t, b.Months)
	return m
}

// sum is approved minutes of a kind, with its text key.
type sum struct {
	key     string
	minutes int
}

func sumsOf(b programme.Board) []sum {
	return []sum{{"programme.hours.praktik", b.Praktik}, {"programme.hours.paid", b.Paid}}
}

func newNumber(t *i18n.Texts, n programme.Number) view.Number {
	key := "programme.number." + string(n.Code)
	m := view.Number{Label: t.T(key + ".label"), Value: t.Count(n.N), Out: t.N(key+".out", n.Of, "of", t.Count(n.Of)), Definition: t.T(key + ".definition")}
	if n.Goal > 0 {
		m.Goal = &view.Goal{Text: t.T("programme.goal_reached", "goal", t.Count(n.Goal)), Label: m.Label, Done: min(n.N, n.Goal), Max: n.Goal}
		if left := n.Goal - n.N; left > 0 {
			m.Goal.Text = t.T("programme.goal", "goal", t.Count(n.Goal), "left", t.Count(left))
		}
	}
	return m
}

// draw shows the months as columns: those with paid hours below, the others above.
func (m *boardModel) draw(t *i18n.Texts, months []programme.Month) {
	var stacks []chart.Stack
	for _, month := range months {
		name := t.Month(month.First)
		m.Months = append(m.Months, monthModel{name, t.Count(month.People), t.Count(month.Earning)})
		stacks = append(stacks, chart.Stack{Label: string([]rune(name)[:3]), Lower: int64(month.Earning), Upper: int64(month.People - month.Earning)})
	}
	m.Wide, m.Narrow = chart.DrawStacks(stacks, 1, 720, "chart-wide"), chart.DrawStacks(stacks, 1, 340, "chart-narrow")
}

// goalsModel is the page where goals are set.
type goalsModel struct {
	Form   form.Model
	Theirs []view.Fact // what a colleague set meanwhile, or none
}

func (h Handlers) goals(r *web.Request) (web.Answer, error) {
	p, err := h.Programmes.Programme(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	f := form.Of(nil)
	if p.Version > 0 {
		f = formOf(r.Texts, p).SetVersion(p.Version)
	}
	return showGoals(r, f, p), nil
}

func formOf(t *i18n.Texts, p programme.Programme) *form.Form {
	f := form.Of(nil).Set("name", p.Name).Set("from", p.From.Danish()).Set("until", p.Until.Danish())
	for _, goal := range goalsOf(&p) {
		if *goal.n > 0 {
			f.Set(goal.name, t.Decimal(float64(*goal.n)))
		}
	}
	return f
}

type goal struct {
	name string
	n    *int
}

// goalsOf lists the goals of a programme by their fields.
func goalsOf(p *programme.Programme) []goal {
	return []goal{{"firms", &p.Firms}, {"people", &p.People}, {"earning", &p.Earning}}
}

func showGoals(r *web.Request, f *form.Form, p programme.Programme) web.Answer {
	m := newGoals(r.Texts, f)
	if f.Stale() {
		m = newGoals(r.Texts, f.SetVersion(p.Version))
		m.Theirs = factsOf(r.Texts, p)
	}
	return web.Form(goalsPage, r.T("programme.set"), f, m)
}

func newGoals(t *i18n.Texts, f *form.Form) goalsModel {
	b := f.Build(t, "programme.field")
	m := goalsModel{Form: b.Sections(goalsPath, "form.save",
		form.Section{Fields: []form.Field{b.Field(form.Line, "name")}},
		form.Section{Heading: t.T("programme.which"), Note: t.T("programme.which_text"), Row: true, Fields: []form.Field{b.Field(form.Day, "from"), b.Field(form.Day, "until")}},
		form.Section{Heading: t.T("programme.goals"), Note: t.T("programme.goals_text"), Row: true, Fields: []form.Field{
			b.Optional(form.Number, "firms"), b.Optional(form.Number, "people"), b.Optional(form.Number, "earning"),
		}})}
	m.Form.Cancel = boardPath
	return m
}

func factsOf(t *i18n.Texts, p programme.Programme) []view.Fact {
	facts := []view.Fact{{Label: t.T("programme.field.name"), Value: p.Name}, {Label: t.T("programme.which"), Value: t.T("programme.span", "from", t.Date(p.From), "until", t.Date(p.Until))}}
	for _, goal := range goalsOf(&p) {
		facts = append(facts, view.Fact{Label: t.T("programme.field." + goal.name), Value: t.Count(*goal.n)})
	}
	return facts
}

const (
	longestName = 80
	highest     = 100_000
)

func (h Handlers) set(r *web.Request) (web.Answer, error) {
	f := r.Form()
	p := programme.Programme{Name: f.Text("name", form.Required, form.Max(longestName)), From: f.Date("from", form.Required), Until: f.Date("until", form.Required)}
	for _, goal := range goalsOf(&p) {
		*goal.n = f.Int(goal.name, 0, highest)
	}
	var stored programme.Programme
	err := f.DoAt(func(version int64) (err error) {
		stored, err = h.Programmes.Set(r.Context(), r.Actor, version, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return showGoals(r, f, stored), nil
	}
	return web.SeeOther(boardPath, web.Done(r.T("programme.saved"))), nil
}

// numbersFile is the board as a table.
func (h Handlers) numbersFile(r *web.Request) (web.Answer, error) {
	seen, err := h.Programmes.For(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Table("programme-"+r.Today().String()+".csv", numberTable(r.Texts, seen.Board)), nil
}

// columns are the headings of a table.
func columns(t *i18n.Texts, names ...string) []string {
	for i, name := range names {
		names[i] = t.T("programme.column." + name)
	}
	return names
}

func numberTable(t *i18n.Texts, b programme.Board) sheet.Table {
	table := sheet.Table{Headings: columns(t, "number", "n", "of", "goal", "definition")}
	for _, n := range b.Numbers {
		key, wanted := "programme.number."+string(n.Code), sheet.Text("")
		if n.Goal > 0 {
			wanted = sheet.Count(n.Goal)
		}
		table.Add(sheet.Text(t.T(key+".label")), sheet.Count(n.N), sheet.Count(n.Of), wanted, sheet.Text(t.T(key+".definition")))
	}
	for _, s := range sumsOf(b) {
		table.Add(sheet.Text(t.T(s.key+".label")), sheet.Hours(s.minutes), sheet.Text(""), sheet.Text(""), sheet.Text(t.T(s.key+".definition")))
	}
	return table
}

// coursesFile is every course that counts, without a name.
func (h Handlers) coursesFile(r *web.Request) (web.Answer, error) {
	seen, err := h.Programmes.For(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Table("courses-"+r.Today().String()+".csv", courseTable(r.Texts, programme.Rows(seen.Programme, seen.Firms))), nil
}

func courseTable(t *i18n.Texts, courses []programme.Row) sheet.Table {
	table := sheet.Table{Headings: columns(t, "person", "firm", "begins", "ends", "praktik_minutes", "paid_minutes", "paid_from", "ending", "noted")}
	for _, c := range courses {
		noted := "no"
		if c.Noted {
			noted = "yes"
		}
		table.Add(
			sheet.Count(c.Person), sheet.Text(c.Firm), sheet.Day(c.Begins), sheet.Day(c.Ends), sheet.Count(c.Praktik), sheet.Count(c.Paid), sheet.Day(c.Earns),
			sheet.Text(t.T("effort.ending."+string(c.Ending))), sheet.Text(t.T("programme.noted."+noted)),
		)
	}
	return table
}
