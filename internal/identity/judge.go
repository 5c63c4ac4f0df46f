package identity

import (
	"strconv"
	"strings"
	"time"

	"fodfaeste/internal/cvr"
)

// verified is a sign-in that we accept, in our own words. It is all that is
// kept of what the broker told.
type verified struct {
	Issuer, Subject string
	ProfessionalID  string // the broker's id of the person, wider than Subject
	Name            string // empty when name-protected
	CVR             string // the one firm this sign-in is for
	OrgName         string
	PNumber         string
	Signatory       bool
	Level           Level
	AuthAt          time.Time // zero when the broker does not tell
	SessionExpiry   time.Time // zero when the broker sets no end
	RawIDToken      string
}

// judge maps the claims and decides whether the portal accepts them.
func (rp *relyingParty) judge(p proof, a attempt) (verified, error) {
	f := rp.rules.apply(p.claims)
	if err := rp.checkKind(f, p.claims); err != nil {
		return verified{}, err
	}
	level := Level(f[FieldLevel])
	if !level.atLeast(rp.rules.leastLevel) {
		return verified{}, refuse(refusedLevel, "level %q is not at least %q", level, rp.rules.leastLevel)
	}
	number := f[FieldCVR]
	if number == "" {
		number = f[FieldAuthorizedCVR]
	}
	if cvr.Check(number) != "" {
		return verified{}, refuse(refusedNoCompany, "no usable CVR number")
	}
	v := verified{
		Issuer:         p.issuer,
		Subject:        p.subject,
		ProfessionalID: f[FieldPersonID],
		Name:           displayName(f),
		CVR:            number,
		OrgName:        f[FieldOrgName],
		PNumber:        f[FieldPNumber],
		Signatory:      f[FieldRelation] == relationSignatory || f[FieldAuthorizedCVR] == number,
		Level:          level,
		RawIDToken:     p.idToken,
	}
	return v, rp.checkTimes(&v, f, a)
}

// checkKind refuses whoever did not sign in for an organisation. Somebody with
// a private MitID may do so too, where that is allowed: the owner of a firm
// that has no agreement with MitID Erhverv.
func (rp *relyingParty) checkKind(f fields, claims claimSet) error {
	switch f[FieldKind] {
	case kindPrivate:
		if !rp.broker.AllowPrivate {
			return refuse(refusedPrivate, "a private identity")
		}
		return nil
	case kindProfessional:
		if claim, ok := rp.rules.required(claims); !ok {
			return refuse(refusedPrivate, "claim %s is not what the profile requires", claim)
		}
		return nil
	default:
		return refuse(refusedPrivate, "no known kind of identity")
	}
}

// checkTimes reads when the person proved who they are, and until when the
// broker lets a session last.
func (rp *relyingParty) checkTimes(v *verified, f fields, a attempt) error {
	now := rp.clock.Now()
	var ok bool
	if v.AuthAt, ok = moment(f[FieldAuthTime]); !ok || v.AuthAt.After(now.Add(clockSkew)) {
		return refuse(refusedToken, "the time of authentication cannot be")
	}
	if v.SessionExpiry, ok = moment(f[FieldSessionExpiry]); !ok {
		return refuse(refusedToken, "the end of the broker's session cannot be read")
	}
	if !v.SessionExpiry.IsZero() && !now.Before(v.SessionExpiry) {
		return refuse(refusedAuthenticated, "the broker's session is over")
	}
	// The broker tells whole seconds by a clock of its own, so an honest answer
	// can seem a little older than the question.
	if a.StepUp && v.AuthAt.Before(a.StartedAt.Add(-clockSkew)) {
		return refuse(refusedAuthenticated, "asked to authenticate at %s, did at %s", a.StartedAt, v.AuthAt)
	}
	return nil
}

// moment reads a time as brokers write it: seconds since 1970 as a number or a
// text, or RFC 3339. Nothing gives the zero time.
func moment(text string) (t time.Time, ok bool) {
	if text == "" {
		return time.Time{}, true
	}
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC(), true
	}
	t, err := time.Parse(time.RFC3339, text)
	return t.UTC().Truncate(time.Millisecond), err == nil
}

// displayName is the name to show, and nothing for somebody name-protected
// even if a name came along.
func displayName(f fields) string {
	if f[FieldPseudonym] != "" {
		return ""
	}
	if name := f[FieldName]; name != "" {
		return name
	}
	return strings.TrimSpace(f[FieldGivenName] + " " + f[FieldFamilyName])
}
