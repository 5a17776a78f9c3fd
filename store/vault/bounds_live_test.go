package vault_test

import (
	"slices"
	"testing"

	"custody/store/vault"
)

// A full read of a vault in use counts what lies on the disk and closes what it opened.
func TestVerifyCountsWhatIsThere(t *testing.T) {
	w := newWreck(t, true)
	opt := cheap()
	d := newCounting(0)
	opt.FS = d
	v := reopen(t, w.dir, opt)
	do(t, v, "INSERT INTO small VALUES ('one')")
	do(t, v, "INSERT INTO small VALUES ('two')")
	before := d.open.Load()
	var done, all int64
	r, err := v.Verify(ctx, func(n, of int64) { done, all = n, of })
	if err != nil || !r.Sound() {
		t.Fatal(told(r.Bad), err)
	}
	bytes := len(w.read("keys")) + len(w.read("register")) + len(w.read("register.log"))
	if r.Commits != 2 || r.Frames != 2 || r.Slots != 2 || r.Documents != 2 || r.Bytes != int64(bytes) {
		t.Errorf("%+v, of %d bytes", r, bytes)
	}
	if want := (len(w.read("register")) - headBytes) / pageBytes; r.Pages != want || done != int64(want) || all != int64(want) {
		t.Errorf("%d pages, told %d of %d, not %d", r.Pages, done, all, want)
	}
	if left := d.open.Load() - before; left != 0 {
		t.Errorf("%d files left open", left)
	}
}

// A disk that fails once is never the reason for a full read that finds all well and read less than all.
func TestVerifyOnADiskThatFailsOnce(t *testing.T) {
	w := newWreck(t, true)
	opt := cheap()
	d := newCounting(0)
	opt.FS = d
	v := reopen(t, w.dir, opt)
	do(t, v, "INSERT INTO small VALUES ('one')")
	whole, err := v.Verify(ctx)
	if err != nil || !whole.Sound() {
		t.Fatal(told(whole.Bad), err)
	}
	for n := int64(1); n < 100; n++ {
		d.fails.Store(n)
		r, err := v.Verify(ctx)
		same := r.Pages == whole.Pages && r.Commits == whole.Commits && r.Slots == whole.Slots && r.Documents == whole.Documents && r.Bytes == whole.Bytes
		if d.fails.Load() > 0 {
			if err != nil || !r.Sound() || !same {
				t.Errorf("%+v, not %+v, %v", r, whole, err)
			}
			return
		}
		if err == nil && (r.Sound() || !same) {
			t.Errorf("question %d: %+v, not %+v, told %q", n, r, whole, told(r.Bad))
		}
	}
	t.Error("no end")
}

// A key file of the vault's own that is not the one in use is told, whatever its seals say.
func TestVerifyOfAnOldKeyFile(t *testing.T) {
	w := newWreck(t, true)
	v := reopen(t, w.dir, cheap())
	earlier := w.read("keys")
	if _, _, err := v.Invite("somebody"); err != nil {
		t.Fatal(err)
	}
	now := w.read("keys")
	for _, c := range []struct {
		file []byte
		want []string
	}{
		{now, []string{}},
		{earlier, []string{"keys: key slots are not this vault's own"}},
	} {
		w.write("keys", c.file)
		if r, err := v.Verify(ctx); err != nil || !slices.Equal(told(r.Bad), c.want) || r.Documents != 2 || r.Pages == 0 {
			t.Errorf("told %q, %+v, %v", told(r.Bad), r, err)
		}
	}
	w.write("keys", now)
	if err := v.Close(); err != nil {
		t.Error(err)
	}
}

// A state whose page count is right and a log that cuts the database: the register may be longer than what counts.
func TestRemainsCountByTheLastCommit(t *testing.T) {
	w := newWreck(t, false)
	sound, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	pages := sound.Pages()
	sound.Close()
	at := w.frames()
	w.noise("register.log", at[2], 96) // one commit of a single row
	register := w.read("register")
	inRegister := uint32((len(register) - headBytes) / pageBytes)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if m.Pages() != pages || pages <= inRegister || m.Report.Pages != int(inRegister) || len(m.Report.Bad) != 1 {
		t.Errorf("%d pages of %d, %d read of %d, told %q", m.Pages(), pages, m.Report.Pages, inRegister, told(m.Report.Bad))
	}
	for n := inRegister + 1; n <= pages; n++ {
		if m.Page(n) == nil {
			t.Errorf("page %d, which only the log has", n)
		}
	}
	if d := m.Report.Bad[0]; d.Part != vault.PartCommit || d.Offset != int64(at[2]) || d.Number != firstCommit(t, w)+2 {
		t.Errorf("%+v", d)
	}
}
