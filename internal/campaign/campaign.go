// Package campaign lets an association ask its members for small jobs of a kind
// for a while: those of a bridge being built, or of a season. A campaign runs
// between two days; firms put a small job under it, consultants find them on one
// list, and everybody sees how many there are.
package campaign

import (
	"cmp"
	"slices"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Campaign is one that an association made.
type Campaign struct {
	store.Doc       `bson:",inline"`
	AssociationID   string `bson:"association_id"`
	AssociationName string `bson:"association_name"`
	Call            Call   `bson:"call"`
	audit.Trail     `bson:",inline"`
}

// Call is what a campaign says.
type Call struct {
	Name     string       `bson:"name"`
	Text     string       `bson:"text"` // what is asked for, in plain words
	Template string       `bson:"template"`
	From     caldate.Date `bson:"from"`
	Until    caldate.Date `bson:"until"` // last day
}

// Table is where campaigns are kept.
var Table = store.Table[Campaign]{
	Name: "campaigns",
	Indexes: []store.Index{
		{Name: "association", Keys: []string{"association_id", "call.until"}},
		{Name: "until", Keys: []string{"call.until"}},
	},
}

// Status is where a campaign stands on a day.
type Status string

const (
	Coming  Status = "coming"
	Running Status = "running"
	Over    Status = "over"
)

// Statuses lists every status.
func Statuses() []Status { return []Status{Coming, Running, Over} }

// StatusOn derives it.
func (c Campaign) StatusOn(today caldate.Date) Status {
	switch {
	case today.Before(c.Call.From):
		return Coming
	case today.After(c.Call.Until):
		return Over
	}
	return Running
}

// check finds what is missing of a call.
func (c Call) check() error {
	var faults fault.Fields
	if c.Name == "" {
		faults.Add("name", "required")
	}
	if c.Text == "" {
		faults.Add("text", "required")
	}
	if opening.TemplateOf(c.Template).Code != c.Template {
		faults.Add("template", "choose")
	}
	if c.From.IsZero() {
		faults.Add("from", "required")
	}
	switch {
	case c.Until.IsZero():
		faults.Add("until", "required")
	case c.Until.Before(c.From):
		faults.Add("until", "before_start")
	}
	return faults.Err()
}

func (c Call) parts() []string {
	return []string{c.Name, c.From.Danish() + "–" + c.Until.Danish(), c.Text}
}

// Counts is what has come of a campaign: of what firms published, and of nothing
// that is a draft still.
type Counts struct {
	Openings int // published under it, ever
	Live     int // of them on offer now
	Filled   int
	Firms    int // whose they are
}

// count sums up the small jobs of a campaign on a day.
func count(list []opening.Opening, today caldate.Date) Counts {
	var c Counts
	firms := map[string]bool{}
	for _, o := range list {
		if o.PublishedAt.IsZero() {
			continue
		}
		c.Openings++
		firms[o.CompanyID] = true
		switch o.StatusOn(today) {
		case opening.Live:
			c.Live++
		case opening.Filled:
			c.Filled++
		}
	}
	c.Firms = len(firms)
	return c
}

// sorted orders campaigns for a list: those that run by their last day, then those
// to come, then those that are over, the last one first.
func sorted(list []Campaign, today caldate.Date) []Campaign {
	order := []Status{Running, Coming, Over}
	slices.SortStableFunc(list, func(a, b Campaign) int {
		by := cmp.Compare(slices.Index(order, a.StatusOn(today)), slices.Index(order, b.StatusOn(today)))
		if a.StatusOn(today) == Over {
			return cmp.Or(by, b.Call.Until.Compare(a.Call.Until))
		}
		return cmp.Or(by, a.Call.Until.Compare(b.Call.Until))
	})
	return list
}
