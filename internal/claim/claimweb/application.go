package claimweb

import (
	"slices"
	"strconv"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/money"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// applicationModel is one application, from the checklist to what was granted.
type applicationModel struct {
	Title     string
	Badge     view.Badge
	Lead      string
	Course    string // address
	Name      string
	Gate      string // what has to be in place before the first day, or ""
	Asked     string // what the municipality wants to know, or ""
	Said      []view.Fact
	Write     *form.Model
	Theirs    []view.Fact // what somebody else wrote meanwhile
	Checklist *form.Model
	Copy      []view.Copy
	Send      *form.Model
	Ask       *form.Model
	Decide    *form.Model
	Again     bool // the decision stands there, and can be noted again
	Decision  []view.Fact
	Changes   []changeModel
	Alter     *form.Model
	Split     string // address, or ""
	SplitText string
	Claims    []rowModel
	Withdraw  *form.Model
	History   []auditweb.Line
}

type changeModel struct {
	Text    string
	Action  string // of what is still to be noted, or ""
	Settled bool   // what the button notes
	Button  string
}

// typed says which of the page's forms a form is the answer of: of one, or of two
// where what one lacks stands in the other.
type typed struct {
	names string // apart by a blank
	f     *form.Form
}

// of is the form as typed when it is one of those named, and an empty one otherwise.
func (t typed) of(name string) *form.Form {
	if slices.Contains(strings.Fields(t.names), name) {
		return t.f
	}
	return form.Of(nil)
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showApplication(r, typed{f: form.Of(nil)})
}

func (h Handlers) showApplication(r *web.Request, in typed) (web.Answer, error) {
	a, err := h.Claims.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	var claims []claim.Standing
	if r.Actor.Can(access.RunClaims) && !a.Until().IsZero() {
		followed, err := h.Claims.Of(r.Context(), r.Actor, a.ID)
		if err != nil {
			return nil, err
		}
		claims = followed.Claims
	}
	rule, _ := h.Claims.Rules.Scheme(a.Scheme)
	p := page{r.Texts, h.Danish, h.Claims.Rules, r.Actor, a, rule, h.Claims.Checklist(a.Scheme), h.Grants.BeforeStart(a.Scheme), r.Today()}
	m := p.model(claims, in)
	return web.Form(applicationPage, m.Title, in.f, m), nil
}

// page puts an application into words.
type page struct {
	*i18n.Texts
	danish      *i18n.Texts
	rules       *claim.Rules // only where claims are shown
	actor       access.Actor
	a           claim.Application
	rule        claim.Scheme
	checklist   []string
	beforeStart bool
	today       caldate.Date
}

func (p page) model(claims []claim.Standing, in typed) applicationModel {
	a, address := p.a, path+"/"+p.a.ID
	status := a.StatusBy(p.checklist)
	m := applicationModel{
		Title: p.T("claim.of", "scheme", schemeName(p.Texts, a.Scheme), "name", a.FirstName), Badge: statusBadge(p.Texts, status), Lead: p.T("claim.next." + string(status)),
		Course: "/placements/" + a.PlacementID, Name: a.FirstName, History: auditweb.History(p.Texts, p.told()),
	}
	applies, records := p.actor.Can(access.Apply), p.actor.Can(access.RecordDecisions)
	open := a.OpenFields(p.rule.Of)
	if status == claim.MoreWanted {
		m.Asked = a.Asked[len(a.Asked)-1].Text
	}
	if p.beforeStart && status != claim.Granted && status != claim.Refused && status != claim.Dropped {
		m.Gate = p.T("claim.before_start")
		if days := a.Said.From.Sub(p.today); !a.Said.From.IsZero() && days >= 0 {
			m.Gate = p.N("claim.before_start_days", days, "day", p.Day(a.Said.From))
		}
	}
	if applies && len(open) > 0 {
		m.Write = p.writeForm(address, open, in.of("write"))
		m.Send = p.sendForm(address, in.of("send"))
		if in.of("write").Stale() {
			m.Theirs = p.said(nil, false)
		}
	}
	if applies && a.Decision == nil && a.Withdrawn == nil {
		m.Withdraw = p.reasonForm(address+"/withdrawal", "claim.withdraw", "why_withdrawn", in.of("withdraw"))
	}
	m.Said = p.said(open, m.Write != nil)
	if applies && (status == claim.Preparing || status == claim.ToSend) {
		m.Checklist = p.checklistForm(address)
	}
	if applies && (status == claim.ToSend || status == claim.Sent || status == claim.MoreWanted) {
		m.Copy = p.copy()
	}
	if records && status == claim.Sent {
		m.Ask = p.askForm(address, in.of("ask"))
	}
	if m.Again = records && a.Redecidable(); m.Again || records && (status == claim.Sent || status == claim.MoreWanted) {
		m.Decide = p.decideForm(address, in.of("decide"))
	}
	m.Decision = p.decision()
	p.changes(&m, address, records && status == claim.Granted, in.of("alter"))
	if p.rule.Of == claim.Help {
		m.Split, m.SplitText = address+"/split", p.T("claim.split.none")
		if n := len(a.Split); n > 0 {
			m.SplitText = p.T("claim.split.sum", "help", p.Hours(a.Split[n-1].HelpMinutes()), "work", p.Hours(a.Split[n-1].Work()))
		}
	}
	for _, st := range claims {
		m.Claims = append(m.Claims, claimRow(p.Texts, a, st))
	}
	return m
}

// told is the history as the actor may read it: what became of claims is for those
// who run them.
func (p page) told() []audit.Event {
	if p.actor.Can(access.RunClaims) {
		return p.a.Events
	}
	return slices.DeleteFunc(slices.Clone(p.a.Events), func(e audit.Event) bool { return strings.HasPrefix(e.Type, "claim_") })
}

// value is what a field of the application says, in words.
func value(t *i18n.Texts, s claim.Said, name string) string {
	switch name {
	case "why":
		return s.Why
	case "work":
		return s.Work
	case "help":
		return s.Help
	case "minutes":
		if s.Minutes > 0 {
			return t.T("opening.per_week", "hours", t.Hours(s.Minutes))
		}
	case "from":
		if !s.From.IsZero() {
			return t.Date(s.From)
		}
	case "to":
		if !s.To.IsZero() {
			return t.Date(s.To)
		}
	}
	return ""
}

// said shows the fields that cannot be written in now, and what was sent otherwise
// the time before.
func (p page) said(open []string, writes bool) []view.Fact {
	var facts []view.Fact
	for _, name := range claim.Fields(p.rule.Of) {
		v := value(p.Texts, p.a.Said, name)
		if v == "" || writes && slices.Contains(open, name) {
			continue
		}
		if slices.Contains(p.a.Difference(p.rule.Of), name) {
			before := value(p.Texts, p.a.Sendings[len(p.a.Sendings)-2].Said, name)
			v = p.T("claim.was", "now", v, "before", before)
		}
		facts = append(facts, view.Fact{Label: p.T("claim.field." + name), Value: v})
	}
	return facts
}

func (p page) writeForm(address string, open []string, f *form.Form) *form.Model {
	if f.Value("version") == "" { // not what was posted of this form
		s := p.a.Said
		f.Set("why", s.Why).Set("work", s.Work).Set("help", s.Help)
		if s.Minutes > 0 {
			f.SetMinutes("minutes", s.Minutes)
		}
		for name, d := range map[string]caldate.Date{"from": s.From, "to": s.To} {
			if !d.IsZero() {
				f.Set(name, d.Danish())
			}
		}
	}
	f.SetVersion(p.a.Version)
	b := f.Build(p.Texts, "claim.field")
	kinds := map[string]form.Kind{"why": form.Area, "work": form.Area, "help": form.Area, "minutes": form.Duration, "from": form.Day, "to": form.Day}
	var fields []form.Field
	for _, name := range claim.Fields(p.rule.Of) {
		if slices.Contains(open, name) {
			fields = append(fields, b.Field(kinds[name], name))
		}
	}
	m := b.Model(address, "claim.save", fields...)
	return &m
}

func (p page) checklistForm(address string) *form.Model {
	var options []form.Option
	for _, code := range p.checklist {
		options = append(options, form.Option{Value: code, Label: p.T("grant." + code), Chosen: p.a.IsReady(code)})
	}
	var done []string
	for _, o := range options {
		if o.Chosen {
			done = append(done, o.Value)
		}
	}
	b := form.Of(nil).Set("done", done...).Build(p.Texts, "claim.field")
	m := b.Model(address+"/checklist", "claim.save_checklist", b.Options(form.Checks, "done", options...))
	return &m
}

// copy is the text for VITAS, in Danish.
func (p page) copy() []view.Copy {
	var list []view.Copy
	for _, name := range claim.Fields(p.rule.Of) {
		if text := value(p.danish, p.a.Said, name); text != "" {
			list = append(list, view.Copy{ID: "copy-" + name, Label: p.T("claim.field." + name), Text: text})
		}
	}
	if n := len(p.a.Split); n > 0 {
		var rows []string
		for _, r := range p.a.Split[n-1].Rows {
			rows = append(rows, r.Task+": "+splitRow(p.danish, r))
		}
		list = append(list, view.Copy{ID: "copy-split", Label: p.T("claim.split.title"), Text: strings.Join(rows, "\n")})
	}
	return list
}

func (p page) sendForm(address string, f *form.Form) *form.Model {
	b := f.Build(p.Texts, "claim.field")
	m := b.Model(address+"/sending", "claim.send", b.Field(form.Line, "reference"))
	return &m
}

func (p page) reasonForm(action, submit, name string, f *form.Form) *form.Model {
	b := f.Build(p.Texts, "claim.field")
	m := b.Model(action, submit, b.Field(form.Area, name))
	return &m
}

func (p page) askForm(address string, f *form.Form) *form.Model {
	b := f.Build(p.Texts, "claim.field")
	m := b.Model(address+"/question", "claim.ask", b.Choices(form.Checks, "fields", "claim.field", claim.Fields(p.rule.Of)...), b.Field(form.Area, "text"))
	return &m
}

func (p page) decideForm(address string, f *form.Form) *form.Model {
	b := f.Build(p.Texts, "claim.field")
	fields := []form.Field{b.Choices(form.Radios, "granted", "claim.granted", "yes", "no"), b.Field(form.Day, "decided_on"), b.Field(form.Line, "decision_reference")}
	grant := []form.Field{b.Optional(form.Day, "granted_from"), b.Optional(form.Day, "granted_to"), b.Optional(form.Line, "rate")}
	if p.rule.Of == claim.Help {
		grant = append(grant, b.Optional(form.Duration, "weekly"))
	}
	grant = append(grant, b.Optional(form.Area, "conditions"))
	m := b.Sections(address+"/decision", "claim.decide", form.Section{Fields: fields},
		form.Section{Heading: p.T("claim.if_yes"), Note: p.T("claim.rate_note"), Fields: grant},
		form.Section{Heading: p.T("claim.if_no"), Fields: []form.Field{b.Optional(form.Area, "refusal")}})
	return &m
}

func (p page) decision() []view.Fact {
	d := p.a.Decision
	if d == nil {
		return nil
	}
	var facts []view.Fact
	add := func(name, v string) {
		if v != "" {
			facts = append(facts, view.Fact{Label: p.T("claim.field." + name), Value: v})
		}
	}
	add("decided_on", p.Date(d.On)+", "+p.T("claim.recorded", "who", p.Person(d.By), "when", p.Moment(d.At)))
	add("decision_reference", d.Reference)
	add("refusal", d.Refusal)
	if d.Granted {
		add("period", days(p.Texts, d.From, p.a.Until()))
		switch {
		case d.Rate == 0:
			add("rate", p.T("claim.not_known"))
		case d.Step > 0:
			add("rate", p.T("claim.rate_step", "rate", kroner(p.Texts, &d.Rate), "step", d.Step))
		default:
			add("rate", kroner(p.Texts, &d.Rate))
		}
		if d.Minutes > 0 {
			add("weekly", p.Hours(d.Minutes))
		}
		add("conditions", d.Conditions)
	}
	return facts
}

// changes shows what was altered and what is still to be told, and offers more.
func (p page) changes(m *applicationModel, address string, alters bool, f *form.Form) {
	for i, c := range p.a.Changes {
		row := changeModel{Text: p.T("claim.changed."+string(c.Kind), "day", p.Day(c.On), "rate", kroner(p.Texts, &c.Rate)) + " " + c.Reason}
		switch {
		case !p.actor.Can(access.RecordDecisions):
		case c.Told == nil:
			row.Button = p.T("claim.note_told")
		case c.Settled == nil:
			row.Button, row.Settled = p.T("claim.note_settled"), true
		}
		if row.Button != "" {
			row.Action = address + "/changes/" + strconv.Itoa(i)
		}
		m.Changes = append(m.Changes, row)
	}
	if !alters {
		return
	}
	var kinds []string
	for _, k := range claim.ChangeKinds() {
		kinds = append(kinds, string(k))
	}
	b := f.Build(p.Texts, "claim.field")
	form := b.Model(address+"/changes", "claim.alter", b.Choices(form.Radios, "kind", "claim.change", kinds...), b.Field(form.Day, "on"), b.Optional(form.Line, "rate"), b.Field(form.Area, "reason"))
	m.Alter = &form
}

func (h Handlers) write(r *web.Request) (web.Answer, error) {
	f := r.Form()
	said := claim.Said{Why: f.Text("why", form.Max(2000)), Work: f.Text("work", form.Max(2000)), Help: f.Text("help", form.Max(2000)), Minutes: f.Minutes("minutes"), From: f.Date("from"), To: f.Date("to")}
	err := f.DoAt(func(version int64) error {
		_, err := h.Claims.Write(r.Context(), r.Actor, r.Param("id"), version, said)
		return err
	})
	return h.after(r, "write", f, err, "claim.saved")
}

// after shows the page again with what is wrong, or goes on to it.
func (h Handlers) after(r *web.Request, name string, f *form.Form, err error, done string) (web.Answer, error) {
	back := path + "/" + r.Param("id")
	switch {
	case err != nil:
		return conflict(r, back, err)
	case !f.OK():
		return h.showApplication(r, typed{name, f})
	}
	return web.SeeOther(back, web.Done(r.T(done))), nil
}

func (h Handlers) tick(r *web.Request) (web.Answer, error) {
	f := r.Form()
	err := f.Do(func() error {
		_, err := h.Claims.Tick(r.Context(), r.Actor, r.Param("id"), f.Values("done"))
		return err
	})
	return h.after(r, "", f, err, "claim.saved")
}

func (h Handlers) send(r *web.Request) (web.Answer, error) {
	f := r.Form()
	reference := f.Text("reference", form.Max(60))
	err := f.Do(func() error {
		_, err := h.Claims.Send(r.Context(), r.Actor, r.Param("id"), reference)
		return err
	})
	return h.after(r, "send write", f, err, "claim.sent_done")
}

func (h Handlers) ask(r *web.Request) (web.Answer, error) {
	f := r.Form()
	text := f.Text("text", form.Max(1000))
	err := f.Do(func() error {
		_, err := h.Claims.Ask(r.Context(), r.Actor, r.Param("id"), f.Values("fields"), text)
		return err
	})
	return h.after(r, "ask", f, err, "claim.asked_done")
}

func (h Handlers) decide(r *web.Request) (web.Answer, error) {
	f := r.Form()
	d := claim.Decision{
		Granted: f.Choice("granted", "yes", "no") == "yes", On: f.Date("decided_on"), Reference: f.Text("decision_reference", form.Max(60)), From: f.Date("granted_from"), To: f.Date("granted_to"),
		Rate: ore(f, "rate"), Minutes: f.Minutes("weekly"), Conditions: f.Text("conditions", form.Max(2000)), Refusal: f.Text("refusal", form.Max(2000)),
	}
	err := f.Do(func() error {
		_, err := h.Claims.Decide(r.Context(), r.Actor, r.Param("id"), d)
		return err
	})
	return h.after(r, "decide", f, err, "claim.decided_done")
}

// ore reads kroner; an empty field is nothing.
func ore(f *form.Form, name string) money.Ore { return money.Ore(max(0, f.Hundredths(name))) }

func (h Handlers) withdraw(r *web.Request) (web.Answer, error) {
	f := r.Form()
	why := f.Text("why_withdrawn", form.Max(500))
	err := f.Do(func() error {
		_, err := h.Claims.Withdraw(r.Context(), r.Actor, r.Param("id"), why)
		return err
	})
	return h.after(r, "withdraw", f, err, "claim.withdrawn_done")
}

func (h Handlers) alter(r *web.Request) (web.Answer, error) {
	f := r.Form()
	c := claim.Change{Kind: claim.ChangeKind(f.Value("kind")), On: f.Date("on"), Rate: ore(f, "rate")}
	c.Reason = f.Text("reason", form.Max(500))
	err := f.Do(func() error {
		_, err := h.Claims.Alter(r.Context(), r.Actor, r.Param("id"), c)
		return err
	})
	return h.after(r, "alter", f, err, "claim.altered_done")
}

func (h Handlers) told(r *web.Request) (web.Answer, error) {
	n, err := strconv.Atoi(r.Param("change"))
	if err != nil {
		n = -1
	}
	f := r.Form()
	_, err = h.Claims.Told(r.Context(), r.Actor, r.Param("id"), n, f.Value("settled") != "")
	return h.after(r, "", f, err, "claim.saved")
}
