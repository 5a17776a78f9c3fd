package vault

import (
	"bytes"
	"context"
	"errors"
	"io"

	"filippo.io/age"
)

// What an age file looks like from outside: a header of lines, the last of which begins with three dashes; a nonce of
// 16 bytes; the content in chunks of 64 KiB, each with a tag of 16.
const (
	ageHeadRoom = 64 << 10
	ageNonce    = 16
	ageTag      = 16
	ageChunk    = 64<<10 + ageTag
)

// stranger opens nothing: with it age reads a header only.
type stranger struct{}

// Unwrap knows no stanza.
func (stranger) Unwrap([]*age.Stanza) ([]byte, error) { return nil, age.ErrIncorrectIdentity }

// flaw says in what a document is not a whole age file, or "".
func (d *Documents) flaw(ctx context.Context, id string) string {
	f, err := openRead(d.fsys, d.file(id))
	if err != nil {
		return "document cannot be opened"
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return "document cannot be read"
	}
	if _, err := age.Decrypt(io.NewSectionReader(f, 0, size), stranger{}); !errors.As(err, new(*age.NoIdentityMatchError)) {
		return "document is no age file"
	}
	head := make([]byte, min(size, ageHeadRoom))
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "document cannot be read"
	}
	if !wholeAge(head, size) {
		return "document is cut short"
	}
	if _, err := io.CopyBuffer(io.Discard, stopping{ctx, io.NewSectionReader(f, 0, size)}, make([]byte, 1<<20)); err != nil && ctx.Err() == nil {
		return "document cannot be read"
	}
	return ""
}

// wholeAge reports whether an age file with this head can have this length. Every document has a head of its own inside, so there
// is always more than an empty chunk.
func wholeAge(head []byte, size int64) bool {
	at := bytes.Index(head, []byte("\n--- "))
	if at < 0 {
		return false
	}
	end := bytes.IndexByte(head[at+1:], '\n')
	if end < 0 {
		return false
	}
	content := size - int64(at+1+end+1) - ageNonce
	return content > 0 && (content%ageChunk == 0 || content%ageChunk > ageTag)
}
