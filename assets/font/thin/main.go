// Command thin redraws glyph outlines with as few quadratic points as a tolerance allows. It reads lines
// from standard input, "NAME PATH" with a path of M, L, C and Z in font units, and writes for each
// "NAME CONTOUR; CONTOUR": the points of TrueType contours as x,y,on in the new units.
//
//	thin -from 1000 -to 256 -error 0.9 < outlines > thinner
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
)

func main() {
	from := flag.Float64("from", 1000, "units per em of the outlines read")
	to := flag.Float64("to", 256, "units per em of the points written")
	most := flag.Float64("error", 0.9, "how far a point may be off the outline, in units written")
	flag.Parse()
	if err := run(*to / *from, *most); err != nil {
		fmt.Fprintln(os.Stderr, "thin:", err)
		os.Exit(1)
	}
}

// run redraws every line of standard input and keeps their order. What points cost is learnt from some of
// them, drawn first.
func run(scale, most float64) error {
	var lines []string
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	if err := in.Err(); err != nil {
		return err
	}
	var some []string
	for i := 0; i < len(lines); i += 1 + len(lines)/500 {
		some = append(some, lines[i])
	}
	p := guess()
	for range 2 {
		glyphs, err := redraw(some, scale, most, p)
		if err != nil {
			return err
		}
		p = learn(glyphs)
	}
	glyphs, err := redraw(lines, scale, most, p)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for i, contours := range glyphs {
		name, _, _ := strings.Cut(lines[i], " ")
		fmt.Fprintln(out, name+line(contours))
	}
	return out.Flush()
}

// redraw thins the glyphs of lines, as many at once as there are processors.
func redraw(lines []string, scale, most float64, p *prices) ([][][]spot, error) {
	done, errs := make([][][]spot, len(lines)), make([]error, len(lines))
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.NumCPU() {
		all.Go(func() {
			for i := range next {
				name, path, _ := strings.Cut(lines[i], " ")
				contours, err := parse(path, scale)
				if err != nil {
					errs[i] = fmt.Errorf("%s: %w", name, err)
				}
				for _, c := range contours {
					done[i] = append(done[i], thin(c, most, p))
				}
			}
		})
	}
	for i := range lines {
		next <- i
	}
	close(next)
	all.Wait()
	return done, errors.Join(errs...)
}

// line writes a glyph's points.
func line(contours [][]spot) string {
	var b strings.Builder
	for i, c := range contours {
		if i > 0 {
			b.WriteByte(';')
		}
		for _, s := range c {
			on := 0
			if s.on {
				on = 1
			}
			fmt.Fprintf(&b, " %d,%d,%d", int(s.X), int(s.Y), on)
		}
	}
	return b.String()
}
