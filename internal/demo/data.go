package demo

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
)

// The invented people and firms. Their company numbers pass the check and are
// allocated to nobody; the personas of the development provider carry the same
// subjects.

const (
	municipalityCVR = "99999950"
	associationCVR  = "99999969"
)

type person struct {
	key  string // the provider's subject is "dev-" and the key
	name string
}

type firm struct {
	cvr, name, address, branch string
	owner, approver, mentor    person
	deputy                     person
	representative             string // of the colleagues
	places                     []place
}

type place struct {
	pNumber, name string
	employees     int // full-time, in hundredths, the same every month
	corrected     int // the newest month's in place of the register's, or 0
}

var bakery = firm{
	cvr: "99999993", name: "Nakskov Bageri ApS", address: "Søndergade 12, 4900 Nakskov", branch: "Fremstilling af friske bageriprodukter",
	owner: person{"owner", "Birthe Holm"}, approver: person{"hr", "Henrik Dam"}, mentor: person{"mentor", "Søren Krag"}, deputy: person{"hr2", "Anne Friis"}, representative: "Gitte Skov",
	places: []place{{"1999999991", "Bageriet", 1850, 2000}, {"1999999983", "Butikken på Axeltorv", 650, 0}},
}

var bikeShop = firm{
	cvr: "99999985", name: "Maribo Cykler v/ Tove Lund", address: "Vestergade 3, 4930 Maribo", branch: "Cykelhandel og reparation",
	owner: person{"owner2", "Tove Lund"}, places: []place{{"1999999975", "Værkstedet", 0, 0}},
}

// others are firms whose people no persona plays.
var others = []firm{
	{cvr: "99999926", name: "Plejehjemmet Strandlyst", address: "Strandvej 40, 4970 Rødby", branch: "Plejehjem",
		owner: person{"strandlyst-owner", "Lis Bech"}, approver: person{"strandlyst-hr", "Jonas Falk"}, mentor: person{"strandlyst-mentor", "Hanne Gram"},
		places: []place{{"1999999967", "Strandlyst", 5400, 0}}},
	{cvr: "99999918", name: "Sydhavets Teknik A/S", address: "Havnegade 8, 4800 Nykøbing Falster", branch: "Teknisk entreprise",
		owner: person{"teknik-owner", "Claus Wind"}, approver: person{"teknik-hr", "Mette Roed"}, mentor: person{"teknik-mentor", "Ole Sten"},
		places: []place{{"1999999959", "Værkstedet", 2200, 0}}},
	{cvr: "99999896", name: "Sakskøbing Friskole", address: "Skolegade 5, 4990 Sakskøbing", branch: "Grundskole",
		owner: person{"skole-owner", "Pia Lunde"}, approver: person{"skole-hr", "Kim Bro"}, mentor: person{"skole-mentor", "Rikke Hald"},
		places: []place{{"1999999942", "Skolen", 1400, 0}, {"1999999934", "Børnehuset", 900, 0}}},
}

// course is one of the ten demo courses: hours a week at the start and now,
// the months it has run, and how it stands.
type course struct {
	firstName  string
	firm       int // atBakery, atBikeShop, or an index into others
	place      int
	tasks      []placement.Task
	from, to   int // hours a week
	pace       placement.Pace
	weeks      int // since the first day; negative is to come
	months     int // agreed length
	conditions []string
	purpose    string
	paid       placement.PaidHours
	promise    string
	stage      stage
	other      []placement.OtherHours
	plans      []planned
	climbs     []climb
	pay        pay
	two        bool // two who start together are welcome
}

// pay is a proposal, by the consultant in the n-th week, that a task is paid from
// a later one; active ones get every yes.
type pay struct {
	week, from, task int
	hours            int
	kind             placement.ConversionKind
	active           bool
}

// climb is a task's step on the ladder in the n-th week, by the mentor.
type climb struct {
	week, task int // the task's place in the list
	move       placement.LadderMove
}

// climbs takes tasks one step up each, in the order given; the weeks are those
// of the first task, then of the next.
func climbs(weeks ...[]int) []climb {
	var list []climb
	for task, of := range weeks {
		for _, week := range of {
			list = append(list, climb{week, task, placement.StepUp})
		}
	}
	return list
}

// planned is a change of the plan of hours in the n-th week, by the mentor.
type planned struct {
	week            int
	move            placement.Move
	praktik         int // hours a week
	tried, happened string
}

const (
	atBakery   = -1
	atBikeShop = -2
)

// stage is how far a course has come.
type stage int

const (
	running     stage = iota
	paused            // under way, resting over the last weeks and the next ones
	stopped           // was under way until four weeks ago
	extending         // under way, with a wish for two months more
	inVitas           // agreed, waiting for VITAS
	withParties       // waiting for a yes
	drafted           // the agreement is a draft
	proposed          // the firm has not answered
)

