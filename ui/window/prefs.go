package window

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/ui/look"
	"custody/ui/words"
)

// What this computer remembers. Neither a login nor anything of a client is ever among it.
const (
	prefDir      = "vault.dir"
	prefLanguage = "language"
	prefTheme    = "theme" // light, dark or system
	prefScale    = "scale"
	prefWidth    = "window.width"
	prefHeight   = "window.height"
)

// The faces of the theme as Deps and the preferences name them.
const (
	themeSystem = "system"
	themeLight  = "light"
	themeDark   = "dark"
)

// prefs is what this computer remembers of the window.
type prefs struct {
	kept  fyne.Preferences  // nil for a run that leaves nothing behind
	fresh map[string]string // then this
}

func openPrefs(a fyne.App, fresh bool) prefs {
	if fresh {
		return prefs{fresh: map[string]string{}}
	}
	return prefs{kept: a.Preferences()}
}

func (p prefs) get(key string) string {
	if p.kept == nil {
		return p.fresh[key]
	}
	return p.kept.String(key)
}

func (p prefs) set(key, value string) {
	if p.kept == nil {
		p.fresh[key] = value
		return
	}
	p.kept.SetString(key, value)
}

// number reads a size; 0 when there is none.
func (p prefs) number(key string) float32 {
	n, err := strconv.ParseFloat(p.get(key), 32)
	if err != nil {
		return 0
	}
	return float32(n)
}

// size is the window's size of the last time, never less than what all screens fit in.
func (p prefs) size() fyne.Size {
	w, h := p.number(prefWidth), p.number(prefHeight)
	if w == 0 || h == 0 {
		return fyne.NewSize(look.WidthStart, look.HeightStart)
	}
	return fyne.NewSize(max(w, look.WidthMin), max(h, look.HeightMin))
}

// keepSize remembers the window's size.
func (p prefs) keepSize(s fyne.Size) {
	p.set(prefWidth, strconv.Itoa(int(s.Width)))
	p.set(prefHeight, strconv.Itoa(int(s.Height)))
}

// scale is how large everything is drawn; 0 for the system's choice.
func (p prefs) scale() float32 {
	s := p.number(prefScale)
	if s < 1 || s > 2 {
		return 0
	}
	return s
}

// applyLanguage makes the program speak the language chosen.
func (f *Frame) applyLanguage() {
	for _, language := range []string{f.deps.Language, f.prefs.get(prefLanguage), words.Chinese} {
		if language != "" && words.SetLanguage(language) {
			break
		}
	}
	speakToolkit()
}

// themeChoice is light, dark or system; light for a computer that has not chosen, as not
// every desktop says which it is.
func (f *Frame) themeChoice() string {
	for _, choice := range []string{f.deps.Theme, f.prefs.get(prefTheme)} {
		if choice != "" {
			return choice
		}
	}
	return themeLight
}

// applyTheme puts on the face chosen.
func (f *Frame) applyTheme() {
	dark := f.themeChoice() == themeDark
	if f.themeChoice() == themeSystem {
		dark = f.app.Settings().ThemeVariant() == theme.VariantDark
	}
	if f.win == nil || look.Dark() != dark {
		f.app.Settings().SetTheme(look.Theme(dark))
	}
}

// watchSystemTheme follows the system's light and dark while that is what was chosen.
func (f *Frame) watchSystemTheme() {
	f.app.Settings().AddListener(func(fyne.Settings) {
		if f.themeChoice() == themeSystem {
			f.applyTheme()
		}
	})
}

// computer is the name under which the vault keeps what it remembers for this computer.
func computer() string {
	name, err := os.Hostname()
	if err != nil {
		return "computer"
	}
	return name
}
