package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/document"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/report"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// words is a group of texts of one machine: what a list can hold, what buttons
// say, what the history tells, why something is refused.
type words struct {
	heading string
	prefix  string // of the text keys; then names are what follows
	names   []string
	apart   bool // they are alternatives, which must not share a word
}

// buttons are the texts by which a command of a machine is given.
var buttons = map[hours.Command][]string{
	hours.Log: {"week.add", "week.remove", "week.repeat_all"}, hours.Submit: {"week.submit", "week.submit_none"}, hours.Withdraw: {"week.withdraw"},
	hours.Look: {"week.together.open"}, hours.Ask: {"week.ask"}, hours.Reply: {"week.answer"},
	hours.Approve: {"week.decide.approve", "week.decide.approve_days", "week.together.button"}, hours.Return: {"week.decide.return"},
	hours.Correct: {"week.correct", "week.correction.submit"}, hours.Lock: {"week.lock.month"}, hours.Reopen: {"week.reopen"}, hours.Confirm: {"week.confirm"},
}

// followUpButtons are those of following up that are not named by their command.
var followUpButtons = map[meeting.Command]string{
	meeting.Reach: "meeting.milestones.became.reached", meeting.Drop: "meeting.milestones.became.dropped",
	meeting.Park: "meeting.intention.park", meeting.EndPark: "meeting.intention.end",
}

// courseButtons are what the parties do about an agreement and its course.
var courseButtons = []string{
	"referral.begin_placement", "placement.edit", "placement.send", "placement.confirm_company", "placement.confirm_candidate", "placement.make_link", "hearing.submit",
	"vitas.copy", "vitas.record", "placement.log_week", "pause.submit", "pause.move.submit", "stop.submit", "stop.undo", "extension.submit", "placement.next_try",
}

func ofWeeks(t *testing.T) []words {
	code := readCode(t, "hours")
	var given, events []string
	for _, row := range hours.Machine() {
		if len(buttons[row.Command]) == 0 {
			t.Errorf("nobody knows what the button of %s says", row.Command)
		}
		given, events = append(given, buttons[row.Command]...), append(events, row.Events...)
	}
	return []words{
		{"Where a week stands", "week.status.", code.constants["Status"], true},
		{"What a week on a list waits for", "week.group.", code.constants["State"], true},
		{"Why a week is looked at by itself", "week.exception.", code.constants["Exception"], true},
		{"Why somebody was not there", "week.absence.", hours.AbsenceReasons(), true},
		{"How the week went", "week.faces.", hours.Faces(), true},
		{"Buttons", "", given, false},
		{"What the history tells", "history.", append(events, "week_handed_over"), true},
		{"Why not", "error.", code.refusals, false},
	}
}

func ofCourses(t *testing.T) []words {
	code := readCode(t, "placement")
	return []words{
		{"Where a course stands", "placement.status.", code.constants["Status"], true},
		{"Why it must not begin", "gate.", code.gates, true},
		{"Who has said yes", "placement.party.", []string{"company", "candidate", "representative"}, true},
		{"What they said", "placement.tick.", []string{"missing", "yes", "no", "not_needed"}, true},
		{"Why somebody else records the yes", "placement.help_reasons.", placement.HelpReasons(), true},
		{"What the representative says", "hearing.answers.", placement.HearingAnswers(), true},
		{"What VITAS says", "vitas.states.", placement.VitasStates(), true},
		{"Kinds of hours", "strand.", append(placement.TaskKinds(), string(hours.Subsidised)), true},
		{"How fast hours rise", "placement.pace.", placement.Paces(), true},
		{"What praktik is for", "placement.purpose.", placement.PraktikPurposes(), true},
		{"Paid hours?", "placement.paid_answers.", placement.PaidAnswers(), true},
		{"Why it stops", "placement.stop_reasons.", placement.StopReasons(), true},
		{"What became of an extension", "extension.settled.", placement.ExtensionStates(), true},
		{"What the candidate says to it", "extension.answers.", placement.ExtensionStates(), true},
		{"Buttons", "", courseButtons, false},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", code.refusals, false},
	}
}

