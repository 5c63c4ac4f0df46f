package store

import (
	"context"
	"io"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
)

// File is a stored file, open for reading. Close it.
type File struct {
	ID, Name, ContentType string
	Size                  int64
	io.ReadCloser
}

// fileDoc is what is known of a file. Its bytes lie apart, as a blob under a
// name of its own, so that a file is there wholly or not at all and a second
// writer of the same id cannot touch the bytes of the first.
type fileDoc struct {
	Doc         `bson:",inline"`
	Name        string `bson:"name"`
	ContentType string `bson:"content_type"`
	Size        int64  `bson:"size"`
	Blob        string `bson:"blob"`
	Scope       []Cond `bson:"scope"`
}

var files = Table[fileDoc]{Name: "files"}

// within tells whether a file was put in a scope that satisfies s.
func (f fileDoc) within(s Scope) bool {
	has := map[Cond]bool{}
	for _, c := range f.Scope {
		has[c] = true
	}
	for _, c := range s.conds {
		if !has[c] {
			return false
		}
	}
	return true
}

// PutFile keeps what r gives as a new file: fault.Conflict with code
// "duplicate" when the id is taken. The conditions of the scope stay with the
// file and decide who can open it.
func (db *DB) PutFile(ctx context.Context, s Scope, fileID, name, contentType string, r io.Reader) error {
	if err := s.check(); err != nil {
		return err
	}
	doc := fileDoc{Doc: Doc{ID: fileID}, Name: name, ContentType: contentType, Scope: s.Conds()}
	doc.Blob = id.New("blob", db.clock.Now())
	err := db.call(ctx, "put_blob", files.Name, func() (err error) {
		doc.Size, err = db.engine.PutBlob(ctx, doc.Blob, r)
		return err
	})
	if err != nil {
		return err
	}
	if err := In(db, files).Insert(ctx, SystemScope(), &doc); err != nil {
		// The bytes belong to nothing now. Failing to remove them costs space and no more.
		_ = db.deleteBlob(context.WithoutCancel(ctx), doc.Blob)
		return err
	}
	return nil
}

// OpenFile opens a file: fault.NotFound when there is none within the scope.
// The context has to last until the file is read.
func (db *DB) OpenFile(ctx context.Context, s Scope, fileID string) (File, error) {
	doc, err := db.file(ctx, s, fileID)
	if err != nil {
		return File{}, err
	}
	f := File{ID: fileID, Name: doc.Name, ContentType: doc.ContentType, Size: doc.Size}
	err = db.call(ctx, "open_blob", files.Name, func() (err error) {
		f.ReadCloser, err = db.engine.OpenBlob(ctx, doc.Blob)
		return err
	})
	if err != nil {
		return File{}, err
	}
	return f, nil
}

// DeleteFile removes a file: fault.NotFound when there is none within the scope.
func (db *DB) DeleteFile(ctx context.Context, s Scope, fileID string) error {
	doc, err := db.file(ctx, s, fileID)
	if err != nil {
		return err
	}
	if err := In(db, files).Delete(ctx, SystemScope(), fileID); err != nil {
		return err
	}
	return db.deleteBlob(ctx, doc.Blob)
}

func (db *DB) file(ctx context.Context, s Scope, fileID string) (fileDoc, error) {
	if err := s.check(); err != nil {
		return fileDoc{}, err
	}
	doc, err := In(db, files).Get(ctx, SystemScope(), fileID)
	if err == nil && !doc.within(s) {
		err = fault.New(fault.NotFound, "")
	}
	return doc, err
}

func (db *DB) deleteBlob(ctx context.Context, name string) error {
	return db.call(ctx, "delete_blob", files.Name, func() error { return db.engine.DeleteBlob(ctx, name) })
}
