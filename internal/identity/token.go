package identity

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// clockSkew is how far a broker's clock may be from ours.
const clockSkew = 30 * time.Second

// proof is what the provider vouches for, checked but not yet understood.
type proof struct {
	issuer, subject string
	idToken         string // as it came, for signing out
	claims          claimSet
}

// claimSet is a JSON object of claims. Numbers stay as they were written.
type claimSet map[string]any

// UnmarshalJSON keeps numbers apart from floating point, which would spoil a
// long identifier.
func (c *claimSet) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode((*map[string]any)(c))
}

// redeem exchanges a code for tokens, verifies them and collects their claims.
// The access token is used for userinfo at most, and then dropped.
func (rp *relyingParty) redeem(ctx context.Context, p *provider, code string, a attempt) (proof, error) {
	ctx = oidc.ClientContext(ctx, rp.client)
	tokens, err := p.oauth.Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return proof{}, rp.exchangeFailed(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	if raw == "" {
		return proof{}, refuse(refusedToken, "the token answer has no id_token")
	}
	idToken, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return proof{}, refuse(refusedToken, "the id_token does not verify").because(err)
	}
	var claims claimSet
	if err := idToken.Claims(&claims); err != nil {
		return proof{}, refuse(refusedToken, "the id_token cannot be read").because(err)
	}
	if err := rp.checkIDToken(idToken, claims, tokens.AccessToken, a.Nonce); err != nil {
		return proof{}, err
	}
	all, err := rp.moreClaims(ctx, p, tokens, idToken.Subject)
	if err != nil {
		return proof{}, err
	}
	maps.Copy(all, claims) // what is signed for this sign-in wins
	return proof{issuer: idToken.Issuer, subject: idToken.Subject, idToken: raw, claims: all}, nil
}

// exchangeFailed tells a provider that is away from one that says no.
func (rp *relyingParty) exchangeFailed(err error) error {
	var network *url.Error
	var answered *oauth2.RetrieveError
	if errors.As(err, &network) {
		return away(rp.broker.Name, err)
	}
	if errors.As(err, &answered) && answered.Response.StatusCode >= 500 {
		return away(rp.broker.Name, err)
	}
	return refuse(refusedProvider, "the code was not exchanged").because(err)
}

// checkIDToken does what OpenID Connect Core 1.0 section 3.1.3.7 asks and
// go-oidc leaves to its caller. The library has checked signature, algorithm,
// issuer, audience, exp and nbf.
func (rp *relyingParty) checkIDToken(t *oidc.IDToken, claims claimSet, accessToken, nonce string) error {
	azp, _ := claims["azp"].(string)
	_, hasAZP := claims["azp"]
	switch {
	case t.Subject == "":
		return refuse(refusedToken, "the id_token has no sub")
	case t.IssuedAt.IsZero():
		return refuse(refusedToken, "the id_token has no iat")
	case t.IssuedAt.After(rp.clock.Now().Add(clockSkew)):
		return refuse(refusedToken, "the id_token is from the future: iat %s", t.IssuedAt.UTC())
	case t.Nonce != nonce:
		return refuse(refusedToken, "the id_token has another nonce or none")
	case hasAZP && azp != rp.broker.ClientID:
		return refuse(refusedToken, "the id_token was issued to another client")
	case !hasAZP && slices.ContainsFunc(t.Audience, func(aud string) bool { return aud != rp.broker.ClientID }):
		return refuse(refusedToken, "the id_token is for several clients and names no azp")
	}
	if t.AccessTokenHash != "" {
		if err := t.VerifyAccessToken(accessToken); err != nil {
			return refuse(refusedToken, "the access token is not the one the id_token came with").because(err)
		}
	}
	return nil
}

// moreClaims reads the claims that the profile expects outside the id_token.
// They must be about the same subject.
func (rp *relyingParty) moreClaims(ctx context.Context, p *provider, tokens *oauth2.Token, subject string) (claimSet, error) {
	switch rp.broker.Profile.ClaimsFrom {
	case FromUserInfo:
		return rp.userInfo(ctx, p, tokens, subject)
	case FromUserInfoToken:
		return userInfoToken(ctx, p, tokens, subject)
	default:
		return claimSet{}, nil
	}
}

func (rp *relyingParty) userInfo(ctx context.Context, p *provider, tokens *oauth2.Token, subject string) (claimSet, error) {
	info, err := p.oidc.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	var network *url.Error
	if errors.As(err, &network) {
		return nil, away(rp.broker.Name, err)
	} else if err != nil {
		return nil, refuse(refusedProvider, "userinfo was not given").because(err)
	}
	if info.Subject != subject {
		return nil, refuse(refusedToken, "userinfo is about another subject or none")
	}
	claims := claimSet{}
	if err := info.Claims(&claims); err != nil {
		return nil, refuse(refusedToken, "userinfo cannot be read").because(err)
	}
	return claims, nil
}

// userInfoToken reads the signed userinfo that Nets eID Broker puts into the
// token answer when the scope userinfo_token is asked for. It is held to the
// same rules as the id_token, except that it has no nonce.
func userInfoToken(ctx context.Context, p *provider, tokens *oauth2.Token, subject string) (claimSet, error) {
	raw, _ := tokens.Extra("userinfo_token").(string)
	if raw == "" {
		return nil, refuse(refusedToken, "the token answer has no userinfo_token")
	}
	token, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, refuse(refusedToken, "the userinfo_token does not verify").because(err)
	}
	if token.Subject != subject {
		return nil, refuse(refusedToken, "the userinfo_token is about another subject or none")
	}
	claims := claimSet{}
	if err := token.Claims(&claims); err != nil {
		return nil, refuse(refusedToken, "the userinfo_token cannot be read").because(err)
	}
	return claims, nil
}
