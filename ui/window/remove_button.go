package window

import (
	"fyne.io/fyne/v2/theme"

	"custody/ui/widget"
)

// removeButton is the small cross at the end of a line that takes the line away.
func removeButton(act func()) *widget.Button {
	return widget.NewButton(widget.Link, "", act).WithIcon(theme.CancelIcon())
}
