package vault

import (
	"context"
	"io"
	"slices"

	"filippo.io/age"
)

// WithCheckpointAt lowers the log size that starts a checkpoint, for tests.
func WithCheckpointAt(o Options, bytes int64) Options {
	o.checkpointBytes = bytes
	return o
}

// Put seals and keeps a document.
func (d *Documents) Put(ctx context.Context, to *age.X25519Recipient, r io.Reader) (Document, error) {
	doc, err := d.Seal(ctx, to, r)
	if err != nil {
		return Document{}, err
	}
	return doc, d.Keep(doc.ID)
}

// TidyKnowing tidies for somebody who knows these documents and no other.
func (d *Documents) TidyKnowing(kept ...string) error {
	return d.Tidy(func(id string) (Fate, error) {
		if slices.Contains(kept, id) {
			return Kept, nil
		}
		return Unknown, nil
	})
}

// Stream opens a document to be read from its beginning.
func (d *Documents) Stream(ctx context.Context, doc Document, key *age.X25519Identity) (io.ReadCloser, error) {
	f, err := d.Open(ctx, doc, key)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(f, 0, f.Size()), f}, nil
}
