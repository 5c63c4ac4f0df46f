package browser

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestAxe looks at everything there is to see: every page that a person can
// reach by links, the same pages with their forms sent empty, and every sample
// of every view. Each is examined at both widths with everything unfolded, and
// must fit the narrowest screen.
func TestAxe(t *testing.T) {
	t.Parallel()
	p := open(t, setup{database: embedded, demo: true})
	s := &survey{portal: p, found: map[string]int{}}
	t.Cleanup(func() { s.report(t) })
	for _, persona := range []string{
		"", "owner", "hr", "hr2", "mentor", "owner2", "coordinator", "consultant", "pseudonym", "stranger",
	} {
		t.Run("pages/"+persona, func(t *testing.T) {
			t.Parallel()
			s.crawl(t, persona)
		})
	}
	t.Run("gallery", func(t *testing.T) {
		t.Parallel()
		s.gallery(t)
	})
}

// survey gathers what all its walks find, so that one fault of many pages is
// told once.
type survey struct {
	portal *portal

	mu       sync.Mutex
	examined int            // states of pages, each at both widths
	found    map[string]int // fault to the number of states that have it
}

func (s *survey) report(t *testing.T) {
	t.Logf("%d states of pages examined at 2 widths, %d different faults", s.examined, len(s.found))
	for fault, times := range s.found {
		line, _, _ := strings.Cut(fault, "\n")
		t.Logf("%d times %s", times, line)
	}
}

// complain tells a fault where it is met for the first time.
func (s *survey) complain(t *testing.T, where, fault string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.found[fault]++
	if s.found[fault] == 1 {
		t.Errorf("%s: %s", where, fault)
	} else {
		t.Fail()
	}
}

// look examines the state that a tab shows.
func (s *survey) look(b *tab, where string, without ...string) {
	b.t.Helper()
	get[bool](b, "unfolding", call("unfold"))
	examiner := b.examine()
	for _, width := range []int64{desk, phone} {
		b.resize(width)
		for _, v := range examiner.violations(without...) {
			s.complain(b.t, fmt.Sprintf("%s at %d px", where, width), v.String())
		}
	}
	b.resize(narrowest)
	if wide := get[string](b, "the width of the page", call("tooWide")); wide != "" {
		s.complain(b.t, where, fmt.Sprintf("scrolls sideways at %d px: %s", narrowest, wide))
	}
	b.resize(desk)
	for _, complaint := range b.trouble.take() {
		s.complain(b.t, where, complaint)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.examined++
}

// perKind is how many pages of one kind, in one state, a walk looks at.
const perKind = 2

// link is where a page leads, and the state that a list tells of it: a week
// that waits and one that is approved are different pages.
type link struct{ Path, State string }

// crawl follows the links of a persona, or of nobody, from the first page on.
func (s *survey) crawl(t *testing.T, persona string) {
	b := s.portal.newTab(t, settings{width: desk})
	queue := []string{"/"}
	if persona != "" {
		b.signIn(persona)
		queue = []string{b.path()}
	}
	seen, kinds, forms := map[string]bool{queue[0]: true}, map[string]int{}, map[string]bool{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		where := strings.TrimPrefix(persona+" ", " ") + path
		if status := b.visit(path); status != 200 {
			s.complain(t, where, fmt.Sprintf("a link leads to status %d", status))
			continue
		}
		for _, l := range get[[]link](b, "links", call("links")) {
			if kind := kindOf(l.Path) + l.State; !seen[l.Path] && kinds[kind] < perKind && l.isPage() {
				seen[l.Path] = true
				kinds[kind]++
				queue = append(queue, l.Path)
			}
		}
		s.look(b, where)
		s.sendEmpty(b, path, where, forms)
	}
}

// isPage tells whether a link leads to a page of the portal, and not away to
// the provider or to a file.
func (l link) isPage() bool {
	return !strings.HasPrefix(l.Path, "/signin/") && !slices.Contains([]string{".csv", ".xlsx", ".ics"}, path.Ext(l.Path))
}

// kindOf is an address without what tells one record from another.
func kindOf(path string) string {
	address, err := url.Parse(path)
	if err != nil {
		return path
	}
	segments := strings.Split(address.Path, "/")
	for i, segment := range segments {
		if strings.ContainsAny(segment, "0123456789") {
			segments[i] = ":"
		}
	}
	var keys []string
	for key := range address.Query() {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return strings.Join(segments, "/") + "?" + strings.Join(keys, "&")
}

// sendEmpty sends each form of a page with nothing in it, once for each kind
// of form, and looks at the complaint.
func (s *survey) sendEmpty(b *tab, path, where string, done map[string]bool) {
	b.t.Helper()
	for n, form := range get[[]string](b, "forms", call("forms")) {
		kind := kindOf(form)
		if done[kind] {
			continue
		}
		done[kind] = true
		b.visit(path)
		b.click(form, call("empty", n), true)
		if !mayBeEmpty(form) && !get[bool](b, "the complaint", "document.querySelector('main .error-summary') !== null") {
			s.complain(b.t, where, "no summary of what is wrong after an empty "+kind)
		}
		s.look(b, where+" after an empty "+form)
	}
}

// mayBeEmpty tells of the forms that say what they can with what they are
// given.
func mayBeEmpty(form string) bool {
	return slices.ContainsFunc([]string{"/grants", "/grants/rules", "/invitation", "/submission", "/first-day", "/payroll/numbers"}, func(end string) bool { return strings.HasSuffix(form, end) })
}

// gallery looks at every sample of every view.
func (s *survey) gallery(t *testing.T) {
	b := s.portal.newTab(t, settings{width: desk})
	b.visit("/dev/views")
	for _, l := range get[[]link](b, "samples", call("links")) {
		path := l.Path
		if !strings.HasPrefix(path, "/dev/views/") {
			continue
		}
		if status := b.visit(path); status != 200 {
			s.complain(t, path, fmt.Sprintf("status %d", status))
			continue
		}
		s.look(b, path, wholePageRules(path)...)
	}
}

// wholePageRules are those that a fragment alone cannot keep: the heading of
// the first level stands in the page around it.
func wholePageRules(path string) []string {
	if strings.HasPrefix(path, "/dev/views/fragments/") {
		return []string{"page-has-heading-one"}
	}
	return nil
}
