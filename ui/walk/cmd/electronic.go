package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"custody/ui/walk"
	"custody/ui/window"
)

// walkElectronic makes the vault and prints the document's number, or walks the loan of it.
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
	return drive(deps, pictures, func(d *walk.Driver) error { return walk.Electronic(d, w.document) })
}
