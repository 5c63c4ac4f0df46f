package cvr

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
)

// Virk is the public register over its system-to-system access: searches in
// JSON at <address>/virksomhed/_search and <address>/produktionsenhed/_search,
// with a name and a password that the Danish Business Authority gives. It is
// asked quickly or not at all: whoever waits types the firm's data themselves.
type Virk struct {
	address, user, password string
	client                  *http.Client
	clock                   clock.Clock

	mu   sync.Mutex
	kept map[string]keptEntry
}

type keptEntry struct {
	entry Entry
	known bool
	until time.Time
}

const (
	virkTimeout  = 4 * time.Second
	virkLargest  = 4 << 20 // bytes of an answer
	virkUnits    = 50      // workplaces of a firm
	virkMonths   = 6       // that are told of a workplace
	keptFor      = 24 * time.Hour
	missKeptFor  = 10 * time.Minute
	mostKept     = 2000
	companyIndex = "virksomhed"
	unitIndex    = "produktionsenhed"
)

// NewVirk makes the register at an address such as
// "http://distribution.virk.dk/cvr-permanent".
func NewVirk(address, user, password string, c clock.Clock) *Virk {
	return &Virk{address: strings.TrimSuffix(address, "/"), user: user, password: password, client: &http.Client{Timeout: virkTimeout}, clock: c, kept: map[string]keptEntry{}}
}

// Lookup implements Register. It answers fault.Unavailable when the register
// does not answer, or not in its own form.
func (v *Virk) Lookup(ctx context.Context, number string) (Entry, error) {
	if Check(number) != "" {
		return Entry{}, fault.New(fault.NotFound, "")
	}
	now := v.clock.Now()
	v.mu.Lock()
	kept, ok := v.kept[number]
	v.mu.Unlock()
	if !ok || !now.Before(kept.until) {
		entry, known, err := v.ask(ctx, number)
		if err != nil {
			return Entry{}, fault.Wrap(fault.Unavailable, err, "asking the company register")
		}
		kept = keptEntry{entry, known, now.Add(keptFor)}
		if !known {
			kept.until = now.Add(missKeptFor)
		}
		v.keep(number, kept)
	}
	if !kept.known {
		return Entry{}, fault.New(fault.NotFound, "")
	}
	return kept.entry, nil
}

func (v *Virk) keep(number string, e keptEntry) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.kept) >= mostKept {
		clear(v.kept)
	}
	v.kept[number] = e
}

// virkAddress is a place, as the register writes it.
type virkAddress struct {
	Street   string `json:"vejnavn"`
	Number   *int   `json:"husnummerFra"`
	Letter   string `json:"bogstavFra"`
	Floor    string `json:"etage"`
	Door     string `json:"sidedoer"`
	Postcode *int   `json:"postnummer"`
	Town     string `json:"postdistrikt"`
}

// text writes an address in one line.
func (a virkAddress) text() string {
	line := a.Street
	if a.Number != nil {
		line += " " + strconv.Itoa(*a.Number) + a.Letter
	}
	if a.Floor != "" {
		line += ", " + strings.TrimSpace(a.Floor+". "+a.Door)
	}
	if a.Postcode != nil {
		line += fmt.Sprintf(", %04d %s", *a.Postcode, a.Town)
	}
	return strings.TrimSpace(line)
}

// virkMetadata is the newest of what the register has on a firm or a workplace.
type virkMetadata struct {
	Name struct {
		Name string `json:"navn"`
	} `json:"nyesteNavn"`
	Address virkAddress `json:"nyesteBeliggenhedsadresse"`
	Branch  struct {
		Text string `json:"branchetekst"`
	} `json:"nyesteHovedbranche"`
}

// virkContact is a number that the firm has or had.
type virkContact struct {
	Text   string `json:"kontaktoplysning"`
	Secret bool   `json:"hemmelig"`
	Period struct {
		Until string `json:"gyldigTil"`
	} `json:"periode"`
}

// phoneOf is the number that the firm has now.
func phoneOf(all []virkContact) string {
	for _, c := range all {
		if c.Period.Until == "" && !c.Secret {
			return c.Text
		}
	}
	return ""
}

// virkMonth is the employees of a workplace in a month. Where there are few, the
// register tells an interval only, and the number is null.
type virkMonth struct {
	Year     int      `json:"aar"`
	Month    int      `json:"maaned"`
	FullTime *float64 `json:"antalAarsvaerk"`
}

