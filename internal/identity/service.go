package identity

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/store"
)

// Options is what a Service needs. Every field but HTTPClient must be set.
type Options struct {
	DB      *store.DB
	Clock   clock.Clock
	Brokers []Broker // at least one; names must differ
	Key     []byte   // 32 bytes, for the id_tokens that sessions keep for signing out
	BaseURL string   // the portal as browsers see it: scheme and host, no path
	// HTTPClient talks to the brokers. It should have a timeout. Nil gives one
	// that has, and that follows no redirects.
	HTTPClient *http.Client
}

// Service signs people in and out. It is safe for concurrent use, and several
// may run over one database.
type Service struct {
	attempts store.Collection[attempt]
	people   store.Collection[person]
	parties  store.Collection[party]
	sessions store.Collection[session]
	grants   store.Collection[access.Grant]

	delegations store.Collection[delegation.Delegation]

	clock   clock.Clock
	seal    sealer
	baseURL string
	brokers []*relyingParty // in the order of configuration
}

// Tables describes what the package keeps, for whoever makes the tables. It
// also reads access.Grants and delegation.Table.
func Tables() []store.TableSpec {
	return []store.TableSpec{attemptTable.Spec(), personTable.Spec(), partyTable.Spec(), sessionTable.Spec()}
}

// BrokerInfo is what a sign-in page shows of a broker.
type BrokerInfo struct {
	Name  string // names the broker in addresses
	Label string // for the button
}

// CallbackPath is where a broker sends the browser back to. Each broker has
// its own, so that an answer cannot pass for another broker's.
func CallbackPath(broker string) string { return "/signin/" + broker + "/callback" }

// SignedOutPath is where a broker sends the browser after signing out.
const SignedOutPath = "/signed-out"

// defaultTimeout bounds each request to a broker.
const defaultTimeout = 10 * time.Second

// New checks the options and makes a Service. It reports everything that is
// wrong with them at once. It asks no broker anything: the portal starts also
// when they are away.
func New(o Options) (*Service, error) {
	seal, err := newSealer(o.Key)
	errs := append(checkOptions(o), err)
	client := o.HTTPClient
	if client == nil {
		client = &http.Client{Timeout: defaultTimeout, CheckRedirect: followNone}
	}
	baseURL := strings.TrimSuffix(o.BaseURL, "/")
	taken := map[string]bool{}
	var brokers []*relyingParty
	for _, b := range o.Brokers {
		rp, err := newRelyingParty(b, baseURL+CallbackPath(b.Name), client, o.Clock)
		if taken[b.Name] {
			err = errors.Join(err, fmt.Errorf("broker %s: named twice", b.Name))
		}
		taken[b.Name] = true
		errs = append(errs, err)
		brokers = append(brokers, rp)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("identity: %w", err)
	}
	return &Service{
		attempts: store.In(o.DB, attemptTable),
		people:   store.In(o.DB, personTable),
		parties:  store.In(o.DB, partyTable),
		sessions: store.In(o.DB, sessionTable),
		grants:   store.In(o.DB, access.Grants),

		delegations: store.In(o.DB, delegation.Table),

		clock:   o.Clock,
		seal:    seal,
		baseURL: baseURL,
		brokers: brokers,
	}, nil
}

func checkOptions(o Options) (errs []error) {
	if o.DB == nil {
		errs = append(errs, errors.New("no database"))
	}
	if o.Clock == nil {
		errs = append(errs, errors.New("no clock"))
	}
	if len(o.Brokers) == 0 {
		errs = append(errs, errors.New("no brokers"))
	}
	if u, err := url.Parse(o.BaseURL); err != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		errs = append(errs, fmt.Errorf("base URL %q: want scheme and host only", o.BaseURL))
	}
	return errs
}

// followNone makes a redirect an answer like any other: no endpoint of a
// broker has a reason to send us elsewhere, with our secrets in hand.
func followNone(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Brokers lists the brokers one can sign in with, in the order of configuration.
func (s *Service) Brokers() []BrokerInfo {
	infos := make([]BrokerInfo, len(s.brokers))
	for i, b := range s.brokers {
		infos[i] = BrokerInfo{Name: b.broker.Name, Label: b.broker.Label}
	}
	return infos
}

// broker finds a configured broker, or nil.
func (s *Service) broker(name string) *relyingParty {
	for _, b := range s.brokers {
		if b.broker.Name == name {
			return b
		}
	}
	return nil
}
