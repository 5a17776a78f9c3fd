package code

import (
	"context"
	"image"
	"strings"

	"github.com/makiuchi-d/gozxing"
	multiqr "github.com/makiuchi-d/gozxing/multi/qrcode"
	"golang.org/x/image/draw"

	"custody/ui/reader/safe"
)

// prefix begins the codes of this program.
const prefix = "custody:"

// A picture is looked at in these sizes, in pixels of the longer side, the quickest first. Small ones are seen
// through noise and creases, large ones show small modules.
var sides = []int{1600, 2600, mostSide}

// find returns the text of a code in a picture, "" for none. Codes of this program come before others.
func find(ctx context.Context, im *image.Gray) (string, error) {
	other := ""
	for _, look := range looks(im) {
		if err := ctx.Err(); err != nil {
			return "", safe.Time(err)
		}
		for _, text := range codesIn(look()) {
			if strings.HasPrefix(text, prefix) {
				return text, nil
			}
			other = text
		}
	}
	return other, nil
}

// looks are the ways to look at a picture, one after the other until a code is seen: whole in several sizes,
// then the edges enlarged, where the foot of the page is, whichever way up the page lay.
func looks(im *image.Gray) []func() *image.Gray {
	size := im.Bounds().Size()
	long := max(size.X, size.Y)
	var out []func() *image.Gray
	whole := false
	for _, side := range sides {
		if side >= long {
			if !whole {
				out = append(out, func() *image.Gray { return im })
			}
			whole = true
			continue
		}
		out = append(out, func() *image.Gray { return scaled(im, im.Bounds(), float64(side)/float64(long)) })
	}
	factor := float64(sides[1]) / float64(long)
	if long < sides[0] { // modules of two or three pixels: larger, their edges are smoother
		out = append(out, func() *image.Gray { return scaled(im, im.Bounds(), 1.5) })
		factor = min(4, 2*factor)
	}
	for _, edge := range edges(size) {
		out = append(out, func() *image.Gray { return scaled(im, edge, factor) })
	}
	return out
}

// edges are a quarter of the page at each of its sides, the lower one first.
func edges(size image.Point) []image.Rectangle {
	w, h := size.X, size.Y
	return []image.Rectangle{
		image.Rect(0, h-h/4, w, h), image.Rect(0, 0, w, h/4), image.Rect(0, 0, w/4, h), image.Rect(w-w/4, 0, w, h),
	}
}

// scaled is a part of a picture in another size.
func scaled(im *image.Gray, part image.Rectangle, factor float64) *image.Gray {
	w, h := int(float64(part.Dx())*factor), int(float64(part.Dy())*factor)
	out := image.NewGray(image.Rect(0, 0, max(w, 1), max(h, 1)))
	draw.BiLinear.Scale(out, out.Bounds(), im, part, draw.Src, nil)
	return out
}

// codesIn reads the codes of a picture.
func codesIn(im *image.Gray) (texts []string) {
	// The library reads what anybody may have photographed: whatever it stumbles over is no code.
	defer func() {
		if recover() != nil {
			texts = nil
		}
	}()
	size := im.Bounds().Size()
	source, err := gozxing.NewPlanarYUVLuminanceSource(im.Pix, im.Stride, size.Y, 0, 0, size.X, size.Y, false)
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		found, err := multiqr.NewQRCodeMultiReader().DecodeMultiple(bitmap, hints)
		if err != nil {
			continue
		}
		for _, f := range found {
			texts = append(texts, f.GetText())
		}
		if len(texts) > 0 {
			return texts
		}
	}
	return texts
}
