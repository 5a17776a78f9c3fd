package window

import (
	"context"
	"maps"

	"custody/app"
)

// DropDraft forgets the draft of a form that is finished or given up.
func (sh *Shell) DropDraft(form string) {
	delete(sh.drafts, form)
	Do(sh, Just(func(ctx context.Context) error { return sh.office.DropDraft(ctx, form) }), func(struct{}) {})
}

// keepDraft keeps the unfinished form of the screen at the front, if there is one.
func (sh *Shell) keepDraft() {
	d := sh.unfinished()
	if d == nil {
		return
	}
	Do(sh, Just(func(ctx context.Context) error { return sh.office.KeepDraft(ctx, *d) }), func(struct{}) {})
}

// unfinished is what the screen at the front would lose.
func (sh *Shell) unfinished() *app.Draft {
	o := sh.screens[sh.at]
	if o == nil {
		return nil
	}
	d := o.screen.Leave()
	if d != nil && d.At.IsZero() {
		d.At = sh.Now()
	}
	return d
}

// allUnfinished is what locking would lose: every open screen may hold a form.
func (sh *Shell) allUnfinished() []app.Draft {
	var out []app.Draft
	for _, o := range sh.screens {
		if d := o.screen.Leave(); d != nil {
			if d.At.IsZero() {
				d.At = sh.Now()
			}
			out = append(out, *d)
		}
	}
	return out
}

// offerDrafts gives a screen the unfinished forms kept for it, once.
func (sh *Shell) offerDrafts(s Screen) {
	for _, form := range s.Forms() {
		if d, ok := sh.drafts[form]; ok {
			delete(sh.drafts, form)
			s.Restore(d)
		}
	}
}

// Pref returns what the vault remembers for this person on this computer: column widths,
// the last tab. Never client data.
func (sh *Shell) Pref(key string) string { return sh.prefs[key] }

// SetPref remembers it; it is written when the vault is locked.
func (sh *Shell) SetPref(key, value string) { sh.prefs[key] = value }

// farewell is what is still to be written when the vault is locked. It is collected on the UI
// goroutine and written off it.
type farewell struct {
	office *app.Office
	drafts []app.Draft
	prefs  map[string]string
	reason string
}

// farewell collects what locking would lose.
func (sh *Shell) farewell(reason string) farewell {
	return farewell{sh.office, sh.allUnfinished(), maps.Clone(sh.prefs), reason}
}

// write keeps the drafts and the preferences and logs the goodbye. Each is tried whatever
// became of the others; the first error is returned.
func (f farewell) write(ctx context.Context) error {
	var first error
	note := func(err error) {
		if first == nil {
			first = err
		}
	}
	for _, d := range f.drafts {
		note(f.office.KeepDraft(ctx, d))
	}
	note(f.office.SavePreferences(ctx, computer(), f.prefs))
	note(f.office.Goodbye(ctx, f.reason))
	return first
}