func ofFollowUps(t *testing.T) []words {
	code := readCode(t, "meeting")
	var given, events []string
	for _, row := range meeting.Machine() {
		button := followUpButtons[row.Command]
		if button == "" {
			button = "meeting.do." + string(row.Command)
		}
		given, events = append(given, button), append(events, row.Events...)
		code.refusals = append(code.refusals, refusedAt(row)...)
	}
	slices.Sort(code.refusals)
	milestone, intention := []string{"open", "reached", "dropped"}, []string{"none", "parked", "awake"}
	held := slices.DeleteFunc(slices.Clone(code.constants["Status"]), func(s string) bool { return slices.Contains(append(milestone, intention...), s) })
	return []words{
		{"Where a meeting stands", "meeting.status.", held, true},
		{"Which meeting", "meeting.kind.", code.constants["Kind"], true},
		{"Who takes part", "meeting.party.", meeting.Parties(), true},
		{"Other ways", "meeting.routes.", meeting.Routes(), true},
		{"Was the promise kept", "meeting.promises.", meeting.Promises(), true},
		{"Where a milestone stands", "meeting.milestones.status.", append(milestone, "late"), true},
		{"What a firm means to do later", "meeting.intentions.", meeting.Intentions(), true},
		{"Where that stands", "meeting.intention.status.", intention, true},
		{"What became of it", "meeting.outcomes.", meeting.Outcomes(), true},
		{"What waits", "meeting.waiting.badge.", code.constants["Reason"], true},
		{"Buttons", "", given, false},
		{"What the history tells", "history.", append(events, "meetings_handed_over"), true},
		{"Why not", "error.", slices.Compact(code.refusals), false},
	}
}

// ofSteps are the ways on a course moves: the ladder of its tasks, taking them over
// to pay, and who has the ball.
func ofSteps(t *testing.T) []words {
	code := readCode(t, "ball")
	var statuses []string
	for _, s := range placement.ConversionStatuses() {
		statuses = append(statuses, string(s))
	}
	return []words{
		{"How far somebody is with a task", "ladder.steps.", readCode(t, "placement").constants["LadderStep"], true},
		{"How a plan of hours changes", "staircase.moves.", placement.Moves(), true},
		{"Where a proposal to pay stands", "conversion.status.", statuses, true},
		{"Kinds of pay", "conversion.kinds.", placement.ConversionKinds(), true},
		{"A firm's no to it", "conversion.reasons.", placement.DeclineReasons(), true},
		{"What is seen to before the first day", "first_day.tasks.", placement.FirstDayTasks(), true},
		{"Guests", "guest.professions.", placement.Professions(), true},
		{"Who has the ball", "ball.holder.", code.constants["Holder"], true},
		{"Which step it is", "ball.step.", code.constants["Step"], true},
	}
}

// refusedAt names the refusals of a command at the statuses it does not begin at.
func refusedAt(row meeting.Transition) []string {
	var codes []string
	kinds := map[string][]meeting.Status{
		"meeting":   {meeting.Planned, meeting.Called, meeting.WasHeld, meeting.Noted, meeting.Closed, meeting.Cancelled, meeting.Overdue},
		"milestone": {meeting.Unreached, meeting.IsReached, meeting.IsDropped},
		"intention": {meeting.NoIntention, meeting.Parked, meeting.Awake},
	}
	for what, statuses := range kinds {
		if !slices.Contains(statuses, row.From[0]) {
			continue
		}
		for _, s := range statuses {
			if !slices.Contains(row.From, s) {
				codes = append(codes, what+"_is_"+string(s))
			}
		}
	}
	return codes
}

// referralButtons are those about a proposal that are not named by their command.
var referralButtons = map[candidate.Command]string{
	candidate.SayYes: "referral.answers.yes", candidate.AskMeeting: "referral.answers.meeting", candidate.SayLater: "referral.answers.later",
	candidate.SayNo: "referral.answers.no", candidate.Agree: "referral.begin_placement", candidate.TakeBack: "referral.withdraw",
}

