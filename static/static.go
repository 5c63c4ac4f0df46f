// Package static holds the files browsers fetch: styles, scripts, fonts and
// icons. Their address carries a hash of all of them, so that a browser may
// keep a file for ever and still sees every new version at once.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed css js icons vendor
var files embed.FS

// Prefix is where all static files are served.
const Prefix = "/static/"

// Assets knows every static file by its name, such as "css/app.css".
type Assets struct {
	hash  string
	files map[string]*File
}

// File is one static file in the encodings browsers accept.
type File struct {
	ContentType string
	Plain       []byte
	once        sync.Once
	br, gz      []byte
}

// Open reads and names all files.
func Open() (*Assets, error) {
	a := &Assets{files: map[string]*File{}}
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d ", name, len(data))
		sum.Write(data)
		a.files[name] = &File{ContentType: contentType(name), Plain: data}
		return nil
	})
	a.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return a, err
}

// Compress prepares every file, so that not even the first visitor waits for it.
func (a *Assets) Compress() {
	for _, f := range a.files {
		f.once.Do(f.compress)
	}
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".woff2":
		return "font/woff2"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "text/plain; charset=utf-8"
}

// Path gives the address of a file, for instance /static/4f2a…/css/app.css.
func (a *Assets) Path(name string) string { return Prefix + a.hash + "/" + name }

// File gives the file of a name; nil where there is none.
func (a *Assets) File(name string) *File { return a.files[name] }

// Has tells whether there is a file of that name.
func (a *Assets) Has(name string) bool { return a.files[name] != nil }

// Find gives the file at the part of an address behind Prefix. An address with
// another hash finds the file too, but answers that it must not be kept.
func (a *Assets) Find(rest string) (file *File, keep bool) {
	if len(rest) <= len(a.hash) || rest[len(a.hash)] != '/' {
		return nil, false
	}
	return a.files[rest[len(a.hash)+1:]], rest[:len(a.hash)] == a.hash
}

// Encoded gives the content in the best of br, gzip and plain that accepted
// allows, and the name of the encoding. Compressing happens once per file.
func (f *File) Encoded(acceptsBrotli, acceptsGzip bool) (data []byte, encoding string) {
	if f.ContentType == "font/woff2" { // compressed already
		return f.Plain, ""
	}
	f.once.Do(f.compress)
	switch {
	case acceptsBrotli:
		return f.br, "br"
	case acceptsGzip:
		return f.gz, "gzip"
	default:
		return f.Plain, ""
	}
}

func (f *File) compress() {
	if f.ContentType == "font/woff2" {
		return
	}
	var br, gz bytes.Buffer
	b := brotli.NewWriterLevel(&br, brotli.BestCompression)
	b.Write(f.Plain) // neither writer can fail on a buffer
	b.Close()
	g, _ := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	g.Write(f.Plain)
	g.Close()
	f.br, f.gz = br.Bytes(), gz.Bytes()
}
