package browser

import (
	"testing"
	"time"
)

// What a firm may need from the link it was given to a small job it can send.
const (
	mostInputs  = 12
	mostMinutes = 5
)

// TestInvited: an owner who was given a link looks, signs in, confirms and has a
// first small job ready, with few inputs and in little time, on a phone.
func TestInvited(t *testing.T) {
	t.Parallel()
	for name, noScript := range map[string]bool{"script": false, "no-script": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, setup{database: embedded, demo: true})
			coordinator := p.newTab(t, settings{width: desk, noScript: noScript})
			coordinator.signIn("coordinator")
			coordinator.press("Virksomheder, I gør klar")
			coordinator.press("Sakskøbing Kro v/ Bent Rask")
			coordinator.press("Lav et link til virksomheden")
			link := get[string](coordinator, "the link", "page.tidy(document.getElementById('link').textContent)")

			owner, begun := p.newTab(t, settings{width: phone, noScript: noScript}), time.Now()
			owner.load(link)
			owner.sees("Jens Toft fra Sydhavets Erhvervsforening har gjort det klar", "Torvegade 7, 4990 Sakskøbing")
			owner.press("Log ind og bekræft")
			owner.authenticate("invited")
			inputs := 0
			input := func(do func()) { inputs++; do() }
			input(func() { owner.tick("Jeg accepterer vilkårene på virksomhedens vegne") })
			owner.press("Bekræft og gå i gang")
			owner.sees("Virksomheden er klar.", "Hej Bent Rask")
			owner.press("Find en opgave")
			input(func() {
				owner.fill("Hvad gør jeres uddannede folk, som en anden kunne gøre?", "Dække borde\nSkrælle kartofler")
			})
			input(func() { owner.fill("Hvor mange timer om ugen?", "6") })
			input(func() { owner.fill("Hvornår?", "Hverdage fra 9") })
			input(func() { owner.choose("Hvor?", "Sakskøbing Kro") })
			input(func() { owner.choose("Hvem viser til rette?", "Bent Rask") })
			owner.press("Lav et udkast")
			owner.sees("Her er udkastet.")
			owner.press("Gem")
			owner.sees("Småjobbet er gemt.", "udkast", "Dække borde")
			if took := time.Since(begun); inputs > mostInputs || took > mostMinutes*time.Minute {
				t.Errorf("%d inputs in %s", inputs, took)
			}
			coordinator.visit("/invitations")
			coordinator.sees("Bent Rask bekræftede")
		})
	}
}
