package document

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service keeps documents.
type Service struct {
	Options
	documents store.Collection[Document]
	nudge     chan struct{}
}

// Options are what the service is made of.
type Options struct {
	DB         *store.DB
	Placements *placement.Service
	Scanner    Scanner // nil: nobody scans
	Printer    Printer // nil: documents wait
	Clock      clock.Clock
	Log        *slog.Logger
}

// NewService makes the service.
func NewService(o Options) *Service {
	return &Service{Options: o, documents: store.In(o.DB, Table), nudge: make(chan struct{}, 1)}
}

// files is the scope of the bytes. They are reached through their document alone,
// which the firm and the municipality share, so no actor's scope is theirs.
func files() store.Scope { return access.System() }

// Upload keeps what r gives as a document of a course. The same bytes brought again
// are the document that is there (known). What somebody brings without a kind, or
// with one that is not theirs to give, is kept and has none yet.
//
// Faults at the field "file" say why it is not taken; then nothing is stored.
func (s *Service) Upload(ctx context.Context, actor access.Actor, n New, r io.Reader) (d Document, known bool, err error) {
	p, scope, err := s.course(ctx, actor, access.AddDocuments, n.PlacementID)
	if err != nil {
		return Document{}, false, err
	}
	arrived, err := receive(r)
	if err != nil {
		return Document{}, false, err
	}
	defer arrived.Close()
	contentType, err := arrived.check(ctx, s.Scanner)
	if err != nil {
		return Document{}, false, err
	}
	all, err := s.all(ctx, actor, p.ID)
	if err != nil {
		return Document{}, false, err
	}
	if !slices.Contains(Kinds(actor), n.Kind) {
		n.Kind = ""
	}
	for _, d := range all {
		if d.SHA256 == arrived.sha256 && d.About == n.about() && d.Removed == nil {
			return d, true, nil
		}
	}
	if len(all) >= MostOfOne {
		return Document{}, false, fault.Field("file", "too_many_documents")
	}
	d = s.begin(actor, p, n)
	eyes := "all"
	if actor.Can(access.ViewPay) {
		eyes = "pay" // so that nobody learns from a file of their own that it is there as somebody's pay
	}
	d.ID = key(n.about(), eyes, arrived.sha256)
	d.Name, d.Type, d.Size, d.SHA256 = CleanName(n.Name, contentType), contentType, arrived.size, arrived.sha256
	d.File = id.New("fil", d.At)
	if err := s.DB.PutFile(ctx, files(), d.File, d.Name, d.Type, arrived.whole()); err != nil {
		return Document{}, false, err
	}
	d.Append(actor, access.AddDocuments, d.At, audit.Event{Type: "document_added", To: d.Name})
	kept, err := s.keep(ctx, actor, scope, d)
	if err != nil || kept.File != d.File {
		// Nothing leads to these bytes. Failing to remove them costs space and no more.
		_ = s.DB.DeleteFile(context.WithoutCancel(ctx), files(), d.File)
	}
	return kept, err == nil && kept.File != d.File, err
}

// course finds the course a document belongs to, and the scope of its documents.
func (s *Service) course(ctx context.Context, actor access.Actor, used access.Permission, placementID string) (placement.Placement, store.Scope, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return placement.Placement{}, scope, err
	}
	p, err := s.Placements.Get(ctx, actor, used, placementID)
	return p, scope, err
}

// begin makes a document of an actor's.
func (s *Service) begin(actor access.Actor, p placement.Placement, n New) Document {
	return Document{
		CompanyID: p.CompanyID, MunicipalityID: p.MunicipalityID, PlacementID: p.ID, About: n.about(), Kind: n.Kind,
		ByID: actor.PersonID(), ByName: actor.Name(), PartyID: actor.Party().ID, Party: actor.Party().Name, At: s.Clock.Now(),
	}
}

// keep stores a new document, or takes back one of the same id that was removed.
func (s *Service) keep(ctx context.Context, actor access.Actor, scope store.Scope, d Document) (Document, error) {
	err := s.documents.Insert(ctx, scope, &d)
	if !fault.Is(err, fault.Conflict) {
		return d, err
	}
	var before string
	old, err := s.documents.Update(ctx, scope, d.ID, func(old *Document) error {
		if before = ""; old.Removed == nil {
			return store.Unchanged
		}
		before = old.File
		events := old.Events
		version := old.Doc
		*old = d
		old.Doc, old.Events = version, append(events, d.Events...)
		return nil
	})
	if err == nil && before != "" {
		_ = s.DB.DeleteFile(ctx, files(), before) // the same bytes, a second time
	}
	return old, err
}

// indexes are where the documents of a course are found, by who asks.
var indexes = map[access.PartyKind]string{access.Company: "company", access.Municipality: "municipality"}

// all gives the documents of a course that an actor may see, also removed ones.
func (s *Service) all(ctx context.Context, actor access.Actor, placementID string) ([]Document, error) {
	scope, err := actor.Scope(access.ViewDocuments)
	if err != nil {
		return nil, err
	}
	list, err := s.documents.All(ctx, scope, store.Query{Index: indexes[actor.Party().Kind], Equal: []any{placementID}, Descending: true})
	return slices.DeleteFunc(list, func(d Document) bool { return !d.VisibleTo(actor) }), err
}

// List gives the documents of a course that an actor may see, the last first; the
// removed ones are among them and have no bytes to open.
func (s *Service) List(ctx context.Context, actor access.Actor, placementID string) ([]Document, error) {
	if _, _, err := s.course(ctx, actor, access.ViewDocuments, placementID); err != nil {
		return nil, err
	}
	return s.all(ctx, actor, placementID)
}