func ofReferrals(t *testing.T) []words {
	code := readCode(t, "candidate")
	var given, events, firm []string
	for _, row := range candidate.Machine() {
		button := referralButtons[row.Command]
		if button == "" {
			button = "referral.do." + string(row.Command)
		}
		if row.Command != candidate.Look && row.Used != (access.Permission{}) { // looking has no button, and the clock needs none
			given = append(given, button)
		}
		events = append(events, row.Events...)
	}
	for _, s := range candidate.Statuses() {
		if word := string(s.Word()); !slices.Contains(firm, word) {
			firm = append(firm, word)
		}
	}
	return []words{
		{"Where a proposal stands", "referral.status.", code.constants["Status"], true},
		{"What the firm is told of it", "referral.word.", firm, true},
		{"What a firm answers", "referral.answers.", candidate.Answers(), true},
		{"Why it says no", "referral.reasons.", candidate.Reasons(), true},
		{"Buttons", "", given, false},
		{"What the history tells", "history.", events, true},
		{"Why not", "error.", code.refusals, false},
	}
}

// ofOpenings are the small jobs on offer.
func ofOpenings(t *testing.T) []words {
	var statuses, given, events, refusals []string
	for _, s := range opening.Statuses() {
		statuses = append(statuses, string(s))
	}
	for _, row := range opening.Machine() {
		if row.Command != opening.Write {
			given = append(given, "opening.do."+string(row.Command))
		}
		events = append(events, row.Events...)
	}
	code := readCode(t, "opening")
	for _, word := range append(code.refusals, code.events...) {
		if _, own := strings.CutPrefix(word, "opening_"); own && !slices.Contains(events, word) {
			refusals = append(refusals, word)
		}
	}
	return []words{
		{"Where a small job stands", "opening.status.", statuses, true},
		{"Lists of them", "opening.tab.", []string{"live", "draft", "in_review", "paused", "expired", "closed"}, true},
		{"Why one is closed", "opening.close_reasons.", opening.CloseReasons(), true},
		{"Buttons", "", append(given, "opening.do.submit", "opening.do.order_again", "opening.answer.filled", "opening.answer.close", "opening.trust.give", "opening.trust.withdraw"), false},
		{"What the history tells", "history.", append(events, "opening_drafted", "opening_prepared", "opening_suggested", "trust_given", "trust_withdrawn", "hand_asked", "hand_answered"), true},
		{"Why not", "error.", slices.DeleteFunc(refusals, func(word string) bool {
			return slices.Contains([]string{"opening_drafted", "opening_prepared", "opening_suggested"}, word)
		}), false},
	}
}

// ofNeeds are the needs without a name.
func ofNeeds(t *testing.T) []words {
	code := readCode(t, "need")
	var given, events []string
	for _, row := range need.Machine() {
		if row.Command != need.Write {
			given = append(given, "need.do."+string(row.Command))
		}
		events = append(events, row.Events...)
	}
	return []words{
		{"Where a need stands", "need.status.", code.constants["Status"], true},
		{"Where it stands for a firm", "need.standing.", code.constants["Standing"], true},
		{"What a firm answers", "need.answers.", need.Kinds(), true},
		{"Buttons", "", given, false},
		{"What the history tells", "history.", append(events, "need_drafted"), true},
		{"Why not", "error.", code.refusals, false},
	}
}

// ofDocumentation are the words of the final documentation.
func ofDocumentation(t *testing.T) []words {
	code := readCode(t, "report")
	var statuses, events []string
	for _, s := range report.Statuses() {
		statuses = append(statuses, string(s))
	}
	for _, row := range report.Machine() {
		events = append(events, row.Event)
	}
	var endings []string
	for _, e := range effort.Endings() {
		endings = append(endings, string(e))
	}
	return []words{
		{"Where the documentation stands", "documentation.status.", statuses, true},
		{"What it is made of", "documentation.section.", report.Sections(), true},
		{"What a condition did", "documentation.effects.", report.Effects(), true},
		{"How something went", "documentation.outcomes.", report.Outcomes(), true},
		{"How the course ended", "documentation.ending.", endings, true},
		{"Buttons", "documentation.", []string{"observe", "strike", "part.write", "part.save", "show", "deliver", "receive", "carry"}, true},
		{"What the history tells", "history.", append(events, "documentation_handed_over", "conditions_carried"), true},
		{"Why not", "error.", code.refusals, false},
	}
}

// ofCalendars are the words of a calendar.
func ofCalendars(t *testing.T) []words {
	return []words{
		{"What a date is about", "calendar.kind.", readCode(t, "calendar").constants["Kind"], true},
		{"What the history tells", "history.", readCode(t, "calendar").events, true},
	}
}

