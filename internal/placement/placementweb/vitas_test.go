package placementweb

import (
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
)

// TestRampSentence: VITAS is told of the hours as they are planned, also when
// the plan was changed or tasks became paid on the way.
func TestRampSentence(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := catalogue.For(i18n.Danish)
	held := samplePlacement(placement.Agreed)
	held.Agreement.Ramp.To = held.Agreement.Ramp.From
	held.Agreement.Steps = held.Agreement.Steps[:1]
	other := samplePlacement(placement.Agreed)
	other.Agreement.Other = []placement.OtherHours{{What: "teaching", Minutes: 720}}
	tick := &placement.Tick{}
	paid := convertedPlacement(func(c *placement.Conversion) { c.Company, c.Candidate, c.Informed = tick, tick, tick })
	for name, tt := range map[string]struct {
		p    placement.Placement
		want string
	}{
		"rising":      {samplePlacement(placement.Agreed), "begynder på 4 t om ugen 5. oktober 2026 og stiger lidt hver uge til 8 t fra 28. december 2026"},
		"held":        {held, "Timetallet er 4 t om ugen i hele perioden."},
		"up and down": {loweredPlacement(), "begyndte på 4 t om ugen 5. oktober 2026, har højst været 6 t og er 4 t fra 16. november 2026."},
		"beside":      {other, "Uden for forløbet: Undervisning 12 t om ugen."},
		"made paid":   {paid, "med andre opgaver: Rengøring af plader, Pakke brød."},
	} {
		if got := rampSentence(texts, tt.p); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q in it", name, got, tt.want)
		}
	}
	e := placement.Extension{To: caldate.MustParse("2027-03-01")}
	if rises, lowered := askedPraktik(samplePlacement(placement.Approved), e), askedPraktik(loweredPlacement(), e); rises != 480 || lowered != 240 {
		t.Errorf("an extension asks for %d and %d minutes of praktik", rises, lowered)
	}
}
