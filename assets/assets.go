// Package assets holds everything the program carries inside itself: the texts, the templates of
// what people sign, the fonts and the icon. Nothing here is ever read from the disk at run time.
package assets

import "embed"

// Words holds the translations: words/<language>/<area>.json, flat objects from key to text.
//
//go:embed words/*/*.json
var Words embed.FS

// Templates holds the commitments that people sign: templates/<key>.json.
//
//go:embed templates/*.json
var Templates embed.FS

var (
	//go:embed font/screen-regular.otf
	screenRegular []byte
	//go:embed font/screen-bold.otf
	screenBold []byte
	//go:embed font/paper-serif.ttf
	paperSerif []byte
	//go:embed font/paper-sans.ttf
	paperSans []byte
	//go:embed icon/icon.png
	icon []byte
)

// ScreenRegular returns the window's regular face, an OpenType font with CFF outlines. The bytes
// are shared: they must not be changed.
func ScreenRegular() []byte { return screenRegular }

// ScreenBold returns the window's bold face, an OpenType font with CFF outlines. The bytes are
// shared: they must not be changed.
func ScreenBold() []byte { return screenBold }

// PaperSerif returns the face of printed text, a Song face with TrueType outlines that holds every
// ideograph of its family. The bytes are shared: they must not be changed.
func PaperSerif() []byte { return paperSerif }

// PaperSans returns the face of printed titles, with TrueType outlines. It holds the ideographs of
// the basic block only: set what it lacks in PaperSerif. The bytes are shared: they must not be
// changed.
func PaperSans() []byte { return paperSans }

// Icon returns the program's icon, a PNG of 256 pixels a side. The bytes are shared: they must not
// be changed.
func Icon() []byte { return icon }
