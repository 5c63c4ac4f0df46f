package identity

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// Field is something the portal wants to know of a sign-in, whatever the
// broker calls it.
type Field string

const (
	FieldKind          Field = "kind"      // professional or private
	FieldRelation      Field = "relation"  // signatory or employee
	FieldPersonID      Field = "person_id" // the professional id
	FieldName          Field = "name"
	FieldGivenName     Field = "given_name"     // used where there is no name
	FieldFamilyName    Field = "family_name"    // likewise
	FieldPseudonym     Field = "pseudonym"      // anything here: the person is name-protected
	FieldCVR           Field = "cvr"            // the firm signed in for
	FieldAuthorizedCVR Field = "authorized_cvr" // the firm the person alone may sign for
	FieldOrgName       Field = "org_name"
	FieldPNumber       Field = "p_number"       // the workplace
	FieldLevel         Field = "loa"            // low, substantial or high
	FieldAuthTime      Field = "auth_time"      // when the person authenticated
	FieldSessionExpiry Field = "session_expiry" // when the broker's session ends
)

func allFields() []Field {
	return []Field{
		FieldKind, FieldRelation, FieldPersonID, FieldName, FieldGivenName, FieldFamilyName,
		FieldPseudonym, FieldCVR, FieldAuthorizedCVR, FieldOrgName, FieldPNumber, FieldLevel,
		FieldAuthTime, FieldSessionExpiry,
	}
}

const (
	kindProfessional  = "professional"
	kindPrivate       = "private"
	relationSignatory = "signatory"
	relationEmployee  = "employee"
)

// allowedValues is what a field can hold, or nil for anything.
func allowedValues(f Field) []string {
	switch f {
	case FieldKind:
		return []string{kindProfessional, kindPrivate}
	case FieldRelation:
		return []string{relationSignatory, relationEmployee}
	case FieldLevel:
		return []string{string(LevelLow), string(LevelSubstantial), string(LevelHigh)}
	default:
		return nil
	}
}

// Rule is one way to fill a field from one claim. Each part narrows it: the
// claim must be a scalar, Equals it, Match it; the result is Value, or what
// Table makes of it, or its matched group, or the claim itself.
type Rule struct {
	Claim  string            `yaml:"claim"` // exact; a dot is a character like others
	Equals string            `yaml:"equals"`
	Match  string            `yaml:"match"` // regular expression with at most one group
	Table  map[string]string `yaml:"table"`
	Value  string            `yaml:"value"`
}

// rule is a Rule that has been checked.
type rule struct {
	Rule
	pattern *regexp.Regexp // nil when anything matches
}

// ruleBook is a Profile that has been checked.
type ruleBook struct {
	leastLevel        Level
	algorithms        []string
	require           map[string][]string
	authorize, stepUp map[string]string
	rules             map[Field][]rule
}

// fields is what a sign-in tells, in our words. A field that no rule filled is
// not there.
type fields map[Field]string

// apply maps the claims. Nothing that no rule names gets through.
func (b ruleBook) apply(claims claimSet) fields {
	f := fields{}
	for field, rules := range b.rules {
		for _, r := range rules {
			if value := r.apply(claims); value != "" {
				f[field] = value
				break
			}
		}
	}
	return f
}

// apply is the value of a rule, or "" when it does not apply.
func (r rule) apply(claims claimSet) string {
	value, ok := scalar(claims[r.Claim])
	if !ok || r.Equals != "" && value != r.Equals {
		return ""
	}
	if r.pattern != nil {
		groups := r.pattern.FindStringSubmatch(value)
		if groups == nil {
			return ""
		}
		value = groups[len(groups)-1]
	}
	switch {
	case r.Value != "":
		return r.Value
	case len(r.Table) > 0:
		return r.Table[value]
	default:
		return value
	}
}

// required tells whether the claims a profile requires are there, or else the
// first that is not.
func (b ruleBook) required(claims claimSet) (missing string, ok bool) {
	for _, claim := range slices.Sorted(maps.Keys(b.require)) {
		value, ok := scalar(claims[claim])
		if !ok || !slices.Contains(b.require[claim], value) {
			return claim, false
		}
	}
	return "", true
}

// scalar makes a text of what brokers use for one value: a text, a number, a
// boolean, or a list of one of them.
func scalar(v any) (text string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case json.Number:
		return v.String(), true
	case []any:
		if len(v) == 1 {
			if _, nested := v[0].([]any); !nested {
				return scalar(v[0])
			}
		}
	}
	return "", false
}
