package console

import (
	"context"
	"encoding/hex"
	"path/filepath"
	"time"

	"custody/app"
	"custody/ui/words"
)

// backupResult is what backup and restore print with --json.
type backupResult struct {
	File      string `json:"file"`
	To        string `json:"to,omitempty"` // the restored folder
	Vault     string `json:"vault"`        // id
	Name      string `json:"name"`
	Made      string `json:"made"`
	Sequence  uint64 `json:"sequence"`
	Entries   int64  `json:"audit_entries"`
	Head      string `json:"audit_head"`
	Anchor    string `json:"anchor"` // the head as it is printed
	Bytes     int64  `json:"bytes"`
	Documents int    `json:"documents"`
	Base      string `json:"base,omitempty"`
}

func backupLine(b app.BackupInfo) backupResult {
	return backupResult{
		File: b.File, Vault: b.VaultID, Name: b.Name, Made: b.At.UTC().Format(time.RFC3339), Sequence: b.Sequence,
		Entries: b.Head.Seq, Head: hex.EncodeToString(b.Head.Hash), Anchor: b.Head.String(),
		Bytes: b.Bytes, Documents: b.Documents, Base: b.Base,
	}
}

// runBackup makes a verified backup in --to, or in the plan's folder.
func runBackup(ctx context.Context, c *call) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	folder := c.to
	if folder != "" {
		if folder, err = filepath.Abs(folder); err != nil {
			return err
		}
	}
	return c.within(ctx, dir, func(s *session) error {
		b, err := s.office.Backup(ctx, folder, c.progress())
		if err != nil {
			return err
		}
		return c.print(backupLine(b), words.T("backup.made", b.File, megabytes(b.Bytes), b.Documents, b.Head.String()))
	})
}

// megabytes is a size for people, at least 1.
func megabytes(n int64) int64 { return max(1, (n+500_000)/1_000_000) }
