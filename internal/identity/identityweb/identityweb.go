// Package identityweb is the door: signing in and out, the list of one's
// sessions, and the choice of language.
package identityweb

import (
	"errors"
	"net/url"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for identity.
type Handlers struct {
	Identity *identity.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/", access.Anyone, h.front),
		web.Get("/signin", access.Anyone, h.signIn),
		web.Get("/signin/:broker/start", access.Anyone, h.start),
		web.Get("/signin/:broker/callback", access.Anyone, h.finish),
		web.Post("/signout", access.SignedIn, h.signOut),
		web.Get(identity.SignedOutPath, access.Anyone, h.signedOut),
		web.Get("/sessions", access.SignedIn, h.sessions),
		web.Post("/sessions/:id/end", access.SignedIn, h.endSession),
		web.Post("/locale", access.Anyone, h.locale),
		web.Get("/was", access.Anyone, h.accessibility),
	}
}

// signInModel is the sign-in page: the ways in, and why the last try failed.
type signInModel struct {
	Refused string // sentence, or ""
	Brokers []brokerModel
}

type brokerModel struct {
	Label string
	Href  string
}

func (h Handlers) front(r *web.Request) (web.Answer, error) {
	if r.Actor.IsSignedIn() {
		return web.SeeOther("/overview", web.Notice{}), nil
	}
	return web.Page(frontPage, r.T("front.title"), struct{}{}), nil
}

func (h Handlers) signIn(r *web.Request) (web.Answer, error) {
	returnTo := identity.LocalPath(r.Query("return"))
	if r.Actor.IsSignedIn() {
		return web.SeeOther(returnTo, web.Notice{}), nil
	}
	return web.Page(signInPage, r.T("signin.title"), h.newSignInModel("", returnTo)), nil
}

func (h Handlers) newSignInModel(refused, returnTo string) signInModel {
	m := signInModel{Refused: refused}
	for _, b := range h.Identity.Brokers() {
		m.Brokers = append(m.Brokers, brokerModel{b.Label, "/signin/" + b.Name + "/start?return=" + url.QueryEscape(returnTo)})
	}
	return m
}

// attemptCookie binds a sign-in under way to the browser it began in.
const attemptCookie = "signin"

func (h Handlers) start(r *web.Request) (web.Answer, error) {
	returnTo := identity.LocalPath(r.Query("return"))
	attempt, err := h.Identity.Start(r.Context(), identity.StartParams{
		Broker: r.Param("broker"), ReturnTo: returnTo, StepUp: r.Query("fresh") != "",
	})
	if fault.Is(err, fault.Unavailable) && fault.CodeOf(err) != "" {
		r.Log.Error("sign-in provider away", "broker", r.Param("broker"), "error", err)
		return web.Unavailable(signInPage, r.T("signin.title"), h.newSignInModel(r.T("signin.provider_away"), returnTo)), nil
	}
	if err != nil {
		return nil, err
	}
	cookie := web.Cookie{Name: r.SecureCookieName(attemptCookie), Value: attempt.Cookie, Expires: attempt.Expires}
	return web.WithCookies(web.External(attempt.RedirectURL), cookie), nil
}

func (h Handlers) finish(r *web.Request) (web.Answer, error) {
	signIn, err := h.Identity.Finish(r.Context(), identity.FinishParams{
		Broker: r.Param("broker"), Query: r.QueryValues(), Cookie: r.Cookie(r.SecureCookieName(attemptCookie)),
		OldSecret: r.Cookie(r.SecureCookieName(web.SessionName)), UserAgent: r.UserAgent(),
	})
	gone := web.Cookie{Name: r.SecureCookieName(attemptCookie), Expires: time.Unix(1, 0)}
	var refusal *identity.Refusal
	switch {
	case errors.As(err, &refusal):
		r.Log.Warn("sign-in refused", "broker", r.Param("broker"), "code", refusal.Code, "error", refusal)
		m := h.newSignInModel(r.T("signin.refused."+refusal.Code), "/overview")
		return web.WithCookies(web.Refused(signInPage, r.T("signin.title"), m), gone), nil
	case fault.Is(err, fault.Unavailable) && fault.CodeOf(err) != "":
		m := h.newSignInModel(r.T("signin.provider_away"), "/overview")
		return web.WithCookies(web.Unavailable(signInPage, r.T("signin.title"), m), gone), nil
	case err != nil:
		return nil, err
	}
	session := web.Cookie{Name: r.SecureCookieName(web.SessionName), Value: signIn.Secret, Expires: signIn.Expires}
	return web.WithCookies(web.SeeOther(signIn.ReturnTo, web.Notice{}), session, gone), nil
}

