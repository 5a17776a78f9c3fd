// Command custody keeps a certification body's confidential files: with no
// arguments it opens the window, otherwise it runs one of the console's commands.
package main

import (
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"time"

	"custody/app"
	"custody/store"
	"custody/store/vault"
	"custody/ui/console"
	"custody/ui/paper"
	"custody/ui/reader/code"
	"custody/ui/window"
)

// version is set by the build.
var version = "0.1.0"

func main() {
	harden()
	desk := paper.NewDesk()
	vaults := app.Vaults{Gate: store.Gate{}, Env: app.Env{Clock: time.Now, Rand: rand.Reader, Papers: desk, Scans: code.Reader{}}}
	if code, done := console.Run(os.Args[1:], console.Deps{
		Vaults: vaults, Version: version, In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
	}); done {
		os.Exit(code)
	}
	leaveConsole()
	window.Run(flags(window.Deps{
		Vaults: vaults, Papers: desk, Printer: paper.NewSystem(), Version: version, Scrub: vault.Scrub,
	}))
}

// flags reads what the window can be started with.
func flags(d window.Deps) window.Deps {
	fs := flag.NewFlagSet("custody", flag.ExitOnError)
	fs.StringVar(&d.StartDir, "vault", "", "the vault to open")
	fs.StringVar(&d.ElseDir, "else", "", "the vault to open where none was open before")
	fs.StringVar(&d.Language, "language", "", "zh or en")
	fs.StringVar(&d.Theme, "theme", "", "light or dark")
	_ = fs.Parse(os.Args[1:]) // ExitOnError: it returns no error
	return d
}

// harden keeps keys out of core files; a system that can't is said on standard error.
func harden() {
	if err := vault.Harden(); err != nil {
		fmt.Fprintln(os.Stderr, "custody:", err)
	}
}
