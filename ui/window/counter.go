package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: Counter, Icon: theme.IconNameStorage,
		May: func(a app.Abilities) bool { return a.Counter },
		New: func(sh *Shell) Screen { return newCounter(sh) },
	})
}

// What the counter does with a number scanned.
const (
	counterOut  = "out"  // hand out
	counterBack = "back" // take back
	counterLook = "look" // look up, change nothing
)

// counterScreen is the desk where files change hands. Its field has the focus whenever the
// screen does, and takes the numbers of documents, loans and people in any order. There are
// two baskets, what goes out and what comes back, so that going from one to the other loses
// nothing.
type counterScreen struct {
	Base
	sh     *Shell
	again  *Loader // looks anew at what could not be handed out
	seek   *Loader // looks one up
	tabs   *widget.Tabs
	scan   *widget.Entry
	who    *fyne.Container
	lines  *fyne.Container
	detail *widget.Detail
	status *widget.Status

	desks   map[string]*counterDesk // by mode, for out and back
	looked  []lookUp                // newest first
	waiting []scanned               // not asked yet
	asking  bool
	acting  bool              // signatures are on their way
	before  *counterDesk      // cleared last, to be brought back
	saved   bool              // a draft was given away to be kept
	kept    map[string]string // what a draft says of copies that came back
}

func newCounter(sh *Shell) *counterScreen {
	c := &counterScreen{sh: sh, again: sh.Loader(), seek: sh.Loader(), who: container.NewStack(), lines: container.NewStack()}
	c.desks = map[string]*counterDesk{counterOut: newCounterDesk(c, counterOut), counterBack: newCounterDesk(c, counterBack)}
	return c
}

// Head implements Screen.
func (c *counterScreen) Head() Head {
	next := widget.NewButton(widget.Secondary, words.T("counter.next"), c.next).WithKey("F8")
	return Head{Title: NavName(Counter), Buttons: []*widget.Button{next}}
}

// Build implements Screen.
func (c *counterScreen) Build() fyne.CanvasObject {
	tab := func(mode, key string) widget.Tab {
		return widget.Tab{ID: mode, Label: words.T("counter.tab." + mode), Count: widget.NoCount, Key: key}
	}
	c.tabs = widget.NewTabs(tab(counterOut, "F2"), tab(counterBack, "F3"), tab(counterLook, "F4"))
	c.tabs.OnSelect = c.turn
	c.scan = widget.NewEntry(words.T("counter.scan"))
	c.scan.OnSubmitted = c.submit
	c.scan.OnFocus = c.focusMoved
	c.status = widget.NewStatus()
	c.status.Stays = c.sh.inline
	c.detail = widget.NewDetail(nil)
	top := look.Column(look.GapCard, c.scan, c.who)
	list := look.Edge(look.PadEach(0, 0, 0, look.GapCard, top), nil, nil, nil, container.NewVScroll(c.lines))
	left := look.PadEach(look.GapPage+look.GapTight, look.GapPage, look.GapPage+look.GapTight, look.GapNone, list)
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, c.status)
	c.draw()
	return look.Edge(c.tabs, nil, nil, nil, look.Edge(nil, nil, nil, c.detail, look.Edge(nil, foot, nil, nil, left)))
}

// mode is what the counter does now.
func (c *counterScreen) mode() string { return c.tabs.Selected() }

// desk is the basket at hand, nil while looking up.
func (c *counterScreen) desk() *counterDesk { return c.desks[c.mode()] }

// turn changes what the counter does.
func (c *counterScreen) turn(mode string) {
	c.tabs.Select(mode)
	c.draw()
	c.focus()
}

// focus gives the field the focus back.
func (c *counterScreen) focus() {
	if c.sh.At() == Counter && !c.sh.frame.dialogOpen() {
		c.sh.Focus(c.scan)
	}
}

// focusSoon gives the field the focus back once the toolkit is done with the click at hand,
// at whose end it takes the focus away from whatever was not clicked.
func (c *counterScreen) focusSoon() {
	c.sh.spawn(func() { c.sh.onUI(c.focus) })
}

