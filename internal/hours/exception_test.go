package hours

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestExceptions(t *testing.T) {
	plain := Week{Week: week, Planned: 210, Lines: lines(), SubmittedAt: now, SubmittedByID: "mentor", Word: Word{Face: "good"}}
	for name, tt := range map[string]struct {
		change func(*Week)
		want   string
	}{
		"inside plan":  {func(*Week) {}, ""},
		"below plan":   {func(w *Week) { w.Planned = 900 }, ""},
		"no hours":     {func(w *Week) { w.Lines, w.NoHours = nil, true }, ""},
		"above plan":   {func(w *Week) { w.Planned = 209 }, "above_plan"},
		"corrected":    {func(w *Week) { w.CorrectedAt, w.Versions = now, []Version{{}} }, "corrected"},
		"opened again": {func(w *Week) { w.Versions = []Version{{}} }, "corrected"},
		"overlap":      {func(w *Week) { w.Lines[0].Begin, w.Lines[1].Begin, w.Lines[1].Date = 480, 500, w.Lines[0].Date }, "overlap"},
		"question":     {func(w *Week) { w.Questions = []Question{{Text: "?"}} }, "question"},
		"answered":     {func(w *Week) { w.Questions = []Question{{Text: "?", AnsweredAt: now}} }, ""},
		"a sentence":   {func(w *Week) { w.Word.Text = "Travl uge" }, "word"},
		"ring til mig": {func(w *Week) { w.Word.Call = true }, "word"},
		"a hard week":  {func(w *Week) { w.Word.Face = "hard" }, "word"},
		"a fair week":  {func(w *Week) { w.Word.Face = "fair" }, ""},
		"a note":       {func(w *Week) { w.Lines[1].Note = "gik før" }, "note"},
		"first logger": {func(w *Week) { w.SubmittedByID = "new" }, "first_logger"},
		"several":      {func(w *Week) { w.Planned, w.Word.Call, w.SubmittedByID = 0, true, "new" }, "above_plan word first_logger"},
	} {
		w := plain
		w.Lines = lines()
		tt.change(&w)
		if got := strings.Trim(fmt.Sprint(w.exceptions(map[string]bool{"mentor": true})), "[]"); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestToSee: what eyes outside the firm are asked for, and no longer once they
// have seen it.
func TestToSee(t *testing.T) {
	approved := Week{Week: week, Planned: 210, Lines: lines(), SubmittedAt: now, ApprovedAt: now}
	for name, tt := range map[string]struct {
		change func(*Week)
		want   string
	}{
		"inside the plan": {func(*Week) {}, ""},
		"not approved":    {func(w *Week) { w.ApprovedAt, w.Planned = time.Time{}, 0 }, ""},
		"above":           {func(w *Week) { w.Planned = 209 }, "above_plan"},
		"all":             {func(w *Week) { w.Planned, w.SelfApproved, w.Word.Call = 0, true, true }, "self_approved above_plan call"},
		"seen":            {func(w *Week) { w.SelfApproved, w.SeenAt = true, now }, ""},
	} {
		w := approved
		tt.change(&w)
		if got := strings.Trim(fmt.Sprint(w.toSee()), "[]"); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
