package app_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
	"custody/ui/paper"
	"custody/ui/reader/code"
)

var press = paper.NewDesk() // its fonts are read once for all tests

// sealing is a kit whose offices seal papers and read codes.
func sealing(t *testing.T) *apptest.Kit {
	t.Helper()
	k := apptest.New(t)
	k.With(press, code.Reader{})
	return k
}

// signedBy has somebody sign on the pad before the founder.
func signedBy(t *testing.T, k *apptest.Kit, number string, key app.TemplateKey) app.Commitment {
	t.Helper()
	c, err := k.Founder.Sign(t.Context(), app.SignInput{
		PersonNumber: number, Key: key, Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword, ReadToEnd: true,
	})
	ok(t, err)
	return c
}

func TestSigningSealsThePaper(t *testing.T) {
	k := sealing(t)
	p := k.Person("王𬱖", apptest.Unsigned())
	c := signedBy(t, k, p.Number, app.NDA)
	if c.PaperID == 0 {
		t.Fatal("nothing was sealed")
	}
	f, err := k.Founder.ExportPaper(t.Context(), c.PaperID)
	ok(t, err)
	r, err := seal.Verify(f.PDF)
	ok(t, err)
	if r.Name != apptest.Founding("").Organisation.Name || r.For != p.Number+" "+p.Name || !r.At.Equal(k.Clock.Now()) || r.Fingerprint != f.Fingerprint {
		t.Errorf("the seal says %+v", r)
	}
	sum := sha256.Sum256(f.PDF)
	if f.SHA256 != hex.EncodeToString(sum[:]) || f.Size != int64(len(f.PDF)) || f.Kind != app.PaperCommitment || f.Number != p.Number {
		t.Errorf("paper %+v", f.SealedPaper)
	}
	es, err := k.Founder.Audit(t.Context(), app.AuditFilter{Act: "paper.seal"})
	ok(t, err)
	if len(es) != 1 || !strings.Contains(es[0].Detail, f.SHA256) || es[0].Object != f.Ref {
		t.Errorf("the log says %+v", es)
	}
	made, err := k.Founder.Audit(t.Context(), app.AuditFilter{Act: "certificate.make"})
	ok(t, err)
	if len(made) != 1 || !strings.Contains(made[0].Detail, f.Fingerprint) {
		t.Errorf("the log says %+v", made)
	}
	second := signedBy(t, k, p.Number, app.Impartiality)
	s, err := k.Founder.Paper(t.Context(), second.PaperID)
	ok(t, err)
	if s.Fingerprint != f.Fingerprint {
		t.Error("a certificate was made for each paper")
	}
	chainHolds(t, k)
}

// What is signed where nothing can be sealed counts, waits, and is sealed once something can.
func TestSignedPapersWaitToBeSealed(t *testing.T) {
	k := apptest.New(t) // the founder's own two wait already
	p := k.Person("早签者", apptest.Unsigned())
	if c := signedBy(t, k, p.Number, app.NDA); c.PaperID != 0 {
		t.Fatalf("sealed by nothing: %+v", c)
	}
	n, err := k.Founder.SealPending(t.Context(), nil)
	if n.Sealed != 0 || n.Waiting != 3 || err != nil {
		t.Errorf("sealed by nothing: %+v, %v", n, err)
	}
	waits := papersWaiting(t, k)
	k.With(press, nil)
	k.Clock.Advance(time.Hour)
	var told []int64
	n, err = k.Founder.SealPending(t.Context(), func(done, of int64) { told = append(told, done, of) })
	ok(t, err)
	if len(waits) != 3 || n != (app.Sealing{Sealed: 3}) || len(papersWaiting(t, k)) != 0 || !slices.Equal(told, []int64{1, 3, 2, 3, 3, 3}) {
		t.Errorf("of %v, %+v; %v wait; told %v", waits, n, papersWaiting(t, k), told)
	}
	rows, err := k.Founder.Commitments(t.Context(), app.CommitmentFilter{Person: p.Number, Key: app.NDA})
	ok(t, err)
	f, err := k.Founder.OpenPaper(t.Context(), rows[0].PaperID)
	ok(t, err)
	if r, err := seal.Verify(f.PDF); err != nil || !r.At.Equal(k.Clock.Now()) {
		t.Errorf("sealed later: %+v, %v", r, err)
	}
	if n, err = k.Founder.SealPending(t.Context(), nil); n != (app.Sealing{}) || err != nil {
		t.Errorf("sealed again: %+v, %v", n, err)
	}
	chainHolds(t, k)
}

// papersWaiting are the commitments without a paper.
func papersWaiting(t *testing.T, k *apptest.Kit) []int64 {
	t.Helper()
	var ids []int64
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		ids, err = r.UnsealedCommitments(-1)
		return err
	}))
	return ids
}

