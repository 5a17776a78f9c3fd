package window

import (
	"context"
	"io"
	"slices"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/words"
)

// save keeps the draft in the register.
func (e *textEdit) save() {
	back := !e.sheet.SubmittedAt.IsZero() && e.dirty
	e.saveThen(func() {
		if back {
			e.status.Say(look.Waiting, words.T("texts.saved.back"))
			return
		}
		e.status.Say(look.InPlace, words.T("texts.saved"))
	})
}

// submit hands the draft in for approval, saved first, and leaves it at that; with problems it goes to the next.
func (e *textEdit) submit() {
	if len(e.problems.list) > 0 {
		e.problems.next()
		return
	}
	e.saveThen(func() {
		s := e.sheet
		if !s.May.Submit {
			return
		}
		e.sh.submitText(s.ID, s.Title, s.Version, func() {
			e.sh.Changed()
			e.sh.Open(Texts, Arg{Code: strconv.FormatInt(s.ID, 10)})
		})
	})
}

// saveThen keeps the draft and goes on; what was typed meanwhile is still to be saved then.
func (e *textEdit) saveThen(done func()) {
	if !e.dirty {
		done()
		return
	}
	body, err := e.text.Bytes()
	if err != nil {
		e.sh.ShowError(err)
		return
	}
	id, version, note := e.sheet.ID, e.text.Version, e.note
	Do(e.sh, func(ctx context.Context) (app.TemplateSheet, error) {
		if err := e.sh.office.SaveTemplateDraft(ctx, id, body, version, note); err != nil {
			return app.TemplateSheet{}, err
		}
		return e.sh.office.OpenTemplate(ctx, id)
	}, func(s app.TemplateSheet) {
		now, err := e.text.Bytes()
		if err == nil && string(now) == string(body) && e.note == note {
			e.dirty = false
			e.sheet = s
			e.sh.DropDraft(formText)
		}
		e.sh.Changed()
		e.sh.HeadChanged()
		done()
	}, e.refused)
}

// refused takes the messages of a refusal to their places; what has none is for the bar.
func (e *textEdit) refused(err error) bool {
	switch app.CodeOf(err) {
	case app.Conflict:
		e.askNew("texts.late.decided", e.sheet.Key)
		return true
	case app.NotFound:
		e.askNew("texts.late.gone", e.sheet.Key)
		return true
	}
	fields, rest := FieldErrors(err)
	for path, message := range fields {
		e.goTo(path, message)
	}
	if rest != nil {
		e.sh.ShowError(rest)
	}
	return true
}

// proof prints the draft, marked as not to be signed; what was typed is saved first.
func (e *textEdit) proof() {
	if id := e.sheet.ID; id != 0 {
		e.saveThen(func() { e.sh.printProof(id) })
	}
}

// compare shows how the draft differs from the version before it; it is saved first.
func (e *textEdit) compare() {
	if e.sheet.Before == 0 {
		e.status.Say(look.Neutral, words.T("texts.compare.none"))
		return
	}
	e.saveThen(func() {
		e.sh.Open(TextCompare, Arg{Code: strconv.FormatInt(e.sheet.ID, 10), Act: strconv.FormatInt(e.sheet.Before, 10)})
	})
}

// addClause adds an empty clause after the open one.
func (e *textEdit) addClause() {
	e.before("")
	e.changed(addClause(&e.text, e.at))
}

// moveClause moves the open clause up or down.
func (e *textEdit) moveClause(by int) {
	e.before("")
	if part, ok := moveClause(&e.text, e.at, by); ok {
		e.changed(part)
	}
}

// dropClause takes the open clause out, and offers it back.
func (e *textEdit) dropClause() {
	i, ok := clauseOf(e.at)
	if !ok {
		return
	}
	e.before("")
	e.changed(dropClause(&e.text, e.at))
	e.status.SayWith(look.Waiting, words.T("texts.clause.dropped", i+1), words.T("texts.undo"), e.undo)
}

// step opens the next part, or the one before.
func (e *textEdit) step(by int) {
	parts := partsOf(e.text)
	to := slices.Index(parts, e.at) + by
	if to >= 0 && to < len(parts) {
		e.open(parts[to])
	}
}

// open opens a part and shows where it stands on the pages.
func (e *textEdit) open(part string) {
	e.at = part
	e.hist.place = ""
	e.parts.build()
	e.parts.focus()
	e.preview.reveal(part)
}

// printProof prints a copy of a version to be read and discussed, not signed.
func (sh *Shell) printProof(id int64) {
	Do(sh, func(ctx context.Context) (app.TemplatePrint, error) { return sh.office.PrintTemplate(ctx, id) }, func(p app.TemplatePrint) {
		sh.Print(paper.TextProofName(p), func(w io.Writer) error { return sh.Papers().TextProof(w, p) })
	})
}
