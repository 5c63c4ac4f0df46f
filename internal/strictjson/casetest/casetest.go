// Package casetest runs acceptance cases against a command that reads one JSON
// document and writes another. A case is one JSON file:
//
//	id, title, why            what it is about
//	command                   which command it is for
//	input, or input_raw       the document, or a text that need not be one
//	expect                    a part of the answer, only what the case decides
//	expect_exit               2 when the document must be refused, otherwise 0
//	expect_stderr_include     texts that the refusal must contain
//
// An answer satisfies "expect" when every key there is satisfied; it may hold
// further keys. Lists match item by item, numbers by their value, and null also
// where the answer lacks the key. Beside that stand four special forms:
// KEY_include and KEY_exclude name items that the list KEY must or must not
// hold, a text there meaning an equal text or an entry with that code; KEY_in
// gives the values KEY may have; and "schemes" may be an object keyed by the id
// of the entries of a list.
//
// Nothing here is for the program itself, only for tests of it.
package casetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fodfaeste/internal/strictjson"
)

// Command answers one document. It refuses a malformed one with
// strictjson.Faults and then writes nothing.
type Command = func(in io.Reader, out io.Writer) error

// Run runs every case below a folder, each as a subtest named by its file, with
// the command that the case names.
func Run(t *testing.T, dir string, commands map[string]Command) {
	t.Helper()
	names := files(t, dir)
	passed := 0
	for _, name := range names {
		ok := t.Run(strings.TrimSuffix(filepath.ToSlash(name), ".json"), func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range Problems(text, commands) {
				t.Error(problem)
			}
		})
		if ok {
			passed++
		}
	}
	t.Logf("%d of %d cases below %s passed", passed, len(names), dir)
}

// files lists the case files below a folder, which must hold some: a folder
// that was moved would otherwise pass.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) == ".json" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Fatalf("no cases below %s", dir)
	}
	return names
}

// Case is a case file.
type Case struct {
	ID          string          `json:"id"`
	Title       string          `json:"title"`
	Command     string          `json:"command"`
	Input       json.RawMessage `json:"input"`
	InputRaw    *string         `json:"input_raw"`
	Expect      json.RawMessage `json:"expect"`
	ExpectExit  int             `json:"expect_exit"`
	ExpectFault []string        `json:"expect_stderr_include"`
	Why         string          `json:"why"`
	Certainty   string          `json:"certainty"`
}

// Read reads a case file. A key that no case has is a mistake in the file.
func Read(text []byte) (Case, error) {
	var c Case
	if _, err := parse(text); err != nil {
		return c, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, err
	}
	switch {
	case c.InputRaw == nil && c.Input == nil:
		return c, errors.New("the case has neither input nor input_raw")
	case c.ExpectExit == 0 && c.Expect == nil:
		return c, errors.New("the case expects nothing")
	case c.ExpectExit != 0 && c.ExpectExit != refusal:
		return c, fmt.Errorf("the case expects exit status %d, and there are 0 and %d", c.ExpectExit, refusal)
	}
	return c, nil
}

// refusal is the exit status for a malformed document.
const refusal = 2

// Document is the text that the command gets.
func (c Case) Document() string {
	if c.InputRaw != nil {
		return *c.InputRaw
	}
	return string(c.Input)
}

// Problems runs one case file and tells what is wrong with the answer, nothing
// when it is as expected.
func Problems(text []byte, commands map[string]Command) []string {
	c, err := Read(text)
	if err != nil {
		return []string{"the case cannot be read: " + err.Error()}
	}
	command, known := commands[c.Command]
	if !known {
		return []string{fmt.Sprintf("the case is for a command %q that nobody gave", c.Command)}
	}
	var out bytes.Buffer
	err = command(strings.NewReader(c.Document()), &out)
	if c.ExpectExit == refusal {
		return c.refused(err, out.Bytes())
	}
	if err != nil {
		return []string{"refused: " + err.Error()}
	}
	return c.answered(out.Bytes())
}

// refused judges a document that must not be answered.
func (c Case) refused(err error, out []byte) []string {
	if err == nil {
		return []string{"answered a document that must be refused: " + shorten(string(out))}
	}
	var problems []string
	if !strictjson.Is(err) {
		problems = append(problems, "failed instead of naming what is wrong with the document: "+err.Error())
	}
	for _, part := range c.ExpectFault {
		if !strings.Contains(err.Error(), part) {
			problems = append(problems, fmt.Sprintf("the refusal does not name %q: %s", part, err))
		}
	}
	if len(out) > 0 {
		problems = append(problems, "refused, and answered all the same: "+shorten(string(out)))
	}
	return problems
}

// answered compares an answer with what the case expects of it.
func (c Case) answered(out []byte) []string {
	have, err := parse(out)
	if err != nil {
		return []string{"the answer is not one JSON document: " + err.Error()}
	}
	want, err := parse(c.Expect)
	if err != nil {
		return []string{"the case cannot be read: " + err.Error()}
	}
	return differences(want, have, "")
}
