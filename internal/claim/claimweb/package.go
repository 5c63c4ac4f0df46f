package claimweb

import (
	"fodfaeste/internal/claim"
	"fodfaeste/internal/company"
	"fodfaeste/internal/document"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// packageModel is everything that goes with the claim of a period, to print and
// keep: what was granted, what is claimed and how it was computed, day by day, the
// follow-ups held and the papers.
type packageModel struct {
	Back     string
	Title    string
	Scheme   string
	Firm     string
	PDF      string // where it is made a document, or "" on the page that becomes one
	Decision []view.Fact
	Figures  []view.Fact
	Note     string
	Parts    []partModel
	Days     []dayModel
	Meetings []view.Fact
	Papers   []string
	Sent     []view.Fact
	Lacks    []string // what was missing when it was printed
}

func (h Handlers) pack(r *web.Request) (web.Answer, error) {
	m, _, err := h.readPackage(r)
	if err != nil {
		return nil, err
	}
	return web.Page(packagePage, m.Title, m), nil
}

// keepPackage makes a PDF of the package, which lies among the papers of the claim.
func (h Handlers) keepPackage(r *web.Request) (web.Answer, error) {
	m, n, err := h.readPackage(r)
	if err != nil {
		return nil, err
	}
	m.PDF = ""
	html, err := web.Standalone(r, packagePage, m.Title, m)
	if err != nil {
		return nil, err
	}
	if _, err := h.Documents.Print(r.Context(), r.Actor, n, html); err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+n.PlacementID+"/documents", web.Done(r.T("document.queued"))), nil
}

// readPackage reads the package, and what it is as a document.
func (h Handlers) readPackage(r *web.Request) (packageModel, document.New, error) {
	f, st, err := h.standing(r)
	if err != nil {
		return packageModel{}, document.New{}, err
	}
	if st.Status == claim.TooEarly || st.Status == claim.Zero {
		return packageModel{}, document.New{}, fault.New(fault.NotFound, "") // there is nothing to send
	}
	firm, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return packageModel{}, document.New{}, err
	}
	p, followUp, err := h.Meetings.Get(r.Context(), r.Actor, f.PlacementID)
	if err != nil {
		return packageModel{}, document.New{}, err
	}
	papers, err := h.Documents.OfAbout(r.Context(), r.Actor, f.PlacementID, f.About(st.From))
	if err != nil {
		return packageModel{}, document.New{}, err
	}
	pg := page{rules: h.Claims.Rules, Texts: r.Texts, danish: h.Danish, actor: r.Actor, a: f.Application, rule: f.Scheme, today: r.Today()}
	m := newPackage(pg, f, st, firm, p.Agreement.PNumber, followUp, papers)
	return m, document.New{PlacementID: f.PlacementID, About: f.About(st.From), Kind: document.Package, Name: m.Title}, nil
}

func newPackage(p page, f claim.Followed, st claim.Standing, firm company.Company, pNumber string, followUp meeting.FollowUp, papers []document.Document) packageModel {
	c := newClaim(p.Texts, p.rules, f, st, firm, pNumber, typed{f: form.Of(nil)})
	address := claimPath(f.Application, st.From)
	m := packageModel{
		Back: address, Title: c.Title, Scheme: c.Scheme, Firm: firm.Details.Name, Decision: p.decision(), Note: c.Note, Parts: c.Parts, Days: c.Days, Sent: c.Sent,
		PDF: address + "/package",
	}
	for _, fig := range c.Figures {
		m.Figures = append(m.Figures, view.Fact{Label: fig.Label, Value: fig.Text})
	}
	for _, held := range heldIn(followUp, st.Span) {
		m.Meetings = append(m.Meetings, view.Fact{Label: p.T("meeting.kind." + string(held.Kind)), Value: p.Date(held.Held.On)})
	}
	if c.Excused != "" {
		m.Meetings = append(m.Meetings, view.Fact{Label: p.T("claim.without_meeting"), Value: c.Excused})
	}
	for _, d := range papers {
		if d.Kind != document.Package && d.Status() == document.Ready {
			m.Papers = append(m.Papers, p.T("document.kinds."+string(d.Kind))+": "+d.Name)
		}
	}
	for _, l := range c.Lacks {
		m.Lacks = append(m.Lacks, l.Text)
	}
	return m
}

// heldIn are the follow-ups held up to the end of a period.
func heldIn(f meeting.FollowUp, span claim.Span) []meeting.Meeting {
	var held []meeting.Meeting
	for _, m := range f.Meetings {
		if m.Held != nil && !m.Held.On.After(span.To) {
			held = append(held, m)
		}
	}
	return held
}
