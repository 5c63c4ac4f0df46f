package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axe-core, vendored by scripts/vendor-ui.
//
//go:embed testdata/axe.js
var axeScript string

// axeTags are the rules that count: WCAG 2.2 on level AA, and good practice.
var axeTags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}

// violation is a rule that some elements of a page break.
type violation struct {
	Rule  string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target  []any  `json:"target"`
		HTML    string `json:"html"`
		Failure string `json:"failureSummary"`
	} `json:"nodes"`
}

func (v violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", v.Rule, v.Help)
	for _, node := range v.Nodes[:min(3, len(v.Nodes))] {
		fmt.Fprintf(&b, "\n    %v %s\n      %s", node.Target, node.HTML, strings.ReplaceAll(node.Failure, "\n", " "))
	}
	return b.String()
}

// examiner runs axe on the document that a tab shows. It lives in a world of
// its own beside the page's scripts, so that neither the page nor its security
// policy notices, and it ends with the document.
type examiner struct {
	tab   *tab
	world runtime.ExecutionContextID
}

// examine brings axe to the document that the tab shows now.
func (b *tab) examine() examiner {
	b.t.Helper()
	tree, err := chromedp.Call(b.ctx, page.GetFrameTree, cdp.Empty{})
	b.must(err)
	world, err := chromedp.Call(b.ctx, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: tree.FrameTree.Frame.ID, WorldName: "axe",
	})
	b.must(err)
	e := examiner{b, world.ExecutionContextID}
	_, err = chromedp.Run(b.ctx, chromedp.Evaluate[chromedp.Void](axeScript, e.inWorld))
	b.must(err)
	return e
}

func (e examiner) inWorld(p *runtime.EvaluateParams) { p.ContextID = e.world }

// violations asks axe, leaving some rules out.
func (e examiner) violations(without ...string) []violation {
	e.tab.t.Helper()
	rules := map[string]any{}
	for _, rule := range without {
		rules[rule] = map[string]bool{"enabled": false}
	}
	options, err := json.Marshal(map[string]any{
		"runOnly": axeTags, "rules": rules, "resultTypes": []string{"violations"},
	})
	e.tab.must(err)
	found, err := chromedp.Run(e.tab.ctx, chromedp.Evaluate[[]violation](
		fmt.Sprintf("axe.run(document, %s).then(result => result.violations)", options), e.inWorld, chromedp.EvalAwaitPromise))
	e.tab.must(err)
	return found
}
