package console

import (
	"context"
	"os"
	"path/filepath"

	"custody/app"
	"custody/ui/paper"
	"custody/ui/words"
)

// runLetterCommitment writes everybody's commitments as PDFs into --out: signed ones
// as they were signed, missing ones blank for signing on paper.
func runLetterCommitment(ctx context.Context, c *call) error {
	if c.out == "" || c.all == (len(c.args) > 0) {
		return errUsage
	}
	return c.within(ctx, c.vault, func(s *session) error {
		prints, err := s.office.PrintCommitments(ctx, c.args, nil)
		if err != nil {
			return err
		}
		if err := c.vacant(prints); err != nil {
			return err
		}
		files := []string{}
		err = paper.NewDesk().Commitments(prints, func(name string, pdf []byte) error {
			path := filepath.Join(c.out, name)
			if err := writeNew(path, pdf); err != nil {
				return err
			}
			files = append(files, path)
			return nil
		})
		if err != nil {
			for _, path := range files { // all the letters or none
				_ = os.Remove(path)
			}
			return err
		}
		return c.print(map[string]any{"files": files}, words.T("console.letter.done", len(files), c.out))
	})
}

// vacant makes --out and makes sure that no letter's name is taken there, before the
// first one is written.
func (c *call) vacant(prints []app.CommitmentPrint) error {
	if err := os.MkdirAll(c.out, 0o700); err != nil {
		return tell("console.unwritable", c.out)
	}
	for _, p := range prints {
		path := filepath.Join(c.out, paper.CommitmentName(p))
		if _, err := os.Lstat(path); err == nil {
			return tell("console.exists", path)
		}
	}
	return nil
}