// signedOutModel is the page after signing out: our session is ended already;
// the provider's is ended by following the link.
type signedOutModel struct {
	ProviderURL string
}

func (h Handlers) signOut(r *web.Request) (web.Answer, error) {
	providerURL, err := h.Identity.SignOut(r.Context(), r.Cookie(r.SecureCookieName(web.SessionName)))
	if err != nil {
		return nil, err
	}
	r.Actor = access.Actor{}
	gone := web.Cookie{Name: r.SecureCookieName(web.SessionName), Expires: time.Unix(1, 0)}
	// A page of our own: the policy lets no form's answer lead to another site.
	return web.WithCookies(web.Page(signedOutPage, r.T("signedout.title"), signedOutModel{providerURL}), gone), nil
}

func (h Handlers) signedOut(r *web.Request) (web.Answer, error) {
	return web.Page(signedOutPage, r.T("signedout.title"), signedOutModel{}), nil
}

// sessionsModel lists where a person is signed in.
type sessionsModel struct {
	Sessions []sessionModel
}

type sessionModel struct {
	ID      string
	Device  string
	Since   string
	Seen    string
	Current bool
}

func (h Handlers) sessions(r *web.Request) (web.Answer, error) {
	sessions, err := h.Identity.Sessions(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := sessionsModel{}
	for _, s := range sessions {
		device := s.Device
		if device == "" {
			device = r.T("sessions.unknown_device")
		}
		m.Sessions = append(m.Sessions, sessionModel{
			ID: s.ID, Device: device, Since: r.Texts.Moment(s.CreatedAt), Seen: r.Texts.Moment(s.LastSeenAt),
			Current: s.Current,
		})
	}
	return web.Page(sessionsPage, r.T("sessions.title"), m), nil
}

func (h Handlers) endSession(r *web.Request) (web.Answer, error) {
	if err := h.Identity.EndSession(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther("/sessions", web.Done(r.T("sessions.ended"))), nil
}

func (h Handlers) locale(r *web.Request) (web.Answer, error) {
	f := r.Form()
	chosen := string(i18n.ParseLocale(f.Value("locale")))
	return web.WithCookies(web.SeeOther(identity.LocalPath(f.Value("return")), web.Notice{}), web.Cookie{Name: web.LocaleCookie, Value: chosen, Expires: r.Now().AddDate(1, 0, 0)}), nil
}

func (h Handlers) accessibility(r *web.Request) (web.Answer, error) {
	return web.Page(accessibilityPage, r.T("accessibility.title"), struct{}{}), nil
}

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{frontPage, signInPage, signedOutPage, sessionsPage, accessibilityPage}
}

func oneSample(*i18n.Texts) []view.Sample[struct{}] {
	return []view.Sample[struct{}]{{Name: "only"}}
}

var (
	frontPage         = view.New("pages/identity/front", oneSample)
	accessibilityPage = view.New("pages/identity/accessibility", oneSample)
)

var signInPage = view.New("pages/identity/signin", func(t *i18n.Texts) []view.Sample[signInModel] {
	brokers := []brokerModel{{"MitID Erhverv", "/signin/nets/start?return=%2Foverview"}}
	samples := []view.Sample[signInModel]{{Name: "first", Model: signInModel{Brokers: brokers}}}
	for _, code := range append(slices.Clone(identity.RefusalCodes()), "") {
		refused, name := t.T("signin.provider_away"), "provider-away"
		if code != "" {
			refused, name = t.T("signin.refused."+code), code
		}
		samples = append(samples, view.Sample[signInModel]{Name: name, Model: signInModel{refused, brokers}})
	}
	return samples
})

var signedOutPage = view.New("pages/identity/signedout", func(*i18n.Texts) []view.Sample[signedOutModel] {
	return []view.Sample[signedOutModel]{
		{Name: "here", Model: signedOutModel{}},
		{Name: "provider-too", Model: signedOutModel{"https://broker.example/end"}},
	}
})

var sessionsPage = view.New("pages/identity/sessions", func(*i18n.Texts) []view.Sample[sessionsModel] {
	return []view.Sample[sessionsModel]{{Name: "two", Model: sessionsModel{[]sessionModel{
		{ID: "s1", Device: "Firefox, Windows", Since: "21. november 2026 kl. 8.00", Seen: "21. november 2026 kl. 9.00", Current: true},
		{ID: "s2", Device: "Safari, iPhone", Since: "20. november 2026 kl. 8.00", Seen: "20. november 2026 kl. 9.00"},
	}}}}
})
