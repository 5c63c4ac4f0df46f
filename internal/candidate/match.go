package candidate

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Place is what is compared of a live opening, with the postcode of its firm, or
// "" where the address tells none.
type Place struct {
	offered
	PostCode string
	Again    bool // the person had it last time, and the firm wants the same one
}

// offered is the part of an opening that matching reads: a person's list goes
// through all of them, so nothing else is taken out of the store.
type offered struct {
	store.Doc   `bson:",inline"`
	CompanyID   string `bson:"company_id"`
	CompanyName string `bson:"company_name"`
	CopyOf      string `bson:"copy_of,omitempty"`
	SamePerson  bool   `bson:"same_person,omitempty"`
	Offer       Offer  `bson:"offer"`
}

// Offer is what is compared of what an opening offers; see opening.Offer.
type Offer struct {
	Title string `bson:"title"`
	Tasks []struct {
		Title string `bson:"title"`
	} `bson:"tasks"`
	Minutes    int          `bson:"minutes"`
	When       string       `bson:"when"`
	Start      caldate.Date `bson:"start"`
	Conditions []string     `bson:"conditions"`
}

// address is the part of a firm that matching reads.
type address struct {
	store.Doc `bson:",inline"`
	Details   struct {
		Address string `bson:"address"`
	} `bson:"details"`
}

var (
	offeredTable = store.Table[offered]{Name: opening.Table.Name, Indexes: opening.Table.Indexes}
	addressTable = store.Table[address]{Name: company.Table.Name, Indexes: company.Table.Indexes}
)

// Match is how an opening suits a person. The points are those of the reasons and
// nothing else; what the person needs gives and takes none.
type Match struct {
	Place
	Points  int
	Reasons []Reason
}

// Reason is one thing that speaks for an opening, or does not: a text key below
// "match.", with what is filled in.
type Reason struct {
	Code    string
	Points  int
	Tasks   []string // of the tasks reasons: those that the person knows
	Minutes int      // of the hours reasons: a week
	On      caldate.Date
}

// Points that a reason can give.
const (
	againPoints = 100 // as many as all the others together: before every other opening
	tasksPoints = 40  // when the person knows all of them
	hoursPoints = 20
	timePoints  = 15
	nearPoints  = 15
	startPoints = 10
)

// Rank orders openings by how they suit a person, best first. An opening that
// does not offer everything the person needs is left out, and counted: needs sort
// the openings and never the person.
func Rank(c Candidate, places []Place) (matches []Match, without int) {
	known := make([][]string, len(c.Profile.Mastered))
	for i, task := range c.Profile.Mastered {
		known[i] = stems(task)
	}
	matches = make([]Match, 0, len(places))
	words := stemmer{} // firms name the same tasks
	for _, p := range places {
		if !offers(p.Offer, c.Profile.Conditions) {
			without++
			continue
		}
		m := Match{Place: p, Reasons: make([]Reason, 0, 6)}
		if p.Again {
			m.Reasons = append(m.Reasons, Reason{Code: "same_person", Points: againPoints})
		}
		m.Reasons = append(m.Reasons, onTasks(words, known, p.Offer), onHours(c.Profile, p.Offer))
		for _, r := range []Reason{onTimes(c.Wish, p.Offer), onDistance(c.Wish.PostCode, p.PostCode), onStart(c.Wish, p.Offer)} {
			if r.Code != "" {
				m.Reasons = append(m.Reasons, r)
			}
		}
		for _, r := range m.Reasons {
			m.Points += r.Points
		}
		matches = append(matches, m)
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), a.Offer.Start.Compare(b.Offer.Start), cmp.Compare(a.ID, b.ID))
	})
	return matches, without
}

func offers(o Offer, needed []string) bool {
	return !slices.ContainsFunc(needed, func(c string) bool { return !slices.Contains(o.Conditions, c) })
}

// stems are the beginnings of the longer words of a task, so that "rengøring"
// knows "rengøre borde".
func stems(task string) []string {
	var list []string
	for _, word := range strings.FieldsFunc(strings.ToLower(task), func(r rune) bool { return strings.ContainsRune(" ,.-/()&", r) }) {
		letters := []rune(word)
		if len(letters) < 4 {
			continue
		}
		list = append(list, string(letters[:4]))
	}
	return list
}

// stemmer remembers the stems of tasks.
type stemmer map[string][]string

func (s stemmer) stems(task string) []string {
	list, known := s[task]
	if !known {
		list = stems(task)
		s[task] = list
	}
	return list
}

