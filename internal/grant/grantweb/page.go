package grantweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
)

// page is everything one showing is made of.
type page struct {
	*i18n.Texts
	today    caldate.Date
	rules    *grant.Rules
	form     *form.Form
	action   string
	firm     firm
	about    *placement.Placement    // whose schemes these are, or nil
	back     string                  // address of the placement, or ""
	applies  string                  // where applications are, or "" for those who may not see them
	start    caldate.Date            // read from the form
	saved    *placement.SupportCheck // what this side saved earlier, or nil
	answered grant.Answer            // what the rules said, once they were asked
}

// pageModel is the page "Hvad kan I få støtte til?".
type pageModel struct {
	Person  string // first name of the person asked about, or ""
	Back    string
	Applies string // where applications are, or ""
	NoFirm  bool   // the numbers are typed, not read from a firm
	Count   string // how many schemes there are of each verdict
	Share   string // address of the page with what is about the firm and the work, or ""
	ApplyBy *applyModel
	Saved   savedModel
	Save    *saveModel // how to keep the answers, or nil
	Form    formModel
	Costs   costModel
	Compare *compareModel
	Groups  []groupModel
	Meters  []meterModel
	Net     *netModel
	Rules   string // which rules were used, and from when
}

// saveModel is the tick and the button that keep the answers.
type saveModel struct {
	Action string
	Told   form.Field
}

// groupModel is the schemes with one verdict.
type groupModel struct {
	ID      string
	Heading string
	Lead    string
	Count   int
	Schemes []schemeModel
	Rest    []schemeModel // folded away
	Fold    string        // what unfolds them
	Open    bool          // one of them has a question that was answered wrongly
	First   bool          // of the groups: the focus goes here after an answer
}

// unfolded is how many schemes of a verdict are shown at once. What fits is
// always shown, and what does not can wait.
var unfolded = map[grant.Verdict]int{grant.Likely: 24, grant.Maybe: 6, grant.NotPossible: 0}

// formModel is the form with its questions: those always asked, and those that
// several answers turn on. What only one scheme asks stands with that scheme.
type formModel struct {
	Action  string
	Summary form.Summary
	Main    []form.Section
	More    []form.Section
	Older   []form.Section // months and places that only merbeskæftigelse counts
	Open    bool           // somebody has answered already
}

// model asks the rules and puts everything into words.
func (p *page) model() pageModel {
	noFirm := len(p.firm.places) == 0
	submitted := p.form.Values(startField) != nil
	p.recall()
	p.fillIn()
	s := p.situation()
	a := p.rules.CheckOn(p.today, s)
	p.answered = a
	m := pageModel{
		Back: p.back, Applies: p.applies, NoFirm: noFirm, Meters: p.meters(s), Net: p.net(a.NetExpansion), Compare: p.compare(a),
		Rules: p.T("grant.rules_version", "date", p.Date(a.RulesVersion)),
	}
	if p.about != nil {
		m.Person = p.about.FirstName
	}
	m.ApplyBy, m.Saved = p.applyBy(a), p.since(a)
	if p.about != nil {
		b := p.form.Build(p.Texts, "grant")
		m.Save = &saveModel{Action: p.action + "/saved", Told: b.Field(form.Tick, toldField)}
	}
	m.Costs = p.costs(p.form.Build(p.Texts, "grant.question"), s, a)
	loose := m.Costs.Fields
	if m.Save != nil {
		loose = append(slices.Clone(loose), m.Save.Told)
	}
	m.Form, m.Groups = p.formModel(a, loose)
	m.Form.Open = submitted
	m.Count = p.count(m.Groups)
	if p.about == nil && submitted {
		m.Share = p.share()
	}
	return m
}

// share is the address of the page with what is about the firm, the hours and
// the money. What is told about a person never stands in an address.
func (p *page) share() string {
	shared := p.form.Filled()
	for name := range shared {
		firm := strings.HasPrefix(name, "employer.") || strings.HasPrefix(name, "costs.")
		if !firm && !slices.Contains([]string{startField, hoursField, strandField, costField}, name) {
			shared.Del(name)
		}
	}
	return p.action + "?" + shared.Encode()
}

