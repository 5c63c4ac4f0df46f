package form

import (
	"strings"

	"fodfaeste/internal/i18n"
)

// Kind says how a field is shown.
type Kind string

const (
	Line     Kind = "line"
	Email    Kind = "email" // the person's own
	Area     Kind = "area"
	Day      Kind = "day"
	Number   Kind = "number"
	Duration Kind = "duration"
	Select   Kind = "select"
	Radios   Kind = "radios"
	Checks   Kind = "checks"
	Tick     Kind = "tick"
	Hidden   Kind = "hidden"
)

// Field is the model of the component that shows one form field. Label, Hint,
// Error and Warning are finished sentences.
type Field struct {
	Kind     Kind
	ID       string
	Name     string
	Label    string
	Hint     string
	Error    string
	Warning  string // what to look at again; it keeps nobody from going on
	Value    string
	Optional string // "(valgfrit)" behind the label, or ""
	Options  []Option
}

// Describes lists the ids of the hint and the error for aria-describedby.
func (f Field) Describes() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	if f.Warning != "" {
		ids = append(ids, f.ID+"-warning")
	}
	return strings.Join(ids, " ")
}

// Option is one choice of a field.
type Option struct {
	ID     string
	Value  string
	Label  string
	Hint   string
	Chosen bool
}

// Summary is the list of everything wrong with a form, each a link to its field.
type Summary struct {
	Title string
	Lines []SummaryLine
}

// SummaryLine is one fault of a form.
type SummaryLine struct {
	Href string
	Text string
}

// Model is what the form component shows: where it goes, what is wrong, its
// fields in sections, and its buttons.
type Model struct {
	Action   string
	Submit   string
	Add      string // label of the button that asks for one more row, or ""
	Cancel   string // address to leave to, or ""
	Version  string // of the record the form changes, or ""
	Summary  Summary
	Sections []Section
}

// Section is a group of fields, with a heading when there are several.
type Section struct {
	Heading string
	Note    string
	Row     bool // fields side by side where there is room
	Fields  []Field
}

// Builder makes fields of a form with texts below one prefix: the label of
// field "start" is the text "<prefix>.start", its hint "<prefix>.start_hint"
// where there is one.
type Builder struct {
	form   *Form
	texts  *i18n.Texts
	prefix string
}

// Build starts making fields of a form.
func (f *Form) Build(texts *i18n.Texts, prefix string) Builder {
	return Builder{form: f, texts: texts, prefix: prefix}
}

// Field makes a field of a kind without choices.
func (b Builder) Field(kind Kind, name string) Field {
	key := b.prefix + "." + textName(name)
	f := Field{Kind: kind, ID: elementID(name), Name: name, Label: b.texts.T(key), Value: b.form.Value(name)}
	if b.texts.Has(key + "_hint") {
		f.Hint = b.texts.T(key + "_hint")
	}
	if code := b.form.FaultOf(name); code != "" {
		f.Error = b.texts.T("error." + code)
	}
	if code := b.form.warnings[name]; code != "" {
		f.Warning = b.texts.T("warn." + code)
	}
	return f
}

// Optional makes a field that may stay empty and says so.
func (b Builder) Optional(kind Kind, name string) Field {
	f := b.Field(kind, name)
	f.Optional = b.texts.T("form.optional")
	return f
}

// Choices makes a field with choices, whose texts are "<texts>.<value>".
func (b Builder) Choices(kind Kind, name, texts string, values ...string) Field {
	options := make([]Option, 0, len(values))
	for _, value := range values {
		o := Option{Value: value, Label: b.texts.T(texts + "." + value)}
		if hint := texts + "." + value + "_hint"; b.texts.Has(hint) {
			o.Hint = b.texts.T(hint)
		}
		options = append(options, o)
	}
	return b.Options(kind, name, options...)
}

// Options makes a field with choices that carry their own labels.
func (b Builder) Options(kind Kind, name string, options ...Option) Field {
	f := b.Field(kind, name)
	chosen := map[string]bool{}
	for _, value := range b.form.Values(name) {
		chosen[value] = true
	}
	for _, o := range options {
		o.ID = f.ID + "-" + elementID(o.Value)
		o.Chosen = chosen[o.Value]
		f.Options = append(f.Options, o)
	}
	return f
}

// Model puts fields together into a form with a summary of what is wrong.
func (b Builder) Model(action, submit string, fields ...Field) Model {
	return b.Sections(action, submit, Section{Fields: fields})
}

// Sections puts groups of fields together into a form.
func (b Builder) Sections(action, submit string, sections ...Section) Model {
	var fields []Field
	for _, s := range sections {
		fields = append(fields, s.Fields...)
	}
	return Model{
		Action: action, Submit: b.texts.T(submit), Version: b.form.Value(versionField),
		Summary: b.Summary(fields...), Sections: sections,
	}
}

// Summary lists what is wrong with the given fields, in their order.
func (b Builder) Summary(fields ...Field) Summary {
	s := Summary{}
	for _, f := range fields {
		if f.Error == "" {
			continue
		}
		target := f.ID
		if len(f.Options) > 0 && f.Kind != Select {
			target = f.Options[0].ID
		}
		s.Lines = append(s.Lines, SummaryLine{Href: "#" + target, Text: f.Label + ": " + f.Error})
	}
	if len(s.Lines) > 0 {
		s.Title = b.texts.N("form.summary", len(s.Lines))
	}
	return s
}

// elementID makes a name usable as an element's id.
func elementID(name string) string {
	return strings.NewReplacer(".", "-", " ", "-", "[", "-", "]", "").Replace(name)
}

// textName drops the number of a repeated field: "task.2.minutes" is labelled
// as "task.minutes".
func textName(name string) string {
	parts := strings.Split(name, ".")
	kept := parts[:0]
	for _, part := range parts {
		if strings.Trim(part, "0123456789") != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ".")
}
