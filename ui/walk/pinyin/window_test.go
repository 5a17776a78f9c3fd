package pinyin

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"custody/app/demo"
	"custody/ui/paper"
	"custody/ui/walk"
	"custody/ui/window"
	"custody/ui/words"
)

// The input method's settings: the keyboard first, pinyin after Ctrl+Space, the same for
// every field.
const (
	profile = "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\n" +
		"[Groups/0/Items/0]\nName=keyboard-us\nLayout=\n\n[Groups/0/Items/1]\nName=pinyin\nLayout=\n\n[GroupOrder]\n0=Default\n"
	behaviour = "[Behavior]\nActiveByDefault=False\nShareInputState=All\n"
)

// child is the whole of the child process; it returns the exit code.
func child(dir string) int {
	err := typed(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func typed(dir string) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	if err := startInputMethod(ctx); err != nil {
		return err
	}
	pictures := os.Getenv("HOME")
	ready := make(chan struct{}, 16)
	result := make(chan error, 1)
	go func() {
		<-ready
		d, err := walk.NewDriver(fyne.CurrentApp().Driver().AllWindows()[0], pictures)
		if err == nil {
			err = addClient(d)
		}
		result <- err
		fyne.Do(func() { fyne.CurrentApp().Quit() })
	}()
	window.Run(window.Deps{
		Vaults: vaults(), Papers: paper.NewDesk(), Printer: &walk.Folder{Dir: pictures}, Version: "test",
		StartDir: dir, Fresh: true, Language: "zh", Theme: "light",
		OnReady: func(string) {
			select {
			case ready <- struct{}{}:
			default:
			}
		},
	})
	select {
	case err := <-result:
		return err
	default:
		return errors.New("the window was closed before the name was typed")
	}
}

// startInputMethod starts fcitx5 with pinyin and waits until it serves the display.
func startInputMethod(ctx context.Context) error {
	config := filepath.Join(os.Getenv("XDG_CONFIG_HOME"), "fcitx5")
	if err := os.MkdirAll(config, 0o700); err != nil {
		return err
	}
	for name, text := range map[string]string{"profile": profile, "config": behaviour} {
		if err := os.WriteFile(filepath.Join(config, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(ctx, "fcitx5", "--disable", "cloudpinyin")
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // it ends with ctx
	for range 300 {
		out, err := exec.CommandContext(ctx, "xprop", "-root", "XIM_SERVERS").CombinedOutput()
		if err == nil && strings.Contains(string(out), "fcitx") {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("fcitx5 did not come up")
}

// addClient signs in, opens the form of a new client, types its name by pinyin, and
// saves it.
func addClient(d *walk.Driver) error {
	if err := signIn(d); err != nil {
		return err
	}
	if err := d.Click(words.T("shell.nav.clients")); err != nil {
		return err
	}
	if err := d.Click(words.T("clients.add")); err != nil {
		return err
	}
	if _, err := d.Wait(words.T("clients.field.uscc")); err != nil {
		return err
	}
	if err := composition(d); err != nil {
		return err
	}
	if err := d.ClickBelow(words.T("clients.col.name"), below); err != nil {
		return err
	}
	for _, k := range keys {
		if err := compose(d, k, "space"); err != nil {
			return err
		}
	}
	if _, err := d.Wait(expected); err != nil {
		return err
	}
	return save(d)
}

// below is how far under its label a field stands.
const below = 18

// signIn passes the unlock card. Keys take a moment through the input method, so it
// waits for the last letter of a field before it goes on to the next.
func signIn(d *walk.Driver) error {
	password := demo.Password(login)
	for _, field := range []struct{ label, text, shown string }{
		{"unlock.account", login, login},
		{"unlock.password", password, strings.Repeat("•", len(password))},
	} {
		if err := d.ClickBelow(words.T(field.label), below); err != nil {
			return err
		}
		if err := d.Type(field.text); err != nil {
			return err
		}
		if _, err := d.Wait(field.shown); err != nil {
			return err
		}
	}
	return d.Key("Return")
}

// compose types letters into the input method and ends with a key.
func compose(d *walk.Driver, letters, end string) error {
	if err := d.Type(letters); err != nil {
		return err
	}
	time.Sleep(700 * time.Millisecond)
	err := d.Key(end)
	time.Sleep(300 * time.Millisecond)
	return err
}

// composition checks that Enter within a composition belongs to the input method: the
// letters arrive, and the form is still there.
func composition(d *walk.Driver) error {
	if err := d.ClickBelow(words.T("clients.field.note"), below); err != nil {
		return err
	}
	if err := d.Key("ctrl+space"); err != nil { // the input method on
		return err
	}
	if err := compose(d, "zbt", "Return"); err != nil {
		return err
	}
	if _, err := d.Wait("zbt"); err != nil {
		return err
	}
	if !d.Sees(words.T("clients.field.uscc")) {
		return errors.New("Enter within a composition sent the form")
	}
	return nil
}

// save saves the form and finds the client in the list.
func save(d *walk.Driver) error {
	if err := d.Shot("typed"); err != nil {
		return err
	}
	if err := d.Key("Return"); err != nil {
		return err
	}
	if err := d.Gone(words.T("clients.field.uscc")); err != nil {
		return err
	}
	_, err := d.Wait(expected)
	return err
}
