package ruledata

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Read decodes the file of a name in the folder data, which holds exactly what
// the type knows: a key it does not know, a key given twice and a value of
// another form are faults, all named at once. What could be read is in the
// value also when there are faults.
func Read(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, path.Join("data", name))
	if err != nil {
		return err
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err = d.Decode(into)
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("%s: %s", name, strings.Join(wrong.Errors, "; "))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
