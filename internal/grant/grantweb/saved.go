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

// keptFields are the fields whose answers may be stored: about the firm, and
// about work and education. What is about health or about why somebody is in
// the country is not among them, and what the agreement and the firm's own
// numbers say is read from there every time.
var keptFields = []string{
	targetField, monthsField, under18Field, "employer.sector", flagsField, "employer.public_body", "employer.de_minimis_room",
	"person.last_job.at", "person.last_job.kind", "person.last_job.running", "person.last_job.ended_on",
	"person.last_job.with_benefit", "person.last_job.same_function", "person.employed", "person.employed_here",
	"person.clearly_education_ready", "person.qualifying_education", "person.work_experience", "person.long_unemployment",
	"person.insured", "person.benefit_ends_on", "person.unskilled", "person.education_unused_years",
	"person.education.months", "person.education.finished_on", "person.education.unemployment_fund_access", "person.education.experience_in_field",
	"work.contact_with_children", "work.boerneattest", "work.wage.collective_or_usual", costField, "work.in_field",
	"work.training.agreement", "work.training.positive_list", "work.training.wage_at_least_lowest_unskilled",
	"work.training.sosu_adult_pay", "work.training.other_public_support", "work.partnership_agreement",
}

// keptTargets are the groups that tell nothing of health or residence.
var keptTargets = []string{
	"dagpenge", "kth_jobparat", "kth_aktivitetsparat", "u30_uddannelsesparat", "u30_aktivitetsparat",
	"selvfors_jobparat", "selvfors_aktivitetsparat", "ung_u18", "voksen_25_ledig", "voksen_25_beskaeftiget",
}

// keptSchemes are those whose outcome tells nothing of it either.
var keptSchemes = []grant.SchemeID{
	grant.Praktik, grant.SmallJob, grant.WageSubsidy, "loentilskud_offentlig", "voksenlaerling", "mentor", "partnerskabsaftale", "nytteindsats",
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
	told := slices.Contains(keptTargets, p.form.Value(targetField))
	for _, name := range keptFields {
		values := p.form.Values(name)
		if strings.Join(values, "") != "" && (name != targetField || told) {
			c.Answers = append(c.Answers, placement.Answered{Fact: name, Values: values})
		}
	}
	for _, s := range p.answered.Schemes {
		if told && slices.Contains(keptSchemes, s.ID) {
			c.Verdicts = append(c.Verdicts, placement.Verdict{Scheme: string(s.ID), Outcome: string(s.Verdict)})
		}
	}
	return c
}

// recall answers with what was saved, where nothing else was typed.
func (p *page) recall() {
	if p.saved == nil || p.form.Values(startField) != nil {
		return
	}
	for _, a := range p.saved.Answers {
		if slices.Contains(keptFields, a.Fact) {
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
