package identity

import "fmt"

// Why a sign-in was refused, in terms of what the user can do about it. The
// page shows the text "signin.refused.<code>".
const (
	refusedCancelled     = "cancelled"            // the person gave up at the broker: try again
	refusedLevel         = "level"                // below NSIS Substantial, or no level told: use a stronger means
	refusedPrivate       = "private"              // not a MitID Erhverv identity: choose the firm, not oneself
	refusedNoCompany     = "no_company"           // no usable CVR number: ask the firm's administrator
	refusedAttempt       = "expired_attempt"      // too late, twice, or from another browser: start again
	refusedProvider      = "provider_error"       // the broker refused or broke the protocol: try later, tell us
	refusedToken         = "invalid_token"        // what the broker sent does not hold: tell us
	refusedAuthenticated = "stale_authentication" // asked to prove who they are anew, but did not: do it again
)

// RefusalCodes lists every code that a Refusal can have.
func RefusalCodes() []string {
	return []string{
		refusedCancelled, refusedLevel, refusedPrivate, refusedNoCompany,
		refusedAttempt, refusedProvider, refusedToken, refusedAuthenticated,
	}
}

// Refusal is the error of a sign-in that ran to its end and was not accepted.
// Code is one of RefusalCodes; Reason is for the log and holds no personal data.
type Refusal struct {
	Code   string
	Reason string
	Cause  error // or nil
}

func (r *Refusal) Error() string {
	text := "sign-in refused (" + r.Code + "): " + r.Reason
	if r.Cause != nil {
		text += ": " + r.Cause.Error()
	}
	return text
}

func (r *Refusal) Unwrap() error { return r.Cause }

func refuse(code, format string, args ...any) *Refusal {
	return &Refusal{Code: code, Reason: fmt.Sprintf(format, args...)}
}

func (r *Refusal) because(err error) *Refusal {
	r.Cause = err
	return r
}
