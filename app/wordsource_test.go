package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
)

// code is what a feature's source says that becomes a text: the constants of
// its types, the codes of its refusals, its events and its gates.
type code struct {
	constants               map[string][]string // by type
	refusals, events, gates []string
}

// beginnings are words that the source puts together with one of a list.
func beginnings() map[string][]string {
	var weeks []string
	for _, s := range hours.Statuses() {
		weeks = append(weeks, string(s))
	}
	var conversions []string
	for _, s := range placement.ConversionStatuses() {
		conversions = append(conversions, string(s))
	}
	var openings []string
	for _, s := range opening.Statuses() {
		openings = append(openings, string(s))
	}
	var referrals []string
	for _, s := range candidate.Statuses() {
		referrals = append(referrals, string(s))
	}
	var needs []string
	for _, s := range need.Statuses() {
		needs = append(needs, string(s))
	}
	var invitations []string
	for _, s := range invitation.Statuses() {
		invitations = append(invitations, string(s))
	}
	var applications, claims, answers []string
	for _, s := range claim.Statuses() {
		applications = append(applications, string(s))
	}
	for _, s := range claim.ClaimStatuses() {
		claims = append(claims, string(s))
	}
	for _, k := range claim.AnswerKinds() {
		answers = append(answers, string(k))
	}
	var reports []string
	for _, s := range report.Statuses() {
		reports = append(reports, string(s))
	}
	return map[string][]string{
		"application_is_": applications, "claim_is_": claims, "claim_": answers,
		"opening_is_": openings, "opening_closed_": opening.CloseReasons(),
		"referral_is_": referrals, "need_is_": needs, "conversion_is_": conversions, "invitation_is_": invitations,
		"week_is_": weeks, "gate_": {"withdrawn", "ticks", "refused", "vitas", "start", "stopped"},
		"vitas_": placement.VitasStates(), "representative_": placement.HearingAnswers(), "extension_": placement.ExtensionStates(),
		"intention_": meeting.Outcomes(), "documentation_is_": reports,
	}
}

// untold are refusals that nobody reads: locking a month leaves such weeks alone.
var untold = []string{"lock_not_over", "lock_nothing"}

// readCode reads a feature's source.
func readCode(t *testing.T, feature string) code {
	t.Helper()
	folder := "../internal/" + feature
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	c := code{constants: map[string][]string{}}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), folder+"/"+e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			c.read(t, n)
			return true
		})
	}
	c.refusals = slices.DeleteFunc(c.refusals, func(word string) bool { return slices.Contains(untold, word) })
	for _, list := range []*[]string{&c.refusals, &c.events, &c.gates} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return c
}

func (c *code) read(t *testing.T, n ast.Node) {
	switch n := n.(type) {
	case *ast.GenDecl:
		c.readConstants(n)
	case *ast.FuncDecl: // those that answer with the code of a refusal
		if n.Name.Name == "check" || n.Name.Name == "ClosedOn" {
			ast.Inspect(n, func(inner ast.Node) bool {
				if back, ok := inner.(*ast.ReturnStmt); ok && len(back.Results) > 0 {
					c.refusals = append(c.refusals, spoken(t, back.Results[0])...)
				}
				return true
			})
		}
	case *ast.CallExpr:
		if name := called(n.Fun); len(n.Args) > 1 && slices.Contains([]string{"fault.New", "fault.Field", "faults.Add", "need"}, name) {
			c.refusals = append(c.refusals, spoken(t, n.Args[1])...)
		}
	case *ast.CompositeLit:
		of := ""
		if n.Type != nil {
			of = called(n.Type)
		}
		for _, element := range n.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			switch {
			case !ok:
			case of == "audit.Event" && called(pair.Key) == "Type":
				c.events = append(c.events, spoken(t, pair.Value)...)
			case of == "Gate" && called(pair.Key) == "Reason":
				c.gates = append(c.gates, spoken(t, pair.Value)...)
			}
		}
	case *ast.AssignStmt:
		if target := called(n.Lhs[0]); strings.HasSuffix(target, ".Type") {
			c.events = append(c.events, spoken(t, n.Rhs[0])...)
		}
	}
}

// readConstants takes up the constants that name their type, or convert to it.
func (c *code) readConstants(d *ast.GenDecl) {
	if d.Tok != token.CONST {
		return
	}
	for _, spec := range d.Specs {
		value := spec.(*ast.ValueSpec)
		if value.Type == nil || len(value.Values) == 0 {
			continue
		}
		if text, ok := value.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
			word, _ := strconv.Unquote(text.Value)
			of := called(value.Type)
			c.constants[of] = append(c.constants[of], word)
		}
	}
}

// spoken are the words an expression can be: one, or a beginning with each of
// its list. What is made elsewhere is found there.
func spoken(t *testing.T, e ast.Expr) []string {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		if word, err := strconv.Unquote(e.Value); err == nil && word != "" && e.Kind == token.STRING {
			return []string{word}
		}
	case *ast.BinaryExpr:
		begins, ok := e.X.(*ast.BasicLit)
		if !ok || e.Op != token.ADD {
			return nil
		}
		word, _ := strconv.Unquote(begins.Value)
		var all []string
		for _, rest := range beginnings()[word] {
			all = append(all, word+rest)
		}
		if len(all) == 0 {
			t.Errorf("what can follow %q?", word)
		}
		return all
	}
	return nil
}

// called writes a name, with what stands before its dot.
func called(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return called(e.X) + "." + e.Sel.Name
	}
	return ""
}
