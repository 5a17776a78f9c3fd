package main

import (
	"fmt"
	"path/filepath"

	"custody/app"
	"custody/store"
)

const (
	largeClients = 1000
	largeEach    = 100 // documents a client: 100,000 in all
)

// makeLarge makes the vault with 100,000 documents that several parts use.
func (b *bench) makeLarge() (*app.LockedVault, *app.Office, error) {
	dir := filepath.Join(b.dir, "large")
	vault, office, err := founded(b.ctx, store.Gate{}, dir)
	if err != nil {
		return nil, nil, err
	}
	b.large = dir
	return vault, office, fill(b.ctx, office, largeClients, largeEach)
}

// list measures the first page of 100,000 documents, and the page at position 50,000
// against the first.
func (b *bench) list() error {
	vault, office, err := b.makeLarge()
	if err != nil {
		return err
	}
	defer vault.Close()
	middle, err := b.keyAt(office, 50_000)
	if err != nil {
		return err
	}
	page := func(after string) func(int) error {
		return func(int) error {
			rows, err := office.Documents(b.ctx, app.DocumentFilter{After: after, Limit: 100})
			if err == nil && len(rows) != 100 {
				return fmt.Errorf("%d rows on a page", len(rows))
			}
			return err
		}
	}
	at, first, err := inTurn(200, page(middle), page(""))
	if err != nil {
		return err
	}
	b.add(figure{"list.first", first / 1e3, "ms", "", 0})
	b.add(figure{"list.page", at / 1e3, "ms", "list.first", at / first})
	return nil
}

// keyAt pages to the row at the position and returns its key.
func (b *bench) keyAt(o *app.Office, position int) (string, error) {
	key := ""
	for seen := 0; seen < position; {
		rows, err := o.Documents(b.ctx, app.DocumentFilter{After: key, Limit: 1000})
		if err != nil || len(rows) == 0 {
			return "", fmt.Errorf("paging stopped at %d: %w", seen, err)
		}
		seen += len(rows)
		key = rows[len(rows)-1].Key
	}
	return key, nil
}
