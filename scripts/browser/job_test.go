package browser

import (
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/i18n"
)

// TestMainJob walks the whole way from an empty portal to approved hours, as
// the people who do it: on both engines, with script and without.
func TestMainJob(t *testing.T) {
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
				newJob(t, open(t, setup{database: engine.database}), script.off).run()
			})
		}
	}
}

// job is one walk: its people, each in their own tab, and what they must
// remember from one step to the next.
type job struct {
	t          *testing.T
	portal     *portal
	album      *album
	texts      *i18n.Texts // how pages write days and hours
	today      caldate.Date
	consultant *tab
	owner      *tab
	hr         *tab
	mentor     *tab
	placement  string // address of the course
}

// What the people type.
const (
	candidate   = "Sanne"
	firm        = "Nakskov Bageri ApS"
	jobTitle    = "Rengøring af plader og bakker"
	praktikTask = "Gøre plader rene"
	paidTask    = "Pakke brød"
	reason      = "Var det ikke en halv time mindre?"
	vitasNumber = "VP-2026-1177"
)

func newJob(t *testing.T, p *portal, noScript bool) *job {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	at := func(width int64) *tab { return p.newTab(t, settings{width: width, noScript: noScript}) }
	return &job{
		t: t, portal: p, album: newAlbum(t), texts: catalogue.For(i18n.Danish), today: caldate.Of(clock.System{}.Now()),
		consultant: at(desk), owner: at(desk), hr: at(desk), mentor: at(phone),
	}
}

// run does the steps in order. Each gives the tab that shows its result.
func (j *job) run() {
	for _, step := range []struct {
		name string
		do   func() *tab
	}{
		{"consultant-has-no-role", j.consultantArrives},
		{"consultant-appointed", j.consultantAppointed},
		{"owner-looks-through-firm", j.ownerArrives},
		{"owner-confirms-firm", j.ownerConfirms},
		{"colleagues-ask", j.colleaguesAsk},
		{"owner-gives-roles", j.ownerGivesRoles},
		{"owner-spots-task", j.ownerSpots},
		{"owner-edits-draft", j.ownerEdits},
		{"owner-sends-small-job", j.ownerSendsJob},
		{"consultant-reviews-it", j.consultantReviews},
		{"consultant-adds-candidate", j.consultantAdds},
		{"consultant-proposes", j.consultantProposes},
		{"owner-says-yes", j.ownerAnswers},
		{"owner-begins-agreement", j.ownerBegins},
		{"owner-fills-agreement", j.ownerFills},
		{"owner-sends-agreement", j.ownerSends},
		{"mentor-finds-log-closed", j.logIsClosed},
		{"firm-says-yes", j.firmTicks},
		{"candidate-says-yes", j.candidateTicks},
		{"owner-makes-link", j.ownerMakesLink},
		{"representative-says-yes", j.representativeAnswers},
		{"owner-reads-vitas-text", j.ownerReadsVitas},
		{"owner-records-approval", j.ownerRecords},
		{"mentor-mistypes", j.mentorMistypes},
		{"mentor-logs", j.mentorLogs},
		{"mentor-hands-in", j.mentorHandsIn},
		{"hr-returns-a-day", j.hrReturns},
		{"mentor-corrects", j.mentorCorrects},
		{"hr-approves", j.hrApproves},
		{"owner-sees-hours", j.ownerSeesHours},
		{"owner-sees-schemes", j.ownerSeesSchemes},
		{"owner-sees-overview", j.ownerSeesOverview},
	} {
		tab := step.do()
		j.album.shoot(tab, step.name)
	}
}

// The way in: an operator, a municipality, a firm and its people.

func (j *job) consultantArrives() *tab {
	j.portal.app(j.t, "organisation", "municipality", municipalityCVR, "Smålandshavets Kommune")
	j.consultant.signIn("consultant")
	j.consultant.sees("Du har ingen rolle endnu", "Smålandshavets Kommune", "Oplys dette nummer:")
	return j.consultant
}

// consultantAppointed is the operator, told the reference on the phone.
func (j *job) consultantAppointed() *tab {
	reference := get[string](j.consultant, "the reference", "page.tidy(document.querySelector('main code').textContent)")
	j.portal.app(j.t, "appoint", reference, "consultant")
	j.consultant.visit("/")
	j.consultant.sees("Hej Karen Bay", "konsulent", "Der er ikke noget, der venter på dig lige nu.")
	return j.consultant
}

func (j *job) ownerArrives() *tab {
	j.owner.signIn("owner")
	j.owner.sees("Velkommen", "Arbejdssted 2", "Vilkår")
	j.owner.holds("Virksomhedens navn", firm)
	j.owner.holds("Adresse", "Søndergade 12, 4900 Nakskov")
	return j.owner
}

