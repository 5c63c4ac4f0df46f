package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/printer"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

// archive is a service with one course, and its people.
type archive struct {
	*Service
	now                                   *clock.Fixed
	owner, approver, deputy, mentor       access.Actor
	consultant, stranger, otherConsultant access.Actor
}

func eachEngine(t *testing.T, test func(t *testing.T, a archive)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(t, newArchive(t, db)) }, tables()...)
}

func tables() []store.TableSpec {
	return []store.TableSpec{Table.Spec(), placement.Table.Spec(), company.Table.Spec(), company.Requests.Spec(), access.Grants.Spec(), opening.Table.Spec(), candidate.Table.Spec(), candidate.Referrals.Spec()}
}

func newArchive(t *testing.T, db *store.DB) archive {
	t.Helper()
	a := archive{now: clock.At(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)),
		owner: actor("per_1", access.Company, "com_1", access.Owner), approver: actor("per_2", access.Company, "com_1", access.Approver),
		deputy: actor("per_3", access.Company, "com_1", access.Deputy), mentor: actor("per_4", access.Company, "com_1", access.Mentor),
		consultant: actor("per_5", access.Municipality, "mun_1", access.Consultant), stranger: actor("per_6", access.Company, "com_2", access.Owner),
		otherConsultant: actor("per_7", access.Municipality, "mun_2", access.Consultant),
	}
	companies := company.NewService(db, cvr.List{}, a.now, company.Home{})
	openings := opening.NewService(db, companies, a.now)
	placements := placement.NewService(db, companies, openings, candidate.NewService(db, openings, a.now), a.now)
	for _, p := range []placement.Placement{
		{Doc: store.Doc{ID: "plc_1"}, CompanyID: "com_1", MunicipalityID: "mun_1", MentorID: "per_4"},
		{Doc: store.Doc{ID: "plc_2"}, CompanyID: "com_1", MunicipalityID: "mun_1", MentorID: "per_4"},
	} {
		if err := store.In(db, placement.Table).Insert(t.Context(), access.System(), &p); err != nil {
			t.Fatal(err)
		}
	}
	a.Service = NewService(Options{DB: db, Placements: placements, Clock: a.now, Log: slog.New(slog.DiscardHandler)})
	return a
}

func pdf(text string) *strings.Reader { return strings.NewReader("%PDF-1.7\n" + text + "\n%%EOF\n") }

