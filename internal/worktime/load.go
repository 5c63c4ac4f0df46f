package worktime

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"fodfaeste/internal/ruledata"
)

//go:embed data/*.yaml
var files embed.FS

// Load reads and checks the rules the portal carries. Every fault is named at
// once: a key nobody knows, a number that is none or is missing, a rule without
// its place in the law or its source, a code without a rule behind it.
func Load() (*Rules, error) { return load(files) }

func load(files fs.FS) (*Rules, error) {
	r := &Rules{provenance: map[string]ruledata.Provenance{}}
	err := errors.Join(ruledata.Read(files, "rules.yaml", &r.law), ruledata.Read(files, "sources.yaml", &r.sources))
	r.Version = r.law.Version.Date
	if err = errors.Join(err, r.check()); err != nil {
		return nil, fmt.Errorf("worktime: %w", err)
	}
	return r, nil
}
