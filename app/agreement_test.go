package main

import (
	"net/url"
	"strings"
	"testing"
)

// course finds the page of somebody's course in the list a visitor sees.
func (v *visitor) course(name string) string {
	v.s.t.Helper()
	path, ok := v.get("/placements").Find("a:contains('" + name + "')").Attr("href")
	if !ok {
		v.s.t.Fatalf("no course of %s in the list", name)
	}
	return path
}

// history reads the history of a page, blanks squeezed.
func (p page) history() string { return strings.Join(strings.Fields(p.Find(".history").Text()), " ") }

// TestEditTakesBack: an edit takes back the yes of those it touches and of
// nobody else; a yes to the earlier words is refused; what was changed is
// there to be compared.
func TestEditTakesBack(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant := s.as("owner"), s.as("consultant")
		path := owner.course("Freja") // the candidate has said yes
		link := func() string {
			got := owner.post(path+"/representative", url.Values{"representative": {"Gitte Skov"}}).want(t, 200)
			_, secret, _ := strings.Cut(got.Find("#link").Text(), "/representative/")
			return "/representative/" + secret
		}
		first := link()
		s.as("").post(first, url.Values{"answer": {"yes"}}).want(t, 303)

		read := owner.get(path).want(t, 200).values("form[action$='/confirmations/company']")
		owner.post(path+"/confirmations/company", read).want(t, 303)
		form := owner.get(path+"/edit").want(t, 200).values("form.form")
		form.Set("promise", "Kan prismærke alene.")
		owner.post(path+"/edit", form).want(t, 303)
		got := owner.get(path).want(t, 200)
		if said := "Taget tilbage: virksomhedens ja, kandidatens ja "; !strings.Contains(got.history(), said) {
			t.Errorf("the history lacks %q: %s", said, got.history())
		}
		if !got.says("Gitte Skov, ") || got.Find("form[action$='/representative']").Length() != 0 {
			t.Errorf("the representative is asked again about the promise: %s", got.summary())
		}
		owner.post(path+"/confirmations/company", read).want(t, 409)
		consultant.post(path+"/confirmations/candidate", url.Values{"helped": {"needs_help"}, "revision": {"0"}}).want(t, 409)
		owner.post(path+"/confirmations/company", got.values("form[action$='/confirmations/company']")).want(t, 303)

		edit := owner.get(path+"/edit").want(t, 200)
		if !edit.says("Det falder væk: virksomhedens ja, medarbejderrepræsentantens svar.") {
			t.Errorf("the form does not say what an edit takes back: %s", edit.summary())
		}
		form = edit.values("form.form")
		form.Set("from_minutes", "7")
		owner.post(path+"/edit", form).want(t, 303)
		if got := owner.get(path); got.Find("form[action$='/representative']").Length() != 1 {
			t.Errorf("the representative cannot be asked about other hours: %s", got.summary())
		}
		s.as("").get(first).want(t, 404)

		for name, v := range map[string]*visitor{"owner": owner, "consultant": consultant, "mentor": s.as("mentor")} {
			page, _ := v.get(path).Find("a[href$='/versions']").Attr("href")
			versions := v.get(page).want(t, 200)
			var headings []string
			for _, h := range versions.Find("main h2").EachIter() {
				headings = append(headings, h.Text())
			}
			if strings.Join(headings, ", ") != "Version 3, Version 2, Version 1" || !versions.says("FørRoligt: ½ time mere om ugen 6 t – 8 t EfterRoligt: ½ time mere om ugen 7 t – 8 t") {
				t.Errorf("%s: %v: %s", name, headings, versions.summary())
			}
		}
	})
}
