package identity

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoadBrokers(t *testing.T) {
	good := map[string]string{
		"OIDC_BROKERS": "nets", "OIDC_NETS_ISSUER": "https://netseidbroker.dk/op",
		"OIDC_NETS_CLIENT_ID": "id", "OIDC_NETS_CLIENT_SECRET": "s",
	}
	file := filepath.Join(t.TempDir(), "own.yaml")
	if err := os.WriteFile(file, []byte(minimalProfile), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change     map[string]string
		production bool
		want       []string // parts of the error
	}{
		"good":                      {nil, true, nil},
		"none":                      {map[string]string{"OIDC_BROKERS": ""}, false, nil},
		"none in production":        {map[string]string{"OIDC_BROKERS": " , "}, true, []string{"OIDC_BROKERS"}},
		"own profile":               {map[string]string{"OIDC_NETS_PROFILE": file}, true, nil},
		"profile missing":           {map[string]string{"OIDC_NETS_PROFILE": "/no/such.yaml"}, true, []string{"no/such.yaml"}},
		"profile by unknown name":   {map[string]string{"OIDC_BROKERS": "signicat"}, true, []string{"signicat", "issuer", "client id", "client secret"}},
		"name unfit for an address": {map[string]string{"OIDC_BROKERS": "a/b"}, true, []string{"lower-case letters"}},
		"everything wrong": {map[string]string{"OIDC_NETS_ISSUER": "nowhere", "OIDC_NETS_CLIENT_ID": "", "OIDC_NETS_CLIENT_SECRET": "",
			"OIDC_NETS_AUTH": "jwt", "OIDC_NETS_ALLOW_PRIVATE": "maybe"}, true,
			[]string{"issuer", "client id", "client secret", `"jwt"`, "ALLOW_PRIVATE"}},
		"http":                   {map[string]string{"OIDC_NETS_ISSUER": "http://idp.example.com"}, false, []string{"want https"}},
		"loopback":               {map[string]string{"OIDC_NETS_ISSUER": "http://127.0.0.1:8090"}, false, nil},
		"loopback in production": {map[string]string{"OIDC_NETS_ISSUER": "http://127.0.0.1:8090"}, true, []string{"on this machine"}},
		"https loopback":         {map[string]string{"OIDC_NETS_ISSUER": "https://LOCALHOST./"}, true, []string{"on this machine"}},
		"loopback, version 6":    {map[string]string{"OIDC_NETS_ISSUER": "https://[::1]/op"}, true, []string{"on this machine"}},
		"issuer with a query":    {map[string]string{"OIDC_NETS_ISSUER": "https://idp.example.com?x=1"}, true, []string{"not an address"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			getenv := func(key string) string {
				if value, changed := tt.change[key]; changed {
					return value
				}
				return good[key]
			}
			_, err := LoadBrokers(getenv, tt.production)
			if (err != nil) != (len(tt.want) > 0) {
				t.Fatalf("LoadBrokers gave %v, want an error that names %q", err, tt.want)
			}
			for _, part := range tt.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not name %q", err, part)
				}
			}
		})
	}
}

func TestLoadBrokersDefaults(t *testing.T) {
	env := map[string]string{
		"OIDC_BROKERS": "nets, idura", "OIDC_NETS_ISSUER": "https://a.example", "OIDC_NETS_CLIENT_ID": "a", "OIDC_NETS_CLIENT_SECRET": "s",
		"OIDC_IDURA_ISSUER": "https://b.example", "OIDC_IDURA_CLIENT_ID": "b", "OIDC_IDURA_CLIENT_SECRET": "t",
		"OIDC_IDURA_AUTH": "post", "OIDC_IDURA_LABEL": "Idura", "OIDC_IDURA_ALLOW_PRIVATE": "true",
	}
	brokers, err := LoadBrokers(func(key string) string { return env[key] }, true)
	if err != nil {
		t.Fatal(err)
	}
	nets, idura := brokers[0], brokers[1]
	if nets.Name != "nets" || nets.Auth != AuthBasic || nets.Label != "MitID Erhverv" || nets.AllowPrivate || nets.Profile.ClaimsFrom != FromUserInfo {
		t.Errorf("nets %+v lacks the defaults", nets)
	}
	if idura.Name != "idura" || idura.Auth != AuthPost || idura.Label != "Idura" || !idura.AllowPrivate || idura.Profile.ClaimsFrom != FromIDToken {
		t.Errorf("idura %+v is not as configured", idura)
	}
}

func TestNewReportsEverything(t *testing.T) {
	_, err := New(Options{Key: []byte("short"), BaseURL: "portal", Brokers: []Broker{{Name: "a"}, {Name: "a"}}})
	if err == nil {
		t.Fatal("New accepted nothing at all")
	}
	for _, part := range []string{"no database", "no clock", "want 32", "base URL", "named twice", "no client id", "openid is missing"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not name %q", err, part)
		}
	}
}

func TestSecretPrintsAsStars(t *testing.T) {
	b := Broker{Name: "nets", ClientSecret: "hunter2"}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("broker", "secret", b.ClientSecret, "broker", b)
	asJSON, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(b), fmt.Sprintf("%+v", b), fmt.Sprintf("%#v", b), fmt.Sprintf("%q %x", b.ClientSecret, b.ClientSecret), log.String(), string(asJSON)} {
		if strings.Contains(text, "hunter2") || strings.Contains(text, "68756e74657232") {
			t.Errorf("the secret shows in %s", text)
		}
	}
}
