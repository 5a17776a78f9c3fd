package window

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// TextCompare shows how one version of a text differs from another; Arg.Code is the newer one's id, Arg.Act the
// older one's, "" for the one before it.
const TextCompare Name = "text.compare"

func init() {
	register(Registration{Name: TextCompare, Under: Commitments, New: func(sh *Shell) Screen { return newTextCompare(sh) }})
}

// textCompare is two versions of a text, part by part where they differ.
type textCompare struct {
	Base
	sh       *Shell
	load     *Loader
	old, new int64
	found    compared
	versions [2]*widget.Choice
	summary  *look.Text
	column   *fyne.Container
	scroll   *container.Scroll
	filling  bool
}

// compared is what the office says of two versions.
type compared struct {
	sheet    app.TemplateSheet // the newer
	before   app.TemplateSheet // the older
	versions []app.TemplateRow // all of that text
	changes  []wording.Change
}

func newTextCompare(sh *Shell) *textCompare {
	c := &textCompare{sh: sh, load: sh.Loader(), summary: look.Strong(""), column: look.Column(look.GapCard)}
	for i := range c.versions {
		c.versions[i] = widget.NewChoice(nil, func(string) { c.chosen() })
	}
	return c
}

// Head implements Screen.
func (c *textCompare) Head() Head {
	h := Head{Title: words.T("texts.compare.title"), Quiet: c.found.sheet.Title}
	back := widget.NewButton(widget.Secondary, words.T("texts.back"), c.leave)
	h.Buttons = []*widget.Button{back}
	if s := c.found.sheet; s.May.Edit {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("texts.edit"), func() {
			c.sh.Open(TextEdit, Arg{Code: strconv.FormatInt(s.ID, 10)})
		}))
	}
	return h
}

// Build implements Screen.
func (c *textCompare) Build() fyne.CanvasObject {
	version := func(i int, label string) fyne.CanvasObject {
		return look.Fixed(look.WidthField, 0, widget.NewFormField(label, words.T(label), c.versions[i]))
	}
	top := look.PadEach(look.GapPage, look.GapCard, look.GapPage, look.GapCard,
		look.Row(look.GapCard, version(0, "texts.compare.old"), version(1, "texts.compare.new"),
			look.Stretch(look.PadEach(look.GapCard, look.GapPage, 0, 0, c.summary))))
	c.scroll = container.NewVScroll(look.PadEach(look.GapPage, look.GapNone, look.GapPage, look.GapPage, c.column))
	return look.Edge(look.Edge(top, look.Line(), nil, nil, nil), nil, nil, nil, look.PadEach(0, look.GapCard, 0, 0, c.scroll))
}

// Open implements Screen.
func (c *textCompare) Open(arg Arg) {
	c.new, _ = strconv.ParseInt(arg.Code, 10, 64)
	c.old, _ = strconv.ParseInt(arg.Act, 10, 64)
}

// Refresh implements Screen.
func (c *textCompare) Refresh(context.Context) {
	old, newer := c.old, c.new
	if newer == 0 {
		return
	}
	Load(c.load, func(ctx context.Context) (compared, error) { return c.ask(ctx, old, newer) }, c.show)
}

// ask asks for a version, all versions of its text, and how it differs from the older one.
func (c *textCompare) ask(ctx context.Context, old, newer int64) (compared, error) {
	var out compared
	var err error
	if out.sheet, err = c.sh.office.OpenTemplate(ctx, newer); err != nil {
		return out, err
	}
	all, err := c.sh.office.Templates(ctx)
	if err != nil {
		return out, err
	}
	out.versions = slices.DeleteFunc(all, func(r app.TemplateRow) bool { return r.Key != out.sheet.Key })
	if old != 0 {
		out.sheet.Before = old
	}
	if out.sheet.Before == 0 {
		return out, nil
	}
	if out.before, err = c.sh.office.OpenTemplate(ctx, out.sheet.Before); err != nil {
		return out, err
	}
	out.changes, err = c.sh.office.CompareTemplates(ctx, out.sheet.Before, newer)
	out.changes = oneAudience(out.changes, audienceWords(out.before.TemplateRow) == audienceWords(out.sheet.TemplateRow))
	return out, err
}

// oneAudience makes one part of whom a text is for and whether it is part of the gate, and none where both versions
// come to the same.
func oneAudience(changes []wording.Change, same bool) []wording.Change {
	kinds := slices.ContainsFunc(changes, func(c wording.Change) bool { return c.Path == "for" })
	return slices.DeleteFunc(changes, func(c wording.Change) bool {
		return c.Path == "for" && same || c.Path == "gate" && (same || kinds)
	})
}

