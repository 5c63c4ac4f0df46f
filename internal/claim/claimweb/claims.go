package claimweb

import (
	"net/url"
	"slices"
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// calendarModel is all claims of a firm by what they wait for.
type calendarModel struct {
	Empty   bool
	Numbers []view.Number
	Groups  []groupModel
}

type groupModel struct {
	Heading string
	Fold    string // for what is done: the sentence that unfolds it, or ""
	Rows    []rowModel
}

// groups are the statuses of each group of the calendar, in its order.
var groups = []struct {
	name     string
	statuses []claim.ClaimStatus
	fold     bool
}{
	{"correct", []claim.ClaimStatus{claim.ToCorrect, claim.Lacking}, false},
	{"ready", []claim.ClaimStatus{claim.Complete}, false},
	{"open", []claim.ClaimStatus{claim.Open}, false},
	{"expired", []claim.ClaimStatus{claim.Expired}, false},
	{"sent", []claim.ClaimStatus{claim.ClaimIsSent}, false},
	{"early", []claim.ClaimStatus{claim.TooEarly}, true},
	{"done", []claim.ClaimStatus{claim.Paid, claim.Zero, claim.ClaimRefused}, true},
}

func (h Handlers) calendar(r *web.Request) (web.Answer, error) {
	list, err := h.Claims.All(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(calendarPage, r.T("claim.calendar"), newCalendar(r.Texts, list)), nil
}

func newCalendar(t *i18n.Texts, list []claim.Followed) calendarModel {
	m := calendarModel{Empty: len(list) == 0}
	if m.Empty {
		return m
	}
	risk, lost, known := claim.AtRisk(list)
	number := func(name, value string) {
		definition := t.T("claim.number." + name + ".definition")
		if !known {
			definition += " " + t.T("claim.number.more")
		}
		m.Numbers = append(m.Numbers, view.Number{Label: t.T("claim.number." + name + ".label"), Value: value, Definition: definition})
	}
	number("risk", kroner(t, &risk))
	if lost > 0 {
		number("lost", kroner(t, &lost))
	}
	type item struct {
		f  claim.Followed
		st claim.Standing
	}
	for _, g := range groups {
		var items []item
		for _, f := range list {
			for _, st := range f.Claims {
				if slices.Contains(g.statuses, st.Status) {
					items = append(items, item{f, st})
				}
			}
		}
		slices.SortStableFunc(items, func(a, b item) int { return a.st.Deadline.Compare(b.st.Deadline) })
		if len(items) == 0 {
			continue
		}
		group := groupModel{Heading: t.T("claim.group." + g.name)}
		if g.fold {
			group.Fold = t.N("claim.fold", len(items))
		}
		for _, i := range items {
			row := claimRow(t, i.f.Application, i.st)
			row.Title = i.f.FirstName + ", " + schemeName(t, i.f.Application.Scheme) + ", " + row.Title
			group.Rows = append(group.Rows, row)
		}
		m.Groups = append(m.Groups, group)
	}
	return m
}

// days names a period with its year: claims lie far apart.
func days(t *i18n.Texts, from, to caldate.Date) string {
	if from.Year() != to.Year() {
		return t.Date(from) + " – " + t.Date(to)
	}
	return t.Span(from, to) + " " + strconv.Itoa(to.Year())
}

func claimPath(a claim.Application, from caldate.Date) string {
	return path + "/" + a.ID + "/claims/" + from.String()
}

// claimRow is a period on a list: how much, and until when.
func claimRow(t *i18n.Texts, a claim.Application, st claim.Standing) rowModel {
	row := rowModel{Href: claimPath(a, st.From), Title: days(t, st.From, st.To), Badge: claimBadge(t, st.Status)}
	switch st.Status {
	case claim.TooEarly:
		row.Detail = t.T("claim.detail.early", "day", t.Date(st.To.Add(1)))
	case claim.Zero:
		row.Detail = t.T("claim.detail.zero")
	case claim.ToCorrect:
		row.Detail = t.T("claim.detail.correct", "now", t.Hours(st.Minutes), "told", t.Hours(st.Claim.Told()))
	case claim.Paid:
		received := st.Claim.Received()
		row.Detail = t.T("claim.detail.paid", "amount", kroner(t, &received))
	default:
		row.Detail = t.T("claim.detail.due", "hours", t.Hours(st.Minutes), "amount", kroner(t, st.Amount), "day", t.Date(st.Deadline))
	}
	return row
}

func claimBadge(t *i18n.Texts, s claim.ClaimStatus) view.Badge {
	tone := map[claim.ClaimStatus]string{claim.Complete: "info", claim.Paid: "success", claim.Lacking: "warning", claim.ToCorrect: "warning", claim.Expired: "error", claim.ClaimRefused: "error"}[s]
	return view.Badge{Label: t.T("claim.claim_status." + string(s)), Tone: tone}
}

// claimModel is the package of one period: what is missing, what it says, and what
// was done about it.
type claimModel struct {
	Back      string
	Scheme    string
	Title     string
	Badge     view.Badge
	Lead      string
	Lacks     []lackModel
	Figures   []view.Copy // in the order of the request
	Note      string      // what the figures rest on
	Sources   []linkModel
	Parts     []partModel
	Days      []dayModel
	FollowUps string // where the meetings are
	Documents string // where papers are put in
	Package   string // all of it, to print
	Send      *form.Model
	Answer    *form.Model
	Excuse    *form.Model
	Excused   string
	Help      *form.Model
	Sent      []view.Fact
}

type lackModel struct {
	Text  string
	Weeks []linkModel
	Href  string // where it is put right, or ""
	Link  string
}

type linkModel struct{ Href, Text string }

type partModel struct {
	Days, Hours, Rate, Amount string
}

type dayModel struct {
	Day, Hours, Href string
}

func (h Handlers) claim(r *web.Request) (web.Answer, error) {
	return h.showClaim(r, typed{f: form.Of(nil)})
}

func (h Handlers) showClaim(r *web.Request, in typed) (web.Answer, error) {
	f, st, err := h.standing(r)
	if err != nil {
		return nil, err
	}
	p, err := h.Placements.Get(r.Context(), r.Actor, access.RunClaims, f.PlacementID)
	if err != nil {
		return nil, err
	}
	firm, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newClaim(r.Texts, h.Claims.Rules, f, st, firm, p.Agreement.PNumber, in)
	return web.Form(claimPage, m.Title, in.f, m), nil
}

func (h Handlers) standing(r *web.Request) (claim.Followed, claim.Standing, error) {
	f, err := h.Claims.Of(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return f, claim.Standing{}, err
	}
	from, err := caldate.Parse(r.Param("from"))
	st, known := f.Standing(from)
	if err != nil || !known {
		return f, st, fault.New(fault.NotFound, "")
	}
	return f, st, nil
}

func newClaim(t *i18n.Texts, rules *claim.Rules, f claim.Followed, st claim.Standing, firm company.Company, pNumber string, in typed) claimModel {
	a := f.Application
	base := "/placements/" + a.PlacementID
	m := claimModel{
		Back: path + "/" + a.ID, Scheme: t.T("claim.of", "scheme", schemeName(t, a.Scheme), "name", a.FirstName), Title: t.T("claim.period", "days", days(t, st.From, st.To)),
		Badge: claimBadge(t, st.Status), Lead: t.T("claim.claim_lead."+string(st.Status), "deadline", t.Day(st.Deadline), "opens", t.Day(st.To.Add(1)), "told", t.Hours(st.Claim.Told()), "now", t.Hours(st.Minutes)),
		FollowUps: base + "/meetings", Package: claimPath(a, st.From) + "/package", Documents: base + "/documents?" + url.Values{"about": {a.About(st.From)}}.Encode(),
	}
	if !st.AskedBy.IsZero() && (st.Status == claim.Open || st.Status == claim.Complete) {
		m.Lead += " " + t.T("claim.asked_by", "day", t.Day(st.AskedBy))
	}
	if st.Status != claim.TooEarly && st.Status != claim.Zero {
		m.lacks(t, st)
		m.Figures = figures(t, f, st, firm, pNumber)
		m.Note = t.T("claim.window."+f.Scheme.WindowIs) + " " + t.T("claim.law", "law", f.Scheme.Law)
		for _, id := range f.Scheme.Sources {
			if source, known := rules.Source(id); known {
				m.Sources = append(m.Sources, linkModel{source.URL, source.Title + ", " + t.T("grant.checked", "date", t.Date(source.Checked.Date))})
			}
		}
		if st.Of == claim.Help {
			m.Note += " " + t.T("claim.ceiling", "hours", t.Hours(st.Ceiling))
		}
	}
	for _, p := range st.Parts {
		m.Parts = append(m.Parts, partModel{t.Span(p.From, p.To), t.Hours(p.Minutes), kroner(t, p.Rate), kroner(t, p.Amount)})
	}
	for _, d := range st.Days {
		m.Days = append(m.Days, dayModel{t.Day(d.Date), t.Hours(d.Minutes), base + "/weeks/" + d.Date.Week().String()})
	}
	m.forms(t, a, st, in)
	m.done(t, st)
	return m
}

func (m *claimModel) lacks(t *i18n.Texts, st claim.Standing) {
	for _, l := range st.Lacks {
		lack := lackModel{Text: t.T("claim.lack." + string(l))}
		switch l {
		case claim.LacksWeeks:
			for _, item := range st.Weeks {
				lack.Weeks = append(lack.Weeks, linkModel{weekPath(item), t.T("week.short", "n", item.Week.Week.Number()) + ": " + t.T("payroll.waits."+string(item.State))})
			}
		case claim.LacksFollowUp:
			lack.Href, lack.Link = m.FollowUps, t.T("claim.to_meetings")
		case claim.LacksPaper:
			lack.Href, lack.Link = m.Documents, t.T("claim.to_documents")
		case claim.LacksSheet:
			lack.Href, lack.Link = m.Back+"/split", t.T("claim.split.title")
		}
		m.Lacks = append(m.Lacks, lack)
	}
}

func weekPath(item hours.Item) string {
	return "/placements/" + item.PlacementID + "/weeks/" + item.Week.Week.String()
}

// figures are what the request asks for, in its order, each to copy.
func figures(t *i18n.Texts, f claim.Followed, st claim.Standing, firm company.Company, pNumber string) []view.Copy {
	rates, amount := "", kroner(t, st.Amount)
	for _, p := range st.Parts {
		if rates != "" {
			rates += "; "
		}
		rates += t.T("claim.rate_for", "rate", kroner(t, p.Rate), "hours", t.Hours(p.Minutes))
	}
	values := map[string]string{
		"cvr": firm.CVR, "p_number": pNumber, "person": t.T("claim.person_note", "name", f.FirstName), "from": st.From.Danish(), "to": st.To.Danish(),
		"hours": t.Decimal(float64(st.Minutes) / 60), "rate": rates, "amount": amount, "reference": f.Decision.Reference,
	}
	var list []view.Copy
	for _, name := range f.Scheme.Figures {
		if values[name] != "" {
			list = append(list, view.Copy{ID: "figure-" + name, Label: t.T("claim.figure." + name), Text: values[name]})
		}
	}
	return list
}

func (m *claimModel) forms(t *i18n.Texts, a claim.Application, st claim.Standing, in typed) {
	address := claimPath(a, st.From)
	build := func(name, submit string, fields func(form.Builder) []form.Field) *form.Model {
		b := in.of(name).Build(t, "claim.field")
		model := b.Model(address+"/"+name, submit, fields(b)...)
		return &model
	}
	sendable := st.Status == claim.Complete || st.Status == claim.Expired || st.Status == claim.ToCorrect || st.Status == claim.Lacking
	if sendable && len(st.Lacks) == 0 {
		f := in.of("sending").Set("seen", st.Fingerprint())
		b := f.Build(t, "claim.field")
		model := b.Model(address+"/sending", "claim.note_sent", b.Field(form.Line, "reference"), b.Field(form.Hidden, "seen"))
		m.Send = &model
	}
	if len(st.Claim.Sendings) > 0 {
		var kinds []string
		for _, k := range claim.AnswerKinds() {
			kinds = append(kinds, string(k))
		}
		m.Answer = build("answer", "claim.note_answer", func(b form.Builder) []form.Field {
			return []form.Field{b.Choices(form.Radios, "kind", "claim.answer", kinds...), b.Field(form.Day, "on"), b.Optional(form.Line, "amount"), b.Optional(form.Area, "text")}
		})
	}
	if slices.Contains(st.Lacks, claim.LacksFollowUp) {
		m.Excuse = build("excuse", "claim.excuse", func(b form.Builder) []form.Field { return []form.Field{b.Field(form.Area, "excuse")} })
	}
	if st.Of == claim.Help && st.Status != claim.TooEarly {
		var weeks []form.Option
		for w := st.From.Week(); !w.Monday().After(st.To); w = w.Add(1) {
			weeks = append(weeks, form.Option{Value: w.String(), Label: t.T("week.short", "n", w.Number())})
		}
		m.Help = build("help", "claim.help.save", func(b form.Builder) []form.Field {
			return []form.Field{b.Options(form.Select, "week", weeks...), b.Field(form.Duration, "minutes"), b.Field(form.Area, "reason")}
		})
	}
}

// done tells what was sent and what came back.
func (m *claimModel) done(t *i18n.Texts, st claim.Standing) {
	if e := st.Claim.Excused; e != nil {
		m.Excused = t.T("claim.excused", "who", t.Person(e.By), "why", e.Reason)
	}
	for _, s := range st.Claim.Sendings {
		minutes := 0
		for _, d := range s.Days {
			minutes += d.Minutes
		}
		m.Sent = append(m.Sent, view.Fact{Label: t.T("claim.was_sent", "when", t.Moment(s.At), "who", t.Person(s.By)), Value: t.T("claim.sent_as", "hours", t.Hours(minutes), "amount", kroner(t, s.Amount), "reference", s.Reference)})
	}
	for _, a := range st.Claim.Answers {
		text := t.T("claim.answer." + string(a.Kind))
		if a.Amount > 0 {
			text += ", " + kroner(t, &a.Amount)
		}
		if a.Text != "" {
			text += ": " + a.Text
		}
		m.Sent = append(m.Sent, view.Fact{Label: t.T("claim.was_answered", "day", t.Date(a.On), "who", t.Person(a.By)), Value: text})
	}
	for _, h := range st.Claim.Helped {
		m.Sent = append(m.Sent, view.Fact{Label: t.T("claim.help.was", "n", h.Week.Number(), "who", t.Person(h.By)), Value: t.Hours(h.Minutes) + ": " + h.Reason})
	}
}

// afterClaim shows the page again with what is wrong, or goes on to it.
func (h Handlers) afterClaim(r *web.Request, name string, f *form.Form, err error, done string) (web.Answer, error) {
	back := path + "/" + r.Param("id") + "/claims/" + r.Param("from")
	switch {
	case err != nil:
		return conflict(r, back, err)
	case !f.OK():
		return h.showClaim(r, typed{name, f})
	}
	return web.SeeOther(back, web.Done(r.T(done))), nil
}

// periodOf names the period of an address. Whether it is there, the service tells,
// which reads what claims follow from once.
func periodOf(r *web.Request) (caldate.Date, error) {
	from, err := caldate.Parse(r.Param("from"))
	if err != nil {
		return from, fault.New(fault.NotFound, "")
	}
	return from, nil
}

func (h Handlers) sendClaim(r *web.Request) (web.Answer, error) {
	from, err := periodOf(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	reference := f.Text("reference", form.Required, form.Max(60))
	err = f.Do(func() error {
		_, err := h.Claims.SendClaim(r.Context(), r.Actor, r.Param("id"), from, f.Value("seen"), reference)
		return err
	})
	return h.afterClaim(r, "sending", f, err, "claim.claim_sent")
}

func (h Handlers) answer(r *web.Request) (web.Answer, error) {
	from, err := periodOf(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	a := claim.Answer{Kind: claim.AnswerKind(f.Value("kind")), On: f.Date("on"), Amount: ore(f, "amount"), Text: f.Text("text", form.Max(1000))}
	err = f.Do(func() error {
		_, err := h.Claims.AnswerClaim(r.Context(), r.Actor, r.Param("id"), from, a)
		return err
	})
	return h.afterClaim(r, "answer", f, err, "claim.saved")
}

func (h Handlers) excuse(r *web.Request) (web.Answer, error) {
	from, err := periodOf(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	why := f.Text("excuse", form.Max(500))
	err = f.Do(func() error {
		_, err := h.Claims.Excuse(r.Context(), r.Actor, r.Param("id"), from, why)
		return err
	})
	return h.afterClaim(r, "excuse", f, err, "claim.saved")
}

func (h Handlers) setHelp(r *web.Request) (web.Answer, error) {
	from, err := periodOf(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	week, _ := caldate.ParseWeek(f.Value("week")) // none is a fault at the field
	help := claim.Helped{Week: week, Minutes: f.Minutes("minutes")}
	help.Reason = f.Text("reason", form.Max(500))
	err = f.Do(func() error {
		_, err := h.Claims.SetHelp(r.Context(), r.Actor, r.Param("id"), from, help)
		return err
	})
	return h.afterClaim(r, "help", f, err, "claim.help.saved")
}
