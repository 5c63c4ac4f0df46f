package grant

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/strictjson"
)

// ReadSituation reads a situation from one JSON document. What is wrong with
// the document comes as strictjson.Faults.
func (r *Rules) ReadSituation(from io.Reader) (Situation, error) {
	var s Situation
	if err := strictjson.Decode(from, &s, r.lists()); err != nil {
		return Situation{}, err
	}
	var f strictjson.Faults
	s.crossCheck(&f, r.borders("loentilskud_steps"))
	return s, f.Err()
}

// RunCheck reads a situation and writes the answer, as JSON both.
func (r *Rules) RunCheck(in io.Reader, out io.Writer) error {
	s, err := r.ReadSituation(in)
	if err != nil {
		return err
	}
	return writeJSON(out, answerJSON(r.Check(s)))
}

// RunAmounts reads one calculation and writes its result, as JSON both.
func (r *Rules) RunAmounts(in io.Reader, out io.Writer) error {
	read, text, err := strictjson.Text(in, "calculator")
	if err != nil {
		return err
	}
	start, known := calculations[text]
	if !known {
		return strictjson.Faults{{Path: "calculator", Text: fmt.Sprintf("must be one of %v", slices.Sorted(maps.Keys(calculations)))}}
	}
	c := start()
	if err := strictjson.Decode(read, c, r.lists()); err != nil {
		return err
	}
	var f strictjson.Faults
	res := c.work(r, &f)
	if err := f.Err(); err != nil {
		return err
	}
	res["calculator"], res["rules_version"] = text, r.Version
	for name, v := range res {
		res[name] = plain(v)
	}
	return writeJSON(out, res)
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// lists are the values the data allow in a document.
func (r *Rules) lists() strictjson.Lists {
	l := strictjson.Lists{"placed": slices.Sorted(maps.Keys(r.placed)), "rates": slices.Sorted(maps.Keys(r.rates))}
	for _, t := range r.Targets() {
		l["targets"] = append(l["targets"], string(t))
	}
	for _, id := range r.SchemeIDs() {
		l["schemes"] = append(l["schemes"], string(id))
	}
	return l
}

func listPath(list string, i int, key string) string { return fmt.Sprintf("%s[%d].%s", list, i, key) }

// crossCheck finds facts that contradict each other.
func (s *Situation) crossCheck(f *strictjson.Faults, borders []caldate.Date) {
	if s.Person.Age != nil && !s.Person.BirthDate.IsZero() {
		f.Add("person.age", "must not be given together with birth_date")
	}
	if !s.Work.End.IsZero() && s.Work.End.Before(s.Work.Start) {
		f.Add("work.end", "is before start")
	}
	numbers := map[string]bool{}
	for i, u := range s.Employer.Units {
		if numbers[u.PNumber] {
			f.Add(listPath("employer.units", i, "p_number"), "is given twice")
		}
		numbers[u.PNumber] = true
	}
	if p := s.Employer.WorkplacePNumber; p != "" && s.Employer.Units != nil && !numbers[p] {
		f.Add("employer.workplace_p_number", "is none of the units")
	}
	for i, b := range s.Person.BenefitPeriods {
		if !b.To.IsZero() && b.To.Before(b.From) {
			f.Add(listPath("person.benefit_periods", i, "to"), "is before from")
		}
	}
	lines := make([]stretch, len(s.Work.PaidHours))
	for i, p := range s.Work.PaidHours {
		lines[i] = stretch{p.From, p.To, p.Refund != nil}
	}
	checkStretches(f, "work.paid_hours", lines, borders)
}

// answerJSON puts an answer into the shape documents have.
func answerJSON(a Answer) any {
	schemes := make([]schemeJSON, len(a.Schemes))
	for i, s := range a.Schemes {
		schemes[i] = newSchemeJSON(s)
	}
	return struct {
		RulesVersion caldate.Date      `json:"rules_version"`
		Notice       map[string]string `json:"notice"`
		Ratio        any               `json:"ratio"`
		NetExpansion any               `json:"net_expansion"`
		Schemes      []schemeJSON      `json:"schemes"`
	}{a.RulesVersion, map[string]string{"da": noticeDanish, "en": noticeEnglish}, ratioJSON(a.Ratio), expansionJSON(a.NetExpansion), schemes}
}

// Every answer says what it is worth.
const (
	noticeDanish  = "Kun vejledning og ikke juridisk rådgivning. Kommunen, eller den myndighed der er nævnt, afgør sagen."
	noticeEnglish = "Guidance only, not legal advice. The municipality, or the authority named, decides the case."
)

// plain writes a value without binary fractions: whole numbers without a point,
// others with at most three decimals.
func plain(v any) any {
	switch v := v.(type) {
	case decimal.Decimal:
		return number3(v)
	case *decimal.Decimal:
		if v == nil {
			return nil
		}
		return number3(*v)
	case *money.Ore:
		if v == nil {
			return nil
		}
		return *v
	}
	return v
}

func number3(d decimal.Decimal) json.Number { return json.Number(d.Round(3).String()) }

// truth is true, false, or null for what is not known.
func truth(t Truth) *bool {
	if t == Unknown {
		return nil
	}
	return new(t == Yes)
}

func ratioJSON(t *Ratio) any {
	if t == nil {
		return nil
	}
	out := result{
		"allowed": truth(t.Allowed), "near_step": t.NearStep, "seasonal": t.Seasonal,
		"base_fte": nil, "cap": nil, "placed_fte_after": nil,
	}
	var window []string
	for _, m := range slices.Backward(t.Window) {
		window = append(window, MonthKey(m.Month))
	}
	out["window"] = window
	if t.Known {
		out["base_fte"], out["cap"] = plain(t.Average), t.Cap
	}
	if t.Allowed != Unknown {
		out["placed_fte_after"] = plain(t.After)
	} else {
		out["missing"] = t.Missing
	}
	return out
}

func expansionJSON(t *Expansion) any {
	if t == nil {
		return nil
	}
	out := result{
		"level": nil, "reading": "strict", "allowed": truth(t.Strict), "allowed_loose": truth(t.Loose),
		"now": nil, "average": nil, "months": nil,
	}
	if t.Level != "" {
		out["level"] = t.Level
	}
	if t.Strict != Unknown {
		out["now"], out["average"], out["months"] = plain(t.Now), plain(t.Average), t.Months
	} else {
		out["missing"] = t.Missing
	}
	return out
}

type schemeJSON struct {
	ID          SchemeID     `json:"id"`
	Verdict     Verdict      `json:"verdict"`
	Reasons     []reasonJSON `json:"reasons"`
	Missing     []Path       `json:"missing"`
	MaxDuration any          `json:"max_duration"`
	BeforeStart bool         `json:"before_start"`
	DecidedBy   string       `json:"decided_by"`
	Amount      any          `json:"amount"`
	Certainty   Certainty    `json:"certainty"`
	Sources     []string     `json:"sources"`
	Warnings    []noteJSON   `json:"warnings"`
}

type reasonJSON struct {
	Code   Code   `json:"code"`
	Effect Effect `json:"effect"`
	Params result `json:"params,omitempty"`
}

type noteJSON struct {
	Code   Code   `json:"code"`
	Params result `json:"params,omitempty"`
}

func newSchemeJSON(s SchemeAnswer) schemeJSON {
	out := schemeJSON{
		ID: s.ID, Verdict: s.Verdict, Reasons: []reasonJSON{}, Missing: []Path{}, BeforeStart: s.BeforeStart,
		DecidedBy: s.DecidedBy, Certainty: s.Certainty, Sources: s.Sources, Warnings: []noteJSON{},
		MaxDuration: lengthJSON(s.Length), Amount: amountJSON(s.Amount),
	}
	out.Missing = append(out.Missing, s.Missing...)
	for _, r := range s.Reasons {
		out.Reasons = append(out.Reasons, reasonJSON{r.Code, r.Effect, paramsJSON(r.Params)})
	}
	for _, n := range s.Warnings {
		out.Warnings = append(out.Warnings, noteJSON{n.Code, paramsJSON(n.Params)})
	}
	return out
}

func paramsJSON(params Params) result {
	out := result{}
	for name, v := range params {
		out[name] = plain(v)
	}
	return out
}

func lengthJSON(l *Length) any {
	if l == nil {
		return nil
	}
	switch l.Unit {
	case Unlimited:
		return result{"unlimited": true}
	case WholeCourse:
		return result{"whole_course": true}
	}
	out := result{string(l.Unit): l.First, "last_day": l.LastDay}
	extensions := []result{}
	for _, e := range l.Extensions {
		switch {
		case e.Permanent:
			extensions = append(extensions, result{"permanent": true})
		case e.By > 0:
			extensions = append(extensions, result{"plus_" + string(l.Unit): e.By, "repeat": true, "last_day": e.LastDay})
		default:
			extensions = append(extensions, result{"to_" + string(l.Unit): e.To, "last_day": e.LastDay})
		}
	}
	out["extensions"] = extensions
	if l.CutShort {
		out["limited_by"] = "within_benefit_entitlement"
	}
	if len(l.Missing) > 0 {
		out["missing"] = l.Missing
	}
	return out
}

func amountJSON(m *Amount) any {
	if m == nil {
		return nil
	}
	out := result{"rate_oere": plain(m.Rate), "payable_oere": plain(m.Payable), "paid_to": m.PaidTo, "certainty": m.Certainty}
	set := func(name string, value any) {
		if v := plain(value); v != nil {
			out[name] = v
		}
	}
	text := func(name, value string) {
		if value != "" {
			out[name] = value
		}
	}
	text("unit", m.Unit)
	text("basis", m.Basis)
	set("hours", m.Hours)
	set("by_rate_oere", m.ByRate)
	set("ceiling_oere", m.Ceiling)
	set("ceiling_one_year_oere", m.CeilingYear)
	set("payable_one_year_oere", m.PayableYear)
	set("wage_hour_oere", m.WageHour)
	set("base_oere", m.Base)
	set("threshold_oere", m.Threshold)
	set("week_max_oere", m.WeekMax)
	set("remaining_oere", m.Remaining)
	if m.HoursPerWeek != nil {
		out["hours_per_week"] = *m.HoursPerWeek
	}
	if m.Days != nil {
		out["days"] = *m.Days
	}
	if m.Steps != nil {
		out["rate_steps_oere"] = m.Steps
	}
	if m.Segments != nil {
		out["segments"] = segmentsOf(m.Segments)
	}
	if len(m.Missing) > 0 {
		out["missing"] = m.Missing
	}
	return out
}

// segmentsOf writes the parts of an amount.
func segmentsOf(segments []Segment) []result {
	out := []result{}
	for _, s := range segments {
		part := result{"amount_oere": plain(s.Amount)}
		if s.AfterMonths > 0 {
			part["after_months"] = s.AfterMonths
			if !s.On.IsZero() {
				part["on"] = s.On
			}
		} else {
			part["from"], part["to"], part["hours"], part["rate_oere"] = s.From, s.To, plain(s.Hours), plain(s.Rate)
		}
		out = append(out, part)
	}
	return out
}
