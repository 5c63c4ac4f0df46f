package identity_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

func TestAuthenticate(t *testing.T) {
	p := newPortal(t)
	in := p.signIn()
	a := p.actor(in.Secret)
	if a.Name() != "Kirsten Madsen" || a.Signatory() || len(a.Roles()) != 0 {
		t.Errorf("actor %q, signatory %t, roles %v; want Kirsten Madsen, not signatory, without roles", a.Name(), a.Signatory(), a.Roles())
	}
	want := access.Party{Kind: access.Company, ID: a.Party().ID, CVR: "43950932", Name: "Testvirksomhed"}
	if a.Party() != want || !strings.HasPrefix(a.Party().ID, "com_") {
		t.Errorf("party %+v, want %+v with an id that begins com_", a.Party(), want)
	}
	if got := a.AuthAt(); !got.Equal(p.clock.Now().Truncate(time.Second)) {
		t.Errorf("AuthAt = %s, want the auth_time of the token", got)
	}
	if in.ReturnTo != "/placements?page=2" {
		t.Errorf("ReturnTo = %q", in.ReturnTo)
	}
	for name, secret := range map[string]string{"no secret": "", "a guess": "guess"} {
		if _, err := p.Authenticate(t.Context(), secret); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s gave %v, want unauthenticated", name, err)
		}
	}
}

// A session ends by itself. Each row waits, with a request every step if there
// is one, and then asks.
func TestSessionEnds(t *testing.T) {
	tests := map[string]struct {
		wait, step time.Duration
		expiry     time.Duration // of the broker's session after sign-in; 0 for far away
		alive      bool
	}{
		"just before idle":         {wait: 20*time.Minute - time.Second, alive: true},
		"idle":                     {wait: 20 * time.Minute},
		"busy":                     {wait: 3 * time.Hour, step: 19 * time.Minute, alive: true},
		"busy within a minute":     {wait: 3 * time.Hour, step: 50 * time.Second, alive: true},
		"busy up to eight hours":   {wait: 8*time.Hour - time.Second, step: 10 * time.Minute, alive: true},
		"busy past eight hours":    {wait: 8 * time.Hour, step: 10 * time.Minute},
		"broker ends it sooner":    {wait: time.Hour, step: 10 * time.Minute, expiry: time.Hour},
		"just before broker's end": {wait: time.Hour - time.Second, step: 10 * time.Minute, expiry: time.Hour, alive: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			if tt.expiry > 0 {
				p.idp.editIDToken = claim("session_expiry", p.clock.Now().Add(tt.expiry).Unix())
			}
			in := p.signIn()
			left := tt.wait
			for ; tt.step > 0 && left > tt.step; left -= tt.step {
				p.clock.Advance(tt.step)
				p.actor(in.Secret)
			}
			p.clock.Advance(left)
			_, err := p.Authenticate(t.Context(), in.Secret)
			if alive := err == nil; alive != tt.alive || !alive && !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("after %s Authenticate gave %v, want alive %t", tt.wait, err, tt.alive)
			}
		})
	}
}

func TestSignIn_Expires(t *testing.T) {
	p := newPortal(t)
	if in := p.signIn(); !in.Expires.Equal(p.clock.Now().Add(8 * time.Hour)) {
		t.Errorf("Expires = %s, want eight hours from now", in.Expires)
	}
	end := p.clock.Now().Add(time.Hour).Truncate(time.Second)
	p.idp.editIDToken = claim("session_expiry", end.Unix())
	if in := p.signIn(); !in.Expires.Equal(end) {
		t.Errorf("Expires = %s, want the broker's %s", in.Expires, end)
	}
}

func TestNewSecretAtEverySignIn(t *testing.T) {
	p := newPortal(t)
	first := p.signIn()
	a, answer := p.begin(true)
	second, err := p.Finish(t.Context(), identity.FinishParams{
		Broker: "dev", Query: answer, Cookie: a.Cookie, OldSecret: first.Secret,
	})
	if err != nil {
		t.Fatal(err)
	}
	if second.Secret == first.Secret {
		t.Error("the secret is the same after signing in again")
	}
	p.actor(second.Secret)
	if _, err := p.Authenticate(t.Context(), first.Secret); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the old secret gave %v, want unauthenticated", err)
	}
}

