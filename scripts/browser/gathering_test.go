package browser

import (
	"fmt"
	"testing"
)

// TestPledges: an evening in a room of thirty firms, one line each on a phone; the
// morning after, one button makes drafts of what can be one, and the firm that
// signs up to the next evening does so where it reads of it.
func TestPledges(t *testing.T) {
	t.Parallel()
	for name, noScript := range map[string]bool{"script": false, "no-script": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, setup{database: embedded, demo: true})
			coordinator := p.newTab(t, settings{width: phone, noScript: noScript})
			coordinator.signIn("coordinator")
			coordinator.press("Arrangementer")
			coordinator.press("Tilsagnsaften")
			coordinator.sees("Holdt", "3 tilsagn")
			coordinator.press("Skriv tilsagn")
			for i := range 30 {
				coordinator.fill("Virksomhed", fmt.Sprintf("Firma nummer %d", i+1))
				coordinator.fill("Hvad kunne en ny kollega lave?", "Rydde op på lageret")
				coordinator.fill("Timer om ugen", "6")
				coordinator.press("Gem, og skriv den næste")
				coordinator.sees(fmt.Sprintf("Tilsagnet fra Firma nummer %d er skrevet ned.", i+1))
			}
			coordinator.sees("33 tilsagn", "Mangler CVR-nummer")
			coordinator.press("Fjern linjen: Firma nummer 30")
			coordinator.sees("Linjen er fjernet.", "32 tilsagn")
			coordinator.press("Ret linjen: Kroen på hjørnet")
			coordinator.fill("CVR-nummer", "99999861")
			coordinator.press("Gem")
			coordinator.press("Lav udkast af tilsagnene")
			coordinator.sees("Ét udkast ligger hos virksomheden, 2 virksomheder skal ringes op, 29 linjer mangler CVR-nummer.", "Udkast hos virksomheden", "Ring: har ikke givet lov til udkast")
			coordinator.press("Se virksomheden: Kroen på hjørnet")
			coordinator.sees("Tilsagn", "Opvask i weekenden")

			owner := p.newTab(t, settings{width: phone, noScript: noScript})
			owner.signIn("owner")
			owner.press("Arrangementer")
			owner.sees("I kommer 2.", "Der er 40 pladser.")
			owner.fill("Hvor mange kommer I?", "4")
			owner.press("Ret antallet: Åbent hus hos Sydhavets Teknik")
			owner.sees("I er meldt til.", "I kommer 4.")
		})
	}
}
