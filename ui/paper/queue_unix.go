//go:build !windows

package paper

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"

	"custody/app"
)

// Printers lists the queues of CUPS, the default first. None is no error. Returns Conflict
// (error.printer.missing) where there is no printing system.
func (s *System) Printers(ctx context.Context) ([]Queue, error) {
	listed, err := ask(ctx, "lpstat", "-l", "-p", "-d")
	if err != nil {
		return nil, err
	}
	return parseQueues(listed), nil
}

// Send gives the PDF to CUPS through a pipe, so that no file of it is made, and returns its job. Returns Conflict
// (error.printer.missing) when there is no printing system, (error.printer.failed) with what it said.
func (s *System) Send(ctx context.Context, name string, pdf []byte, how How) (Job, error) {
	args := []string{"-t", FileName(name), "-n", strconv.Itoa(min(max(how.Copies, 1), MaxCopies))}
	if how.Printer != "" {
		args = append(args, "-d", how.Printer)
	}
	if how.Sides != OneSided {
		args = append(args, "-o", "sides="+string(how.Sides))
	}
	lp, err := exec.LookPath("lp")
	if err != nil {
		return Job{}, app.Errf(app.Conflict, "error.printer.missing").Because(err)
	}
	cmd := exec.CommandContext(ctx, lp, append(args, "-")...)
	cmd.Env, cmd.Stdin = plainEnv(), bytes.NewReader(pdf)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return Job{}, app.Errf(app.Conflict, "error.printer.failed", strings.TrimSpace(string(out))).Because(err)
	}
	return newJob(string(out)), nil
}

// requestID is what lp says of a job it took: "request id is paper-12 (0 file(s))".
var requestID = regexp.MustCompile(`request id is (\S+)-(\d+) `)

func newJob(said string) Job {
	m := requestID.FindStringSubmatch(said)
	if m == nil {
		return Job{State: JobSent}
	}
	return Job{ID: m[1] + "-" + m[2], Printer: m[1], State: JobWaiting}
}

// Follow tells how far a job is now. Returns the errors of Printers.
func (s *System) Follow(ctx context.Context, j Job) (Job, error) {
	if j.ID == "" {
		return j, nil
	}
	open, err := ask(ctx, "lpstat", "-l", "-W", "not-completed", "-o", j.Printer)
	if err != nil {
		return j, err
	}
	if reasons, ok := blockOf(open, j.ID); ok {
		return s.unfinished(ctx, j, reasons)
	}
	j.State, j.Trouble = JobDone, nil
	return j, nil
}

// unfinished completes a job that is still in the queue with what its printer says.
func (s *System) unfinished(ctx context.Context, j Job, reasons string) (Job, error) {
	j.State, j.Trouble = JobWaiting, nil
	if strings.Contains(reasons, "job-printing") {
		j.State = JobRunning
	}
	queues, err := s.Printers(ctx)
	for _, q := range queues {
		if q.Name != j.Printer {
			continue
		}
		j.Trouble = q.Trouble
		if !q.Ready {
			j.State = JobStuck
		}
	}
	return j, err
}

// parseQueues reads what `lpstat -l -p -d` says.
func parseQueues(said string) []Queue {
	var out []Queue
	std := ""
	for line := range strings.Lines(said) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "system default destination: "); ok {
			std = name
		}
		if rest, ok := strings.CutPrefix(line, "printer "); ok {
			name, state, _ := strings.Cut(rest, " ")
			out = append(out, Queue{Name: name, Ready: !strings.HasPrefix(state, "disabled")})
		}
		if reasons, ok := strings.CutPrefix(line, "\tAlerts: "); ok && len(out) > 0 {
			out[len(out)-1].Trouble = inWords(reasons)
		}
	}
	for i := range out {
		if out[i].Name == std {
			out[i].Default = true
			out[0], out[i] = out[i], out[0]
		}
	}
	return out
}

func inWords(reasons string) []string {
	var out []string
	for _, r := range strings.Fields(reasons) {
		if w := trouble(r); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// blockOf returns the lines of one job in what `lpstat -l -o` says.
func blockOf(said, id string) (block string, ok bool) {
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "\t") {
			if ok {
				return block, true
			}
			ok = strings.HasPrefix(line, id+" ")
			continue
		}
		if ok {
			block += line
		}
	}
	return block, ok
}

// ask runs one of CUPS's programs and returns what it says, in the language its parsers know. No queue at all
// is an empty answer.
func ask(ctx context.Context, name string, args ...string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", app.Errf(app.Conflict, "error.printer.missing").Because(err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = plainEnv()
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &wrong
	if err := cmd.Run(); err != nil && !strings.Contains(wrong.String(), "No destinations added") {
		return "", app.Errf(app.Conflict, "error.printer.failed", strings.TrimSpace(wrong.String())).Because(err)
	}
	return out.String(), nil
}

func plainEnv() []string { return append(os.Environ(), "LC_ALL=C") }
