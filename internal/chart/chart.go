// Package chart lays out the one picture of a course: a bar of hours for every
// week and the planned staircase as a line of steps across them. It computes
// coordinates; the component draws them with classes only, as a strict content
// policy allows no inline style. The numbers stand in a table beside it.
package chart

import (
	"fmt"
	"strings"
)

// Week is one bar. Minutes are as logged; Approved says whether they count.
type Week struct {
	Label    string // short, such as "47"
	Minutes  int
	Planned  int
	Approved bool
}

// Drawing is a chart ready to draw, in units of its view box.
type Drawing struct {
	Class  string // tells the wide from the narrow version
	Width  int
	Height int
	Bars   []Bar
	Steps  string // path of the planned staircase
	Lines  []GridLine
	Labels []Label
}

// Bar is one week's hours.
type Bar struct {
	X, Y, Width, Height int
	Class               string
}

// GridLine is a horizontal line at a number of hours.
type GridLine struct {
	Y, X2 int
	Text  string
}

// Label is a week's number under its bar.
type Label struct {
	X, Y int
	Text string
}

const (
	left, top, bottom = 34, 12, 26
	height            = 240
)

// Draw lays out the weeks in a drawing of the given width. A narrow drawing
// labels fewer weeks.
func Draw(weeks []Week, width int, class string) Drawing {
	d := Drawing{Class: class, Width: width, Height: height}
	top60 := scaleTop(weeks)
	plot := height - top - bottom
	y := func(minutes int) int { return top + plot - minutes*plot/(top60*60) }
	for h := 0; h <= top60; h += gridStep(top60) {
		d.Lines = append(d.Lines, GridLine{Y: y(h * 60), X2: width, Text: fmt.Sprint(h)})
	}
	if len(weeks) == 0 {
		return d
	}
	slot := float64(width-left) / float64(len(weeks))
	every := max(1, int(28/slot)+1)
	var path strings.Builder
	for i, w := range weeks {
		x := left + int(float64(i)*slot)
		wide := max(2, int(slot*0.7))
		if w.Minutes > 0 {
			class := "bar-logged"
			if w.Approved {
				class = "bar-approved"
			}
			d.Bars = append(d.Bars, Bar{X: x + int(slot*0.15), Y: y(w.Minutes), Width: wide, Height: y(0) - y(w.Minutes), Class: class})
		}
		step := "L"
		if i == 0 {
			step = "M"
		}
		fmt.Fprintf(&path, "%s%d %dH%d", step, x, y(w.Planned), left+int(float64(i+1)*slot))
		if i%every == 0 {
			d.Labels = append(d.Labels, Label{X: x + int(slot/2), Y: height - 8, Text: w.Label})
		}
	}
	d.Steps = path.String()
	return d
}

// scaleTop is the number of hours at the top of the chart.
func scaleTop(weeks []Week) int {
	most := 60
	for _, w := range weeks {
		most = max(most, w.Minutes, w.Planned)
	}
	hours := (most + 59) / 60
	step := gridStep(hours)
	return (hours + step - 1) / step * step
}

func gridStep(hours int) int {
	switch {
	case hours <= 5:
		return 1
	case hours <= 12:
		return 2
	case hours <= 25:
		return 5
	default:
		return 10
	}
}