func task(title string, hours int, strand placement.Strand) placement.Task {
	return placement.Task{Title: title, Minutes: hours * 60, Strand: strand}
}

// The first ten courses follow the ramps of ten real ones of 2021: 6 to 18 hours in
// 4½ months, 12 to 34, a course of many patterns, one that never began, 2 to
// 25 in five months, 6 to 28, 15 to 25, and twice two hours that stayed so.
var courses = []course{
	{firstName: "Maja", firm: atBakery, tasks: []placement.Task{task("Skrive skilte og opslag", 6, placement.Praktik), task("Lægge billeder på nettet", 4, placement.Praktik)},
		from: 6, to: 18, pace: placement.Slow, weeks: 17, months: 6, conditions: []string{"calm", "own_pace"}, purpose: "ordinary_hours",
		paid:    placement.PaidHours{Answer: "not_yet", Note: "ansættelse når skiltene kan laves alene"},
		promise: "Kan lave ugens skilte alene og møder stabilt.", climbs: climbs([]int{0, 4, 11}, []int{3, 9}),
		pay: pay{week: 16, from: 19, task: 0, hours: 6, kind: placement.SmallJob}},
	{firstName: "Lars", firm: 0, tasks: []placement.Task{task("Dække bord og rydde af", 12, placement.Praktik), task("Følge til aktiviteter", 10, placement.Praktik)},
		from: 12, to: 34, pace: placement.Normal, weeks: 20, months: 6, conditions: []string{"fixed_tasks"}, purpose: "ordinary_hours",
		paid: placement.PaidHours{Answer: "not_yet", Note: "der er først lønkroner i næste budgetår"}, climbs: climbs([]int{0, 3, 8}, []int{2, 7, 14})},
	{firstName: "Yrsa", firm: 1, tasks: []placement.Task{task("Kvalitetstjek af leverancer", 8, placement.Praktik)},
		from: 4, to: 10, pace: placement.Slow, weeks: 12, months: 5, conditions: []string{"sitting_breaks", "short_days"}, purpose: "clarify_goal",
		paid: placement.PaidHours{Answer: "other_route", Note: "fleksjob undersøges"}, plans: []planned{
			{5, placement.Lower, 5, "To dage fra kl. 9 og en lånt stol.", "Tre dage om ugen blev for meget."},
			{9, placement.Raise, 6, "To dage, med en pause kl. 10.", "To dage gik godt. Pausen manglede."},
		}, climbs: append(climbs([]int{0, 2, 4}), climb{5, 0, placement.StepDown})},
	{firstName: "Signe", firm: 2, tasks: []placement.Task{task("Korrekturlæse elevblad", 5, placement.Praktik)},
		from: 5, to: 5, pace: placement.Hold, weeks: -2, months: 3, conditions: []string{"written_steps"}, purpose: "skills", stage: proposed},
	{firstName: "Karim", firm: atBakery, tasks: []placement.Task{task("Vaske op og gøre klar", 6, placement.Praktik), task("Pakke brød til butikken", 4, placement.Paid), task("Stable kasser og pap", 2, placement.Praktik)},
		from: 8, to: 14, pace: placement.Slow, weeks: 9, months: 4, conditions: []string{"no_heavy_lifts", "fixed_tasks"}, purpose: "ordinary_hours", stage: paused,
		paid: placement.PaidHours{Answer: "yes"}, promise: "Holder 14 timer fire uger i træk.", climbs: climbs([]int{0, 2, 5}, nil, []int{0, 1, 2}),
		pay: pay{week: 3, from: 5, task: 2, hours: 2, kind: placement.SmallJob, active: true}},
	{firstName: "Iben", firm: 1, tasks: []placement.Task{task("Ordne lager og værktøj", 10, placement.Praktik), task("Klargøre maskiner", 15, placement.Praktik)},
		from: 2, to: 25, pace: placement.Normal, weeks: 21, months: 6, conditions: []string{"few_people", "calm"}, purpose: "ordinary_hours",
		paid: placement.PaidHours{Answer: "other_route", Note: "ansættelse på 25 timer fra en dato, når forløbet slutter"}, climbs: climbs([]int{1, 6, 13}, []int{4, 12})},
	{firstName: "Malte", firm: 1, tasks: []placement.Task{task("Sætte prøver op", 10, placement.Praktik), task("Skrive måleresultater", 6, placement.Praktik)},
		from: 6, to: 28, pace: placement.Normal, weeks: 16, months: 6, conditions: []string{"few_people", "fixed_tasks"}, purpose: "ordinary_hours",
		paid: placement.PaidHours{Answer: "not_yet", Note: "timerne skal først op"}, climbs: climbs([]int{0, 5}, []int{8})},
	{firstName: "Josefine", firm: 2, tasks: []placement.Task{task("Lektiehjælp", 15, placement.Praktik)},
		from: 15, to: 25, pace: placement.Normal, weeks: 15, months: 3, conditions: []string{"predictable_times"}, purpose: "clarify_goal",
		paid: placement.PaidHours{Answer: "other_route", Note: "begynder på uddannelse; vikartimer ved siden af"}, other: []placement.OtherHours{{What: "teaching", Minutes: 12 * 60}}, climbs: climbs([]int{0, 1, 4})},
	{firstName: "Johan", firm: atBakery, place: 1, tasks: []placement.Task{task("Fejre foran butikken", 2, placement.Praktik), task("Stille varer på plads", 2, placement.Praktik)},
		from: 4, to: 4, pace: placement.Hold, weeks: 10, months: 3, conditions: []string{"short_days", "sitting_breaks"}, purpose: "clarify_goal", stage: extending,
		paid: placement.PaidHours{Answer: "not_relevant", Note: "4 timer er det rette niveau lige nu"}, climbs: climbs([]int{1, 5})},
	{firstName: "Nadia", firm: 2, place: 1, tasks: []placement.Task{task("Hjælpe ved måltider", 6, placement.Praktik), task("Rydde op på legepladsen", 4, placement.Praktik)},
		from: 6, to: 15, pace: placement.Slow, weeks: 7, months: 5, conditions: []string{"own_pace"}, purpose: "ordinary_hours",
		paid: placement.PaidHours{Answer: "not_yet", Note: "løn når opgaverne sidder på niveau med kollegernes"}, climbs: climbs([]int{0, 4}, []int{1})},
	{firstName: "Kaj", firm: atBikeShop, tasks: []placement.Task{task("Vaske og klargøre cykler", 4, placement.Paid)},
		from: 4, to: 4, pace: placement.Hold, weeks: 5, months: 3, conditions: []string{"own_pace"},
		paid: placement.PaidHours{Answer: "yes"}, promise: "Flere timer, når sæsonen begynder."},
	{firstName: "Peder", firm: atBakery, tasks: []placement.Task{task("Feje og vaske gulv", 5, placement.Praktik)},
		from: 5, to: 10, pace: placement.Slow, weeks: 11, months: 4, conditions: []string{"fixed_tasks"}, purpose: "clarify_goal", stage: stopped,
		paid: placement.PaidHours{Answer: "other_route", Note: "søger job i detail"}},
	// What waits for the personas: one at every stage before the first day.
	{firstName: "Emil", firm: atBakery, tasks: []placement.Task{task("Rengøring af plader", 5, placement.Praktik), task("Folde kageæsker", 3, placement.Praktik)},
		from: 8, to: 8, pace: placement.Hold, weeks: -3, months: 3, conditions: []string{"fixed_tasks"}, purpose: "ordinary_hours", stage: inVitas,
		paid: placement.PaidHours{Answer: "not_yet", Note: "aftales på mødet halvvejs"}},
	{firstName: "Freja", firm: atBakery, place: 1, tasks: []placement.Task{task("Pudse montrer", 4, placement.Praktik), task("Prismærke varer", 4, placement.Paid)},
		from: 6, to: 8, pace: placement.Slow, weeks: -3, months: 3, conditions: []string{"predictable_times"}, purpose: "ordinary_hours", stage: withParties,
		paid: placement.PaidHours{Answer: "not_yet", Note: "prismærkning er løn fra første dag; resten senere"}},
	{firstName: "Anton", firm: atBakery, tasks: []placement.Task{task("Køre varer ud til butikken", 8, placement.Praktik)},
		from: 8, to: 8, pace: placement.Hold, weeks: -4, months: 3, conditions: []string{"fixed_tasks"}, purpose: "skills", stage: drafted},
	{firstName: "Vera", firm: atBakery, tasks: []placement.Task{task("Veje mel af", 3, placement.Praktik), task("Smøre forme", 3, placement.Praktik)},
		from: 6, to: 6, pace: placement.Hold, weeks: -4, months: 3, conditions: []string{"calm", "written_steps"}, purpose: "skills", stage: proposed, two: true},
}

// kindOf is the kind of an opening with these tasks.
func kindOf(tasks []placement.Task) opening.Kind {
	paid := 0
	for _, t := range tasks {
		if t.Strand == placement.Paid {
			paid++
		}
	}
	switch paid {
	case 0:
		return opening.PraktikFirst
	case len(tasks):
		return opening.Paid
	default:
		return opening.BothAtOnce
	}
}

// brokerName is how the development provider is configured.
const brokerName = "dev"

var (
	consultant  = person{"consultant", "Karen Bay"}
	coordinator = person{"coordinator", "Jens Toft"}
)

func roleOf(kind access.PartyKind) access.Role {
	if kind == access.Municipality {
		return access.Consultant
	}
	return access.Coordinator
}
