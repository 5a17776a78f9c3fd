package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"custody/store"
	"custody/store/vault"
)

// weakest is the least key derivation a vault accepts: what is measured here is what comes after it.
var weakest = vault.KDFParams{MemoryKiB: 64 << 10, Time: 3, Threads: 4}

const pairCache = 16 << 10 // KiB, the program's own

// side is a register with the office's real tables, sealed or plain.
type side struct {
	sealed bool
	path   string
	v      *vault.Vault
	db     *sql.DB
}

func (s *side) options() vault.Options { return vault.Options{KDF: weakest, CacheKiB: pairCache} }

// create makes an empty register and leaves it open.
func (s *side) create(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	if s.sealed {
		v, _, err := vault.Create(ctx, s.path, s.options(), "bench", password)
		if err != nil {
			return err
		}
		if err := v.Close(); err != nil {
			return err
		}
	}
	if err := s.open(ctx); err != nil {
		return err
	}
	_, err := store.OpenRegister(ctx, s.db)
	return err
}

// open opens the register as the program does, up to the first answer.
func (s *side) open(ctx context.Context) (err error) {
	if s.sealed {
		if s.v, err = vault.Open(ctx, s.path, s.options()); err != nil {
			return err
		}
		if _, err = s.v.Unlock(ctx, "bench", password); err != nil {
			return err
		}
		s.db, err = s.v.DB()
	} else {
		s.db, err = openPlain(s.path, strconv.Itoa(pairCache))
	}
	if err != nil {
		return err
	}
	var tables int
	return s.db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables)
}

func (s *side) close() error {
	db := s.db
	s.db = nil
	if s.sealed {
		return s.v.Close()
	}
	return db.Close()
}

func (s *side) closeIfOpen() error {
	if s.db == nil {
		return nil
	}
	return s.close()
}

// pair is the same register twice.
type pair struct{ ours, plain *side }

func (b *bench) newPair(name string) (*pair, error) {
	p := &pair{
		ours:  &side{sealed: true, path: filepath.Join(b.dir, name)},
		plain: &side{path: filepath.Join(b.dir, name+"-plain", "plain.db")},
	}
	return p, errors.Join(p.ours.create(b.ctx), p.plain.create(b.ctx))
}

func (p *pair) each(do func(*side) error) error {
	return errors.Join(do(p.ours), do(p.plain))
}

// inTurnWhole runs ours and plain as a whole, n times each in turn, each after what prepares it, and returns in milliseconds
// what pick takes of the times. What ours leaves to be done in the background is so never counted as plain's.
func (p *pair) inTurnWhole(pick func([]float64) float64, n int, prepare, run func(*side) error) (a, o float64, err error) {
	var as, bs []float64
	for range n {
		for _, s := range []*side{p.ours, p.plain} {
			if err := prepare(s); err != nil {
				return 0, 0, err
			}
			start := time.Now()
			if err := run(s); err != nil {
				return 0, 0, err
			}
			took := float64(time.Since(start).Microseconds()) / 1e3
			if s.sealed {
				as = append(as, took)
			} else {
				bs = append(bs, took)
			}
		}
	}
	return pick(as), pick(bs), nil
}

const perClient = 100 // documents

// grow adds documents to the office's tables until there are so many, 10,000 in a transaction.
func (s *side) grow(ctx context.Context, from, to int) error {
	for at := from; at < to; {
		end := min(at+10_000, to)
		if err := s.inTx(ctx, func(tx *sql.Tx) error { return addDocuments(ctx, tx, at, end) }); err != nil {
			return err
		}
		at = end
	}
	return nil
}

func (s *side) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func addDocuments(ctx context.Context, tx *sql.Tx, from, to int) error {
	for d := from; d < to; d++ {
		client := d/perClient + 1
		code := fmt.Sprintf("A-%05d", client)
		if d%perClient == 0 {
			if err := addClient(ctx, tx, client, code); err != nil {
				return err
			}
		}
		doc := fmt.Sprintf("%s-%07d", code, d+1)
		_, err := tx.ExecContext(ctx, `INSERT INTO documents (id, code, ord, flat, file_id, client_id, title, category, sensitivity, source, medium, pages,
			cabinet, shelf, box, custodian, received, retain_until) VALUES ($1,$2,$3,$4,$5,$6,$7,'d','ordinary','audit','paper',12,'3','2','5','','2026-01-05','2036-01-05')`,
			d+1, doc, doc, doc, client, client, fmt.Sprintf("审核记录及不符合项整改证据第%d册", d+1))
		if err != nil {
			return err
		}
	}
	return nil
}

func addClient(ctx context.Context, tx *sql.Tx, id int, code string) error {
	name := fmt.Sprintf("量测客户第%05d号有限公司", id)
	_, err := tx.ExecContext(ctx, `INSERT INTO clients (id, code, ord, flat, name, plain, uscc, phase, contact, contact_post, phone, address, standards, scope,
		certificate, cert_state, cert_from, cert_until, note) VALUES ($1,$2,$2,$2,$3,$3,'','certified','','','','','','','','','','','')`, id, code, name)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO files (id, code, ord, flat, client_id, title, opened_on, on_hold, hold_reason)
		VALUES ($1,$2,$2,$2,$1,$3,'2026-01-05',0,'')`, id, code+"-2026", name)
	return err
}

// mover moves documents among so many, one in each transaction with its line in the audit log; wide moves eight.
func (s *side) mover(ctx context.Context, documents int, wide bool) func(int) error {
	r, n := rand.New(rand.NewPCG(3, uint64(documents))), 1
	if wide {
		n = 8
	}
	hash := make([]byte, 64)
	return func(i int) error {
		return s.inTx(ctx, func(tx *sql.Tx) error {
			for range n {
				if _, err := tx.ExecContext(ctx, `UPDATE documents SET shelf = $1, category = $2 WHERE id = $3`, i%9, string('a'+rune(i%4)), 1+r.IntN(documents)); err != nil {
					return err
				}
			}
			_, err := tx.ExecContext(ctx, `INSERT INTO audit (at, login, actor, on_behalf, act, object, outcome, detail, prev, hash, sig)
				VALUES ('2026-01-05T08:00:00Z','bench','0001','','document.move','A-00001','done','',$1,$1,$2)`, hash[:32], hash)
			return err
		})
	}
}
