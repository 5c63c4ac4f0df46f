package identity

import (
	"strings"
	"testing"
)

func TestMetadataCheck(t *testing.T) {
	good := metadata{
		AuthMethods: []string{"client_secret_basic"}, ChallengeMethods: []string{"plain", "S256"},
		Authorization: "https://idp.example.com/authorize", Token: "https://idp.example.com/token",
		UserInfo: "https://idp.example.com/userinfo", Keys: "https://idp.example.com/keys",
	}
	tests := map[string]struct {
		spoil func(*metadata)
		want  string // part of the error; "" for none
	}{
		"good":                       {func(*metadata) {}, ""},
		"methods by default":         {func(m *metadata) { m.AuthMethods = nil }, ""},
		"challenge methods untold":   {func(m *metadata) { m.ChallengeMethods = nil }, ""},
		"another client method":      {func(m *metadata) { m.AuthMethods = []string{"client_secret_post"} }, "client_secret_basic"},
		"plain only":                 {func(m *metadata) { m.ChallengeMethods = []string{"plain"} }, "S256"},
		"authorization over http":    {func(m *metadata) { m.Authorization = "http://idp.example.com/authorize" }, "authorization endpoint is not https"},
		"token over http":            {func(m *metadata) { m.Token = "http://idp.example.com/token" }, "token endpoint is not https"},
		"userinfo missing":           {func(m *metadata) { m.UserInfo = "" }, "no usable userinfo"},
		"keys at a relative address": {func(m *metadata) { m.Keys = "/keys" }, "no usable keys"},
	}
	b := Broker{Issuer: "https://idp.example.com", Auth: AuthBasic, Profile: Profile{ClaimsFrom: FromUserInfo}}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := good
			tt.spoil(&m)
			err := m.check(b)
			if (err != nil) != (tt.want != "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("check gave %v, want an error that names %q", err, tt.want)
			}
		})
	}
}
