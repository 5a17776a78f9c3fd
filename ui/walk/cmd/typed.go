package main

import (
	"os"

	"custody/app/demo"
	"custody/store/vault"
	"custody/ui/paper"
	"custody/ui/walk"
	"custody/ui/window"
)

// walkTyped types words into the window as the program itself opens it: with this computer's
// preferences, its printer and its viewer, and the memory shielded.
func (w *walker) walkTyped(deps window.Deps) error {
	if err := vault.Harden(); err != nil {
		return err
	}
	if err := os.MkdirAll(w.out, 0o700); err != nil {
		return err
	}
	deps.StartDir, deps.Fresh = w.vault, false
	deps.Printer, deps.Scrub = paper.NewSystem(), vault.Scrub
	return drive(deps, w.out, func(d *walk.Driver) error {
		return walk.Typed(d, "chenxm", demo.Password("chenxm"), w.word, w.out)
	})
}
