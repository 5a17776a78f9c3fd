package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/ui/look"
	"custody/ui/words"
)

// curtain is what the window shows while the vault is being sealed before it closes.
type curtain struct {
	plainFace
	body fyne.CanvasObject
}

func newCurtain() *curtain {
	text := look.Plain(words.T("shell.sealing")).Colored(look.ColorSideText).Whole()
	return &curtain{body: night(container.NewCenter(text))}
}

func (c *curtain) content() fyne.CanvasObject { return c.body }
