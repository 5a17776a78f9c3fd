package window

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// patience is how long a signal may take to arrive on a busy computer.
const patience = 20 * time.Second

// ownBus starts a bus of the test's own, makes it both the session's and the system's, and
// connects to it.
func ownBus(t *testing.T) *dbus.Conn {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Fatal("dbus-daemon is missing; .ci/deps installs it")
	}
	dir := t.TempDir()
	config := filepath.Join(dir, "bus.conf")
	text := fmt.Sprintf(`<busconfig><type>session</type><listen>unix:path=%s/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`, dir)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		daemon.Process.Kill() //nolint:errcheck // it may have gone by itself
		daemon.Wait()         //nolint:errcheck // killed
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() }) //nolint:errcheck // the daemon ends anyway
	return conn
}

// fakeLogin plays logind: one session, and a pipe for whoever holds up the sleep.
type fakeLogin struct {
	session dbus.ObjectPath
	holds   chan *os.File // the test's end: it reads the end of file once the hold is released
}

// GetSessionByPID implements the call of that name.
func (f *fakeLogin) GetSessionByPID(uint32) (dbus.ObjectPath, *dbus.Error) { return f.session, nil }

// Inhibit implements the call of that name.
func (f *fakeLogin) Inhibit(what, _, _, mode string) (dbus.UnixFD, *dbus.Error) {
	if what != "sleep" || mode != "delay" {
		return 0, dbus.NewError("org.test.Wrong", []any{what, mode})
	}
	r, w, err := os.Pipe()
	if err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	fd := dbus.UnixFD(w.Fd())
	f.holds <- r
	time.AfterFunc(time.Second, func() { w.Close() }) //nolint:errcheck // the watcher has a copy by then
	return fd, nil
}

// told is what the watch said, in order; sealed is closed by the test when it likes.
type told struct {
	reason string
	sealed chan struct{}
}

// watched starts the watch on a bus of its own, played by conn.
func watched(t *testing.T, conn *dbus.Conn) (*fakeLogin, chan told) {
	t.Helper()
	login := &fakeLogin{session: login1Path + "/session/_37", holds: make(chan *os.File, 4)}
	if err := conn.Export(login, login1Path, login1Manager); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(login1, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	said := make(chan told, 8)
	stop := watchAway(func(reason string) <-chan struct{} {
		one := told{reason, make(chan struct{})}
		said <- one
		return one.sealed
	})
	t.Cleanup(stop)
	return login, said
}

// next is what the watch says next.
func next[T any](t *testing.T, from chan T, what string) (one T) {
	t.Helper()
	select {
	case one = <-from:
	case <-time.After(patience):
		t.Fatalf("%s: nothing heard", what)
	}
	return one
}

// TestSystemSaysGone plays logind and the desktop's screen saver: a locked session, a screen
// that goes dark and a computer about to sleep lock the vault; another session's lock, a screen
// that lights up and a computer that wakes do not. The sleep is held up until the vault is sealed.
func TestSystemSaysGone(t *testing.T) {
	conn := ownBus(t)
	login, said := watched(t, conn)
	hold := next(t, login.holds, "holding up the sleep")
	emit := func(path dbus.ObjectPath, name string, values ...any) {
		t.Helper()
		if err := conn.Emit(path, name, values...); err != nil {
			t.Fatal(err)
		}
	}
	saver := dbus.ObjectPath("/org/freedesktop/ScreenSaver")
	ready := make(chan struct{})
	go func() { // the watch on the session's bus says nothing when it is ready: ask until it answers
		for {
			emit(saver, screenSavers[0]+".ActiveChanged", true)
			select {
			case <-ready:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	if got := next(t, said, "the screen saver"); got.reason != LockScreen {
		t.Errorf("a locked screen is %q", got.reason)
	}
	close(ready)
	settle(said)

	for _, name := range screenSavers {
		emit(saver, name+".ActiveChanged", false)
	}
	emit(login1Path+"/session/_99", login1Session+".Lock")
	emit(login.session, properties+".PropertiesChanged", login1Session, map[string]dbus.Variant{"LockedHint": dbus.MakeVariant(false)}, []string{})
	emit(login1Path, login1Manager+".PrepareForSleep", false)
	select {
	case got := <-said:
		t.Errorf("locks for nothing: %q", got.reason)
	case <-time.After(300 * time.Millisecond):
	}

	for _, name := range screenSavers[1:] {
		emit(saver, name+".ActiveChanged", true)
		if got := next(t, said, name); got.reason != LockScreen {
			t.Errorf("%s is %q", name, got.reason)
		}
	}
	emit(login.session, login1Session+".Lock")
	next(t, said, "the session's lock")
	emit(login.session, properties+".PropertiesChanged", login1Session, map[string]dbus.Variant{"LockedHint": dbus.MakeVariant(true)}, []string{})
	next(t, said, "the hint that the screen is locked")

	emit(login1Path, login1Manager+".PrepareForSleep", true)
	sleep := next(t, said, "sleep")
	if sleep.reason != LockSleep {
		t.Errorf("sleep is %q", sleep.reason)
	}
	time.Sleep(1200 * time.Millisecond) // the test's own copy of the hold is gone by now
	released := make(chan struct{})
	go func() {
		hold.Read(make([]byte, 1)) //nolint:errcheck // the end of file is what it waits for
		close(released)
	}()
	select {
	case <-released:
		t.Error("the computer may sleep before the vault is sealed")
	case <-time.After(300 * time.Millisecond):
	}
	close(sleep.sealed)
	next(t, released, "the computer is never let sleep")
	emit(login1Path, login1Manager+".PrepareForSleep", false)
	next(t, login.holds, "holding up the next sleep")
}

// settle waits until nothing more is said.
func settle(said chan told) {
	for {
		select {
		case <-said:
		case <-time.After(400 * time.Millisecond):
			return
		}
	}
}

// TestNoBus: a computer without a bus is no error.
func TestNoBus(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	stop := watchAway(func(reason string) <-chan struct{} {
		t.Errorf("gone without a bus: %s", reason)
		return nil
	})
	time.Sleep(100 * time.Millisecond)
	stop()
}
