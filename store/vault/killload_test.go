package vault_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"time"

	"custody/store/vault"
)

// load is the child of the kill test: what it does to a vault until it is killed. Each act is said twice: "begin" before
// it, and again once it was acknowledged.
type load struct {
	v     *vault.Vault
	db    *sql.DB
	words [2]string // passwords in turn; the first is the one of now
	out   string    // folder for backups
	said  sync.Mutex
}

// say is one line for the parent; it is out when say returns.
func (l *load) say(words ...any) {
	l.said.Lock()
	defer l.said.Unlock()
	fmt.Println(words...)
}

// childLoad commits steps, and beside that changes keys, stores documents and makes backups, until it is killed.
func childLoad(dir string) {
	word, out := readLine(), readLine()
	l := &load{words: [2]string{word, killWords[0]}, out: out}
	if word == killWords[0] {
		l.words[1] = killWords[1]
	}
	var err error
	l.v, err = vault.Open(ctx, dir, vault.WithCheckpointAt(cheap(), 400<<10))
	orDie(err)
	_, err = l.v.Unlock(ctx, login, word)
	orDie(err)
	l.db, err = l.v.DB()
	orDie(err)
	orDie(l.v.Documents().TidyKnowing())
	l.say("open")
	go func() {
		for {
			orDie(l.step())
		}
	}()
	acts := []func() error{l.guest, l.password, l.rekey, l.document, l.backup}
	for {
		orDie(acts[rand.IntN(len(acts))]())
	}
}

func (l *load) step() error {
	tx, err := l.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	var n int
	if err := tx.QueryRow("SELECT coalesce(max(n),0)+1 FROM steps").Scan(&n); err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO steps(n, pad) VALUES (?, randomblob(?))", n, rand.IntN(20000)); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE total SET steps = steps + 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	l.say("step", n)
	return nil
}

// guest gives out a code for an account, or takes the account back.
func (l *load) guest() error {
	list, err := l.v.Accounts()
	if err != nil {
		return err
	}
	if len(list) > 1 {
		l.say("begin", "guest", "gone")
		if err := l.v.Remove("guest"); err != nil {
			return err
		}
		l.say("guest", "gone")
		return nil
	}
	l.say("begin", "guest", "there")
	if _, _, err := l.v.Invite("guest"); err != nil {
		return err
	}
	l.say("guest", "there")
	return nil
}

func (l *load) password() error {
	l.say("begin", "password", l.words[1])
	if err := l.v.ChangePassword(ctx, login, l.words[0], l.words[1]); err != nil {
		return err
	}
	l.words[0], l.words[1] = l.words[1], l.words[0]
	l.say("password", l.words[0])
	return nil
}

func (l *load) rekey() error {
	l.say("begin", "epoch", l.v.Epoch()+1)
	if _, err := l.v.Rekey(ctx, nil); err != nil {
		return err
	}
	l.say("epoch", l.v.Epoch())
	return nil
}

func (l *load) document() error {
	content := make([]byte, rand.IntN(200_000))
	doc, err := l.v.Documents().Put(ctx, l.v.Keys().Age.Recipient(), bytes.NewReader(content))
	if err != nil {
		return err
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	l.say("document", string(text))
	return nil
}

func (l *load) backup() error {
	path := filepath.Join(l.out, fmt.Sprintf("%d%s", time.Now().UnixNano(), vault.BackupSuffix))
	if err := backUp(ctx, l.v, path); err != nil {
		return err
	}
	l.say("backup", path)
	return nil
}

// backUp makes a full backup.
func backUp(ctx context.Context, v *vault.Vault, path string) error {
	s, err := v.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer s.Release()
	if err := s.Freeze(); err != nil {
		return err
	}
	_, err = s.Write(vault.BackupOrder{
		Path: path, Name: "trial", Made: time.Now(), Entries: 1, Head: make([]byte, 32), Sign: v.Keys().Sign,
	}, nil)
	return err
}
