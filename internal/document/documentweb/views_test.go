package documentweb

import (
	"testing"

	"fodfaeste/internal/view/viewtest"
)

func TestViews(t *testing.T) {
	viewtest.Run(t, viewtest.Open(t, Views()), Views())
}