func onTasks(all stemmer, known [][]string, o Offer) Reason {
	r := Reason{Code: "tasks_new"}
	for _, task := range o.Tasks {
		words := all.stems(task.Title)
		knows := func(mastered []string) bool {
			return slices.ContainsFunc(mastered, func(stem string) bool { return slices.Contains(words, stem) })
		}
		if slices.ContainsFunc(known, knows) {
			r.Tasks = append(r.Tasks, task.Title)
		}
	}
	if len(r.Tasks) > 0 {
		r.Code, r.Points = "tasks", tasksPoints*len(r.Tasks)/len(o.Tasks)
	}
	return r
}

func onHours(p Profile, o Offer) Reason {
	switch {
	case o.Minutes > p.MinutesWished:
		return Reason{Code: "hours_more", Minutes: o.Minutes}
	case o.Minutes < p.MinutesNow:
		return Reason{Code: "hours_fewer", Points: hoursPoints / 2, Minutes: o.Minutes}
	}
	return Reason{Code: "hours", Points: hoursPoints, Minutes: o.Minutes}
}

// said are the words by which firms say when they need somebody.
var said = map[string][]string{
	"morning": {"morgen", "formiddag", "tidlig"}, "afternoon": {"eftermiddag"}, "evening": {"aften", "sen "}, "weekend": {"weekend", "lørdag", "søndag"},
}

func onTimes(w Wish, o Offer) Reason {
	if len(w.Times) == 0 {
		return Reason{}
	}
	when := strings.ToLower(o.When)
	told := false
	for _, time := range Times() {
		if slices.ContainsFunc(said[time], func(word string) bool { return strings.Contains(when, word) }) {
			if slices.Contains(w.Times, time) {
				return Reason{Code: "times", Points: timePoints}
			}
			told = true
		}
	}
	if told {
		return Reason{Code: "times_other"}
	}
	return Reason{Code: "times_unknown"}
}

// onDistance goes by postcodes alone: those that begin alike lie near each other,
// which is all that is known of the way.
func onDistance(from, to string) Reason {
	switch {
	case from == "":
		return Reason{}
	case to == "":
		return Reason{Code: "distance_unknown"}
	case from == to:
		return Reason{Code: "same_postcode", Points: nearPoints}
	case from[:2] == to[:2]:
		return Reason{Code: "same_area", Points: nearPoints / 2}
	}
	return Reason{Code: "other_area"}
}

func onStart(w Wish, o Offer) Reason {
	switch {
	case w.From.IsZero() || o.Start.IsZero():
		return Reason{}
	case o.Start.Before(w.From):
		return Reason{Code: "starts_before", On: o.Start}
	}
	return Reason{Code: "starts", Points: startPoints, On: o.Start}
}

var addressCode = regexp.MustCompile(`\b(\d{4}) +\p{L}`)

// postCodeOf finds the postcode in an address, or "".
func postCodeOf(address string) string {
	found := addressCode.FindAllStringSubmatch(address, -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}

// Matches ranks the live openings of the municipality for one person; earlier is
// where they were proposed, see ReferralsOf.
func (s *Service) Matches(ctx context.Context, actor access.Actor, c Candidate, earlier []Referral) (matches []Match, without int, err error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return nil, 0, err
	}
	live, err := s.live.All(ctx, scope, store.Query{Index: "municipality", Equal: []any{string(opening.Live)}, From: caldate.Of(s.clock.Now())})
	if err != nil {
		return nil, 0, err
	}
	firms, err := s.firms.All(ctx, scope, store.Query{Index: "municipality"})
	if err != nil {
		return nil, 0, err
	}
	codes := make(map[string]string, len(firms))
	for _, f := range firms {
		codes[f.ID] = postCodeOf(f.Details.Address)
	}
	had := map[string]bool{}
	for _, r := range earlier {
		had[r.OpeningID] = had[r.OpeningID] || r.Status == Placed
	}
	places := make([]Place, len(live))
	for i, o := range live {
		places[i] = Place{offered: o, PostCode: codes[o.CompanyID], Again: o.SamePerson && had[o.CopyOf]}
	}
	matches, without = Rank(c, places)
	return matches, without, nil
}

// LastThere names the person who had the place that an opening is ordered again
// from, where the firm wants the same one; "" for nobody.
func (s *Service) LastThere(ctx context.Context, actor access.Actor, o opening.Opening) (candidateID string, err error) {
	if !o.SamePerson || o.CopyOf == "" {
		return "", nil
	}
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return "", err
	}
	list, err := s.seen(ctx, actor, scope, store.Query{Index: "opening", Equal: []any{o.CopyOf}})
	for _, r := range list {
		if r.Status == Placed {
			candidateID = r.CandidateID // the last one
		}
	}
	return candidateID, err
}
