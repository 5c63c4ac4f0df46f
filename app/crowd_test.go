package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/store"
)

// crowd is two approvers and a mentor, at 20 browsers, on a handful of weeks at
// once, and what the portal told them it had done.
type crowd struct {
	*site
	weeks []hours.Week // as they stood before
	mu    sync.Mutex
	told  map[string]map[hours.Command]int // accepted, by week
	texts map[string][]string              // accepted, by week
	bulk  int                              // weeks that were approved together
	locks int                              // weeks that were locked by the month
	was   int                              // locks of the firm before
}

// tries are what people try with a week, by how it stands when they look. One of
// the approvers corrects, so that the other can approve it.
var tries = map[hours.Status]map[string][]hours.Command{
	hours.Open:      {"mentor": {hours.Log, hours.Log, hours.Submit}},
	hours.Returned:  {"mentor": {hours.Log, hours.Submit, hours.Reply}},
	hours.Submitted: {"hr": {hours.Return, hours.Return, hours.Ask}, "hr2": {hours.Approve, hours.Approve, hours.Return, hours.Ask}, "mentor": {hours.Withdraw, hours.Reply, hours.Submit}},
	hours.Corrected: {"hr": {hours.Correct, hours.Ask}, "hr2": {hours.Approve, hours.Ask}, "mentor": {hours.Reply}},
	hours.Approved:  {"hr": {hours.Correct, hours.Correct, hours.Lock}, "hr2": {hours.Approve, hours.Lock, hours.Reopen}, "mentor": {hours.Log, hours.Submit}},
	hours.Locked:    {"hr": {hours.Correct, hours.Reopen}, "hr2": {hours.Lock, hours.Reopen}, "mentor": {hours.Log, hours.Submit}},
}

// TestCrowd: of everything that 20 browsers do to a handful of weeks at once,
// what was accepted stands there, once, nothing that was approved is lost, and
// nothing that was locked changes but by a reopening.
func TestCrowd(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		c := &crowd{site: open(t, mongoURI, true), told: map[string]map[hours.Command]int{}, texts: map[string][]string{}}
		people, roles := map[string]*visitor{}, []string{"hr", "mentor", "hr2", "mentor"}
		for _, role := range roles[:3] {
			people[role] = c.as(role)
		}
		c.choose(people["hr"])
		c.was = c.locked(people["hr"])
		var wg sync.WaitGroup
		for i := range 20 {
			role := roles[i%len(roles)]
			browser, random := people[role].another(), rand.New(rand.NewPCG(uint64(i), 1))
			wg.Go(func() {
				for n := 0; n < 12 || n < 60 && c.missing() != ""; n++ {
					c.act(browser, role, random, fmt.Sprintf("ord-%02d-%02d", i, n))
				}
			})
		}
		wg.Wait()
		if got := c.locked(people["hr"]) - c.was; got != c.locks {
			t.Errorf("%d weeks were locked, %d locks happened", c.locks, got)
		}
		c.check(t)
	})
}

// another is the same person at another browser.
func (v *visitor) another() *visitor {
	v.s.t.Helper()
	base, err := url.Parse(v.s.config.BaseURL)
	if err != nil {
		v.s.t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		v.s.t.Fatal(err)
	}
	jar.SetCookies(base, v.cookies())
	return &visitor{s: v.s, client: http.Client{Jar: jar, CheckRedirect: v.client.CheckRedirect}}
}

// choose takes weeks that are over and wait for somebody.
func (c *crowd) choose(v *visitor) {
	c.t.Helper()
	items, err := c.queueOf(v)
	if err != nil {
		c.t.Fatal(err)
	}
	today := caldate.Of(clock.System{}.Now())
	for _, item := range items {
		if item.Week.Week.Sunday().Before(today) && item.State != hours.Done && len(item.Lines) > 0 && len(c.weeks) < 8 {
			c.weeks = append(c.weeks, item.Week)
			c.told[item.ID] = map[hours.Command]int{}
		}
	}
	if len(c.weeks) < 4 {
		c.t.Fatalf("the demo data have %d weeks to work on", len(c.weeks))
	}
}

// missing is a command that nobody could give yet, or "".
func (c *crowd) missing() hours.Command {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.locks == 0 {
		return hours.Lock
	}
	for _, command := range []hours.Command{hours.Log, hours.Submit, hours.Approve, hours.Return, hours.Ask, hours.Reply, hours.Correct, hours.Reopen} {
		done := 0
		for _, told := range c.told {
			done += told[command]
		}
		if done == 0 {
			return command
		}
	}
	return ""
}

