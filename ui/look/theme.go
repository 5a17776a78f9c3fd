// Package look is how the program looks: its colours, sizes, texts, boxes and spaces by name.
// No screen names a colour or a size of its own.
package look

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/assets"
)

// fonts makes the two screen fonts into resources once.
var fonts = sync.OnceValue(func() [2]fyne.Resource {
	return [2]fyne.Resource{
		fyne.NewStaticResource("custody-regular.otf", assets.ScreenRegular()),
		fyne.NewStaticResource("custody-bold.otf", assets.ScreenBold()),
	}
})

// custody is the program's theme.
type custody struct{ dark bool }

// Theme returns the program's theme, for the light or for the dark.
func Theme(dark bool) fyne.Theme { return custody{dark: dark} }

// Dark tells whether the running program shows its dark face.
func Dark() bool {
	c, ok := fyne.CurrentApp().Settings().Theme().(custody)
	return ok && c.dark
}

// Color returns the named colour of the current theme.
func Color(name fyne.ThemeColorName) color.Color {
	c, _ := paint(name, Dark())
	if c == nil {
		return theme.Color(name)
	}
	return c
}

// Color implements fyne.Theme. The system's own light or dark does not matter.
func (c custody) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if own, ok := standardColors[name]; ok {
		name = own
	}
	if col, ok := paint(name, c.dark); ok {
		return col
	}
	variant := theme.VariantLight
	if c.dark {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

// standardColors says which of our colours Fyne's own widgets take.
var standardColors = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:          ColorGround,
	theme.ColorNameForeground:          ColorText,
	theme.ColorNamePlaceHolder:         ColorQuiet,
	theme.ColorNameDisabled:            ColorQuiet,
	theme.ColorNameButton:              ColorButton,
	theme.ColorNameDisabledButton:      ColorHeading,
	theme.ColorNamePrimary:             ColorPrimary,
	theme.ColorNameForegroundOnPrimary: ColorOnPrimary,
	theme.ColorNameHyperlink:           ColorLink,
	theme.ColorNameInputBackground:     ColorPanel,
	theme.ColorNameInputBorder:         ColorInputLine,
	theme.ColorNameSeparator:           ColorLine,
	theme.ColorNameHeaderBackground:    ColorHeading,
	theme.ColorNameMenuBackground:      ColorPanel,
	theme.ColorNameOverlayBackground:   ColorPanel,
	theme.ColorNameHover:               ColorRowHover,
	theme.ColorNamePressed:             ColorRowSelected,
	theme.ColorNameSelection:           ColorRowSelected,
	theme.ColorNameFocus:               ColorRowSelected,
	theme.ColorNameError:               colorOverdue,
	theme.ColorNameSuccess:             colorInPlace,
	theme.ColorNameWarning:             colorWaiting,
	theme.ColorNameScrollBar:           ColorInputLine,
	theme.ColorNameScrollBarBackground: ColorHeading,
}

// standardSizes says what Fyne's own widgets measure.
var standardSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               TextBody,
	theme.SizeNameCaptionText:        TextQuiet,
	theme.SizeNameHeadingText:        TextTitle,
	theme.SizeNameSubHeadingText:     TextSection,
	theme.SizeNamePadding:            GapTight,
	theme.SizeNameInnerPadding:       GapInner,
	theme.SizeNameLineSpacing:        GapTight,
	theme.SizeNameInlineIcon:         SizeIcon,
	theme.SizeNameInputBorder:        Hairline,
	theme.SizeNameSeparatorThickness: Hairline,
	theme.SizeNameInputRadius:        Corner,
	theme.SizeNameButtonRadius:       Corner,
	theme.SizeNameSelectionRadius:    Corner,
	theme.SizeNameMenuRadius:         Corner,
	theme.SizeNameCardRadius:         CornerCard,
	theme.SizeNameDialogRadius:       CornerCard,
	theme.SizeNamePopupRadius:        CornerCard,
	theme.SizeNameScrollBar:          GapInner,
	theme.SizeNameScrollBarSmall:     GapHair,
	theme.SizeNameModalBlurRadius:    0,
}

// Font implements fyne.Theme: two weights, for everything.
func (custody) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return theme.DefaultTheme().Font(style)
	}
	if style.Bold {
		return fonts()[1]
	}
	return fonts()[0]
}

// Icon implements fyne.Theme.
func (custody) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme.
func (custody) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := standardSizes[name]; ok {
		return size
	}
	return theme.DefaultTheme().Size(name)
}
