package pinyin

import (
	"context"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/demo"
	"custody/store"
	"custody/store/vault"
)

// vaultEnv tells the child process which vault to open in its window.
const vaultEnv = "CUSTODY_PINYIN_VAULT"

// login is the demo vault's custodian.
const login = "chenxm"

// keys are typed and spaced one after the other; the input method makes the name of
// them. It is in every pinyin dictionary's first place.
var (
	keys     = []string{"shenzhen", "nihaozhongguo", "keji", "youxiangongsi"}
	expected = "深圳你好中国科技有限公司"
)

// TestMain becomes the window in the child process: the toolkit needs the process's
// first thread, which no test has.
func TestMain(m *testing.M) {
	if dir := os.Getenv(vaultEnv); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

func TestClientNameByPinyin(t *testing.T) {
	if testing.Short() {
		t.Skip("needs an input method")
	}
	for _, tool := range []string{"xvfb-run", "dbus-run-session", "fcitx5", "localedef", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%v; .ci/deps long installs it", err)
		}
	}
	home := t.TempDir()
	dir := filepath.Join(home, "vault")
	if _, err := demo.Make(t.Context(), vaults(), dir); err != nil {
		t.Fatal(err)
	}
	typeInWindow(t, home, dir)
	if names := clientsNamed(t, dir); len(names) != 1 {
		t.Errorf("the register has %d clients of the name %q", len(names), expected)
	}
}

// vaults opens vaults as the program does, with a key derivation that does not wait.
func vaults() app.Vaults {
	return app.Vaults{
		Gate: store.Gate{Options: vault.Options{KDF: apptest.CheapKDF}},
		Env:  app.Env{Clock: time.Now, Rand: rand.Reader},
	}
}

// typeInWindow runs this test binary again as the window, on a display and a session
// bus of its own, under a home folder that nobody has configured.
func typeInWindow(t *testing.T, home, dir string) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "localedef", "-i", "zh_CN", "-f", "UTF-8", filepath.Join(home, "zh_CN.UTF-8")).CombinedOutput(); err != nil {
		t.Fatalf("localedef: %v: %s", err, out)
	}
	cmd := exec.CommandContext(ctx, "xvfb-run", "-a", "-s", "-screen 0 1280x720x24", "dbus-run-session", "--", os.Args[0])
	cmd.Env = append(
		os.Environ(), vaultEnv+"="+dir, "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, "config"),
		"XDG_DATA_HOME="+filepath.Join(home, "data"), "XDG_CACHE_HOME="+home, "XDG_RUNTIME_DIR="+home, "LOCPATH="+home, "LANG=zh_CN.UTF-8", "LC_ALL=zh_CN.UTF-8",
		"XMODIFIERS=@im=fcitx", "LIBGL_ALWAYS_SOFTWARE=1", "DBUS_SESSION_BUS_ADDRESS=", "WAYLAND_DISPLAY=",
	)
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// clientsNamed looks into the register itself.
func clientsNamed(t *testing.T, dir string) []app.ClientRow {
	locked, err := vaults().Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer locked.Close()
	office, err := locked.Unlock(t.Context(), login, demo.Password(login))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := office.Clients(t.Context(), app.ClientFilter{Text: expected, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
