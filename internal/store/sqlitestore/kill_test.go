package sqlitestore_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/sqlitestore"
)

// childFile names the database in the environment of the child process.
const childFile = "STORE_KILL_TEST_FILE"

const written = 200

type note struct {
	store.Doc `bson:",inline"`
	Text      string `bson:"text"`
}

var notes = store.Table[note]{Name: "notes", Indexes: []store.Index{{Name: "by_text", Keys: []string{"text"}}}}

func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		if err := writeUntilKilled(context.Background(), path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// writeUntilKilled inserts documents and says so on standard output after each.
func writeUntilKilled(ctx context.Context, path string) error {
	db, err := open(ctx, path)
	if err != nil {
		return err
	}
	for i := range written {
		id := fmt.Sprintf("note_%03d", i)
		n := note{Doc: store.Doc{ID: id}, Text: "text of " + id}
		if err := store.In(db, notes).Insert(ctx, store.SystemScope(), &n); err != nil {
			return err
		}
		fmt.Println(id)
	}
	return nil
}

func open(ctx context.Context, path string) (*store.DB, error) {
	e, err := sqlitestore.Open(ctx, path, clock.System{})
	if err != nil {
		return nil, err
	}
	db := store.NewDB(e)
	_, err = db.Reconcile(ctx, notes.Spec())
	return db, err
}

// TestKill kills a process in the middle of its writes: whatever it was told is
// written has to be there, whole and in the index.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kill.db")
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childFile+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		acknowledged = append(acknowledged, lines.Text())
		if len(acknowledged) == written/2 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || len(acknowledged) < written/2 {
		t.Fatalf("the child ended with %v after %d writes; it should have been killed", err, len(acknowledged))
	}
	db, err := open(t.Context(), path)
	if err != nil {
		t.Fatalf("reopen: %v", err)
	}
	defer db.Close(t.Context())
	c := store.In(db, notes)
	for _, id := range acknowledged {
		q := store.Query{Index: "by_text", Equal: []any{"text of " + id}}
		if got, err := c.First(t.Context(), store.SystemScope(), q); err != nil || got.ID != id {
			t.Errorf("%s was acknowledged; by its index there is %+v, %v", id, got, err)
		}
	}
	t.Logf("killed after %d acknowledged writes", len(acknowledged))
}
