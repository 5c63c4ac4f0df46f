package identity_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/store"
)

// rawDoc is any document, with every field it has.
type rawDoc struct {
	store.Doc `bson:",inline"`
	Fields    map[string]any `bson:",inline"`
}

// dump writes out everything that is stored.
func (p *portal) dump() string {
	p.t.Helper()
	var all strings.Builder
	for _, spec := range tables() {
		table := store.Table[rawDoc](spec)
		page, err := store.In(p.db, table).Find(p.t.Context(), access.System(), store.Query{Index: spec.Indexes[0].Name, Limit: 500})
		if err != nil {
			p.t.Fatal(err)
		}
		for _, doc := range page.Items {
			fmt.Fprintf(&all, "%s %s %q\n", spec.Name, doc.ID, fmt.Sprint(doc.Fields))
		}
	}
	return all.String()
}

// What no rule names is gone, wherever it came in.
func TestUnmappedClaimsDoNotSurvive(t *testing.T) {
	p := newPortal(t)
	unmapped := map[string]any{
		"dk.cpr": "3102900002", "nemlogin.cpr": "3102900002", "cprNumberIdentifier": "3102900002",
		"nemlogin.cpr_uuid": "cpr-uuid-value", "nemlogin.date_of_birth": "1990-02-03", "nemlogin.email": "kirsten@example.com",
		"nemlogin.nemid.rid": "8636770830", "unheard_of": "unheard-of-value",
	}
	p.idp.editIDToken = claimsOf(unmapped)
	p.idp.editUserInfo = claimsOf(unmapped)
	a, answer := p.begin(false)
	in, err := p.Finish(t.Context(), identity.FinishParams{
		Broker: "dev", Query: answer, Cookie: a.Cookie, UserAgent: "user-agent-value Firefox",
	})
	if err != nil {
		t.Fatal(err)
	}
	p.actor(in.Secret)

	stored := p.dump()
	for _, kept := range []string{"Kirsten Madsen", "43950932", "Testvirksomhed", "1003388394", "7b10ffa7", person, "substantial"} {
		if !strings.Contains(stored, kept) {
			t.Errorf("%q is not stored: the search below proves nothing", kept)
		}
	}
	gone := []string{"user-agent-value", in.Secret, a.Cookie, answer.Get("state"), answer.Get("code"), "eyJ", "access_token", "mitid:code_app"}
	started, err := url.Parse(a.RedirectURL)
	if err != nil {
		t.Fatal(err)
	}
	gone = append(gone, started.Query().Get("nonce")) // of an attempt that is spent
	for name, value := range unmapped {
		gone = append(gone, name, value.(string))
	}
	for _, text := range gone {
		if strings.Contains(stored, text) {
			t.Errorf("%q is stored", text)
		}
	}
}

func TestNameProtected(t *testing.T) {
	p := newPortal(t)
	p.idp.editUserInfo = claim("nemlogin.alias", "Pseudonym") // and a name that slipped through
	if name := p.actor(p.signIn().Secret).Name(); name != "" {
		t.Errorf("the name of a name-protected employee is %q, want none", name)
	}
	if strings.Contains(p.dump(), "Kirsten") {
		t.Error("the name of a name-protected employee is stored")
	}
}

func TestRegisterBeforeSignIn(t *testing.T) {
	p := newPortal(t)
	by, err := p.RegisterParty(t.Context(), access.Party{Kind: access.Municipality, CVR: "43950932", Name: "Prøveby Kommune"})
	if err != nil || !strings.HasPrefix(by.ID, "mun_") {
		t.Fatalf("RegisterParty gave %+v, %v; want an id that begins mun_", by, err)
	}
	newPerson := identity.NewPerson{Broker: "dev", Subject: person, Name: "K. Madsen", PartyID: by.ID}
	personID, err := p.RegisterPerson(t.Context(), newPerson)
	if err != nil {
		t.Fatal(err)
	}
	a := p.actor(p.signIn().Secret)
	if a.PersonID() != personID || a.Party() != by {
		t.Errorf("signed in as %s at %+v, want the registered %s at %+v", a.PersonID(), a.Party(), personID, by)
	}
	if a.Name() != "Kirsten Madsen" {
		t.Errorf("name %q, want the one of the token", a.Name())
	}

	again, err := p.RegisterParty(t.Context(), access.Party{Kind: access.Municipality, CVR: "43950932", Name: "Another name"})
	if err != nil || again != by {
		t.Errorf("registering the party again gave %+v, %v; want %+v", again, err, by)
	}
	if id, err := p.RegisterPerson(t.Context(), newPerson); err != nil || id != personID {
		t.Errorf("registering the person again gave %s, %v; want %s", id, err, personID)
	}
}

func TestRegisterRefuses(t *testing.T) {
	p := newPortal(t)
	if _, err := p.RegisterParty(t.Context(), access.Party{Kind: access.Company, CVR: "43950932", Name: "A firm"}); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		party access.Party
		want  fault.Kind
	}{
		"kind unknown": {access.Party{Kind: "club", CVR: "16662879"}, fault.Invalid},
		"CVR wrong":    {access.Party{Kind: access.Company, CVR: "12345678"}, fault.Invalid},
		"another kind": {access.Party{Kind: access.Association, CVR: "43950932"}, fault.Conflict},
	} {
		if _, err := p.RegisterParty(t.Context(), tt.party); !fault.Is(err, tt.want) {
			t.Errorf("%s gave %v, want %s", name, err, tt.want)
		}
	}
	if _, err := p.RegisterPerson(t.Context(), identity.NewPerson{Broker: "dev"}); len(fault.FieldsOf(err)) != 2 {
		t.Errorf("a person without subject and party gave %v, want both named", err)
	}
}

// A firm that changed its name is followed; a second sign-in makes no second
// party or person.
func TestSignInAgain(t *testing.T) {
	p := newPortal(t)
	before := p.actor(p.signIn().Secret)
	p.idp.editUserInfo = claim("nemlogin.org_name", "Testvirksomhed efter fusion")
	after := p.actor(p.signIn().Secret)
	if after.PersonID() != before.PersonID() || after.Party().ID != before.Party().ID {
		t.Errorf("person %s at %s became %s at %s", before.PersonID(), before.Party().ID, after.PersonID(), after.Party().ID)
	}
	if after.Party().Name != "Testvirksomhed efter fusion" {
		t.Errorf("the firm is still called %q", after.Party().Name)
	}
}

// Colleagues who sign in for the first time at the same moment are at one party.
func TestFirstSignInsAtOnce(t *testing.T) {
	p := newPortal(t)
	const people = 4
	type outcome struct {
		in  identity.SignIn
		err error
	}
	done := make(chan outcome, people)
	for range people {
		a, answer := p.begin(false)
		go func() {
			in, err := p.Finish(t.Context(), identity.FinishParams{Broker: "dev", Query: answer, Cookie: a.Cookie})
			done <- outcome{in, err}
		}()
	}
	parties := map[string]bool{}
	for range people {
		o := <-done
		if o.err != nil {
			t.Fatal(o.err)
		}
		a := p.actor(o.in.Secret)
		parties[a.Party().ID+" "+a.PersonID()] = true
	}
	if len(parties) != 1 {
		t.Errorf("sign-ins at once made %d parties or persons: %v", len(parties), parties)
	}
}
