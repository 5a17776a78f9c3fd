package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"

	"custody/app"
)

// What FPDF_GetLastError may answer.
const (
	errPassword = 4
	errSecurity = 5
)

// load opens the document in the box.
func (b *box) load(ctx context.Context) error {
	access, err := b.must(ctx, "FPDF_FILEACCESS_Create", uint64(b.cache.src.Size()), 0)
	if err != nil {
		return err
	}
	b.doc, err = b.call(ctx, "FPDF_LoadCustomDocument", access, 0)
	switch {
	case err != nil:
		return err
	case b.doc != 0:
		return b.loadForm(ctx)
	}
	why, err := b.call(ctx, "FPDF_GetLastError")
	if err != nil {
		return err
	}
	if why == errPassword || why == errSecurity {
		return app.Errf(app.Conflict, "error.reader.password")
	}
	return fmt.Errorf("pdfium: cannot open, reason %d", why)
}

// loadForm gets the fields of a document ready to be shown. Nothing in them can act: every callback is
// deaf (see exportHost), and there is no JavaScript.
func (b *box) loadForm(ctx context.Context) error {
	kind, err := b.call(ctx, "FPDF_GetFormType", b.doc)
	if err != nil || kind == 0 {
		return err
	}
	deaf, err := b.must(ctx, "FPDF_FORMFILLINFO_Create")
	if err != nil {
		return err
	}
	b.form, err = b.call(ctx, "FPDFDOC_InitFormFillEnvironment", b.doc, deaf)
	return err
}

// page works with a loaded page, counted from 0.
func (b *box) page(ctx context.Context, number int, work func(page uint64) error) error {
	page, err := b.must(ctx, "FPDF_LoadPage", b.doc, uint64(number))
	if err != nil {
		return err
	}
	defer func() { _, _ = b.call(ctx, "FPDF_ClosePage", page) }()
	if b.form != 0 {
		if _, err := b.call(ctx, "FORM_OnAfterLoadPage", page, b.form); err != nil {
			return err
		}
		defer func() { _, _ = b.call(ctx, "FORM_OnBeforeClosePage", page, b.form) }()
	}
	return work(page)
}

// sizes asks for the size of every page.
func (b *box) sizes(ctx context.Context) ([]size, error) {
	n, err := b.call(ctx, "FPDF_GetPageCount", b.doc)
	switch count := int32(n); {
	case err != nil:
		return nil, err
	case count <= 0:
		return nil, errors.New("pdfium: no pages")
	case count > pagesLimit:
		return nil, app.Errf(app.Invalid, "error.reader.pages", pagesLimit)
	}
	at, free, err := b.room(ctx, 8)
	if err != nil {
		return nil, err
	}
	defer free()
	out := make([]size, n)
	for i := range out {
		if out[i], err = b.size(ctx, i, at); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// a4 stands for a page that does not say its size: it can't be shown, but the others can.
var a4 = size{595.28, 841.89}

// size asks for a page's size; at is room for two numbers.
func (b *box) size(ctx context.Context, page int, at uint64) (size, error) {
	ok, err := b.call(ctx, "FPDF_GetPageSizeByIndexF", b.doc, uint64(page), at)
	if err != nil {
		return size{}, err
	}
	w, errW := b.float32At(at)
	h, errH := b.float32At(at + 4)
	if err := errors.Join(errW, errH); err != nil {
		return size{}, err
	}
	if ok == 0 || !sane(w) || !sane(h) {
		return a4, nil
	}
	return size{w, h}, nil
}

// sane reports whether a length in points can be a page's.
func sane(v float64) bool { return !math.IsNaN(v) && v >= 0.1 && v <= 1e6 }