// act does something that a week allowed when it was looked at, and notes what
// was accepted. The text is nobody else's.
func (c *crowd) act(v *visitor, role string, random *rand.Rand, text string) {
	w, err := store.In(c.db, hours.Table).Get(c.t.Context(), access.System(), c.weeks[random.IntN(len(c.weeks))].ID)
	if err != nil {
		c.t.Error(err)
		return
	}
	commands := tries[w.Status()][role]
	if len(commands) == 0 || random.IntN(8) == 0 {
		if role != "mentor" {
			c.approveTogether(v)
		} else if got := v.get(weekPath(w)); got.status != http.StatusOK {
			c.t.Errorf("%s answers %d: %s", w.ID, got.status, got.summary())
		}
		return
	}
	command := commands[random.IntN(len(commands))]
	if command == hours.Lock {
		c.lock(v, w.WorkedDays()[0])
		return
	}
	path, form := c.order(w, command, random, text)
	got := v.post(weekPath(w)+path, form)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch got.status {
	case http.StatusSeeOther:
		c.told[w.ID][command]++
		if command != hours.Withdraw && command != hours.Approve {
			c.texts[w.ID] = append(c.texts[w.ID], text)
		}
	case http.StatusConflict, http.StatusUnprocessableEntity, http.StatusForbidden:
	default:
		c.t.Errorf("%s of %s answers %d: %s", command, w.ID, got.status, got.summary())
	}
}

// order is what a command sends, and where.
func (c *crowd) order(w hours.Week, command hours.Command, random *rand.Rand, text string) (path string, form url.Values) {
	day := w.WorkedDays()[random.IntN(len(w.WorkedDays()))]
	if returned := w.ReturnedDays(); len(returned) > 0 {
		day = returned[0]
	}
	line := w.Lines[random.IntN(len(w.Lines))]
	switch command {
	case hours.Log:
		return "/lines", url.Values{"date": {day.String()}, "task": {line.TaskID}, "minutes": {"0:15"}, "note": {text}, "key": {text}}
	case hours.Submit:
		return "/submission", url.Values{"word": {text}}
	case hours.Withdraw:
		return "/withdrawal", nil
	case hours.Reply:
		return "/answer", url.Values{"answer": {text}}
	case hours.Ask:
		return "/question", url.Values{"question": {text}}
	case hours.Return:
		return "/return", url.Values{"days": {day.String()}, "reason": {text}}
	case hours.Correct:
		form = url.Values{"line": {line.ID}, "date": {line.Date.String()}, "task": {line.TaskID}, "minutes": {fmt.Sprintf("0:%02d", 15+random.IntN(30))}, "reason": {text + " er rettet"}}
		if random.IntN(2) == 0 {
			form.Del("line") // a line that was forgotten
		}
		return "/correction", form
	case hours.Reopen:
		return "/reopening", url.Values{"reason": {text + " er åbnet igen"}}
	default:
		form = url.Values{"above_reason": {"Aftalt"}}
		if random.IntN(3) == 0 {
			form.Set("days", day.String())
		}
		return "/approval", form
	}
}

// approveTogether gives all weeks to the button, and reads how many it took.
func (c *crowd) approveTogether(v *visitor) {
	form := url.Values{}
	for _, w := range c.weeks {
		form.Add("weeks", w.PlacementID+"/"+w.Week.String())
	}
	n := c.counted(v.post("/weeks/approval", form))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bulk += n
}

// lock locks the month of a day, and reads how many weeks of the firm that took.
func (c *crowd) lock(v *visitor, day caldate.Date) {
	n := c.counted(v.post("/weeks/lock", url.Values{"month": {day.String()}}))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.locks += n
}

// locked counts how often weeks of the firm were ever locked.
func (c *crowd) locked(v *visitor) (locks int) {
	c.t.Helper()
	weeks, err := c.services.hours.Since(c.t.Context(), c.actorOf(v), c.weeks[0].Week.Add(-60))
	if err != nil {
		c.t.Fatal(err)
	}
	for _, w := range weeks {
		for _, e := range w.Events {
			if e.Type == "week_locked" {
				locks++
			}
		}
	}
	return locks
}

// counted reads how many weeks a notice tells of: "3 uger er godkendt.", or
// "Oktober 2026: én uge er låst."
func (c *crowd) counted(got page) (n int) {
	response := http.Response{Header: got.header}
	for _, cookie := range response.Cookies() {
		notice, err := base64.RawURLEncoding.DecodeString(cookie.Value)
		if cookie.Name != "notice" || err != nil {
			continue
		}
		_, text, _ := strings.Cut(string(notice), `"t":"`)
		if _, after, ofMonth := strings.Cut(text, ": "); ofMonth {
			text = after
		}
		if strings.HasPrefix(strings.ToLower(text), "én uge") {
			return 1
		}
		if _, err := fmt.Sscanf(text, "%d", &n); err != nil {
			c.t.Errorf("a number of weeks is told as %q", text)
		}
		return n
	}
	c.t.Errorf("what is done to many weeks answers %d: %s", got.status, got.summary())
	return 0
}

