package candidateweb

import (
	"strings"

	"fodfaeste/internal/candidate"
	"fodfaeste/internal/i18n"
)

// mostMatches is how many openings a person's page suggests.
const mostMatches = 10

// matchRow is one opening that may suit, with why in one line.
type matchRow struct {
	Href  string
	Title string
	Why   string
}

// matchesModel is what may suit a person, and how many openings lack what they
// need.
type matchesModel struct {
	Rows    []matchRow
	Without string
}

func newMatches(t *i18n.Texts, c candidate.Candidate, matches []candidate.Match, without int) matchesModel {
	var m matchesModel
	for _, match := range matches[:min(len(matches), mostMatches)] {
		m.Rows = append(m.Rows, matchRow{"/openings/" + match.ID + "/referrals/new?candidate=" + c.ID, match.Offer.Title + " – " + match.CompanyName, why(t, match)})
	}
	if without > 0 {
		m.Without = t.N("match.without", without, "name", c.Profile.FirstName)
	}
	return m
}

// why puts what speaks for an opening, and what does not, into one line.
func why(t *i18n.Texts, m candidate.Match) string {
	var list []string
	for _, r := range m.Reasons {
		list = append(list, t.T("match."+r.Code, "tasks", strings.Join(r.Tasks, ", "), "hours", t.Hours(r.Minutes), "date", t.Date(r.On)))
	}
	return strings.Join(list, " · ")
}
