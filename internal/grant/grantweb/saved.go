package grantweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/web"
)

// toldField says that the person knows that answers are kept.
const toldField = "saved.told"

// savedModel is what was kept of an earlier check, and what has changed since.
type savedModel struct {
	When    string   // who and when, or "" when nothing was saved
	Changed []string // schemes with another outcome now
	Same    bool     // the same outcome for all
	Rules   string   // the rules have changed since, or ""
}

// kept tells whether the answer to a question may be stored. What is about
// health or why somebody is in the country is not, and what the agreement and
// the firm say is read from there every time.
func kept(path string) bool {
	for _, never := range []string{"person.disability", "person.impairment", "person.residence_basis", "person.registered_since", "work.sickness.", "work.assistance.", "work.aid."} {
		if strings.HasPrefix(path, never) {
			return false
		}
	}
	return !slices.Contains([]string{"work.function", "work.other_function", "work.purpose"}, path)
}

// keptFields are the fields whose answers are stored.
func keptFields() []string {
	fields := []string{targetField, monthsField, under18Field}
	for _, path := range questions {
		if kept(string(path)) {
			fields = append(fields, string(path))
		}
	}
	return fields
}

// save keeps the answers with what the rules say to them.
func (h Handlers) save(r *web.Request) (web.Answer, error) {
	p, err := h.pageOf(r)
	if err != nil {
		return nil, err
	}
	if !p.form.Ticked(toldField) {
		p.form.Fail(toldField, "grant_not_told")
	}
	m := p.model()
	if !p.form.OK() {
		return web.Form(grantsPage, p.T("grant.title"), p.form, m), nil
	}
	if _, err := h.Placements.SaveCheck(r.Context(), r.Actor, p.about.ID, p.check()); err != nil {
		return nil, err
	}
	return web.SeeOther(p.action, web.Done(p.T("grant.saved.done"))), nil
}

// check is what is stored of the page.
func (p *page) check() placement.SupportCheck {
	c := placement.SupportCheck{Rules: p.rules.Version, Start: p.start}
	for _, name := range keptFields() {
		if values := p.form.Values(name); len(values) > 0 && strings.Join(values, "") != "" {
			c.Answers = append(c.Answers, placement.Answered{Fact: name, Values: values})
		}
	}
	for _, s := range p.rules.CheckOn(p.today, p.situation()).Schemes {
		c.Verdicts = append(c.Verdicts, placement.Verdict{Scheme: string(s.ID), Outcome: string(s.Verdict)})
	}
	return c
}

// recall answers with what was saved, where nothing else was typed.
func (p *page) recall() {
	if p.saved == nil || p.form.Values(startField) != nil {
		return
	}
	for _, a := range p.saved.Answers {
		if slices.Contains(keptFields(), a.Fact) {
			p.form.Set(a.Fact, a.Values...)
		}
	}
}

// since compares what was saved with what the rules say now: facts, dates or
// rules may have changed.
func (p *page) since(a grant.Answer) savedModel {
	if p.saved == nil {
		return savedModel{}
	}
	m := savedModel{When: p.T("grant.saved.when", "name", p.Person(p.saved.By), "at", p.Moment(p.saved.At))}
	for _, v := range p.saved.Verdicts {
		now, known := a.Scheme(grant.SchemeID(v.Scheme))
		if known && string(now.Verdict) != v.Outcome {
			m.Changed = append(m.Changed, p.T("grant.saved.change", "scheme", p.T("grant.scheme."+v.Scheme+".name"),
				"before", p.T("grant.verdict."+v.Outcome+".badge"), "now", p.T("grant.verdict."+string(now.Verdict)+".badge")))
		}
	}
	m.Same = len(m.Changed) == 0
	if p.saved.Rules != p.rules.Version {
		m.Rules = p.T("grant.saved.rules", "before", p.Date(p.saved.Rules), "now", p.Date(p.rules.Version))
	}
	return m
}

// sideOf is whose answers somebody sees and keeps.
func sideOf(actor access.Actor) access.PartyKind { return actor.Party().Kind }
