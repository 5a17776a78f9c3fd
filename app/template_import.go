package app

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"

	"custody/app/wording"
)

// ImportTemplate reads a text from a .docx document or a plain text file and returns it as the body of a
// draft, with the parties and places to sign of every text where the file names none. Nothing is kept:
// DraftTemplate and SaveTemplateDraft do. Custodian or administrator. Returns NotAllowed, Invalid
// (error.template.file, error.template.nothing, error.template.large) at file.
func (o *Office) ImportTemplate(ctx context.Context, name string, data []byte) ([]byte, error) {
	var out []byte
	err := o.view(ctx, "template.import", "", func(w *work) error {
		if err := w.mustHave(templateWriters...); err != nil {
			return err
		}
		text, err := importText(name, data)
		if err != nil {
			return err
		}
		base, err := emptyText()
		if err != nil {
			return err
		}
		out, err = text.Base(base).Clean().Bytes()
		return err
	})
	return out, err
}

// importText reads a file by its name's end; a document that is called otherwise is known by its first bytes.
func importText(name string, data []byte) (wording.Text, error) {
	var t wording.Text
	var err error
	if strings.EqualFold(filepath.Ext(name), ".docx") || bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		t, err = wording.FromDocx(bytes.NewReader(data), int64(len(data)))
	} else {
		t, err = wording.FromText(data)
	}
	switch {
	case errors.Is(err, wording.ErrFile):
		err = Errf(Invalid, "error.template.file").At("file")
	case errors.Is(err, wording.ErrNothing):
		err = Errf(Invalid, "error.template.nothing").At("file")
	case errors.Is(err, wording.ErrMuch):
		err = Errf(Invalid, "error.template.large", maxBody>>10).At("file")
	}
	return t, err
}
