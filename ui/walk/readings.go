package walk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"custody/app"
)

// AddFiles adds the files of a folder to the vault of MakeElectronicVault, as the custodian, and returns the numbers of the
// documents.
func AddFiles(ctx context.Context, vaults app.Vaults, vault, folder string) ([]string, error) {
	locked, err := vaults.Open(ctx, vault)
	if err != nil {
		return nil, err
	}
	office, err := locked.Unlock(ctx, founderLogin, founderPassword)
	if err != nil {
		return nil, errors.Join(err, locked.Close())
	}
	codes, err := addFiles(ctx, office, folder)
	return codes, errors.Join(err, locked.Close())
}

func addFiles(ctx context.Context, office *app.Office, folder string) (codes []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	files, err := office.Files(ctx, "", "", 1)
	if err != nil || len(files) == 0 {
		return nil, errors.Join(err, fmt.Errorf("%d case files", len(files)))
	}
	for i, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		d, err := office.AddContent(ctx, app.NewContent{
			File: files[0].Code, Name: e.Name(), Title: titleOf(i), Size: int64(len(data)), Category: app.CategoryA,
			Sensitivity: app.Ordinary, Source: app.FromAudit, Received: app.DateOf(time.Now()),
		}, bytes.NewReader(data), nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		codes = append(codes, d.Code)
	}
	return codes, nil
}

// titleOf is what the search finds one of the documents by: the number A-0001-20 alone is found in that of the case file, too.
func titleOf(i int) string { return fmt.Sprintf("Paper%03d", i+1) }

// Readings opens documents in the real window, one after the other, searches in each and turns its pages.
func Readings(d *Driver, codes []string) error {
	s := &script{Driver: d}
	s.see("unlock.open")
	s.do("log in", func() error {
		_, err := s.LogIn(founderLogin, founderPassword)
		return err
	})
	s.password = founderPassword
	s.see("shell.nav.today")
	for i, code := range codes {
		s.reading(titleOf(i), code)
		if i%5 == 0 {
			s.picture("reading-" + code)
		}
		s.key("Escape")
		s.see("content.who")
	}
	s.do("lock", s.LogOut)
	if s.err == nil {
		fmt.Printf("opened %d documents\n", len(codes))
	}
	return s.err
}

// reading finds a document by its title and opens it.
func (s *script) reading(title, code string) {
	s.key("ctrl+k")
	s.text(title)
	s.pause(700 * time.Millisecond)
	s.key("Return")
	s.seeText(code)
	s.see("content.who")
	s.pause(300 * time.Millisecond)
	s.key("F7")
	s.see("viewer.turn")
	s.seeText(code)
	s.pause(700 * time.Millisecond)
	s.key("Next", "End", "Home", "ctrl+equal")
	s.pause(300 * time.Millisecond)
}
