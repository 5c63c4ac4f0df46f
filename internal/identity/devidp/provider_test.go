package devidp_test

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/identity/devidp"
)

const issuer = "http://127.0.0.1:8090"

func options() devidp.Options {
	return devidp.Options{
		Issuer: issuer, ClientID: "portal", ClientSecret: "secret", Dialect: devidp.Nets,
		RedirectURIs:   []string{"http://127.0.0.1:8080/signin/dev/callback"},
		PostLogoutURIs: []string{"http://127.0.0.1:8080/signed-out"},
	}
}

func TestNewRefuses(t *testing.T) {
	tests := map[string]func(*devidp.Options){
		"issuer elsewhere":   func(o *devidp.Options) { o.Issuer = "http://192.0.2.7:8090" },
		"issuer by a name":   func(o *devidp.Options) { o.Issuer = "http://idp.example.com" },
		"issuer https":       func(o *devidp.Options) { o.Issuer = "https://127.0.0.1:8090" },
		"issuer missing":     func(o *devidp.Options) { o.Issuer = "" },
		"no secret":          func(o *devidp.Options) { o.ClientSecret = "" },
		"no redirect URI":    func(o *devidp.Options) { o.RedirectURIs = nil },
		"dialect not spoken": func(o *devidp.Options) { o.Dialect = "signicat" },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			o := options()
			spoil(&o)
			if _, err := devidp.New(o); err == nil {
				t.Error("New accepted it")
			}
		})
	}
}

func TestStartRefusesOpenListener(t *testing.T) {
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := devidp.Start(l, options()); err == nil {
		t.Error("Start accepted a listener that others can reach")
	}
}

func handler(t *testing.T) http.Handler {
	t.Helper()
	h, err := devidp.New(options())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w
}

// authorize makes a good authorization request; changes with "" remove.
func authorize(changes map[string]string) string {
	q := url.Values{
		"client_id": {"portal"}, "redirect_uri": {"http://127.0.0.1:8080/signin/dev/callback"},
		"response_type": {"code"}, "scope": {"openid nemlogin"}, "state": {"s"}, "nonce": {"n"},
		"code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}, "code_challenge_method": {"S256"},
	}
	for name, value := range changes {
		q.Del(name)
		if value != "" {
			q.Set(name, value)
		}
	}
	return issuer + "/authorize?" + q.Encode()
}

func TestAuthorize(t *testing.T) {
	tests := map[string]struct {
		changes map[string]string
		status  int
		error   string // sent back to the client; "" for none
	}{
		"good":                      {nil, http.StatusFound, ""},
		"no PKCE":                   {map[string]string{"code_challenge": "", "code_challenge_method": ""}, http.StatusFound, "invalid_request"},
		"plain PKCE":                {map[string]string{"code_challenge_method": "plain"}, http.StatusFound, "invalid_request"},
		"implicit flow":             {map[string]string{"response_type": "id_token"}, http.StatusBadRequest, ""},
		"redirect URI unregistered": {map[string]string{"redirect_uri": "http://127.0.0.1:8080/other"}, http.StatusBadRequest, ""},
		"client unknown":            {map[string]string{"client_id": "other"}, http.StatusBadRequest, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := get(handler(t), authorize(tt.changes))
			if w.Code != tt.status {
				t.Fatalf("status %d, want %d: %s", w.Code, tt.status, w.Body)
			}
			to, err := url.Parse(w.Header().Get("Location"))
			if err != nil {
				t.Fatal(err)
			}
			if to.Query().Get("error") != tt.error {
				t.Errorf("sent to %s, want error %q", to, tt.error)
			}
			if tt.error == "" && tt.status == http.StatusFound && to.Path != "/login" {
				t.Errorf("sent to %s, want the sign-in page", to)
			}
		})
	}
}

// An error on its way to the client names the issuer too, RFC 9207.
func TestErrorsNameTheIssuer(t *testing.T) {
	h := handler(t)
	refused := get(h, authorize(map[string]string{"code_challenge": ""})).Header().Get("Location")
	silent := get(h, issuer+get(h, authorize(map[string]string{"prompt": "none"})).Header().Get("Location")).Header().Get("Location")
	for name, location := range map[string]string{"invalid_request": refused, "login_required": silent} {
		to, err := url.Parse(location)
		if err != nil {
			t.Fatal(err)
		}
		if q := to.Query(); q.Get("error") != name || q.Get("iss") != issuer || q.Get("state") != "s" {
			t.Errorf("sent to %s, want error %s with iss and state", location, name)
		}
	}
}

func TestMetadata(t *testing.T) {
	w := get(handler(t), issuer+"/.well-known/openid-configuration")
	var m struct {
		Issuer        string   `json:"issuer"`
		ResponseTypes []string `json:"response_types_supported"`
		PromisesIss   bool     `json:"authorization_response_iss_parameter_supported"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	if m.Issuer != issuer || len(m.ResponseTypes) != 1 || m.ResponseTypes[0] != "code" || !m.PromisesIss {
		t.Errorf("metadata %+v, want the code flow only and the promise of iss", m)
	}
}

func TestEndpointsNotOffered(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/oauth/introspect", "/revoke", "/device_authorization", "/healthz"} {
		if w := get(h, issuer+path); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d, want 404", path, w.Code)
		}
	}
	if w := get(h, "http://attacker.example/"); w.Code != http.StatusMisdirectedRequest {
		t.Errorf("another host name answers %d, want %d", w.Code, http.StatusMisdirectedRequest)
	}
}

func TestNoCrossOriginAccess(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, issuer+"/userinfo", nil)
	r.Header.Set("Origin", "https://evil.example")
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	if got := w.Header().Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("Access-Control-Allow-Origin = %q, want none", got)
	}
}

func TestSignInPage(t *testing.T) {
	h := handler(t)
	page := get(h, issuer+get(h, authorize(nil)).Header().Get("Location")).Body.String()
	for _, p := range devidp.Personas() {
		if !strings.Contains(page, `value="`+p.Key+`"`) || !strings.Contains(page, `for="persona-`+p.Key+`"`) {
			t.Errorf("the page offers no labelled choice of %s", p.Key)
		}
	}
	if !strings.Contains(page, "Dette er en test og ikke MitID") {
		t.Error("the page does not say that it is a test")
	}
}

func TestPersonaNumbers(t *testing.T) {
	weights := []int{2, 7, 6, 5, 4, 3, 2, 1}
	for _, p := range devidp.Personas() {
		if p.CVR == "" {
			continue
		}
		sum := 0
		for i, w := range weights {
			sum += int(p.CVR[i]-'0') * w
		}
		if len(p.CVR) != 8 || sum%11 != 0 {
			t.Errorf("the CVR number %s of %s fails the modulus 11 check", p.CVR, p.Key)
		}
		if p.Subject != "dev-"+p.Key {
			t.Errorf("the subject of %s is %q", p.Key, p.Subject)
		}
	}
}
