package window

import (
	"context"
	"strconv"

	"custody/app"
	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/words"
)

// Forms implements Screen.
func (e *textEdit) Forms() []string { return []string{formText} }

// Leave implements Screen: what was typed and not saved is kept, with what it was typed over.
func (e *textEdit) Leave() *app.Draft {
	if !e.dirty {
		return nil
	}
	body, err := e.text.Bytes()
	if err != nil {
		logError(err)
		return nil
	}
	return &app.Draft{Form: formText, Fields: map[string]string{
		"of": strconv.FormatInt(e.sheet.ID, 10), "key": string(e.sheet.Key), "base": e.sheet.SHA256,
		"body": string(body), "note": e.note, "at": e.at,
	}}
}

// Restore implements Screen: what was typed goes over the draft as it is now.
func (e *textEdit) Restore(d app.Draft) {
	id, err := strconv.ParseInt(d.Fields["of"], 10, 64)
	if err != nil || e.dirty {
		return
	}
	e.want, e.typed = id, &d
}

// lay puts what was typed before over a draft. When somebody has changed or decided on it meanwhile, that is told.
func (e *textEdit) lay(d *app.Draft, s app.TemplateSheet) {
	e.typed = nil
	e.sheet, e.text, e.note, e.hist = s, s.Text, s.Note, history{}
	if t, err := wording.Read([]byte(d.Fields["body"])); err == nil {
		e.text, e.note, e.at = t, d.Fields["note"], d.Fields["at"]
	}
	e.fill()
	e.edited()
	switch {
	case !s.May.Edit:
		e.askNew("texts.late.decided", s.Key)
	case d.Fields["base"] != s.SHA256:
		e.askNew("texts.late.changed", s.Key)
	}
}

// gone offers what was typed in a draft that is not there any more as a new one.
func (e *textEdit) gone(err error) bool {
	d := e.typed
	if d == nil || app.CodeOf(err) != app.NotFound {
		return false
	}
	e.lay(d, app.TemplateSheet{TemplateRow: app.TemplateRow{
		Template: app.Template{Key: app.TemplateKey(d.Fields["key"]), SHA256: d.Fields["base"]}, May: app.TemplateActs{Edit: true},
	}})
	e.askNew("texts.late.gone", e.sheet.Key)
	return true
}

// askNew says why what was typed can't simply be saved, and offers to keep it as a draft of its own.
func (e *textEdit) askNew(why string, key app.TemplateKey) {
	e.sh.Sheet(SheetSpec{
		Title: words.T("texts.late.title"), Content: look.Body(words.T(why)), Button: words.T("texts.late.new"), Cancel: words.T("texts.late.go"),
		Do: func(s *Sheet) { e.saveAsNew(s, key) },
	})
}

// saveAsNew keeps what was typed as a new version and goes on with it.
func (e *textEdit) saveAsNew(sheet *Sheet, key app.TemplateKey) {
	body, err := e.text.Bytes()
	if err != nil {
		sheet.Problem(ErrorText(err))
		return
	}
	note := e.note
	sheet.SetBusy(true)
	Do(e.sh, func(ctx context.Context) (app.Template, error) {
		return e.sh.office.DraftTemplate(ctx, app.NewDraft{Key: key, Body: body, Note: note})
	}, func(t app.Template) {
		sheet.Close()
		e.dirty = false
		e.sh.DropDraft(formText)
		e.want = t.ID
		e.sh.Toast(words.T("texts.late.kept", t.Version))
		e.sh.Changed()
	}, func(err error) bool {
		sheet.SetBusy(false)
		sheet.Problem(ErrorText(err))
		return true
	})
}
