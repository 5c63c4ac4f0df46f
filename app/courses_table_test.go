package main

import (
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// course is one real course as it went: what was agreed, what was worked week by
// week, what came in between, and how it ended. TestCourses walks it through the
// portal.
type course struct {
	person     string
	at         employer
	tasks      []placement.Task
	from, to   int // hours a week
	pace       placement.Pace
	start, end string
	conditions []string
	promise    string
	paid       placement.PaidHours // the answer in the agreement
	patterns   map[int]string      // from the n-th week on: weekdays and the hour they begin
	weeks      string              // see weekOf
	turns      map[string]turn     // what happened on a day
	meetings   []met               // in order
	again      bool                // the person was at another firm before

	// How it ended.
	above    int // weeks above the plan
	stage    placement.Status
	promised string   // what became of the promise
	events   []string // of the agreement, after the approval
	follows  []string // of the follow-up, beside the meetings
}

// met is a meeting with the day it was held and the note it closed with.
type met struct {
	on   string
	note meeting.Note
}

func notYet(because, milestone, due string) meeting.Note {
	return meeting.Note{Answer: "not_yet", Because: because, Milestone: meeting.Aim{Text: milestone, Owner: "firm", Due: caldate.MustParse(due)}}
}

func paidFrom(from string, hours int, tasks ...string) meeting.Note {
	return meeting.Note{Answer: "yes", From: caldate.MustParse(from), Minutes: hours * 60, Tasks: tasks}
}

func notRelevant(because string) meeting.Note {
	return meeting.Note{Answer: "not_relevant", Because: because}
}

func route(route string) meeting.Note { return meeting.Note{Answer: "other_route", Route: route} }

func hire(from string) meeting.Note {
	return meeting.Note{Answer: "other_route", Route: "hire", From: caldate.MustParse(from)}
}

func kept(n meeting.Note, promise string) meeting.Note {
	n.Promise, n.WhatNow = promise, "Vi taler sammen igen om en måned"
	return n
}

func praktik(title string, hours int) placement.Task {
	return placement.Task{Title: title, Minutes: hours * 60, Strand: placement.Praktik}
}

func paid(title string, hours int) placement.Task {
	return placement.Task{Title: title, Minutes: hours * 60, Strand: placement.Paid}
}

// courses are Plan & Handling's cases and the overload of Assens. Case 4, who
// did not want praktik, is TestPoliteNo.
var courses = []course{
	{ // 1: paid hours refused until ordinary work is possible, then hired
		person: "Mille", at: bakery, tasks: []placement.Task{praktik("Skrive tekster til skilte", 6)},
		from: 6, to: 18, pace: placement.Normal, start: "2021-11-15", end: "2022-03-31", conditions: []string{"predictable_times"},
		promise: "Ansættelse, når almindeligt arbejde er muligt", paid: placement.PaidHours{Answer: "not_yet", Note: "først en hel tekst alene"},
		patterns: map[int]string{0: "13 10", 7: "135 9", 19: "124 9"},
		weeks:    "6 6.5 7 8 8 0 0 9 10 10.5 11 12 12 13 14 14.5 15.5 16.5 17 18",
		turns:    map[string]turn{"2022-02-25": reach},
		meetings: []met{
			{"2021-12-17", notYet("først en hel tekst alene", "En tekst om ugen alene", "2022-02-28")},
			{"2022-01-21", notYet("der mangler fart", "To tekster om ugen", "2022-03-25")},
			{"2022-02-24", notRelevant("det tages op på det sidste møde")},
			{"2022-03-31", kept(hire("2022-04-01"), "yes")},
		},
		stage: placement.Ended, promised: "yes", follows: []string{"milestone_reached"},
	},
	{ // 2: no money for wages this year; declared fit, and the firm hopes for the next
		person: "Lasse", at: bakery, tasks: []placement.Task{praktik("Dække borde", 6), praktik("Rydde op i køkkenet", 6)},
		from: 12, to: 34, pace: placement.Normal, start: "2021-03-01", end: "2021-08-13", conditions: []string{"fixed_tasks"},
		promise: "Opgaverne i køkkenet på egen hånd", paid: placement.PaidHours{Answer: "not_yet", Note: "ingen lønkroner i 2021"},
		weeks: "12 13 13 14 15 16 17 18 19 20 21 22 22 24 25 26 27 28 29 30 31 32 33 34",
		turns: map[string]turn{"2021-08-12": park("hire", 34, "2022-01-03", "Der er ingen lønkroner i år")},
		meetings: []met{
			{"2021-04-09", notYet("ingen lønkroner i 2021", "Lønkroner søgt i budgettet", "2021-09-01")},
			{"2021-05-21", notRelevant("budgettet er ikke færdigt")},
			{"2021-07-02", notRelevant("budgettet er ikke færdigt")},
			{"2021-08-13", kept(notRelevant("er klar til at søge job"), "partly")},
		},
		stage: placement.Ended, promised: "partly", follows: []string{"intention_parked"},
	},
	{ // 3: many patterns of hours, days and times; a chair on loan
		person: "Yrsa", at: workshop, tasks: []placement.Task{praktik("Kontrollere varer", 6)},
		from: 6, to: 12, pace: placement.Slow, start: "2021-02-15", end: "2021-08-13", conditions: []string{"sitting_breaks", "short_days"},
		paid:     placement.PaidHours{Answer: "other_route", Note: "fleksjob undersøges"},
		patterns: map[int]string{0: "135 8", 4: "13 10", 8: "24 12", 12: "1234 9", 20: "125 9"},
		weeks:    "6 6 5i 6 7 7 8 8 0 6 7 7h 8 8 9 9 9r 10 10 10 11 11 12 12 12 12",
		meetings: []met{
			{"2021-03-31", meeting.Note{Answer: "other_route", Route: "fleksjob", Aids: "Stol på lån", Pattern: "To dage fra kl. 10"}},
			{"2021-05-14", meeting.Note{Answer: "other_route", Route: "fleksjob", Pattern: "Fire korte dage"}},
			{"2021-06-28", route("fleksjob")},
			{"2021-08-13", route("fleksjob")},
		},
		stage: placement.Ended,
	},
	{ // 5: the kitchen, with paid hours; everybody is dismissed …
		person: "Kasper", at: bakery, tasks: []placement.Task{praktik("Skære grønt", 5), paid("Vaske op", 3)},
		from: 8, to: 14, pace: placement.Slow, start: "2020-10-05", end: "2021-01-29", conditions: []string{"no_heavy_lifts"},
		paid:  placement.PaidHours{Answer: "yes", From: caldate.MustParse("2020-10-05")},
		weeks: "8 8 9 9 10 10 11 11q 12 12 12",
		turns: map[string]turn{"2020-12-18": stop("2020-12-18", "firm_event", "Køkkenet lukker")},
		meetings: []met{
			{"2020-11-03", paidFrom("2020-11-09", 3, "Vaske op")},
			{"2020-12-02", paidFrom("2020-12-07", 3, "Vaske op")},
			{"2020-12-18", notRelevant("alle er sagt op")},
		},
		stage: placement.Stopped, events: []string{"course_stopped"},
	},
	{ // … and there is a job after a second try elsewhere.
		person: "Kasper", again: true, at: workshop, tasks: []placement.Task{praktik("Gøre køkkenet klar", 8)},
		from: 8, to: 25, pace: placement.Normal, start: "2021-06-07", end: "2021-11-26", conditions: []string{"no_heavy_lifts"},
		paid:  placement.PaidHours{Answer: "not_yet", Note: "skal kende køkkenet først"},
		weeks: "8 9 9 10 11 12 12 - - - 13 14 15 16 16 17 18 18 19 20 20 21 22",
		turns: map[string]turn{"2021-07-23": pause("2021-07-26", "2021-08-16", "Sommerferie"), "2021-11-11": stop("2021-11-12", "work", "Begynder i et køkken på mandag")},
		meetings: []met{
			{"2021-07-20", notRelevant("det tages op efter ferien")},
			{"2021-09-01", paidFrom("2021-10-04", 5, "Gøre køkkenet klar")},
			{"2021-10-14", route("loentilskud")},
			{"2021-11-12", hire("2021-11-15")},
		},
		stage: placement.Stopped, events: []string{"course_paused", "course_stopped"},
	},
	{ // 6: an ordinary contract at a date, and more hours after it
		person: "Ida", at: workshop, tasks: []placement.Task{praktik("Ordne lager og værktøj", 1), praktik("Klargøre maskiner", 1)},
		from: 2, to: 25, pace: placement.Normal, start: "2021-05-17", end: "2021-10-15", conditions: []string{"few_people", "calm"},
		promise: "25 timer om ugen", paid: placement.PaidHours{Answer: "other_route", Note: "ansættelse på 25 timer fra en dato"},
		weeks: "2 3 4 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 21 22 23",
		turns: map[string]turn{"2021-10-15": park("more_hours", 37, "2022-01-03", "25 timer først"), "2022-01-10": unpark("done")},
		meetings: []met{
			{"2021-06-23", hire("2021-10-18")},
			{"2021-07-30", hire("2021-10-18")},
			{"2021-09-06", hire("2021-10-18")},
			{"2021-10-15", kept(hire("2021-10-18"), "yes")},
		},
		stage: placement.Ended, promised: "yes", follows: []string{"intention_parked", "intention_done"},
	},
	{ // 7: the firm's condition is a milestone on the staircase
		person: "Mads", at: workshop, tasks: []placement.Task{praktik("Sætte prøver op", 4), praktik("Skrive måleresultater", 2)},
		from: 6, to: 28, pace: placement.Normal, start: "2021-08-30", end: "2022-02-11", conditions: []string{"few_people", "fixed_tasks"},
		promise: "28 timer om ugen", paid: placement.PaidHours{Answer: "not_yet", Note: "timerne skal først op"},
		weeks: "6 7 8 8 9 10 11 12 13 14 15 16 17 18 19 20 0 0 20 21 22 24 26 28",
		turns: map[string]turn{"2022-01-10": reach},
		meetings: []met{
			{"2021-10-08", notYet("timerne skal først op", "20 timer om ugen", "2022-01-14")},
			{"2021-11-19", notRelevant("timerne er på vej op")},
			{"2021-12-31", notRelevant("timerne er på vej op")},
			{"2022-02-11", kept(hire("2022-02-14"), "yes")},
		},
		stage: placement.Ended, promised: "yes", follows: []string{"milestone_reached"},
	},
	{ // 8: paid hours and an education at once
		person: "Jonna", at: school, tasks: []placement.Task{praktik("Lektiehjælp", 12), paid("Vikartimer", 3)},
		from: 15, to: 25, pace: placement.Normal, start: "2021-05-03", end: "2021-08-27", conditions: []string{"predictable_times"},
		paid:  placement.PaidHours{Answer: "other_route", Note: "begynder på uddannelse"},
		weeks: "15 16 17 17 18 19 20 20 20 - - - - 21 23 24 25",
		turns: map[string]turn{"2021-07-02": pause("2021-07-05", "2021-08-02", "Skolen holder ferie"), "2021-08-26": stop("2021-08-27", "education", "")},
		meetings: []met{
			{"2021-06-01", notRelevant("uddannelsen begynder til september")},
			{"2021-06-30", paidFrom("2021-08-02", 3, "Vikartimer")},
			{"2021-07-29", paidFrom("2021-08-02", 3, "Vikartimer")},
			{"2021-08-27", route("education")},
		},
		stage: placement.Stopped, events: []string{"course_paused", "course_stopped"},
	},
	{ // 9: two times two hours, which is the level
		person: "Jes", at: school, tasks: []placement.Task{praktik("Kridte baner op", 2), praktik("Pumpe bolde", 2)},
		from: 4, to: 4, pace: placement.Hold, start: "2021-02-01", end: "2021-04-30", conditions: []string{"short_days"},
		paid:     placement.PaidHours{Answer: "not_relevant", Note: "4 timer er det rette niveau lige nu"},
		patterns: map[int]string{0: "24 10"},
		weeks:    "4 4 4 4 3.5 4 4 4 2i 4 4 4 4 4 4 4 4 3 4 4 4 4 4 4 4 4",
		turns:    map[string]turn{"2021-04-12": extend("2021-07-30"), "2021-04-20": extended("2021-07-30")},
		meetings: []met{
			{"2021-03-17", notRelevant("4 timer er niveauet")},
			{"2021-04-30", notRelevant("4 timer er niveauet")},
			{"2021-06-14", route("fleksjob")},
			{"2021-07-30", route("fleksjob")},
		},
		stage: placement.Ended, events: []string{"extension_asked", "extension_approved"}, follows: []string{"meeting_called", "meeting_moved"},
	},
	{ // 10: a word every week; a wage subsidy is looked into on the way
		person: "Nora", at: school, tasks: []placement.Task{praktik("Hjælpe ved måltider", 4), praktik("Rydde op på legepladsen", 2)},
		from: 6, to: 15, pace: placement.Slow, start: "2021-09-06", end: "2022-03-04", conditions: []string{"own_pace"},
		promise: "På niveau med kollegerne", paid: placement.PaidHours{Answer: "not_yet", Note: "på niveau med kollegerne først"},
		weeks: "6g 6g 7g 7g 7h 8g 8g 9g 9g 10g 10g 11g 11c 11g 12g 0 0 12g 12g 13g 13h 14g 14g 15g 15g 15g",
		turns: map[string]turn{"2022-02-21": reach},
		meetings: []met{
			{"2021-10-20", notYet("på niveau med kollegerne først", "Hjælper ved måltider på egen hånd", "2022-02-28")},
			{"2021-12-03", notRelevant("opgaverne er på vej")},
			{"2022-01-17", route("loentilskud")},
			{"2022-03-04", kept(hire("2022-03-07"), "yes")},
		},
		stage: placement.Ended, promised: "yes", follows: []string{"milestone_reached"},
	},
	{ // M2: adds hours herself, stops, comes back and stays at 15
		person: "Malene", at: bakery, tasks: []placement.Task{praktik("Pakke brød", 4)},
		from: 4, to: 15, pace: placement.Slow, start: "2021-03-01", end: "2021-08-27", conditions: []string{"calm", "own_pace"},
		paid:  placement.PaidHours{Answer: "not_relevant", Note: "først skal timerne passe"},
		weeks: "4 4 6 8 11h 0i - - 4 5 6 7 8 9 10 11 12 12 13 13 14 14 15 15 15 15",
		turns: map[string]turn{"2021-04-09": pause("2021-04-12", "2021-04-26", "")},
		meetings: []met{
			{"2021-04-14", notRelevant("timerne gik for hurtigt op")},
			{"2021-05-28", notRelevant("timerne passer nu")},
			{"2021-07-12", notRelevant("timerne passer nu")},
			{"2021-08-27", paidFrom("2021-08-30", 15, "Pakke brød")},
		},
		above: 3, stage: placement.Ended, events: []string{"course_paused"},
	},
}

// weekOf is what was worked in a week, of its word in course.weeks: the hours,
// and a letter for what else there was to it. A dash is a week of a pause.
type weekOf struct {
	minutes int
	rests   bool
	more    byte // i: ill on the last day, h: a hard week, g: a good one, c: wants a call, q: is asked about, r: a day comes back
}

// employer is a firm of the replay. A key that is a persona's can also sign in.
type employer struct {
	cvr, pNumber, name      string
	owner, approver, mentor [2]string // key and name
}

var (
	bakery   = employer{"99999993", "1999999991", "Nakskov Bageri ApS", [2]string{"owner", "Birthe Holm"}, [2]string{"hr", "Henrik Dam"}, [2]string{"mentor", "Søren Krag"}}
	workshop = employer{"99999985", "1999999975", "Maribo Cykler", [2]string{"owner2", "Tove Lund"}, [2]string{"workshop-hr", "Mette Roed"}, [2]string{"workshop-mentor", "Ole Sten"}}
	school   = employer{"99999977", "1999999942", "Rødby Tagdækning ApS", [2]string{"school-owner", "Kim Bro"}, [2]string{"stranger", "Ulla Brink"}, [2]string{"school-mentor", "Rikke Hald"}}
)

// replayStart is the first day anything happens.
var replayStart = caldate.New(2020, time.September, 7)
