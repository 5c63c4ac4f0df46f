package main

import "testing"

// TestCorrectHeadcount: a firm corrects what the register said of its employees,
// with a reason; the page shows both, and a fault loses nothing.
func TestCorrectHeadcount(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("owner")
	if got := owner.get("/company").want(t, 200); !got.says("registeret: 18,5 – rettet til 20 af Birthe Holm: to nye siden sidst") {
		t.Errorf("the page does not show both: %s", got.summary())
	}
	form := owner.get("/company/edit").want(t, 200)
	values := form.values("form.form")
	month := form.Find("input[name^='workplaces.0.2']").First().AttrOr("name", "")
	values.Set(month, "21,5")
	got := owner.post("/company/edit", values).want(t, 422)
	if again := got.values("form.form"); got.Find("#workplaces-0-reason-error").Length() != 1 || again.Get(month) != "21,5" {
		t.Errorf("without a reason: %s", got.summary())
	}
	values.Set("workplaces.0.reason", "en elev er blevet svend")
	owner.post("/company/edit", values).want(t, 303)
	got = owner.get("/company").want(t, 200)
	if !got.says("registeret: 18,5 – rettet til 21,5 af Birthe Holm: en elev er blevet svend") || !got.says("20,00 → Bageriet") {
		t.Errorf("after the correction: %s", got.summary())
	}
}
