package devidp

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"fodfaeste/internal/id"
)

//go:embed login.html
var loginPage string

// ssoCookie names the provider's own cookie. Browsers share cookies between
// the ports of a host, so its name must not be one of the portal's.
const ssoCookie = "devidp"

func parsePage() (*template.Template, error) { return template.New("login").Parse(loginPage) }

// pageModel is what login.html shows. Without a RequestID it is the home page.
type pageModel struct {
	RequestID string
	Dialect   Dialect
	Personas  []Persona
	Complaint string
}

func (p *provider) home(w http.ResponseWriter, _ *http.Request) {
	p.show(w, http.StatusOK, pageModel{Dialect: p.store.dialect})
}

// askWho answers a request for the sign-in page: at once when the browser's
// person is known and recent enough, otherwise with the list of personas.
func (p *provider) askWho(w http.ResponseWriter, r *http.Request) {
	req, err := p.store.request(r.FormValue("id"))
	if err != nil {
		http.Error(w, "Ukendt eller brugt forespørgsel. Begynd forfra i portalen.", http.StatusBadRequest)
		return
	}
	known, ok := p.knownIn(r)
	if ok && req.asked.MaxAge != nil { // the library makes prompt=login a max_age of 0
		age := p.store.clock.Now().Sub(known.authAt)
		ok = *req.asked.MaxAge > 0 && age.Seconds() <= float64(*req.asked.MaxAge)
	}
	switch {
	case ok:
		p.finish(w, r, req, known)
	case slices.Contains(req.asked.Prompt, "none"):
		p.decline(w, r, req, "login_required", "nobody is signed in")
	default:
		p.show(w, http.StatusOK, pageModel{RequestID: req.id, Dialect: p.store.dialect, Personas: Personas()})
	}
}

// answerWho takes the choice made on the sign-in page.
func (p *provider) answerWho(w http.ResponseWriter, r *http.Request) {
	req, err := p.store.request(r.FormValue("id"))
	if err != nil {
		http.Error(w, "Ukendt eller brugt forespørgsel. Begynd forfra i portalen.", http.StatusBadRequest)
		return
	}
	if r.FormValue("cancel") != "" {
		p.decline(w, r, req, "access_denied", "mitid_user_aborted")
		return
	}
	persona, ok := find(r.FormValue("persona"))
	if !ok {
		p.show(w, http.StatusUnprocessableEntity, pageModel{
			RequestID: req.id, Dialect: p.store.dialect, Personas: Personas(), Complaint: "Vælg en person.",
		})
		return
	}
	who := login{persona: persona, authAt: p.store.clock.Now()}
	browser := id.Secret()
	p.store.remember(browser, who)
	http.SetCookie(w, &http.Cookie{
		Name: ssoCookie, Value: browser, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	p.finish(w, r, req, who)
}

func (p *provider) knownIn(r *http.Request) (login, bool) {
	cookie, err := r.Cookie(ssoCookie)
	if err != nil {
		return login{}, false
	}
	return p.store.known(cookie.Value)
}

// finish lets the library answer the client.
func (p *provider) finish(w http.ResponseWriter, r *http.Request, req request, who login) {
	if err := p.store.complete(req.id, who); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, p.library.AuthorizationEndpoint().Absolute(p.issuer)+"/callback?id="+url.QueryEscape(req.id), http.StatusSeeOther)
}

// decline answers the client with an error. The redirect URI has been checked
// against the registered ones.
func (p *provider) decline(w http.ResponseWriter, r *http.Request, req request, code, description string) {
	answer := url.Values{
		"error": {code}, "error_description": {description},
		"state": {req.asked.State}, "iss": {p.issuer},
	}
	http.Redirect(w, r, req.asked.RedirectURI+"?"+answer.Encode(), http.StatusSeeOther)
}

func (p *provider) show(w http.ResponseWriter, status int, m pageModel) {
	var page bytes.Buffer
	if err := p.page.Execute(&page, m); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	page.WriteTo(w) // an error means the browser has gone
}
