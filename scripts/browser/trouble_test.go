package browser

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"

	"fodfaeste/static"
)

// trouble collects what a page complains about: errors of its scripts, words
// on the console, refusals of the content security policy, missing files.
type trouble struct {
	mu         sync.Mutex
	complaints []string
}

// note takes an event of the browser.
func (tr *trouble) note(event any) {
	var complaint string
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		complaint = "exception: " + describe(e.ExceptionDetails)
	case *runtime.EventConsoleAPICalled:
		complaint = fmt.Sprintf("console.%s: %s", e.Type, arguments(e.Args))
	case *cdplog.EventEntryAdded:
		if expected(e.Entry) {
			return
		}
		complaint = fmt.Sprintf("%s (%s): %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
	default:
		return
	}
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.complaints = append(tr.complaints, complaint)
}

// take gives what has been noted and forgets it.
func (tr *trouble) take() []string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	complaints := tr.complaints
	tr.complaints = nil
	return complaints
}

// expected tells whether an entry only says that a page was answered with a
// status such as 422, which the tests look at themselves. A static file that
// is not there is trouble.
func expected(e *cdplog.Entry) bool {
	if e.Source != cdplog.EntrySourceNetwork || !strings.Contains(e.Text, "the server responded with a status of 4") {
		return false
	}
	address, err := url.Parse(e.URL)
	return err == nil && !strings.HasPrefix(address.Path, static.Prefix)
}

func describe(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func arguments(args []*runtime.RemoteObject) string {
	var texts []string
	for _, arg := range args {
		if arg.Description != "" {
			texts = append(texts, arg.Description)
		} else {
			texts = append(texts, string(arg.Value))
		}
	}
	return strings.Join(texts, " ")
}
