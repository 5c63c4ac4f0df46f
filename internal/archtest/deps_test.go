package archtest

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// allowed is every module the project depends on directly, and what for.
var allowed = map[string]string{
	"github.com/PuerkitoBio/goquery":      "tests assert on the document",
	"github.com/andybalholm/brotli":       "static files compressed at the best level",
	"github.com/caarlos0/env/v11":         "configuration, all faults at once",
	"github.com/chromedp/cdproto":         "browser tests",
	"github.com/chromedp/chromedp":        "browser tests",
	"github.com/coreos/go-oidc/v3":        "OpenID Connect relying party",
	"github.com/emersion/go-sasl":         "the mail server of the tests asks for a password",
	"github.com/emersion/go-smtp":         "the mail server of the tests",
	"github.com/go-jose/go-jose/v4":       "signs tokens in the providers of the tests",
	"github.com/gofiber/fiber/v2":         "HTTP",
	"github.com/gofiber/template/html/v2": "HTML templates",
	"github.com/google/go-cmp":            "tests show differences",
	"github.com/jba/templatecheck":        "templates checked against their models",
	"github.com/prometheus/client_golang": "metrics",
	"github.com/prometheus/common":        "their text format",
	"github.com/shopspring/decimal":       "exact amounts and ratios",
	"github.com/xuri/excelize/v2":         "workbooks",
	"github.com/wneessen/go-mail":         "mails, and the conversation with their server",
	"github.com/zitadel/oidc/v3":          "the development provider",
	"go.mongodb.org/mongo-driver/v2":      "MongoDB, and BSON for both engines",
	"go.yaml.in/yaml/v3":                  "texts, rules and broker profiles",
	"golang.org/x/oauth2":                 "the code flow",
	"modernc.org/sqlite":                  "the embedded engine",
}

func TestDirectDependencies(t *testing.T) {
	data, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) >= 2 && strings.Contains(fields[0], ".") && strings.HasPrefix(fields[1], "v") && !strings.Contains(line, "// indirect") {
			direct = append(direct, fields[0])
		}
	}
	for _, name := range direct {
		if allowed[name] == "" {
			t.Errorf("go.mod depends on %s, which is not on the list; say here what it is for", name)
		}
	}
	for name := range allowed {
		if !slices.Contains(direct, name) {
			t.Errorf("%s is on the list but go.mod does not depend on it", name)
		}
	}
}

// TestNotLinked proves what the production program does not contain.
func TestNotLinked(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "fodfaeste/app").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, forbidden := range []string{"fodfaeste/internal/identity/devidp", "github.com/zitadel/oidc/v3/pkg/op", "github.com/chromedp/chromedp", "github.com/emersion/go-smtp", "fodfaeste/internal/mail/mailtest", "fodfaeste/internal/strictjson/casetest", "fodfaeste/internal/ruledata/datatest"} {
		if slices.Contains(strings.Fields(string(out)), forbidden) {
			t.Errorf("the production program links %s", forbidden)
		}
	}
}

// TestTextsAreUsed finds text keys that nothing names. A key counts as used
// when it is written in a Go file or a template, or when a beginning of it is:
// codes and form fields are put behind a prefix.
func TestTextsAreUsed(t *testing.T) {
	var sources strings.Builder
	for _, root := range []string{"../../internal", "../../views", "../../app"} {
		if err := walkSources(root, &sources); err != nil {
			t.Fatal(err)
		}
	}
	quoted := map[string]bool{}
	for _, m := range regexp.MustCompile(`"([a-z][a-z0-9_.]*)"`).FindAllStringSubmatch(sources.String(), -1) {
		quoted[m[1]] = true
	}
	for _, key := range textKeys(t) {
		if !used(strings.TrimSuffix(key, "_hint"), quoted) {
			t.Errorf("text %q is written but never used", key)
		}
	}
}

func used(key string, quoted map[string]bool) bool {
	if quoted[key] {
		return true
	}
	for i := range key {
		if key[i] == '.' && (quoted[key[:i]] || quoted[key[:i+1]]) {
			return true
		}
	}
	return false
}