// An expired certificate stops no signing: the paper waits for another.
func TestAnExpiredCertificateKeepsNobodyFromSigning(t *testing.T) {
	k := sealing(t)
	p := k.Person("早", apptest.Unsigned())
	signedBy(t, k, p.Number, app.NDA)
	k.Clock.Advance((seal.Years*366 + 1) * 24 * time.Hour)
	k.Bind(apptest.FounderNumber)
	late := k.Person("晚", apptest.Unsigned())
	if c := signedBy(t, k, late.Number, app.NDA); c.PaperID != 0 || c.ID == 0 {
		t.Errorf("signed %+v", c)
	}
	n, err := k.Founder.SealPending(t.Context(), nil)
	ok(t, err)
	if key, _ := answerOf(t, n.Why); n.Sealed != 0 || n.Waiting == 0 || key != "error.seal.expired" {
		t.Errorf("an expired certificate: %+v", n)
	}
}

// The organisation signs many at once; each gets another paper, and the first is kept.
func TestCountersigning(t *testing.T) {
	k := sealing(t)
	_, approver := k.Staff("批准人", app.Approver)
	a, b := k.Person("甲", apptest.Unsigned()), k.Person("乙", apptest.Unsigned())
	first, second := signedBy(t, k, a.Number, app.NDA), signedBy(t, k, b.Number, app.NDA)
	single := signedBy(t, k, a.Number, app.Impartiality)
	rows, err := approver.ToCountersign(t.Context())
	ok(t, err)
	want := []int64{first.ID, second.ID}
	for _, id := range want {
		if !slices.ContainsFunc(rows, func(r app.CommitmentRow) bool { return r.ID == id && r.MayCounter }) {
			t.Errorf("%d is not among %d rows", id, len(rows))
		}
	}
	in := app.CounterInput{IDs: want, Strokes: apptest.Strokes(), Place: "深圳"}
	mine := k.Founder // an administrator, who attested both
	in.Password = apptest.FounderPassword
	refusedKey(t, mine.Countersign(t.Context(), in), app.NotAllowed, "error.counter.witness")

	_, counter := enrolled(t, k, app.Approver)
	in.Password = ownPassword
	for name, c := range map[string]struct {
		change func(*app.CounterInput)
		code   app.Code
		key    string
	}{
		"nothing":   {func(in *app.CounterInput) { in.IDs = nil }, app.Invalid, "error.counter.nothing"},
		"one party": {func(in *app.CounterInput) { in.IDs = append(slices.Clone(in.IDs), single.ID) }, app.Conflict, "error.counter.none"},
		"empty pad": {func(in *app.CounterInput) { in.Strokes = nil }, app.Invalid, "error.sign.blank"},
		"one that trembles": {func(in *app.CounterInput) {
			in.Strokes = [][]app.Point{{{X: 0.5, Y: 0.5}, {X: 0.501, Y: 0.5}, {X: 0.5, Y: 0.501}, {X: 0.5, Y: 0.5}, {X: 0.501, Y: 0.5}}}
		}, app.Invalid, "error.sign.blank"},
		"single dot":   {func(in *app.CounterInput) { in.Strokes = [][]app.Point{{{X: 0.5, Y: 0.5}}} }, app.Invalid, "error.sign.blank"},
		"not password": {func(in *app.CounterInput) { in.Password = "x" }, app.NotAllowed, "error.password"},
		"no such":      {func(in *app.CounterInput) { in.IDs = []int64{9999} }, app.NotFound, "error.notfound"},
	} {
		bad := in
		c.change(&bad)
		t.Run(name, func(t *testing.T) { refusedKey(t, counter.Countersign(t.Context(), bad), c.code, c.key) })
	}
	k.Clock.Advance(time.Minute)
	ok(t, counter.Countersign(t.Context(), in))
	refusedKey(t, counter.Countersign(t.Context(), in), app.Conflict, "error.counter.done")
	rows, err = k.Founder.Commitments(t.Context(), app.CommitmentFilter{Person: a.Number, Key: app.NDA})
	ok(t, err)
	now := rows[0]
	if now.PaperID <= first.PaperID || now.Counter.PersonID == 0 || now.Counter.Signature.Name != "办事人" || now.WantsCounter || now.Counter.PaperID != now.PaperID {
		t.Errorf("countersigned %+v", now.Commitment)
	}
	old, err := k.Founder.OpenPaper(t.Context(), first.PaperID)
	ok(t, err)
	fresh, err := k.Founder.OpenPaper(t.Context(), now.PaperID)
	ok(t, err)
	for _, f := range []app.PaperFile{old, fresh} {
		if _, err := seal.Verify(f.PDF); err != nil {
			t.Errorf("paper %d: %v", f.ID, err)
		}
	}
	waiting := papersWaiting(t, k)
	if bytes.Equal(old.PDF, fresh.PDF) || slices.Contains(waiting, first.ID) || slices.Contains(waiting, second.ID) {
		t.Errorf("%v wait", waiting)
	}
	chainHolds(t, k)
}

// Nobody countersigns what they signed themselves (rule 3).
func TestNobodyCountersignsTheirOwn(t *testing.T) {
	k := sealing(t)
	p, o := enrolled(t, k, app.Approver)
	c, err := o.Sign(t.Context(), app.SignInput{
		PersonNumber: p.Number, Key: app.NDA, Strokes: apptest.Strokes(), Password: ownPassword, ReadToEnd: true,
	})
	ok(t, err)
	err = o.Countersign(t.Context(), app.CounterInput{IDs: []int64{c.ID}, Strokes: apptest.Strokes(), Password: ownPassword})
	refusedKey(t, err, app.NotAllowed, "error.counter.own")
}
