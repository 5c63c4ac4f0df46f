package browser

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/i18n"
)

// TestLogOnce: an hour that is logged and approved stands in the payroll file, in the
// package of the claim, on the meeting's page and in the documentation, without
// anybody typing a number again; and a correction reaches all of them as a difference.
// The firm is one with one person, who does everything.
func TestLogOnce(t *testing.T) {
	t.Parallel()
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
				p := open(t, setup{database: engine.database, demo: true})
				catalogue, err := i18n.Load()
				if err != nil {
					t.Fatal(err)
				}
				l := &logOnce{
					Texts: catalogue.For(i18n.Danish), album: newAlbum(t), week: caldate.Of(clock.System{}.Now()).Week().Add(-1),
					owner: p.newTab(t, settings{width: desk, noScript: script.off}), consultant: p.newTab(t, settings{width: desk, noScript: script.off}),
				}
				l.walk()
			})
		}
	}
}

// logOnce is one walk: last week of a course, which can be paid and claimed now.
type logOnce struct {
	*i18n.Texts
	album             *album
	week              caldate.Week
	owner, consultant *tab
	course            string // address
	application       string
}

const cyclist, cycles = "Kaj", "Vaske og klargøre cykler"

func (l *logOnce) walk() {
	l.owner.signIn("owner2")
	l.owner.press("Forløb")
	l.owner.press(cyclist)
	l.course = l.owner.path()
	l.appliesForHelp()
	l.consultantGrants()
	l.logsForgottenHour()
	l.sees(4*240 + 300)
	l.makesPayroll()
	l.sendsClaim()
	l.ends()
	l.sums(4*240 + 300)
	l.corrects()
	l.differs()
	l.sees(4*240 + 270)
	l.sums(4*240 + 270)
}

// appliesForHelp applies for a colleague's help, with the sheet of who does what.
func (l *logOnce) appliesForHelp() {
	b := l.owner
	b.visit(l.course + "/applications")
	b.tick("Personlig assistance til handicappede i erhverv")
	b.press("Begynd")
	b.sees("Ansøgningen er begyndt.", "Hvem gør hvad")
	l.application = b.path()
	b.press("Se eller ret skemaet")
	b.fill("Gælder fra", l.week.Monday().Danish())
	b.fill(field("rows.0.task"), cycles)
	b.fill(field("rows.0.minutes"), "5")
	b.choose(field("rows.0.who"), "med hjælp")
	b.fill(field("rows.0.help"), "0:45")
	b.press("Gem skemaet")
	b.sees("Skemaet er gemt.", "Hjælp: "+l.Hours(45)+" om ugen af "+l.Hours(300))
	b.fill("Begrundelse", "Arbejdet kan deles op.")
	b.fill("Det hjælper en kollega med", "Tunge løft")
	b.press("Gem")
	b.sees("Gemt.")
	b.tick("Erklæring på tro og love")
	b.press("Gem listen")
	b.sees("klar til at sende")
	b.fill("Sagsnummer", "PA-1")
	b.press("Den er sendt")
	b.sees("Ansøgningen står som sendt.", "Kommunen har bolden.")
	l.album.shoot(b, "application")
}

// consultantGrants writes down what was decided: for the week alone, so that it can
// be claimed at once.
func (l *logOnce) consultantGrants() {
	b := l.consultant
	b.signIn("consultant")
	b.visit(l.application)
	b.tick("Bevilget")
	b.fill("Dato for afgørelsen", l.week.Monday().Danish())
	b.fill("Afgørelsens nummer", "B-1")
	b.fill("Bevilget fra", l.week.Monday().Danish())
	b.fill("Bevilget til", l.week.Sunday().Danish())
	b.fill("Sats pr. time, kr.", "200")
	b.press("Gem afgørelsen")
	b.sees("Afgørelsen er gemt.", "bevilget")
}

func (l *logOnce) weekPath() string { return l.course + "/weeks/" + l.week.String() }

// logsForgottenHour adds an hour to the approved week, and approves it.
func (l *logOnce) logsForgottenHour() {
	b := l.owner
	b.visit(l.weekPath())
	b.press("Tilføj en glemt linje")
	b.choose("Dag", l.Day(l.week.Day(3)))
	b.choose("Opgave", cycles)
	b.fill("Timer", "1")
	b.fill("Hvorfor rettes det?", "En time torsdag var glemt.")
	b.press("Gem rettelsen")
	b.sees("Rettelsen er gemt")
	l.approves()
}

