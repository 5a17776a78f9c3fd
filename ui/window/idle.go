package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// idleTick is how often idleness is looked at.
const idleTick = time.Second

// idle locks the vault when nobody has touched the program for the time set. It counts mouse
// movements, keys that reach the window, and changes in the field that has the focus.
type idle struct {
	frame *Frame
	last  time.Time // of the computer's steady clock
	seen  clocks    // at the last look
	typed trace
	stop  chan struct{}
}

// trace is what typing changes: the field and the cursor's place in it.
type trace struct {
	at     fyne.Focusable
	offset int
}

func newIdle(f *Frame) *idle { return &idle{frame: f, last: time.Now()} }

// touch notes that somebody is there.
func (i *idle) touch() { i.last = time.Now() }

// limit is after how long the vault locks.
func (i *idle) limit() time.Duration {
	minutes := 5
	if sh := i.frame.shell; sh != nil && sh.rules.IdleMinutes > 0 {
		minutes = sh.rules.IdleMinutes
	}
	return time.Duration(minutes) * time.Minute
}

// look locks when it is time, and when the computer has slept. Called on the UI goroutine.
func (i *idle) look(now time.Time) {
	before := i.seen
	i.seen = clocksAt(now)
	if before.slept(i.seen) {
		i.frame.lock(LockSleep)
		return
	}
	if here := i.trace(); here != i.typed {
		i.typed = here
		i.last = now
	}
	switch sh := i.frame.shell; {
	case sh == nil:
	case now.Sub(i.last) >= i.limit():
		i.frame.lock(LockIdle)
	default:
		sh.backups.tick(now)
		sh.keyring.tick()
	}
}

// trace reads where the typing stands.
func (i *idle) trace() trace {
	at := i.frame.win.Canvas().Focused()
	t := trace{at: at}
	if field, ok := at.(interface{ CursorTextOffset() int }); ok {
		t.offset = field.CursorTextOffset()
	}
	return t
}

// start begins to watch, until the window is closed.
func (i *idle) start() {
	i.stop = make(chan struct{})
	go func() {
		ticker := time.NewTicker(idleTick)
		defer ticker.Stop()
		for {
			select {
			case now := <-ticker.C:
				fyne.Do(func() { i.look(now) })
			case <-i.stop:
				return
			}
		}
	}()
}

// end stops the watch.
func (i *idle) end() {
	if i.stop != nil {
		close(i.stop)
		i.stop = nil
	}
}

// sensor is an empty object under everything that notices the mouse.
func (i *idle) sensor() fyne.CanvasObject {
	s := &mouseSensor{moved: i.touch}
	s.ExtendBaseWidget(s)
	return s
}

// mouseSensor notices the mouse without taking anything from the widgets above it: the
// toolkit asks every object under the pointer for its cursor each time the mouse moves.
type mouseSensor struct {
	fynewidget.BaseWidget
	moved func()
}

// Cursor implements desktop.Cursorable.
func (s *mouseSensor) Cursor() desktop.Cursor {
	s.moved()
	return desktop.DefaultCursor
}

// MinSize implements fyne.CanvasObject: the sensor asks for no room.
func (s *mouseSensor) MinSize() fyne.Size { return fyne.Size{} }

// CreateRenderer implements fyne.Widget.
func (s *mouseSensor) CreateRenderer() fyne.WidgetRenderer {
	return fynewidget.NewSimpleRenderer(&fyne.Container{})
}

// Why a vault is locked, as the audit log has it.
const (
	LockByHand = "lock"
	LockIdle   = "idle"
	LockClose  = "close"
)
