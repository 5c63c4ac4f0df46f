// Package devidp is an OpenID Provider for development and tests: it lets
// anybody sign in as one of a list of invented people, without a password.
//
// It speaks the dialect of either broker the portal has a profile for. In the
// Nets dialect the business claims are in userinfo, in the Idura dialect in the
// id_token. Everything else is a real provider's: one-time codes, PKCE, signed
// tokens, single sign-on by a cookie of its own, prompt, max_age, sign-out.
//
// It must never be reachable by others and never be part of the portal's
// binary: New refuses an issuer, and Start a listener, that is not on this
// machine, and only scripts/devidp and tests import the package.
package devidp
