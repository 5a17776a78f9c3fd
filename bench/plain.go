package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // the engine compared against

	"custody/app"
	"custody/store"
)

// openPlain opens the unsealed engine: WAL, synchronous=FULL, one connection that holds
// its lock and keeps its statements, as the vault's does, so that only the seals differ.
func openPlain(path string, cacheKiB string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_locking_mode=EXCLUSIVE&_foreign_keys=on&_txlock=immediate&_stmt_cache_size=128&_cache_size=-"+cacheKiB)
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// plainGate keeps the same register in an unsealed file, so that the same use cases
// run the same statements on it. It exists to be compared with.
type plainGate struct{ app.Gate }

// Create opens a fresh file; there are no keys but the signing key.
func (plainGate) Create(ctx context.Context, dir, login, _ string) (app.Box, app.Opened, [2]app.RecoveryHalf, error) {
	var none [2]app.RecoveryHalf
	db, err := openPlain(filepath.Join(dir, "plain.db"), "16384")
	if err != nil {
		return nil, app.Opened{}, none, err
	}
	reg, err := store.OpenRegister(ctx, db)
	if err != nil {
		return nil, app.Opened{}, none, err
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	box := plainBox{db: db, dir: dir}
	return box, app.Opened{
		Store: reg, Keyring: plainKeyring{}, Contents: plainContents{},
		Identity: app.Identity{Login: login, Recipient: "age1plain", Sign: key},
	}, none, err
}

// Open is not needed: the file lives for one run.
func (plainGate) Open(context.Context, string) (app.Box, error) {
	return nil, app.Errf(app.NotFound, "error.vault.missing")
}

// plainContents is a folder of documents that is always empty.
type plainContents struct{ app.Contents }

// Tidy finds nothing.
func (plainContents) Tidy(func(string) (app.ContentState, error)) error { return nil }

type plainBox struct {
	app.Box
	db  *sql.DB
	dir string
}

func (b plainBox) Dir() string        { return b.dir }
func (b plainBox) Name() string       { return filepath.Base(b.dir) }
func (b plainBox) Warnings() []string { return nil }
func (b plainBox) Seal() error        { return b.db.Close() }
func (b plainBox) Close() error       { return b.db.Close() }

// plainKeyring accepts the password it is given: key derivation is not what is measured.
type plainKeyring struct{ app.Keyring }

func (plainKeyring) CheckPassword(context.Context, string, string) error { return nil }
func (plainKeyring) Failures() []app.Failure                             { return nil }
func (plainKeyring) FailuresLogged() error                               { return nil }
func (plainKeyring) Epoch() uint64                                       { return 0 }
