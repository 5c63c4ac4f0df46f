package archtest

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"fodfaeste/internal/i18n"
)

// walkSources gathers all Go files and templates below a folder.
func walkSources(root string, into *strings.Builder) error {
	return fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" && path.Ext(name) != ".html" || strings.Contains(name, "testdata/") {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(root), name)
		into.Write(data)
		into.WriteByte('\n')
		return err
	})
}

func textKeys(t *testing.T) []string {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.Keys()
}

// TestSpelling holds the words that never belong on the screen.
func TestSpelling(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range i18n.Locales() {
		texts := catalogue.For(l)
		for _, key := range catalogue.Keys() {
			text := strings.ToLower(texts.T(key) + texts.N(key, 1) + texts.N(key, 2))
			for _, word := range []string{"37 timer om ugen", "% af fuld tid", "per cent of full time", "diagnosis:", "8 %"} {
				if strings.Contains(text, word) {
					t.Errorf("%s %q says %q", l, key, word)
				}
			}
		}
	}
}
