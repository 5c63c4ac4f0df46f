package pipelineweb

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// stepsModel is all firms by the step they have come to, and how many of each
// step took the next.
type stepsModel struct {
	Conversions []conversionModel
	Tabs        []tabModel
	Groups      []groupModel
}

type conversionModel struct {
	Text   string
	Hidden string // how many are in neither number, or ""
}

type tabModel struct {
	Label   string
	Href    string
	Current bool
}

type groupModel struct {
	Heading string
	Rows    []rowModel
}

type rowModel struct {
	Href   string
	Name   string
	Badge  view.Badge
	Detail string
	Owner  string
}

func (h Handlers) steps(r *web.Request) (web.Answer, error) {
	list, err := h.Pipeline.List(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(stepsPage, r.T("pipeline.list.title"), newSteps(r.Texts, list, pipeline.Step(r.Query("step")))), nil
}

// newSteps groups the firms; only is the one step to show, or another word for all.
func newSteps(t *i18n.Texts, list []pipeline.Standing, only pipeline.Step) stepsModel {
	var m stepsModel
	if len(list) == 0 {
		return m
	}
	for _, c := range pipeline.Conversions(list) {
		line := conversionModel{Text: t.T("pipeline.conversion."+string(c.To), "n", c.N, "of", c.Of)}
		if c.Hidden > 0 {
			line.Hidden = t.N("pipeline.conversion.hidden", c.Hidden)
		}
		m.Conversions = append(m.Conversions, line)
	}
	all := !slices.Contains(pipeline.Steps(), only)
	m.Tabs = []tabModel{{t.T("pipeline.list.all", "n", len(list)), path + "/steps", all}}
	for _, step := range pipeline.Steps() {
		name := t.T("pipeline.step." + string(step))
		group := groupModel{Heading: name}
		for _, st := range list {
			if st.Last().Step == step {
				group.Rows = append(group.Rows, newRow(t, st))
			}
		}
		m.Tabs = append(m.Tabs, tabModel{t.T("pipeline.list.tab", "step", name, "n", len(group.Rows)), path + "/steps?step=" + string(step), step == only})
		if (all || step == only) && len(group.Rows) > 0 {
			m.Groups = append(m.Groups, group)
		}
	}
	return m
}

func newRow(t *i18n.Texts, st pipeline.Standing) rowModel {
	last := st.Last()
	return rowModel{
		Href: path + "/" + st.Firm.ID, Name: st.Firm.Name, Badge: stepBadge(t, st), Owner: ownerText(t, st),
		Detail: t.T("pipeline.list.since", "step", t.T("pipeline.step."+string(last.Step)), "day", t.Date(last.On)) + " · " + nextText(t, st.Firm),
	}
}

// dormantModel is the firms that have joined and gone quiet.
type dormantModel struct {
	Text string
	Rows []rowModel
}

func (h Handlers) dormant(r *web.Request) (web.Answer, error) {
	list, err := h.Pipeline.List(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(dormantPage, r.T("pipeline.dormant"), newDormant(r.Texts, list, r.Today())), nil
}

func newDormant(t *i18n.Texts, list []pipeline.Standing, today caldate.Date) dormantModel {
	m := dormantModel{Text: t.T("pipeline.quiet.text", "n", pipeline.DormantAfter)}
	for _, st := range list {
		if st.DormantOn(today) {
			m.Rows = append(m.Rows, newRow(t, st))
		}
	}
	if len(m.Rows) == 0 {
		m.Text = t.T("pipeline.quiet.empty", "n", pipeline.DormantAfter)
	}
	return m
}
