package main

import (
	"io"

	"fodfaeste/internal/grant"
	"fodfaeste/internal/worktime"
)

// documentCommands read one JSON document and write one. They need the rules
// and nothing else: no configuration, no database, no clock.
var documentCommands = map[string]func(in io.Reader, out io.Writer) error{
	"grants check":   withGrantRules((*grant.Rules).RunCheck),
	"grants amounts": withGrantRules((*grant.Rules).RunAmounts),
	"hours check": func(in io.Reader, out io.Writer) error {
		rules, err := worktime.Load()
		if err != nil {
			return err
		}
		return rules.Run(in, out)
	},
}

func withGrantRules(do func(*grant.Rules, io.Reader, io.Writer) error) func(io.Reader, io.Writer) error {
	return func(in io.Reader, out io.Writer) error {
		rules, err := grant.Load()
		if err != nil {
			return err
		}
		return do(rules, in, out)
	}
}
