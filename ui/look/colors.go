package look

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours by name. Widgets ask for a name; only this file knows what it looks like.
const (
	ColorGround       fyne.ThemeColorName = "custody.ground"
	ColorPanel        fyne.ThemeColorName = "custody.panel"
	ColorLine         fyne.ThemeColorName = "custody.line"
	ColorText         fyne.ThemeColorName = "custody.text"
	ColorQuiet        fyne.ThemeColorName = "custody.quiet"
	ColorPrimary      fyne.ThemeColorName = "custody.primary"
	ColorPrimaryHover fyne.ThemeColorName = "custody.primary.hover"
	ColorOnPrimary    fyne.ThemeColorName = "custody.primary.text"
	ColorButton       fyne.ThemeColorName = "custody.button"
	ColorButtonHover  fyne.ThemeColorName = "custody.button.hover"
	ColorLink         fyne.ThemeColorName = "custody.link"
	ColorFocus        fyne.ThemeColorName = "custody.focus"
	ColorInputLine    fyne.ThemeColorName = "custody.input.line"
	ColorHeading      fyne.ThemeColorName = "custody.heading"
	ColorRowHover     fyne.ThemeColorName = "custody.row.hover"
	ColorRowSelected  fyne.ThemeColorName = "custody.row.selected"
	ColorSide         fyne.ThemeColorName = "custody.side"
	ColorSideSelected fyne.ThemeColorName = "custody.side.selected"
	ColorSideText     fyne.ThemeColorName = "custody.side.text"
	ColorSideQuiet    fyne.ThemeColorName = "custody.side.quiet"
	ColorBadge        fyne.ThemeColorName = "custody.badge"
	ColorOnBadge      fyne.ThemeColorName = "custody.badge.text"
	ColorInk          fyne.ThemeColorName = "custody.ink"
	ColorPaper        fyne.ThemeColorName = "custody.paper"
	ColorOnPaper      fyne.ThemeColorName = "custody.paper.text"
	ColorOnPaperQuiet fyne.ThemeColorName = "custody.paper.quiet"
	ColorShade        fyne.ThemeColorName = "custody.shade"

	colorWaiting       fyne.ThemeColorName = "custody.waiting"
	colorWaitingGround fyne.ThemeColorName = "custody.waiting.ground"
	colorOut           fyne.ThemeColorName = "custody.out"
	colorOutGround     fyne.ThemeColorName = "custody.out.ground"
	colorOverdue       fyne.ThemeColorName = "custody.overdue"
	colorOverdueGround fyne.ThemeColorName = "custody.overdue.ground"
	colorInPlace       fyne.ThemeColorName = "custody.inplace"
	colorInPlaceGround fyne.ThemeColorName = "custody.inplace.ground"
	colorNeutral       fyne.ThemeColorName = "custody.neutral"
	colorNeutralGround fyne.ThemeColorName = "custody.neutral.ground"
)

// pair is a colour in the light and in the dark.
type pair struct{ light, dark uint32 }

// palette holds RRGGBB values; the paper is white in the dark too, for it shows what is printed.
var palette = map[fyne.ThemeColorName]pair{
	ColorGround:       {0xF4F6F8, 0x14191F},
	ColorPanel:        {0xFFFFFF, 0x1C232B},
	ColorLine:         {0xE2E6EB, 0x2C3540},
	ColorText:         {0x1B2430, 0xE6EBF0},
	ColorQuiet:        {0x5F6B7A, 0x98A5B3},
	ColorPrimary:      {0x1F5FA8, 0x2F6FBC},
	ColorPrimaryHover: {0x1A528F, 0x2A64AA},
	ColorOnPrimary:    {0xFFFFFF, 0xFFFFFF},
	ColorButton:       {0xE6EAF0, 0x2A323C},
	ColorButtonHover:  {0xDCE2EA, 0x35404C},
	ColorLink:         {0x1F5FA8, 0x7FB2EE},
	ColorFocus:        {0x1F5FA8, 0x7FB2EE},
	ColorInputLine:    {0xB3BBC5, 0x465361},
	ColorHeading:      {0xECEFF3, 0x20282F},
	ColorRowHover:     {0xECF0F5, 0x222B35},
	ColorRowSelected:  {0xE1EBF7, 0x1F3550},
	ColorSide:         {0x17304B, 0x10161D},
	ColorSideSelected: {0x24476C, 0x1F3550},
	ColorSideText:     {0xF2F6FA, 0xF2F6FA},
	ColorSideQuiet:    {0x9DB2C8, 0x9DB2C8},
	ColorBadge:        {0xB45F06, 0xB45F06},
	ColorOnBadge:      {0xFFFFFF, 0xFFFFFF},
	ColorInk:          {0x1B2430, 0xE6EBF0},
	ColorPaper:        {0xFFFFFF, 0xFFFFFF},
	ColorOnPaper:      {0x1B2430, 0x1B2430},
	ColorOnPaperQuiet: {0x5F6B7A, 0x5F6B7A},
	ColorShade:        {0x0B1520, 0x000000},

	colorWaiting:       {0x8A5300, 0xF3C675},
	colorWaitingGround: {0xFDF1D8, 0x3D2E10},
	colorOut:           {0x1B4F91, 0x9CC3F5},
	colorOutGround:     {0xE5EEF9, 0x17304F},
	colorOverdue:       {0xA61B1B, 0xF5A3A3},
	colorOverdueGround: {0xFCE8E8, 0x4A1A1A},
	colorInPlace:       {0x1C6B45, 0x86D3AB},
	colorInPlaceGround: {0xE4F3EA, 0x153726},
	colorNeutral:       {0x4B5563, 0xB6C0CC},
	colorNeutralGround: {0xE9EDF2, 0x2A323C},
}

// alpha lists the colours that let something show through, 0 to 255.
var alpha = map[fyne.ThemeColorName]uint8{ColorShade: 0x66}

// paint turns a name into a colour.
func paint(name fyne.ThemeColorName, dark bool) (color.Color, bool) {
	p, ok := palette[name]
	if !ok {
		return nil, false
	}
	v := p.light
	if dark {
		v = p.dark
	}
	a, through := alpha[name]
	if !through {
		a = 0xFF
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: a}, true
}

// Kind is what a chip, a banner or a number says, apart from its word.
type Kind int

// The kinds there are. Colour never stands alone: a kind always goes with a word.
const (
	Neutral Kind = iota // on hold, ended, nothing special
	Waiting             // waits for someone, due soon
	Out                 // out of its place, under way
	Overdue             // overdue, refused, damaged
	InPlace             // in its place, in force, done
)

// Text names the colour that a kind is written in.
func (k Kind) Text() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{colorNeutral, colorWaiting, colorOut, colorOverdue, colorInPlace}[k]
}

// Ground names the colour that a kind stands on.
func (k Kind) Ground() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{
		colorNeutralGround, colorWaitingGround, colorOutGround, colorOverdueGround, colorInPlaceGround,
	}[k]
}
