package window

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// TextEdit is the editor of one draft of a text; Arg.Code is the draft's id.
const TextEdit Name = "text.edit"

// formText names the draft of a text that was being written.
const formText = "text"

func init() {
	register(Registration{
		Name: TextEdit, Under: Commitments,
		New: func(sh *Shell) Screen { return newTextEdit(sh) },
	})
}

// textEdit is the editor: at the left the parts of the text, one of them open as a form; at the right
// the pages as they will be printed.
type textEdit struct {
	Base
	sh       *Shell
	load     *Loader
	sheet    app.TemplateSheet // as the office has it
	text     wording.Text      // as it is typed
	note     string
	dirty    bool
	at       string // the open part
	hist     history
	parts    *textParts
	preview  *textPreview
	problems *textProblems
	status   *widget.Status
	left     *fyne.Container
	last     *widget.Entry // that had the focus, for placeholders
	want     int64         // draft to show
	typed    *app.Draft    // kept from before, to be laid over it
}

func newTextEdit(sh *Shell) *textEdit {
	e := &textEdit{sh: sh, load: sh.Loader(), at: partHead, status: widget.NewStatus()}
	e.status.Stays = sh.inline
	e.parts = newTextParts(e)
	e.preview = newTextPreview(e)
	e.problems = newTextProblems(e)
	e.load.Failed = e.gone
	return e
}

// Head implements Screen.
func (e *textEdit) Head() Head {
	h := Head{Title: words.T("texts.edit.title")}
	if e.sheet.ID == 0 {
		return h
	}
	h.Quiet = words.Join(e.text.Number, e.text.Version)
	back := widget.NewButton(widget.Secondary, words.T("texts.back"), e.leave)
	proof := widget.NewButton(widget.Secondary, words.T("texts.proof"), e.proof).WithKey("Ctrl+P")
	save := widget.NewButton(widget.Primary, words.T("texts.save"), e.save).WithKey("Ctrl+S")
	save.SetEnabled(e.dirty)
	submit := widget.NewButton(widget.Secondary, words.T("texts.submit"), e.submit).WithKey("Ctrl+Enter")
	submit.SetEnabled(e.dirty || e.sheet.May.Submit)
	h.Buttons = []*widget.Button{back, proof, submit, save}
	return h
}

// Build implements Screen.
func (e *textEdit) Build() fyne.CanvasObject {
	foot := look.PadEach(look.GapPage, look.GapTight, look.GapWide, look.GapInner, look.Column(look.GapTight, e.problems.box, e.status))
	e.left = look.Edge(e.parts.tools, foot, nil, nil, e.parts.scroll)
	edge := look.NewFill(look.ColorLine, "", look.CornerNone).Least(look.Hairline, 0)
	return look.Share(textShare, e.left, look.Edge(nil, nil, edge, nil, e.preview.content))
}

// Open implements Screen: Arg.Code is the id of a draft. What was typed in another one is kept first.
func (e *textEdit) Open(arg Arg) {
	id, err := strconv.ParseInt(arg.Code, 10, 64)
	if err != nil || id == e.sheet.ID && e.dirty {
		return
	}
	if e.dirty {
		e.askOther(id)
		return
	}
	e.want, e.at = id, partHead
}

// askOther asks what becomes of what was typed before another draft is opened over it.
func (e *textEdit) askOther(id int64) {
	other := func(s *Sheet) {
		e.dirty = false
		s.Close()
		e.want, e.at = id, partHead
		e.Refresh(e.sh.ctx)
	}
	var sheet *Sheet
	drop := widget.NewButton(widget.Secondary, words.T("texts.other.drop"), func() { other(sheet) })
	sheet = e.sh.Sheet(SheetSpec{
		Title: words.T("texts.other.title"), Content: look.Body(words.T("texts.other.text", e.text.Title[words.Chinese], e.text.Version)),
		Button: words.T("texts.other.save"), More: []*widget.Button{drop},
		Do: func(s *Sheet) { e.saveThen(func() { other(s) }) },
	})
}

