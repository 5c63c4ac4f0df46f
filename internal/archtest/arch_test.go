package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "fodfaeste/"

// file is one parsed Go file of the tree.
type file struct {
	path    string // from the root, with slashes
	dir     string
	test    bool
	imports []string
	ast     *ast.File
	fset    *token.FileSet
}

// tree parses every Go file.
func tree(t *testing.T) []file {
	t.Helper()
	var files []file
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (name == "node_modules" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, name, data, parser.ParseComments)
		if err != nil {
			return err
		}
		f := file{path: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), ast: parsed, fset: fset}
		for _, spec := range parsed.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			f.imports = append(f.imports, p)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// layer is what a package is, for the table of imports.
type layer int

const (
	value   layer = iota // standard library only
	base                 // the store and access below every feature
	engine               // store engines
	feature              // a domain package
	kit                  // the server-driven UI kit
	outside              // what a feature reaches the outside by, through its port
	pages                // a feature's web package
	top                  // app, demo data, scripts, tests: know everything
)

// layers places every package. A package that is not here fails the test:
// decide where it belongs.
var layers = map[string]layer{
	"internal/money": value, "internal/caldate": value, "internal/id": value, "internal/clock": value, "internal/fault": value,
	"internal/store": base, "internal/access": base, "internal/audit": base, "internal/cvr": base, "internal/chart": base, "internal/job": base, "internal/strictjson": base, "internal/ruledata": base, "internal/sheet": base, "internal/ical": base,
	"internal/store/sqlitestore": engine, "internal/store/mongostore": engine,
	"internal/company": feature, "internal/opening": feature, "internal/candidate": feature, "internal/need": feature, "internal/placement": feature,
	"internal/hours": feature, "internal/payroll": feature, "internal/claim": feature, "internal/meeting": feature, "internal/report": feature, "internal/calendar": feature, "internal/ball": feature, "internal/document": feature, "internal/effort": feature, "internal/campaign": feature, "internal/gathering": feature, "internal/programme": feature, "internal/reminder": feature, "internal/delivery": feature, "internal/worktime": feature, "internal/grant": feature, "internal/delegation": feature, "internal/invitation": feature, "internal/pipeline": feature, "internal/identity": feature, "internal/overview": feature,
	"internal/mail": outside, "internal/clamd": outside, "internal/printer": outside,
	"internal/i18n": kit, "internal/form": kit, "internal/view": kit, "internal/web": kit, "static": kit, "views": kit,
	"internal/audit/auditweb": pages, "internal/company/companyweb": pages, "internal/opening/openingweb": pages,
	"internal/candidate/candidateweb": pages, "internal/need/needweb": pages, "internal/placement/placementweb": pages, "internal/hours/hoursweb": pages, "internal/payroll/payrollweb": pages, "internal/claim/claimweb": pages,
	"internal/grant/grantweb": pages, "internal/delegation/delegationweb": pages, "internal/pipeline/pipelineweb": pages, "internal/meeting/meetingweb": pages, "internal/document/documentweb": pages, "internal/report/reportweb": pages, "internal/calendar/calendarweb": pages, "internal/effort/effortweb": pages, "internal/campaign/campaignweb": pages, "internal/gathering/gatheringweb": pages, "internal/programme/programmeweb": pages, "internal/reminder/reminderweb": pages, "internal/delivery/deliveryweb": pages, "internal/identity/identityweb": pages, "internal/overview/overviewweb": pages,
	"app": top, "internal/demo": top, "internal/obs": top, "internal/archtest": top, "internal/identity/devidp": top,
	"internal/store/storetest": top, "internal/view/viewtest": top, "internal/mail/mailtest": top, "internal/strictjson/casetest": top, "internal/ruledata/datatest": top,
	"scripts/devidp": top, "scripts/browser": top, "scripts/bench": top,
}

// mayImport lists the layers of ours that a layer may import.
var mayImport = map[layer][]layer{
	value:   {},
	base:    {value, base},
	engine:  {value, base},
	feature: {value, base, feature},
	outside: {value, base, feature},
	kit:     {value, base, kit},
	pages:   {value, base, feature, kit, pages},
	top:     {value, base, engine, feature, outside, kit, pages, top},
}

func TestDirectionOfImports(t *testing.T) {
	for _, f := range tree(t) {
		from, placed := layers[f.dir]
		if !placed {
			t.Errorf("%s: package %s is not in the table of layers", f.path, f.dir)
			continue
		}
		if f.test {
			continue // tests may use anything
		}
		for _, imported := range f.imports {
			ours, ok := strings.CutPrefix(imported, module)
			if !ok {
				if from == value && strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
					t.Errorf("%s: a value type imports %s, and may use the standard library only", f.path, imported)
				}
				continue
			}
			to := layers[ours]
			if !slices.Contains(mayImport[from], to) {
				t.Errorf("%s: imports %s, which its layer may not", f.path, ours)
			}
			if from == pages && to == pages && ours != "internal/audit/auditweb" {
				t.Errorf("%s: one feature's pages import another's: %s", f.path, ours)
			}
		}
	}
}

