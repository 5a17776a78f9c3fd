package store

import (
	"errors"
	"io"

	"custody/app"
	"custody/store/vault"
)

// hold keeps an opened file among those to be closed when the vault is sealed, unless its object was erased more often than gone:
// while it was opened.
func (p *contentPlace) hold(f *vault.DocumentFile, object string, gone int) (app.ContentFile, error) {
	held := &contentFile{file: f, place: p, object: object}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.shut:
		return nil, errors.Join(answer(vault.ErrSealed), f.Close())
	case p.gone[object] != gone:
		return nil, errors.Join(errContentClosed, f.Close())
	}
	p.open[held] = struct{}{}
	return held, nil
}

// contentFile implements app.ContentFile.
type contentFile struct {
	file   *vault.DocumentFile
	place  *contentPlace
	object string
}

// Size is the length of the content in bytes.
func (f *contentFile) Size() int64 { return f.file.Size() }

// ReadAt implements io.ReaderAt. Returns Damaged (error.content.damaged), Conflict (error.content.closed) once the file is closed or
// erased, NotAllowed (error.locked) once the vault is.
func (f *contentFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.file.ReadAt(p, off)
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return n, err
	case errors.Is(err, vault.ErrDocumentClosed):
		if err := f.place.alive(); err != nil {
			return n, err
		}
		return n, errContentClosed.Because(err)
	}
	return n, contentAnswer(err)
}

// Close ends reading and drops what was read ahead.
func (f *contentFile) Close() error {
	f.place.mu.Lock()
	delete(f.place.open, f)
	f.place.mu.Unlock()
	return answer(f.file.Close())
}
