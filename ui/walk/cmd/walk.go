package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"custody/app/demo"
	"custody/ui/walk"
	"custody/ui/window"
)

// walker walks the main job and the tours.
type walker struct {
	out, tour, vault, leaver, word string
	electronic, document           string
	jobOnly                        bool
	campaign                       int // people
}

// tours are the faces in which every screen is shown, each in a process of its own:
// a window is opened once in a process.
var tours = []string{"light", "dark", "english", "large"}

// walk walks the main job in a fresh folder, then the tours of a demo vault.
func (w *walker) walk(deps window.Deps) error {
	out, err := filepath.Abs(w.out)
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
	vaults := deps.Vaults
	deps.Printer = &walk.Folder{Dir: papers}
	err = drive(deps, pictures, func(d *walk.Driver) error { return walk.Job(d, dir) })
	fmt.Printf("screens: %s\npapers:  %s\nvault:   %s\n", pictures, papers, filepath.Join(dir, "vault"))
	if err != nil || w.jobOnly {
		return err
	}
	demoDir := filepath.Join(dir, "demo")
	if _, err := demo.Make(context.Background(), vaults, demoDir); err != nil {
		return err
	}
	fmt.Printf("demo:    %s\n", demoDir)
	for _, tour := range tours {
		if err := again(dir, tour, demoDir); err != nil {
			return fmt.Errorf("tour %s: %w", tour, err)
		}
	}
	return nil
}

// again runs one tour in a process of its own.
func again(dir, tour, vault string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "--tour", tour, "--vault", vault, "--out", dir)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// walkTour walks one tour.
func (w *walker) walkTour(deps window.Deps) error {
	pictures := filepath.Join(w.out, "tour-"+w.tour)
	if err := os.MkdirAll(pictures, 0o700); err != nil {
		return err
	}
	deps.StartDir = w.vault
	deps.Printer = &walk.Folder{Dir: pictures}
	switch w.tour {
	case "dark":
		deps.Theme = "dark"
	case "english":
		deps.Language = "en"
	case "large":
		deps.Scale = 1.5
	}
	fmt.Println("screens:", pictures)
	return drive(deps, pictures, func(d *walk.Driver) error { return walk.Tour(d, "chenxm", demo.Password("chenxm"), w.tour != "dark") })
}

// freshFor is how long a typed password counts in the leaver's walk: so short that the window has
// to ask for it again.
const freshFor = 3 * time.Second

// walkLeaver makes a vault, or walks one of the two halves of somebody leaving: until the program
// is killed in the middle of the vault's new key, and from the next start on.
func (w *walker) walkLeaver(deps window.Deps) error {
	if w.leaver == "make" {
		return walk.MakeLeaverVault(context.Background(), deps.Vaults, w.vault)
	}
	pictures := filepath.Join(w.out, "leaver-"+w.leaver)
	if err := os.MkdirAll(pictures, 0o700); err != nil {
		return err
	}
	deps.StartDir, deps.Printer = w.vault, &walk.Folder{Dir: pictures}
	deps.Vaults.Env.ConfirmFor = freshFor
	half := walk.LeaverAgain
	if w.leaver == "killed" {
		half = walk.LeaverKilled
	}
	return drive(deps, pictures, half)
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
