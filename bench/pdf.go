package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"custody/app"
	"custody/store"
	"custody/ui/paper"
)

// batch is how many commitments are printed at once: two for each of 100 people.
const batch = 200

// batchEnv makes this program the process that prints the batch.
const batchEnv = "CUSTODY_BENCH_BATCH"

// printed is what the printing process reports of itself.
type printed struct {
	CPU  float64 `json:"cpu_ms"`  // processor time of the whole batch, in milliseconds
	Peak float64 `json:"peak_mb"` // most resident memory of the process, in megabytes
}

// pdf measures commitments: a batch of them in a process of its own, so that the memory is the letters' and nobody
// else's; one, from the click; and a text as it is edited.
func (b *bench) pdf() error {
	vault, office, err := founded(b.ctx, store.Gate{}, filepath.Join(b.dir, "letters"))
	if err != nil {
		return err
	}
	defer vault.Close()
	numbers, err := b.signers(office)
	if err != nil {
		return err
	}
	prints, err := b.commitments(office, numbers, app.Required)
	if err == nil && len(prints) != batch {
		err = fmt.Errorf("%d commitments, want %d", len(prints), batch)
	}
	if err != nil {
		return err
	}
	var cpu, peak []float64
	for range 3 {
		p, err := printApart(prints)
		if err != nil {
			return err
		}
		cpu, peak = append(cpu, p.CPU/batch), append(peak, p.Peak)
	}
	b.add(figure{"pdf.batch.cpu", middle(cpu), "ms", "", 0})
	b.add(figure{"pdf.batch.peak", middle(peak), "MB", "", 0})
	if err := b.single(office, numbers); err != nil {
		return err
	}
	return b.preview(prints[0])
}

// signers adds the people who sign a batch.
func (b *bench) signers(office *app.Office) ([]string, error) {
	var numbers []string
	for i := range batch / len(app.Required) {
		numbers = append(numbers, fmt.Sprintf("%04d", 1000+i))
		_, err := office.SavePerson(b.ctx, app.Person{Number: numbers[i], Name: fmt.Sprintf("量测员%s", numbers[i]), Kind: app.Temporary})
		if err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// commitments are the prints of people, signed on the pad.
func (b *bench) commitments(office *app.Office, numbers []string, keys []app.TemplateKey) ([]app.CommitmentPrint, error) {
	prints, err := office.PrintCommitments(b.ctx, numbers, keys)
	for i := range prints {
		prints[i].Commitment = &app.Commitment{
			PersonID: prints[i].Person.ID, TemplateID: prints[i].Template.ID, SignedOn: app.DateOf(time.Now()),
			Signature: app.Signature{Name: prints[i].Person.Name, Strokes: signature, Place: "深圳", At: time.Now()},
		}
	}
	return prints, err
}

// printApart prints in a new process of this program.
func printApart(prints []app.CommitmentPrint) (printed, error) {
	in, err := json.Marshal(prints)
	if err != nil {
		return printed{}, err
	}
	self, err := os.Executable()
	if err != nil {
		return printed{}, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), batchEnv+"=1")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return printed{}, err
	}
	var p printed
	return p, json.Unmarshal(out, &p)
}

// printBatch is the printing process: it reads the prints, makes every PDF as
// `custody letter commitment --all` does, and reports.
func printBatch() error {
	var prints []app.CommitmentPrint
	if err := json.NewDecoder(os.Stdin).Decode(&prints); err != nil {
		return err
	}
	runtime.GC()
	before, err := cpuTime()
	if err != nil {
		return err
	}
	made := 0
	err = paper.NewDesk().Commitments(prints, func(_ string, pdf []byte) error {
		if !bytes.HasPrefix(pdf, []byte("%PDF")) {
			return errors.New("not a PDF")
		}
		made++
		return nil
	})
	if err != nil {
		return err
	}
	if made != len(prints) {
		return fmt.Errorf("%d PDFs of %d commitments", made, len(prints))
	}
	after, err := cpuTime()
	if err != nil {
		return err
	}
	peak, err := peakMemory()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(printed{CPU: float64((after - before).Microseconds()) / 1e3, Peak: peak})
}

// peakMemory is the most memory this process held, in megabytes.
func peakMemory() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kib / 1024, err
		}
	}
	return 0, errors.New("the system does not say how much memory was used")
}