// monthsOf are the newest months that the register gives a number for, newest first.
func monthsOf(all []virkMonth) []MonthCount {
	var list []MonthCount
	for _, m := range all {
		if m.FullTime != nil && *m.FullTime >= 0 && m.Month >= 1 && m.Month <= 12 {
			list = append(list, MonthCount{caldate.New(m.Year, time.Month(m.Month), 1), int(math.Round(*m.FullTime * 100))})
		}
	}
	slices.SortFunc(list, func(a, b MonthCount) int { return b.Month.Sub(a.Month) })
	return list[:min(len(list), virkMonths)]
}

// virkAnswer is what a search answers, of both indexes.
type virkAnswer struct {
	Hits *struct {
		Hits []struct {
			Source struct {
				Company *struct {
					CVR      int           `json:"cvrNummer"`
					Metadata virkMetadata  `json:"virksomhedMetadata"`
					Phones   []virkContact `json:"telefonNummer"`
				} `json:"Vrvirksomhed"`
				Unit *struct {
					PNumber   int          `json:"pNummer"`
					Metadata  virkMetadata `json:"produktionsEnhedMetadata"`
					Relations []struct {
						CVR    int `json:"cvrNummer"`
						Period struct {
							Until string `json:"gyldigTil"`
						} `json:"periode"`
					} `json:"virksomhedsrelation"`
					Months []virkMonth `json:"erstMaanedsbeskaeftigelse"`
				} `json:"VrproduktionsEnhed"`
			} `json:"_source"`
		} `json:"hits"`
	} `json:"hits"`
}

// ask looks a firm and its workplaces up; known is false for a number that the
// register does not have.
func (v *Virk) ask(ctx context.Context, number string) (e Entry, known bool, err error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return e, false, err
	}
	firm, err := v.search(ctx, companyIndex, "Vrvirksomhed.cvrNummer", n, 1)
	if err != nil || len(firm.Hits.Hits) == 0 || firm.Hits.Hits[0].Source.Company == nil {
		return e, false, err
	}
	found := firm.Hits.Hits[0].Source.Company
	m := found.Metadata
	e = Entry{CVR: number, Name: m.Name.Name, Address: m.Address.text(), Branch: m.Branch.Text, Phone: phoneOf(found.Phones)}
	units, err := v.search(ctx, unitIndex, "VrproduktionsEnhed.virksomhedsrelation.cvrNummer", n, virkUnits)
	if err != nil {
		return e, false, err
	}
	for _, hit := range units.Hits.Hits {
		if u := hit.Source.Unit; u != nil {
			for _, r := range u.Relations {
				if r.CVR == n && r.Period.Until == "" { // it may have belonged to others before
					e.Workplaces = append(e.Workplaces, Workplace{PNumber: strconv.Itoa(u.PNumber), Name: u.Metadata.Name.Name, Address: u.Metadata.Address.text(), Employees: monthsOf(u.Months)})
					break
				}
			}
		}
	}
	return e, true, nil
}

// search asks one index for what has a number in a field.
func (v *Virk) search(ctx context.Context, index, field string, number, most int) (answer virkAnswer, err error) {
	body, err := json.Marshal(map[string]any{"size": most, "query": map[string]any{"term": map[string]any{field: number}}})
	if err != nil {
		return answer, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, v.address+"/"+index+"/_search", bytes.NewReader(body))
	if err != nil {
		return answer, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.SetBasicAuth(v.user, v.password)
	resp, err := v.client.Do(req)
	if err != nil {
		return answer, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return answer, fmt.Errorf("the register answers %s", resp.Status)
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, virkLargest)).Decode(&answer); err != nil {
		return answer, fmt.Errorf("the register's answer: %w", err)
	}
	if answer.Hits == nil {
		return answer, fmt.Errorf("the register's answer has no hits")
	}
	return answer, nil
}

// Registers asks one after the other: the first that knows a firm answers.
type Registers []Register

// Lookup implements Register.
func (r Registers) Lookup(ctx context.Context, number string) (Entry, error) {
	err := error(fault.New(fault.NotFound, ""))
	for _, register := range r {
		var entry Entry
		if entry, err = register.Lookup(ctx, number); !fault.Is(err, fault.NotFound) {
			return entry, err
		}
	}
	return Entry{}, err
}
