package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
)

// TestCampaign: an association begins a campaign, a firm that has the link puts a
// small job under it, and once that is published the consultant finds it there
// and everybody counts it.
func TestCampaign(t *testing.T) {
	engines(t, func(t *testing.T, uri string) {
		s := open(t, uri, true)
		coordinator, owner, consultant := s.as("coordinator"), s.as("owner"), s.as("consultant")
		today := caldate.Of(s.clock.Now())
		form := url.Values{"name": {"Havnens travle uger"}, "text": {"Hvem mangler hænder?"}, "template": {"season"}, "from": {today.Danish()}, "until": {today.Add(30).Danish()}}
		if p := coordinator.post("/campaigns", url.Values{"name": {"Havnen"}}).want(t, 422); p.Find("input[name=name]").AttrOr("value", "") != "Havnen" {
			t.Error("what was typed is lost")
		}
		address := coordinator.post("/campaigns", form).want(t, 303).location
		if p := coordinator.get(address); !p.says(s.config.BaseURL + address) {
			t.Errorf("no link to give: %s", p.summary())
		}
		join := owner.get(address).want(t, 200).Find("main .actions a").AttrOr("href", "")
		spotter := owner.get(join).want(t, 200)
		if got := spotter.Find("#campaign option[selected]").Text(); got != "Havnens travle uger" {
			t.Fatalf("the campaign is not chosen: %q", got)
		}
		if got := spotter.Find("input[name=template][checked]").AttrOr("value", ""); got != "season" {
			t.Errorf("the template is %q", got)
		}
		answers := url.Values{
			"tasks": {"Pakke ordrer"}, "minutes": {"8"}, "when": {"Hverdage om morgenen"}, "p_number": {spotter.Find("#p_number option[value!='']").AttrOr("value", "")},
			"mentor": {spotter.Find("#mentor option[value!='']").AttrOr("value", "")}, "template": {"season"}, "campaign": {spotter.Find("#campaign option[selected]").AttrOr("value", "")},
		}
		draft := strings.TrimSuffix(owner.post("/openings", answers).want(t, 303).location, "/edit")
		if p := consultant.get(address); p.says("Pakke ordrer") || !p.says("Der er ikke slået småjob op endnu") {
			t.Errorf("a draft shows: %s", p.summary())
		}
		owner.post(draft+"/publication", nil).want(t, 303)
		if p := consultant.get(address); !p.says("Pakke ordrer") || !p.says("Ét småjob slået op fra én virksomhed") {
			t.Errorf("what was published is not there: %s", p.summary())
		}
		if p := coordinator.get(address); p.says("Pakke ordrer") || !p.says("Ét småjob slået op fra én virksomhed") {
			t.Errorf("the association sees more or less than the count: %s", p.summary())
		}
		edit := coordinator.get(address+"/edit").want(t, 200)
		form.Set("from", today.Add(-9).Danish())
		form.Set("until", today.Add(-1).Danish())
		form.Set("version", edit.Find("input[name=version]").AttrOr("value", ""))
		coordinator.post(address+"/edit", form).want(t, 303)
		answers.Set("tasks", "Feje havnen")
		late := strings.TrimSuffix(owner.post("/openings", answers).want(t, 303).location, "/edit")
		if p := owner.get(late); p.says("Havnens travle uger") {
			t.Error("a campaign that is over took something in")
		}
		if p := owner.get("/campaigns"); p.says("Havnens travle uger") {
			t.Error("a campaign that is over is on the list")
		}
	})
}
