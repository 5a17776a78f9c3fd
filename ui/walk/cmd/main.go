// Command walk opens the program's real window and drives it: the main job, then a tour
// of every screen, leaving pictures, papers and the vault in --out. With --measure it
// only opens a vault and says how long that took.
package main

import (
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/store"
	"custody/ui/paper"
	"custody/ui/walk"
	"custody/ui/window"
)

func main() {
	out := flag.String("out", "out", "folder for pictures, papers and the vault")
	m := measured{}
	flag.StringVar(&m.dir, "measure", "", "vault to open and measure instead")
	flag.StringVar(&m.login, "login", "", "account for --measure")
	flag.StringVar(&m.passwordEnv, "password-env", "", "variable that holds its password")
	flag.Int64Var(&m.since, "since", time.Now().UnixNano(), "when the process was started, Unix nanoseconds")
	flag.Parse()
	run := func(deps window.Deps) error { return walkAll(deps, *out) }
	if m.dir != "" {
		run = m.run
	}
	vaults := app.Vaults{Gate: store.Gate{}, Env: app.Env{Clock: time.Now, Rand: rand.Reader}}
	if err := run(window.Deps{Vaults: vaults, Papers: paper.NewDesk(), Version: "walk", Fresh: true, Language: "zh", Theme: "light"}); err != nil {
		fmt.Fprintln(os.Stderr, "walk:", err)
		os.Exit(1)
	}
}

// walkAll walks the main job in a fresh folder.
func walkAll(deps window.Deps, out string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	dir := filepath.Join(out, "walk-"+time.Now().Format("20060102-150405"))
	pictures, papers := filepath.Join(dir, "screens"), filepath.Join(dir, "papers")
	for _, d := range []string{pictures, papers} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	printer := &walk.Folder{Dir: papers}
	deps.Printer = printer
	err = drive(deps, pictures, func(d *walk.Driver) error { return walk.Job(d, dir) })
	fmt.Printf("screens: %s\npapers:  %s\nvault:   %s\n", pictures, papers, filepath.Join(dir, "vault"))
	return err
}

// drive opens the window, runs the walk beside it, and closes it.
func drive(deps window.Deps, pictures string, walkIt func(*walk.Driver) error) error {
	ready := make(chan struct{}, 16)
	deps.OnReady = func(string) {
		select {
		case ready <- struct{}{}:
		default:
		}
	}
	result := make(chan error, 1)
	go func() {
		<-ready
		d, err := walk.NewDriver(fyne.CurrentApp().Driver().AllWindows()[0], pictures)
		if err == nil {
			err = walkIt(d)
		}
		result <- err
		fyne.Do(func() { fyne.CurrentApp().Quit() })
	}()
	window.Run(deps)
	select {
	case err := <-result:
		return err
	default:
		return fmt.Errorf("the window was closed before the walk was over")
	}
}
