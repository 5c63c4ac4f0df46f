package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// album keeps pictures of pages in the folder that SCREENSHOTS names. Without
// the folder it does nothing.
type album struct {
	folder string
	count  int
}

func newAlbum(t *testing.T) *album {
	t.Helper()
	root := os.Getenv("SCREENSHOTS")
	if root == "" {
		return &album{}
	}
	folder := filepath.Join(root, strings.ReplaceAll(t.Name(), "/", "-"))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return &album{folder: folder}
}

// shoot takes the whole page at both widths and gives the tab its own again.
func (a *album) shoot(b *tab, name string) {
	b.t.Helper()
	if a.folder == "" {
		return
	}
	a.count++
	for _, width := range []int64{desk, phone} {
		b.resize(width)
		const png = 100 // any lower quality would make a JPEG
		picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(png))
		b.must(err)
		file := filepath.Join(a.folder, fmt.Sprintf("%02d-%s-%d.png", a.count, name, width))
		b.must(os.WriteFile(file, picture, 0o644))
	}
	b.resize(b.width)
}