func (a archive) bring(t *testing.T, by access.Actor, kind Kind, text string) Document {
	t.Helper()
	d, _, err := a.Upload(t.Context(), by, New{PlacementID: "plc_1", Kind: kind, Name: text + ".pdf"}, pdf(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestKept: what one side brings the other sees, pay slips apart; strangers find
// nothing, under any id.
func TestKept(t *testing.T) {
	eachEngine(t, func(t *testing.T, a archive) {
		decision, slip := a.bring(t, a.consultant, Decision, "bevilling"), a.bring(t, a.approver, Payslip, "løn")
		for name, tt := range map[string]struct {
			who  access.Actor
			want int
			kind fault.Kind
		}{
			"owner": {a.owner, 2, ""}, "approver": {a.approver, 2, ""}, "deputy": {a.deputy, 1, ""}, "consultant": {a.consultant, 1, ""},
			"mentor": {a.mentor, 0, fault.Forbidden}, "stranger": {a.stranger, 0, fault.NotFound}, "other consultant": {a.otherConsultant, 0, fault.NotFound},
		} {
			list, err := a.List(t.Context(), tt.who, "plc_1")
			if len(list) != tt.want || fault.KindOf(err) != tt.kind {
				t.Errorf("%s: %d documents, %v", name, len(list), err)
			}
			_, f, err := a.Open(t.Context(), tt.who, "plc_1", slip.ID)
			if (err == nil) != (tt.want == 2) {
				t.Errorf("%s opens the pay slip: %v", name, err)
			}
			if err == nil {
				data, _ := io.ReadAll(f)
				f.Close()
				if !strings.Contains(string(data), "løn") {
					t.Errorf("%s reads %q", name, data)
				}
			}
		}
		if _, err := a.Get(t.Context(), a.owner, "plc_2", decision.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("under another course: %v", err)
		}
		if _, _, err := a.Upload(t.Context(), a.deputy, New{PlacementID: "plc_1", Kind: Other}, pdf("x")); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the deputy adds: %v", err)
		}
		if d := a.bring(t, a.consultant, Payslip, "ikke min"); d.Kind != "" {
			t.Errorf("the consultant brings %q", d.Kind)
		}
		if got, err := a.OfAbout(t.Context(), a.owner, "plc_1", Of("claim", "clm_1")); err != nil || len(got) != 0 {
			t.Errorf("of another thing: %v, %v", got, err)
		}
	})
}

// TestSameAtOnce: the same content from many at the same moment is one document.
func TestSameAtOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, a archive) {
		var group sync.WaitGroup
		for range 10 {
			group.Go(func() {
				if _, _, err := a.Upload(t.Context(), a.owner, New{PlacementID: "plc_1", Kind: Decision, Name: "a.pdf"}, pdf("a")); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		list, err := a.List(t.Context(), a.owner, "plc_1")
		if err != nil || len(list) != 1 || len(list[0].Events) != 1 {
			t.Errorf("%d documents, %v", len(list), err)
		}
	})
}

// scanner is a virus scanner that says what it is told to.
type scanner struct {
	clean bool
	err   error
	saw   int64
}

func (s *scanner) Scan(_ context.Context, r io.Reader) (bool, error) {
	s.saw, _ = io.Copy(io.Discard, r)
	return s.clean, s.err
}

// TestScanned: nothing is stored that a scanner has not let through.
func TestScanned(t *testing.T) {
	a := newArchive(t, storetest.Open(t, tables()...))
	for name, tt := range map[string]struct {
		scanner scanner
		code    string
	}{"clean": {scanner{clean: true}, ""}, "infected": {scanner{}, "file_infected"}, "away": {scanner{clean: true, err: errors.New("away")}, "scanner_away"}} {
		a.Scanner = &tt.scanner
		before, _ := a.List(t.Context(), a.owner, "plc_1")
		_, _, err := a.Upload(t.Context(), a.owner, New{PlacementID: "plc_1", Kind: Other, Name: name}, pdf(name))
		after, _ := a.List(t.Context(), a.owner, "plc_1")
		if fault.FieldsOf(err)["file"] != tt.code || (len(after) > len(before)) != (tt.code == "") || tt.scanner.saw == 0 {
			t.Errorf("%s: %v; %d documents, before %d; the scanner saw %d bytes", name, err, len(after), len(before), tt.scanner.saw)
		}
	}
}

// chromium makes a printer of a few lines of shell.
func chromium(t *testing.T, body string, timeout time.Duration) *printer.Printer {
	t.Helper()
	folder := t.TempDir()
	for dir := folder; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if os.Chmod(dir, 0o777) != nil { // it may run as another user
			break
		}
	}
	path := filepath.Join(folder, "chromium")
	text := "#!/bin/sh\ncd '" + folder + "'\nfor a in \"$@\"; do case $a in --print-to-pdf=*) out=${a#--print-to-pdf=};; file://*) page=${a#file://};; esac; done\n" + body
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		most := 0
		seen, _ := os.ReadFile(filepath.Join(folder, "seen"))
		for _, n := range strings.Fields(string(seen)) {
			k, _ := strconv.Atoi(n)
			most = max(most, k)
		}
		t.Logf("at most %d processes at once", most)
		if most > 2 {
			t.Errorf("%d processes at once", most)
		}
	})
	return printer.New(path, slog.New(slog.DiscardHandler), printer.WithTimeout(timeout))
}

// counted notes how many run, and leaves the mark of this one in $mark.
const counted = "mark=run.$$; touch $mark; ls | grep -c '^run' >> seen\n"

