// Command bench measures what the README states and writes out/bench.json. Every
// ratio compares two things measured in the same run; absolute times hold for the
// machine they were taken on only.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// figure is one line of out/bench.json. Ratio is our value divided by the other's,
// 0 where there is nothing to compare with.
type figure struct {
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Against string  `json:"against"`
	Ratio   float64 `json:"ratio"`
}

// bench is one run: where it works and what it found.
type bench struct {
	ctx     context.Context
	dir     string // scratch, removed at the end
	figures []figure
	large   string // vault with many documents, for what needs one
}

// againstPlain says what most figures are compared with.
const againstPlain = "plain go-sqlite3, WAL, synchronous=FULL"

// parts are the measurements, in the order in which they are made.
var parts = []struct {
	name string
	run  func(*bench) error
}{
	{"commit", (*bench).commit},
	{"read", (*bench).read},
	{"bulk", (*bench).bulk},
	{"open", (*bench).opening},
	{"stall", (*bench).stall},
	{"growth", (*bench).growth},
	{"backup", (*bench).backup},
	{"list", (*bench).list},
	{"pdf", (*bench).pdf},
	{"seal", (*bench).seal},
	{"assign", (*bench).assign},
	{"view", (*bench).view},
	{"proof", (*bench).proof},
	{"start", (*bench).start},
	{whenNamed, (*bench).peers},
}

// whenNamed is the part that is measured only when it is asked for: it needs programs that nothing else does.
const whenNamed = "peers"

func main() {
	out := flag.String("out", filepath.Join("out", "bench.json"), "file to write")
	only := flag.String("only", "", "measure only the parts named, with commas")
	add := flag.Bool("add", false, "keep the other figures that the file holds")
	flag.Parse()
	work := func() error { return run(*out, *only, *add) }
	if os.Getenv(batchEnv) != "" {
		work = printBatch
	}
	if os.Getenv(crashEnv) != "" {
		work = crash
	}
	if os.Getenv(sealEnv) != "" {
		work = sealLarge
	}
	if os.Getenv(viewEnv) != "" {
		work = viewOne
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(out, only string, add bool) error {
	dir, err := os.MkdirTemp("", "custody-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{ctx: context.Background(), dir: dir}
	for _, p := range parts {
		if named := strings.Contains(","+only+",", ","+p.name+","); !named && (only != "" || p.name == whenNamed) {
			continue
		}
		if err := p.run(b); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	if add {
		if err := b.keep(out); err != nil {
			return err
		}
	}
	return write(out, b.figures)
}

// keep puts the figures that a file holds, and that were not measured anew, before the others.
func (b *bench) keep(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var old []figure
	if err := json.Unmarshal(text, &old); err != nil {
		return err
	}
	old = slices.DeleteFunc(old, func(f figure) bool {
		return slices.ContainsFunc(b.figures, func(now figure) bool { return now.Name == f.Name })
	})
	b.figures = append(old, b.figures...)
	return nil
}

func write(path string, figures []figure) error {
	text, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	fmt.Println("written:", path)
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// add keeps a figure and shows it.
func (b *bench) add(f figure) {
	b.figures = append(b.figures, f)
	if f.Ratio > 0 {
		fmt.Printf("%-16s %10.3f %-4s %.2f × %s\n", f.Name, f.Value, f.Unit, f.Ratio, f.Against)
		return
	}
	fmt.Printf("%-16s %10.3f %-4s\n", f.Name, f.Value, f.Unit)
}
