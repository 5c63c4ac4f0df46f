package browser

import (
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/i18n"
)

// TestMonday: the coordinator's Monday on a phone: the list, a call with a note, a
// visit and its draft in two taps, which the firm looks through and publishes.
func TestMonday(t *testing.T) {
	t.Parallel()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts, today := catalogue.For(i18n.Danish), caldate.Of(clock.System{}.Now())
	for name, noScript := range map[string]bool{"script": false, "no-script": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, setup{database: embedded, demo: true})
			owner := p.newTab(t, settings{width: desk, noScript: noScript})
			owner.signIn("owner")
			owner.visit("/company/delegations")
			owner.tick("skrive småjob som kladder")
			owner.fill("Til og med hvilken dag?", today.Add(90).Danish())
			owner.press("Skriv under")
			owner.sees("Sydhavets Erhvervsforening må nu: skrive småjob som kladder.")

			coordinator := p.newTab(t, settings{width: phone, noScript: noScript})
			coordinator.signIn("coordinator")
			coordinator.press("Ring i dag")
			coordinator.sees("Guldborg Smede ApS", "Ring 54 92 10 11", "Horslunde Savværk ApS", "Fik linket")
			coordinator.unfold("Skriv en note, eller vælg en anden dato end " + texts.Date(today.Add(14)) + " (Guldborg Smede ApS)")
			coordinator.fill("Note", "Ring efter ferien")
			coordinator.press("Ringet til Guldborg Smede ApS")
			coordinator.sees("Guldborg Smede ApS kommer igen den " + texts.Date(today.Add(14)))
			coordinator.press("Ringet til Horslunde Savværk ApS")
			coordinator.sees("Horslunde Savværk ApS kommer igen den " + texts.Date(today.Add(14)))

			coordinator.press("Alle virksomheder og trin")
			coordinator.press("Nakskov Bageri ApS")
			coordinator.tick("Besøg")
			coordinator.fill("Note", "Folde kageæsker\nFeje bagrummet")
			coordinator.press("Gem note")
			coordinator.press("Lav et udkast af noten")
			coordinator.sees("Udkastet ligger nu hos Nakskov Bageri ApS.", "Det slås op, når virksomheden siger ja.")

			owner.visit("/openings?status=draft")
			owner.press("Folde kageæsker m.m.")
			owner.sees("Jens Toft, koordinator, Sydhavets Erhvervsforening, for Nakskov Bageri ApS", "Feje bagrummet", "Ikke valgt endnu")
			owner.press("Ret småjobbet")
			owner.fill("Hvornår på ugen?", "Hverdage fra 13")
			owner.choose("Hvem viser til rette?", "Søren Krag")
			owner.press("Gem")
			owner.sees("Småjobbet er gemt.")
			owner.press("Slå op")
			owner.sees("Småjobbet er slået op.")
			if path := coordinator.path(); !strings.HasPrefix(path, "/pipeline/") {
				t.Errorf("the coordinator ended at %s", path)
			}
			coordinator.visit("/openings")
			coordinator.sees("Det har du ikke adgang til") // nobody acts for anybody by having made a draft
		})
	}
}
