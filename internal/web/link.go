package web

import (
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Link is a link that opens something without sign-in. It is shown this once:
// only its hash is kept.
type Link struct {
	Title string
	Text  string // for whom it is, and what it opens
	Link  string
	Once  string // that it is shown once, and how it ends
	Back  string
}

// ShowLink answers with the page that shows a link.
func ShowLink(l Link) Answer { return Page(linkPage, l.Title, l) }

var linkPage = view.New("pages/link", func(t *i18n.Texts) []view.Sample[Link] {
	return []view.Sample[Link]{{Name: "only", Model: Link{
		Title: t.T("placement.link_title"), Text: t.T("placement.link_text", "name", "Gitte Skov"), Once: t.T("placement.link_once"),
		Link: "https://fodfaeste.example/representative/abc", Back: "/placements/plc_1",
	}}}
})
