package claim

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/ruledata"
)

//go:embed data/*.yaml
var files embed.FS

// Rules is how each scheme is claimed, loaded and checked.
type Rules struct {
	// Version is the day the rules were put together.
	Version caldate.Date
	// RemindBefore are the days before the end of a window on which somebody is
	// reminded, the earliest first.
	RemindBefore []int

	schemes []Scheme
	sources ruledata.Sources
}

// Scheme is how one scheme is claimed.
type Scheme struct {
	ID                  grant.SchemeID `yaml:"id"`
	ruledata.Provenance `yaml:",inline"`
	Every               Rhythm   `yaml:"every"`
	Of                  Of       `yaml:"of"`
	Window              int      `yaml:"window_months"` // months after the end of a period in which it is claimed
	WindowIs            string   `yaml:"window_is"`     // law or advice
	AskedByDay          int      `yaml:"asked_by_day"`  // of the month after the period, for money by its end; 0 for none
	Papers              []string `yaml:"papers"`        // kinds of documents
	Figures             []string `yaml:"figures"`       // in the order of the request; text keys below "claim.figure."
}

// Rhythm is how long the period of a claim is.
type Rhythm string

const (
	Monthly   Rhythm = "month"
	Quarterly Rhythm = "quarter"
)

// Of is what a scheme pays for.
type Of string

const (
	Subsidised Of = "subsidised" // the hours with a wage subsidy
	Help       Of = "help"       // a colleague's help, by the split sheet
)

// Load reads and checks the rules the portal carries. Every fault is named at once.
func Load() (*Rules, error) { return load(files) }

// file is the shape of claims.yaml.
type file struct {
	Version ruledata.Day `yaml:"version"`
	Remind  []int        `yaml:"remind_before_days"`
	Schemes []Scheme     `yaml:"schemes"`
}

func load(files fs.FS) (*Rules, error) {
	var f file
	r := &Rules{}
	err := errors.Join(ruledata.Read(files, "claims.yaml", &f), ruledata.Read(files, "sources.yaml", &r.sources))
	r.Version, r.RemindBefore, r.schemes = f.Version.Date, f.Remind, f.Schemes
	if err = errors.Join(err, r.check()); err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	return r, nil
}

// figures are what a request can be made of.
var figures = []string{"cvr", "p_number", "person", "from", "to", "hours", "rate", "amount", "reference"}

func (r *Rules) check() error {
	c := ruledata.NewChecker(r.sources)
	c.Sources()
	c.That(!r.Version.IsZero(), "claims.yaml has no version")
	c.That(slices.IsSortedFunc(r.RemindBefore, func(a, b int) int { return b - a }) && len(r.RemindBefore) > 0, "remind_before_days: want days, the earliest first")
	seen := map[grant.SchemeID]bool{}
	for _, s := range r.schemes {
		what := "scheme " + string(s.ID)
		c.That(s.ID != "" && !seen[s.ID], "%s stands there twice, or has no name", what)
		seen[s.ID] = true
		c.Provenance(what, s.Provenance)
		c.That(s.Every == Monthly || s.Every == Quarterly, "%s: every is %q, not month or quarter", what, s.Every)
		c.That(s.Of == Subsidised || s.Of == Help, "%s: of is %q, not subsidised or help", what, s.Of)
		c.That(s.Window > 0, "%s: window_months must be more than 0", what)
		c.That(s.WindowIs == "law" || s.WindowIs == "advice", "%s: window_is is %q, not law or advice", what, s.WindowIs)
		c.That(s.AskedByDay >= 0 && s.AskedByDay <= 28, "%s: asked_by_day is %d", what, s.AskedByDay)
		c.That(len(s.Papers) > 0 && len(s.Figures) > 0, "%s: papers or figures are missing", what)
		for _, name := range s.Figures {
			c.That(slices.Contains(figures, name), "%s: nobody knows the figure %q", what, name)
		}
	}
	return c.Err()
}

// Schemes lists what can be claimed, in the order of the data.
func (r *Rules) Schemes() []Scheme { return slices.Clone(r.schemes) }

// Scheme finds how a scheme is claimed.
func (r *Rules) Scheme(id grant.SchemeID) (Scheme, bool) {
	i := slices.IndexFunc(r.schemes, func(s Scheme) bool { return s.ID == id })
	if i < 0 {
		return Scheme{}, false
	}
	return r.schemes[i], true
}

// Source finds a source by the id that a scheme names it with.
func (r *Rules) Source(id string) (ruledata.Source, bool) {
	s, ok := r.sources[id]
	return s, ok
}
