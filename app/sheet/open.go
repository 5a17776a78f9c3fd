package sheet

import (
	"bytes"
	"io"

	"custody/app/parts"
)

// open tells the format of a file by its first bytes and returns its tables;
// kind helps to find the separator of a text file.
func open(r io.ReaderAt, size int64, kind Kind) ([]grid, error) {
	lead := make([]byte, 8)
	n, err := r.ReadAt(lead, 0)
	if err != nil && err != io.EOF {
		return nil, fail("sheet.error.open", err)
	}
	lead = lead[:n]
	switch {
	case n == 0:
		return nil, fail("sheet.error.empty", nil)
	case bytes.HasPrefix(lead, []byte("PK")):
		return openWorkbook(r, size)
	case bytes.HasPrefix(lead, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, fail("sheet.error.old", nil)
	}
	data, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, fail("sheet.error.open", err)
	}
	return openText(data, kind)
}

// openWorkbook opens the visible worksheets of an .xlsx file.
func openWorkbook(r io.ReaderAt, size int64) ([]grid, error) {
	p, err := parts.Open(r, size)
	if err != nil {
		return nil, known(err)
	}
	b := &workbook{parts: p}
	if err := b.readIndex(); err != nil {
		return nil, err
	}
	if err := b.readShared(); err != nil {
		return nil, err
	}
	if err := b.readStyles(); err != nil {
		return nil, err
	}
	grids := make([]grid, len(b.sheets))
	for i := range b.sheets {
		grids[i] = &b.sheets[i]
	}
	if len(grids) == 0 {
		return nil, fail("sheet.error.empty", nil)
	}
	return grids, nil
}
