// Package datatest spoils rule data, for tests of what is refused at loading.
package datatest

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// Files are copies of the data files of a package, by their names without the
// folder.
type Files map[string]string

// Of copies the data files.
func Of(t testing.TB, embedded fs.FS) Files {
	t.Helper()
	files := Files{}
	names, err := fs.Glob(embedded, "data/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no data", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		files[path.Base(name)] = string(text)
	}
	return files
}

// Replace puts another text in the place of the first of its kind in a file.
func (f Files) Replace(t testing.TB, file, old, replacement string) {
	t.Helper()
	if !strings.Contains(f[file], old) {
		t.Fatalf("%s does not contain %q", file, old)
	}
	f[file] = strings.Replace(f[file], old, replacement, 1)
}

// FS is the files as a package of rules loads them.
func (f Files) FS() fs.FS {
	files := fstest.MapFS{}
	for name, text := range f {
		files[path.Join("data", name)] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// Misfit is a text replaced in a file, and what is said of it.
type Misfit = struct{ File, Old, Replacement, Want string }

// Refuses tries misfits one by one: each keeps the rules from loading, and is
// named.
func Refuses[R any](t *testing.T, embedded fs.FS, load func(fs.FS) (*R, error), misfits map[string]Misfit) {
	t.Helper()
	for name, tt := range misfits {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := Of(t, embedded)
			files.Replace(t, tt.File, tt.Old, tt.Replacement)
			r, err := load(files.FS())
			if err == nil || r != nil {
				t.Fatal("loaded all the same")
			}
			if !strings.Contains(err.Error(), tt.Want) {
				t.Errorf("got %v, want %q in it", err, tt.Want)
			}
		})
	}
}
