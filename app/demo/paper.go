package demo

import "bytes"

// Paper is a PDF of a made-up audit record with so many lines, some thirty on a page: for tests and walks that need a
// document to read.
func Paper(title string, lines int) ([]byte, error) {
	p, err := newPress()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = p.Listing(&out, records(title, lines))
	return out.Bytes(), err
}
