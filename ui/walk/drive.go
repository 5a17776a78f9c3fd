package walk

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// patience is how long a person would wait for something to appear.
const patience = 40 * time.Second

// Driver sends events to the window and looks at it.
type Driver struct {
	Out    string // folder for screenshots
	Clicks int    // pointer clicks sent so far
	window fyne.Window
	left   int // of the window on the screen, pixels
	top    int
	id     string // of the X window
}

// NewDriver takes hold of the program's window.
func NewDriver(w fyne.Window, out string) (*Driver, error) {
	d := &Driver{Out: out, window: w}
	found, err := xdo("search", "--sync", "--onlyvisible", "--pid", strconv.Itoa(os.Getpid()))
	if err != nil {
		return nil, err
	}
	ids := strings.Fields(found)
	if len(ids) == 0 {
		return nil, fmt.Errorf("no window of this program on the display")
	}
	d.id = ids[len(ids)-1]
	return d, d.locate()
}

// locate puts the window at the screen's corner, gives it the keys and reads where it is.
func (d *Driver) locate() error {
	if _, err := xdo("windowmove", d.id, "0", "0"); err != nil {
		return err
	}
	if _, err := xdo("windowfocus", d.id); err != nil {
		return err
	}
	text, err := xdo("getwindowgeometry", "--shell", d.id)
	for _, line := range strings.Fields(text) {
		name, value, _ := strings.Cut(line, "=")
		n, _ := strconv.Atoi(value)
		switch name {
		case "X":
			d.left = n
		case "Y":
			d.top = n
		}
	}
	return err
}

func xdo(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, "xdotool", args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w: %s", args[0], err, out)
	}
	return string(out), nil
}

// texts lists what stands on the screen now.
func (d *Driver) texts() []seen {
	var out []seen
	fyne.DoAndWait(func() { out = look(d.window.Canvas()) })
	return out
}

// Sees reports whether text stands on the screen now.
func (d *Driver) Sees(text string) bool {
	_, ok := pick(d.texts(), text)
	return ok
}

// pick finds text among what is seen: the same text first, then one that contains it.
func pick(all []seen, text string) (seen, bool) {
	for _, s := range all {
		if strings.TrimSpace(s.text) == text {
			return s, true
		}
	}
	for _, s := range all {
		if strings.Contains(s.text, text) {
			return s, true
		}
	}
	return seen{}, false
}

// Wait waits until text stands on the screen and returns where.
func (d *Driver) Wait(text string) (seen, error) {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		if s, ok := pick(d.texts(), text); ok {
			return s, nil
		}
	}
	d.Shot("stuck")
	return seen{}, fmt.Errorf("%q did not appear; on the screen: %s", text, d.read())
}

// Gone waits until text no longer stands on the screen.
func (d *Driver) Gone(text string) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		if !d.Sees(text) {
			return nil
		}
	}
	d.Shot("stuck")
	return fmt.Errorf("%q did not go away", text)
}

// read is all the text of the screen, for messages.
func (d *Driver) read() string {
	var all []string
	for _, s := range d.texts() {
		all = append(all, s.text)
	}
	return strings.Join(all, " | ")
}

// Click clicks on text.
func (d *Driver) Click(text string) error {
	s, err := d.Wait(text)
	if err != nil {
		return err
	}
	return d.clickAt(s.center())
}

// clickLast clicks on the last place where text stands.
func (d *Driver) clickLast(text string) error {
	if _, err := d.Wait(text); err != nil {
		return err
	}
	at := seen{}
	for _, s := range d.texts() {
		if strings.Contains(s.text, text) {
			at = s
		}
	}
	return d.clickAt(at.center())
}

// ClickBelow clicks a little below text: into the field that it labels.
func (d *Driver) ClickBelow(text string, by float32) error {
	s, err := d.Wait(text)
	if err != nil {
		return err
	}
	return d.clickAt(s.pos.AddXY(20, s.size.Height+by))
}

