package pipeline

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Pledged is a firm's word from a gathering. Its id is its own over all of them.
type Pledged struct {
	ID, Name, CVR, Phone string
	Work                 string
	Minutes              int // a week
}

// Days until a firm is rung after it gave its word: at once where it has not let
// the association prepare drafts, and otherwise when it has had time to look.
const ringUndrafted, ringDrafted = 1, 7

// TakePledge keeps a firm's word as a note, of a firm that is followed from now on
// if it was not, and makes a draft of it where the firm lets the association
// prepare them. A second time it makes the draft if the leave has come since.
func (s *Service) TakePledge(ctx context.Context, actor access.Actor, p Pledged) (id string, drafted bool, err error) {
	today := caldate.Of(s.clock.Now())
	id = firmID(actor.Party().ID, p.CVR)
	_, err = s.Add(ctx, actor, Contact{CVR: p.CVR, Name: p.Name, Phone: p.Phone, ContactedOn: today, NextOn: today.Add(ringUndrafted)})
	if err != nil && fault.FieldsOf(err)["cvr"] != "followed_already" {
		return "", false, err
	}
	noteID := "p" + p.ID
	_, err = s.change(ctx, actor, id, func(f *Firm, now time.Time) (audit.Event, error) {
		if slices.ContainsFunc(f.Notes, func(n Note) bool { return n.ID == noteID }) {
			return audit.Event{}, store.Unchanged
		}
		if f.Phone == "" {
			f.Phone = p.Phone
		}
		f.Notes = append(f.Notes, Note{ID: noteID, Kind: Pledge, Text: p.Work, Minutes: p.Minutes, By: self(actor), At: now})
		f.NextOn = today.Add(ringUndrafted)
		return audit.Event{Type: "firm_pledged"}, nil
	})
	if err != nil {
		return "", false, err
	}
	n, err := s.Suggest(ctx, actor, id, noteID)
	if err != nil || n.OpeningID == "" {
		return id, false, err
	}
	_, err = s.change(ctx, actor, id, func(f *Firm, _ time.Time) (audit.Event, error) {
		if f.NextOn != today.Add(ringUndrafted) {
			return audit.Event{}, store.Unchanged // somebody set another day, or this was done
		}
		f.NextOn = today.Add(ringDrafted)
		return audit.Event{Type: "firm_next", To: f.NextOn.Danish()}, nil
	})
	return id, true, err
}
