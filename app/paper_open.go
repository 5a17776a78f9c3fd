package app

import "context"

// PaperFile is a sealed paper with its file.
type PaperFile struct {
	SealedPaper
	PDF   []byte
	Stamp []byte // the answer of a timestamp authority (RFC 3161), nil without one
}

// Paper returns what is known of a sealed paper. The signer, custodian, administrator, inspector.
func (o *Office) Paper(ctx context.Context, id int64) (SealedPaper, error) {
	var p SealedPaper
	err := o.view(ctx, "paper.view", "", func(w *work) (err error) {
		p, err = w.mayReadPaper(id)
		return err
	})
	return p, err
}

// OpenPaper returns a sealed paper to be shown, and logs it. Whoever may see it: see Paper.
func (o *Office) OpenPaper(ctx context.Context, id int64) (PaperFile, error) {
	return o.paperFile(ctx, "paper.open", id)
}

// ExportPaper returns a sealed paper to be kept outside the vault, and logs its sum. Whoever may see it:
// see Paper. Returns Unconfirmed when the password was not typed a moment ago.
func (o *Office) ExportPaper(ctx context.Context, id int64) (PaperFile, error) {
	const act = "paper.export"
	if err := o.mustConfirm(); err != nil {
		return PaperFile{}, o.refused(ctx, act, "", err)
	}
	return o.paperFile(ctx, act, id)
}

func (o *Office) paperFile(ctx context.Context, act string, id int64) (PaperFile, error) {
	var f PaperFile
	err := o.change(ctx, act, "", func(c *change) (err error) {
		if f.SealedPaper, err = c.mayReadPaper(id); err != nil {
			return err
		}
		if f.PDF, f.Stamp, err = c.paperWhole(f.SealedPaper); err != nil {
			return err
		}
		return c.log(f.Ref, map[string]any{"person": f.Number, "sha256": f.SHA256})
	})
	return f, err
}

// mayReadPaper lets people see papers of their own, custodian, administrator and inspector everybody's.
func (w *work) mayReadPaper(id int64) (SealedPaper, error) {
	p, err := w.Reader.Paper(id)
	if err != nil {
		return p, err
	}
	if p.PersonID == w.person.ID {
		return p, nil
	}
	if err := w.mustHave(Custodian, Administrator, Inspector); err != nil {
		return SealedPaper{}, err
	}
	return p, nil
}