func TestSessions(t *testing.T) {
	p := newPortal(t)
	finish := func(userAgent string) identity.SignIn {
		a, answer := p.begin(false)
		in, err := p.Finish(t.Context(), identity.FinishParams{Broker: "dev", Query: answer, Cookie: a.Cookie, UserAgent: userAgent})
		if err != nil {
			t.Fatal(err)
		}
		p.clock.Advance(time.Minute)
		return in
	}
	phone := finish("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1")
	desk := finish("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
	actor := p.actor(desk.Secret)

	list, err := p.Sessions(t.Context(), actor)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Device != "Firefox, Windows" || list[1].Device != "Safari, iPhone" || !list[0].Current || list[1].Current {
		t.Fatalf("sessions %+v, want the current Firefox on Windows, then Safari on iPhone", list)
	}

	p.idp.editIDToken = claim("sub", "somebody-else")
	p.idp.editUserInfo = claim("sub", "somebody-else")
	stranger := p.actor(p.signIn().Secret)
	if err := p.EndSession(t.Context(), stranger, list[1].ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("ending another person's session gave %v, want not found", err)
	}
	p.actor(phone.Secret)
	if err := p.EndSession(t.Context(), actor, list[1].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Authenticate(t.Context(), phone.Secret); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("an ended session gave %v, want unauthenticated", err)
	}
	p.clock.Advance(20 * time.Minute)
	if list, err = p.Sessions(t.Context(), actor); err != nil || len(list) != 0 {
		t.Errorf("sessions over their idle limit are listed: %+v, %v", list, err)
	}
}

func TestSignOut(t *testing.T) {
	p := newPortal(t)
	in := p.signIn()
	url, err := p.SignOut(t.Context(), in.Secret)
	if err != nil || !strings.HasPrefix(url, p.idp.URL+"/endsession?") || !strings.Contains(url, "id_token_hint=ey") ||
		!strings.Contains(url, "post_logout_redirect_uri=https%3A%2F%2Fportal.example.com%2Fsigned-out") {
		t.Errorf("SignOut gave %q, %v; want the provider's address with id_token_hint and our page", url, err)
	}
	if _, err := p.Authenticate(t.Context(), in.Secret); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("after signing out Authenticate gave %v", err)
	}
	if url, err := p.SignOut(t.Context(), in.Secret); url != "" || err != nil {
		t.Errorf("signing out twice gave %q, %v; want nothing", url, err)
	}
}

func TestSignOutWithoutProvider(t *testing.T) {
	p := newPortal(t, func(b *identity.Broker) {})
	p.idp.editMetadata = claim("end_session_endpoint", nil)
	in := p.signIn()
	if url, err := p.SignOut(t.Context(), in.Secret); url != "" || err != nil {
		t.Errorf("SignOut at a provider without end_session gave %q, %v; want nothing", url, err)
	}
	if _, err := p.Authenticate(t.Context(), in.Secret); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("after signing out Authenticate gave %v", err)
	}
}

// grant gives a person a role; edits change the grant before it is stored.
func (p *portal) grant(a access.Actor, role access.Role, edits ...func(*access.Grant)) {
	p.t.Helper()
	g := access.Grant{
		Doc:      store.Doc{ID: "gra_" + string(role)},
		PersonID: a.PersonID(), PartyKind: a.Party().Kind, CompanyID: a.Party().ID, PartyID: a.Party().ID,
		Role: role, Source: access.FromAppointed, GrantedAt: p.clock.Now(), From: caldate.Of(p.clock.Now()),
	}
	for _, edit := range edits {
		edit(&g)
	}
	if err := store.In(p.db, access.Grants).Insert(p.t.Context(), access.System(), &g); err != nil {
		p.t.Fatal(err)
	}
}

func TestRoles(t *testing.T) {
	today := caldate.MustParse("2026-11-23")
	tests := map[string]struct {
		edit func(*access.Grant)
		want bool
	}{
		"active":           {func(*access.Grant) {}, true},
		"from tomorrow":    {func(g *access.Grant) { g.From = today.Add(1) }, false},
		"until today":      {func(g *access.Grant) { g.Until = today }, true},
		"until yesterday":  {func(g *access.Grant) { g.From, g.Until = today.Add(-9), today.Add(-1) }, false},
		"withdrawn":        {func(g *access.Grant) { g.RevokedAt = g.GrantedAt }, false},
		"at another party": {func(g *access.Grant) { g.PartyID = "com_other" }, false},
		"another person's": {func(g *access.Grant) { g.PersonID = "per_other" }, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			in := p.signIn()
			p.grant(p.actor(in.Secret), access.Mentor, tt.edit)
			if got := p.actor(in.Secret).Has(access.Mentor); got != tt.want {
				t.Errorf("mentor = %t, want %t", got, tt.want)
			}
		})
	}
}

