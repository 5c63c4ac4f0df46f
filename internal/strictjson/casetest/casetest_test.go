package casetest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fodfaeste/internal/strictjson"
)

// answering is a command that always gives the same answer.
func answering(answer string) map[string]Command {
	return map[string]Command{"hours": func(_ io.Reader, out io.Writer) error {
		_, err := io.WriteString(out, answer)
		return err
	}}
}

// TestMatching gives an answer and a part of it, and what must be found wrong.
func TestMatching(t *testing.T) {
	const answer = `{"n": 1.50, "whole": 8, "yes": true, "text": "a", "none": null, "list": [1, {"code": "x", "size": 2, "more": 0}],
		"schemes": [{"id": "praktik", "verdict": "no"}, {"id": "job", "verdict": "yes"}], "inner": {"list": ["b", "c"]}}`
	tests := map[string]struct{ expect, want string }{
		"nothing":                     {`{}`, ""},
		"every kind":                  {`{"n": 1.5, "whole": 8.0, "yes": true, "text": "a", "none": null}`, ""},
		"an absent key for null":      {`{"nowhere": null}`, ""},
		"something for null":          {`{"text": null}`, `text: expected null, got "a"`},
		"null for something":          {`{"none": 1}`, "none: expected 1, got null"},
		"an absent key":               {`{"nowhere": 1}`, "nowhere: expected 1, got null"},
		"another number":              {`{"n": 1.51}`, "n: expected 1.51, got 1.50"},
		"a number as text":            {`{"whole": "8"}`, `whole: expected "8", got 8`},
		"a text as number":            {`{"text": 8}`, `text: expected 8, got "a"`},
		"true is no number":           {`{"yes": 1}`, "yes: expected 1, got true"},
		"a number is not true":        {`{"whole": true}`, "whole: expected true, got 8"},
		"false":                       {`{"yes": false}`, "yes: expected false, got true"},
		"a list, with parts of items": {`{"list": [1, {"code": "x"}]}`, ""},
		"a list too short":            {`{"list": [1]}`, `list: expected [1], got [1,{"code":"x","size":2,"more":0}]`},
		"a list in another order":     {`{"list": [{"code": "x"}, 1]}`, "list[0]: expected an object, got 1\nlist[1]: expected 1, got {\"code\":\"x\",\"size\":2,\"more\":0}"},
		"a list for an object":        {`{"inner": []}`, `inner: expected [], got {"list":["b","c"]}`},
		"an empty list for a full":    {`{"list": []}`, `list: expected [], got [1,{"code":"x","size":2,"more":0}]`},
		"an object for a list":        {`{"list": {}}`, `list: expected an object, got [1,{"code":"x","size":2,"more":0}]`},
		"an item inside":              {`{"list": [1, {"size": 3}]}`, "list[1].size: expected 3, got 2"},
		"include by code":             {`{"list_include": ["x", 1]}`, ""},
		"include by part":             {`{"list_include": [{"code": "x", "size": 2.0}]}`, ""},
		"include by text":             {`{"inner": {"list_include": ["c"]}}`, ""},
		"include what is not there":   {`{"inner": {"list_include": ["c", "d"]}}`, `inner.list: "d" not found in ["b","c"]`},
		"include a wrong part":        {`{"list_include": [{"code": "x", "size": 3}]}`, `list: {"code":"x","size":3} not found in [1,{"code":"x","size":2,"more":0}]`},
		"include in no list":          {`{"nowhere_include": ["x"]}`, "nowhere: expected a list, got null"},
		"exclude what is not there":   {`{"list_exclude": ["y", {"code": "x", "size": 3}, 2]}`, ""},
		"exclude by code":             {`{"list_exclude": ["x"]}`, `list: "x" must not be there`},
		"exclude by part":             {`{"list_exclude": [{"size": 2}]}`, `list: {"size":2} must not be there`},
		"exclude in no list":          {`{"text_exclude": ["x"]}`, `text: expected a list, got "a"`},
		"one of":                      {`{"text_in": ["b", "a"], "nowhere_in": [1, null]}`, ""},
		"none of":                     {`{"text_in": ["b", "c"]}`, `text: expected one of ["b","c"], got "a"`},
		"a list by id":                {`{"schemes": {"job": {"verdict": "yes"}, "praktik": {"verdict_in": ["no", "maybe"]}}}`, ""},
		"a wrong entry by id":         {`{"schemes": {"job": {"verdict": "no"}}}`, `schemes.job.verdict: expected "no", got "yes"`},
		"an absent entry by id":       {`{"schemes": {"flex": {}}}`, "schemes.flex: expected an object, got null"},
		"everything wrong at once":    {`{"n": 1, "text": "b"}`, "n: expected 1, got 1.50\ntext: expected \"b\", got \"a\""},
		"a special form of no list":   {`{"list_include": "x"}`, `list_include: the case must give a list, not "x"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			problems := Problems([]byte(`{"command": "hours", "input": {}, "expect": `+tt.expect+`}`), answering(answer))
			if got := strings.Join(problems, "\n"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestPlainKeyFirst: a key that the answer really has is no special form.
func TestPlainKeyFirst(t *testing.T) {
	text := []byte(`{"command": "hours", "input": {}, "expect": {"checked_in": "a", "days_exclude": 1}}`)
	if p := Problems(text, answering(`{"checked_in": "a", "days_exclude": 1}`)); len(p) > 0 {
		t.Error(p)
	}
	if p := Problems(text, answering(`{"checked_in": "b", "days_exclude": 1}`)); len(p) != 1 {
		t.Error(p)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	tests := map[string]string{
		``:                       "the answer is not one JSON document: it is empty or ends too soon",
		`{} {}`:                  "the answer is not one JSON document: something follows the document",
		`{"a":1,"a":1}`:          "the answer is not one JSON document: key a is given twice",
		`{"a":`:                  "the answer is not one JSON document: it is empty or ends too soon",
		`[]`:                     "expected an object, got []",
		`{"schemes":[1]}`:        "schemes.x: expected 1, got null",
		`{"schemes":[{},{}]}`:    `schemes: the id "" stands twice`,
		`{"schemes":[{"id":1}]}`: "schemes.x: expected 1, got null",
	}
	for answer, want := range tests {
		problems := Problems([]byte(`{"command": "hours", "input": {}, "expect": {"schemes": {"x": 1}}}`), answering(answer))
		if got := strings.Join(problems, "\n"); got != want {
			t.Errorf("%s\n got %s\nwant %s", answer, got, want)
		}
	}
}

// TestRefusals: a document that must be refused is refused by naming what is
// wrong, and nothing is written.
func TestRefusals(t *testing.T) {
	faults := strictjson.Faults{{Path: "lines[0].kind", Text: "is wrong"}}
	tests := map[string]struct {
		write string
		err   error
		want  string
	}{
		"as it should":        {"", faults, ""},
		"answered":            {"{}", nil, "answered a document that must be refused: {}"},
		"failed":              {"", errors.New("lines[0].kind broke"), "failed instead of naming what is wrong with the document: lines[0].kind broke"},
		"names something":     {"", strictjson.Faults{{Path: "person", Text: "is missing"}}, `the refusal does not name "lines[0].kind": person: is missing`},
		"writes all the same": {"{}", faults, "refused, and answered all the same: {}"},
	}
	for name, tt := range tests {
		command := map[string]Command{"hours": func(_ io.Reader, out io.Writer) error {
			if _, err := io.WriteString(out, tt.write); err != nil {
				return err
			}
			return tt.err
		}}
		text := []byte(`{"command": "hours", "input_raw": "{", "expect": {}, "expect_exit": 2, "expect_stderr_include": ["lines[0].kind"]}`)
		if got := strings.Join(Problems(text, command), "\n"); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	refusing := map[string]Command{"hours": func(io.Reader, io.Writer) error { return faults }}
	p := Problems([]byte(`{"command": "hours", "input": {}, "expect": {}}`), refusing)
	if got := strings.Join(p, "\n"); got != "refused: lines[0].kind: is wrong" {
		t.Error(got)
	}
}

// TestFaultyCases: a case that says nothing must not pass for one that holds.
func TestFaultyCases(t *testing.T) {
	tests := map[string]string{
		`{`: "the case cannot be read: it is empty or ends too soon",
		`{"command": "hours", "input": {}, "expect": {}, "expekt": {}}`:         `the case cannot be read: json: unknown field "expekt"`,
		`{"command": "hours", "input": {}, "expect": {}, "expect": {}}`:         "the case cannot be read: key expect is given twice",
		`{"command": "hours", "input": {}}`:                                     "the case cannot be read: the case expects nothing",
		`{"command": "hours", "expect": {}}`:                                    "the case cannot be read: the case has neither input nor input_raw",
		`{"command": "hours", "input": {}, "expect_exit": 1, "expect": {}}`:     "the case cannot be read: the case expects exit status 1, and there are 0 and 2",
		`{"command": "days", "input": {}, "expect": {}}`:                        `the case is for a command "days" that nobody gave`,
		`{"command": "hours", "input": {}, "expect": {"a": {"b": 1, "b": 1}}}`:  "the case cannot be read: key b is given twice",
		`{"command": "hours", "input": {}, "expect": {}, "expect_exit": "two"}`: "the case cannot be read: json: cannot unmarshal string into Go struct field Case.expect_exit of type int",
	}
	for text, want := range tests {
		if got := strings.Join(Problems([]byte(text), answering("{}")), "\n"); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestDocument: the command reads the input exactly as the case has it.
func TestDocument(t *testing.T) {
	var got string
	reading := map[string]Command{"hours": func(in io.Reader, out io.Writer) error {
		text, err := io.ReadAll(in)
		got = string(text)
		if err == nil {
			_, err = io.WriteString(out, "{}")
		}
		return err
	}}
	for text, want := range map[string]string{
		`{"command": "hours", "input": {"a": 961.980}, "expect": {}}`:     `{"a": 961.980}`,
		`{"command": "hours", "input_raw": "{\"a\":NaN}", "expect": {}}`:  `{"a":NaN}`,
		`{"command": "hours", "input_raw": "", "expect": {}, "input": 1}`: ``,
	} {
		if p := Problems([]byte(text), reading); len(p) > 0 || got != want {
			t.Errorf("%s: read %q, want %q; %v", text, got, want, p)
		}
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.json":       `{"command": "hours", "input": {}, "expect": {"n": 1}}`,
		"inner/b.json": `{"command": "hours", "input": {}, "expect": {"n_in": [1, 2]}}`,
		"notes.txt":    "no case",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(files(t, dir), " "); got != "a.json inner/b.json" {
		t.Errorf("found %s", got)
	}
	Run(t, dir, answering(`{"n": 1}`))
}

func TestShow(t *testing.T) {
	value, err := parse([]byte(`{"a": [], "b": {}, "c": [null, true, "x"]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := show(value); got != `{"a":[],"b":{},"c":[null,true,"x"]}` {
		t.Error(got)
	}
	if got := show(strings.Repeat("æ", 400)); len(got) > 310 || !strings.HasSuffix(got, " …") {
		t.Error(got)
	}
}
