package store

import (
	"context"
	"errors"
	"slices"

	"custody/app"
	"custody/store/vault"
)

// grants checks every key that was given.
func (r *Register) grants(ctx context.Context) (out []app.Damage, err error) {
	err = r.View(ctx, func(reader app.Reader) (err error) {
		out, err = app.CheckGrants(reader)
		return err
	})
	return out, err
}

// papers checks every sealed paper against its sum and the log.
func (r *Register) papers(ctx context.Context) (out []app.Damage, err error) {
	err = r.View(ctx, func(reader app.Reader) (err error) {
		out, err = app.CheckPapers(reader)
		return err
	})
	return out, err
}

// contents compares the documents in the folder with what the register knows of them: missing ones, those that are not what was
// sealed, and files that are nobody's. Those in named are told of already.
func (r *Register) contents(ctx context.Context, files *vault.Documents, named []app.Damage) ([]app.Damage, error) {
	there, err := files.List() // before the register: what comes in meanwhile is in both or in the register alone
	if err != nil {
		return nil, unlessNamed(err, named)
	}
	known := map[string]bool{}
	var sealed []app.Content
	err = r.View(ctx, func(reader app.Reader) error {
		return reader.EachContent(func(c app.Content) error {
			known[c.Object] = true
			sealed = append(sealed, c)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	var out []app.Damage
	add := func(id, reason string) {
		d := app.Damage{File: vault.DocumentPath(id), Part: app.PartDocument, Reason: reason}.Placed()
		if !slices.ContainsFunc(named, func(n app.Damage) bool { return n.File == d.File }) {
			out = append(out, d)
		}
	}
	for _, c := range sealed {
		reason, err := flawOf(ctx, files, c)
		if err != nil {
			return out, err
		}
		if reason != "" && r.stateOf(ctx, c.Object) == app.ContentSealed {
			add(c.Object, reason)
		}
	}
	for _, id := range there {
		if known[id] {
			continue
		}
		if reason := strayReasons[r.stateOf(ctx, id)]; reason != "" {
			add(id, reason)
		}
	}
	return out, nil
}

// strayReasons is why a file that is no sealed content of the register is told of.
var strayReasons = map[app.ContentState]string{
	"":                  "error.damage.orphan",
	app.ContentReplaced: "error.damage.ended",
	app.ContentErased:   "error.damage.ended",
}

// unlessNamed drops an error that is told of as damage already: a folder that may not be read.
func unlessNamed(err error, named []app.Damage) error {
	if slices.ContainsFunc(named, func(n app.Damage) bool { return n.Reason == "error.damage.barred" }) {
		return nil
	}
	return err
}

// flawOf says what is wrong with a content's file.
func flawOf(ctx context.Context, files *vault.Documents, c app.Content) (string, error) {
	err := files.Check(ctx, documentOf(c.Sealed))
	var bad *vault.DamagedError
	switch {
	case err == nil:
		return "", nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case !errors.As(err, &bad): // a disk that does not answer
		return "error.damage.document", nil
	case bad.Kind() == vault.Missing:
		return "error.damage.missing", nil
	}
	return "error.damage.changed", nil
}

// stateOf is a content's state now, "" for one that the register has never known.
func (r *Register) stateOf(ctx context.Context, object string) (state app.ContentState) {
	_ = r.View(ctx, func(reader app.Reader) error {
		c, err := reader.ContentByObject(object)
		state = c.State
		return err
	})
	return state
}
