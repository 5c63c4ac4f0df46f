package identity

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
)

// The tokens are those of the brokers' documentation. Idura leaves out the
// technical claims there; the level and time are added as in a real token.
func TestShippedProfiles(t *testing.T) {
	const nets = `"idp":"mitid_erhverv","auth_time":1790000000,"session_expiry":"1790028800",
		"loa":"https://data.gov.dk/concept/core/nsis/Substantial","amr":["mitid:code_app"]`
	const idura = `"identityscheme":"dkmitid","loA":"SUBSTANTIAL","authenticationinstant":"2021-03-19T09:16:52.7482184Z","country":"DK"`
	tests := map[string]struct {
		profile, claims string
		want            fields
	}{
		"nets, employee": {"nets", `{` + nets + `,"identity_type":"professional","neb_sid":"x",
			"nemlogin.persistent_professional_id":"7b10ffa7","nemlogin.cvr":"43950932","nemlogin.org_name":"Firm",
			"nemlogin.name":"Kirsten Madsen","nemlogin.p_number":"1003388394","nemlogin.nemid.rid":"8636770830",
			"nemlogin.cpr":"3102900002","nemlogin.date_of_birth":"1990-02-03"}`,
			fields{FieldKind: "professional", FieldLevel: "substantial", FieldAuthTime: "1790000000", FieldSessionExpiry: "1790028800",
				FieldPersonID: "7b10ffa7", FieldCVR: "43950932", FieldOrgName: "Firm", FieldName: "Kirsten Madsen", FieldPNumber: "1003388394"}},
		"nets, name-protected": {"nets", `{` + nets + `,"identity_type":"professional","nemlogin.alias":"Pseudonym","nemlogin.cvr":"43950932"}`,
			fields{FieldKind: "professional", FieldLevel: "substantial", FieldAuthTime: "1790000000", FieldSessionExpiry: "1790028800",
				FieldCVR: "43950932", FieldPseudonym: "Pseudonym"}},
		"nets, alias of another sort": {"nets", `{"nemlogin.alias":"kmad"}`, fields{}},
		"nets, may represent": {"nets", `{` + nets + `,"identity_type":"professional","nemlogin.auth_to_repr":["16662879"]}`,
			fields{FieldKind: "professional", FieldLevel: "substantial", FieldAuthTime: "1790000000", FieldSessionExpiry: "1790028800",
				FieldAuthorizedCVR: "16662879"}},
		"nets, private": {"nets", `{"identity_type":"private","mitid.uuid":"u","mitid.identity_name":"N","dk.cpr":"3102900002"}`,
			fields{FieldKind: "private"}},
		"idura, employee": {"idura", `{` + idura + `,"nameidentifier":"159d89fc","sub":"{159d89fc-a2db-4300-a52a-b7865f7b1ff3}",
			"uuid":"3c6d9757","cvrNumberIdentifier":"12345678","2.5.4.10":"Testorganisation nr. 12345678","name":"Firstname Lastname",
			"employee":"true","productionUnit":"1092738120","ridNumberIdentifier":"8636770830","seNumber":"98202298"}`,
			fields{FieldKind: "professional", FieldRelation: "employee", FieldLevel: "substantial",
				FieldAuthTime: "2021-03-19T09:16:52.7482184Z", FieldPersonID: "3c6d9757", FieldCVR: "12345678",
				FieldOrgName: "Testorganisation nr. 12345678", FieldName: "Firstname Lastname", FieldPNumber: "1092738120"}},
		"idura, signatory": {"idura", `{` + idura + `,"sub":"{0f9960a0}","uuid":"74ffcd31","cprNumberIdentifier":"2101270087",
			"birthdate":"1927-01-21","name":"Ditlev Von Testesen","cvrNumberIdentifier":"12345678",
			"2.5.4.10":"Testorganisation nr. 12345678","companySignatory":"true"}`,
			fields{FieldKind: "professional", FieldRelation: "signatory", FieldLevel: "substantial",
				FieldAuthTime: "2021-03-19T09:16:52.7482184Z", FieldPersonID: "74ffcd31", FieldCVR: "12345678",
				FieldOrgName: "Testorganisation nr. 12345678", FieldName: "Ditlev Von Testesen"}},
		"idura, says not signatory": {"idura", `{"companySignatory":"false","employee":true}`, fields{FieldRelation: "employee"}},
		"idura, private": {"idura", `{"identityscheme":"dkmitid","cprNumberIdentifier":"2101270087","name":"N"}`,
			fields{FieldKind: "private", FieldName: "N"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := LoadProfile(tt.profile)
			if err != nil {
				t.Fatal(err)
			}
			book, err := p.compile()
			if err != nil {
				t.Fatal(err)
			}
			var claims claimSet
			if err := json.Unmarshal([]byte(tt.claims), &claims); err != nil {
				t.Fatal(err)
			}
			if got := book.apply(claims); !maps.Equal(got, tt.want) {
				t.Errorf("fields\n got %v\nwant %v", got, tt.want)
			}
		})
	}
}

