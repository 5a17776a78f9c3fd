package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"custody/ui/walk"
	"custody/ui/window"
)

// walkCampaign makes a vault with so many people in --out and walks a campaign for all of them: pictures in
// screens, a PDF for each in campaign, sealed.pdf of the one who signs.
func (w *walker) walkCampaign(deps window.Deps) error {
	out, err := filepath.Abs(w.out)
	if err != nil {
		return err
	}
	dir := filepath.Join(out, "campaign-"+time.Now().Format("20060102-150405"))
	pictures, vault, papers := filepath.Join(dir, "screens"), filepath.Join(dir, "vault"), filepath.Join(dir, "campaign")
	if err := os.MkdirAll(pictures, 0o700); err != nil {
		return err
	}
	if err := walk.MakeCampaignVault(context.Background(), deps.Vaults, vault, w.campaign); err != nil {
		return err
	}
	deps.StartDir, deps.Printer = vault, &walk.Folder{Dir: pictures}
	return drive(deps, pictures, func(d *walk.Driver) error {
		took, err := d.Campaign(papers, filepath.Join(dir, "sealed.pdf"), w.campaign)
		fmt.Printf("screens: %s\npapers:  %s, in %.1f s from the click\n", pictures, papers, took.Seconds())
		return err
	})
}
