package identity

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/oauth2"
)

// Secret is a text that prints as stars.
type Secret string

const stars = "***"

func (Secret) String() string               { return stars }
func (Secret) GoString() string             { return stars }
func (Secret) LogValue() slog.Value         { return slog.StringValue(stars) }
func (Secret) MarshalText() ([]byte, error) { return []byte(stars), nil }

// AuthMethod is how we prove to a broker that we are its client.
type AuthMethod string

const (
	AuthBasic AuthMethod = "basic" // in a header, form-encoded as RFC 6749 section 2.3.1 asks
	AuthPost  AuthMethod = "post"  // in the body
)

// registered is the method's name in metadata and registrations.
func (m AuthMethod) registered() string { return "client_secret_" + string(m) }

func (m AuthMethod) style() oauth2.AuthStyle {
	if m == AuthPost {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}

// Broker is one provider that people can sign in with.
type Broker struct {
	Name         string // lower-case letters and digits; in addresses and with every person
	Label        string // for the button
	Issuer       string // exactly as in the broker's metadata
	ClientID     string
	ClientSecret Secret
	Auth         AuthMethod
	// AllowPrivate lets in people with a private MitID who may sign for a firm.
	AllowPrivate bool
	Profile      Profile
}

var brokerName = regexp.MustCompile(`^[a-z][a-z0-9]{0,19}$`)

// check tells everything that is wrong with a broker apart from its profile.
func (b Broker) check() error {
	var errs []error
	complain := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("broker %s: "+format, append([]any{b.Name}, args...)...))
	}
	if !brokerName.MatchString(b.Name) {
		complain("a name is lower-case letters and digits, at most 20")
	}
	if b.ClientID == "" {
		complain("no client id")
	}
	if b.ClientSecret == "" {
		complain("no client secret")
	}
	if b.Auth != AuthBasic && b.Auth != AuthPost {
		complain("client authentication %q: want basic or post", string(b.Auth))
	}
	u, err := url.Parse(b.Issuer)
	switch {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "":
		complain("issuer %q is not an address", b.Issuer)
	case u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())):
		complain("issuer %q: want https", b.Issuer)
	}
	return errors.Join(errs...)
}

// isLoopback tells whether a host name can only mean this machine.
func isLoopback(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.IsLoopback() || addr.IsUnspecified()
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// LoadBrokers reads the brokers from the environment and reports every fault
// at once. OIDC_BROKERS lists their names, separated by commas; for each NAME,
// in upper case:
//
//	OIDC_<NAME>_ISSUER         required
//	OIDC_<NAME>_CLIENT_ID      required
//	OIDC_<NAME>_CLIENT_SECRET  required
//	OIDC_<NAME>_PROFILE        nets, idura or the path of a YAML file; default the name
//	OIDC_<NAME>_LABEL          text of the button; default "MitID Erhverv"
//	OIDC_<NAME>_AUTH           basic or post; default basic
//	OIDC_<NAME>_ALLOW_PRIVATE  true or false; default false
//
// In production there must be a broker, and none on this machine.
func LoadBrokers(getenv func(string) string, production bool) ([]Broker, error) {
	var brokers []Broker
	var errs []error
	for name := range strings.SplitSeq(getenv("OIDC_BROKERS"), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		b, err := loadBroker(name, getenv)
		if u, parseErr := url.Parse(b.Issuer); production && parseErr == nil && isLoopback(u.Hostname()) {
			err = errors.Join(err, fmt.Errorf("broker %s: issuer %q is on this machine", name, b.Issuer))
		}
		errs = append(errs, err)
		brokers = append(brokers, b)
	}
	if production && len(brokers) == 0 {
		errs = append(errs, errors.New("OIDC_BROKERS: names no broker"))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return brokers, nil
}

func loadBroker(name string, getenv func(string) string) (Broker, error) {
	get := func(key, otherwise string) string {
		if value := strings.TrimSpace(getenv("OIDC_" + strings.ToUpper(name) + "_" + key)); value != "" {
			return value
		}
		return otherwise
	}
	b := Broker{
		Name:         name,
		Label:        get("LABEL", "MitID Erhverv"),
		Issuer:       get("ISSUER", ""),
		ClientID:     get("CLIENT_ID", ""),
		ClientSecret: Secret(get("CLIENT_SECRET", "")),
		Auth:         AuthMethod(get("AUTH", string(AuthBasic))),
	}
	var errs []error
	var err error
	if b.Profile, err = LoadProfile(get("PROFILE", name)); err != nil {
		errs = append(errs, fmt.Errorf("broker %s: %w", name, err))
	}
	if b.AllowPrivate, err = strconv.ParseBool(get("ALLOW_PRIVATE", "false")); err != nil {
		errs = append(errs, fmt.Errorf("broker %s: OIDC_%s_ALLOW_PRIVATE: want true or false", name, strings.ToUpper(name)))
	}
	return b, errors.Join(append(errs, b.check())...)
}
