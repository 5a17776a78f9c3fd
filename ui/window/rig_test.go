package window

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// picturesFolder names where tests put pictures of the screens they draw; without it the
// screens are drawn and checked, and the pictures thrown away.
const picturesFolder = "CUSTODY_PICTURES"

// rig is the window over a real vault, with background work done at once.
type rig struct {
	*Frame
	t      testing.TB
	kit    *apptest.Kit
	tray   *tray
	events []string
}

// tray is where a test's printouts land.
type tray struct {
	prints, views int
	last          []byte
	how           paper.How
	queues        []paper.Queue
	fail          error
}

func (p *tray) Printers(context.Context) ([]paper.Queue, error) { return p.queues, p.fail }

func (p *tray) Send(ctx context.Context, name string, pdf []byte, how paper.How) (paper.Job, error) {
	p.how = how
	return paper.Job{State: paper.JobSent}, p.Print(ctx, name, pdf)
}

func (p *tray) Follow(_ context.Context, job paper.Job) (paper.Job, error) { return job, nil }

func (p *tray) Print(_ context.Context, _ string, pdf []byte) error {
	p.prints++
	p.last = pdf
	return p.fail
}

func (p *tray) Open(_ context.Context, _ string, pdf []byte) error {
	p.views++
	p.last = pdf
	return p.fail
}

func (p *tray) Clean() error { return nil }

func (p *tray) FromMemory() error { return nil }

// dress is how a test wants the window to look.
type dress struct {
	language, theme string
	scale           float32
	size            fyne.Size
}

// plain is the window as it comes.
var plain = dress{words.Chinese, themeLight, 1, fyne.NewSize(look.WidthStart, look.HeightStart)}

// newRig makes the window over a kit's vault, showing nothing yet.
func newRig(t testing.TB, k *apptest.Kit, as dress) *rig {
	t.Helper()
	d := &rig{t: t, kit: k, tray: &tray{}}
	deps := Deps{
		Papers: paper.NewDesk(), Printer: d.tray, Version: "0.0.0", Fresh: true,
		Language: as.language, Theme: as.theme, OnReady: func(e string) { d.events = append(d.events, e) },
	}
	deps.Vaults = app.Vaults{Env: app.Env{Clock: apptest.Start.UTC}}
	if k != nil {
		deps.Vaults = k.Vaults
	}
	d.Frame = newFrame(test.NewTempApp(t), deps)
	d.inline = true
	t.Cleanup(func() { words.SetLanguage(words.Chinese) })
	d.win.Canvas().(software.WindowlessCanvas).SetScale(as.scale)
	d.win.Resize(as.size)
	d.router.start()
	return d
}

// seated is the window of somebody who is signed in.
func seated(t testing.TB, k *apptest.Kit, office *app.Office, as dress) *rig {
	t.Helper()
	d := newRig(t, k, as)
	d.vault = k.Locked
	w, err := greet(t.Context(), office)
	if err != nil {
		t.Fatal(err)
	}
	d.signedIn(w)
	return d
}

// press types a key of the window.
func (d *rig) press(stroke string) {
	d.t.Helper()
	d.router.press(parseStroke(stroke))
}

// draw captures the window, and keeps the picture when asked to.
func (d *rig) draw(name string) {
	d.t.Helper()
	img := d.win.Canvas().Capture()
	folder := os.Getenv(picturesFolder)
	if folder == "" {
		return
	}
	file, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		d.t.Fatal(err)
	}
}

// keyEvent is a key as the toolkit reports it.
func keyEvent(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

// topSheet is the dialog over the window.
func (d *rig) topSheet() *widget.Dialog {
	d.t.Helper()
	top := widget.TopSheet(d.win.Canvas())
	if top == nil {
		d.t.Fatal("no dialog is open")
	}
	return top
}

// fillField types into a field of the sheet on top.
func (d *rig) fillField(name, text string) {
	d.t.Helper()
	found := false
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is && f.Name == name {
			f.Input.SetValue(text)
			found = true
		}
	})
	if !found {
		d.t.Fatalf("no field %q on the sheet", name)
	}
}
