package browser

import (
	"fmt"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/opening"
)

// The agreement, everybody's yes, and what the municipality says.

func (j *job) ownerBegins() *tab {
	j.owner.press("Lav en aftale")
	j.owner.sees("Her er aftalen i kladde.", "Samme opgave må ikke både være løn og praktik.")
	j.owner.holds("Timer om ugen til at begynde med", "4")
	return j.owner
}

func (j *job) ownerFills() *tab {
	for i, strand := range []string{"Praktik", "Løn"} {
		j.owner.fill(field(opening.TaskField(i, "minutes")), "4")
		j.owner.choose(field(opening.TaskField(i, "strand")), strand)
	}
	j.owner.fill("Første dag", j.today.Danish())
	j.owner.fill("Sidste dag", j.today.AddMonths(3).Danish())
	j.owner.fill("Møde halvvejs", j.today.Add(40).Danish())
	j.owner.fill("Møde til slut", j.today.AddMonths(3).Danish())
	j.owner.tick("Roligt: ½ time mere om ugen")
	j.owner.tick("Ikke endnu, fordi")
	j.owner.fill("Fordi … (ved de andre svar)", "pladerne skal først kunne laves alene")
	j.owner.tick("At få løntimer her i virksomheden")
	j.owner.press("Gem")
	j.owner.sees("Aftalen er gemt.", "Fra "+j.hours(240)+" til "+j.hours(480)+" om ugen", praktikTask, paidTask)
	j.placement = j.owner.path()
	return j.owner
}

func (j *job) ownerSends() *tab {
	j.owner.press("Send til parterne")
	j.owner.sees("Aftalen er hos parterne.", "Hvem har sagt ja?", "mangler")
	return j.owner
}

// logIsClosed: nobody writes hours before everybody has said yes.
func (j *job) logIsClosed() *tab {
	j.mentor.visit(j.placement)
	j.mentor.sees("Må ikke begynde endnu", "Timer kan skrives, når alle parter har sagt ja.")
	j.mentor.misses("Skriv timer for ugen")
	j.mentor.visit(j.placement + "/weeks/" + j.today.Week().String())
	j.mentor.sees("Må ikke begynde endnu")
	j.mentor.misses("Tilføj")
	return j.mentor
}

func (j *job) firmTicks() *tab {
	j.owner.press("Sig ja for virksomheden")
	j.owner.sees("Jaet er skrevet ned.", "Birthe Holm,")
	return j.owner
}

func (j *job) candidateTicks() *tab {
	j.consultant.visit(j.placement)
	j.consultant.press("Skriv kandidatens ja")
	j.consultant.sees("Vælg en mulighed")
	j.consultant.tick("Vil gerne have hjælp til det digitale")
	j.consultant.press("Skriv kandidatens ja")
	j.consultant.sees("Jaet er skrevet ned.", "Karen Bay,", "hjulpet: Vil gerne have hjælp til det digitale")
	return j.consultant
}

func (j *job) ownerMakesLink() *tab {
	j.owner.visit(j.placement)
	j.owner.fill("Medarbejderrepræsentantens navn", "Gitte Skov")
	j.owner.press("Lav et link")
	j.owner.sees("Send linket til Gitte Skov.", "Vi viser kun linket denne ene gang.")
	return j.owner
}

// representativeAnswers opens the link where nobody is signed in.
func (j *job) representativeAnswers() *tab {
	link := get[string](j.owner, "the link", "page.tidy(document.getElementById('link').textContent)")
	someone := j.portal.newTab(j.t, settings{width: phone, noScript: !j.owner.scripted})
	someone.load(link)
	someone.sees("Hej Gitte Skov.", firm, praktikTask)
	someone.misses(candidate)
	someone.tick("Ja, kollegerne er hørt og siger ja")
	someone.press("Send svar")
	someone.sees("Tak for svaret.", "I har sagt ja")
	return someone
}

func (j *job) ownerReadsVitas() *tab {
	j.owner.press("Tilbage")
	j.owner.sees("klar til VITAS", "Timer kan skrives, når praktikken er godkendt i VITAS.")
	j.owner.press("Tekst til VITAS")
	// Praktik is half of the hours, from 2 of 4 to 4 of 8; VITAS decides on that half.
	j.owner.sees("Timetallet begynder på "+j.hours(120)+" om ugen", " til "+j.hours(240)+" fra ",
		"Ved siden af er der løntimer med andre opgaver: "+paidTask, "Gitte Skov, hørt")
	return j.owner
}

func (j *job) ownerRecords() *tab {
	j.owner.tick("Godkendt")
	j.owner.press("Gem")
	j.owner.sees("Skal udfyldes")
	j.owner.fill("Nummer i VITAS", vitasNumber)
	j.owner.press("Gem")
	j.owner.sees("Det er skrevet ned.", "i gang")
	j.owner.misses("Må ikke begynde endnu")
	return j.owner
}

// field finds a form field by its name, where labels repeat.
func field(name string) string { return fmt.Sprintf("[name='%s']", name) }

// staffFields are the fields for the number of employees at a workplace.
func staffFields(today caldate.Date, workplace int) []string {
	var fields []string
	for _, month := range company.Months(today) {
		fields = append(fields, field(company.WorkplaceField(workplace, month.String())))
	}
	return fields
}