func (d *Driver) clickAt(p fyne.Position) error {
	d.Clicks++
	x, y := d.pixels(p)
	if _, err := xdo("mousemove", "--sync", x, y); err != nil {
		return err
	}
	_, err := xdo("click", "1")
	time.Sleep(120 * time.Millisecond)
	return err
}

func (d *Driver) pixels(p fyne.Position) (x, y string) {
	scale := d.window.Canvas().Scale()
	return strconv.Itoa(d.left + int(p.X*scale)), strconv.Itoa(d.top + int(p.Y*scale))
}

// Roll turns the wheel down over the middle of what the sidebar leaves.
func (d *Driver) Roll(notches int) error {
	size := d.window.Canvas().Size()
	x, y := d.pixels(fyne.NewPos((sidebarWidth+size.Width/2)/2, size.Height/2))
	if _, err := xdo("mousemove", "--sync", x, y); err != nil {
		return err
	}
	_, err := xdo("click", "--repeat", strconv.Itoa(notches), "--delay", "20", "5")
	return err
}

// Draw writes a signature with the pointer into the area below text.
func (d *Driver) Draw(text string, strokes [][]fyne.Position) error {
	s, err := d.Wait(text)
	if err != nil {
		return err
	}
	for _, stroke := range strokes {
		if err := d.stroke(s.pos, stroke); err != nil {
			return err
		}
		d.Clicks++
	}
	return nil
}

// stroke draws one line without lifting the pen, slowly enough for every point to count.
func (d *Driver) stroke(from fyne.Position, points []fyne.Position) error {
	const between = 6 // points between two corners
	for i, p := range points {
		last := points[max(i-1, 0)]
		for k := 1; k <= between; k++ {
			part := float32(k) / between
			x, y := d.pixels(from.AddXY(last.X+(p.X-last.X)*part, last.Y+(p.Y-last.Y)*part))
			if _, err := xdo("mousemove", x, y); err != nil {
				return err
			}
			time.Sleep(18 * time.Millisecond)
			if i == 0 {
				break
			}
		}
		if i == 0 {
			if _, err := xdo("mousedown", "1"); err != nil {
				return err
			}
			time.Sleep(40 * time.Millisecond)
		}
	}
	_, err := xdo("mouseup", "1")
	return err
}

// Key presses keys such as "ctrl+Return" or "F2", one after the other.
func (d *Driver) Key(keys ...string) error {
	for _, k := range keys {
		if _, err := xdo("key", "--clearmodifiers", k); err != nil {
			return err
		}
		time.Sleep(60 * time.Millisecond)
	}
	return nil
}

// Type types text; what is not ASCII comes in by the clipboard.
func (d *Driver) Type(text string) error {
	if strings.IndexFunc(text, func(r rune) bool { return r > 126 }) < 0 {
		_, err := xdo("type", "--delay", "14", text)
		time.Sleep(80 * time.Millisecond)
		return err
	}
	fyne.DoAndWait(func() { fyne.CurrentApp().Clipboard().SetContent(text) })
	return d.Key("ctrl+v")
}

// Fill replaces what the focused field holds and goes on to the next field.
func (d *Driver) Fill(text string) error {
	if err := d.Key("ctrl+a"); err != nil {
		return err
	}
	if err := d.Type(text); err != nil {
		return err
	}
	return d.Key("Tab")
}

// Shot leaves a picture of the window in Out.
func (d *Driver) Shot(name string) error {
	time.Sleep(350 * time.Millisecond)
	return d.snap(name)
}

// snap is Shot without waiting for the screen to settle.
func (d *Driver) snap(name string) error {
	path := filepath.Join(d.Out, name+".png")
	out, err := exec.Command("import", "-window", d.id, path).CombinedOutput()
	if err != nil {
		return fmt.Errorf("screenshot %s: %w: %s", name, err, out)
	}
	return nil
}