// check holds what people were told against what stands in the weeks.
func (c *crowd) check(t *testing.T) {
	done, approvals := map[hours.Command]int{}, 0
	for _, before := range c.weeks {
		w := c.week(before.ID)
		happened := w.Events[len(before.Events):]
		for _, row := range hours.Machine() {
			if row.Command == hours.Look || row.Command == hours.Lock {
				continue // looking is told to nobody, and locking by the month
			}
			events := 0
			for _, e := range happened {
				if slices.Contains(row.Events, e.Type) {
					events++
				}
			}
			told := c.told[w.ID][row.Command]
			done[row.Command] += told
			if row.Command == hours.Approve {
				approvals += events
			} else if events != told {
				t.Errorf("%s: %s was accepted %d times and happened %d times", w.ID, row.Command, told, events)
			}
		}
		stands := fmt.Sprintf("%+v", w)
		for _, text := range c.texts[w.ID] {
			if !strings.Contains(stands, text) {
				t.Errorf("%s: what was written is lost: %s", w.ID, text)
			}
		}
		c.checkLines(t, w)
		checkLocks(t, w)
	}
	if approvals != done[hours.Approve]+c.bulk {
		t.Errorf("%d approvals happened, %d were accepted one by one and %d together", approvals, done[hours.Approve], c.bulk)
	}
	t.Logf("accepted %v, %d approved together, %d locked", done, c.bulk, c.locks)
	if command := c.missing(); command != "" {
		t.Errorf("nobody could %s", command)
	}
}

// checkLines goes through the history of a week and holds the hours it tells
// of against the lines that were kept with every approval.
func (c *crowd) checkLines(t *testing.T, w hours.Week) {
	total := 0
	var approved []int
	for _, e := range w.Events {
		total += minutesIn(t, e.To, e) - minutesIn(t, e.From, e)
		if e.Type == "week_approved" || e.Type == "week_self_approved" {
			approved = append(approved, total)
		}
	}
	var kept []int
	for _, v := range w.Versions {
		kept = append(kept, hours.Week{Lines: v.Lines}.Logged())
	}
	if !w.ApprovedAt.IsZero() {
		kept = append(kept, w.Logged())
	}
	if total != w.Logged() || !slices.Equal(approved, kept) {
		t.Errorf("%s: %d min logged, %v approved; its history tells of %d and %v", w.ID, w.Logged(), kept, total, approved)
	}
	if last := len(kept) - 1; last >= 0 && w.ApprovedMinutes() != kept[last] {
		t.Errorf("%s: %d min count, %d were approved last", w.ID, w.ApprovedMinutes(), kept[last])
	}
}

// checkLocks goes through the history of a week: between a lock and a reopening
// no line of a locked day came, changed or went.
func checkLocks(t *testing.T, w hours.Week) {
	var through caldate.Date
	for _, e := range w.Events {
		switch {
		case e.Type == "week_locked":
			if day := daysIn(t, e.To)[0]; day.After(through) {
				through = day
			} else {
				t.Errorf("%s: locked through %s after %s", w.ID, day, through)
			}
		case e.Type == "week_reopened":
			kept := slices.ContainsFunc(w.Versions, func(v hours.Version) bool { return v.At.Equal(e.At) && v.LockedThrough == through })
			if through.IsZero() || !kept {
				t.Errorf("%s: reopened, locked through %s", w.ID, through)
			}
			through = caldate.Date{}
		case strings.HasPrefix(e.Type, "line"):
			for _, day := range daysIn(t, e.From+"; "+e.To) {
				if !day.After(through) {
					t.Errorf("%s: %s on %s, which was locked", w.ID, e.Type, day)
				}
			}
		}
	}
	if w.LockedThrough != through {
		t.Errorf("%s: locked through %s; its history tells of %s", w.ID, w.LockedThrough, through)
	}
}

// daysIn reads the days of an event's words, each at the beginning of a part.
func daysIn(t *testing.T, words string) (days []caldate.Date) {
	for part := range strings.SplitSeq(words, "; ") {
		if part == "" {
			continue
		}
		word, _, _ := strings.Cut(part, ",")
		at, err := time.Parse("02.01.2006", word)
		if err != nil {
			t.Errorf("no day in %q", words)
		}
		days = append(days, caldate.New(at.Date()))
	}
	return days
}

// minutesIn reads the hours of lines in an event's words: "16.11.2026, 2:00, Feje".
func minutesIn(t *testing.T, words string, e audit.Event) (total int) {
	if !strings.HasPrefix(e.Type, "line") {
		return 0
	}
	for line := range strings.SplitSeq(words, "; ") {
		if _, rest, ok := strings.Cut(line, ", "); ok {
			var h, m int
			if _, err := fmt.Sscanf(rest, "%d:%d", &h, &m); err != nil {
				t.Errorf("no hours in %q", words)
			}
			total += 60*h + m
		}
	}
	return total
}