func ofReminders(t *testing.T) []words {
	var kinds []string
	for _, k := range reminder.Kinds() {
		kinds = append(kinds, string(k))
	}
	if declared := readCode(t, "reminder").constants["Kind"]; !slices.Equal(declared, kinds) {
		t.Errorf("reminder.Kinds lists %v of %v", kinds, declared)
	}
	code := readCode(t, "delivery")
	return []words{
		{"Messages", "reminder.kind.", kinds, true},
		{"How they are told", "delivery.how.", code.constants["How"], true},
		{"How far a mail is", "delivery.state.", readCode(t, "reminder").constants["MailState"], true},
		{"What the history tells", "history.", code.events, true},
	}
}

func ofDelegations(t *testing.T) []words {
	code := readCode(t, "delegation")
	return []words{
		{"Where a delegation stands", "delegation.status.", code.constants["Status"], true},
		{"What an association may do", "delegation.rights.", code.constants["Right"], true},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", append(code.refusals, "delegation_is_ended", "delegation_is_revoked"), true},
	}
}

func ofInvitations(t *testing.T) []words {
	code := readCode(t, "invitation")
	var events []string
	for _, row := range invitation.Machine() {
		events = append(events, row.Event)
	}
	return []words{
		{"Where an invitation stands", "invitation.status.", code.constants["Status"], true},
		{"Why a firm says no", "invitation.reasons.", invitation.DeclineReasons(), true},
		{"What the history tells", "history.", append(events, "invitation_prepared"), true},
		{"Why not", "error.", code.refusals, false},
	}
}

func ofCampaigns(t *testing.T) []words {
	code := readCode(t, "campaign")
	return []words{
		{"Where a campaign stands", "campaign.status.", code.constants["Status"], true},
		{"What the history tells", "history.", code.events, true},
	}
}

func ofGatherings(t *testing.T) []words {
	code := readCode(t, "gathering")
	return []words{
		{"Where a gathering stands", "gathering.status.", code.constants["Status"], true},
		{"Where a pledge stands", "gathering.pledge.state.", []string{"written", "unknown", "asked", "drafted"}, true},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", code.refusals, false},
	}
}

func ofPayroll(t *testing.T) []words {
	code := readCode(t, "payroll")
	return []words{
		{"How the pay of a month stands", "payroll.state.", []string{"running", "ready", "made", "changed"}, true},
		{"What a week waits for", "payroll.waits.", []string{string(hours.NotSubmitted), string(hours.ToApprove), string(hours.ToCorrect)}, true},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", code.refusals, false},
	}
}

func ofClaims(t *testing.T) []words {
	code := readCode(t, "claim")
	return []words{
		{"Where an application stands", "claim.status.", code.constants["Status"], true},
		{"What it waits for", "claim.next.", code.constants["Status"], true},
		{"How a grant changes", "claim.change.", code.constants["ChangeKind"], true},
		{"Where a claim stands", "claim.claim_status.", code.constants["ClaimStatus"], true},
		{"What a claim lacks", "claim.lack.", code.constants["Lack"], true},
		{"What came back", "claim.answer.", code.constants["AnswerKind"], true},
		{"Who does a task", "claim.split.who.", claim.Doers(), true},
		{"Buttons", "", []string{"claim.begin", "claim.send", "claim.ask", "claim.decide", "claim.withdraw", "claim.alter", "claim.note_told", "claim.note_settled", "claim.note_sent", "claim.note_answer", "claim.excuse"}, false},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", code.refusals, false},
	}
}

func ofDocuments(t *testing.T) []words {
	code := readCode(t, "document")
	return []words{
		{"Kinds of documents", "document.kinds.", code.constants["Kind"], true},
		{"Where a document stands", "document.status.", []string{string(document.Unsorted), string(document.Waiting), string(document.Failed)}, true},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", append(code.refusals, "file_broken", "file_empty", "file_macros", "file_missing", "file_type", "scanner_away"), false},
	}
}

func ofProgrammes(t *testing.T) []words {
	var numbers []string
	for _, n := range programme.Count(programme.Programme{}, nil, 0, caldate.Date{}).Numbers {
		numbers = append(numbers, string(n.Code)+".label")
	}
	return []words{
		{"Numbers of the board", "programme.number.", numbers, true},
		{"What the history tells", "history.", readCode(t, "programme").events, true},
	}
}

