// Command walk opens the program's real window and drives it: the main job, then a tour
// of every screen in light, dark, English and at 150 %, leaving pictures, papers and the
// vault in --out. With --measure it only opens a vault and says how long that took.
package main

import (
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"time"

	"custody/app"
	"custody/store"
	"custody/ui/paper"
	"custody/ui/reader/code"
	"custody/ui/window"
)

func main() {
	w := walker{}
	m := measured{}
	flag.StringVar(&w.out, "out", "out", "folder for pictures, papers and the vault")
	flag.BoolVar(&w.jobOnly, "job-only", false, "walk the main job and no tour")
	flag.StringVar(&w.tour, "tour", "", "walk one tour only: light, dark, english or large")
	flag.StringVar(&w.vault, "vault", "", "vault for --tour, --leaver, --electronic and --type")
	flag.StringVar(&w.leaver, "leaver", "", "walk somebody leaving: make, killed or again, in --vault")
	flag.StringVar(&w.electronic, "electronic", "", "walk electronic documents in --vault: make, read (a loan) or files (add and open each)")
	flag.StringVar(&w.document, "document", "", "number of the document for --electronic read, folder for files")
	flag.IntVar(&w.campaign, "campaign", 0, "walk a campaign for so many people in a vault of its own")
	flag.StringVar(&w.word, "type", "", "word to type everywhere into the demo vault --vault, saving to --out")
	flag.StringVar(&m.dir, "measure", "", "vault to open and measure instead")
	flag.StringVar(&m.login, "login", "", "account for --measure")
	flag.StringVar(&m.passwordEnv, "password-env", "", "variable that holds its password")
	flag.Int64Var(&m.since, "since", time.Now().UnixNano(), "when the process was started, Unix nanoseconds")
	flag.Parse()
	run := w.walk
	switch {
	case m.dir != "":
		run = m.run
	case w.leaver != "":
		run = w.walkLeaver
	case w.electronic != "":
		run = w.walkElectronic
	case w.campaign > 0:
		run = w.walkCampaign
	case w.word != "":
		run = w.walkTyped
	case w.tour != "":
		run = w.walkTour
	}
	desk := paper.NewDesk()
	vaults := app.Vaults{Gate: store.Gate{}, Env: app.Env{Clock: time.Now, Rand: rand.Reader, Papers: desk, Scans: code.Reader{}}}
	if err := run(window.Deps{Vaults: vaults, Papers: desk, Version: version(), Fresh: true, Language: "zh", Theme: "light"}); err != nil {
		fmt.Fprintln(os.Stderr, "walk:", err)
		os.Exit(1)
	}
}

// version is what the window shows: the walk is built from the same tree.
func version() string { return "0.1.0" }
