package window

import (
	"io"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// halfSheets is the two recovery sheets on their way out of the program: each must have been
// printed, shown or saved, and the person says that they are kept apart. They are seen once.
type halfSheets struct {
	frame   *Frame
	halves  [2]app.RecoveryHalf
	sheet   paper.RecoverySheet // all but the half
	outputs [2]bool             // which have left the program
	kept    *widget.Tick
	rows    [2]*widget.Chip
	changed func()      // told when something may have become possible
	failed  func(error) // told when a sheet could not be made
}

// newHalfSheets takes what stands on both sheets.
func newHalfSheets(f *Frame, halves [2]app.RecoveryHalf, org app.Organisation, vault, by string) *halfSheets {
	now := f.deps.Vaults.Env.Clock()
	return &halfSheets{
		frame: f, halves: halves, kept: widget.NewTick(words.T("wizard.recovery.kept"), nil),
		sheet: paper.RecoverySheet{Organisation: org, Vault: vault, Made: app.DateOf(now), By: by, Now: now},
	}
}

// out tells whether both sheets have left the program.
func (h *halfSheets) out() bool { return h.outputs == [2]bool{true, true} }

// done tells whether both are out and kept apart.
func (h *halfSheets) done() bool { return h.out() && h.kept.Checked }

// content shows the two sheets, each with its button, and the box to tick.
func (h *halfSheets) content(note string) fyne.CanvasObject {
	h.kept.OnChanged = func(bool) { h.changed() }
	var items []fyne.CanvasObject
	for i, half := range h.halves {
		h.rows[i] = widget.NewChip(look.Waiting, words.T("wizard.recovery.open"))
		button := widget.NewButton(widget.Secondary, words.T("wizard.recovery.out"), func() { h.output(i) })
		items = append(items, widget.NewItem(widget.NewBefore(look.WidthState, h.rows[i]),
			words.T("wizard.recovery.half", half.Name), words.T("wizard.recovery.half.note"), button))
	}
	return look.Column(look.GapWide, look.Body(note), widget.NewItemCard(items...), h.kept)
}

// output makes one sheet and asks where it shall go.
func (h *halfSheets) output(i int) {
	sheet := h.sheet
	sheet.Half = h.halves[i]
	h.frame.spawn(func() {
		data, err := made(func(out io.Writer) error { return h.frame.deps.Papers.Recovery(out, sheet) })
		h.frame.onUI(func() {
			if err != nil {
				logError(err)
				h.failed(err)
				return
			}
			h.frame.offerPDF(words.T("wizard.recovery.file", sheet.Half.Name), data, func(string) { h.left(i) })
		})
	})
}

// left notes that a sheet has left the program.
func (h *halfSheets) left(i int) {
	h.outputs[i] = true
	if h.rows[i] != nil {
		h.rows[i].Set(look.InPlace, words.T("wizard.recovery.done"))
	}
	h.changed()
}
