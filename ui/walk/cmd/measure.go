package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"custody/ui/walk"
	"custody/ui/window"
)

// measured opens a vault in the real window and takes the times.
type measured struct {
	dir, login, passwordEnv string
	since                   int64
}

// run prints one line of JSON: milliseconds from process start to first frame, from
// Enter after the password to unlocked, and the resident memory some seconds later.
func (m measured) run(deps window.Deps) error {
	start := time.Unix(0, m.since)
	events := make(chan string, 16)
	deps.StartDir = m.dir
	deps.Printer = &walk.Folder{Dir: os.TempDir()}
	deps.OnReady = func(e string) { events <- e }
	result := make(chan error, 1)
	go func() {
		result <- m.measure(start, events)
		fyne.Do(func() { fyne.CurrentApp().Quit() })
	}()
	window.Run(deps)
	return <-result
}

func (m measured) measure(start time.Time, events chan string) error {
	await(events, "ready")
	frame := time.Since(start)
	d, err := walk.NewDriver(fyne.CurrentApp().Driver().AllWindows()[0], os.TempDir())
	if err != nil {
		return err
	}
	entered, err := d.LogIn(m.login, os.Getenv(m.passwordEnv))
	if err != nil {
		return err
	}
	await(events, "unlocked")
	unlocked := time.Since(entered)
	time.Sleep(3 * time.Second)
	memory, err := resident()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"frame_ms": ms(frame), "unlocked_ms": ms(unlocked), "memory_mb": memory,
	})
}

func await(events chan string, want string) {
	for e := range events {
		if e == want {
			return
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

// resident is this process's resident memory in MB, as Linux counts it.
func resident() (float64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if kb, found := strings.CutPrefix(line, "VmRSS:"); found {
			n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(kb), " kB"), 64)
			return n / 1024, err
		}
	}
	return 0, fmt.Errorf("no VmRSS")
}
