package browser

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestLogOnce: a week that was logged and approved stands in the payroll file, in the
// package of the claim, on the meeting's page and in the documentation, without
// anybody typing a number again; and a correction reaches all of them as a difference.
func TestLogOnce(t *testing.T) {
	for _, engine := range []struct {
		name     string
		database database
	}{{"embedded", embedded}, {"server", server}} {
		for _, script := range []struct {
			name string
			off  bool
		}{{"script", false}, {"no-script", true}} {
			t.Run(engine.name+"/"+script.name, func(t *testing.T) {
				t.Parallel()
				j := newJob(t, open(t, setup{database: engine.database}), script.off)
				j.today = j.today.Week().Add(-1).Day(2) // what was worked last week can be paid and claimed now
				j.logOnce()
			})
		}
	}
}

// logOnce walks the main job up to an approved week, and then what follows from it.
func (j *job) logOnce() {
	for _, step := range []func() *tab{
		j.consultantArrives, j.consultantAppointed, j.ownerArrives, j.ownerConfirms, j.colleaguesAsk, j.ownerGivesRoles, j.ownerSpots, j.ownerEdits,
		j.ownerSendsJob, j.consultantReviews, j.consultantAdds, j.consultantProposes, j.ownerAnswers, j.ownerBegins, j.ownerFills, j.ownerSends,
		j.firmTicks, j.candidateTicks, j.ownerMakesLink, j.representativeAnswers, j.ownerReadsVitas, j.ownerRecords,
	} {
		step()
	}
	application := j.ownerAppliesForHelp()
	j.consultantGrants(application)
	j.mentor.press("Timer")
	j.openFromQueue(j.mentor)
	j.logs(praktikTask, "2")
	j.logs(paidTask, "1,5")
	j.handsInAndApproves("Godkendt af Henrik Dam")
	j.album.shoot(j.hrMakesPayroll(), "payroll")
	j.album.shoot(j.hrSendsClaim(application), "claim")
	j.sumsTo(210)
	j.corrects()
	j.album.shoot(j.differs(application), "differences")
	j.sumsTo(240)
}

func (j *job) logs(task, hours string) {
	j.t.Helper()
	j.mentor.choose("Dag", j.day())
	j.mentor.choose("Opgave", task)
	j.mentor.fill("Timer", hours)
	j.mentor.press("Tilføj")
	j.mentor.sees("Timerne er skrevet.")
}

func (j *job) handsInAndApproves(says string) {
	j.t.Helper()
	j.mentor.press("Uge færdig")
	j.mentor.sees("Ugen er meldt færdig.")
	j.hr.visit("/weeks")
	j.openFromQueue(j.hr)
	j.hr.press("Godkend ugen")
	j.hr.sees("Ugen er godkendt.", says)
}

// ownerAppliesForHelp applies for a colleague's help, with the sheet of who does
// what, and answers the application's address.
func (j *job) ownerAppliesForHelp() string {
	j.owner.visit(j.placement + "/applications")
	j.owner.tick("Personlig assistance til handicappede i erhverv")
	j.owner.press("Begynd")
	j.owner.sees("Ansøgningen er begyndt.", "Hvem gør hvad")
	application := j.owner.path()
	j.owner.press("Se eller ret skemaet")
	for i, row := range [][4]string{{praktikTask, "4", "gør det selv", ""}, {paidTask, "4", "med hjælp", "0:45"}} {
		at := func(name string) string { return field("rows." + string(rune('0'+i)) + "." + name) }
		j.owner.fill(at("task"), row[0])
		j.owner.fill(at("minutes"), row[1])
		j.owner.choose(at("who"), row[2])
		if row[3] != "" {
			j.owner.fill(at("help"), row[3])
		}
	}
	j.owner.fill("Gælder fra", j.today.Danish())
	j.owner.press("Gem skemaet")
	j.owner.sees("Skemaet er gemt.", "Hjælp: "+j.hours(45)+" om ugen af "+j.hours(480))
	j.owner.fill("Begrundelse", "Arbejdet kan deles op.")
	j.owner.fill("Det hjælper en kollega med", "Tunge plader")
	j.owner.press("Gem")
	j.owner.sees("Gemt.")
	j.owner.tick("Erklæring på tro og love")
	j.owner.press("Gem listen")
	j.owner.sees("klar til at sende")
	j.owner.fill("Sagsnummer", "PA-1")
	j.owner.press("Den er sendt")
	j.owner.sees("Ansøgningen står som sendt.", "Kommunen har bolden.")
	return application
}

