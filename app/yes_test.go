package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/store"
)

// firmsYes is a random walk of a firm and an association that the firm lets do
// more or less of its small jobs from day to day.
type firmsYes struct {
	*site
	rng                *rand.Rand
	clock              *clock.Fixed
	owner, coordinator access.Actor
	consultant         access.Actor
	association        access.Party
	delegationID       string
	said               map[string]opening.Offer // by opening: the words that somebody who may publish stood by last
	changed, refused   map[string]int
}

// acting is the coordinator with what the firm gives at this moment.
func (w *firmsYes) acting() access.Actor {
	list := must(w.services.delegations.Of(w.t.Context(), w.owner))
	var roles []access.Role
	for _, d := range list {
		roles = d.RolesOn(caldate.Of(w.clock.Now()))
	}
	who := access.Identity{PersonID: w.coordinator.PersonID(), Name: w.coordinator.Name()}
	return access.Acting(who, w.association, w.owner.Party(), roles...)
}

// step lets somebody do something, and answers what, by whom, and with which
// opening.
func (w *firmsYes) step(openings []opening.Opening) (what, id string, by access.Actor, err error) {
	ctx, s := w.t.Context(), w.services
	by = []access.Actor{w.owner, w.acting(), w.acting(), w.consultant}[w.rng.IntN(4)]
	var o opening.Opening
	if len(openings) > 0 {
		o = openings[w.rng.IntN(len(openings))]
	}
	switch n := w.rng.IntN(18); {
	case n == 0:
		rights := slices.DeleteFunc(delegation.Rights(), func(delegation.Right) bool { return w.rng.IntN(3) == 0 })
		_, err = s.delegations.Sign(ctx, by, delegation.Wish{Association: w.association, Rights: rights, Until: caldate.Of(w.clock.Now()).Add(w.rng.IntN(9))})
		return "sign", "", by, err
	case n == 1 && w.rng.IntN(3) == 0:
		_, err = s.delegations.Revoke(ctx, by, w.delegationID)
		return "revoke", "", by, err
	case n < 4 || o.ID == "":
		o, err = s.openings.Spot(ctx, by, opening.Spotted{Tasks: []string{fmt.Sprint("Opgave ", w.rng.IntN(1000))}, Minutes: 240, When: "Formiddage", PNumber: "1999999991", Mentor: w.owner.PersonID()})
		return "spot", o.ID, by, err
	case n < 7:
		offer := o.Offer
		offer.Title, offer.Minutes = fmt.Sprint("Titel ", w.rng.IntN(1000)), 240+60*w.rng.IntN(4)
		_, err = s.openings.Change(ctx, by, o.ID, opening.Edit{Version: o.Version, Offer: offer, Mentor: w.owner.PersonID()})
		return "change", o.ID, by, err
	case n < 9:
		_, err = s.openings.Publish(ctx, by, o.ID)
		return "publish", o.ID, by, err
	case n == 9:
		_, err = s.openings.Pause(ctx, by, o.ID)
		return "pause", o.ID, by, err
	case n == 10:
		_, err = s.openings.Resume(ctx, by, o.ID)
		return "resume", o.ID, by, err
	case n == 11:
		_, err = s.openings.Renew(ctx, by, o.ID)
		return "renew", o.ID, by, err
	case n == 12 && w.rng.IntN(2) == 0:
		_, err = s.openings.Close(ctx, by, o.ID, "later")
		return "close", o.ID, by, err
	case n == 13:
		id, err = w.suggest()
		return "suggest", id, w.coordinator, err
	case n == 14:
		_, _, err = s.pipeline.TakePledge(ctx, w.coordinator, pipeline.Pledged{ID: fmt.Sprint("w", w.rng.IntN(1000)), Name: "Bageriet", CVR: w.owner.Party().CVR, Work: "Folde æsker", Minutes: 300})
		return "pledge", "", w.coordinator, err
	case n == 15:
		o, err = s.openings.Prepare(ctx, by, w.owner.Party().ID, opening.Prepared{ID: fmt.Sprint("opn_w", w.rng.IntN(1000)), Spotted: opening.Spotted{Tasks: []string{"Feje"}, Minutes: 240}})
		return "prepare", o.ID, by, err
	default:
		_, err = s.openings.Repost(ctx, by, o.ID)
		return "repost", o.ID, by, err
	}
}

