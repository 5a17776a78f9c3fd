package app

import (
	"context"
	"unicode/utf8"
)

// maxKept is how much text one draft or one computer's preferences may hold, in bytes.
const maxKept = 1 << 20

// Drafts returns the actor's own unfinished forms, newest first. Drafts are not
// audited: they change nothing of the register.
func (o *Office) Drafts(ctx context.Context) ([]Draft, error) {
	var out []Draft
	err := o.view(ctx, "draft.view", "", func(w *work) (err error) {
		out, err = w.Reader.Drafts(w.me.Login)
		return err
	})
	return out, err
}

// KeepDraft keeps a form's text; empty fields drop it. Returns Invalid
// (error.draft.large) beyond 1 MiB.
func (o *Office) KeepDraft(ctx context.Context, d Draft) error {
	if !keepable(d.Fields) {
		return Errf(Invalid, "error.draft.large")
	}
	return o.keep(ctx, func(tx Tx, w *work) error {
		if len(d.Fields) == 0 {
			return tx.DropDraft(w.me.Login, d.Form)
		}
		d.At = w.now
		return tx.SaveDraft(w.me.Login, d)
	})
}

// DropDraft forgets a form's draft.
func (o *Office) DropDraft(ctx context.Context, form string) error {
	return o.keep(ctx, func(tx Tx, w *work) error { return tx.DropDraft(w.me.Login, form) })
}

// Preferences returns what the window remembers for this person on this computer.
func (o *Office) Preferences(ctx context.Context, computer string) (map[string]string, error) {
	var out map[string]string
	err := o.view(ctx, "preferences.view", "", func(w *work) (err error) {
		out, err = w.Reader.Preferences(w.me.Login, computer)
		return err
	})
	return out, err
}

// SavePreferences keeps it. Returns Invalid (error.draft.large) beyond 1 MiB.
func (o *Office) SavePreferences(ctx context.Context, computer string, p map[string]string) error {
	if !keepable(p) {
		return Errf(Invalid, "error.draft.large")
	}
	return o.keep(ctx, func(tx Tx, w *work) error { return tx.SavePreferences(w.me.Login, computer, p) })
}

// keep writes what belongs to the actor alone, without an entry in the log.
func (o *Office) keep(ctx context.Context, fn func(Tx, *work) error) error {
	return o.store.Update(ctx, func(tx Tx) error {
		w, err := o.begin(tx)
		if err != nil {
			return err
		}
		return fn(tx, &w)
	})
}

func keepable(fields map[string]string) bool {
	size := 0
	for k, v := range fields {
		size += len(k) + len(v)
		if !utf8.ValidString(k) || !utf8.ValidString(v) {
			return false
		}
	}
	return size <= maxKept
}
