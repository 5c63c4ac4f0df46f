package placementweb

import (
	"slices"
	"strconv"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// versionsModel is every version of an agreement that the parties have had,
// newest first, each held against the one before.
type versionsModel struct {
	Name     string
	Back     string
	Versions []versionModel
}

type versionModel struct {
	ID      string
	Heading string
	When    string // from when until when, and who replaced the one before
	Current bool
	Badge   view.Badge
	Changes []changeModel
	Facts   []view.Fact // the whole of the first one
}

// changeModel is one part, before and after.
type changeModel struct {
	Label string
	Facts []view.Fact
}

func (h Handlers) versions(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.Page(versionsPage, r.T("versions.title"), newVersions(r.Texts, p)), nil
}

func newVersions(t *i18n.Texts, p placement.Placement) versionsModel {
	m := versionsModel{Name: p.FirstName, Back: "/placements/" + p.ID}
	all := p.Versions()
	for i, v := range all {
		one := versionModel{ID: "version-" + strconv.Itoa(i+1), Heading: t.T("versions.number", "n", i+1), Current: v.Until.IsZero()}
		if i == 0 {
			one.When = t.T("versions.sent", "when", t.Moment(v.From))
			for _, part := range v.Agreement.Parts(v.MentorName) {
				if text := partText(t, part, v.Agreement); text != "" {
					one.Facts = append(one.Facts, view.Fact{Label: t.T(part.Label), Value: text})
				}
			}
		} else {
			one.When = t.T("versions.since", "when", t.Moment(v.From), "who", t.Person(all[i-1].By))
			one.Changes = changeModels(t, all[i-1], v)
		}
		if one.Current {
			one.Badge = view.Badge{Label: t.T("versions.current"), Tone: "success"}
		} else {
			one.When += " " + t.T("versions.until", "when", t.Moment(v.Until))
		}
		m.Versions = append(m.Versions, one)
	}
	slices.Reverse(m.Versions)
	return m
}

func changeModels(t *i18n.Texts, earlier, v placement.Version) []changeModel {
	var list []changeModel
	for _, c := range v.Since(earlier) {
		list = append(list, changeModel{Label: t.T(c.After.Label), Facts: []view.Fact{
			{Label: t.T("versions.before"), Value: orDash(partText(t, c.Before, earlier.Agreement))}, {Label: t.T("versions.after"), Value: orDash(partText(t, c.After, v.Agreement))},
		}})
	}
	return list
}

// partText writes a part of an agreement, a line for everything in it. Lengths
// of time, which the part has as 6:00, are written out: a reader takes them for
// times of day.
func partText(t *i18n.Texts, p placement.Part, a placement.Agreement) string {
	var lines []string
	for _, key := range p.Keys {
		lines = append(lines, t.T(key))
	}
	switch p.Name {
	case "other_hours":
		return otherText(t, a)
	case "staircase":
		lines = append(lines, t.Hours(a.Ramp.From)+" – "+t.Hours(a.Ramp.To))
	case "tasks_praktik":
		lines = append(lines, tasksText(t, a, placement.Praktik)...)
	case "tasks_paid":
		lines = append(lines, tasksText(t, a, placement.Paid)...)
	case "promise":
		lines = append(lines, promise(t, a)...)
	default:
		lines = append(lines, p.Lines...)
	}
	return strings.Join(lines, "\n")
}

// tasksText writes the tasks of a strand, each with its hours.
func tasksText(t *i18n.Texts, a placement.Agreement, strand placement.Strand) []string {
	var lines []string
	for _, task := range a.Tasks {
		if task.Strand == strand {
			lines = append(lines, task.Title+", "+t.T("opening.per_week", "hours", t.Hours(task.Minutes)))
		}
	}
	return lines
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

var versionsPage = view.New("pages/placement/versions", func(t *i18n.Texts) []view.Sample[versionsModel] {
	return []view.Sample[versionsModel]{
		{Name: "empty", Model: newVersions(t, samplePlacement(placement.Draft))},
		{Name: "typical", Model: newVersions(t, changedPlacement())},
		{Name: "long", Model: newVersions(t, longPlacement())},
	}
})

// changedPlacement had other hours before, and no paid task.
func changedPlacement() placement.Placement {
	p := samplePlacement(placement.WithParties)
	before := placement.Version{Agreement: p.Agreement, MentorName: "Ida Berg", From: p.SentAt.AddDate(0, 0, -3), Until: p.SentAt, By: "Karen Holm"}
	before.Agreement.Ramp = placement.Ramp{From: 360, To: 480, Pace: placement.Normal}
	before.Agreement.Tasks = before.Agreement.Tasks[:1]
	p.Earlier = []placement.Version{before}
	return p
}

// longPlacement has a long promise that came and went.
func longPlacement() placement.Placement {
	p := changedPlacement()
	between := p.Versions()[1]
	between.Until, between.By = between.From.AddDate(0, 0, 1), ""
	between.Agreement.Promise = strings.Repeat("Møder stabilt hver dag, kender opgaverne og siger til, når noget driller. ", 8)
	p.Earlier = append(p.Earlier, between, between)
	return p
}
