package identity_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/identity/devidp"
	"fodfaeste/internal/store/storetest"
)

// shifted is the machine's clock, moved on. The development provider stamps
// tokens by the machine's clock, so ours must not stand still.
type shifted struct{ by atomic.Int64 }

func (s *shifted) Now() time.Time { return clock.System{}.Now().Add(time.Duration(s.by.Load())) }

// journey is a browser between a portal and the development provider.
type journey struct {
	t      *testing.T
	portal *identity.Service
	clock  *shifted
	http   *http.Client
	forms  int // sign-in pages seen
}

func newJourney(t *testing.T, dialect devidp.Dialect, edits ...func(*identity.Broker)) *journey {
	t.Helper()
	c := &shifted{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server, err := devidp.Start(l, devidp.Options{
		ClientID: clientID, ClientSecret: clientSecret, Dialect: dialect, Clock: c,
		RedirectURIs:   []string{baseURL + identity.CallbackPath("dev")},
		PostLogoutURIs: []string{baseURL + identity.SignedOutPath},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopServer(t, server) })
	b := broker(t, string(dialect), server.Issuer)
	for _, edit := range edits {
		edit(&b)
	}
	service, err := identity.New(identity.Options{
		DB: storetest.Open(t, tables()...), Clock: c, Brokers: []identity.Broker{b}, Key: make([]byte, 32), BaseURL: baseURL,
	})
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	toPortal := func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), baseURL) {
			return http.ErrUseLastResponse // nobody listens there: the test plays the portal
		}
		return nil
	}
	return &journey{t: t, portal: service, clock: c, http: &http.Client{Jar: jar, CheckRedirect: toPortal}}
}

func stopServer(t *testing.T, s *devidp.Server) {
	t.Helper()
	// The test's own context has ended by now.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
}

var requestField = regexp.MustCompile(`name="id" value="([^"]+)"`)

// visit follows an address until it ends at the portal, filling in the sign-in
// page on the way, and answers where at the portal.
func (j *journey) visit(address string, form url.Values) *url.URL {
	j.t.Helper()
	res, err := j.http.Get(address)
	if err != nil {
		j.t.Fatal(err)
	}
	page := j.read(res)
	if res.StatusCode == http.StatusOK && requestField.MatchString(page) {
		j.forms++
		form.Set("id", requestField.FindStringSubmatch(page)[1])
		to := res.Request.URL.ResolveReference(&url.URL{Path: "/login"})
		if res, err = j.http.PostForm(to.String(), form); err != nil {
			j.t.Fatal(err)
		}
		page = j.read(res)
	}
	at, err := res.Location()
	if err != nil {
		j.t.Fatalf("the browser stopped at %s, status %d: %s", res.Request.URL, res.StatusCode, page)
	}
	return at
}

func (j *journey) read(res *http.Response) string {
	j.t.Helper()
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		j.t.Fatal(err)
	}
	return string(data)
}

func (j *journey) signIn(persona string, stepUp bool) (identity.SignIn, error) {
	j.t.Helper()
	a, err := j.portal.Start(j.t.Context(), identity.StartParams{Broker: "dev", StepUp: stepUp})
	if err != nil {
		j.t.Fatal(err)
	}
	form := url.Values{"persona": {persona}}
	if persona == "" {
		form = url.Values{"cancel": {"1"}}
	}
	at := j.visit(a.RedirectURL, form)
	if at.Path != identity.CallbackPath("dev") {
		j.t.Fatalf("the browser came back to %s", at)
	}
	return j.portal.Finish(j.t.Context(), identity.FinishParams{Broker: "dev", Query: at.Query(), Cookie: a.Cookie})
}

func eachDialect(t *testing.T, run func(t *testing.T, dialect devidp.Dialect)) {
	for _, dialect := range []devidp.Dialect{devidp.Nets, devidp.Idura} {
		t.Run(string(dialect), func(t *testing.T) { run(t, dialect) })
	}
}

func TestPersonas(t *testing.T) {
	refused := map[string]string{"lowlevel": "level", "private": "private"}
	signatory := map[string]bool{"owner": true, "owner2": true, "invited": true}
	eachDialect(t, func(t *testing.T, dialect devidp.Dialect) {
		for _, p := range devidp.Personas() {
			t.Run(p.Key, func(t *testing.T) {
				j := newJourney(t, dialect)
				in, err := j.signIn(p.Key, false)
				if refusalOf(err) != refused[p.Key] || err != nil && refused[p.Key] == "" {
					t.Fatalf("sign-in gave %v, want refusal %q", err, refused[p.Key])
				}
				if err != nil {
					return
				}
				a, err := j.portal.Authenticate(t.Context(), in.Secret)
				if err != nil {
					t.Fatal(err)
				}
				want := access.Party{Kind: access.Company, ID: a.Party().ID, CVR: p.CVR, Name: p.Firm}
				if a.Name() != p.Name || a.Party() != want || a.Signatory() != signatory[p.Key] {
					t.Errorf("%q at %+v, signatory %t; want %q at %+v", a.Name(), a.Party(), a.Signatory(), p.Name, want)
				}
			})
		}
	})
}

// The portal asks for a fresh proof, and gets one although the provider still
// knows the person.
func TestSingleSignOnThenStepUp(t *testing.T) {
	eachDialect(t, func(t *testing.T, dialect devidp.Dialect) {
		j := newJourney(t, dialect)
		authAt := func(in identity.SignIn, err error) time.Time {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			a, err := j.portal.Authenticate(t.Context(), in.Secret)
			if err != nil {
				t.Fatal(err)
			}
			return a.AuthAt()
		}
		first := authAt(j.signIn("owner", false))
		j.clock.by.Add(int64(2 * time.Minute))
		known := authAt(j.signIn("owner", false))
		if !known.Equal(first) || j.forms != 1 {
			t.Errorf("the second sign-in: authenticated at %s, first %s; %d forms, want 1", known, first, j.forms)
		}
		stepped := authAt(j.signIn("owner", true))
		if stepped.Before(first.Add(2*time.Minute-time.Second)) || j.forms != 2 {
			t.Errorf("the step-up: authenticated at %s, first %s; %d forms, want 2", stepped, first, j.forms)
		}
	})
}

func TestCancel(t *testing.T) {
	j := newJourney(t, devidp.Nets)
	if _, err := j.signIn("", false); refusalOf(err) != "cancelled" {
		t.Errorf("giving up at the provider gave %v, want refusal cancelled", err)
	}
}

func TestSignOutAtProvider(t *testing.T) {
	j := newJourney(t, devidp.Idura)
	in, err := j.signIn("hr", false)
	if err != nil {
		t.Fatal(err)
	}
	address, err := j.portal.SignOut(t.Context(), in.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if at := j.visit(address, nil); at.String() != baseURL+identity.SignedOutPath {
		t.Errorf("the browser came back to %s, want %s", at, identity.SignedOutPath)
	}
	if _, err := j.signIn("hr", false); err != nil {
		t.Fatal(err)
	}
	if j.forms != 2 {
		t.Errorf("%d sign-in pages seen, want 2: the provider still knew the person", j.forms)
	}
}
