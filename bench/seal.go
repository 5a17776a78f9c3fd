package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"filippo.io/age"

	"custody/app"
	"custody/store"
)

const (
	sealedBytes = 256 << 20
	peakBytes   = 2 << 30
	againstAge  = "the age library alone, the same bytes on the same disk"
)

// sealEnv makes this program the process that seals and opens a large file; it holds the vault's folder.
const sealEnv = "CUSTODY_BENCH_SEAL"

// seal measures the throughput of sealing a file into the vault and of opening and reading it, against age alone, and the
// most memory that a file of 2 GB takes. Goals: seal and open at least 0.6 of age's throughput, seal.peak at most 64 MB.
func (b *bench) seal() error {
	vault, _, err := founded(b.ctx, store.Gate{}, filepath.Join(b.dir, "seal"))
	if err != nil {
		return err
	}
	if err := vault.Close(); err != nil {
		return err
	}
	box, opened, err := unlocked(b, filepath.Join(b.dir, "seal"))
	if err != nil {
		return err
	}
	if err := errors.Join(b.sealRate(opened.Contents), box.Close()); err != nil {
		return err
	}
	peak, err := b.sealApart(filepath.Join(b.dir, "seal"))
	if err == nil {
		b.add(figure{"seal.peak", peak, "MB", "", 0})
	}
	return err
}

// unlocked opens a vault without an office.
func unlocked(b *bench, dir string) (app.Box, app.Opened, error) {
	box, err := store.Gate{}.Open(b.ctx, dir)
	if err != nil {
		return nil, app.Opened{}, err
	}
	op, err := box.Unlock(b.ctx, "bench", password)
	if err != nil {
		err = errors.Join(err, box.Close())
	}
	return box, op, err
}

// sealRate adds seal and open.
func (b *bench) sealRate(c app.Contents) error {
	path := filepath.Join(b.dir, "clear")
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, noise(), sealedBytes)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	turns := sealTurns{b: b, contents: c, id: id, clear: path}
	ours, other, err := inTurn(5, turns.seal, turns.ageSeal)
	if err != nil {
		return err
	}
	b.add(rate("seal", ours, other))
	if ours, other, err = inTurn(5, turns.open, turns.ageOpen); err != nil {
		return err
	}
	b.add(rate("open", ours, other))
	return errors.Join(c.Erase(turns.sealed.Object), os.Remove(turns.ageFile()), os.Remove(path))
}

// rate turns microseconds into throughput.
func rate(name string, ours, other float64) figure {
	return figure{name, sealedBytes / 1e6 / (ours / 1e6), "MB/s", againstAge, other / ours}
}

// sealTurns is one file sealed and opened both ways.
type sealTurns struct {
	b        *bench
	contents app.Contents
	id       *age.X25519Identity
	clear    string
	sealed   app.Sealed
	key      app.ContentKey
}

func (s *sealTurns) ageFile() string { return s.clear + ".age" }

func (s *sealTurns) seal(int) error {
	f, err := os.Open(s.clear)
	if err != nil {
		return err
	}
	defer f.Close()
	old := s.sealed.Object
	if s.sealed, s.key, err = s.contents.Seal(s.b.ctx, f); err != nil {
		return err
	}
	if err := s.contents.Keep(s.b.ctx, s.sealed.Object, func() error { return nil }); err != nil || old == "" {
		return err
	}
	return s.contents.Erase(old)
}

func (s *sealTurns) ageSeal(int) error {
	in, err := os.Open(s.clear)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(s.ageFile())
	if err != nil {
		return err
	}
	w, err := age.Encrypt(out, s.id.Recipient())
	if err == nil {
		_, err = io.Copy(w, in)
	}
	if err == nil {
		err = w.Close()
	}
	return errors.Join(err, out.Sync(), out.Close())
}

func (s *sealTurns) open(int) error {
	f, err := s.contents.Open(s.b.ctx, s.sealed, s.key)
	if err != nil {
		return err
	}
	n, err := io.CopyBuffer(io.Discard, readerOnly{io.NewSectionReader(f, 0, f.Size())}, make([]byte, 1<<20))
	if err == nil && n != sealedBytes {
		err = fmt.Errorf("read %d bytes", n)
	}
	return errors.Join(err, f.Close())
}

func (s *sealTurns) ageOpen(int) error {
	f, err := os.Open(s.ageFile())
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := age.Decrypt(f, s.id)
	if err != nil {
		return err
	}
	n, err := io.CopyBuffer(io.Discard, readerOnly{r}, make([]byte, 1<<20))
	if err == nil && n != sealedBytes {
		err = fmt.Errorf("read %d bytes", n)
	}
	return err
}

type readerOnly struct{ io.Reader }

// noise are bytes that don't compress, the same each time.
func noise() io.Reader { return rand.NewChaCha8([32]byte{5}) }

// sealApart adds, opens and reads 2 GB in a process of its own and returns its most memory in MB.
func (b *bench) sealApart(dir string) (float64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(self)
	cmd.Env, cmd.Stderr = append(os.Environ(), sealEnv+"="+dir), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return 0, err
	}
	var p printed
	return p.Peak, json.Unmarshal(out, &p)
}

// sealLarge is that process. Memory counts from the unlocking on, for deriving a key from a password takes much by intent.
func sealLarge() error {
	b := &bench{ctx: context.Background()}
	vault, office, err := signedIn(b, os.Getenv(sealEnv))
	if err != nil {
		return err
	}
	c, err := office.SaveClient(b.ctx, app.Client{Name: "大文件有限公司", Phase: app.InCertification})
	if err != nil {
		return err
	}
	f, err := office.SaveFile(b.ctx, app.File{ClientCode: c.Code, Title: "大文件"})
	if err != nil {
		return err
	}
	debug.FreeOSMemory()
	if err := resetPeak(); err != nil {
		return err
	}
	d, err := office.AddContent(b.ctx, app.NewContent{
		File: f.Code, Name: "large.bin", Size: peakBytes, Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient,
		Received: app.DateOf(time.Now()),
	}, io.LimitReader(noise(), peakBytes), nil)
	if err != nil {
		return err
	}
	r, err := office.OpenContent(b.ctx, d.Code)
	if err != nil {
		return err
	}
	if _, err := io.CopyBuffer(io.Discard, readerOnly{io.NewSectionReader(r.File, 0, r.File.Size())}, make([]byte, 1<<20)); err != nil {
		return err
	}
	if err := errors.Join(office.CloseContent(b.ctx, r, app.Seen{}), vault.Close()); err != nil {
		return err
	}
	peak, err := peakMB()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(printed{Peak: peak})
}

// resetPeak forgets the most memory so far.
func resetPeak() error { return os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// peakMB is the most memory since.
func peakMB() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, ok := bytes.Cut(status, []byte("VmHWM:"))
	var kb float64
	if !ok {
		return 0, errors.New("no peak in /proc/self/status")
	}
	_, err = fmt.Fscan(strings.NewReader(string(rest)), &kb)
	return kb / 1024, err
}