// consultantGrants writes down what was decided, for the week alone: then it can be
// claimed at once.
func (j *job) consultantGrants(application string) {
	j.consultant.visit(application)
	j.consultant.tick("Bevilget")
	j.consultant.fill("Afgjort", j.today.Danish())
	j.consultant.fill("Afgørelsens nummer", "B-1")
	j.consultant.fill("Bevilget fra", j.today.Danish())
	j.consultant.fill("Bevilget til", j.today.Week().Sunday().Danish())
	j.consultant.fill("Sats pr. time, kr.", "200")
	j.consultant.press("Gem afgørelsen")
	j.consultant.sees("Afgørelsen er gemt.", "bevilget")
}

// period is the address of the week's pay.
func (j *job) period() string {
	week := j.today.Week()
	return "/payroll/period?" + url.Values{"from": {week.Monday().String()}, "to": {week.Sunday().String()}}.Encode()
}

func (j *job) hrMakesPayroll() *tab {
	j.hr.visit(j.period())
	j.hr.sees("Det kommer med i filen", candidate, j.day(), j.hours(90))
	j.hr.misses(j.hours(120))
	j.hr.press("Lås dagene og lav lønfil")
	j.hr.sees("Fil 1 er lavet.", "Alt, der er godkendt i perioden, står i filerne nedenfor.")
	return j.hr
}

// claim is the address of the only period of a grant.
func (j *job) claim(application string) string { return application + "/claims/" + j.today.String() }

// hrSendsClaim: of 3 hours 30 of the 8 that the sheet is made for, 45 minutes of help
// become 19, at 200 kroner an hour.
func (j *job) hrSendsClaim(application string) *tab {
	j.hr.visit(j.claim(application))
	j.hr.sees("Lønsedler for perioden er ikke lagt ind.", j.hours(19), "63,33 kr.")
	j.hr.press("Læg dem ind")
	j.hr.attach("[name='file']", "Lønseddel.pdf")
	j.hr.press("Læg ind")
	j.hr.sees("klar", "Alt er der.")
	j.hr.fill("Sagsnummer", "N-1")
	j.hr.press("Kravet er sendt")
	j.hr.sees("Kravet står som sendt.", "nummer N-1")
	j.hr.visit(j.claim(application) + "/package")
	j.hr.sees("Lønseddel: Lønseddel.pdf", "B-1", "63,33 kr.")
	return j.hr
}

// attach chooses a small PDF for a file field.
func (b *tab) attach(selector, name string) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), name)
	b.must(os.WriteFile(file, []byte("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"), 0o600))
	b.must(chromedp.Do(b.ctx, chromedp.SetUploadFiles(selector, []string{file})))
}

// sumsTo expects the approved hours of the course where the parties read them: on
// the page of the next meeting and in the documentation.
func (j *job) sumsTo(minutes int) {
	j.t.Helper()
	j.owner.visit(j.placement + "/meetings/halfway")
	j.owner.sees(j.hours(minutes) + " godkendt")
}

// corrects: half an hour with pay was forgotten; the locked week is opened, put right
// and approved again.
func (j *job) corrects() {
	week := j.placement + "/weeks/" + j.today.Week().String()
	j.hr.visit(week)
	j.hr.unfold("Åbn en låst uge igen")
	j.hr.fill("Hvorfor åbnes ugen igen?", "En halv time blev glemt.")
	j.hr.press("Åbn ugen igen")
	j.hr.sees("Ugen er åben igen.")
	j.mentor.visit(week)
	j.mentor.press("Fjern " + paidTask + ", " + j.day())
	j.mentor.sees("Linjen er fjernet.")
	j.logs(paidTask, "2")
	j.handsInAndApproves("Godkendt af Henrik Dam")
}

// differs: payroll tells the half hour alone, and the claim asks to be put right.
func (j *job) differs(application string) *tab {
	j.hr.visit(j.period())
	j.hr.sees("Ændret siden den sidste fil", j.hours(30), "rettelse")
	j.hr.press("Lås dagene og lav rettelsesfil")
	j.hr.sees("Fil 2 er lavet.", "Fil 2, rettelser")
	j.hr.visit("/claims")
	j.hr.sees("Skal rettes", "Sendt med "+j.hours(19)+", nu "+j.hours(22))
	j.hr.visit(j.claim(application))
	j.hr.fill("Sagsnummer", "N-2")
	j.hr.press("Kravet er sendt")
	if page := get[string](j.hr, "the claim", "page.tidy(document.querySelector('main').innerText)"); !strings.Contains(page, "nummer N-2") {
		j.t.Fatalf("the claim was not sent again\n%s", j.hr.describe())
	}
	return j.hr
}