func ofPipelines(t *testing.T) []words {
	code := readCode(t, "pipeline")
	return []words{
		{"How far a firm has come", "pipeline.step.", code.constants["Step"], true},
		{"Why to ring it today", "pipeline.reason.", code.constants["Reason"], true},
		{"What is counted from step to step", "pipeline.conversion.", code.constants["Step"][1:], true},
		{"Notes", "pipeline.note.", code.constants["NoteKind"], true},
		{"Buttons", "pipeline.", []string{"rung", "suggest.draft", "suggest.keep", "firm.give", "firm.take", "away.submit", "away.end", "all.submit", "add.submit"}, true},
		{"What the history tells", "history.", append(code.events, "firm_called", "firm_visited", "firm_noted"), true},
		{"Why not", "error.", code.refusals, false},
	}
}

// ofFirms are a firm's own data, its people and its owner's beginning.
func ofFirms(t *testing.T) []words {
	code := readCode(t, "company")
	return []words{
		{"What an owner sees to first", "visit.step.", code.constants["Step"], true},
		{"Where that stands", "visit.standing.", code.constants["Standing"], true},
		{"Where a wish to be owner stands", "recovery.status.", code.constants["RecoveryStatus"], true},
		{"What the history tells", "history.", code.events, true},
		{"Why not", "error.", code.refusals, false},
	}
}

// TestWording: everything a person reads as a status, a button, a reason, a
// refusal or an event has its text in both languages, side by side in one file
// for reading; and what is different is called differently.
func TestWording(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, machine := range []struct {
		name   string
		groups []words
	}{{"Weeks", ofWeeks(t)}, {"Courses", ofCourses(t)}, {"Following up", ofFollowUps(t)}, {"Steps", ofSteps(t)}, {"Small jobs", ofOpenings(t)}, {"Proposals", ofReferrals(t)}, {"Needs", ofNeeds(t)}, {"Documentation", ofDocumentation(t)}, {"Calendars", ofCalendars(t)}, {"Reminders", ofReminders(t)}, {"Delegations", ofDelegations(t)}, {"Invitations", ofInvitations(t)}, {"Campaigns", ofCampaigns(t)}, {"Gatherings", ofGatherings(t)}, {"Payroll", ofPayroll(t)}, {"Claims", ofClaims(t)}, {"Documents", ofDocuments(t)}, {"Programmes", ofProgrammes(t)}, {"Pipelines", ofPipelines(t)}, {"Firms", ofFirms(t)}} {
		fmt.Fprintf(&b, "# %s\n", machine.name)
		for _, group := range machine.groups {
			fmt.Fprintf(&b, "\n## %s\n\n", group.heading)
			if len(group.names) == 0 {
				t.Errorf("%s: nothing is found for %q", machine.name, group.heading)
			}
			for _, name := range group.names {
				fmt.Fprintf(&b, "%-32s %s | %s\n", name, say(catalogue.For(i18n.Danish), group.prefix+name), say(catalogue.For(i18n.English), group.prefix+name))
			}
			for _, l := range i18n.Locales() {
				sameWord(t, machine.name+", "+group.heading, catalogue.For(l), group)
			}
		}
		b.WriteString("\n")
	}
	got := b.String()
	if i := strings.Index(got, "⟦"); i >= 0 {
		t.Errorf("there is no text for %.60s", got[i:])
	}
	if *update {
		if err := os.WriteFile("testdata/wording.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/wording.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the words differ from testdata/wording.txt (-want +got); if they should, run: go test ./app -run TestWording -update\n%s", diff)
	}
}

// say is a text, or both forms of one that counts.
func say(t *i18n.Texts, key string) string {
	if plain := t.T(key); !strings.HasPrefix(plain, "⟦") {
		return plain
	}
	return t.N(key, 1) + " / " + t.N(key, 2)
}

// sameWord finds alternatives that read the same.
func sameWord(t *testing.T, where string, texts *i18n.Texts, group words) {
	t.Helper()
	said := map[string]string{}
	for _, name := range group.names {
		text := strings.ToLower(say(texts, group.prefix+name))
		if other, taken := said[text]; group.apart && taken {
			t.Errorf("%s (%s): %s and %s are both called %q", where, texts.Locale, other, name, text)
		}
		said[text] = name
	}
}