// show puts the changes on the screen.
func (c *textCompare) show(found compared) {
	c.found, c.old = found, found.sheet.Before
	options := make([]widget.Option, len(found.versions))
	for i, v := range found.versions {
		_, state := textChip(v)
		options[i] = widget.Option{ID: strconv.FormatInt(v.ID, 10), Title: words.Join(v.Version, state)}
	}
	c.filling = true
	for i, id := range []int64{c.old, c.new} {
		c.versions[i].SetChoices(options)
		c.versions[i].SetValue(strconv.FormatInt(id, 10))
	}
	c.filling = false
	c.column.RemoveAll()
	c.summary.SetText(c.sum())
	for _, change := range found.changes {
		c.column.Add(c.changeCard(change))
	}
	c.column.Refresh()
	c.scroll.ScrollToTop()
	c.scroll.Refresh()
	c.sh.HeadChanged()
}

// sum counts the changes.
func (c *textCompare) sum() string {
	switch {
	case c.old == 0:
		return words.T("texts.compare.none")
	case len(c.found.changes) == 0:
		return words.T("texts.compare.same")
	}
	counts := map[wording.ChangeKind]int{}
	for _, change := range c.found.changes {
		counts[change.Kind]++
	}
	var said []string
	for _, kind := range []wording.ChangeKind{wording.Changed, wording.Added, wording.Removed} {
		if n := counts[kind]; n > 0 {
			said = append(said, words.N("texts.compare.count."+string(kind), n))
		}
	}
	return words.Join(said...)
}

// changeCard is one part that is not the same: what it is, what became of it, and its text with both readings.
func (c *textCompare) changeCard(change wording.Change) fyne.CanvasObject {
	kinds := map[wording.ChangeKind]look.Kind{wording.Added: look.InPlace, wording.Removed: look.Overdue, wording.Changed: look.Out}
	pieces := c.pieces(change)
	head := look.Row(look.Gap, look.Strong(changeLabel(change)).Whole(),
		widget.NewChip(kinds[change.Kind], words.T("texts.compare.kind."+string(change.Kind))), look.Stretch(nil))
	return look.Card(look.Column(look.Gap, head, look.NewMarked(pieces...)))
}

// pieces is the text of a change. Whom a text is for is worded, not compared by its letters.
func (c *textCompare) pieces(change wording.Change) []look.Piece {
	if change.Path == "for" || change.Path == "gate" {
		return []look.Piece{
			{Mark: look.Went, Text: audienceWords(c.found.before.TemplateRow)},
			{Mark: look.Stayed, Text: "\n"},
			{Mark: look.Came, Text: audienceWords(c.found.sheet.TemplateRow)},
		}
	}
	marks := map[wording.ChangeKind]look.Mark{wording.Added: look.Came, wording.Removed: look.Went}
	out := make([]look.Piece, len(change.Runs))
	for i, run := range change.Runs {
		out[i] = look.Piece{Mark: marks[run.Kind], Text: run.Text}
	}
	return out
}

// changeLabel names the part; a clause that has moved has both its numbers.
func changeLabel(change wording.Change) string {
	if _, ok := clauseOf(change.Path); !ok {
		if part := partOf(change.Path); part != partHead {
			return partLabel(part)
		}
		return words.T("texts.field." + change.Path)
	}
	switch {
	case change.New == 0:
		return words.T("texts.compare.clause.old", change.Old)
	case change.Old != 0 && change.Old != change.New:
		return words.T("texts.compare.clause.moved", change.New, change.Old)
	}
	return words.T("texts.part.clause", change.New)
}

// chosen compares two other versions.
func (c *textCompare) chosen() {
	if c.filling {
		return
	}
	c.old, _ = strconv.ParseInt(c.versions[0].Value(), 10, 64)
	c.new, _ = strconv.ParseInt(c.versions[1].Value(), 10, 64)
	c.Refresh(c.sh.ctx)
}

// leave goes back to the list.
func (c *textCompare) leave() { c.sh.Open(Texts, Arg{Code: strconv.FormatInt(c.new, 10)}) }

// Keys implements Screen.
func (c *textCompare) Keys() []Key {
	return []Key{
		{"PgDn", words.T("texts.key.pages"), func() { c.down(1) }},
		{"PgUp", words.T("texts.key.pages.up"), func() { c.down(-1) }},
		{"Esc", words.T("texts.back"), nil},
	}
}

// down goes most of a screen further, or back.
func (c *textCompare) down(by float32) {
	most := max(0, c.scroll.Content.MinSize().Height-c.scroll.Size().Height)
	c.scroll.Offset.Y = min(max(0, c.scroll.Offset.Y+by*c.scroll.Size().Height*0.85), most)
	c.scroll.Refresh()
}

// Escape implements Screen.
func (c *textCompare) Escape() bool {
	c.leave()
	return true
}

// Shown implements Screen: nothing has the focus, so that the keys leaf.
func (c *textCompare) Shown() { c.sh.frame.win.Canvas().Unfocus() }
