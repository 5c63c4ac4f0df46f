// Package auditweb puts the trail of a record into plain words, newest first.
package auditweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/i18n"
)

// Line is one event in words: the model of components/history.
type Line struct {
	When   string
	What   string
	Change string // "from → to", or ""
	Reason string
	Who    string // name, role and party, and on whose behalf
}

// History puts events into words.
func History(t *i18n.Texts, events []audit.Event) []Line {
	lines := make([]Line, 0, len(events))
	for _, e := range slices.Backward(events) {
		lines = append(lines, Line{
			When: t.Moment(e.At), What: what(t, e), Change: change(t, e), Reason: e.Reason, Who: who(t, e),
		})
	}
	return lines
}

func what(t *i18n.Texts, e audit.Event) string {
	text := t.T("history." + e.Type)
	if len(e.About) > 0 {
		text += ": " + t.List(e.About)
	}
	if len(e.TookBack) > 0 {
		text += ". " + t.T("history.took_back", "what", t.List(e.TookBack))
	}
	if len(e.About) == 0 && change(t, e) != "" {
		text += ":"
	}
	return text
}

func change(t *i18n.Texts, e audit.Event) string {
	from, to := InWords(t, e.FromChoices, e.From), InWords(t, e.ToChoices, e.To)
	if from != "" && to != "" {
		return from + " → " + to
	}
	return from + to
}

// InWords joins what was chosen, as text keys, with what was typed.
func InWords(t *i18n.Texts, choices []string, typed string) string {
	var parts []string
	for _, key := range choices {
		parts = append(parts, t.T(key))
	}
	if typed != "" {
		parts = append(parts, typed)
	}
	return strings.Join(parts, "; ")
}

func who(t *i18n.Texts, e audit.Event) string {
	name := t.Person(e.ByName)
	if e.Role != "" {
		name += ", " + t.T("role."+string(e.Role))
	}
	switch {
	case e.Through != "":
		name += ", " + t.T("history.acting", "association", e.Through, "firm", e.Party)
	case e.Party != "":
		name += ", " + e.Party
	}
	if e.OnBehalf != "" {
		name += " " + t.T("history.on_behalf", "whom", t.T("history.whom."+e.OnBehalf))
	}
	return name
}
