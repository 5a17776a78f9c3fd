package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Share sets two objects side by side over the whole height; the left one gets its share of the width, 0 to 1.
func Share(share float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(shareLayout{share}, left, right)
}

type shareLayout struct{ share float32 }

func (s shareLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := float32(int(size.Width * s.share))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
	objects[1].Resize(fyne.NewSize(size.Width-width, size.Height))
}

func (s shareLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+right.Width, max(left.Height, right.Height))
}
