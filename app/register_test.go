package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"fodfaeste/internal/clock"
)

// TestRegisterAway: while the public register is away, a firm comes here all the
// same and its people type what it would have said.
func TestRegisterAway(t *testing.T) {
	var away atomic.Bool
	register := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case away.Load():
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/cvr-permanent/virksomhed/_search":
			fmt.Fprint(w, `{"hits":{"hits":[{"_source":{"Vrvirksomhed":{"virksomhedMetadata":{"nyesteNavn":{"navn":"Sakskøbing Kro"},"nyesteBeliggenhedsadresse":{"vejnavn":"Torvegade","husnummerFra":7,"postnummer":4990,"postdistrikt":"Sakskøbing"}}}}}]}}`)
		default:
			fmt.Fprint(w, `{"hits":{"hits":[]}}`)
		}
	}))
	defer register.Close()
	s := openIn(t, "", t.TempDir(), clock.System{}, map[string]string{
		"FODFAESTE_CVR_URL": register.URL + "/cvr-permanent", "FODFAESTE_CVR_USER": "us", "FODFAESTE_CVR_PASSWORD": "secret", "FODFAESTE_CVR_FILE": "",
	})
	away.Store(true)
	owner := s.as("invited")
	form := owner.get("/welcome").want(t, 200).values("form.form")
	if form.Get("name") != "Sakskøbing Kro v/ Bent Rask" || form.Get("address") != "" {
		t.Errorf("with the register away it offers %v", form)
	}
	away.Store(false)
	if form := owner.get("/welcome").want(t, 200).values("form.form"); form.Get("name") != "Sakskøbing Kro" || form.Get("address") != "Torvegade 7, 4990 Sakskøbing" {
		t.Errorf("the register says it, and the page %v", form)
	}
}
