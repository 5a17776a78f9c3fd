// Command custody keeps a certification body's confidential files: with no
// arguments it opens the window, otherwise it runs one of the console's commands.
package main

import (
	"crypto/rand"
	"os"
	"time"

	"custody/app"
	"custody/store"
	"custody/ui/console"
	"custody/ui/window"
)

// version is set by the build.
var version = "0.1.0"

func main() {
	vaults := app.Vaults{Gate: store.Gate{}, Env: app.Env{Clock: time.Now, Rand: rand.Reader}}
	if code, done := console.Run(os.Args[1:], console.Deps{
		Vaults: vaults, Version: version, In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
	}); done {
		os.Exit(code)
	}
	window.Run(window.Deps{Vaults: vaults, Version: version})
}