// count tells how many schemes there are of each verdict.
func (p *page) count(groups []groupModel) string {
	var parts []string
	for _, g := range groups {
		parts = append(parts, p.T("grant.count", "verdict", g.Heading, "n", g.Count))
	}
	return strings.Join(parts, ", ")
}

// askedAbout are the schemes that "praktik or paid hours?" is about.
var askedAbout = map[string][]grant.SchemeID{
	"praktik": {grant.Praktik}, "paid": {grant.SmallJob, grant.WageSubsidy}, "both": {grant.Praktik, grant.SmallJob},
}

// groups sorts the schemes by verdict; a group without schemes is left out.
// What was asked about comes first, then those that lack the fewest facts.
func (p *page) groups(a grant.Answer, own map[grant.SchemeID][]form.Field, asked map[string]bool) []groupModel {
	var groups []groupModel
	schemes := slices.Clone(a.Schemes)
	asking := askedAbout[p.form.Value(strandField)]
	rank := func(s grant.SchemeAnswer) int {
		if slices.Contains(asking, s.ID) {
			return -1
		}
		return len(s.Missing)
	}
	slices.SortStableFunc(schemes, func(a, b grant.SchemeAnswer) int { return rank(a) - rank(b) })
	for _, v := range []grant.Verdict{grant.Likely, grant.Maybe, grant.NotPossible} {
		key := "grant.verdict." + string(v)
		g := groupModel{ID: "verdict-" + string(v), Heading: p.T(key + ".heading"), Lead: p.T(key + ".lead")}
		for _, scheme := range schemes {
			if scheme.Verdict == v {
				g.Schemes = append(g.Schemes, p.scheme(scheme, own[scheme.ID], asked))
			}
		}
		if g.Count = len(g.Schemes); g.Count == 0 {
			continue
		}
		if shown := unfolded[v]; g.Count > shown {
			g.Schemes, g.Rest = g.Schemes[:shown], g.Schemes[shown:]
			g.Fold = p.T("grant.fold."+string(v), "n", len(g.Rest))
			g.Open = slices.ContainsFunc(g.Rest, func(s schemeModel) bool { return wrong(s.Fields) })
		}
		g.First = len(groups) == 0
		groups = append(groups, g)
	}
	return groups
}

// formModel shows the questions with what was answered, and the answers of the
// rules with the questions that belong to one of them alone.
func (p *page) formModel(a grant.Answer, loose []form.Field) (formModel, []groupModel) {
	wanted := wantedBy(a)
	b := p.form.Build(p.Texts, "grant.question")
	m := formModel{Action: p.action, Main: []form.Section{p.mainSection(b)}}
	if staff := p.staffSection(b); len(staff.Fields) > 0 {
		m.Main = append(m.Main, staff)
	}
	own := map[grant.SchemeID][]form.Field{}
	more := form.Section{}
	for _, path := range questions {
		name := string(path)
		switch by := wanted[name]; {
		case name == costField: // stands with the costs
		case len(by) == 1 && p.form.Value(name) == "":
			own[by[0]] = append(own[by[0]], questionField(b, path))
		case len(by) > 0 || p.form.Value(name) != "":
			more.Fields = append(more.Fields, questionField(b, path))
		}
	}
	if len(wanted[under18Field]) > 0 || p.form.Value(under18Field) != "" {
		more.Fields = append(more.Fields, b.Choices(form.Select, under18Field, "grant.choice.yes_no", "yes", "no", notKnown))
	}
	if len(more.Fields) > 0 {
		m.More = append(m.More, more)
	}
	m.Older = p.olderStaff(b, wanted)
	fields, asked := fieldsOf(m, a, own)
	asked[costField] = true
	m.Summary = b.Summary(append(fields, loose...)...)
	return m, p.groups(a, own, asked)
}

// fieldsOf lists the fields of the page, and the names of those that do not
// stand with one scheme.
func fieldsOf(m formModel, a grant.Answer, own map[grant.SchemeID][]form.Field) ([]form.Field, map[string]bool) {
	var fields []form.Field
	asked := map[string]bool{}
	for _, section := range slices.Concat(m.Main, m.More, m.Older) {
		for _, f := range section.Fields {
			asked[f.Name] = true
			fields = append(fields, f)
		}
	}
	for _, scheme := range a.Schemes {
		fields = append(fields, own[scheme.ID]...)
	}
	return fields, asked
}

