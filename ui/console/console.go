// Package console is the program's face for scripts and administrators: the
// subcommands of the same binary.
//
// Its rules: results go to standard output, in words or with --json for machines;
// errors go to standard error and say what to do; the exit code is 0 only when the
// whole command succeeded. A password is never an argument and never printed: it
// comes from --password-file, or from a prompt without echo where a person is there.
package console

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"custody/app"
	"custody/ui/words"
)

// Deps is what the console needs of the outside.
type Deps struct {
	Vaults  app.Vaults
	Version string
	In      *os.File
	Out     io.Writer
	Err     io.Writer
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// command is one subcommand.
type command struct {
	name  string // one to three words
	usage string // what follows the name
	help  string // word key
	run   func(ctx context.Context, c *call) error
}

// commands is filled in init: help lists it and is in it.
var commands []command

func init() {
	commands = []command{
		{"demo", "DIR [--json]", "console.help.demo", runDemo},
		{"verify", "DIR --account A [--password-file F] | --halves F [--anchor HEAD|BACKUP] [--json]", "console.help.verify", runVerify},
		{"backup", "DIR --account A [--password-file F] [--to FOLDER] [--json]", "backup.help", runBackup},
		{"restore --drill", "FILE --account A [--password-file F] | --halves F [--vault DIR] [--json]", "backup.help.drill", runDrill},
		{"restore", "FILE --to NEWDIR [--json]", "backup.help.restore", runRestore},
		{"salvage", "DIR --to NEWDIR --account A [--password-file F] | --halves F [--json]", "salvage.help", runSalvage},
		{"import clients", "FILE --vault DIR --account A [--dry-run]", "console.help.import", runImportClients},
		{"import documents", "FILE --vault DIR --account A [--dry-run]", "console.help.import", runImportDocuments},
		{"letter commitment", "--vault DIR --account A --all --out DIR", "console.help.letter", runLetterCommitment},
		{"letter verify", "FILE [--stamp FILE] [--vault DIR --account A] [--json]", "console.help.letter.verify", runLetterVerify},
		{"letter timestamp request", "FILE --out FILE.tsq [--json]", "console.help.stamp.request", runStampRequest},
		{"letter timestamp import", "FILE RESPONSE --vault DIR --account A [--json]", "console.help.stamp.import", runStampImport},
		{"audit verify", "--vault DIR --account A [--json]", "console.help.audit.verify", runAuditVerify},
		{"audit export", "--vault DIR --account A --out FILE.xlsx|FILE.csv|FILE.json", "console.help.audit.export", runAuditExport},
		{"proof", "--day 2026-11-27 [NUMBER …] --vault DIR --account A [--out FILE.pdf|FILE.xlsx|FILE.csv] [--json]", "console.help.proof", runProof},
		{"version", "", "console.help.version", runVersion},
		{"help", "[--language zh|en]", "console.help.help", runHelp},
	}
}

// errUsage marks a command line that can't be understood; its text says why.
var errUsage = errors.New("usage")

// Run runs the subcommand that args name and returns its exit code. It returns
// done false when args ask for the window instead.
func Run(args []string, d Deps) (code int, done bool) {
	if len(args) == 0 || strings.HasPrefix(args[0], "--") && !slices.Contains([]string{"--help", "--version"}, args[0]) {
		return 0, false
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	cmd, rest, ok := find(args)
	if !ok {
		fmt.Fprintln(d.Err, words.T("console.unknown", strings.Join(args, " ")))
		return exitUsage, true
	}
	c := &call{Deps: d}
	err := c.parse(cmd, rest)
	if err == nil {
		err = cmd.run(ctx, c)
	}
	return c.report(cmd, err), true
}

// find returns the command whose words begin args, and the rest of args.
func find(args []string) (command, []string, bool) {
	alias := map[string]string{"--help": "help", "-h": "help", "--version": "version"}
	if a, ok := alias[args[0]]; ok {
		args = append([]string{a}, args[1:]...)
	}
	for _, c := range commands {
		name := strings.Fields(c.name)
		if len(args) >= len(name) && slices.Equal(args[:len(name)], name) {
			return c, args[len(name):], true
		}
	}
	return command{}, nil, false
}

// call is one command line at work.
type call struct {
	Deps
	args         []string // what is not a flag
	vault        string
	account      string
	passwordFile string
	halves       string // a file with both recovery halves
	out          string
	to           string
	anchor       string // a printed head, or a backup file
	day          string // of a proof
	stamp        string // a timestamp authority's answer
	json         bool
	dryRun       bool
	all          bool
}

// parse reads flags wherever they stand among the arguments.
func (c *call) parse(cmd command, args []string) error {
	fs := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&c.vault, "vault", "", "")
	fs.StringVar(&c.account, "account", "", "")
	fs.StringVar(&c.passwordFile, "password-file", "", "")
	fs.StringVar(&c.halves, "halves", "", "")
	fs.StringVar(&c.out, "out", "", "")
	fs.StringVar(&c.to, "to", "", "")
	fs.StringVar(&c.anchor, "anchor", "", "")
	fs.StringVar(&c.day, "day", "", "")
	fs.StringVar(&c.stamp, "stamp", "", "")
	fs.Func("language", "", func(language string) error {
		if !words.SetLanguage(language) {
			return errUsage
		}
		return nil
	})
	fs.BoolVar(&c.json, "json", false, "")
	fs.BoolVar(&c.dryRun, "dry-run", false, "")
	fs.BoolVar(&c.all, "all", false, "")
	for len(args) > 0 {
		if err := fs.Parse(args); err != nil {
			return fmt.Errorf("%w: %v", errUsage, err)
		}
		if args = fs.Args(); len(args) > 0 {
			c.args, args = append(c.args, args[0]), args[1:]
		}
	}
	return nil
}

// report writes err to standard error and returns the exit code.
func (c *call) report(cmd command, err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errUsage):
		fmt.Fprintln(c.Err, words.T("console.usage", cmd.name, cmd.usage))
		return exitUsage
	}
	for _, line := range messages(err) {
		fmt.Fprintln(c.Err, line)
	}
	return exitFailed
}
