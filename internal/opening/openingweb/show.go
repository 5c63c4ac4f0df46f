package openingweb

import (
	"slices"
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// openingModel is one small job.
type openingModel struct {
	ID         string
	Title      string
	Badge      view.Badge
	News       *newsModel // what to know or to do first, if anything
	Facts      []view.Fact
	Tasks      []view.Fact // title and minutes
	Conditions []string
	Promise    string
	Hints      []string // what the firm should look at again
	CanEdit    bool
	CanPropose bool
	Buttons    []buttonModel
	Note       string // what the first button does, or ""
	Asks       []askModel
	Faults     form.Summary
	Support    string // address of the question of support with what is known here, or ""
	Room       string // address of how many places there are left, or ""
	Referrals  string // address of the proposals while somebody is in dialogue, or ""
	Apply      string // when to apply for praktik at the latest, or ""
	History    []auditweb.Line
}

// newsModel says what happened to an opening, with what can be done about it in
// one tap.
type newsModel struct {
	Tone    string // info or warning
	Heading string
	Text    string
	Facts   []view.Fact // what stood before and after, if anything is to be changed
	Buttons []buttonModel
}

// buttonModel is something that is done in one tap.
type buttonModel struct {
	Action  string
	Label   string
	Primary bool
	Name    string // of what it sends along, or ""
	Value   string
}

// askModel is something that takes a word more.
type askModel struct {
	Action string
	Label  string
	Field  form.Field
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showOpening(r, form.Of(nil))
}

// showOpening shows one small job with the forms of what can be done to it.
func (h Handlers) showOpening(r *web.Request, f *form.Form) (web.Answer, error) {
	o, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	firm, err := h.Companies.Find(r.Context(), r.Actor, o.CompanyID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	m := newOpeningModel(r.Texts, r.Actor, o, firm.Trust, f, r.Today())
	if m.CanEdit && o.Offer.Kind != opening.Paid && !o.Offer.Start.IsZero() {
		m.Apply = h.Rules.ApplyBy(o.Offer.Start, r.Today()).Text(r.Texts, o.Offer.Start)
	}
	dialogue, err := h.Candidates.InDialogue(r.Context(), r.Actor, o.ID)
	if err != nil {
		return nil, err
	}
	m.Badge = badge(r.Texts, o.StatusOn(r.Today()), dialogue[o.ID])
	if dialogue[o.ID] && r.Actor.Can(access.AnswerReferrals) {
		m.Referrals = "/openings/" + o.ID + "/referrals"
	}
	return web.Form(openingPage, o.Offer.Title, f, m), nil
}

// strandOf is what the hours of a kind begin as.
var strandOf = map[opening.Kind]string{opening.Paid: "paid", opening.PraktikFirst: "praktik", opening.BothAtOnce: "both"}

// supportAddress asks what support there is for a small job: the fields of that
// page are the facts' own names.
func supportAddress(o opening.Offer) string {
	query := form.Of(nil).Set("work.start", o.Start.Danish()).Set("work.strand", strandOf[o.Kind]).
		Set("employer.workplace_p_number", o.PNumber).Set("costs.months", strconv.Itoa(max(1, o.Months))).
		SetMinutes("work.hours_per_week", o.Minutes)
	return "/grants?" + query.Filled().Encode()
}

func newOpeningModel(t *i18n.Texts, actor access.Actor, o opening.Opening, trust company.Trust, f *form.Form, today caldate.Date) openingModel {
	status := o.StatusOn(today)
	m := openingModel{
		ID: o.ID, Title: o.Offer.Title, Badge: badge(t, status, false), Promise: o.Offer.Promise, Facts: facts(t, o), Tasks: tasks(t, o.Offer),
		CanEdit:    o.Can(actor, opening.Write, today),
		CanPropose: actor.Can(access.ManageCandidates) && status == opening.Live,
		News:       news(t, actor, o, today),
		Buttons:    buttons(t, actor, o, trust, today),
		Asks:       asks(t, actor, o, trust, f, today),
	}
	if m.CanEdit && actor.Can(access.ViewGrants) {
		m.Support = supportAddress(o.Offer)
	}
	if m.Support != "" && o.Offer.Kind != opening.Paid {
		m.Room = m.Support + "#ratio-" + o.Offer.PNumber
	}
	if m.CanEdit {
		m.Hints = hints(t, o.Offer)
	}
	if o.Can(actor, opening.Publish, today) {
		m.Note = t.T("opening.publish_note")
		if !trust.Holds() {
			m.Note = t.T("opening.review_note")
		}
	}
	if actor.Can(access.EditOpenings) || actor.Can(access.ReviewOpenings) {
		m.History = auditweb.History(t, o.Events)
	}
	var fields []form.Field
	for _, a := range m.Asks {
		fields = append(fields, a.Field)
	}
	m.Faults = f.Build(t, "opening").Summary(fields...)
	for _, c := range o.Offer.Conditions {
		m.Conditions = append(m.Conditions, t.T("condition."+c))
	}
	return m
}

// length is how long a course is meant to last.
func length(t *i18n.Texts, o opening.Offer) string {
	if o.Weeks > 0 {
		return t.N("opening.weeks", o.Weeks)
	}
	return t.N("opening.months", o.Months)
}

func facts(t *i18n.Texts, o opening.Opening) []view.Fact {
	list := []view.Fact{
		{Label: t.T("opening.fact.company"), Value: o.CompanyName},
		{Label: t.T("opening.fact.workplace"), Value: o.Offer.Workplace + " (" + o.Offer.PNumber + ")"},
		{Label: t.T("opening.fact.hours"), Value: t.T("opening.per_week", "hours", t.Hours(o.Offer.Minutes))},
		{Label: t.T("opening.fact.months"), Value: length(t, o.Offer)},
		{Label: t.T("opening.fact.when"), Value: o.Offer.When},
		{Label: t.T("opening.fact.start"), Value: t.Date(o.Offer.Start)},
		{Label: t.T("opening.fact.kind"), Value: t.T("opening.kind." + string(o.Offer.Kind))},
		{Label: t.T("opening.fact.mentor"), Value: mentorName(t, o.Mentor)},
	}
	if o.Campaign != "" {
		list = append(list, view.Fact{Label: t.T("opening.fact.campaign"), Value: o.Campaign})
	}
	if o.Offer.Pair {
		list = append(list, view.Fact{Label: t.T("opening.fact.pair"), Value: t.T("opening.pair")})
	}
	if o.SamePerson {
		list = append(list, view.Fact{Label: t.T("opening.fact.person"), Value: t.T("opening.same_person")})
	}
	return list
}

// hints puts into words, once each, what should be looked at again.
func hints(t *i18n.Texts, o opening.Offer) []string {
	var texts []string
	for _, h := range o.Hints() {
		if text := t.T("warn." + h.Code); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}

// mentorName names the mentor, or says that there is none yet.
func mentorName(t *i18n.Texts, m opening.Mentor) string {
	if m.PersonID == "" {
		return t.T("opening.no_mentor")
	}
	return t.Person(m.Name)
}

func tasks(t *i18n.Texts, o opening.Offer) []view.Fact {
	var list []view.Fact
	for _, task := range o.Tasks {
		list = append(list, view.Fact{Label: task.Title, Value: t.T("opening.per_week", "hours", t.Hours(task.Minutes))})
	}
	return list
}

// news is what the reader of an opening has to know first.
func news(t *i18n.Texts, actor access.Actor, o opening.Opening, today caldate.Date) *newsModel {
	last, ends := o.LastDay()
	status := o.StatusOn(today)
	say := func(tone, what, text string) *newsModel {
		return &newsModel{Tone: tone, Heading: t.T("opening.news." + what), Text: text}
	}
	if o.Pending != nil && (o.Can(actor, opening.Accept, today) || actor.Can(access.EditOpenings)) {
		return pendingNews(t, actor, o)
	}
	switch {
	case status == opening.InReview && actor.Can(access.ReviewOpenings):
		return say("info", "to_review", t.T("opening.news.to_review_text", "date", t.Date(caldate.Of(o.Submitted.At))))
	case status == opening.InReview:
		return say("info", "in_review", t.T("opening.news.in_review_text", "date", t.Date(caldate.Of(o.Submitted.At))))
	case status == opening.SentBack, status == opening.Rejected:
		return say("warning", string(status), t.T("opening.news."+string(status)+"_text", "who", t.Person(o.Review.By), "reason", o.Review.Reason))
	case o.AskedOn(today) && actor.Can(access.EditOpenings):
		n := say("warning", "asked", t.T("opening.news.asked_text", "date", t.Date(last)))
		at := "/openings/" + o.ID
		n.Buttons = []buttonModel{
			{Action: at + "/renewal", Label: t.T("opening.do.renew"), Primary: true},
			{Action: at + "/closure", Label: t.T("opening.answer.filled"), Name: "close_reason", Value: "filled"},
			{Action: at + "/closure", Label: t.T("opening.answer.close"), Name: "close_reason", Value: "not_needed"},
		}
		return n
	case status == opening.Live && actor.Can(access.EditOpenings):
		return say("info", "live", t.T("opening.news.live_text", "date", t.Date(last)))
	case status == opening.Expired, status == opening.DraftExpired:
		return say("info", string(status), t.T("opening.news."+string(status)+"_text", "date", t.Date(last)))
	case ends && last.Sub(today) <= opening.AskBefore:
		return say("warning", "draft_ends", t.T("opening.news.draft_ends_text", "date", t.Date(last)))
	}
	return nil
}

// pendingNews says what a change that waits would change.
func pendingNews(t *i18n.Texts, actor access.Actor, o opening.Opening) *newsModel {
	n := &newsModel{Tone: "info", Heading: t.T("opening.change.waits"), Text: t.T("opening.change.waits_text", "date", t.Date(caldate.Of(o.Pending.At)))}
	if actor.Can(access.ReviewOpenings) {
		n.Heading, n.Text = t.T("opening.change.to_see"), t.T("opening.change.to_see_text", "date", t.Date(caldate.Of(o.Pending.At)))
		n.Buttons = []buttonModel{{Action: "/openings/" + o.ID + "/acceptance", Label: t.T("opening.do.accept"), Primary: true}}
	}
	from, to, fromChoices, toChoices := o.Difference()
	n.Facts = []view.Fact{
		{Label: t.T("opening.change.before"), Value: auditweb.InWords(t, fromChoices, from)},
		{Label: t.T("opening.change.after"), Value: auditweb.InWords(t, toChoices, to)},
	}
	return n
}

// oneTap lists the commands that a button gives, with the resource each makes.
var oneTap = []struct {
	command  opening.Command
	resource string
	primary  bool
}{
	{opening.Publish, "publication", true}, {opening.Approve, "approval", true}, {opening.Resume, "resumption", true},
	{opening.Repost, "copy", true}, {opening.Pause, "pause", false},
}

func buttons(t *i18n.Texts, actor access.Actor, o opening.Opening, trust company.Trust, today caldate.Date) []buttonModel {
	var list []buttonModel
	for _, b := range oneTap {
		if !o.Can(actor, b.command, today) {
			continue
		}
		label := t.T("opening.do." + string(b.command))
		if b.command == opening.Publish && !trust.Holds() {
			label = t.T("opening.do.submit")
		}
		if b.command == opening.Repost && o.StatusOn(today) == opening.Filled {
			label = t.T("opening.do.order_again")
		}
		list = append(list, buttonModel{Action: "/openings/" + o.ID + "/" + b.resource, Label: label, Primary: b.primary})
	}
	if actor.Can(access.ReviewOpenings) && trust.Withdrawn != nil {
		list = append(list, buttonModel{Action: "/openings/" + o.ID + "/trust", Label: t.T("opening.trust.give")})
	}
	return list
}

// asks are the commands that take a reason.
func asks(t *i18n.Texts, actor access.Actor, o opening.Opening, trust company.Trust, f *form.Form, today caldate.Date) []askModel {
	var list []askModel
	b := f.Build(t, "opening")
	ask := func(resource, label string, field form.Field) {
		list = append(list, askModel{Action: "/openings/" + o.ID + "/" + resource, Label: t.T(label), Field: field})
	}
	if o.Can(actor, opening.SendBack, today) {
		ask("return", "opening.do.send_back", b.Field(form.Area, "send_back_reason"))
	}
	if o.Can(actor, opening.Reject, today) {
		ask("rejection", "opening.do.reject", b.Field(form.Area, "reject_reason"))
	}
	if o.Can(actor, opening.Decline, today) {
		ask("refusal", "opening.do.decline", b.Field(form.Area, "decline_reason"))
	}
	if o.Can(actor, opening.Close, today) {
		ask("closure", "opening.do.close", b.Choices(form.Select, "close_reason", "opening.close_reasons", opening.CloseReasons()...))
	}
	if actor.Can(access.ReviewOpenings) && trust.Holds() {
		ask("distrust", "opening.trust.withdraw", b.Field(form.Area, "distrust_reason"))
	}
	return list
}
