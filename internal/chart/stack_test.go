package chart

import "testing"

func TestDrawStacks(t *testing.T) {
	d := DrawStacks([]Stack{{"sep", 100000, 50000, 0}, {"okt", 0, 0, 0}, {"nov", 0, 0, 300000}}, 100000, 400, "chart-wide")
	if len(d.Bars) != 3 || len(d.Labels) != 3 {
		t.Fatalf("got %d bars and %d labels, want 3 of each", len(d.Bars), len(d.Labels))
	}
	lower, upper := d.Bars[0], d.Bars[1]
	if upper.Y+upper.Height != lower.Y || lower.Height < 2*upper.Height-1 || lower.Height > 2*upper.Height+1 {
		t.Errorf("the upper part %+v does not stand on the lower %+v", upper, lower)
	}
	if first, last := d.Lines[0], d.Lines[len(d.Lines)-1]; first.Text != "0" || last.Text != "3" || last.Y != top {
		t.Errorf("the grid goes from %+v to %+v", first, last)
	}
}

func TestDrawNoStacks(t *testing.T) {
	if d := DrawStacks(nil, 100000, 400, ""); len(d.Bars) != 0 || len(d.Lines) == 0 {
		t.Errorf("got %+v", d)
	}
}

func TestNiceStep(t *testing.T) {
	for most, want := range map[int64]int64{1: 1000, 6000: 1000, 6001: 2000, 30000: 5000, 30001: 10000, 1000000: 200000} {
		if got := niceStep(most, 1000); got != want {
			t.Errorf("niceStep(%d) = %d, want %d", most, got, want)
		}
	}
}
