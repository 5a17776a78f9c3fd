package window

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/look"
	"custody/ui/words"
)

// dresses are the looks in which every screen must fit.
func dresses() map[string]dress {
	small := fyne.NewSize(look.WidthMin, look.HeightMin)
	usual := fyne.NewSize(look.WidthStart, look.HeightStart)
	all := map[string]dress{"zh": plain}
	if testing.Short() {
		return all
	}
	for _, language := range words.Languages() {
		all[language+"-small"] = dress{language, themeLight, 1, small}
		all[language+"-dark"] = dress{language, themeDark, 1, usual}
		all[language+"-large"] = dress{language, themeLight, 1.5, small}
	}
	return all
}

// TestScreensFit draws every screen of the sidebar over a vault with some people.
func TestScreensFit(t *testing.T) {
	k := apptest.New(t)
	k.Person("李㛃", apptest.Account(app.Auditor), apptest.Department("技术部"))
	k.Person("王𬱖", apptest.Unsigned())
	k.Person("买买提·艾力", apptest.Kind(app.ExternalExpert), apptest.Unsigned())
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, k, k.Founder, as)
			for _, g := range shown(d.shell.me.May) {
				for _, screen := range g.screens {
					d.shell.Open(screen)
					if text := d.shell.notice.text(); text != "" {
						t.Errorf("%s says %q", screen, text)
					}
					d.draw(fmt.Sprintf("%s-%s", screen, name))
					d.checkFit(string(screen))
				}
			}
		})
	}
}

// TestFacesFit draws what is shown while no vault is open.
func TestFacesFit(t *testing.T) {
	k := apptest.New(t)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := newRig(t, k, as)
			d.vault = k.Locked
			d.showUnlock(k.Locked)
			d.draw("unlock-" + name)
			d.checkFit("unlock")
			w := newWizard(d.Frame)
			d.put(w)
			d.draw("wizard-0-" + name)
			d.checkFit("wizard")
			for i := range w.steps {
				w.show(i)
				d.draw(fmt.Sprintf("wizard-%d-%s", i+1, name))
				d.checkFit(fmt.Sprintf("wizard %d", i+1))
			}
		})
	}
}
