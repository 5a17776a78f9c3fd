package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"custody/app"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate applies every numbered migration that db has not seen, each with its
// bookkeeping row in one transaction. Returns app.Conflict (error.vault.newer) for a
// register that a newer version has written.
func migrate(ctx context.Context, db *sql.DB) error { return migrateTo(ctx, db, 0) }

// migrateTo stops at a version; 0 means the newest.
func migrateTo(ctx context.Context, db *sql.DB, version int) error {
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL)`); err != nil {
		return err
	}
	var have int
	if err := db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM migrations`).Scan(&have); err != nil {
		return err
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	last := 0
	for _, file := range files {
		if last, err = migrationNumber(file); err != nil {
			return err
		}
		if last <= have || version > 0 && last > version {
			continue
		}
		if err := apply(ctx, db, last, file); err != nil {
			return fmt.Errorf("migration %s: %w", file, err)
		}
	}
	if max(have, version) > last {
		return app.Errf(app.Conflict, "error.vault.newer")
	}
	return nil
}

func migrationNumber(file string) (int, error) {
	digits, _, _ := strings.Cut(strings.TrimPrefix(file, "migrations/"), "_")
	return strconv.Atoi(digits)
}

func apply(ctx context.Context, db *sql.DB, version int, file string) error {
	text, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it has nothing to do
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO migrations (version, name) VALUES ($1, $2)`, version, file); err != nil {
		return err
	}
	return tx.Commit()
}
