package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
)

// TestConfigFaults: everything that is wrong is named at once.
func TestConfigFaults(t *testing.T) {
	_, err := loadConfig(environment(map[string]string{
		"FODFAESTE_ENV": "production", "FODFAESTE_BASE_URL": "http://portal.example", "FODFAESTE_KEY": "short",
		"FODFAESTE_MUNICIPALITY_CVR": "12345678", "FODFAESTE_TIMEOUT": "soon", "FODFAESTE_CLAMD": "clamav:3310", "FODFAESTE_CVR_URL": "register", "FODFAESTE_SMTP_ADDRESS": "mail.example", "FODFAESTE_SMTP_TLS": "ssl", "FODFAESTE_SMTP_USER": "portal", "FODFAESTE_SMTP_FROM": "portal", "OIDC_DEV_ISSUER": "http://broker.example",
	}))
	if err == nil {
		t.Fatal("a faulty configuration was accepted")
	}
	for _, name := range []string{"FODFAESTE_BASE_URL", "FODFAESTE_KEY", "FODFAESTE_MUNICIPALITY_CVR", "FODFAESTE_CVR_URL", "FODFAESTE_SMTP_ADDRESS", "FODFAESTE_SMTP_TLS", "FODFAESTE_SMTP_PASSWORD", "FODFAESTE_SMTP_FROM", "FODFAESTE_CLAMD", "Timeout", "broker dev"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("the fault of %s is not named:\n%v", name, err)
		}
	}
	if strings.Contains(err.Error(), "short") {
		t.Error("the error shows the key")
	}
}

// TestProductionRefuses: a loopback provider and http are for development.
func TestProductionRefuses(t *testing.T) {
	good := map[string]string{
		"FODFAESTE_ENV": "production", "FODFAESTE_BASE_URL": "https://portal.example", "OIDC_DEV_ISSUER": "https://broker.example",
		"FODFAESTE_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
	}
	if _, err := loadConfig(environment(good)); err != nil {
		t.Fatalf("a good configuration was refused: %v", err)
	}
	for name, value := range map[string]string{
		"FODFAESTE_CVR_URL": "http://register.example", "FODFAESTE_CVR_USER": "us", "FODFAESTE_SMTP_FROM": "portal@portal.example",
		"FODFAESTE_BASE_URL": "http://portal.example", "OIDC_DEV_ISSUER": "https://127.0.0.1:8090", "FODFAESTE_KEY": "", "FODFAESTE_ENV": "staging",
	} {
		bad := maps.Clone(good)
		bad[name] = value
		if _, err := loadConfig(environment(bad)); err == nil {
			t.Errorf("%s=%q was accepted in production", name, value)
		}
	}
}

// TestSecretsAreStars: printing the configuration shows no secret.
func TestSecretsAreStars(t *testing.T) {
	c, err := loadConfig(environment(map[string]string{"MONGODB_URI": "mongodb://user:hunter2@db/", "OIDC_DEV_CLIENT_SECRET": "hunter2", "FODFAESTE_SMTP_ADDRESS": "mail.example:587", "FODFAESTE_SMTP_USER": "u", "FODFAESTE_SMTP_PASSWORD": "hunter2", "FODFAESTE_SMTP_FROM": "a@b.example"}))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%v %+v %#v", c, c, c)
	if strings.Contains(b.String(), "hunter2") {
		t.Errorf("a secret is printed: %s", b.String())
	}
}

func TestRunCommands(t *testing.T) {
	getenv := environment(map[string]string{"FODFAESTE_DATA": t.TempDir()})
	var out bytes.Buffer
	for _, args := range [][]string{{"version"}, {"migrate"}, {"organisation", "municipality", "99999950", "Smålandshavets Kommune"}, {"seed", "--demo"}, {"seed", "--demo"}} {
		if err := run(t.Context(), args, getenv, nil, &out); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
	}
	if said := out.String(); !strings.Contains(said, "there is data already") {
		t.Errorf("seeding twice said: %s", said)
	}
	for _, args := range [][]string{nil, {"fly"}, {"seed"}, {"appoint", "per_0", "consultant"}, {"organisation", "company", "99999950", "x"}} {
		if err := run(t.Context(), args, getenv, nil, io.Discard); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}
