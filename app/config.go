package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"fodfaeste/internal/clamd"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/id"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/mail"
)

// Config is everything the environment decides. README.md explains each line.
type Config struct {
	Address        string          `env:"FODFAESTE_ADDRESS" envDefault:"127.0.0.1:8080"`
	BaseURL        string          `env:"FODFAESTE_BASE_URL" envDefault:"http://127.0.0.1:8080"`
	Environment    string          `env:"FODFAESTE_ENV" envDefault:"production"`
	Data           string          `env:"FODFAESTE_DATA" envDefault:"./data"`
	MongoDB        identity.Secret `env:"MONGODB_URI"`
	Key            identity.Secret `env:"FODFAESTE_KEY"`
	RegisterFile   string          `env:"FODFAESTE_CVR_FILE"`
	RegisterURL    string          `env:"FODFAESTE_CVR_URL"`
	RegisterUser   string          `env:"FODFAESTE_CVR_USER"`
	RegisterSecret identity.Secret `env:"FODFAESTE_CVR_PASSWORD"`
	TrustedProxies []string        `env:"FODFAESTE_TRUSTED_PROXIES"`
	Timeout        time.Duration   `env:"FODFAESTE_TIMEOUT" envDefault:"10s"`
	SignInLimit    int             `env:"FODFAESTE_SIGNIN_LIMIT" envDefault:"60"`
	Municipality   string          `env:"FODFAESTE_MUNICIPALITY_CVR"`
	ContactName    string          `env:"FODFAESTE_CONTACT_NAME"`
	ContactRole    string          `env:"FODFAESTE_CONTACT_ROLE"`
	Scanner        string          `env:"FODFAESTE_CLAMD"`
	Chromium       string          `env:"CHROMIUM"`
	ContactPhone   string          `env:"FODFAESTE_CONTACT_PHONE"`
	SMTPAddress    string          `env:"FODFAESTE_SMTP_ADDRESS"`
	SMTPTLS        string          `env:"FODFAESTE_SMTP_TLS" envDefault:"starttls"`
	SMTPUser       string          `env:"FODFAESTE_SMTP_USER"`
	SMTPPassword   identity.Secret `env:"FODFAESTE_SMTP_PASSWORD"`
	SMTPFrom       string          `env:"FODFAESTE_SMTP_FROM"`

	// What follows from the environment. The fields are exported so that their
	// secrets print as stars with the rest.
	Brokers []identity.Broker `env:"-"`
	Seal    identity.Secret   `env:"-"` // the 32 bytes of Key
}

// Development tells whether this is a developer's server: invented people may
// sign in, and the gallery of views is open.
func (c Config) Development() bool { return c.Environment == "development" }

// Contact is whom firms ring while nobody has been named for them.
func (c Config) Contact() company.Contact {
	return company.Contact{Name: c.ContactName, Role: c.ContactRole, Phone: c.ContactPhone}
}

// Mail is the mail server to hand messages to; without an address there is none.
func (c Config) Mail() mail.Options {
	return mail.Options{Address: c.SMTPAddress, TLS: c.SMTPTLS, User: c.SMTPUser, Password: string(c.SMTPPassword), From: c.SMTPFrom, AnyPlain: c.Development()}
}

// loadConfig reads the environment and reports every fault at once.
func loadConfig(getenv func(string) string) (Config, error) {
	var c Config
	environment := map[string]string{}
	params, err := env.GetFieldParams(&c)
	if err != nil {
		return c, err
	}
	for _, p := range params {
		if value := getenv(p.Key); value != "" {
			environment[p.Key] = value
		}
	}
	errs := []error{env.ParseWithOptions(&c, env.Options{Environment: environment})}
	if c.Environment != "production" && c.Environment != "development" {
		errs = append(errs, fmt.Errorf("FODFAESTE_ENV: %q is neither production nor development", c.Environment))
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	errs = append(errs, c.checkBaseURL(), c.checkRegister(), c.Mail().Check(), c.readKey())
	if code := cvr.Check(c.Municipality); c.Municipality != "" && code != "" {
		errs = append(errs, fmt.Errorf("FODFAESTE_MUNICIPALITY_CVR: %q is not a company number (%s)", c.Municipality, code))
	}
	if _, err := clamd.At(c.Scanner); c.Scanner != "" && err != nil {
		errs = append(errs, fmt.Errorf("FODFAESTE_CLAMD: %w", err))
	}
	if c.Timeout < time.Second {
		errs = append(errs, errors.New("FODFAESTE_TIMEOUT: at least 1s"))
	}
	if c.SignInLimit < 1 {
		errs = append(errs, errors.New("FODFAESTE_SIGNIN_LIMIT: at least 1"))
	}
	c.Brokers, err = identity.LoadBrokers(getenv, !c.Development())
	errs = append(errs, err)
	if err := errors.Join(errs...); err != nil {
		return c, fmt.Errorf("configuration:\n%w", err)
	}
	return c, nil
}

func (c Config) checkBaseURL() error {
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil || u.Host == "" || u.Path != "":
		return fmt.Errorf("FODFAESTE_BASE_URL: %q is not a scheme and a host", c.BaseURL)
	case u.Scheme != "https" && !c.Development():
		return fmt.Errorf("FODFAESTE_BASE_URL: %q must be https in production", c.BaseURL)
	}
	return nil
}

// checkRegister: the public register wants a name and a password, and they are
// for nothing without its address.
func (c Config) checkRegister() error {
	u, err := url.Parse(c.RegisterURL)
	switch {
	case c.RegisterURL == "" && c.RegisterUser+string(c.RegisterSecret) != "":
		return errors.New("FODFAESTE_CVR_URL: missing, with a name or a password for it")
	case c.RegisterURL == "":
		return nil
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("FODFAESTE_CVR_URL: %q is not a web address", c.RegisterURL)
	case c.RegisterUser == "" || c.RegisterSecret == "":
		return errors.New("FODFAESTE_CVR_USER and FODFAESTE_CVR_PASSWORD: both are needed with FODFAESTE_CVR_URL")
	}
	return nil
}

// readKey takes 32 bytes in base64. A development server makes its own, new at
// every start.
func (c *Config) readKey() error {
	text := string(c.Key)
	if text == "" && c.Development() {
		text = id.Secret()
	}
	key, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(strings.NewReplacer("+", "-", "/", "_").Replace(text), "="))
	if err != nil || len(key) != 32 {
		return errors.New("FODFAESTE_KEY: 32 random bytes in base64, for instance from: openssl rand -base64 32")
	}
	c.Seal = identity.Secret(key)
	return nil
}