func (j *job) ownerConfirms() *tab {
	j.owner.fillEach(staffFields(j.today, 0), "18,5")
	j.owner.fillEach(staffFields(j.today, 1), "6,5")
	j.owner.press("Bekræft og gå i gang")
	j.owner.sees("Én ting mangler at blive rettet", "Vilkårene skal accepteres")
	j.owner.holds(staffFields(j.today, 1)[0], "6,5")
	j.owner.tick("Jeg accepterer vilkårene på virksomhedens vegne")
	j.owner.press("Bekræft og gå i gang")
	j.owner.sees("Virksomheden er klar.", "Hej Birthe Holm", "ejer")
	return j.owner
}

func (j *job) colleaguesAsk() *tab {
	for _, colleague := range []struct {
		persona string
		tab     *tab
	}{{"hr", j.hr}, {"mentor", j.mentor}} {
		colleague.tab.signIn(colleague.persona)
		colleague.tab.sees("har ingen rolle endnu")
		colleague.tab.press("Bed om adgang")
		colleague.tab.sees("Din anmodning er sendt til ejeren.", "Du venter på adgang")
	}
	return j.mentor
}

func (j *job) ownerGivesRoles() *tab {
	j.owner.press("Virksomhed")
	j.owner.press("Hvem gør hvad")
	for _, given := range []struct{ name, role string }{
		{"Henrik Dam", "HR-godkender – godkender ugerne"},
		{"Søren Krag", "Mentor – fører timer for sine egne"},
	} {
		j.owner.choose("Kollega", given.name)
		j.owner.tick(given.role)
		j.owner.press("Giv rollen")
		j.owner.sees("Rollen er givet.")
	}
	j.mentor.visit("/")
	j.mentor.sees("Hej Søren Krag", "mentor")
	return j.owner
}

// From a task that is left over to a person for it.

func (j *job) ownerSpots() *tab {
	j.owner.press("Overblik")
	j.owner.press("Find en opgave")
	j.owner.fill("Hvad gør jeres uddannede folk, som en anden kunne gøre?", praktikTask+"\n"+paidTask)
	j.owner.fill("Hvor mange timer om ugen?", "8")
	j.owner.fill("Hvornår?", "Hverdage kl. 8–10")
	j.owner.choose("Hvor?", "Bageriet")
	j.owner.choose("Hvem viser til rette?", "Søren Krag")
	j.album.shoot(j.owner, "owner-answers-five-questions")
	j.owner.press("Lav et udkast")
	j.owner.sees("Her er udkastet.")
	return j.owner
}

func (j *job) ownerEdits() *tab {
	j.owner.fill("Overskrift", jobTitle)
	j.owner.tick("Begge dele: nogle opgaver med løn, andre i praktik")
	j.owner.tick("Roligt sted")
	j.owner.fill("Hvad skal være på plads, for at I ansætter?", "Møder stabilt og klarer pladerne alene.")
	j.owner.press("Gem")
	j.owner.sees("Småjobbet er gemt.", jobTitle, "udkast", "Roligt sted")
	return j.owner
}

func (j *job) ownerSendsJob() *tab {
	j.owner.press("Send til gennemsyn")
	j.owner.sees("Småjobbet er sendt til gennemsyn hos kommunen.", "Kommunen ser det igennem", "Det er der sket")
	return j.owner
}

// consultantReviews approves the first small job of the firm, which is then
// trusted.
func (j *job) consultantReviews() *tab {
	j.consultant.press("Småjob")
	j.consultant.press("Til gennemsyn (1)")
	j.consultant.press(jobTitle)
	j.consultant.press("Godkend og slå op")
	j.consultant.sees("Småjobbet er godkendt og slået op.")
	return j.consultant
}

func (j *job) consultantAdds() *tab {
	j.consultant.press("Kandidater")
	j.consultant.press("Ny kandidat")
	j.consultant.fill("Fornavn", candidate)
	j.consultant.fill("Opgaver, personen kan", "Rengøring\nPakke varer")
	j.consultant.tick("Roligt sted")
	j.consultant.fill("Timer om ugen nu", "4")
	j.consultant.fill("Ønskede timer om ugen", "12")
	j.consultant.press("Gem")
	j.consultant.sees("Gemt.", candidate, "Roligt sted")
	return j.consultant
}

func (j *job) consultantProposes() *tab {
	j.consultant.press("Find et småjob")
	j.consultant.press(jobTitle)
	j.consultant.press("Foreslå en person")
	j.consultant.choose("Hvem?", candidate)
	j.consultant.tick("Job med løn")
	j.consultant.tick("Praktik")
	j.consultant.fill("Hvornår gav personen samtykke?", j.today.Danish())
	j.consultant.press("Foreslå en person")
	j.consultant.sees("Forslaget er sendt til "+firm, "De har 10 dage til at svare.")
	return j.consultant
}

func (j *job) ownerAnswers() *tab {
	j.owner.press("Overblik")
	j.owner.press("Forslag uden svar")
	j.owner.press(candidate + " – " + jobTitle)
	j.owner.sees("Det må I se", "Roligt sted")
	j.owner.tick("Ja, vi vil gerne")
	j.owner.press("Send svar")
	j.owner.sees("Svaret er sendt til konsulenten.", "Virksomheden sagde ja")
	return j.owner
}
