// Command devidp runs the development sign-in provider, which lets anybody on
// this machine sign in as one of a list of invented people. It is for
// development and demonstrations and is no part of the portal's binary.
//
// It prints the settings with which a portal uses it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"fodfaeste/internal/identity"
	"fodfaeste/internal/identity/devidp"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "devidp:", err)
		os.Exit(1)
	}
}

// stopTimeout is how long requests under way may take when the provider ends.
const stopTimeout = 5 * time.Second

// settings are read from flags, with defaults from the environment.
type settings struct {
	address, portal, broker, dialect, clientID, clientSecret string
}

func readSettings(args []string, getenv func(string) string) (settings, error) {
	or := func(key, otherwise string) string {
		if value := getenv(key); value != "" {
			return value
		}
		return otherwise
	}
	var s settings
	flags := flag.NewFlagSet("devidp", flag.ContinueOnError)
	flags.StringVar(&s.address, "address", or("DEVIDP_ADDRESS", "127.0.0.1:8090"), "loopback `address` to listen on")
	flags.StringVar(&s.portal, "portal", or("DEVIDP_PORTAL", "http://127.0.0.1:8080"), "base `URL` of the portal")
	flags.StringVar(&s.broker, "broker", or("DEVIDP_BROKER", "dev"), "`name` the portal has for this provider")
	flags.StringVar(&s.dialect, "dialect", or("DEVIDP_DIALECT", string(devidp.Nets)), "claims as of `nets or idura`")
	flags.StringVar(&s.clientID, "client-id", or("DEVIDP_CLIENT_ID", "fodfaeste-dev"), "the portal's client `id`")
	flags.StringVar(&s.clientSecret, "client-secret", or("DEVIDP_CLIENT_SECRET", "not-a-secret"), "the portal's client `secret`")
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	s.portal = strings.TrimSuffix(s.portal, "/")
	return s, err
}

func run(ctx context.Context, args []string, getenv func(string) string, out io.Writer) error {
	s, err := readSettings(args, getenv)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.address)
	if err != nil {
		return err
	}
	server, err := devidp.Start(l, devidp.Options{
		ClientID:       s.clientID,
		ClientSecret:   s.clientSecret,
		RedirectURIs:   []string{s.portal + identity.CallbackPath(s.broker)},
		PostLogoutURIs: []string{s.portal + identity.SignedOutPath},
		Dialect:        devidp.Dialect(s.dialect),
	})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	s.print(out, server.Issuer)

	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		return server.Stop(stopping)
	}
}

// print writes the portal's settings, ready for its environment.
func (s settings) print(out io.Writer, issuer string) {
	prefix := "OIDC_" + strings.ToUpper(s.broker) + "_"
	fmt.Fprintf(out, "# Development sign-in for %s\nOIDC_BROKERS=%s\n", s.portal, s.broker)
	for _, line := range [][2]string{
		{"ISSUER", issuer}, {"PROFILE", s.dialect}, {"CLIENT_ID", s.clientID},
		{"CLIENT_SECRET", s.clientSecret}, {"LABEL", "'Test-login'"},
	} {
		fmt.Fprintf(out, "%s%s=%s\n", prefix, line[0], line[1])
	}
}
