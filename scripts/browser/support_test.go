package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestSupport asks what support there is: an owner of a firm that nothing is
// known about, up to a comparison that can be printed, and a consultant who
// adds what only the municipality knows.
func TestSupport(t *testing.T) {
	t.Parallel()
	for _, script := range []struct {
		name string
		off  bool
	}{{"script", false}, {"no-script", true}} {
		t.Run("owner/"+script.name, func(t *testing.T) {
			t.Parallel()
			ownerLooksForSupport(newJob(t, open(t, setup{database: embedded}), script.off))
		})
		t.Run("consultant/"+script.name, func(t *testing.T) {
			t.Parallel()
			p := open(t, setup{database: embedded, demo: true})
			consultantAddsFacts(p.newTab(t, settings{width: desk, noScript: script.off}), newAlbum(t))
		})
	}
}

func ownerLooksForSupport(j *job) {
	b := j.owner
	j.ownerArrives()
	b.tick("Jeg accepterer vilkårene på virksomhedens vegne")
	b.press("Bekræft og gå i gang")
	b.press("Støtte")
	b.sees("Hvad kan I få støtte til?", "Måske", "Hvad lever personen af i dag?")
	j.album.shoot(b, "support-first")
	b.choose("Hvor skal personen arbejde?", "Bageriet")
	b.fill("Hvornår skal det begynde?", "30.11.2026")
	b.fill("Timer om ugen", "20")
	b.choose("Praktik eller løntimer?", "Løntimer")
	b.choose("Hvad lever personen af i dag?", "Kontanthjælp, ikke klar")
	b.fill("Hvor mange måneder har personen været ledig", "14")
	b.press("Vis mulighederne")
	b.sees("Er I en privat eller en offentlig arbejdsgiver?", "Antallet af ansatte mangler")
	for _, month := range []string{"juli", "august", "september", "oktober"} {
		b.fill("Ansatte i "+month+" 2026", "10")
	}
	b.choose("Er I en privat", "Privat")
	b.press("Vis mulighederne")
	b.sees("pladser er i brug", "Næste plads kommer ved 15 ansatte")
	b.tick("Intet af det")
	b.choose("Hvor havde personen sit seneste job?", "Hos en anden")
	b.choose("Er lønnen efter overenskomsten", "Ja")
	b.fill("Hvad koster en time jer i alt, i kroner?", "200")
	b.press("Vis mulighederne")
	b.choose("Regn med tilskud", "Løn med tilskud")
	b.fill("Antal måneder", "8")
	b.press("Regn igen")
	unfold(b, "loentilskud_privat")
	b.sees("I betaler selv, kr.", "96,27 kr. for hver time", "kendes ikke", "Det kan kun forlænges") // the rates of 2027 are not known
	j.album.shoot(b, "support-answered")
	for _, id := range []string{"smaajob", "loentilskud_privat"} {
		unfold(b, id)
		b.tick("[id='compare-" + id + "']")
	}
	b.press("Sammenlign dem, der er sat kryds ved")
	b.sees("Side om side", "Hvem bestemmer")
	j.album.shoot(b, "support-compared")
	prints(b)
}

// unfold shows everything about a scheme, whether it was folded or not.
func unfold(b *tab, scheme string) {
	b.t.Helper()
	get[bool](b, "the scheme "+scheme, call("open", "scheme-"+scheme))
}

// prints expects a page that is fit to print: the answers without the buttons.
func prints(b *tab) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.must(err)
	b.until("the buttons to go", "![...document.querySelectorAll('main button')].some(button => page.visible(button))")
	b.sees("Side om side", "Hvem bestemmer")
	paper, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{})
	b.must(err)
	if len(paper.Data) < 10_000 {
		b.t.Errorf("the printed page has %d bytes", len(paper.Data))
	}
}

func consultantAddsFacts(b *tab, album *album) {
	b.signIn("consultant")
	b.press("Forløb")
	b.press("Anton")
	b.press("Hvad kan I få støtte til?")
	b.sees("Vi har skrevet det ind, der står i aftalen med Anton.")
	b.choose("Hvad lever personen af i dag?", "Kontanthjælp, klar")
	b.fill("Hvor mange måneder har personen været ledig", "7")
	b.press("Vis mulighederne")
	unfold(b, "virksomhedspraktik")
	b.sees("Højst 4 uger")
	b.press("Gem svaret på forløbet")
	b.sees("Sæt kryds, når personen ved, at svarene bliver gemt")
	b.tick("Personen ved, at vi gemmer svarene på forløbet")
	b.press("Gem svaret på forløbet")
	b.sees("Svaret er gemt på forløbet.", "Gemt af Karen Bay", "Svaret er det samme som dengang.")
	b.holds("Hvor mange måneder har personen været ledig", "7")
	album.shoot(b, "support-saved")
}
