package window

import (
	"context"
	"os"

	"github.com/godbus/dbus/v5"
)

// screenSavers are the interfaces at which desktops say that the screen is locked.
var screenSavers = []string{
	"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
}

// The names of systemd-logind, which tells of sleep and of locked sessions.
const (
	login1        = "org.freedesktop.login1"
	login1Path    = "/org/freedesktop/login1"
	login1Manager = login1 + ".Manager"
	login1Session = login1 + ".Session"
	properties    = "org.freedesktop.DBus.Properties"
)

// watchAway listens on the two buses of the desktop until stop is called. A computer without a
// bus, or without one of the services, is left to the idle lock and to the clocks.
func watchAway(left gone) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go watchScreen(ctx, left)
	go watchLogin(ctx, left)
	return cancel
}

// watchScreen locks when the desktop's screen saver locks the screen.
func watchScreen(ctx context.Context, left gone) {
	conn, err := sessionBus()
	if err != nil {
		return
	}
	defer conn.Close() //nolint:errcheck // nothing was asked of it
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	for _, name := range screenSavers {
		if conn.AddMatchSignal(dbus.WithMatchInterface(name), dbus.WithMatchMember("ActiveChanged")) != nil {
			return
		}
	}
	listen(ctx, signals, func(s *dbus.Signal) {
		if isTrue(s) {
			left(LockScreen)
		}
	})
}

// sessionBus connects without starting a bus where there is none.
func sessionBus() (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return nil, err
	}
	if err = conn.Auth(nil); err == nil {
		err = conn.Hello()
	}
	if err != nil {
		conn.Close() //nolint:errcheck // the first error counts
		return nil, err
	}
	return conn, nil
}

// listen hands on signals until ctx ends or the bus is gone.
func listen(ctx context.Context, signals <-chan *dbus.Signal, heard func(*dbus.Signal)) {
	for {
		select {
		case s, ok := <-signals:
			if !ok {
				return
			}
			heard(s)
		case <-ctx.Done():
			return
		}
	}
}

// isTrue tells whether a signal carries true and nothing else.
func isTrue(s *dbus.Signal) bool {
	if len(s.Body) != 1 {
		return false
	}
	yes, ok := s.Body[0].(bool)
	return ok && yes
}

// loginWatch listens to logind. While it does, it holds the computer's sleep up for as long as
// sealing takes; logind itself limits that to a few seconds.
type loginWatch struct {
	conn *dbus.Conn
	left gone
	hold *os.File // while this is open the computer waits before it sleeps
}

// watchLogin locks when the session is locked and before the computer sleeps.
func watchLogin(ctx context.Context, left gone) {
	conn, err := dbus.ConnectSystemBus()
	if err != nil {
		return
	}
	defer conn.Close() //nolint:errcheck // nothing was asked of it
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	w := &loginWatch{conn: conn, left: left}
	if w.match() != nil {
		return
	}
	w.keepAwake()
	defer w.release()
	listen(ctx, signals, w.heard)
}

func (w *loginWatch) manager() dbus.BusObject { return w.conn.Object(login1, login1Path) }

// match asks for the signals wanted. Where logind does not know which session the program runs
// in, any session's lock counts: better one lock too many.
func (w *loginWatch) match() error {
	from := dbus.WithMatchSender(login1)
	if err := w.conn.AddMatchSignal(from, dbus.WithMatchInterface(login1Manager), dbus.WithMatchMember("PrepareForSleep")); err != nil {
		return err
	}
	own := []dbus.MatchOption{from}
	if path := w.session(); path != "" {
		own = append(own, dbus.WithMatchObjectPath(path))
		if err := w.conn.AddMatchSignal(append(own, dbus.WithMatchInterface(properties), dbus.WithMatchMember("PropertiesChanged"))...); err != nil {
			return err
		}
	}
	return w.conn.AddMatchSignal(append(own, dbus.WithMatchInterface(login1Session), dbus.WithMatchMember("Lock"))...)
}

// session is the session that the program runs in, "" when logind knows of none.
func (w *loginWatch) session() (path dbus.ObjectPath) {
	if w.manager().Call(login1Manager+".GetSessionByPID", 0, uint32(os.Getpid())).Store(&path) == nil {
		return path
	}
	if id := os.Getenv("XDG_SESSION_ID"); id != "" && w.manager().Call(login1Manager+".GetSession", 0, id).Store(&path) == nil {
		return path
	}
	return ""
}

// heard locks for the signals that mean it.
func (w *loginWatch) heard(s *dbus.Signal) {
	switch s.Name {
	case login1Session + ".Lock":
		w.left(LockScreen)
	case properties + ".PropertiesChanged":
		if lockedHint(s) {
			w.left(LockScreen)
		}
	case login1Manager + ".PrepareForSleep":
		if !isTrue(s) {
			w.keepAwake()
			return
		}
		<-w.left(LockSleep)
		w.release()
	}
}

// lockedHint tells whether the signal says that the screen lock of the session is up now.
func lockedHint(s *dbus.Signal) bool {
	if len(s.Body) < 2 || s.Body[0] != login1Session {
		return false
	}
	changed, _ := s.Body[1].(map[string]dbus.Variant)
	locked, _ := changed["LockedHint"].Value().(bool)
	return locked
}

// keepAwake asks logind to wait for the seal before it sleeps. Who is refused that is told of
// the sleep all the same.
func (w *loginWatch) keepAwake() {
	if w.hold != nil {
		return
	}
	var fd dbus.UnixFD
	call := w.manager().Call(login1Manager+".Inhibit", 0, "sleep", appID, "sealing the vault", "delay")
	if call.Store(&fd) == nil {
		w.hold = os.NewFile(uintptr(fd), "sleep")
	}
}

// release lets the computer sleep.
func (w *loginWatch) release() {
	if w.hold != nil {
		w.hold.Close() //nolint:errcheck // closing it is all it is for
		w.hold = nil
	}
}
