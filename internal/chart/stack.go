package chart

import "fmt"

// Stack is one column of two parts, in any unit: what lies below and what lies
// above it. Where the parts are not known, Whole is all there is to show.
type Stack struct {
	Label string // short, such as "okt"
	Lower int64
	Upper int64
	Whole int64
}

// DrawStacks lays out columns of two parts in a drawing of the given width. The
// grid is labelled in thousands of the unit given by thousand.
func DrawStacks(stacks []Stack, thousand int64, width int, class string) Drawing {
	d := Drawing{Class: class, Width: width, Height: height}
	most := int64(1)
	for _, s := range stacks {
		most = max(most, s.Lower+s.Upper, s.Whole)
	}
	step := niceStep(most, thousand)
	plotTop := (most + step - 1) / step * step
	plot := int64(height - top - bottom)
	y := func(n int64) int { return int(top + plot - n*plot/plotTop) }
	for n := int64(0); n <= plotTop; n += step {
		d.Lines = append(d.Lines, GridLine{Y: y(n), X2: width, Text: fmt.Sprint(n / thousand)})
	}
	if len(stacks) == 0 {
		return d
	}
	slot := float64(width-left) / float64(len(stacks))
	every := max(1, int(34/slot)+1)
	for i, s := range stacks {
		x := left + int(float64(i)*slot)
		bar := Bar{X: x + int(slot*0.15), Width: max(2, int(slot*0.7))}
		for _, part := range []struct {
			from, to int64
			class    string
		}{{0, s.Lower, "bar-approved"}, {s.Lower, s.Lower + s.Upper, "bar-logged"}, {0, s.Whole, "bar-unknown"}} {
			if part.to > part.from {
				bar.Y, bar.Height, bar.Class = y(part.to), y(part.from)-y(part.to), part.class
				d.Bars = append(d.Bars, bar)
			}
		}
		if i%every == 0 {
			d.Labels = append(d.Labels, Label{X: x + int(slot/2), Y: height - 8, Text: s.Label})
		}
	}
	return d
}

// niceStep is the distance between grid lines: 1, 2 or 5 times a power of ten of
// the unit, so that there are at most six.
func niceStep(most, thousand int64) int64 {
	for step := thousand; ; step *= 10 {
		for _, times := range []int64{1, 2, 5} {
			if most <= 6*times*step {
				return times * step
			}
		}
	}
}
