package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed page.js
var pageScript string

// tab is one person's browser: a tab with cookies of its own.
type tab struct {
	t        *testing.T
	ctx      context.Context
	portal   *portal
	width    int64
	scripted bool
	trouble  *trouble
}

// settings are how somebody browses.
type settings struct {
	width    int64
	noScript bool
}

// newTab opens a tab that closes with the test. Whatever the page complained
// about by then fails the test.
func (p *portal) newTab(t *testing.T, s settings) *tab {
	t.Helper()
	browser, err := startBrowser()
	if err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	b := &tab{t: t, portal: p, width: s.width, scripted: !s.noScript, trouble: &trouble{}}
	ctx, end := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.trouble.note))
	b.ctx = ctx
	t.Cleanup(func() {
		end()
		for _, complaint := range b.trouble.take() {
			t.Errorf("the page complained: %s", complaint)
		}
	})
	b.resize(s.width)
	if s.noScript {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		b.must(err)
	}
	return b
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// resize makes the window as wide as a screen and waits until the page knows.
func (b *tab) resize(width int64) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: 900, DeviceScaleFactor: 1,
	})
	b.must(err)
	b.until(fmt.Sprintf("a window %d px wide", width), fmt.Sprintf("innerWidth === %d", width))
}

// ask evaluates an expression in which "page" is the content of page.js.
func ask[T any](b *tab, expression string) (T, error) {
	return chromedp.Run(b.ctx, chromedp.Evaluate[T]("(page => "+expression+")("+strings.TrimSpace(pageScript)+")"))
}

// call writes a call of one of page.js's functions.
func call(name string, args ...any) string {
	texts := make([]string, len(args))
	for i, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			panic(err) // only texts and numbers are passed
		}
		texts[i] = string(text)
	}
	return "page." + name + "(" + strings.Join(texts, ", ") + ")"
}

// until waits for a condition. A page on its way out cannot answer, so an error
// means: ask again.
func (b *tab) until(what, condition string) {
	b.t.Helper()
	var last error
	eventually(b.t, func() bool {
		ok, err := ask[bool](b, condition)
		last = err
		return err == nil && ok
	}, func() string { return fmt.Sprintf("waited in vain for %s (%v)\n%s", what, last, b.describe()) })
}

// get waits until a question can be answered and gives the answer.
func get[T any](b *tab, what, expression string) T {
	b.t.Helper()
	var value T
	var last error
	eventually(b.t, func() bool {
		value, last = ask[T](b, expression)
		return last == nil
	}, func() string { return fmt.Sprintf("%s: %v\n%s", what, last, b.describe()) })
	return value
}

// describe tells where the tab is, for a failure.
func (b *tab) describe() string {
	where, _ := ask[string](b, "location.href")
	text, _ := ask[string](b, call("text"))
	return "at " + where + "\n" + text
}

// visit goes to an address of the portal and gives the answer's status.
func (b *tab) visit(path string) int64 {
	b.t.Helper()
	return b.load(b.portal.base + path)
}

func (b *tab) load(address string) int64 {
	b.t.Helper()
	response, err := chromedp.Run(b.ctx, chromedp.NavigateResponse(address))
	if err != nil {
		b.t.Fatalf("going to %s: %v", address, err)
	}
	return status(response)
}

func status(r *network.Response) int64 {
	if r == nil {
		return 0
	}
	return r.Status
}

// press clicks a button or link and waits for the answer: a new page, or new
// regions in the page that is there.
func (b *tab) press(name string) {
	b.t.Helper()
	b.click(name, call("press", name), true)
}

// unfold opens what is hidden behind a summary.
func (b *tab) unfold(name string) {
	b.t.Helper()
	b.click(name, call("press", name), false)
}

// place is where a click goes.
type place struct {
	X, Y    float64
	Problem string
}

func (b *tab) click(what, where string, answers bool) {
	b.t.Helper()
	p := get[place](b, what, where)
	if p.Problem != "" {
		b.t.Fatalf("%q cannot be clicked: %s\n%s", what, p.Problem, b.describe())
	}
	if answers {
		get[bool](b, "remembering the page", call("remember"))
	}
	b.must(chromedp.Do(b.ctx, chromedp.MouseClickXY(p.X, p.Y)))
	if answers {
		b.until("an answer to "+what, call("answered"))
	}
}

// fill types into a field, over what it holds.
func (b *tab) fill(label, text string) {
	b.t.Helper()
	old := get[string](b, label, call("select", label))
	switch {
	case text != "":
		_, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: text})
		b.must(err)
	case old != "":
		b.key(kb.Delete)
	}
	b.holds(label, text)
}

// fillEach types the same into several fields.
func (b *tab) fillEach(fields []string, text string) {
	b.t.Helper()
	for _, name := range fields {
		b.fill(name, text)
	}
}

// holds expects that a field holds a text.
func (b *tab) holds(label, text string) {
	b.t.Helper()
	if value := get[string](b, label, call("value", label)); value != text {
		b.t.Fatalf("%q holds %q, want %q", label, value, text)
	}
}

// choose picks from a list the choice that begins with a text.
func (b *tab) choose(label, text string) {
	b.t.Helper()
	get[bool](b, label, call("choose", label, text))
}

// tick clicks a box or a choice by its label.
func (b *tab) tick(label string) {
	b.t.Helper()
	b.click(label, call("tick", label), false)
	b.until(label+" to be ticked", call("ticked", label))
}

// key presses a key.
func (b *tab) key(key string) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(key)))
}

// follow presses Enter on the link that has the focus. A browser that follows a
// link on the key going down swallows the character that comes next; sent
// separately, as chromedp.KeyEvent does, it reaches the field that the link led
// to and sends its form.
func (b *tab) follow() {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			enter := input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13}
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, enter); err != nil {
				return err
			}
		}
		return nil
	})))
}

// sees waits until the page says all of the texts.
func (b *tab) sees(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		b.until(fmt.Sprintf("the text %q", text), fmt.Sprintf("%s.includes(%q)", call("text"), text))
	}
}

// misses expects that the page does not say a text. Call it when the page is
// known to have arrived.
func (b *tab) misses(text string) {
	b.t.Helper()
	if all := get[string](b, "the text of the page", call("text")); strings.Contains(all, text) {
		b.t.Fatalf("the page says %q\n%s", text, b.describe())
	}
}

// path is where the tab is, without the host.
func (b *tab) path() string {
	b.t.Helper()
	return get[string](b, "address", "location.pathname + location.search")
}

// signIn signs the tab's person in and ends on the page that was asked for.
func (b *tab) signIn(persona string) {
	b.t.Helper()
	b.visit("/signin")
	b.authenticate(persona)
}

// authenticate goes through the provider from the sign-in page on.
func (b *tab) authenticate(persona string) {
	b.t.Helper()
	b.press("Log på med MitID Erhverv (test)")
	b.click(persona, fmt.Sprintf("page.point(document.querySelector('label[for=persona-%s]'))", persona), false)
	b.press("Log ind")
	b.until("the portal", fmt.Sprintf("location.origin === %q && document.readyState === 'complete'", b.portal.base))
}

// at waits until the tab has arrived at an address.
func (b *tab) at(path string) {
	b.t.Helper()
	b.until(path, fmt.Sprintf("document.readyState === 'complete' && location.pathname + location.search === %q", path))
}