// Refresh implements Screen. What was typed and not saved is never thrown away.
func (e *textEdit) Refresh(context.Context) {
	id := e.want
	if id == 0 || e.dirty {
		return
	}
	Load(e.load, func(ctx context.Context) (app.TemplateSheet, error) { return e.sh.office.OpenTemplate(ctx, id) }, e.show)
}

// show puts a draft into the editor, with what was typed before over it.
func (e *textEdit) show(s app.TemplateSheet) {
	if e.typed != nil {
		e.lay(e.typed, s)
		return
	}
	same := s.ID == e.sheet.ID && string(s.Body) == string(e.sheet.Body)
	e.sheet = s
	if same && e.parts.filled {
		return
	}
	e.text, e.note, e.hist = s.Text, s.Note, history{}
	e.fill()
	e.follow()
	e.sh.HeadChanged()
	if e.sh.At() == TextEdit {
		e.parts.focus()
	}
}

// fill shows the whole text anew.
func (e *textEdit) fill() {
	if _, ok := e.text.Title[words.Chinese]; !ok {
		e.text.Title = map[string]string{words.Chinese: "", words.English: e.text.Title[words.English]}
	}
	e.parts.build()
	e.status.SetHints(words.T("texts.edit.hint.parts"), words.T("texts.edit.hint.clause"), words.T("texts.edit.hint.problem"))
}

// before keeps the text as it is, before a change at a place; "" is an act of its own.
func (e *textEdit) before(place string) { e.hist.note(e.text, e.at, place) }

// edited tells that the text has changed: pages, problems and the head follow.
func (e *textEdit) edited() {
	was := e.dirty
	e.dirty = true
	e.parts.say()
	e.follow()
	if !was {
		e.sh.HeadChanged()
	}
}

// follow draws the pages and looks for problems, off the UI goroutine.
func (e *textEdit) follow() {
	body, err := e.text.Bytes()
	if err != nil {
		e.sh.ShowError(err)
		return
	}
	e.preview.show(body)
	e.problems.look(body)
}

// changed is an act on the parts themselves: they are listed anew with one of them open.
func (e *textEdit) changed(open string) {
	e.at = open
	e.parts.build()
	e.edited()
	e.parts.focus()
}

// undo goes a step back.
func (e *textEdit) undo() { e.turn(e.hist.back, "texts.undo.none") }

// redo takes that back.
func (e *textEdit) redo() { e.turn(e.hist.forth, "texts.redo.none") }

func (e *textEdit) turn(step func(wording.Text, string) (wording.Text, string, bool), none string) {
	t, part, ok := step(e.text, e.at)
	if !ok {
		e.status.Say(look.Neutral, words.T(none))
		return
	}
	e.text = t
	e.changed(part)
}

// Keys implements Screen.
func (e *textEdit) Keys() []Key {
	if e.sheet.ID == 0 {
		return nil
	}
	return []Key{
		{"Ctrl+S", words.T("texts.save"), e.save},
		{"Ctrl+Enter", words.T("texts.submit"), e.submit},
		{"F7", words.T("texts.key.before"), func() { e.step(-1) }},
		{"F8", words.T("texts.key.after"), func() { e.step(1) }},
		{"F4", words.T("texts.key.problem"), e.problems.next},
		{"Ctrl+N", words.T("texts.clause.add"), e.addClause},
		{"F9", words.T("texts.undo"), e.undo},
		{"F10", words.T("texts.redo"), e.redo},
		{"Ctrl+D", words.T("texts.compare"), e.compare},
		{"Ctrl+P", words.T("texts.proof"), e.proof},
		{"PgDn", words.T("texts.key.pages"), func() { e.preview.view.Key(fyne.KeyPageDown) }},
		{"PgUp", words.T("texts.key.pages.up"), func() { e.preview.view.Key(fyne.KeyPageUp) }},
		{"Esc", words.T("texts.back"), nil},
	}
}

// Escape implements Screen.
func (e *textEdit) Escape() bool {
	e.leave()
	return true
}

// leave goes back to the list; what was typed is kept on the way.
func (e *textEdit) leave() { e.sh.Open(Texts, Arg{Code: strconv.FormatInt(e.sheet.ID, 10)}) }

// Shown implements Screen.
func (e *textEdit) Shown() { e.parts.focus() }
