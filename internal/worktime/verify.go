package worktime

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"fodfaeste/internal/ruledata"
)

// check finds what makes the rules unusable, all of it at once, and notes what
// each rule rests on.
func (r *Rules) check() error {
	c := &checker{ruledata.NewChecker(r.sources), r}
	c.That(!r.law.Version.IsZero(), "version is missing")
	c.That(r.law.Notice.Danish != "" && r.law.Notice.English != "", "notice needs a Danish and an English text")
	c.value("", reflect.ValueOf(r.law))
	for _, code := range Codes() {
		_, known := r.provenance[string(code)]
		c.That(known || code == overlapping, "%s has a rule but nothing in rules.yaml", code)
	}
	c.night(r.law.YoungNight)
	c.That(r.law.Young.StrictBelow < r.law.Young.Below, "young: strict_below_age must be under below_age")
	c.That(len(r.law.WeeklyAverage.Neutral) > 0, "weekly_average_48.neutral names no kind")
	for _, k := range r.law.WeeklyAverage.Neutral {
		c.That(slices.Contains(kinds(), k), "weekly_average_48.neutral: %q is no kind of line", k)
	}
	c.Sources()
	return c.Err()
}

// checker collects faults.
type checker struct {
	ruledata.Checker
	rules *Rules
}

// value walks everything that was read: a number left out or written as 0 is a
// fault wherever it stands, and so is a rule without its provenance. A number
// added to the data can so not be forgotten here.
func (c *checker) value(path string, v reflect.Value) {
	switch value := v.Interface().(type) {
	case ruledata.Span:
		c.That(value > 0, "%s is missing or not above 0", path)
	case ruledata.Count:
		c.That(value > 0, "%s is missing or not above 0", path)
	case ruledata.Provenance:
		c.rests(path, value)
	case ruledata.Day, Notice:
	default:
		c.parts(path, v)
	}
}

func (c *checker) parts(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			c.value(below(path, yamlKey(f)), v.Field(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		for _, key := range keys {
			c.value(below(path, key.String()), v.MapIndex(key))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			c.value(path, v.Elem())
		}
	}
}

// yamlKey is the key of a field in the file, "" for one that is spread out.
func yamlKey(f reflect.StructField) string {
	if f.Anonymous {
		return ""
	}
	return f.Tag.Get("yaml")
}

func below(path, key string) string {
	if path == "" || key == "" {
		return path + key
	}
	return path + "." + key
}

// rests checks what a rule rests on, and keeps it for those who ask.
func (c *checker) rests(rule string, p ruledata.Provenance) {
	if p.Law == "" && p.Certainty == "" && len(p.Sources) == 0 {
		c.That(false, "%s is missing, or names neither law, certainty nor source", rule)
		return
	}
	c.rules.provenance[rule] = p
	c.Provenance(rule, p)
}

// night has one entry for every window and every trade that a log can name.
func (c *checker) night(n nightRule) {
	c.window("strict", n.Strict)
	for _, name := range nightWindows() {
		w, known := n.Windows[name]
		c.That(known, "young_night.windows lacks %s", name)
		c.window("windows."+string(name), w)
	}
	for _, s := range sectors() {
		wider := n.Sectors[s]
		c.That(wider.From != nil || wider.Until != nil, "young_night.sectors lacks %s", s)
		c.That(wider.Until == nil || *wider.Until <= dayLong, "young_night.sectors.%s must close on the same day", s)
	}
	for _, w := range slices.Sorted(maps.Keys(n.Windows)) {
		c.That(slices.Contains(nightWindows(), w), "young_night.windows: no log can name %s", w)
	}
	for _, s := range slices.Sorted(maps.Keys(n.Sectors)) {
		c.That(slices.Contains(sectors(), s), "young_night.sectors: no log can name %s", s)
	}
}

func (c *checker) window(name string, w window) {
	c.That(w.From < w.Until && w.Until <= dayLong, "young_night.%s must open before it closes, on one day", name)
}
