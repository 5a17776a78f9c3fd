package app

import (
	"slices"
	"sync"
)

// heldFile is a content open for reading. It ends with the right to read it: after its last day
// nothing more is read from it, and it is closed when the reader's key is taken back.
type heldFile struct {
	ContentFile
	office  *Office
	content int64
	until   Date // "" without end
}

// ReadAt reads, until the last day is over. Returns Conflict (error.content.closed) after that.
func (f *heldFile) ReadAt(p []byte, off int64) (int, error) {
	if f.until != "" && DateOf(f.office.env.Clock()) > f.until {
		return 0, Errf(Conflict, "error.content.closed")
	}
	return f.ContentFile.ReadAt(p, off)
}

// Close closes the file and lets go of it.
func (f *heldFile) Close() error {
	f.office.held.drop(f)
	return f.ContentFile.Close()
}

// heldFiles are the files that somebody has open.
type heldFiles struct {
	mu    sync.Mutex
	open  []*heldFile
	ended []int64 // contents whose key was taken back, in order
}

// before is the moment before a file is opened, for hold.
func (h *heldFiles) before() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.ended)
}

// hold keeps the file of a reading among those that are closed when its key is taken back. Returns
// Conflict (error.content.closed) when it was since a moment.
func (o *Office) hold(r Reading, file ContentFile, since int) (ContentFile, error) {
	f := &heldFile{ContentFile: file, office: o, content: r.Content.ID, until: r.Due}
	o.held.mu.Lock()
	defer o.held.mu.Unlock()
	if slices.Contains(o.held.ended[since:], f.content) {
		_ = file.Close() // it was only read
		return nil, Errf(Conflict, "error.content.closed")
	}
	o.held.open = append(o.held.open, f)
	return f, nil
}

func (h *heldFiles) drop(f *heldFile) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open = slices.DeleteFunc(h.open, func(other *heldFile) bool { return other == f })
}

// end closes the files of contents whose key was taken back; whoever reads on is told so.
func (h *heldFiles) end(contents []int64) {
	if len(contents) == 0 {
		return
	}
	h.mu.Lock()
	h.ended = append(h.ended, contents...)
	open := slices.Clone(h.open)
	h.mu.Unlock()
	for _, f := range open {
		if slices.Contains(contents, f.content) {
			_ = f.Close() // it was only read
		}
	}
}
