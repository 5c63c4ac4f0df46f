// Command app is the portal: it serves, prepares the database, fills it with
// demo firms, and tells its version.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"fodfaeste/internal/strictjson"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout)
	switch {
	case strictjson.Is(err):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "app:", err)
		os.Exit(1)
	}
}

const usage = `usage: app <command>

  serve         answer HTTP until stopped
  migrate       bring the database's indexes in line with this version
  seed --demo   fill an empty database with invented firms and courses
  version       tell which version this is

  grants check    judge every scheme for a situation
  grants amounts  work out one amount or deadline
  hours check     hold an hour log against the law of working hours
                  each reads one JSON document and writes one; status 2 and the
                  faults by path for a document that is not right

  organisation municipality|association CVR NAME
                make an organisation known whose people are not a firm's
  appoint PERSON consultant|coordinator
                give one of its people their role; the person's reference
                stands on the page they see when they have signed in

Configuration comes from the environment; README.md has the table.
`

// run does one command. Everything it needs from the outside comes in as an
// argument, so tests run it as it is.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout io.Writer) error {
	if len(args) == 0 {
		fmt.Fprint(stdout, usage)
		return errors.New("no command")
	}
	if args[0] == "version" {
		fmt.Fprintln(stdout, version())
		return nil
	}
	if command, ok := documentCommands[strings.Join(args, " ")]; ok {
		return command(stdin, stdout)
	}
	command, ok := map[string]func(context.Context, Config, []string, io.Writer) error{
		"serve": serve, "migrate": migrate, "seed": seed, "organisation": organisation, "appoint": appoint,
	}[args[0]]
	if !ok {
		fmt.Fprint(stdout, usage)
		return fmt.Errorf("unknown command %q", args[0])
	}
	config, err := loadConfig(getenv)
	if err != nil {
		return err
	}
	return command(ctx, config, args[1:], stdout)
}

// version is the commit the binary was built from, where that is known.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return info.Main.Version
}
