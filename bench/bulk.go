package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const bulkRows = 200_000

// bulk measures 200,000 rows with an index, in transactions of 10,000, from the first row
// until the file is closed with all of them in it.
func (b *bench) bulk() error {
	n := 0
	p := &pair{ours: &side{sealed: true}, plain: &side{}}
	a, o, err := p.inTurnWhole(middle, 5, func(s *side) error {
		if s.path != "" {
			if err := os.RemoveAll(filepath.Dir(s.path)); err != nil {
				return err
			}
		}
		n++
		s.path = filepath.Join(b.dir, fmt.Sprintf("bulk%d", n), "register")
		return s.create(b.ctx)
	}, func(s *side) error {
		return errors.Join(s.fillBulk(b.ctx), s.close())
	})
	if err != nil {
		return err
	}
	b.add(figure{"bulk", a, "ms", againstPlain, a / o})
	return nil
}

func (s *side) fillBulk(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, `CREATE TABLE b (id INTEGER PRIMARY KEY, code TEXT NOT NULL, title TEXT NOT NULL)`); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `CREATE INDEX b_code ON b (code)`); err != nil {
		return err
	}
	for at := 0; at < bulkRows; at += 10_000 {
		err := s.inTx(ctx, func(tx *sql.Tx) error {
			for i := at; i < at+10_000; i++ {
				// 7919 and the number of rows have no common divisor: each code once, in no order.
				_, err := tx.ExecContext(ctx, `INSERT INTO b (code, title) VALUES ($1, $2)`,
					fmt.Sprintf("A-%06d", i*7919%bulkRows), "某某认证有限公司 第一次监督审核报告")
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
