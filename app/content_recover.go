package app

import (
	"context"
	"slices"
)

// RecoverContents opens the keys of all electronic documents with the two printed halves and gives
// them to every bound custodian who lacks them, so that documents of which nobody holds a key any
// more open again (design §3). The others get theirs with SettleKeys. It returns of how many
// documents it gave a key. Custodian; needs a fresh password. Returns NotAllowed (error.halves for
// those of another vault or old ones), Unconfirmed, Invalid (half_a, half_b), ctx's error.
func (o *Office) RecoverContents(ctx context.Context, halfA, halfB string, progress Progress) (int, error) {
	const act = "content.recover"
	var all []Content
	err := o.view(ctx, act, "", func(w *work) error {
		if err := w.keeper(); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		return w.EachContent(func(c Content) error {
			all = append(all, c)
			return nil
		})
	})
	if err != nil {
		return 0, err
	}
	opener, err := o.contents.Halves(ctx, halfA, halfB)
	if err != nil {
		return 0, o.refused(ctx, act, "", err)
	}
	recovered, done := 0, 0
	for part := range slices.Chunk(all, keysInBatch) {
		if err := ctx.Err(); err != nil {
			return recovered, err
		}
		n := 0
		err := o.change(ctx, act, "", func(c *change) (err error) {
			n, err = c.recoverContents(part, opener)
			return err
		})
		if err != nil {
			return recovered, err
		}
		recovered, done = recovered+n, done+len(part)
		if progress != nil {
			progress(int64(done), int64(len(all)))
		}
	}
	return recovered, nil
}

// recoverContents does some of the contents in one transaction.
func (c *change) recoverContents(part []Content, opener func([]byte) (ContentKey, error)) (int, error) {
	if err := c.keeper(); err != nil {
		return 0, err
	}
	keepers, err := c.keepers()
	if err != nil {
		return 0, err
	}
	given := map[int64]settling{}
	var codes, broken []string
	for _, content := range part {
		lacking, err := c.lackingKeepers(keepers, content)
		if err != nil {
			return 0, err
		}
		if len(lacking) == 0 {
			continue
		}
		ok, err := c.recoverOne(content, lacking, opener)
		if err != nil {
			return 0, err
		}
		if !ok {
			broken = append(broken, content.Document)
			continue
		}
		codes = append(codes, content.Document)
		for _, t := range lacking {
			s := given[t.person.ID]
			s.given = append(s.given, content.Document)
			given[t.person.ID] = s
		}
	}
	for _, t := range keepers {
		if err := c.settled(t, given[t.person.ID]); err != nil {
			return 0, err
		}
	}
	return len(codes), c.log("", map[string]any{"documents": len(codes), "unopened": broken[:min(len(broken), codesInEntry)]})
}

// keepers are the custodians who can hold keys today.
func (c *change) keepers() ([]keyTaker, error) {
	accounts, err := c.Accounts()
	if err != nil {
		return nil, err
	}
	var out []keyTaker
	for _, a := range accounts {
		t, err := keyTakerOf(c.Reader, a.PersonID, c.today)
		if err != nil {
			return nil, err
		}
		if t.scope.All && t.bound {
			out = append(out, t)
		}
	}
	return out, nil
}

func (c *change) lackingKeepers(keepers []keyTaker, content Content) ([]keyTaker, error) {
	var out []keyTaker
	for _, t := range keepers {
		lacks, err := c.lacks(t, content)
		if err != nil {
			return nil, err
		}
		if lacks {
			out = append(out, t)
		}
	}
	return out, nil
}

// recoverOne opens one key and gives it; false when the recovery's grant is not as it was signed,
// or is wrapped to halves that were replaced since.
func (c *change) recoverOne(content Content, to []keyTaker, opener func([]byte) (ContentKey, error)) (bool, error) {
	g, err := c.Grant(content.ID, 0)
	if err != nil && CodeOf(err) == NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if right, err := c.signedRight(g, content, recoveryReader); err != nil || !right {
		return false, err
	}
	key, err := opener(g.Wrapped)
	if err != nil && CodeOf(err) == NotAllowed {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer key.Wipe()
	for _, t := range to {
		if _, err := c.giveKey(t, content, key); err != nil {
			return false, err
		}
	}
	return true, nil
}
