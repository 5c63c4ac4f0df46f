package opening

import (
	"slices"
	"strings"
	"unicode"
)

// Hint says of a field of an offer that its text should be looked at again. It
// blocks nothing: the firm knows what it means.
type Hint struct {
	Field string
	Code  string // text key below "warn."
}

// diagnoses are beginnings of words about health, which an offer has no use for.
var diagnoses = []string{
	"adhd", "angst", "asperger", "autis", "bipolar", "borderline", "demens", "depress", "diagnos", "epilep", "misbrug",
	"ocd", "psykiat", "psykis", "ptsd", "schizo", "sclerose", "skizofren", "sklerose", "sygemeld",
}

// vacancies are beginnings of words, and phrases, of an ordinary vacancy. Praktik
// must not cover a need for labour (guidance 9641 of 17 June 2022).
var vacancies = []string{"afløser", "ansøgning", "barselsvikar", "faglært", "ferieafløs", "fuldtid", "heltid", "sygeafløs", "vikar"}

var vacancyPhrases = []string{"37 timer", "dække vagter", "erfaring kræves", "erfaring påkrævet", "fast stilling", "mangler arbejdskraft", "spidsbelastning"}

// Hints finds what in an offer should be looked at again, field by field.
func (o Offer) Hints() []Hint {
	var hints []Hint
	look := func(field, text string) {
		if code := o.hint(strings.ToLower(text)); code != "" {
			hints = append(hints, Hint{field, code})
		}
	}
	look("title", o.Title)
	look("when", o.When)
	for i, task := range o.Tasks {
		look(TaskField(i, "title"), task.Title)
	}
	look("promise", o.Promise)
	return hints
}

// hint is the gravest thing to say about a text in lower case, or "".
func (o Offer) hint(text string) string {
	code := TextHint(text)
	if code == "" && o.Kind == PraktikFirst && (begins(text, vacancies) || slices.ContainsFunc(vacancyPhrases, func(p string) bool { return strings.Contains(text, p) })) {
		code = "vacancy_like"
	}
	return code
}

// TextHint says of any text whether it holds something like a CPR number, or a
// word about health: a code as in Hint, or "".
func TextHint(text string) string {
	switch {
	case HasCPR(text):
		return "cpr_like"
	case begins(strings.ToLower(text), diagnoses):
		return "diagnosis_word"
	}
	return ""
}

// begins tells whether any word of a text in lower case begins like one of a list.
func begins(text string, beginnings []string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(word, b) })
	})
}
