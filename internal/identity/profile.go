package identity

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Profile is how one make of broker speaks: what it must be asked and where it
// puts which claim. Profiles are YAML files; nets.yaml and idura.yaml come with
// the portal.
type Profile struct {
	Scopes []string `yaml:"scopes"`
	// Authorize has further parameters of the authorization request. A value
	// that is not a text is sent as JSON.
	Authorize map[string]any `yaml:"authorize"`
	// StepUp has parameters in place of, or in addition to, these and
	// prompt=login&max_age=0 when the person must authenticate anew.
	StepUp     map[string]any      `yaml:"step_up"`
	ClaimsFrom ClaimsFrom          `yaml:"claims_from"` // beside the id_token; default none
	Algorithms []string            `yaml:"algorithms"`  // of signatures; default RS256, ES256, PS256
	LeastLevel Level               `yaml:"least_level"` // default substantial
	Require    map[string][]string `yaml:"require"`     // claims of a professional, and the values allowed
	Fields     map[Field][]Rule    `yaml:"fields"`
}

// ClaimsFrom says where a broker puts claims that are not in the id_token.
type ClaimsFrom string

const (
	FromIDToken       ClaimsFrom = "id_token"       // nowhere else
	FromUserInfo      ClaimsFrom = "userinfo"       // the userinfo endpoint
	FromUserInfoToken ClaimsFrom = "userinfo_token" // a second signed token in the token answer
)

// Level is a level of assurance of the Danish NSIS.
type Level string

const (
	LevelLow         Level = "low"
	LevelSubstantial Level = "substantial"
	LevelHigh        Level = "high"
)

// levels is every level, from the least.
func levels() []Level { return []Level{LevelLow, LevelSubstantial, LevelHigh} }

// atLeast tells whether a level reaches a known one. A level we do not know
// has the index -1 and reaches none.
func (l Level) atLeast(least Level) bool {
	return slices.Index(levels(), l) >= slices.Index(levels(), least)
}

// shippedProfiles are the profiles that come with the portal.
//
//go:embed profiles/*.yaml
var shippedProfiles embed.FS

// LoadProfile reads a profile that comes with the portal ("nets", "idura"), or
// a YAML file when the name has a "/" or ends in ".yaml". It answers everything
// that is wrong with the profile at once.
func LoadProfile(name string) (Profile, error) {
	var data []byte
	var err error
	if strings.Contains(name, "/") || strings.HasSuffix(name, ".yaml") {
		data, err = os.ReadFile(name)
	} else {
		data, err = shippedProfiles.ReadFile("profiles/" + name + ".yaml")
	}
	if err != nil {
		return Profile{}, fmt.Errorf("profile %s: %w", name, err)
	}
	p, err := ParseProfile(data)
	if err != nil {
		return Profile{}, fmt.Errorf("profile %s: %w", name, err)
	}
	return p, nil
}

// ParseProfile reads a profile from YAML and checks it.
func ParseProfile(data []byte) (Profile, error) {
	var p Profile
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return Profile{}, err
	}
	_, err := p.compile()
	return p, err
}

// protocolParameters are set by the protocol; a profile that changed them would
// switch off a protection.
var protocolParameters = []string{
	"client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce",
	"code_challenge", "code_challenge_method", "request", "request_uri",
}

// knownAlgorithms are those a profile may allow: signatures with a public key.
var knownAlgorithms = []string{
	"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA",
}

// compile checks a profile and makes it ready for use. It reports every fault.
func (p Profile) compile() (ruleBook, error) {
	var errs []error
	complain := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	book := ruleBook{
		leastLevel: p.LeastLevel,
		algorithms: p.Algorithms,
		require:    p.Require,
		authorize:  parameters("authorize", p.Authorize, complain),
		stepUp:     parameters("step_up", p.StepUp, complain),
		rules:      map[Field][]rule{},
	}
	if book.leastLevel == "" {
		book.leastLevel = LevelSubstantial
	}
	if !book.leastLevel.atLeast(LevelSubstantial) {
		complain("least_level %q: want substantial or high", p.LeastLevel)
	}
	if len(book.algorithms) == 0 {
		book.algorithms = []string{"RS256", "ES256", "PS256"}
	}
	for _, alg := range book.algorithms {
		if !slices.Contains(knownAlgorithms, alg) {
			complain("algorithms: %q is not a signature with a public key", alg)
		}
	}
	if !slices.Contains(p.Scopes, "openid") {
		complain("scopes: openid is missing")
	}
	if !slices.Contains([]ClaimsFrom{"", FromIDToken, FromUserInfo, FromUserInfoToken}, p.ClaimsFrom) {
		complain("claims_from: %q is not id_token, userinfo or userinfo_token", p.ClaimsFrom)
	}
	p.compileFields(book, complain)
	return book, errors.Join(errs...)
}

// compileFields fills in the book's rules.
func (p Profile) compileFields(book ruleBook, complain func(string, ...any)) {
	for _, needed := range []Field{FieldKind, FieldCVR, FieldLevel} {
		if len(p.Fields[needed]) == 0 {
			complain("fields: %s has no rules", needed)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(p.Fields)) {
		if !slices.Contains(allFields(), field) {
			complain("fields: %q is not a field", field)
		}
		for i, r := range p.Fields[field] {
			compiled, err := r.compile(field)
			if err != nil {
				complain("fields: %s, rule %d: %w", field, i+1, err)
			}
			book.rules[field] = append(book.rules[field], compiled)
		}
	}
}

// parameters makes texts of the parameters of a request.
func parameters(where string, values map[string]any, complain func(string, ...any)) map[string]string {
	texts := make(map[string]string, len(values))
	for name, value := range values {
		if slices.Contains(protocolParameters, name) {
			complain("%s: %s is not for a profile to set", where, name)
		}
		if text, ok := value.(string); ok {
			texts[name] = text
			continue
		}
		data, err := json.Marshal(value)
		if err != nil {
			complain("%s: %s: %w", where, name, err)
		}
		texts[name] = string(data)
	}
	return texts
}

// compile checks a rule and makes it ready for use.
func (r Rule) compile(field Field) (rule, error) {
	var errs []error
	if r.Claim == "" {
		errs = append(errs, errors.New("no claim"))
	}
	if r.Value != "" && len(r.Table) > 0 {
		errs = append(errs, errors.New("both table and value"))
	}
	pattern, err := regexp.Compile(r.Match)
	errs = append(errs, err)
	if err == nil && pattern.NumSubexp() > 1 {
		errs = append(errs, errors.New("match: more than one group"))
	}
	if allowed := allowedValues(field); allowed != nil {
		for _, value := range append(slices.Collect(maps.Values(r.Table)), r.Value) {
			if value != "" && !slices.Contains(allowed, value) {
				errs = append(errs, fmt.Errorf("%q is none of %v", value, allowed))
			}
		}
	}
	if r.Match == "" {
		pattern = nil
	}
	return rule{Rule: r, pattern: pattern}, errors.Join(errs...)
}
