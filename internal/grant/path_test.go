package grant

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var inBrackets = regexp.MustCompile(`\[[^]]*\]`)

// A missing fact is named by the path it has in a Situation.
func TestMissingPathsNameFacts(t *testing.T) {
	r := loaded(t)
	for _, tt := range conditionCases {
		for _, scheme := range r.Check(but(tt.change)).Schemes {
			for _, path := range scheme.Missing {
				if !names(reflect.TypeFor[Situation](), strings.Split(inBrackets.ReplaceAllString(string(path), ""), ".")) {
					t.Errorf("%s is no path of a Situation", path)
				}
			}
		}
	}
}

// names tells whether the parts of a path are the json names of nested fields.
func names(in reflect.Type, parts []string) bool {
	for in.Kind() == reflect.Slice || in.Kind() == reflect.Pointer {
		in = in.Elem()
	}
	if len(parts) == 0 || in.Kind() == reflect.Map {
		return true
	}
	if in.Kind() != reflect.Struct {
		return false
	}
	for i := range in.NumField() {
		if in.Field(i).Tag.Get("json") == parts[0] {
			return names(in.Field(i).Type, parts[1:])
		}
	}
	return false
}

// What answers say by themselves is on the list that texts are checked against.
func TestWarningsAreListed(t *testing.T) {
	r := loaded(t)
	for _, tt := range conditionCases {
		for _, scheme := range r.Check(but(tt.change)).Schemes {
			for _, n := range scheme.Warnings {
				if !slices.Contains(WarningCodes(), n.Code) {
					t.Errorf("%s is not listed", n.Code)
				}
			}
		}
	}
}