// Copied from documentation, idp_params may hold typographic quotes and so be no JSON.
func TestNetsParameters(t *testing.T) {
	p, err := LoadProfile("nets")
	if err != nil {
		t.Fatal(err)
	}
	book, err := p.compile()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := book.authorize["idp_params"], `{"mitid":{"loa_value":"substantial"}}`; got != want {
		t.Errorf("idp_params = %s, want %s", got, want)
	}
}

func TestRule(t *testing.T) {
	tests := map[string]struct {
		rule Rule
		json string // value of the claim c
		want string
	}{
		"text":              {Rule{Claim: "c"}, `"x"`, "x"},
		"number as written": {Rule{Claim: "c"}, `12345678901234567890`, "12345678901234567890"},
		"boolean":           {Rule{Claim: "c", Equals: "true"}, `true`, "true"},
		"boolean as text":   {Rule{Claim: "c", Equals: "true"}, `"true"`, "true"},
		"list of one":       {Rule{Claim: "c"}, `["x"]`, "x"},
		"list of two":       {Rule{Claim: "c"}, `["x","y"]`, ""},
		"list of a list":    {Rule{Claim: "c"}, `[["x"]]`, ""},
		"object":            {Rule{Claim: "c"}, `{"x":"y"}`, ""},
		"null":              {Rule{Claim: "c"}, `null`, ""},
		"not equal":         {Rule{Claim: "c", Equals: "y"}, `"x"`, ""},
		"equal, value":      {Rule{Claim: "c", Equals: "x", Value: "v"}, `"x"`, "v"},
		"no match":          {Rule{Claim: "c", Match: `^\d+$`}, `"x"`, ""},
		"match, whole":      {Rule{Claim: "c", Match: `^\d+$`}, `"12"`, "12"},
		"match, group":      {Rule{Claim: "c", Match: `^DK(\d{8})$`}, `"DK12345678"`, "12345678"},
		"match, value":      {Rule{Claim: "c", Match: `^\d+$`, Value: "v"}, `"12"`, "v"},
		"table":             {Rule{Claim: "c", Table: map[string]string{"x": "v"}}, `"x"`, "v"},
		"not in the table":  {Rule{Claim: "c", Table: map[string]string{"x": "v"}}, `"X"`, ""},
		"a dot is no path":  {Rule{Claim: "c.d"}, `{"d":"x"}`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := tt.rule.compile(FieldName)
			if err != nil {
				t.Fatal(err)
			}
			var claims claimSet
			if err := json.Unmarshal([]byte(`{"c":`+tt.json+`}`), &claims); err != nil {
				t.Fatal(err)
			}
			if got := r.apply(claims); got != tt.want {
				t.Errorf("value %q, want %q", got, tt.want)
			}
		})
	}
}

const minimalProfile = `
scopes: [openid]
fields:
  kind: [{claim: k}]
  cvr: [{claim: c}]
  loa: [{claim: l}]
`

func TestParseProfile(t *testing.T) {
	tests := map[string]struct {
		yaml string
		want []string // parts of the error; none for a good profile
	}{
		"minimal":           {minimalProfile, nil},
		"empty":             {"", []string{"openid is missing", "kind has no rules", "cvr has no rules", "loa has no rules"}},
		"unknown key":       {minimalProfile + "loglevel: 3\n", []string{"loglevel"}},
		"unknown field":     {minimalProfile + "  cpr: [{claim: dk.cpr}]\n", []string{`"cpr" is not a field`}},
		"rule without":      {minimalProfile + "  name: [{equals: x}]\n", []string{"name, rule 1: no claim"}},
		"pattern broken":    {minimalProfile + "  name: [{claim: n, match: '('}]\n", []string{"name, rule 1", "missing closing"}},
		"two groups":        {minimalProfile + "  name: [{claim: n, match: '(a)(b)'}]\n", []string{"more than one group"}},
		"table and value":   {minimalProfile + "  name: [{claim: n, value: v, table: {a: b}}]\n", []string{"both table and value"}},
		"value not allowed": {minimalProfile + "  relation: [{claim: n, value: boss}]\n", []string{`"boss" is none of`}},
		"level too low":     {minimalProfile + "least_level: low\n", []string{"least_level"}},
		"level unknown":     {minimalProfile + "least_level: splendid\n", []string{"least_level"}},
		"symmetric":         {minimalProfile + "algorithms: [HS256, none]\n", []string{`"HS256"`, `"none"`}},
		"claims elsewhere":  {minimalProfile + "claims_from: mail\n", []string{"claims_from"}},
		"protocol's own":    {minimalProfile + "authorize: {nonce: x}\nstep_up: {scope: openid}\n", []string{"authorize: nonce", "step_up: scope"}},
		"several at once":   {minimalProfile + "least_level: low\nclaims_from: mail\n", []string{"least_level", "claims_from"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ParseProfile([]byte(tt.yaml))
			if (err != nil) != (len(tt.want) > 0) {
				t.Fatalf("ParseProfile gave %v, want an error that names %q", err, tt.want)
			}
			for _, part := range tt.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not name %q", err, part)
				}
			}
		})
	}
}