// OfAbout gives the documents that belong to one thing of a course, such as a claim,
// for the feature whose thing it is.
func (s *Service) OfAbout(ctx context.Context, actor access.Actor, placementID, about string) ([]Document, error) {
	list, err := s.List(ctx, actor, placementID)
	return slices.DeleteFunc(list, func(d Document) bool { return d.About != about || d.Removed != nil }), err
}

// Get gives a document that an actor may see: fault.NotFound for any other.
func (s *Service) Get(ctx context.Context, actor access.Actor, placementID, documentID string) (Document, error) {
	return s.get(ctx, actor, access.ViewDocuments, placementID, documentID)
}

func (s *Service) get(ctx context.Context, actor access.Actor, used access.Permission, placementID, documentID string) (Document, error) {
	_, scope, err := s.course(ctx, actor, used, placementID)
	if err != nil {
		return Document{}, err
	}
	d, err := s.documents.Get(ctx, scope, documentID)
	if err == nil && (d.PlacementID != placementID || !d.VisibleTo(actor)) {
		return Document{}, fault.New(fault.NotFound, "")
	}
	return d, err
}

// Open opens the bytes of a document. The context has to last until they are read.
func (s *Service) Open(ctx context.Context, actor access.Actor, placementID, documentID string) (Document, store.File, error) {
	d, err := s.Get(ctx, actor, placementID, documentID)
	if err != nil {
		return Document{}, store.File{}, err
	}
	if d.Removed != nil || d.File == "" {
		return Document{}, store.File{}, fault.New(fault.NotFound, "")
	}
	f, err := s.DB.OpenFile(ctx, files(), d.File)
	return d, f, err
}

// change does one thing to a document that the actor may see.
func (s *Service) change(ctx context.Context, actor access.Actor, placementID, documentID string, apply func(*Document, time.Time) (audit.Event, error)) (Document, error) {
	_, scope, err := s.course(ctx, actor, access.AddDocuments, placementID)
	if err != nil {
		return Document{}, err
	}
	now := s.Clock.Now()
	return s.documents.Update(ctx, scope, documentID, func(d *Document) error {
		if d.PlacementID != placementID || !d.VisibleTo(actor) {
			return fault.New(fault.NotFound, "")
		}
		e, err := apply(d, now)
		if err == nil {
			d.Append(actor, access.AddDocuments, now, e)
		}
		return err
	})
}

// Sort says what kind of paper a document is.
func (s *Service) Sort(ctx context.Context, actor access.Actor, placementID, documentID string, kind Kind) (Document, error) {
	return s.change(ctx, actor, placementID, documentID, func(d *Document, _ time.Time) (audit.Event, error) {
		switch {
		case d.Removed != nil:
			return audit.Event{}, fault.New(fault.Conflict, "document_removed")
		case d.Printing != nil || d.Kind != "" && d.PartyID != actor.Party().ID:
			return audit.Event{}, fault.New(fault.NotFound, "")
		case !slices.Contains(Kinds(actor), kind):
			return audit.Event{}, fault.Field("kind", "choose")
		case d.Kind == kind:
			return audit.Event{}, store.Unchanged
		}
		e := audit.Event{Type: "document_sorted", ToChoices: []string{"document.kinds." + string(kind)}}
		if d.Kind != "" {
			e.FromChoices = []string{"document.kinds." + string(d.Kind)}
		}
		d.Kind = kind
		return e, nil
	})
}

// Remove takes a document away. It can be taken back for KeepRemoved; then its bytes
// go, and what happened stays.
func (s *Service) Remove(ctx context.Context, actor access.Actor, placementID, documentID string) (Document, error) {
	return s.change(ctx, actor, placementID, documentID, func(d *Document, now time.Time) (audit.Event, error) {
		switch {
		case !d.Removable(actor):
			return audit.Event{}, fault.New(fault.Forbidden, "document_not_yours")
		case d.Removed != nil:
			return audit.Event{}, store.Unchanged
		}
		d.Removed = &Removed{ByName: actor.Name(), At: now, Until: now.Add(KeepRemoved)}
		return audit.Event{Type: "document_removed", From: d.Name}, nil
	})
}

// Restore takes a removed document back.
func (s *Service) Restore(ctx context.Context, actor access.Actor, placementID, documentID string) (Document, error) {
	return s.change(ctx, actor, placementID, documentID, func(d *Document, now time.Time) (audit.Event, error) {
		switch {
		case !d.Removable(actor):
			return audit.Event{}, fault.New(fault.Forbidden, "document_not_yours")
		case d.Removed == nil:
			return audit.Event{}, store.Unchanged
		case !now.Before(d.Removed.Until):
			return audit.Event{}, fault.New(fault.Conflict, "document_gone")
		}
		d.Removed = nil
		return audit.Event{Type: "document_restored", To: d.Name}, nil
	})
}

// Purge deletes the bytes of what was removed long enough ago.
func (s *Service) Purge(ctx context.Context, now time.Time) error {
	due, err := s.documents.All(ctx, access.System(), store.Query{Index: "until", From: time.Unix(1, 0), To: now})
	if err != nil {
		return err
	}
	for _, d := range due {
		if err := s.DB.DeleteFile(ctx, files(), d.File); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		_, err := s.documents.Update(ctx, access.System(), d.ID, func(other *Document) error {
			if other.Removed == nil || other.File != d.File {
				return store.Unchanged
			}
			other.Removed.Until, other.File, other.Size = time.Time{}, "", 0
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
