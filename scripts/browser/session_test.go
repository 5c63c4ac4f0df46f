package browser

import (
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"fodfaeste/internal/web"
)

// TestSession is about coming and going: the language, signing out, and a
// session that has ended while its page was still open.
func TestSession(t *testing.T) {
	t.Parallel()
	p := open(t, setup{database: embedded, demo: true})
	for _, script := range []struct {
		name string
		off  bool
	}{{"script", false}, {"no-script", true}} {
		how := settings{width: desk, noScript: script.off}
		t.Run("language/"+script.name, func(t *testing.T) { languageSwitch(p.newTab(t, how)) })
		t.Run("back-after-signing-out/"+script.name, func(t *testing.T) { backAfterSigningOut(p.newTab(t, how)) })
		t.Run("stale/"+script.name, func(t *testing.T) { staleSession(p.newTab(t, how)) })
	}
	t.Run("refused", func(t *testing.T) { refused(p.newTab(t, settings{width: phone})) })
}

// languageSwitch stays on the page that is read, its query included.
func languageSwitch(b *tab) {
	b.visit("/")
	b.press("English")
	b.sees("A small job can be a big beginning")
	b.press("Dansk")
	b.sees("Et lille job kan være en stor begyndelse")
	b.signIn("owner")
	b.visit("/openings?status=draft")
	for _, language := range []struct{ name, code, word string }{
		{"English", "en", "Drafts"}, {"Dansk", "da", "Udkast"},
	} {
		b.press(language.name)
		b.at("/openings?status=draft")
		b.sees(language.word)
		if code := get[string](b, "the language", "document.documentElement.lang"); code != language.code {
			b.t.Errorf("the page's language is %q, want %q", code, language.code)
		}
	}
}

// backAfterSigningOut must not show what the last person saw.
func backAfterSigningOut(b *tab) {
	b.signIn("owner")
	b.visit("/company")
	b.sees("CVR-nummer")
	b.press("Log af")
	b.sees("Du er logget af")
	b.must(chromedp.Do(b.ctx, chromedp.NavigateBack()))
	b.at("/signin?return=" + url.QueryEscape("/company"))
	b.sees("Log på med MitID Erhverv (test)")
	b.misses("CVR-nummer")
}

// staleSession ends on the page that was open, once signed in again: the
// answer to a form is never a sign-in page in the middle of another.
func staleSession(b *tab) {
	b.signIn("mentor")
	b.press("Timer")
	b.press(get[string](b, "a week", "page.tidy(document.querySelector('main .rows a').textContent)"))
	page := b.path()
	_, err := chromedp.Call(b.ctx, network.DeleteCookies, network.DeleteCookiesParams{
		Name: web.CookieName(false, web.SessionName), URL: b.portal.base,
	})
	b.must(err)
	// Any button will do; its record must not change.
	name := get[string](b, "a button", "page.name(document.querySelector('main form[hx-post] button'))")
	b.press(name)
	b.at("/signin?return=" + url.QueryEscape(page))
	b.press("Log på med MitID Erhverv (test)") // the provider still knows who it is
	b.at(page)
	b.sees("Søren Krag")
}

// refused is somebody whose way of signing in is not good enough.
func refused(b *tab) {
	for _, try := range []struct{ persona, why string }{
		{"lowlevel", "ikke sikker nok her"}, {"private", "Du loggede på som privatperson."},
	} {
		_, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{}) // the provider forgets them too
		b.must(err)
		b.signIn(try.persona)
		b.sees(try.why)
		b.focuses("alert")
	}
}
