package reportweb

import (
	"fmt"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/chart"
	"fodfaeste/internal/document"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// contentModel is what the documentation says, on the page and as it was delivered.
type contentModel struct {
	Facts        []view.Fact
	ShowHours    bool // otherwise curves and sums are kept from who looks
	Both         bool // there are hours of both kinds
	Sentence     string
	Wide         chart.Drawing
	Narrow       chart.Drawing
	Weeks        []weekModel
	Sum          weekModel
	Patterns     []sectionModel
	Tasks        []sectionModel
	Conditions   []view.Fact
	Aids         []view.Fact
	Observations []view.Fact
	OnPaper      bool // the observations are told elsewhere on the screen
	Answers      []view.Fact
	Ending       []view.Fact
	Intensity    string
	Next         string
	Written      string // who wrote the firm's part, or that it is to come
}

type weekModel struct {
	Week, Planned, Praktik, Paid, All, State string
	Href                                     string // of the approved week that the hours come from, or ""
}

type sectionModel struct {
	Heading string
	Lines   []string
}

func newContent(t *i18n.Texts, c report.Content, quiet bool) contentModel {
	m := contentModel{
		ShowHours: !quiet, Both: c.Praktik > 0 && c.Paid > 0,
		Facts: []view.Fact{
			{Label: t.T("documentation.fact.firm"), Value: c.Company},
			{Label: t.T("placement.fact.period"), Value: t.Date(c.From) + " – " + t.Date(c.To)},
		},
	}
	if !quiet {
		m.hours(t, c)
	}
	m.patterns(t, c, quiet)
	m.tasks(t, c, quiet)
	for _, o := range c.Observations {
		m.Observations = append(m.Observations, view.Fact{Label: observed(t, o), Value: o.What})
	}
	for _, a := range c.Answers {
		m.Answers = append(m.Answers, answer(t, a))
	}
	m.ending(t, c)
	m.part(t, c)
	return m
}

// hours lays the weeks out as a picture and as a table. A flat line is as good as a
// rising one.
func (m *contentModel) hours(t *i18n.Texts, c report.Content) {
	var bars []chart.Week
	planned := 0
	for _, w := range c.Weeks {
		bars = append(bars, chart.Week{Label: fmt.Sprint(w.Week.Number()), Minutes: w.Minutes(), Planned: w.Planned, Approved: w.Approved})
		planned += w.Planned
		row := weekModel{Week: t.T("week.short", "n", w.Week.Number()) + ", " + w.Week.Monday().Danish(), Planned: t.Hours(w.Planned), Praktik: t.Hours(w.Praktik), Paid: t.Hours(w.Paid), All: t.Hours(w.Minutes())}
		switch {
		case w.Approved:
			row.State = t.T("documentation.week.approved")
		case w.Rests:
			row.State = t.T("placement.status.paused")
		default:
			row.Praktik, row.Paid, row.All, row.State = "–", "–", "–", t.T("documentation.week.missing")
		}
		m.Weeks = append(m.Weeks, row)
	}
	m.Sum = weekModel{Week: t.T("documentation.sum"), Planned: t.Hours(planned), Praktik: t.Hours(c.Praktik), Paid: t.Hours(c.Paid), All: t.Hours(c.Minutes())}
	m.Wide, m.Narrow = chart.Draw(bars, 720, "chart-wide"), chart.Draw(bars, 340, "chart-narrow")
	m.Sentence = t.N("documentation.sentence", len(c.Weeks), "hours", t.Hours(c.Minutes()), "planned", t.Hours(planned))
}

func (m *contentModel) patterns(t *i18n.Texts, c report.Content, quiet bool) {
	for _, p := range c.Patterns {
		s := sectionModel{Heading: t.T("documentation.pattern.agreed", "from", t.Date(p.From))}
		if p.Move != "" {
			s.Heading = t.T("documentation.pattern.from", "from", t.Date(p.From), "move", t.T("staircase.moves."+string(p.Move)))
		}
		switch {
		case quiet:
		case p.First == p.Last:
			s.Lines = append(s.Lines, t.T("opening.per_week", "hours", t.Hours(p.First)))
		default:
			s.Lines = append(s.Lines, t.T("documentation.pattern.led", "first", t.Hours(p.First), "last", t.Hours(p.Last), "from", t.Date(p.LastFrom)))
		}
		if p.Tried != "" {
			s.Lines = append(s.Lines, t.T("staircase.tried")+": "+p.Tried)
		}
		if p.Happened != "" {
			s.Lines = append(s.Lines, t.T("staircase.happened")+": "+p.Happened)
		}
		m.Patterns = append(m.Patterns, s)
	}
}

func (m *contentModel) tasks(t *i18n.Texts, c report.Content, quiet bool) {
	for _, run := range c.Tasks {
		s := sectionModel{Heading: run.Title}
		var parts []string
		if run.Step != "" {
			parts = append(parts, t.T("ladder.steps."+string(run.Step)))
		}
		if !quiet {
			parts = append(parts, t.T("documentation.task_hours", "hours", t.Hours(run.Minutes)))
		}
		if len(parts) > 0 {
			s.Lines = append(s.Lines, strings.Join(parts, ", "))
		}
		var moves []string
		for _, move := range run.Moves {
			moves = append(moves, t.T("ladder.steps."+string(move.Step))+" ("+t.Date(move.On)+")")
		}
		if len(moves) > 0 {
			s.Lines = append(s.Lines, t.T("documentation.way", "steps", strings.Join(moves, ", ")))
		}
		m.Tasks = append(m.Tasks, s)
	}
}

// answer is what was said of paid hours, and when.
func answer(t *i18n.Texts, a report.Answer) view.Fact {
	f := view.Fact{Label: t.T("documentation.in_agreement"), Value: t.T("placement.paid_answers." + a.Answer)}
	if a.Meeting != "" {
		f.Label = t.T("meeting.heading", "kind", t.T("meeting.kind."+string(a.Meeting)), "date", t.Date(a.On))
	}
	if a.Route != "" {
		f.Value += ": " + t.T("meeting.routes."+a.Route)
	}
	if !a.From.IsZero() {
		f.Value += " " + t.Date(a.From)
	}
	if a.Minutes > 0 {
		f.Value += ", " + t.T("opening.per_week", "hours", t.Hours(a.Minutes))
	}
	if a.Because != "" {
		f.Value += ": " + a.Because
	}
	return f
}

func (m *contentModel) ending(t *i18n.Texts, c report.Content) {
	for _, taken := range c.Taken {
		m.Ending = append(m.Ending, view.Fact{Label: t.T("documentation.taken", "from", t.Date(taken.From)), Value: strings.Join(taken.Titles, ", ") + ": " +
			t.T("conversion.kinds."+string(taken.Kind)) + ", " + t.T("opening.per_week", "hours", t.Hours(taken.Minutes))})
	}
	if c.Ending != "" {
		m.Ending = append(m.Ending, view.Fact{Label: t.T("documentation.ended"), Value: t.T("documentation.ending." + string(c.Ending))})
	}
	if c.Stopped != "" {
		m.Ending = append(m.Ending, view.Fact{Label: t.T("documentation.stopped"), Value: t.T("placement.stop_reasons." + c.Stopped)})
	}
}

// part is what the firm adds; without it the conditions stand alone.
func (m *contentModel) part(t *i18n.Texts, c report.Content) {
	effects := map[string]report.Effect{}
	if c.Part != nil {
		for _, e := range c.Part.Effects {
			effects[e.Condition] = e
		}
		m.Intensity, m.Next = c.Part.Intensity, c.Part.Next
		m.Written = t.T("documentation.part.by", "who", t.Person(c.Part.By), "when", t.Moment(c.Part.At))
		for _, a := range c.Part.Aids {
			lent := t.T("documentation.own_aid")
			if a.Lent != "" {
				lent = t.T("documentation.lent", "who", a.Lent)
			}
			m.Aids = append(m.Aids, view.Fact{Label: a.What, Value: t.T("documentation.aid", "from", t.Date(a.From), "lent", lent)})
		}
	} else {
		m.Written = t.T("documentation.part.to_come")
	}
	for _, condition := range c.Conditions {
		value := t.T("documentation.effect_to_come")
		if e, ok := effects[condition]; ok {
			value = t.T("documentation.effects." + e.Effect)
			if e.Word != "" {
				value += ": " + e.Word
			}
		}
		m.Conditions = append(m.Conditions, view.Fact{Label: t.T("condition." + condition), Value: value})
	}
}

// deliveryModel is a version as it was delivered.
type deliveryModel struct {
	Back    string
	Keep    string // where it is made a PDF, or ""
	Title   string
	Lead    string
	Receipt string
	Content contentModel
	Words   *wordsModel
}

func (h Handlers) delivery(r *web.Request) (web.Answer, error) {
	v, d, err := h.Reports.Delivery(r.Context(), r.Actor, r.Param("id"), r.Param("delivery"))
	if err != nil {
		return nil, err
	}
	m := newDelivery(r.Texts, r.Actor, v, d, r.Param("delivery"))
	if r.Actor.Can(access.DeliverDocumentation) {
		m.Keep = r.Path() + "/document"
	}
	return web.Page(deliveryPage, m.Title, m), nil
}

// keep makes a PDF of a version. The firm alone does: what the municipality reads
// beyond it must not lie among papers that both can see.
func (h Handlers) keep(r *web.Request) (web.Answer, error) {
	v, d, err := h.Reports.Delivery(r.Context(), r.Actor, r.Param("id"), r.Param("delivery"))
	if err != nil {
		return nil, err
	}
	m := newDelivery(r.Texts, r.Actor, v, d, r.Param("delivery"))
	html, err := web.Standalone(r, deliveryPage, m.Title, m)
	if err != nil {
		return nil, err
	}
	n := document.New{PlacementID: v.Placement.ID, Kind: document.Delivered, Name: m.Title}
	if _, err := h.Documents.Print(r.Context(), r.Actor, n, html); err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+v.Placement.ID+"/documents", web.Done(r.T("document.queued"))), nil
}

func newDelivery(t *i18n.Texts, actor access.Actor, v report.View, d report.Delivery, n string) deliveryModel {
	m := deliveryModel{
		Back: address(v.Placement.ID), Title: t.T("documentation.of", "name", d.Content.FirstName), Content: newContent(t, d.Content, v.Placement.HidesHours(actor)), Words: words(t, actor, d.Sight, false),
		Lead: t.T("documentation.version", "n", n, "when", t.Moment(d.At), "who", t.Person(d.By)),
	}
	if d.Receipt != nil {
		m.Receipt = t.T("documentation.receipted", "when", t.Moment(d.Receipt.At), "who", t.Person(d.Receipt.By))
	}
	return m
}

// danish writes a day for a form, "" for none.
func danish(d caldate.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Danish()
}
