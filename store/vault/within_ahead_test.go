package vault

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
)

// filled is the register of a vault that was just opened, with some hundred pages in it and nothing in the log.
func filled(t *testing.T) *register {
	t.Helper()
	ctx := context.Background()
	v, _, err := Create(ctx, filepath.Join(t.TempDir(), "v"), Options{KDF: KDFParams{MemoryKiB: 64, Time: 1, Threads: 1}}, "a", "秋水共长天一色-落霞与孤鹜齐飞")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"CREATE TABLE t(x)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 400) INSERT INTO t SELECT randomblob(3500) FROM n"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Unlock(ctx, "a", "秋水共长天一色-落霞与孤鹜齐飞"); err != nil {
		t.Fatal(err)
	}
	return v.r
}

// plainly reads a page without any help.
func plainly(t *testing.T, r *register, n uint32) []byte {
	t.Helper()
	rec, page := make([]byte, recordSize), make([]byte, PageSize)
	if _, err := r.reg.ReadAt(rec, recordAt(n)); err != nil {
		t.Fatal(err)
	}
	if err := r.page.open(page, n, rec); err != nil {
		t.Fatal(err)
	}
	return page
}

// walkBy goes through the register in steps and tells how many pages came from a batch, which must be right.
func walkBy(t *testing.T, r *register, step uint32) (steps, hits int) {
	t.Helper()
	r.forget()
	r.walk.last = 0
	page := make([]byte, PageSize)
	for n := uint32(1); n <= r.st.pages; n += step {
		steps++
		if !r.readAhead(page, n) {
			continue
		}
		hits++
		if !bytes.Equal(page, plainly(t, r, n)) {
			t.Fatalf("in steps of %d, page %d is wrong", step, n)
		}
		last := r.walk.now
		if k := len(r.walk.coming); k > 0 {
			last = r.walk.coming[k-1]
		}
		if end := last.first + last.count; len(r.walk.coming) < aheadDepth && end <= r.st.pages {
			t.Fatalf("at page %d the batches end with %d", n, end)
		}
	}
	return steps, hits
}

// A walk through the register is read ahead, page for page what is there; a walk in wide steps, or backwards, is none.
func TestWalkIsReadAhead(t *testing.T) {
	r := filled(t)
	if r.st.pages < 400 {
		t.Fatalf("%d pages", r.st.pages)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for step := uint32(1); step <= aheadStep; step++ {
		if steps, hits := walkBy(t, r, step); hits != steps-aheadAfter {
			t.Errorf("in steps of %d: %d of %d read ahead", step, hits, steps)
		}
	}
	if _, hits := walkBy(t, r, aheadStep+1); hits != 0 {
		t.Errorf("in wide steps: %d read ahead", hits)
	}
	page := make([]byte, PageSize)
	r.forget()
	for n := r.st.pages; n > 0; n-- {
		if r.readAhead(page, n) {
			t.Fatalf("backwards, page %d is read ahead", n)
		}
	}
	for range 10 {
		if r.readAhead(page, 7) {
			t.Fatal("standing still is taken for a walk")
		}
	}
}

// A page that does not open is never given out from a batch.
func TestDamagedPageIsNotReadAhead(t *testing.T) {
	r := filled(t)
	const bad = 100
	b := []byte{0}
	if _, err := r.reg.ReadAt(b, recordAt(bad)+50); err != nil {
		t.Fatal(err)
	}
	b[0] ^= 1
	if _, err := r.reg.WriteAt(b, recordAt(bad)+50); err != nil {
		t.Fatal(err)
	}
	defer func() {
		b[0] ^= 1
		_, _ = r.reg.WriteAt(b, recordAt(bad)+50)
	}()
	r.mu.Lock()
	defer r.mu.Unlock()
	page := make([]byte, PageSize)
	for n := uint32(1); n <= 200; n++ {
		if got := r.readAhead(page, n); got != (n > aheadAfter && n != bad) {
			t.Errorf("page %d: read ahead %v", n, got)
		}
	}
}