// wantedBy lists the schemes whose answers still turn on a field.
func wantedBy(a grant.Answer) map[string][]grant.SchemeID {
	wanted := map[string][]grant.SchemeID{}
	for _, s := range a.Schemes {
		paths := slices.Clone(s.Missing)
		if s.Length != nil {
			paths = append(paths, s.Length.Missing...)
		}
		if s.Amount != nil {
			paths = append(paths, s.Amount.Missing...)
		}
		for _, path := range paths {
			if name := fieldOf(path); !slices.Contains(wanted[name], s.ID) {
				wanted[name] = append(wanted[name], s.ID)
			}
		}
	}
	return wanted
}

// mainSection is the handful of questions that are always there.
func (p *page) mainSection(b form.Builder) form.Section {
	var places []form.Option
	for _, w := range p.firm.places {
		places = append(places, form.Option{Value: w.pNumber, Label: w.name})
	}
	var fields []form.Field
	if len(places) > 1 {
		fields = append(fields, b.Options(form.Select, workplaceField, places...))
	} else {
		fields = append(fields, b.Field(form.Hidden, workplaceField))
	}
	return form.Section{Row: true, Fields: append(fields,
		b.Field(form.Day, startField), b.Field(form.Duration, hoursField),
		b.Choices(form.Select, strandField, "grant.choice.strand", strands()...),
		b.Choices(form.Select, targetField, "grant.choice.target", targetValues(p.rules)...),
		b.Field(form.Number, monthsField),
	)}
}

// chosenPlace is the place of work asked about, when it is known.
func (p *page) chosenPlace() (place, bool) {
	number := p.form.Value(workplaceField)
	i := slices.IndexFunc(p.firm.places, func(w place) bool { return w.pNumber == number })
	if i < 0 {
		return place{}, false
	}
	return p.firm.places[i], true
}

// ratioMonths is how many months the ratio rule counts.
const ratioMonths = 4

// staffSection asks for the numbers of the ratio rule at the place of work.
func (p *page) staffSection(b form.Builder) form.Section {
	w, known := p.chosenPlace()
	if !known {
		return form.Section{}
	}
	note := p.T("grant.placed_from_portal")
	if w.pNumber == unnamed {
		note = p.T("grant.placed_typed")
	}
	section := form.Section{Heading: p.T("grant.staff_heading", "place", w.name), Note: p.T("grant.staff_note") + " " + note, Row: true}
	for _, month := range grant.Months(p.counted(), ratioMonths) {
		section.Fields = append(section.Fields, p.staffMonth(b, w, month))
	}
	section.Fields = append(section.Fields, b.Field(form.Duration, placedField(w.pNumber)))
	return section
}

// staffMonth asks for the ordinary employees of one month.
func (p *page) staffMonth(b form.Builder, w place, month caldate.Date) form.Field {
	f := b.Field(form.Number, staffField(w.pNumber, month))
	f.Label = p.T("grant.staff_in", "month", p.Month(month))
	return f
}

// olderStaff asks for the months and places that only merbeskæftigelse counts.
func (p *page) olderStaff(b form.Builder, wanted map[string][]grant.SchemeID) []form.Section {
	var sections []form.Section
	here := p.form.Value(workplaceField)
	for _, w := range p.firm.places {
		section := form.Section{Heading: p.T("grant.older_heading", "place", w.name), Note: p.T("grant.older_note"), Row: true}
		for i, month := range grant.Months(p.counted(), staffMonths) {
			name := staffField(w.pNumber, month)
			shown := w.pNumber == here && i < ratioMonths
			if !shown && (len(wanted[name]) > 0 || p.form.Value(name) != "") {
				section.Fields = append(section.Fields, p.staffMonth(b, w, month))
			}
		}
		if len(section.Fields) > 0 {
			sections = append(sections, section)
		}
	}
	return sections
}
