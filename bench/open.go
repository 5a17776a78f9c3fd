package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/crypto/argon2"
)

// crashEnv makes this program the process that fills a log and is killed.
const crashEnv = "CUSTODY_BENCH_CRASH"

const openDocuments = 20_000

// fullLog is how long a log has grown when the process is killed: at 16 MiB it would begin to empty.
const fullLog = 15_900 << 10

// opening measures how long it takes to open a closed register, and one that was killed with a full log, up to the
// first answer. The key derivation, the same work every time and slow on purpose, is measured beside it and taken out;
// since that is longer than what is left, and any disturbance only makes it longer still, the least of seven counts.
func (b *bench) opening() error {
	p, err := b.newPair("open")
	if err != nil {
		return err
	}
	if err := p.each(func(s *side) error { return s.grow(b.ctx, 0, openDocuments) }); err != nil {
		return err
	}
	if err := p.each((*side).close); err != nil {
		return err
	}
	if err := b.openingOf(p, "", openDocuments); err != nil {
		return err
	}
	return p.each((*side).close)
}

// openingOf measures a pair that is closed, and leaves it open.
func (b *bench) openingOf(p *pair, suffix string, documents int) error {
	const times = 7
	open := func(s *side) error { return s.open(b.ctx) }
	var kdf []float64
	a, o, err := p.inTurnWhole(slices.Min, times, func(s *side) error {
		kdf = append(kdf, deriveOnce())
		return s.closeIfOpen()
	}, open)
	if err != nil {
		return err
	}
	b.addOpening("open.clean"+suffix, a, o, slices.Min(kdf))
	a, o, err = p.inTurnWhole(slices.Min, times, func(s *side) error {
		kdf = append(kdf, deriveOnce())
		return errors.Join(s.closeIfOpen(), s.killed(b.ctx, documents))
	}, open)
	if err != nil {
		return err
	}
	b.addOpening("open.crash"+suffix, a, o, slices.Min(kdf))
	return nil
}

func (b *bench) addOpening(name string, ours, plain, kdf float64) {
	b.add(figure{name, ours - kdf, "ms", fmt.Sprintf("%s; key derivation of %.0f ms taken out", againstPlain, kdf), (ours - kdf) / plain})
}

// deriveOnce is the time of one key derivation, in milliseconds.
func deriveOnce() float64 {
	start := time.Now()
	argon2.IDKey([]byte(password), make([]byte, 16), weakest.Time, weakest.MemoryKiB, weakest.Threads, 32)
	return float64(time.Since(start).Microseconds()) / 1e3
}

// crashJob tells the process what to fill.
type crashJob struct {
	Sealed    bool
	Path      string
	Documents int
}

// killed has another process open the register, fill its log and be killed.
func (s *side) killed(ctx context.Context, documents int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	job, err := json.Marshal(crashJob{s.sealed, s.path, documents})
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env, cmd.Stderr = append(os.Environ(), crashEnv+"="+string(job)), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	_, err = bufio.NewReader(out).ReadString('\n')
	if kerr := cmd.Process.Kill(); err == nil {
		err = kerr
	}
	_ = cmd.Wait() // it was killed, and says so
	return err
}

// crash is that other process: it says when the log is full, and waits for its end.
func crash() error {
	var job crashJob
	if err := json.Unmarshal([]byte(os.Getenv(crashEnv)), &job); err != nil {
		return err
	}
	ctx := context.Background()
	s := &side{sealed: job.Sealed, path: job.Path}
	if err := s.open(ctx); err != nil {
		return err
	}
	log := s.path + "-wal"
	if s.sealed {
		log = filepath.Join(s.path, "register.log")
	} else if _, err := s.db.ExecContext(ctx, `PRAGMA wal_autocheckpoint = 0`); err != nil {
		return err
	}
	move := s.mover(ctx, job.Documents, true)
	for i := 0; ; i++ {
		if err := move(i); err != nil {
			return err
		}
		st, err := os.Stat(log)
		if err != nil {
			return err
		}
		if i > 100_000 {
			return errors.New("the log does not grow")
		}
		if st.Size() >= fullLog {
			break
		}
	}
	fmt.Println("full")
	select {}
}
