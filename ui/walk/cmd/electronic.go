package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"custody/ui/walk"
	"custody/ui/window"
)

// walkElectronic makes the vault and prints the document's number, walks the loan of it,
// or adds a folder's files and opens each.
func (w *walker) walkElectronic(deps window.Deps) error {
	if w.electronic == "make" {
		document, err := walk.MakeElectronicVault(context.Background(), deps.Vaults, w.vault)
		if err == nil {
			fmt.Println(document)
		}
		return err
	}
	pictures := filepath.Join(w.out, "electronic")
	if err := os.MkdirAll(pictures, 0o700); err != nil {
		return err
	}
	deps.StartDir, deps.Printer = w.vault, &walk.Folder{Dir: pictures}
	if w.electronic == "files" {
		codes, err := walk.AddFiles(context.Background(), deps.Vaults, w.vault, w.document)
		if err != nil {
			return err
		}
		return drive(deps, pictures, func(d *walk.Driver) error { return walk.Readings(d, codes) })
	}
	return drive(deps, pictures, func(d *walk.Driver) error { return walk.Electronic(d, w.document) })
}
