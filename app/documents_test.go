package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"fodfaeste/internal/strictjson"
)

func TestDocumentCommands(t *testing.T) {
	tests := map[string]struct{ args, in, wants string }{
		"a situation":    {"grants check", `{"asked_on":"2026-11-21","employer":{},"person":{},"work":{}}`, `"work.start"`},
		"an amount":      {"grants amounts", `{"calculator":"egu_bonus","days":181}`, `"result_oere":1484200`},
		"an hour log":    {"hours check", `{"person":{"age":40},"lines":[]}`, `"findings":[]`},
		"a bad document": {"grants check", `{"asked_on":"2026-11-21"}`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			err := run(t.Context(), strings.Fields(tt.args), environment(nil), strings.NewReader(tt.in), &out)
			if tt.wants == "" {
				if !strictjson.Is(err) || out.Len() > 0 || !strings.Contains(err.Error(), "work: is missing") {
					t.Errorf("got %v and %q", err, out.String())
				}
				return
			}
			if err != nil || !json.Valid(out.Bytes()) || !strings.Contains(out.String(), tt.wants) {
				t.Errorf("got %v and %s", err, out.String())
			}
		})
	}
}
