package browser

import (
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
)

// bothWays runs a walk with script and without.
func bothWays(t *testing.T, walk func(t *testing.T, noScript bool)) {
	t.Parallel()
	for name, noScript := range map[string]bool{"script": false, "no-script": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			walk(t, noScript)
		})
	}
}

// clean expects that axe finds nothing in the page that is shown, which it can
// only ask where scripts run; the page is the same without.
func (b *tab) clean() {
	b.t.Helper()
	if !b.scripted {
		return
	}
	for _, v := range b.examine().violations() {
		b.t.Errorf("at %s: %s", b.path(), v)
	}
	if wide := get[string](b, "the width", call("tooWide")); wide != "" {
		b.t.Errorf("at %s: %s", b.path(), wide)
	}
}

// proposeTo fills in the page that proposes a person to an opening.
func (b *tab) proposeTo(who string, today caldate.Date) {
	b.t.Helper()
	if who != "" {
		b.choose("Hvem?", who)
	}
	b.tick("Job med løn")
	b.tick("Praktik")
	b.fill("Hvornår gav personen samtykke?", today.Danish())
	b.press("Foreslå en person")
	b.sees("Forslaget er sendt til " + firm)
}

// TestConsentWithdrawn: a person is proposed with consent, and takes it back while
// the firm has the page open and an answer half written. The next click says
// kindly that they are not available, and nothing of them is left anywhere.
func TestConsentWithdrawn(t *testing.T) {
	bothWays(t, func(t *testing.T, noScript bool) {
		p := open(t, setup{database: embedded, demo: true})
		today := caldate.Of(clock.System{}.Now())
		consultant, owner := p.newTab(t, settings{width: desk, noScript: noScript}), p.newTab(t, settings{width: phone, noScript: noScript})
		consultant.signIn("consultant")
		consultant.visit("/candidates/new")
		consultant.fill("Fornavn", "Zenobia")
		consultant.fill("Opgaver, personen kan", "Klippe hække")
		consultant.fill("Ønskede timer om ugen", "9")
		consultant.press("Gem")
		consultant.press("Find et småjob")
		consultant.press("Køre varer ud til butikken")
		consultant.press("Foreslå en person")
		consultant.proposeTo("Zenobia", today)
		proposal := consultant.path()

		owner.signIn("owner")
		owner.press("Småjob")
		owner.press("Køre varer ud til butikken")
		owner.press("Forslag til småjobbet")
		owner.press("Zenobia – Køre varer ud til butikken")
		owner.sees("Det må I se", "Klippe hække")
		owner.clean()
		owner.tick("Ja, vi vil gerne")
		owner.fill("Besked til konsulenten", "Hun kan begynde mandag")

		consultant.unfold("Træk samtykket tilbage")
		consultant.click("withdrawal", `page.point(document.querySelector("form[action$='/withdrawal'] button"))`, true)
		consultant.sees("Personen er skjult for virksomheden.")

		owner.press("Send svar")
		owner.sees("Personen er ikke længere til rådighed", "Konsulenten kan foreslå en anden.")
		owner.clean()
		for _, path := range []string{"", proposal, proposal + "/sheet", "/referrals", "/overview", "/openings", "/openings?status=live", "/needs", "/placements", "/reminders"} {
			if path != "" {
				owner.visit(path)
			}
			html := get[string](owner, "the page", "document.documentElement.outerHTML")
			for _, told := range []string{"Zenobia", "Klippe hække", "Hun kan begynde"} {
				if strings.Contains(html, told) {
					t.Errorf("%q holds %q", path, told)
				}
			}
		}
	})
}

// TestNeedIsAnswered: a consultant asks the firms without a name, a firm says on a
// phone that it could, is chosen, and sees the person once there is consent.
func TestNeedIsAnswered(t *testing.T) {
	bothWays(t, func(t *testing.T, noScript bool) {
		p := open(t, setup{database: embedded, demo: true})
		today := caldate.Of(clock.System{}.Now())
		consultant, owner := p.newTab(t, settings{width: phone, noScript: noScript}), p.newTab(t, settings{width: phone, noScript: noScript})
		consultant.signIn("consultant")
		consultant.visit("/candidates/new")
		consultant.fill("Fornavn", "Zenobia")
		consultant.fill("Opgaver, personen kan", "Klippe hække")
		consultant.fill("Ønskede timer om ugen", "8")
		consultant.press("Gem")
		consultant.press("Spørg virksomheder uden navn")
		consultant.holds("Hvilke opgaver?", "Klippe hække")
		consultant.tick("Praktik")
		consultant.press("Gem, og se det som virksomhederne")
		consultant.press("Spørg virksomhederne")
		consultant.sees("Virksomhederne er spurgt.", "Ingen har svaret endnu.")
		consultant.clean()
		need := consultant.path()

		owner.signIn("owner")
		owner.press("Forslag")
		owner.press("Hvem kunne?")
		owner.press("Klippe hække")
		owner.sees("Navnet kommer først, når personen har sagt ja til netop jer.")
		owner.misses("Zenobia")
		owner.tick("Det kunne vi godt")
		owner.fill("Hvor mange timer om ugen?", "8")
		owner.choose("Er det et af jeres småjob?", "Køre varer ud til butikken")
		owner.press("Giv svaret")
		owner.sees("Tak. Svaret er hos konsulenten.")
		owner.clean()

		consultant.visit(need)
		consultant.tick(firm)
		consultant.press("Gå videre med denne")
		consultant.sees("Du går videre med " + firm)
		owner.visit(need)
		owner.sees("Konsulenten vil gerne gå videre med jer og spørger nu personen.")
		owner.misses("Zenobia")
		consultant.press("Indhent samtykke, og foreslå")
		consultant.proposeTo("", today)

		owner.visit("/referrals")
		owner.press("Zenobia – Køre varer ud til butikken")
		owner.sees("Det må I se", "Klippe hække")
		owner.clean()
	})
}
