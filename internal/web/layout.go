package web

import (
	"context"
	"html/template"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Layout is the frame of every page.
type Layout struct {
	Lang     string
	Title    string
	Path     string // where the language switch comes back to
	SignedIn bool
	User     string
	Party    string
	CVR      string
	Acting   Acting // for a firm, through an association
	Nav      []NavLink
	Contact  Contact
	Notice   Notice
	IsTest   bool // a development server says so on every page
	Body     template.HTML
}

// Acting is what a coordinator who acts for a firm sees on every page.
type Acting struct {
	Text string // for whom, and as what; "" for everybody else
	End  string // address that ends it
}

// NavLink is one entry of the main menu.
type NavLink struct {
	Href    string
	Label   string
	Current bool
}

// Contact is the named person a firm can ring. Without one, Name is empty.
type Contact struct {
	Name  string
	Role  string
	Phone string // as shown
}

// Tel is the phone number as an address that dials.
func (c Contact) Tel() template.URL { return view.Tel(c.Phone) }

// NavItem is an entry of the main menu for those who may use it.
type NavItem struct {
	Path       string
	Text       string // text key
	Permission access.Permission
	Also       []string // further addresses that are reached from there, where no earlier entry claims them
}

// leadsTo tells whether an entry is the one for an address.
func (n NavItem) leadsTo(path string) bool {
	for _, begin := range append([]string{n.Path}, n.Also...) {
		if path == begin || strings.HasPrefix(path, begin+"/") {
			return true
		}
	}
	return false
}

// ContactSource finds the named contact of whoever is signed in.
type ContactSource func(ctx context.Context, actor access.Actor) (Contact, error)

// EndActingPath is where a coordinator stops acting for a firm.
const EndActingPath = "/acting/end"

func (r *Request) layout(title string, body template.HTML) (Layout, error) {
	l := Layout{
		Lang: string(r.Texts.Locale), Title: title, Path: r.fiber.OriginalURL(), Body: body,
		Notice: r.takeNotice(), IsTest: r.server.development,
	}
	if r.fiber.Method() != "GET" { // a form shown again has no address of its own
		l.Path = r.returnPath()
	}
	if !r.Actor.IsSignedIn() {
		return l, nil
	}
	l.SignedIn = true
	l.Party, l.CVR = r.Actor.Party().Name, r.Actor.Party().CVR
	l.User = r.Texts.Person(r.Actor.Name())
	if through := r.Actor.Through(); through.ID != "" {
		l.Acting = Acting{r.T("layout.acting", "firm", l.Party, "association", through.Name), EndActingPath}
	}
	found := false
	for _, item := range r.server.nav {
		if r.Actor.Can(item.Permission) {
			current := !found && item.leadsTo(r.Path())
			found = found || current
			l.Nav = append(l.Nav, NavLink{item.Path, r.T(item.Text), current})
		}
	}
	contact, err := r.server.contact(r.ctx, r.Actor)
	l.Contact = contact
	return l, err
}

var noticeView = view.New("fragments/notice", func(t *i18n.Texts) []view.Sample[Notice] {
	return []view.Sample[Notice]{
		{Name: "none", Model: Notice{}},
		{Name: "success", Model: Done(t.T("layout.skip"))},
	}
})

var pageLayout = view.New("layouts/page", func(t *i18n.Texts) []view.Sample[Layout] {
	nav := []NavLink{{"/overview", t.T("nav.overview"), true}, {"/placements", t.T("nav.placements"), false}}
	return []view.Sample[Layout]{
		{Name: "signed-out", Model: Layout{Lang: string(t.Locale), Title: "Fodfæste", Path: "/", Body: "<h1>Fodfæste</h1>"}},
		{Name: "signed-in", Model: Layout{
			Lang: string(t.Locale), Title: t.T("nav.overview"), Path: "/overview", SignedIn: true, User: "Karen Holm",
			Party: "Nakskov Bageri ApS", CVR: "99999993", Nav: nav, IsTest: true, Acting: Acting{t.T("layout.acting", "firm", "Nakskov Bageri ApS", "association", "Sydhavets Erhvervsforening"), EndActingPath},
			Contact: Contact{"Lone Friis", "Business Lolland-Falster", "54 95 00 00"},
			Notice:  Done(t.T("layout.skip")), Body: "<h1>Fodfæste</h1>",
		}},
	}
})

var errorView = view.New("pages/error", func(t *i18n.Texts) []view.Sample[errorModel] {
	return []view.Sample[errorModel]{
		{Name: "not-found", Model: errorPage(t, "not_found", "", "4f2a")},
		{Name: "own-words", Model: errorPage(t, "referral_gone", t.T("error.referral_gone"), "4f2a")},
		{Name: "internal", Model: errorPage(t, "internal", "", "4f2a")},
		{Name: "conflict", Model: errorPage(t, "conflict", t.T("error.changed"), "4f2a")},
	}
})

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{pageLayout, standaloneLayout, noticeView, errorView, linkPage}
}