// TestQueue: fifty documents, of which one hangs for good and one once, go through
// the printer two at a time; the rest does not wait for them.
func TestQueue(t *testing.T) {
	a := newArchive(t, storetest.Open(t, tables()...))
	a.Printer = chromium(t, counted+`
if grep -q 'nr. 20' $page; then rm $mark; exec sleep 60; fi
if grep -q 'nr. 30' $page && ! test -e once; then touch once; rm $mark; exec sleep 60; fi
(echo '%PDF-1.4'; cat $page; echo '%%EOF') > $out; rm $mark
`, 500*time.Millisecond)
	ids := map[string]int{}
	for i := range 50 {
		d, err := a.Print(t.Context(), a.owner, New{PlacementID: "plc_1", Kind: Sheet, Name: fmt.Sprintf("ark %d", i)}, fmt.Appendf(nil, "<h1>nr. %d.</h1>", i))
		if err != nil || d.Status() != Waiting {
			t.Fatalf("%s, %v", d.Status(), err)
		}
		ids[d.ID] = i
	}
	status := func() map[Status][]int {
		list, err := a.List(t.Context(), a.owner, "plc_1")
		if err != nil {
			t.Fatal(err)
		}
		by := map[Status][]int{}
		for _, d := range list {
			by[d.Status()] = append(by[d.Status()], ids[d.ID])
		}
		slices.Sort(by[Waiting])
		return by
	}
	for round, want := range []string{"[20 30]", "[20]", "[]"} {
		if err := a.Work(t.Context(), a.now.Now()); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(status()[Waiting]); got != want {
			t.Errorf("after %d rounds %s wait, want %s", round+1, got, want)
		}
		if err := a.Work(t.Context(), a.now.Now()); err != nil { // at once again: nothing is due
			t.Fatal(err)
		}
		a.now.Advance(10 * time.Minute)
	}
	if by := status(); len(by[Ready]) != 49 || fmt.Sprint(by[Failed]) != "[20]" {
		t.Errorf("in the end %v", by)
	}
	for id, i := range ids {
		if i != 20 {
			continue
		}
		a.Printer = chromium(t, "(echo '%PDF-1.4'; echo '%%EOF') > $out\n", 5*time.Second)
		if d, err := a.TryAgain(t.Context(), a.owner, "plc_1", id); err != nil || d.Status() != Waiting {
			t.Errorf("trying again: %s, %v", d.Status(), err)
		}
		if err := a.Work(t.Context(), a.now.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if by := status(); len(by[Ready]) != 50 {
		t.Errorf("after trying again %v", by)
	}
}

// TestSource: the same page is the same document, whose bytes and hash stay, and it
// cannot be removed.
func TestSource(t *testing.T) {
	eachEngine(t, func(t *testing.T, a archive) {
		page := []byte("<h1>Dit forløb</h1>")
		n := New{PlacementID: "plc_1", Kind: Sheet, Name: "Dit forløb"}
		d, err := a.Print(t.Context(), a.owner, n, page)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Work(t.Context(), a.now.Now()); err != nil || a.CanPrint() {
			t.Errorf("without a printer: %v", err)
		}
		if _, html, err := a.Source(t.Context(), a.deputy, "plc_1", d.ID); err != nil || !bytes.Equal(html, page) {
			t.Errorf("the page reads %q, %v", html, err)
		}
		a.Printer = chromium(t, "(echo '%PDF-1.4'; cat $page; date +%N; echo '%%EOF') > $out\n", 5*time.Second)
		if err := a.Work(t.Context(), a.now.Now()); err != nil {
			t.Fatal(err)
		}
		made, err := a.Get(t.Context(), a.consultant, "plc_1", d.ID)
		if err != nil || made.Status() != Ready || made.SHA256 == "" || made.Printing.Tries != 1 {
			t.Fatalf("%+v, %v", made, err)
		}
		again, err := a.Print(t.Context(), a.consultant, n, page)
		if err != nil || again.ID != d.ID || again.SHA256 != made.SHA256 || again.Printing.Source != made.Printing.Source {
			t.Errorf("the same page is another document: %+v, %v", again, err)
		}
		other, err := a.Print(t.Context(), a.owner, n, append(page, '!'))
		if err != nil || other.ID == d.ID {
			t.Errorf("another page is the same document: %v", err)
		}
		if _, err := a.Remove(t.Context(), a.owner, "plc_1", d.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("what was sent is removed: %v", err)
		}
	})
}

// TestStopped: a portal that stops in the middle has not tried.
func TestStopped(t *testing.T) {
	a := newArchive(t, storetest.Open(t, tables()...))
	a.Printer = chromium(t, "exec sleep 60\n", time.Minute)
	d, err := a.Print(t.Context(), a.owner, New{PlacementID: "plc_1", Kind: Sheet, Name: "x"}, []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	a.Work(ctx, a.now.Now())
	if d, err = a.Get(t.Context(), a.owner, "plc_1", d.ID); err != nil || d.Printing.Tries != 0 || d.Status() != Waiting || d.Printing.Due.After(a.now.Now()) {
		t.Errorf("%+v, %v", d.Printing, err)
	}
}
