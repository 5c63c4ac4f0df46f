// Package views holds the HTML files: layouts, pages, fragments (regions that
// can be answered alone) and components (pieces of vocabulary), and mails. One file is
// one template, named by its path without ".html".
package views

import "embed"

//go:embed layouts pages fragments components mail
var FS embed.FS
