package company

import (
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

func TestCheckCall(t *testing.T) {
	for name, tt := range map[string]struct {
		call     Call
		register string
		field    string
		code     string
	}{
		"the register's number":     {Call{Whom: "Lis", Number: "+45 54 00 00 02"}, "54000002", "", ""},
		"another number":            {Call{Whom: "Lis", Number: "20 00 00 00"}, "54000002", "number", "not_registers_number"},
		"the asker's word for it":   {Call{Whom: "Lis", Number: "20 00 00 00", Found: "hun gav mig det"}, "54000002", "number", "not_registers_number"},
		"no number":                 {Call{Whom: "Lis"}, "54000002", "number", "required"},
		"nobody":                    {Call{Number: "54000002"}, "54000002", "whom", "required"},
		"the register tells none":   {Call{Whom: "Lis", Number: "54000002"}, "", "found", "required"},
		"none, and where it stands": {Call{Whom: "Lis", Number: "54000002", Found: "kro.dk"}, "", "", ""},
	} {
		if got := fault.FieldsOf(tt.call.check(tt.register)); got[tt.field] != tt.code || tt.field == "" && len(got) > 0 {
			t.Errorf("%s: %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
}

// recovering is a firm whose owner left, and those around it.
type recovering struct {
	*Service
	t                               *testing.T
	db                              *store.DB
	cl                              *clock.Fixed
	owner, colleague, bare          access.Actor
	consultant, coordinator, others access.Actor
}

func newRecovering(t *testing.T) recovering {
	db := storetest.Open(t, Table.Spec(), Requests.Spec(), Recoveries.Spec(), delegation.Table.Spec(), access.Grants.Spec())
	cl := clock.At(theDay.Time().Add(9 * time.Hour))
	r := recovering{t: t, db: db, cl: cl, Service: NewService(db, cvr.List{"99999993": {Phone: "54000002"}}, cl, Home{MunicipalityID: "mun_1"})}
	party := access.Party{Kind: access.Company, ID: "com_1", CVR: "99999993", Name: "Bageri"}
	association := access.Party{Kind: access.Association, ID: "aso_1", Name: "Forening"}
	who := access.Identity{PersonID: "per_1", Name: "Birthe", Signatory: true, AuthAt: cl.Now()}
	if err := r.Confirm(t.Context(), access.NewActor(who, party), at()); err != nil {
		t.Fatal(err)
	}
	r.owner = access.NewActor(who, party, access.Owner)
	if _, err := delegation.NewService(db, cl).Sign(t.Context(), r.owner, delegation.Wish{Association: association, Rights: []delegation.Right{delegation.Totals}, Until: theDay.Add(30)}); err != nil {
		t.Fatal(err)
	}
	colleague := access.Identity{PersonID: "per_2", Name: "Henrik"}
	r.colleague, r.bare = access.NewActor(colleague, party, access.Approver), access.NewActor(colleague, party)
	r.consultant = access.NewActor(access.Identity{PersonID: "per_3", Name: "Karen"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
	r.coordinator = access.NewActor(access.Identity{PersonID: "per_4", Name: "Jens"}, association, access.Coordinator)
	r.others = access.NewActor(access.Identity{PersonID: "per_5", Name: "Per"}, access.Party{Kind: access.Municipality, ID: "mun_2"}, access.Consultant)
	return r
}

// owners lists who is owner now, by the grants themselves.
func (r recovering) ownersNow() map[string]int {
	grants, err := r.grantsAt(r.t.Context(), "com_1")
	if err != nil {
		r.t.Fatal(err)
	}
	now := map[string]int{}
	for _, g := range ownersOf(grants, theDay) {
		now[g.PersonName]++
	}
	return now
}

// TestNobodyRecoversAlone: without a call by somebody outside the firm nobody
// becomes owner, whoever asks and whoever confirms.
func TestNobodyRecoversAlone(t *testing.T) {
	r := newRecovering(t)
	acting := access.Acting(access.Identity{PersonID: "per_4", Name: "Jens"}, access.Party{Kind: access.Association, ID: "aso_1"}, r.owner.Party(), access.Preparer)
	for name, actor := range map[string]access.Actor{"the owner": r.owner, "who acts for the firm": acting, "the consultant": r.consultant, "the coordinator": r.coordinator} {
		if err := r.AskRecovery(t.Context(), actor, "Jeg vil"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s asked: %v", name, err)
		}
	}
	if err := r.AskRecovery(t.Context(), r.bare, " "); fault.FieldsOf(err)["text"] != "required" {
		t.Errorf("without a word: %v", err)
	}
	for range 2 {
		if err := r.AskRecovery(t.Context(), r.bare, "Birthe er gået på pension"); err != nil {
			t.Fatal(err)
		}
	}
	const id = "rcv_com_1_per_2"
	good := Call{Whom: "Lis", Number: "54 00 00 02"}
	for name, tt := range map[string]struct {
		actor access.Actor
		call  Call
		kind  fault.Kind
	}{
		"the person who asks":      {r.bare, good, fault.Forbidden},
		"an approver":              {r.colleague, good, fault.Forbidden},
		"the owner":                {r.owner, good, fault.Forbidden},
		"another municipality":     {r.others, good, fault.NotFound},
		"the number they gave":     {r.consultant, Call{Whom: "Lis", Number: "20202020"}, fault.Invalid},
		"no call":                  {r.coordinator, Call{}, fault.Invalid},
		"a firm's own coordinator": {acting, good, fault.Forbidden},
	} {
		if _, err := r.ConfirmOwner(t.Context(), tt.actor, id, tt.call, nil); !fault.Is(err, tt.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := r.ownersNow(); len(got) != 1 || got["Birthe"] != 1 {
		t.Errorf("owners: %v", got)
	}
	rec, err := r.OwnRecovery(t.Context(), r.bare)
	if err != nil || len(rec.Events) != 1 || rec.StatusNow() != RecoveryWaits || rec.AssociationID != "aso_1" {
		t.Errorf("%+v, %v", rec, err)
	}
}

// TestRevokedHasNoSay: an association whose leave the owner took back does not
// confirm the next one.
func TestRevokedHasNoSay(t *testing.T) {
	r := newRecovering(t)
	if _, err := delegation.NewService(r.db, r.cl).Revoke(t.Context(), r.owner, "dlg_com_1_aso_1"); err != nil {
		t.Fatal(err)
	}
	if err := r.AskRecovery(t.Context(), r.bare, "Birthe er stoppet"); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := r.RecoveryOf(t.Context(), r.coordinator, "rcv_com_1_per_2"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the coordinator finds it: %v", err)
	}
	if _, _, _, err := r.RecoveryOf(t.Context(), r.consultant, "rcv_com_1_per_2"); err != nil {
		t.Errorf("the consultant does not: %v", err)
	}
}

// TestRecovery: after the call the person is owner, once, and the one who left is
// not; what comes later is not undone by a second click.
func TestRecovery(t *testing.T) {
	for name, pick := range map[string]func(recovering) access.Actor{
		"consultant":  func(r recovering) access.Actor { return r.consultant },
		"coordinator": func(r recovering) access.Actor { return r.coordinator },
	} {
		r := newRecovering(t)
		by := pick(r)
		if err := r.AskRecovery(t.Context(), r.bare, "Birthe er stoppet"); err != nil {
			t.Fatal(err)
		}
		rec, owners, number, err := r.RecoveryOf(t.Context(), by, "rcv_com_1_per_2")
		if err != nil || number != "54000002" || len(owners) != 1 {
			t.Fatalf("%s: %+v %v %q %v", name, rec, owners, number, err)
		}
		call := Call{Whom: "Lis i butikken", Number: "54000002"}
		if _, err := r.ConfirmOwner(t.Context(), by, rec.ID, call, []string{"grt_foreign"}); fault.FieldsOf(err)["ended"] != "choice" {
			t.Errorf("%s: ended what is no owner here: %v", name, err)
		}
		for range 2 {
			if _, err := r.ConfirmOwner(t.Context(), by, rec.ID, call, []string{owners[0].ID}); err != nil {
				t.Fatal(err)
			}
		}
		if got := r.ownersNow(); len(got) != 1 || got["Henrik"] != 1 {
			t.Errorf("%s: owners %v", name, got)
		}
		r.cl.Set(r.cl.Now().Add(time.Hour))
		back := access.Grant{Doc: store.Doc{ID: "grt_back"}, PersonID: "per_1", PersonName: "Birthe", CompanyID: "com_1", PartyID: "com_1", Role: access.Owner, GrantedAt: r.cl.Now(), From: theDay}
		if err := r.grants.Insert(t.Context(), access.System(), &back); err != nil {
			t.Fatal(err)
		}
		rec, err = r.ConfirmOwner(t.Context(), by, rec.ID, call, []string{"grt_back"})
		if got := r.ownersNow(); err != nil || got["Birthe"] != 1 {
			t.Errorf("%s: a late click ended a new role: %v, %v", name, got, err)
		}
		if last := rec.Events[len(rec.Events)-1]; len(rec.Events) != 2 || last.Type != "recovery_confirmed" || last.From != "Birthe" || last.To != "Henrik" || rec.Call.Number != "54000002" {
			t.Errorf("%s: history %+v", name, rec.Events)
		}
		if _, err := r.RefuseOwner(t.Context(), by, rec.ID, "nej"); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: a no after the yes: %v", name, err)
		}
	}
}

// TestRefuseRecovery: the owner who is still here says no, and so does whoever
// rings; the person may ask again.
func TestRefuseRecovery(t *testing.T) {
	r := newRecovering(t)
	const id = "rcv_com_1_per_2"
	for _, by := range []access.Actor{r.owner, r.consultant} {
		if err := r.AskRecovery(t.Context(), r.colleague, "Birthe er stoppet"); err != nil {
			t.Fatal(err)
		}
		if n, err := r.WaitingRecoveries(t.Context(), r.consultant); err != nil || n != 1 {
			t.Errorf("%d wait, %v", n, err)
		}
		if _, err := r.RefuseOwner(t.Context(), by, id, ""); fault.FieldsOf(err)["reason"] != "required" {
			t.Errorf("a no without a reason: %v", err)
		}
		if _, err := r.RefuseOwner(t.Context(), r.colleague, id, "nej"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("an approver said no: %v", err)
		}
		rec, err := r.RefuseOwner(t.Context(), by, id, "Jeg er her endnu")
		if err != nil || rec.StatusNow() != RecoveryRefused || rec.Status != RecoveryRefused {
			t.Fatalf("%+v, %v", rec, err)
		}
		if _, err := r.ConfirmOwner(t.Context(), r.coordinator, id, Call{Whom: "Lis", Number: "54000002"}, nil); !fault.Is(err, fault.Conflict) {
			t.Errorf("a yes after the no: %v", err)
		}
	}
	if got := r.ownersNow(); len(got) != 1 || got["Birthe"] != 1 {
		t.Errorf("owners: %v", got)
	}
}