// focusMoved brings the focus back when it went nowhere: a click beside everything.
func (c *counterScreen) focusMoved(gained bool) {
	if gained || c.sh.inline {
		return
	}
	c.sh.spawn(func() {
		c.sh.onUI(func() {
			if !c.sh.over && c.sh.Window().Canvas().Focused() == nil {
				c.focus()
			}
		})
	})
}

// Open implements Screen: a number is taken as if it were scanned.
func (c *counterScreen) Open(arg Arg) {
	switch {
	case arg.Act == ActBack:
		c.turn(counterBack)
	case c.mode() != counterOut:
		c.turn(counterOut)
	}
	if arg.Code != "" {
		c.submit(arg.Code)
	}
}

// Shown implements Screen.
func (c *counterScreen) Shown() { c.focus() }

// Keys implements Screen.
func (c *counterScreen) Keys() []Key {
	keys := []Key{
		{"F2", words.T("counter.tab.out"), func() { c.turn(counterOut) }},
		{"F3", words.T("counter.tab.back"), func() { c.turn(counterBack) }},
		{"F4", words.T("counter.tab.look"), func() { c.turn(counterLook) }},
		{"F8", words.T("counter.next"), c.next},
	}
	switch c.mode() {
	case counterOut:
		keys = append(keys, Key{"Ctrl+Enter", words.T("counter.key.out"), c.finish})
	case counterBack:
		keys = append(
			keys,
			Key{Stroke: "Enter", Label: words.T("counter.key.check")},
			Key{"Ctrl+Enter", words.T("counter.key.back"), c.finish},
		)
	}
	if c.desk() != nil {
		keys = append(keys, Key{"Ctrl+Del", words.T("counter.key.drop"), c.dropLast})
	}
	return keys
}

// hints says at the foot which keys do what.
func (c *counterScreen) hints() {
	var hints []string
	for _, k := range c.Keys() {
		hints = append(hints, k.Stroke+" "+k.Label)
	}
	c.status.SetHints(hints...)
}

// Escape implements Screen: the field is emptied; the basket stays until F8.
func (c *counterScreen) Escape() bool {
	had := c.scan.Text != ""
	c.scan.SetText("")
	c.focus()
	return had
}

// Refresh implements Screen: what could not be handed out may be ready by now.
func (c *counterScreen) Refresh(context.Context) { c.lookAgain() }

// next clears the basket for the next person. Nothing has been changed in the register, so it
// is done at once and can be taken back.
func (c *counterScreen) next() {
	d := c.desk()
	if d == nil {
		c.looked = nil
		c.draw()
		c.focus()
		return
	}
	if !d.empty() {
		c.before = d
		c.status.SayWith(look.Neutral, words.N("counter.cleared", len(d.lines)), words.T("counter.restore"), c.bringBack)
	}
	c.desks[d.mode] = newCounterDesk(c, d.mode)
	c.scan.SetText("")
	c.redraw()
	c.focus()
}

// bringBack brings the basket back that was cleared last.
func (c *counterScreen) bringBack() {
	if c.before == nil {
		return
	}
	c.desks[c.before.mode] = c.before
	c.turn(c.before.mode)
	c.before = nil
}

// dropLast takes the last line out of the basket.
func (c *counterScreen) dropLast() {
	if d := c.desk(); d != nil && len(d.lines) > 0 {
		d.drop(d.lines[len(d.lines)-1])
		c.redraw()
	}
	c.focus()
}

// draw shows the mode at hand, with its keys at the foot.
func (c *counterScreen) draw() {
	c.hints()
	c.redraw()
}

// redraw shows the mode at hand.
func (c *counterScreen) redraw() {
	if c.mode() == counterLook {
		c.drawLook()
		return
	}
	c.drawDesk(c.desk())
}

// tidy is a number as it was scanned, without what surrounds it.
func tidy(text string) string { return strings.TrimSpace(text) }
