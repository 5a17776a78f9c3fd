package store

import (
	"bytes"
	"context"
	"errors"
	"io"

	"filippo.io/age"

	"custody/app"
	"custody/store/vault"
)

// maxWrapped is the most bytes that a wrapped key can have; one to a single recipient has about 300.
const maxWrapped = 4 << 10

// Wrap seals a key to a reader's age recipient; see app.Contents.
func (c *Contents) Wrap(key app.ContentKey, recipient string) ([]byte, error) {
	if err := c.place.alive(); err != nil {
		return nil, err
	}
	to, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(key); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Unwrap opens what was wrapped to the account's own recipient; see app.Contents.
func (c *Contents) Unwrap(wrapped []byte) (app.ContentKey, error) {
	c.place.mu.RLock()
	id := c.id
	c.place.mu.RUnlock()
	return c.place.unwrap(wrapped, id)
}

func (p *contentPlace) unwrap(wrapped []byte, id *age.X25519Identity) (app.ContentKey, error) {
	if err := p.alive(); err != nil {
		return nil, err
	}
	if len(wrapped) > maxWrapped {
		return nil, errContentKey
	}
	r, err := age.Decrypt(bytes.NewReader(wrapped), id)
	if err != nil {
		return nil, errContentKey.Because(err)
	}
	key, err := io.ReadAll(r)
	if err != nil {
		return nil, errContentKey.Because(err)
	}
	return key, nil
}

// Recovery is the recipient of the two printed halves; see app.Contents.
func (c *Contents) Recovery() (string, error) {
	to, err := c.place.vault.RecoveryRecipient()
	if err != nil {
		return "", answer(err)
	}
	return to.String(), nil
}

// Halves opens what is wrapped to the halves; see app.Contents.
func (c *Contents) Halves(ctx context.Context, halfA, halfB string) (func([]byte) (app.ContentKey, error), error) {
	id, err := c.place.vault.RecoveryIdentity(ctx, halfA, halfB)
	if err != nil {
		return nil, halvesAnswer(err)
	}
	return func(wrapped []byte) (app.ContentKey, error) { return c.place.unwrap(wrapped, id) }, nil
}

// halvesAnswer tells wrong halves from mistyped ones.
func halvesAnswer(err error) error {
	var typed *vault.CodeError
	if errors.Is(err, vault.ErrWrongCode) && !errors.As(err, &typed) {
		return app.Errf(app.NotAllowed, "error.halves").At("half_a").Because(err)
	}
	return answer(err)
}
