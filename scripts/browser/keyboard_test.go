package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestKeyboard is about where the focus is and what a screen reader hears.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t, setup{database: embedded, demo: true})
	t.Run("skip-link", func(t *testing.T) { skipLink(p.newTab(t, settings{width: desk})) })
	t.Run("every-control", func(t *testing.T) { everyControl(p.newTab(t, settings{width: desk})) })
	t.Run("error-summary", func(t *testing.T) { errorSummary(p.newTab(t, settings{width: desk})) })
	t.Run("regions", func(t *testing.T) { regions(p.newTab(t, settings{width: phone})) })
}

// focused is the element that the keyboard works on.
type focused struct{ Tag, ClassName, ID, Text string }

// focuses waits until an element with a class has the focus.
func (b *tab) focuses(class string) {
	b.t.Helper()
	b.until("the focus on ."+class, fmt.Sprintf("page.focused().className.split(' ').includes(%q)", class))
}

// skipLink comes first and leads past the menu.
func skipLink(b *tab) {
	b.signIn("owner")
	b.visit("/company")
	b.key(kb.Tab)
	b.focuses("skipnav")
	b.until("the skip link to be seen", "page.point(document.activeElement).problem === undefined")
	b.follow()
	b.until("the focus in the content", "location.hash === '#main' && page.focused().id === 'main'")
	b.key(kb.Tab)
	if where := get[focused](b, "the focus", "page.focused()"); where.Text != "Hvem gør hvad" {
		b.t.Errorf("behind the skip link comes %+v", where)
	}
}

// everyControl can be reached with the Tab key alone, in the order of the page,
// and shows that it has the focus; of a group of choices the chosen one, from which
// the arrows go on.
func everyControl(b *tab) {
	b.signIn("owner")
	b.visit("/openings/new")
	want := get[[]string](b, "the controls", `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
		.filter(element => page.visible(element) && (element.type !== "radio" || element.checked)).map(element => element.name || page.name(element))`)
	for i, name := range want {
		b.key(kb.Tab)
		got := get[string](b, "the focus", "document.activeElement.name || page.name(document.activeElement)")
		if got != name {
			b.t.Fatalf("stop %d is %q, want %q", i+1, got, name)
		}
		if !get[bool](b, "the ring", `(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none")
			(getComputedStyle(document.activeElement))`) {
			b.t.Errorf("%q does not show that it has the focus", name)
		}
	}
}

// errorSummary takes the focus, and each of its lines leads to its field.
func errorSummary(b *tab) {
	b.signIn("owner")
	b.visit("/openings/new")
	b.fill("Hvor mange timer om ugen?", "mange")
	b.press("Lav et udkast")
	b.focuses("error-summary")
	b.holds("Hvor mange timer om ugen?", "mange")
	b.key(kb.Tab)
	first := get[focused](b, "the focus", "page.focused()")
	target := get[string](b, "the line's target", "document.activeElement.hash")
	b.follow()
	b.until("the focus on the field of "+first.Text, fmt.Sprintf("'#' + page.focused().id === %q", target))
}

// regions are changed in place: the document stays, the focus lands where the
// matter goes on, and the notice is said in the status region that was there.
func regions(b *tab) {
	b.signIn("mentor")
	b.press("Timer")
	b.press(get[string](b, "a week to log in", `page.name([...document.querySelectorAll("main section, main .rows li")]
		.find(item => page.tidy(item.querySelector(".badge")?.textContent) === "åben").querySelector("a"))`))
	get[bool](b, "marking the page", "(globalThis.region = document.querySelector('#notice[role=status]')) !== null")
	b.fill("Timer", "25")
	b.press("Tilføj")
	b.focuses("error-summary")
	b.holds("Timer", "25")
	b.choose("Opgave", get[string](b, "a task", "page.tidy(page.control('Opgave').options[1].textContent)"))
	b.fill("Timer", "1")
	b.press("Tilføj")
	b.sees("Timerne er skrevet.")
	if where := get[focused](b, "the focus", "page.focused()"); where.Tag == "body" {
		b.t.Error("the focus is lost when a region has changed")
	}
	b.until("the notice in the status region that was there",
		"page.tidy(globalThis.region?.textContent) === 'Timerne er skrevet.' && globalThis.region.isConnected")
}
