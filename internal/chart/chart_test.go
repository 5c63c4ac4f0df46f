package chart

import "testing"

func TestDraw(t *testing.T) {
	d := Draw([]Week{{"40", 240, 240, true}, {"41", 0, 240, false}, {"42", 300, 270, false}}, 600, "chart-wide")
	if len(d.Bars) != 2 {
		t.Fatalf("%d bars, want 2: a week without hours has none", len(d.Bars))
	}
	for _, b := range d.Bars {
		if b.X < left || b.X+b.Width > d.Width || b.Y < top || b.Y+b.Height != height-bottom {
			t.Errorf("bar %+v lies outside the plot or off its base", b)
		}
	}
	if d.Bars[0].Height >= d.Bars[1].Height {
		t.Errorf("4 hours are drawn %d high and 5 hours %d", d.Bars[0].Height, d.Bars[1].Height)
	}
	if d.Bars[0].Class != "bar-approved" || d.Bars[1].Class != "bar-logged" {
		t.Error("approved and logged hours look the same")
	}
	if len(Draw(nil, 600, "chart-wide").Bars) != 0 {
		t.Error("no weeks drew a bar")
	}
}
