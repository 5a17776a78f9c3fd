package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// started is what one start of the program reports of itself.
type started struct {
	Frame    float64 `json:"frame_ms"`
	Unlocked float64 `json:"unlocked_ms"`
	Memory   float64 `json:"memory_mb"`
}

// start measures the program in a real window: process start to first frame, from the
// password's last key to unlocked (key derivation included), and resident memory then,
// with 100,000 documents in the vault.
func (b *bench) start() error {
	if b.large == "" {
		vault, _, err := b.makeLarge()
		if err != nil {
			return err
		}
		if err := vault.Close(); err != nil {
			return err
		}
	}
	binary := filepath.Join(b.dir, "walk")
	if out, err := exec.Command("go", "build", "-o", binary, "./ui/walk/cmd").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	var frames, unlocks, memory []float64
	for range 5 {
		s, err := b.startOnce(binary)
		if err != nil {
			return err
		}
		frames, unlocks, memory = append(frames, s.Frame), append(unlocks, s.Unlocked), append(memory, s.Memory)
	}
	b.add(figure{"start.frame", middle(frames), "ms", "", 0})
	b.add(figure{"start.unlocked", middle(unlocks), "ms", "", 0})
	b.add(figure{"idle.memory", middle(memory), "MB", "", 0})
	return nil
}

func (b *bench) startOnce(binary string) (started, error) {
	cmd := exec.Command(binary, "--measure", b.large, "--login", "bench", "--password-env", "BENCH_PASSWORD", "--since", strconv.FormatInt(nowNanos(), 10))
	cmd.Env = append(os.Environ(), "BENCH_PASSWORD="+password)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return started{}, err
	}
	var s started
	return s, json.Unmarshal(out, &s)
}
