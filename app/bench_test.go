package main

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

const (
	benchFirms      = 50 // with 20 courses each: 1,000 placements
	benchCourses    = 20
	benchWeeks      = 20 // each: 20,000 weeks
	benchOpenings   = 20 // each
	benchFirmOfOurs = 0  // the firm whose pages are measured
)

// BenchmarkPages measures the server's time for a page, from the request to
// the last byte, without the network.
func BenchmarkPages(b *testing.B) {
	s := open(b, "", true)
	owner := s.as("owner")
	s.fill(b, s.actorOf(owner).Party().ID, 1)
	consultant := s.as("consultant")
	for _, page := range []struct {
		name, path string
		v          *visitor
	}{
		{"overview", "/overview", owner}, {"openings", "/openings", owner}, {"queue", "/weeks", owner}, {"support", "/grants", owner},
		{"overview-consultant", "/overview", consultant}, {"placements-consultant", "/placements", consultant},
	} {
		b.Run(page.name, func(b *testing.B) {
			var took []time.Duration
			system := clock.System{}
			for b.Loop() {
				request := httptest.NewRequest("GET", page.path, nil)
				request.Host = s.host()
				for _, c := range page.v.cookies() {
					request.AddCookie(c)
				}
				start := system.Now()
				response, err := s.server.App().Test(request, -1)
				if err != nil || response.StatusCode != 200 {
					b.Fatalf("%s: %v, %v", page.path, response, err)
				}
				took = append(took, system.Now().Sub(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// BenchmarkApproveTogether measures one button on 200 weeks inside the plan,
// from the request to its answer.
func BenchmarkApproveTogether(b *testing.B) {
	const each = 10 // weeks of every course wait
	for b.Loop() {
		b.StopTimer()
		s := open(b, "", true)
		hr := s.as("hr")
		s.fill(b, s.actorOf(hr).Party().ID, each)
		form := hr.get("/weeks").want(b, 200).values("main form")
		if n := len(form["weeks"]); n < each*benchCourses {
			b.Fatalf("the page offers %d weeks, want %d at least", n, each*benchCourses)
		}
		b.StartTimer()
		hr.post("/weeks/approval", form).want(b, 303)
		b.StopTimer()
		for _, item := range must(s.queueOf(hr)) {
			if item.State == hours.ToApprove && len(item.Exceptions) == 0 {
				b.Fatalf("%s was left", item.ID)
			}
		}
		b.StartTimer()
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// fill adds firms with courses and weeks, straight into the store; the last
// weeks of every course wait for approval.
func (s *site) fill(b *testing.B, ours string, waiting int) {
	b.Helper()
	placements, weeks, openings := store.In(s.db, placement.Table), store.In(s.db, hours.Table), store.In(s.db, opening.Table)
	now := clock.System{}.Now()
	start := caldate.Of(now).Week().Add(-benchWeeks).Monday()
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for firm := range benchFirms {
		company := fmt.Sprintf("com_bench%d", firm)
		if firm == benchFirmOfOurs {
			company = ours
		}
		for i := range benchOpenings {
			o := opening.Opening{Doc: store.Doc{ID: fmt.Sprintf("opn_%d_%d", firm, i)}, CompanyID: company, MunicipalityID: "mun_99999950", PublishedAt: now, Status: opening.Live, Until: caldate.Of(now).Add(opening.LiveDays)}
			o.Offer.Title = "Rengøring"
			check(openings.Insert(b.Context(), access.System(), &o))
		}
		for i := range benchCourses {
			p := placement.Placement{
				Doc: store.Doc{ID: fmt.Sprintf("plc_%d_%d", firm, i)}, CompanyID: company, MunicipalityID: "mun_99999950", MentorID: "per_bench", FirstName: "Maja",
				SentAt: now, Company: &placement.Tick{}, Candidate: &placement.Tick{}, Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"},
				Agreement: placement.Agreement{Start: start, End: start.AddMonths(6), Steps: []placement.Step{{From: start, Minutes: 480}}, Tasks: []placement.Task{{ID: "t1", Title: "Rengøring", Strand: placement.Praktik}}},
			}
			check(placements.Insert(b.Context(), access.System(), &p))
			for n := range benchWeeks {
				w := hours.Week{
					Doc: store.Doc{ID: "wk_" + p.ID + "_" + start.Week().Add(n).String()}, CompanyID: company, MunicipalityID: "mun_99999950", MentorID: "per_bench",
					PlacementID: p.ID, FirstName: "Maja", Week: start.Week().Add(n), Planned: 480, SubmittedAt: now,
				}
				for day := range 3 {
					w.Lines = append(w.Lines, hours.Line{ID: fmt.Sprint("lin_", day), Date: w.Week.Day(day), Begin: 480, Minutes: 160, TaskID: "t1", TaskTitle: "Rengøring", Kind: hours.Praktik})
				}
				if n < benchWeeks-waiting {
					w.ApprovedAt = now
				}
				check(weeks.Insert(b.Context(), access.System(), &w))
			}
		}
	}
}
