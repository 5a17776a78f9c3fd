package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
)

// luminance and contrast follow WCAG 2.1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xFFFF
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// TestContrast: everything written can be read, 4.5:1 at least, in the light and the dark.
func TestContrast(t *testing.T) {
	type on struct{ text, ground fyne.ThemeColorName }
	pairs := []on{
		{ColorOnPrimary, ColorPrimary},
		{ColorOnPrimary, ColorPrimaryHover},
		{ColorSideText, ColorSide},
		{ColorSideText, ColorSideSelected},
		{ColorSideQuiet, ColorSide},
		{ColorOnBadge, ColorBadge},
		{ColorInk, ColorPanel},
		{ColorOnPaper, ColorPaper},
		{ColorOnPaperQuiet, ColorPaper},
		{ColorQuiet, ColorHeading},
	}
	for _, ground := range []fyne.ThemeColorName{
		ColorGround, ColorPanel, ColorButton, ColorButtonHover, ColorRowHover, ColorRowSelected,
	} {
		pairs = append(pairs, on{ColorText, ground})
	}
	for _, ground := range []fyne.ThemeColorName{ColorGround, ColorPanel, ColorRowHover} {
		pairs = append(pairs, on{ColorQuiet, ground}, on{ColorLink, ground})
	}
	for kind := Neutral; kind <= InPlace; kind++ {
		pairs = append(pairs, on{kind.Text(), kind.Ground()}, on{kind.Text(), ColorPanel}, on{kind.Text(), ColorGround})
	}
	for _, dark := range []bool{false, true} {
		for _, p := range pairs {
			text, ok := paint(p.text, dark)
			ground, ok2 := paint(p.ground, dark)
			if !ok || !ok2 {
				t.Fatalf("no colour %s or %s", p.text, p.ground)
			}
			if c := contrast(text, ground); c < 4.5 {
				t.Errorf("dark %v: %s on %s has %.2f", dark, p.text, p.ground, c)
			}
		}
	}
}

// TestTokensOfTheDesign: the colours that the design fixes are the design's.
func TestTokensOfTheDesign(t *testing.T) {
	for name, want := range map[fyne.ThemeColorName]pair{
		ColorGround: {0xF4F6F8, 0x14191F}, ColorPanel: {0xFFFFFF, 0x1C232B}, ColorLine: {0xE2E6EB, 0x2C3540},
		ColorText: {0x1B2430, 0xE6EBF0}, ColorQuiet: {0x5F6B7A, 0x98A5B3}, ColorPrimary: {0x1F5FA8, 0x2F6FBC},
		ColorLink: {0x1F5FA8, 0x7FB2EE}, ColorSide: {0x17304B, 0x10161D}, ColorSideSelected: {0x24476C, 0x1F3550},
	} {
		if palette[name] != want {
			t.Errorf("%s is %06X", name, palette[name])
		}
	}
}