func (l *logOnce) approves() {
	l.owner.visit(l.weekPath())
	l.owner.fill("Hvorfor er timerne over planen?", "Aftalt med kommunen")
	l.owner.press("Godkend ugen")
	l.owner.sees("Ugen er godkendt.")
}

// sees expects the approved hours of the course on the page of its next meeting.
func (l *logOnce) sees(minutes int) {
	l.owner.visit(l.course + "/meetings/end")
	l.owner.sees(l.Hours(minutes) + " godkendt")
	l.album.shoot(l.owner, "meeting")
}

// period is the address of the week's pay.
func (l *logOnce) period() string {
	return "/payroll/period?" + url.Values{"from": {l.week.Monday().String()}, "to": {l.week.Sunday().String()}}.Encode()
}

func (l *logOnce) makesPayroll() {
	b := l.owner
	b.visit(l.period())
	b.sees("Det kommer med i filen", cyclist, l.Day(l.week.Day(3)), l.Hours(300))
	b.press("Lås dagene og lav lønfil")
	b.sees("Fil 1 er lavet.", "Alt, der er godkendt i perioden, står i filerne nedenfor.")
	l.album.shoot(b, "payroll")
}

func (l *logOnce) claim() string { return l.application + "/claims/" + l.week.Monday().String() }

// sendsClaim: five hours are what the sheet is made for, so the help is its 45
// minutes, at 200 kroner an hour.
func (l *logOnce) sendsClaim() {
	b := l.owner
	b.visit(l.claim())
	b.sees("Lønsedler for perioden er ikke lagt ind.", l.Hours(45), "150,00 kr.")
	b.press("Læg dem ind")
	b.attach(field("file"), "Lønseddel.pdf")
	b.press("Læg ind")
	b.sees("Alt er der.")
	b.fill("Sagsnummer", "N-1")
	b.press("Kravet er sendt")
	b.sees("Kravet står som sendt.", "nummer N-1")
	b.visit(l.claim() + "/package")
	b.sees("Lønseddel: Lønseddel.pdf", "B-1", "150,00 kr.")
	l.album.shoot(b, "package")
}

// attach chooses a small PDF for a file field.
func (b *tab) attach(selector, name string) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), name)
	b.must(os.WriteFile(file, []byte("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"), 0o600))
	b.must(chromedp.Do(b.ctx, chromedp.SetUploadFiles(selector, []string{file})))
}

// ends stops the course today; then its documentation is there.
func (l *logOnce) ends() {
	b := l.owner
	b.visit(l.course + "/stop")
	b.tick("Begynder i et job, her eller et andet sted")
	b.press("Stop forløbet")
	b.sees("stoppe")
}

// sums expects the approved hours in the documentation.
func (l *logOnce) sums(minutes int) {
	l.owner.visit(l.course + "/documentation")
	l.owner.sees(l.Hours(minutes))
	l.album.shoot(l.owner, "documentation")
}

// corrects opens the locked week: the hour on Thursday was half an hour.
func (l *logOnce) corrects() {
	b := l.owner
	b.visit(l.weekPath())
	b.unfold("Åbn en låst uge igen")
	b.fill("Hvorfor åbnes ugen igen?", "Torsdag var kun en halv time.")
	b.press("Åbn ugen igen")
	b.sees("Ugen er åben igen.")
	b.press("Fjern " + cycles + ", " + l.Day(l.week.Day(3)))
	b.sees("Linjen er fjernet.")
	b.choose("Dag", l.Day(l.week.Day(3)))
	b.choose("Opgave", cycles)
	b.fill("Timer", "0:30")
	b.press("Tilføj")
	b.sees("Timerne er skrevet.")
	b.press("Uge færdig")
	b.sees("Ugen er meldt færdig.")
	l.approves()
}

// differs: payroll tells the half hour alone, and the claim asks to be put right.
func (l *logOnce) differs() {
	b := l.owner
	b.visit(l.period())
	b.sees("Ændret siden den sidste fil", "−"+l.Hours(30), "rettelse")
	b.press("Lås dagene og lav rettelsesfil")
	b.sees("Fil 2 er lavet.", "Fil 2, rettelser")
	b.visit("/claims")
	b.sees("Skal rettes", "Sendt med "+l.Hours(45)+", nu "+l.Hours(40))
	b.visit(l.claim())
	b.fill("Sagsnummer", "N-2")
	b.press("Kravet er sendt")
	b.sees("Kravet står som sendt.", "nummer N-2")
	l.album.shoot(b, "claim")
}