func TestRoleGrantedTwice(t *testing.T) {
	p := newPortal(t)
	in := p.signIn()
	p.grant(p.actor(in.Secret), access.Mentor)
	p.grant(p.actor(in.Secret), access.Mentor, func(g *access.Grant) { g.ID = "gra_second" })
	if roles := p.actor(in.Secret).Roles(); len(roles) != 1 {
		t.Errorf("roles %v, want mentor once", roles)
	}
}

// The day of a grant is a day in Denmark.
func TestRolesAtDanishMidnight(t *testing.T) {
	p := newPortal(t)
	p.clock.Advance(14*time.Hour + 50*time.Minute) // 23:50 in Denmark
	in := p.signIn()
	p.grant(p.actor(in.Secret), access.Deputy, func(g *access.Grant) { g.From = caldate.MustParse("2026-11-24") })
	if p.actor(in.Secret).Has(access.Deputy) {
		t.Error("the grant counts before midnight in Denmark")
	}
	p.clock.Advance(15 * time.Minute) // 00:05 in Denmark, 23:05 UTC the day before
	if !p.actor(in.Secret).Has(access.Deputy) {
		t.Error("the grant does not count after midnight in Denmark")
	}
}

// A grant on the word of a token that named a signatory counts only while the
// token says so.
func TestSignatorySuspension(t *testing.T) {
	p := newPortal(t)
	p.idp.editUserInfo = claim("nemlogin.auth_to_repr", "43950932")
	signatory := p.signIn()
	a := p.actor(signatory.Secret)
	if !a.Signatory() {
		t.Fatal("not signatory with auth_to_repr of the own firm")
	}
	p.grant(a, access.Owner, func(g *access.Grant) { g.Source = access.FromSignatory })
	p.grant(a, access.Approver)

	p.idp.editUserInfo = claim("nemlogin.auth_to_repr", "16662879")
	plain := p.signIn()
	if p.actor(plain.Secret).Signatory() {
		t.Error("signatory by the word about another firm")
	}
	for name, tt := range map[string]struct {
		secret string
		want   []access.Role
	}{
		"with the flag":    {signatory.Secret, []access.Role{access.Approver, access.Owner}},
		"without the flag": {plain.Secret, []access.Role{access.Approver}},
	} {
		roles := p.actor(tt.secret).Roles()
		if slices.Sort(roles); !slices.Equal(roles, tt.want) {
			t.Errorf("%s the roles are %v, want %v", name, roles, tt.want)
		}
	}
}

func TestStoreCallsPerRequest(t *testing.T) {
	var calls []string
	count := func(_ context.Context, c store.Call) { calls = append(calls, c.Op+" "+c.Table) }
	p := newPortalOn(t, storetest.OpenObserved(t, count, tables()...))
	in := p.signIn()
	calls = nil
	p.clock.Advance(59 * time.Second)
	p.actor(in.Secret)
	if want := []string{"find sessions", "find grants"}; !slices.Equal(calls, want) {
		t.Errorf("a request calls the store %v, want %v", calls, want)
	}
	calls = nil
	p.clock.Advance(time.Second)
	p.actor(in.Secret)
	p.clock.Advance(30 * time.Second)
	p.actor(in.Secret)
	if writes := strings.Count(strings.Join(calls, " "), "replace"); writes != 1 {
		t.Errorf("two requests in a minute write %d times, want once: %v", writes, calls)
	}
	calls = nil
	if _, err := p.Authenticate(t.Context(), ""); err == nil || len(calls) > 0 {
		t.Errorf("a request without a cookie gave %v and calls the store %v, want an error and no call", err, calls)
	}
}

// A session that is ended elsewhere while a request is under way lets that
// request finish.
func TestEndedWhileInUse(t *testing.T) {
	var p *portal
	var other access.Actor
	p = newPortalOn(t, storetest.OpenObserved(t, func(_ context.Context, c store.Call) {
		if !other.IsSignedIn() || c.Table != "grants" {
			return
		}
		ending := other
		other = access.Actor{}
		if err := p.EndSession(t.Context(), ending, ending.SessionID()); err != nil {
			t.Error(err)
		}
	}, tables()...))
	in := p.signIn()
	actor := p.actor(in.Secret)
	p.clock.Advance(2 * time.Minute)
	other = actor
	p.actor(in.Secret)
	if _, err := p.Authenticate(t.Context(), in.Secret); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the next request gave %v, want unauthenticated", err)
	}
}
