package devidp

import (
	"fmt"
	"strings"
	"time"
)

// Dialect is the broker whose way of speaking is imitated.
type Dialect string

const (
	Nets  Dialect = "nets"  // business claims in userinfo
	Idura Dialect = "idura" // all claims in the id_token
)

// nsis is the prefix of the levels that Nets eID Broker tells.
const nsis = "https://data.gov.dk/concept/core/nsis/"

// brokerSession is how long the imitated broker lets its session last.
const brokerSession = 8 * time.Hour

// idTokenClaims are the claims of the id_token beyond those of the protocol.
func (d Dialect) idTokenClaims(p Persona, authAt time.Time) map[string]any {
	if d == Idura {
		return iduraClaims(p, authAt)
	}
	level, kind, idp := "Substantial", "professional", "mitid_erhverv"
	if p.lowLevel {
		level = "Low"
	}
	if p.Firm == "" {
		kind, idp = "private", "mitid"
	}
	return map[string]any{
		"idp":            idp,
		"identity_type":  kind,
		"loa":            nsis + level,
		"ial":            nsis + level,
		"aal":            nsis + level,
		"neb_sid":        "sid-" + p.Subject,
		"transaction_id": fmt.Sprintf("tx-%s-%d", p.Key, authAt.Unix()),
		"session_expiry": fmt.Sprint(authAt.Add(brokerSession).Unix()),
	}
}

// userInfoClaims are the claims of userinfo beyond sub.
func (d Dialect) userInfoClaims(p Persona) map[string]any {
	if d == Idura {
		return nil
	}
	if p.Firm == "" {
		return map[string]any{"mitid.uuid": "uuid-" + p.Key, "mitid.identity_name": p.Name, "dk.cpr": p.cpr}
	}
	claims := map[string]any{
		"nemlogin.persistent_professional_id": "prof-" + p.Key,
		"nemlogin.cvr":                        p.CVR,
		"nemlogin.org_name":                   p.Firm,
		"nemlogin.email":                      p.Key + "@example.com",
	}
	if p.PNumber != "" {
		claims["nemlogin.p_number"] = p.PNumber
	}
	if p.signatory {
		claims["nemlogin.auth_to_repr"] = p.CVR
	}
	if p.cpr != "" {
		claims["nemlogin.cpr"] = p.cpr
	}
	if p.Name == "" {
		claims["nemlogin.alias"] = "Pseudonym"
		return claims
	}
	given, family, _ := strings.Cut(p.Name, " ")
	claims["nemlogin.name"] = p.Name
	claims["nemlogin.given_name"] = given
	claims["nemlogin.family_name"] = family
	return claims
}

// iduraClaims imitates the documented tokens: booleans are texts, and the time
// of authentication is not in auth_time.
func iduraClaims(p Persona, authAt time.Time) map[string]any {
	level := "SUBSTANTIAL"
	if p.lowLevel {
		level = "LOW"
	}
	claims := map[string]any{
		"identityscheme":        "dkmitid",
		"authenticationinstant": authAt.Format(time.RFC3339Nano),
		"nameidentifier":        "nameid-" + p.Key,
		"uuid":                  "prof-" + p.Key,
		"country":               "DK",
		"loA":                   level,
		"ial":                   level,
		"aal":                   level,
	}
	if p.Name != "" {
		claims["name"] = p.Name
	}
	if p.cpr != "" {
		claims["cprNumberIdentifier"] = p.cpr
	}
	if p.Firm == "" {
		return claims
	}
	claims["cvrNumberIdentifier"] = p.CVR
	claims["2.5.4.10"] = p.Firm
	if p.PNumber != "" {
		claims["productionUnit"] = p.PNumber
	}
	if p.signatory {
		claims["companySignatory"] = "true"
	} else {
		claims["companySignatory"] = "false"
		claims["employee"] = "true"
	}
	return claims
}
