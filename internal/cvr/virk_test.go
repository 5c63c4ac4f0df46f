package cvr

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
)

// The register's own shape, with more than is read, and a workplace that moved
// to another firm.
const (
	firmAnswer = `{"took":3,"timed_out":false,"hits":{"total":1,"hits":[{"_index":"cvr-v-20200115","_type":"_doc","_source":{"Vrvirksomhed":{
		"cvrNummer":99999993,"reklamebeskyttet":true,"telefonNummer":[{"kontaktoplysning":"54000001","hemmelig":false,"periode":{"gyldigFra":"2001-01-01","gyldigTil":"2019-12-31"}},{"kontaktoplysning":"54000002","hemmelig":false,"periode":{"gyldigFra":"2020-01-01","gyldigTil":null}}],"virksomhedMetadata":{"nyesteNavn":{"navn":"Nakskov Bageri ApS","periode":{"gyldigFra":"2001-01-01","gyldigTil":null}},
		"nyesteBeliggenhedsadresse":{"landekode":"DK","vejnavn":"Søndergade","husnummerFra":12,"husnummerTil":null,"bogstavFra":"B","etage":"1","sidedoer":"tv","postnummer":4900,"postdistrikt":"Nakskov"},
		"nyesteHovedbranche":{"branchekode":"107110","branchetekst":"Fremstilling af friske bageriprodukter"},"antalPenheder":2}}}}]}}`
	unitsAnswer = `{"hits":{"total":2,"hits":[
		{"_source":{"VrproduktionsEnhed":{"pNummer":1999999991,"virksomhedsrelation":[{"cvrNummer":99999985,"periode":{"gyldigFra":"1999-01-01","gyldigTil":"2001-01-01"}},{"cvrNummer":99999993,"periode":{"gyldigFra":"2001-01-01","gyldigTil":null}}],
			"erstMaanedsbeskaeftigelse":[{"aar":2026,"maaned":7,"antalAnsatte":22,"antalAarsvaerk":18.5},{"aar":2026,"maaned":9,"antalAnsatte":23,"antalAarsvaerk":19},{"aar":2026,"maaned":8,"antalAnsatte":null,"antalAarsvaerk":null,"intervalKodeAntalAarsvaerk":"ANTAL_10_19"}],
			"produktionsEnhedMetadata":{"nyesteNavn":{"navn":"Bageriet"},"nyesteBeliggenhedsadresse":{"vejnavn":"Søndergade","husnummerFra":12,"bogstavFra":null,"postnummer":900,"postdistrikt":"København C"}}}}},
		{"_source":{"VrproduktionsEnhed":{"pNummer":1999999983,"virksomhedsrelation":[{"cvrNummer":99999993,"periode":{"gyldigFra":"1999-01-01","gyldigTil":"2020-06-30"}}],"produktionsEnhedMetadata":{"nyesteNavn":{"navn":"Solgt"}}}}}]}}`
	noneAnswer = `{"hits":{"total":0,"hits":[]}}`
)

// register is a local server that answers like the public one.
func register(t *testing.T, answer func(w http.ResponseWriter, index string, number int)) (*Virk, *clock.Fixed, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		var q struct {
			Query struct {
				Term map[string]int `json:"term"`
			} `json:"query"`
		}
		user, password, _ := r.BasicAuth()
		index, found := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/cvr-permanent/"), "/_search")
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.Method != http.MethodPost || !found || user != "us" || password != "secret" || len(q.Query.Term) != 1 {
			t.Errorf("asked %s %s as %s: %v", r.Method, r.URL, user, err)
		}
		for _, number := range q.Query.Term {
			answer(w, index, number)
		}
	}))
	t.Cleanup(server.Close)
	cl := clock.At(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	return NewVirk(server.URL+"/cvr-permanent/", "us", "secret", cl), cl, &asked
}

func like(w http.ResponseWriter, index string, number int) {
	switch {
	case number != 99999993:
		fmt.Fprint(w, noneAnswer)
	case index == companyIndex:
		fmt.Fprint(w, firmAnswer)
	default:
		fmt.Fprint(w, unitsAnswer)
	}
}

func TestVirk(t *testing.T) {
	v, cl, asked := register(t, like)
	want := Entry{CVR: "99999993", Name: "Nakskov Bageri ApS", Address: "Søndergade 12B, 1. tv, 4900 Nakskov", Branch: "Fremstilling af friske bageriprodukter", Phone: "54000002",
		Workplaces: []Workplace{{PNumber: "1999999991", Name: "Bageriet", Address: "Søndergade 12, 0900 København C",
			Employees: []MonthCount{{caldate.MustParse("2026-09-01"), 1900}, {caldate.MustParse("2026-07-01"), 1850}}}}}
	for range 3 {
		if got, err := v.Lookup(t.Context(), "99999993"); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, %v", got, err)
		}
		if _, err := v.Lookup(t.Context(), "99999985"); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a number that nobody has: %v", err)
		}
	}
	if n := asked.Load(); n != 3 {
		t.Errorf("the register was asked %d times, want 3: what it said is kept", n)
	}
	cl.Set(cl.Now().Add(time.Hour))
	for _, number := range []string{"99999993", "99999985"} {
		v.Lookup(t.Context(), number)
	}
	if n := asked.Load(); n != 4 {
		t.Errorf("after an hour the register was asked %d times, want 4: a firm that is new may be there now", n)
	}
	if _, err := v.Lookup(t.Context(), "12345678"); !fault.Is(err, fault.NotFound) || asked.Load() != 4 {
		t.Errorf("a number that cannot be was looked up: %v", err)
	}
}

// TestVirkAway: a register that is slow, wrong or away is told apart from one that
// does not know the firm, and nothing of it is kept.
func TestVirkAway(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	for name, answer := range map[string]func(w http.ResponseWriter){
		"away":        func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) },
		"not ours":    func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) },
		"not JSON":    func(w http.ResponseWriter) { fmt.Fprint(w, "<html>Driftsforstyrrelser</html>") },
		"no hits":     func(w http.ResponseWriter) { fmt.Fprint(w, `{"error":"circuit_breaking_exception"}`) },
		"half":        func(w http.ResponseWriter) { fmt.Fprint(w, firmAnswer[:200]) },
		"slow":        func(http.ResponseWriter) { <-hang },
		"other types": func(w http.ResponseWriter) { fmt.Fprint(w, `{"hits":{"hits":"none"}}`) },
	} {
		var well atomic.Bool
		v, _, _ := register(t, func(w http.ResponseWriter, index string, number int) {
			if well.Load() {
				like(w, index, number)
				return
			}
			answer(w)
		})
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		if _, err := v.Lookup(ctx, "99999993"); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
		well.Store(true)
		if _, err := v.Lookup(t.Context(), "99999993"); err != nil {
			t.Errorf("%s: it does not recover: %v", name, err)
		}
	}
}

func TestRegisters(t *testing.T) {
	first, second := List{"99999993": {Name: "first"}}, List{"99999993": {Name: "second"}, "99999985": {Name: "second"}}
	all := Registers{first, second}
	for number, want := range map[string]string{"99999993": "first", "99999985": "second"} {
		if got, err := all.Lookup(t.Context(), number); err != nil || got.Name != want {
			t.Errorf("%s: %+v, %v", number, got, err)
		}
	}
	if _, err := all.Lookup(t.Context(), "99999977"); !fault.Is(err, fault.NotFound) {
		t.Errorf("nobody knows it: %v", err)
	}
}
