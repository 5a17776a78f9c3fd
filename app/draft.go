package app

import (
	"context"
	"time"
)

// Draft is an unfinished form, kept in the vault until it is finished or dropped.
type Draft struct {
	Form   string            // which form, e.g. "client", "loan.request"
	Fields map[string]string // field → what was typed
	At     time.Time
}

// DraftReader reads an account's drafts and its preferences.
type DraftReader interface {
	Drafts(login string) ([]Draft, error)
	Preferences(login, computer string) (map[string]string, error)
}

// DraftWriter changes them.
type DraftWriter interface {
	SaveDraft(login string, d Draft) error
	DropDraft(login, form string) error
	SavePreferences(login, computer string, p map[string]string) error
}

// Drafts returns the actor's own unfinished forms. Drafts are not audited: they
// change nothing of the register.
func (o *Office) Drafts(ctx context.Context) ([]Draft, error) { return nil, errNotBuilt }

// KeepDraft keeps a form's text; empty fields drop it.
func (o *Office) KeepDraft(ctx context.Context, d Draft) error { return errNotBuilt }

// DropDraft forgets a form's draft.
func (o *Office) DropDraft(ctx context.Context, form string) error { return errNotBuilt }

// Preferences returns what the window remembers for this person on this computer.
func (o *Office) Preferences(ctx context.Context, computer string) (map[string]string, error) {
	return nil, errNotBuilt
}

// SavePreferences keeps it.
func (o *Office) SavePreferences(ctx context.Context, computer string, p map[string]string) error {
	return errNotBuilt
}