// onlyIn says which packages may import something that must stay in one place.
func TestPlacesOfDependencies(t *testing.T) {
	onlyIn := map[string][]string{
		"github.com/gofiber/template/html/v2":  {"internal/view"},
		"github.com/gofiber/fiber/v2":          {"internal/web", "app"},
		"go.mongodb.org/mongo-driver/v2/mongo": {"internal/store/mongostore"},
		"database/sql":                         {"internal/store/sqlitestore"},
		"modernc.org/sqlite":                   {"internal/store/sqlitestore"},
		"github.com/coreos/go-oidc/v3/oidc":    {"internal/identity"},
		"github.com/zitadel/oidc/v3/pkg/op":    {"internal/identity/devidp"},
		"fodfaeste/internal/identity/devidp":   {"scripts/devidp"},
		"github.com/prometheus/client_golang":  {"internal/obs"},
		"github.com/chromedp/chromedp":         {"scripts/browser"},
		"github.com/xuri/excelize/v2":          {"internal/sheet"},
		"github.com/wneessen/go-mail":          {"internal/mail"},
		"github.com/emersion/go-smtp":          {"internal/mail/mailtest"},
		"github.com/emersion/go-sasl":          {"internal/mail/mailtest"},
		"github.com/shopspring/decimal":        {"internal/grant", "internal/grant/grantweb", "internal/ruledata", "internal/strictjson", "internal/worktime"},
		"go.yaml.in/yaml/v3":                   {"internal/i18n", "internal/identity", "internal/ruledata"},
	}
	for _, f := range tree(t) {
		if f.test {
			continue
		}
		for _, imported := range f.imports {
			for guarded, places := range onlyIn {
				if (imported == guarded || strings.HasPrefix(imported, guarded+"/")) && !slices.Contains(places, f.dir) {
					t.Errorf("%s: imports %s, which belongs in %v", f.path, imported, places)
				}
			}
		}
	}
}

// TestCalls holds calls that only a few places may make.
func TestCalls(t *testing.T) {
	callers := map[string][]string{
		"time.Now":           {"internal/clock"},
		"context.Background": {"app"}, // main alone
		"context.TODO":       {},
		"access.NewActor":    {"internal/identity", "internal/demo"},
		"access.Acting":      {"internal/identity"},
		"access.System":      {"internal/identity", "internal/company", "internal/invitation", "internal/opening", "internal/reminder", "internal/delivery", "internal/candidate", "internal/programme", "internal/campaign", "internal/gathering", "internal/pipeline", "internal/need", "internal/document"},
		"access.Link":        {"internal/delivery", "internal/invitation", "internal/placement", "internal/calendar"},
		"store.NewScope":     {"internal/access"},
		"store.SystemScope":  {"internal/access"},
		"os.Getenv":          {"app", "scripts/devidp"},
		"fiber.New":          {"internal/web"},
	}
	samples := map[string]bool{"access.NewActor": true} // pages' samples pose as people
	for _, f := range tree(t) {
		if f.test || strings.HasSuffix(f.dir, "test") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := call.X.(*ast.Ident)
			if !ok {
				return true
			}
			name := x.Name + "." + call.Sel.Name
			places, guarded := callers[name]
			if !guarded || slices.Contains(places, f.dir) {
				return true
			}
			if samples[name] && layers[f.dir] == pages {
				return true
			}
			if name == "context.Background" && f.dir == "scripts/devidp" {
				return true
			}
			t.Errorf("%s: %s belongs in %v", f.fset.Position(call.Pos()), name, places)
			return true
		})
	}
}

// TestPartyScope: the scope that asks no role is for joining a firm and for
// facts about the party itself.
func TestPartyScope(t *testing.T) {
	for _, f := range tree(t) {
		if f.test || f.dir == "internal/company" || f.dir == "internal/access" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && call.Sel.Name == "PartyScope" {
				t.Errorf("%s: PartyScope asks no permission and is for package company", f.fset.Position(call.Pos()))
			}
			return true
		})
	}
}

func TestNoInit(t *testing.T) {
	for _, f := range tree(t) {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: init runs unasked; pass what it sets up as a value", f.path)
			}
		}
	}
}

func TestPackageComments(t *testing.T) {
	documented := map[string]bool{}
	seen := map[string]bool{}
	for _, f := range tree(t) {
		if f.test {
			continue
		}
		seen[f.dir] = true
		if f.ast.Doc != nil {
			documented[f.dir] = true
		}
	}
	for dir := range seen {
		if !documented[dir] {
			t.Errorf("package %s does not say what it promises", dir)
		}
	}
}

// TestNames refuses packages named after what they are not about.
func TestNames(t *testing.T) {
	for _, f := range tree(t) {
		switch path.Base(f.dir) {
		case "util", "utils", "helpers", "helper", "common", "manager", "models", "handlers", "misc":
			t.Errorf("%s: a package says what it is about", f.dir)
		}
	}
}

// topLevel is everything that may lie at the top, besides dot-files.
var topLevel = []string{"app", "views", "static", "internal", "scripts", "go.mod", "go.sum", "Procfile", "README.md", "LICENSE"}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	ignored := []string{"bin", "data"} // made by running, never committed
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) && !slices.Contains(ignored, e.Name()) {
			t.Errorf("%s does not belong at the top", e.Name())
		}
	}
	for _, name := range topLevel {
		if _, err := os.Stat(filepath.Join("../..", name)); err != nil {
			t.Errorf("%s is missing at the top", name)
		}
	}
}