// suggest makes a draft of a visit's note, where the firm lets the association.
func (w *firmsYes) suggest() (openingID string, err error) {
	ctx, p := w.t.Context(), w.services.pipeline
	firm := "pip_" + w.association.ID + "_" + w.owner.Party().CVR
	if _, err := p.List(ctx, w.coordinator); err != nil { // which writes the firm down once it has signed for anything
		return "", err
	}
	f, err := p.Note(ctx, w.coordinator, firm, pipeline.Noting{Kind: pipeline.Visited, Text: fmt.Sprint("Opgave ", w.rng.IntN(1000)), NextOn: caldate.Of(w.clock.Now()).Add(5)})
	if err != nil {
		return "", err
	}
	n, err := p.Suggest(ctx, w.coordinator, firm, f.Notes[len(f.Notes)-1].ID)
	return n.OpeningID, err
}

// check holds one step up against the rule: what stands published is what
// somebody stood by who may publish for the firm, at the moment they did.
func (w *firmsYes) check(what string, by access.Actor, before, after opening.Opening) {
	live := slices.Contains([]opening.Status{opening.Live, opening.Paused}, after.StatusOn(caldate.Of(w.clock.Now())))
	was := !before.PublishedAt.IsZero()
	if !live {
		return
	}
	may := by.Party().ID == w.owner.Party().ID && by.Can(access.PublishOpenings)
	switch {
	case !was && !may:
		w.t.Fatalf("%s by %v put %s in the firm's name", what, by.Roles(), after.ID)
	case may && (what == "publish" || what == "change"):
		w.said[after.ID] = after.Offer
	}
	if said, ok := w.said[after.ID]; ok && fmt.Sprint(said) != fmt.Sprint(after.Offer) {
		w.t.Fatalf("%s by %v: %s reads %v, and the firm said %v", what, by.Roles(), after.ID, after.Offer, said)
	}
}

// TestFirmsYes: whatever a coordinator and a firm do, nothing stands in the firm's
// name that somebody who may publish for it did not say.
func TestFirmsYes(t *testing.T) {
	t.Parallel()
	steps := 1500
	if underRace {
		steps = 500
	}
	s := open(t, "", true)
	w := &firmsYes{
		site: s, rng: rand.New(rand.NewPCG(5, 26)), clock: clock.At(clock.System{}.Now()), said: map[string]opening.Offer{}, changed: map[string]int{}, refused: map[string]int{},
		owner: s.actorOf(s.as("owner")), coordinator: s.actorOf(s.as("coordinator")), consultant: s.actorOf(s.as("consultant")),
	}
	w.association = w.coordinator.Party()
	w.delegationID = "dlg_" + w.owner.Party().ID + "_" + w.association.ID
	s.services = must(newServices(s.config, s.db, w.clock, s.log))
	openings := store.In(s.db, opening.Table)
	var mine []string
	for range steps {
		var list []opening.Opening
		for _, id := range mine {
			list = append(list, must(openings.Get(t.Context(), access.System(), id)))
		}
		what, id, by, err := w.step(list)
		if err != nil {
			w.refused[what]++
		} else {
			w.changed[what]++
		}
		if err == nil && id != "" && slices.Contains([]string{"spot", "suggest", "prepare"}, what) && !slices.Contains(mine, id) {
			mine = append(mine, id)
			w.check(what, by, opening.Opening{}, must(openings.Get(t.Context(), access.System(), id)))
		}
		if len(mine) > 12 {
			mine = mine[1:]
		}
		for _, before := range list {
			after := must(openings.Get(t.Context(), access.System(), before.ID))
			if before.ID != id && after.Version != before.Version {
				t.Fatalf("%s of %s changed %s", what, id, before.ID)
			}
			w.check(what, by, before, after)
		}
		if w.rng.IntN(10) == 0 {
			w.clock.Set(w.clock.Now().AddDate(0, 0, 1))
		}
	}
	for _, what := range []string{"sign", "revoke", "spot", "change", "publish", "pause", "resume", "renew", "close", "suggest", "pledge", "prepare"} {
		never := slices.Contains([]string{"sign", "suggest", "pledge"}, what) // is refused: the association's own notes always can be written
		if w.changed[what] == 0 || w.refused[what] == 0 && !never {
			t.Errorf("%s was done %d times and refused %d times", what, w.changed[what], w.refused[what])
		}
	}
	t.Logf("done %v, refused %v", w.changed, w.refused)
}
