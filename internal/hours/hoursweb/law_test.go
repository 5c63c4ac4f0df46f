package hoursweb

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/access"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view/viewtest"
)

// rendered is a week's page as a person sees it.
func rendered(t *testing.T, l i18n.Locale, actor access.Actor, w hours.Week) *goquery.Document {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	html, err := weekPage.Render(viewtest.Open(t, Views()), l, samplePage(catalogue.For(l), actor, w, form.Of(nil)))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(html)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// shortNight is a week with too little rest between Tuesday and Wednesday.
func shortNight(s hours.Status) hours.Week {
	w := sampleWeek(s)
	w.Lines = []hours.Line{
		{Date: w.Week.Day(0), Begin: 480, Minutes: 120, TaskTitle: "Rengøring af plader", Kind: hours.Praktik},
		{Date: w.Week.Day(1), Begin: 17 * 60, Minutes: 300, TaskTitle: "Rengøring af plader", Kind: hours.Praktik},
		{Date: w.Week.Day(2), Begin: 6 * 60, Minutes: 120, TaskTitle: "Rengøring af plader", Kind: hours.Praktik},
	}
	return w
}

func tidyText(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// TestShortRest: it is said on the day that began too early, and nowhere else,
// with its place in the law, to whoever logs and to whoever approves; neither
// is kept from anything.
func TestShortRest(t *testing.T) {
	tests := map[string]struct {
		locale      i18n.Locale
		actor       access.Actor
		status      hours.Status
		day, says   string
		action      string // what can be done all the same
		also, lacks string // elsewhere on the page
	}{
		"who logs": {i18n.Danish, sampleMentor, hours.Open, "onsdag 18. november", "Her er 8 t fri, og der skal være 11 t.",
			"submission", "Se bemærkningen ved onsdag 18. november.", "Ugen har én bemærkning"},
		"who approves": {i18n.Danish, sampleApprover, hours.Submitted, "onsdag 18. november", "Der er for kort tid fra fyraften, til næste dag begynder.",
			"approval", "Ugen har én bemærkning om arbejdstiden. Den står ovenfor.", ""},
		"in English": {i18n.English, sampleApprover, hours.Submitted, "Wednesday 18 November", "Here there is 8 h off, and there must be 11 h.",
			"approval", "This is guidance, not legal advice.", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			doc := rendered(t, tt.locale, tt.actor, shortNight(tt.status))
			remark := doc.Find(".remarks > li")
			if remark.Length() != 1 || !strings.Contains(tidyText(remark), tt.says) {
				t.Fatalf("%d remarks: %s", remark.Length(), tidyText(remark))
			}
			if day := tidyText(remark.Closest(".panel").Find("h3")); day != tt.day {
				t.Errorf("it stands at %q, want %q", day, tt.day)
			}
			link := remark.Find("a")
			if link.Text() != "arbejdsmiljøloven § 50" || link.AttrOr("href", "") != "https://www.retsinformation.dk/eli/lta/2025/1108" {
				t.Errorf("the rule is %q at %q", link.Text(), link.AttrOr("href", ""))
			}
			if form := fmt.Sprintf("form[action$='/%s'] button", tt.action); doc.Find(form).Length() == 0 {
				t.Errorf("there is no %s", form)
			}
			page := tidyText(doc.Selection)
			if !strings.Contains(page, tt.also) || tt.lacks != "" && strings.Contains(page, tt.lacks) {
				t.Errorf("the page says %s", page)
			}
			if n := doc.Find(".alert, .badge-error, [role=alert]").Length(); n != 0 {
				t.Errorf("%d things shout", n)
			}
		})
	}
}

// TestOrdinaryWeek: nothing is said of a week with nothing to say.
func TestOrdinaryWeek(t *testing.T) {
	for _, actor := range []access.Actor{sampleMentor, sampleApprover} {
		doc := rendered(t, i18n.Danish, actor, sampleWeek(hours.Submitted))
		if n := doc.Find(".remarks, #law-heading").Length(); n != 0 || strings.Contains(tidyText(doc.Selection), "arbejdstid") {
			t.Errorf("%d remarks: %s", n, tidyText(doc.Selection))
		}
	}
}

// TestFigures: no sentence keeps a brace that a figure should have filled.
func TestFigures(t *testing.T) {
	for _, l := range i18n.Locales() {
		doc := rendered(t, l, sampleApprover, remarkedWeek(hours.Submitted))
		if doc.Find(".remarks > li").Length() != 4 || strings.ContainsAny(doc.Text(), "{}") {
			t.Errorf("%s: %s", l, tidyText(doc.Find(".remarks")))
		}
	}
}
