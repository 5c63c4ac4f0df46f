package browser

import (
	"fmt"
	"strconv"
)

// A week, from the mentor's phone to approved hours, and what they are good for.

func (j *job) hours(minutes int) string { return j.texts.Hours(minutes) }
func (j *job) day() string              { return j.texts.Day(j.today) }

// inQueue is what the week is called in the list of weeks.
func (j *job) inQueue() string { return candidate + ", uge " + strconv.Itoa(j.today.Week().Number()) }

// openFromQueue opens the week from the list, where it stands exactly once:
// finished differs from forgotten.
func (j *job) openFromQueue(b *tab) {
	b.t.Helper()
	named := get[int](b, "the week in the list", fmt.Sprintf("[...document.querySelectorAll('main a')].filter(link => page.name(link) === %q).length", j.inQueue()))
	if named != 1 {
		b.t.Errorf("%q stands %d times in the list of weeks\n%s", j.inQueue(), named, b.describe())
	}
	b.press(j.inQueue())
}

// mentorMistypes: what is wrong stands at the field, and nothing typed is lost.
func (j *job) mentorMistypes() *tab {
	j.mentor.press("Timer")
	j.openFromQueue(j.mentor)
	j.mentor.choose("Dag", j.day())
	j.mentor.choose("Opgave", praktikTask)
	j.mentor.fill("Timer", "25")
	j.mentor.press("Tilføj")
	j.mentor.sees("Én ting mangler at blive rettet")
	if complaint := get[string](j.mentor, "the complaint", call("errorOf", "Timer")); complaint != "Fejl: Mere end 24 timer på en dag" {
		j.t.Fatalf("the field's error is %q", complaint)
	}
	j.mentor.holds("Timer", "25")
	return j.mentor
}

func (j *job) mentorLogs() *tab {
	j.mentor.fill("Timer", "2,5")
	j.mentor.press("Tilføj")
	j.mentor.sees("Timerne er skrevet.", j.hours(150))
	j.mentor.choose("Dag", j.day())
	j.mentor.choose("Opgave", paidTask)
	j.mentor.fill("Fra kl.", "8.00")
	j.mentor.fill("Til kl.", "9.30")
	j.mentor.press("Tilføj")
	j.mentor.sees("8:00–9:30 "+paidTask, j.hours(240))
	return j.mentor
}

func (j *job) mentorHandsIn() *tab {
	j.mentor.press("Uge færdig")
	j.mentor.sees("Ugen er meldt færdig.", "Meldt færdig af Søren Krag")
	j.mentor.misses("Tilføj")
	return j.mentor
}

func (j *job) hrReturns() *tab {
	j.hr.visit("/")
	j.hr.press("Uger til godkendelse")
	j.openFromQueue(j.hr)
	j.hr.unfold("Enkelte dage: send retur eller godkend")
	j.hr.tick(j.day() + " – " + j.hours(240))
	j.hr.fill("Hvad skal rettes?", reason)
	j.hr.press("Send dagene retur")
	j.hr.sees("Dagene er sendt retur.", "Henrik Dam: "+reason)
	return j.hr
}

func (j *job) mentorCorrects() *tab {
	j.mentor.press("Overblik")
	j.mentor.press("Uger sendt retur")
	j.openFromQueue(j.mentor)
	j.mentor.sees("Henrik Dam: " + reason)
	j.mentor.press("Fjern " + praktikTask + ", " + j.day())
	j.mentor.sees("Linjen er fjernet.")
	j.mentor.choose("Dag", j.day())
	j.mentor.choose("Opgave", praktikTask)
	j.mentor.fill("Timer", "2")
	j.mentor.press("Tilføj")
	j.mentor.sees("Timerne er skrevet.")
	j.mentor.press("Uge færdig")
	j.mentor.sees("Ugen er meldt færdig.")
	return j.mentor
}

func (j *job) hrApproves() *tab {
	j.hr.press("Timer")
	j.openFromQueue(j.hr)
	j.hr.press("Godkend ugen")
	j.hr.sees("Ugen er godkendt.", "Godkendt af Henrik Dam")
	return j.hr
}

func (j *job) ownerSeesHours() *tab {
	j.owner.press("Forløb")
	j.owner.press(candidate)
	j.owner.sees(j.hours(210)+" er godkendt i alt.", "Godkendt i VITAS", vitasNumber)
	j.owner.unfold("Se tallene uge for uge")
	row := get[string](j.owner, "the week's row", "page.tidy(document.querySelector('main table tbody tr').innerText)")
	if want := "Uge " + strconv.Itoa(j.today.Week().Number()) + " " + j.hours(240) + " " + j.hours(210) + " godkendt"; row != want {
		j.t.Fatalf("the first row of the table is %q, want %q", row, want)
	}
	return j.owner
}

func (j *job) ownerSeesSchemes() *tab {
	j.owner.press("Hvad kan I få støtte til?")
	j.owner.sees("Prøve jobbet af uden løn", "Nogle få løntimer", "Hvad koster det jer?", "Kommunen afgør.",
		"Hvor mange pladser har I?")
	if n := get[int](j.owner, "the meters", "document.querySelectorAll('main meter').length"); n == 0 {
		j.t.Fatalf("there is no meter of the ratio\n%s", j.owner.describe())
	}
	return j.owner
}

func (j *job) ownerSeesOverview() *tab {
	j.owner.press("Overblik")
	j.owner.sees("1 forløb er i gang")
	return j.owner
}
