package console

import (
	"context"
	"os"
	"path/filepath"

	"custody/ui/paper"
	"custody/ui/words"
)

// runLetterCommitment writes everybody's commitments as PDFs into --out: signed ones
// as they were signed, missing ones blank for signing on paper.
func runLetterCommitment(ctx context.Context, c *call) error {
	if c.out == "" || c.all == (len(c.args) > 0) {
		return errUsage
	}
	if err := os.MkdirAll(c.out, 0o700); err != nil {
		return tell("console.unwritable", c.out)
	}
	return c.within(ctx, c.vault, func(s *session) error {
		prints, err := s.office.PrintCommitments(ctx, c.args, nil)
		if err != nil {
			return err
		}
		files := []string{}
		err = paper.NewDesk().Commitments(prints, func(name string, pdf []byte) error {
			path := filepath.Join(c.out, name)
			files = append(files, path)
			return writeNew(path, pdf)
		})
		if err != nil {
			return err
		}
		return c.print(map[string]any{"files": files}, words.T("console.letter.done", len(files), c.out))
	})
}
