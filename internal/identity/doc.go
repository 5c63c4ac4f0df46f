// Package identity signs people in with MitID Erhverv and remembers that they
// are signed in.
//
// The portal is an OpenID Connect relying party of one or several brokers. A
// Broker is configuration: an issuer, a client and a Profile that says in
// which claims the broker puts what. One sign-in runs like this:
//
//	Start     makes an attempt (state, nonce, PKCE verifier, a cookie value
//	          that binds it to the browser) and sends the browser away
//	broker    lets the person prove who they are and sends the browser back
//	Finish    spends the attempt, exchanges the code, verifies the tokens,
//	          maps the claims, finds or creates party and person, and
//	          opens a session with a new secret
//	Authenticate   turns the secret in a cookie into an access.Actor, with the
//	          grants as they are at that moment
//
// A sign-in that cannot be accepted ends in a *Refusal, whose code tells the
// user what to do next. Nothing that a rule of the profile does not name is
// kept: a CPR number in a token is gone when the claims have been mapped.
//
// Missing so far is back-channel logout: a person who signs out at the broker
// stays signed in here until the session ends by itself.
package identity
