package claimweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/company"
	"fodfaeste/internal/document"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/money"
	"fodfaeste/internal/ruledata"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, applicationPage, splitPage, calendarPage, claimPage, packagePage}
}

var (
	sampleDay       = caldate.MustParse("2026-11-21")
	sampleOwner     = access.NewActor(access.Identity{PersonID: "per_1", Name: "Birthe Holm"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
	sampleConsult   = access.NewActor(access.Identity{PersonID: "per_2", Name: "Karen Bay"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
	sampleChecklist = []string{"warning.employee_hearing", "document.contract"}
	subsidy         = claim.Scheme{ID: "loentilskud_privat", Every: claim.Monthly, Of: claim.Subsidised, Window: 3, WindowIs: "advice", Provenance: ruledata.Provenance{Law: "BEK 1216/2023 § 88, § 90-93", Sources: []string{"BEK_LAB"}}, AskedByDay: 15, Papers: []string{"payslip"}, Figures: []string{"cvr", "p_number", "person", "from", "to", "hours", "rate", "amount", "reference"}}
	assistance      = claim.Scheme{ID: "personlig_assistance", Every: claim.Quarterly, Of: claim.Help, Window: 3, WindowIs: "advice", Provenance: ruledata.Provenance{Law: "BEK 1174/2019 § 21", Sources: []string{"KOMP_BEK"}}, Papers: []string{"payslip"}, Figures: subsidy.Figures}
	sampleFirm      = company.Company{CVR: "99999993"}
)

// sampleRules are the rules of the portal, for their sources.
func sampleRules() *claim.Rules {
	rules, err := claim.Load()
	if err != nil {
		panic(err) // the portal would not start with them
	}
	return rules
}

func mark() claim.Mark { return claim.Mark{By: "Birthe Holm", At: sampleDay.Add(-40).Time()} }

// sampleApplication is one at a status.
func sampleApplication(s claim.Status) claim.Application {
	a := claim.Application{PlacementID: "plc_1", FirstName: "Sanne", CompanyName: "Nakskov Bageri ApS", Scheme: subsidy.ID, Said: claim.Said{
		Why: "Sanne kan opgaverne og vil gerne have flere timer.", Work: "Pakke brød til butikken\nFylde hylder", Minutes: 600, From: sampleDay.Add(30), To: sampleDay.Add(210),
	}}
	a.ID, a.Version = "app_1", 3
	a.Events = []audit.Event{{Type: "application_begun", At: sampleDay.Add(-50).Time(), ByName: "Birthe Holm", Role: access.Owner}}
	if s == claim.Preparing {
		a.Ready = []claim.Mark{{What: sampleChecklist[0]}}
		return a
	}
	a.Ready = []claim.Mark{{What: sampleChecklist[0]}, {What: sampleChecklist[1]}}
	if s == claim.ToSend {
		return a
	}
	before := a.Said
	before.Why = "Flere timer."
	a.Sendings = []claim.Sending{{Mark: mark(), Reference: "V-2026-117", Said: before}}
	switch s {
	case claim.MoreWanted:
		a.Asked = []claim.Asked{{Mark: claim.Mark{At: mark().At.AddDate(0, 0, 5)}, Fields: []string{"why", "to"}, Text: "Hvad er det nye i opgaverne?"}}
	case claim.Sent:
		a.Sendings = append(a.Sendings, claim.Sending{Mark: claim.Mark{At: mark().At.AddDate(0, 0, 9)}, Reference: "V-2026-117", Said: a.Said})
	case claim.Granted:
		a.Decision = &claim.Decision{Mark: mark(), Granted: true, On: sampleDay.Add(-40), Reference: "B-88", From: caldate.MustParse("2026-08-01"), To: caldate.MustParse("2027-01-31"), Rate: 9627, Step: 3, Conditions: "Lønsedler vedlægges hvert krav."}
		a.Changes = []claim.Change{{Mark: claim.Mark{Reason: "Kommunen forlængede efter mødet."}, Kind: claim.Longer, On: caldate.MustParse("2027-02-28")}}
	case claim.Refused:
		a.Decision = &claim.Decision{Mark: mark(), On: sampleDay.Add(-40), Reference: "B-89", Refusal: "Merbeskæftigelsen er ikke opfyldt."}
	case claim.Dropped:
		a.Withdrawn = &claim.Mark{By: "Birthe Holm", Reason: "Ansat på almindelige vilkår."}
	}
	return a
}

// sampleAssistance is personal assistance with its sheet.
func sampleAssistance() claim.Application {
	a := sampleApplication(claim.Granted)
	a.Scheme, a.Decision.Step, a.Decision.Rate, a.Decision.Minutes = assistance.ID, 0, 19850, 180
	a.Said.Help = "Løft og nøjagtig udmåling"
	a.Split = []claim.Split{{Mark: mark(), From: caldate.MustParse("2026-07-01"), Rows: []claim.SplitRow{
		{Task: "Pakke brød", Who: "alone", Minutes: 360}, {Task: "Hente varer på lageret", Who: "with_help", Minutes: 120, Help: 60}, {Task: "Tunge løft", Who: "colleague", Minutes: 45},
	}}}
	return a
}

// sampleStanding is the claim of August at a status.
func sampleStanding(s claim.ClaimStatus, of claim.Of) claim.Standing {
	from := caldate.MustParse("2026-08-01")
	rate, amount := money.Ore(9627), money.Ore(86643)
	st := claim.Standing{
		Span: claim.Span{From: from, To: from.MonthEnd()}, Claim: claim.Claim{From: from}, Of: of, Status: s, Minutes: 540, Days: []claim.DayMinutes{{Date: from.Add(2), Minutes: 450}, {Date: from.Add(3), Minutes: 90}},
		Parts: []claim.Part{{From: from.Add(2), To: from.Add(3), Minutes: 540, Rate: &rate, Amount: &amount}}, Amount: &amount, Deadline: caldate.MustParse("2026-11-30"), AskedBy: caldate.MustParse("2026-09-15"), Ceiling: 900,
	}
	sent := claim.ClaimSent{Mark: mark(), Reference: "NR-5521", Days: []claim.DayMinutes{{Date: from.Add(2), Minutes: 420}}, Amount: &amount}
	switch s {
	case claim.Open:
		st.Lacks = claim.Lacks()
		item := hours.Item{State: hours.ToApprove}
		item.PlacementID, item.Week.Week = "plc_1", from.Add(10).Week()
		st.Weeks = []hours.Item{item}
	case claim.Expired:
		st.Claim.Excused = &claim.Mark{By: "Birthe Holm", Reason: "Kommunen aflyste mødet."}
	case claim.ClaimIsSent, claim.ToCorrect:
		st.Claim.Sendings = []claim.ClaimSent{sent}
	case claim.Paid:
		st.Claim.Sendings = []claim.ClaimSent{sent}
		st.Claim.Answers = []claim.Answer{{Mark: mark(), Kind: claim.AnswerMissing, On: sampleDay.Add(-30), Text: "Lønsedlen for august"}, {Mark: mark(), Kind: claim.AnswerPaid, On: sampleDay.Add(-9), Amount: 86643}}
		st.Claim.Helped = []claim.Helped{{Mark: claim.Mark{By: "Birthe Holm", Reason: "Kollegaen havde ferie."}, Week: from.Add(4).Week(), Minutes: 30}}
	case claim.TooEarly, claim.Zero:
		st.Days, st.Parts, st.Minutes = nil, nil, 0
	}
	return st
}

var listPage = view.New("pages/claim/list", func(t *i18n.Texts) []view.Sample[listModel] {
	var rows []rowModel
	for _, s := range claim.Statuses() {
		rows = append(rows, newRow(t, sampleApplication(s), s))
	}
	wrong := form.Of(nil)
	wrong.Fail("scheme", "choose")
	schemes := []claim.Scheme{subsidy, assistance}
	return []view.Sample[listModel]{
		{Name: "none", Model: listModel{}},
		{Name: "typical", Model: listModel{Claims: true, Rows: rows}},
		{Name: "course", Model: listModel{Back: "/placements/plc_1", Name: "Sanne", Begin: beginForm(t, schemes, "plc_1", form.Of(nil))}},
		{Name: "errors", Model: listModel{Back: "/placements/plc_1", Name: "Sanne", Rows: rows[:1], Begin: beginForm(t, schemes, "plc_1", wrong)}},
	}
})

var applicationPage = view.New("pages/claim/application", func(t *i18n.Texts) []view.Sample[applicationModel] {
	var samples []view.Sample[applicationModel]
	add := func(name string, actor access.Actor, a claim.Application, rule claim.Scheme, in typed, claims ...claim.Standing) {
		p := page{t, t, sampleRules(), actor, a, rule, sampleChecklist, true, sampleDay}
		samples = append(samples, view.Sample[applicationModel]{Name: name, Model: p.model(claims, in)})
	}
	none := typed{f: form.Of(nil)}
	for _, s := range claim.Statuses() {
		var claims []claim.Standing
		if s == claim.Granted {
			claims = []claim.Standing{sampleStanding(claim.Paid, claim.Subsidised), sampleStanding(claim.TooEarly, claim.Subsidised)}
		}
		add(string(s), sampleOwner, sampleApplication(s), subsidy, none, claims...)
	}
	add("consultant", sampleConsult, sampleApplication(claim.Sent), subsidy, none)
	wrong := form.Of(nil).Set("granted", "yes")
	wrong.Fail("decided_on", "required")
	wrong.Fail("granted_to", "before_start")
	add("errors", sampleConsult, sampleApplication(claim.Sent), subsidy, typed{"decide", wrong})
	long := sampleAssistance()
	long.Said.Why = strings.Repeat("Opgaverne ligger spredt over dagen, og hjælpen skal være der, når de kommer. ", 6)
	add("assistance", sampleOwner, long, assistance, none, sampleStanding(claim.Open, claim.Help))
	return samples
})

var splitPage = view.New("pages/claim/split", func(t *i18n.Texts) []view.Sample[splitModel] {
	empty := sampleAssistance()
	empty.Split = nil
	wrong := form.Of(nil).Set("version", "3").Set("from", "1.7.2026").Set("rows.0.task", "Hente varer").Set("rows.0.minutes", "2").Set("rows.0.who", "with_help").Set("rows.0.help", "3")
	wrong.Fail("rows.0.help", "help_over_work")
	return []view.Sample[splitModel]{
		{Name: "empty", Model: newSplit(t, sampleOwner, empty, form.Of(nil))},
		{Name: "typical", Model: newSplit(t, sampleOwner, sampleAssistance(), form.Of(nil))},
		{Name: "read", Model: newSplit(t, sampleConsult, sampleAssistance(), form.Of(nil))},
		{Name: "errors", Model: newSplit(t, sampleOwner, sampleAssistance(), wrong)},
	}
})

var calendarPage = view.New("pages/claim/calendar", func(t *i18n.Texts) []view.Sample[calendarModel] {
	var claims []claim.Standing
	for _, s := range claim.ClaimStatuses() {
		claims = append(claims, sampleStanding(s, claim.Subsidised))
	}
	unknown := sampleStanding(claim.Open, claim.Subsidised)
	unknown.Amount, unknown.Parts[0].Rate, unknown.Parts[0].Amount = nil, nil, nil
	return []view.Sample[calendarModel]{
		{Name: "empty", Model: newCalendar(t, nil)},
		{Name: "typical", Model: newCalendar(t, []claim.Followed{{Application: sampleApplication(claim.Granted), Scheme: subsidy, Claims: claims}})},
		{Name: "unknown", Model: newCalendar(t, []claim.Followed{{Application: sampleApplication(claim.Granted), Scheme: subsidy, Claims: []claim.Standing{unknown}}})},
	}
})

var claimPage = view.New("pages/claim/claim", func(t *i18n.Texts) []view.Sample[claimModel] {
	var samples []view.Sample[claimModel]
	add := func(name string, a claim.Application, rule claim.Scheme, st claim.Standing, in typed) {
		f := claim.Followed{Application: a, Scheme: rule, Claims: []claim.Standing{st}}
		samples = append(samples, view.Sample[claimModel]{Name: name, Model: newClaim(t, sampleRules(), f, st, sampleFirm, "1999999991", in)})
	}
	none := typed{f: form.Of(nil)}
	for _, s := range claim.ClaimStatuses() {
		add(string(s), sampleApplication(claim.Granted), subsidy, sampleStanding(s, claim.Subsidised), none)
	}
	wrong := form.Of(nil)
	wrong.Fail("kind", "choose")
	wrong.Fail("on", "required")
	add("errors", sampleApplication(claim.Granted), subsidy, sampleStanding(claim.ClaimIsSent, claim.Subsidised), typed{"answer", wrong})
	add("help", sampleAssistance(), assistance, sampleStanding(claim.Open, claim.Help), none)
	return samples
})

var packagePage = view.New("pages/claim/package", func(t *i18n.Texts) []view.Sample[packageModel] {
	followUp := meeting.FollowUp{Meetings: []meeting.Meeting{{Kind: meeting.Halfway, Held: &meeting.Held{On: caldate.MustParse("2026-08-20")}}}}
	papers := []document.Document{{Kind: document.Payslip, Name: "Lønseddel august.pdf", File: "x"}}
	sample := func(name string, a claim.Application, rule claim.Scheme, st claim.Standing, followUp meeting.FollowUp, papers []document.Document) view.Sample[packageModel] {
		f := claim.Followed{Application: a, Scheme: rule, Claims: []claim.Standing{st}}
		firm := sampleFirm
		firm.Details.Name = "Nakskov Bageri ApS"
		return view.Sample[packageModel]{Name: name, Model: newPackage(page{Texts: t, danish: t, rules: sampleRules(), actor: sampleOwner, a: a, rule: rule, today: sampleDay}, f, st, firm, "1999999991", followUp, papers)}
	}
	return []view.Sample[packageModel]{
		sample("open", sampleApplication(claim.Granted), subsidy, sampleStanding(claim.Open, claim.Subsidised), meeting.FollowUp{}, nil),
		sample("paid", sampleApplication(claim.Granted), subsidy, sampleStanding(claim.Paid, claim.Subsidised), followUp, papers),
		sample("help", sampleAssistance(), assistance, sampleStanding(claim.Expired, claim.Help), followUp, papers),
	}
})
