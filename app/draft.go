package app

import "time"

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
