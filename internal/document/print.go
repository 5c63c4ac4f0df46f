package document

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Printer makes PDF of pages.
type Printer interface {
	// Available tells whether there is one at all.
	Available() bool
	// Print makes a tagged PDF of a page that needs nothing from outside itself.
	Print(ctx context.Context, html []byte) ([]byte, error)
}

const (
	MostTries = 3
	atOnce    = 2               // documents on their way through the printer
	heldFor   = 5 * time.Minute // longer than any printer takes: whoever had it is gone
	perLook   = 50
)

// Print queues a page to become a PDF. The same page of the same thing is the same
// document, and stays as it was made.
func (s *Service) Print(ctx context.Context, actor access.Actor, n New, html []byte) (Document, error) {
	p, scope, err := s.course(ctx, actor, access.AddDocuments, n.PlacementID)
	if err != nil {
		return Document{}, err
	}
	d := s.begin(actor, p, n)
	sum := sha256.Sum256(html)
	d.Name = CleanName(n.Name, PDF)
	d.Printing = &Printing{Source: hex.EncodeToString(sum[:]), Due: d.At}
	d.ID = key(d.About, string(d.Kind), d.Printing.Source)
	known, err := s.documents.Get(ctx, scope, d.ID)
	if !fault.Is(err, fault.NotFound) {
		return known, err
	}
	if err := s.DB.PutFile(ctx, files(), d.SourceFile(), d.Name, "text/html; charset=utf-8", bytes.NewReader(html)); err != nil && !fault.Is(err, fault.Conflict) {
		return Document{}, err
	}
	d.Append(actor, access.AddDocuments, d.At, audit.Event{Type: "document_queued", To: d.Name})
	if d, err = s.keep(ctx, actor, scope, d); err == nil {
		s.Nudge()
	}
	return d, err
}

// Source opens the page that a document is made from.
func (s *Service) Source(ctx context.Context, actor access.Actor, placementID, documentID string) (Document, []byte, error) {
	d, err := s.Get(ctx, actor, placementID, documentID)
	if err != nil {
		return Document{}, nil, err
	}
	if d.Printing == nil {
		return Document{}, nil, fault.New(fault.NotFound, "")
	}
	html, err := s.source(ctx, d)
	return d, html, err
}

func (s *Service) source(ctx context.Context, d Document) ([]byte, error) {
	f, err := s.DB.OpenFile(ctx, files(), d.SourceFile())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// TryAgain queues a document anew that could not be printed.
func (s *Service) TryAgain(ctx context.Context, actor access.Actor, placementID, documentID string) (Document, error) {
	d, err := s.change(ctx, actor, placementID, documentID, func(d *Document, now time.Time) (audit.Event, error) {
		if d.Printing == nil {
			return audit.Event{}, fault.New(fault.NotFound, "")
		}
		if d.Status() != Failed {
			return audit.Event{}, store.Unchanged
		}
		d.Printing.Tries, d.Printing.Due, d.Printing.FailedAt = 0, now, time.Time{}
		return audit.Event{Type: "document_queued", To: d.Name}, nil
	})
	if err == nil {
		s.Nudge()
	}
	return d, err
}

// CanPrint tells whether documents get printed, or wait.
func (s *Service) CanPrint() bool { return s.Printer != nil && s.Printer.Available() }

// Nudge has the queue looked into now.
func (s *Service) Nudge() {
	select {
	case s.nudge <- struct{}{}:
	default: // somebody has asked already
	}
}

// Follow looks into the queue at every nudge, until the context ends.
func (s *Service) Follow(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.nudge:
		}
		if err := s.Work(ctx, s.Clock.Now()); err != nil && ctx.Err() == nil {
			s.Log.Error("printing", "kind", fault.KindOf(err), "error", err)
		}
	}
}

// Work prints what is due, two documents at a time. Several processes may do so:
// each document is held by one of them.
func (s *Service) Work(ctx context.Context, now time.Time) error {
	if !s.CanPrint() {
		return nil
	}
	for {
		page, err := s.documents.Find(ctx, access.System(), store.Query{Index: "due", From: time.Unix(1, 0), To: now.Add(time.Millisecond), Limit: perLook})
		if err != nil || len(page.Items) == 0 {
			return err
		}
		var group sync.WaitGroup
		turn, errs := make(chan struct{}, atOnce), make(chan error, len(page.Items))
		for _, d := range page.Items {
			turn <- struct{}{}
			group.Go(func() {
				defer func() { <-turn }()
				errs <- s.print(ctx, d, now)
			})
		}
		group.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				return err
			}
		}
	}
}

// print takes one document through the printer. That it cannot be printed is no
// error here: it is tried again, and told on its page.
func (s *Service) print(ctx context.Context, d Document, now time.Time) error {
	d, err := s.documents.UpdateAt(ctx, access.System(), d.ID, d.Version, func(d *Document) error {
		d.Printing.Tries++
		d.Printing.Due = now.Add(heldFor)
		return nil
	})
	if fault.Is(err, fault.Conflict) { // somebody else has it
		return nil
	}
	if err != nil {
		return err
	}
	html, err := s.source(ctx, d)
	if err != nil {
		return err
	}
	pdf, failed := s.Printer.Print(ctx, html)
	if failed == nil {
		if contentType, _ := contentOf(bytes.NewReader(pdf), int64(len(pdf))); contentType != PDF {
			failed = errors.New("what was printed is no PDF")
		}
	}
	if failed == nil {
		return s.printed(ctx, d, pdf)
	}
	ended := ctx.Err() != nil // the portal stops: that was no try
	_, err = s.documents.Update(context.WithoutCancel(ctx), access.System(), d.ID, func(d *Document) error {
		switch {
		case ended:
			d.Printing.Tries, d.Printing.Due = d.Printing.Tries-1, now
		case d.Printing.Tries >= MostTries:
			d.Printing.Due, d.Printing.FailedAt = time.Time{}, now
		default:
			d.Printing.Due = now.Add(time.Minute << (d.Printing.Tries - 1))
		}
		return nil
	})
	if !ended {
		s.Log.Warn("document not printed", "document", d.ID, "try", d.Printing.Tries, "error", failed)
	}
	return err
}

// printed keeps a PDF as it was made.
func (s *Service) printed(ctx context.Context, d Document, pdf []byte) error {
	file := id.New("fil", s.Clock.Now())
	if err := s.DB.PutFile(ctx, files(), file, d.Name, PDF, bytes.NewReader(pdf)); err != nil {
		return err
	}
	sum := sha256.Sum256(pdf)
	d, err := s.documents.Update(ctx, access.System(), d.ID, func(d *Document) error {
		if d.File != "" {
			return store.Unchanged
		}
		d.File, d.Type, d.Size, d.SHA256, d.Printing.Due = file, PDF, int64(len(pdf)), hex.EncodeToString(sum[:]), time.Time{}
		return nil
	})
	if err != nil || d.File != file {
		_ = s.DB.DeleteFile(context.WithoutCancel(ctx), files(), file)
	}
	return err
}
