package grants

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"custody/app"
)

// What somebody kept of an account's keys during a loan is what FORMAT.md says it is: after the return nothing in the
// register opens with the account's identity any more; the key that was copied before still opens the file as it was, for a
// key once held can't be taken from a copy; and after the document is sealed anew it opens nothing that is in the vault.
func TestKeysKeptFromALoan(t *testing.T) {
	w, err := start(t.Context(), prepare(t), newMemo())
	must(t, err)
	defer func() { must(t, w.close()) }()
	keeper, borrower := w.session(t, founder), w.session(t, auditor)
	code, loan := w.lent(t, keeper, borrower, 3)
	if _, err := borrower.OpenContent(t.Context(), code); err != nil {
		t.Fatal(err)
	}

	// The copy: the identity from the account's slot, and every key in the register as it stands, and the file.
	identity := w.identities[auditor].id
	kept := w.wrapped(t)
	mine := slices.DeleteFunc(slices.Clone(kept), func(g []byte) bool { return !opens(g, identity) })
	if len(mine) != 1 {
		t.Fatalf("during the loan the account opens %d keys of %d", len(mine), len(kept))
	}
	content, err := unwrap(mine[0], identity)
	must(t, err)
	file := w.sealedFile(t)
	if text, err := decrypt(file, content); err != nil || text != w.contents[0].text {
		t.Fatalf("during the loan: %q, %v", text, err)
	}

	must(t, borrower.GiveBack(t.Context(), loan, nil))
	for _, g := range w.wrapped(t) {
		if opens(g, identity) {
			t.Error("after the return the account's identity opens a key in the register")
		}
	}
	if _, err := borrower.OpenContent(t.Context(), code); app.CodeOf(err) != app.NotAllowed {
		t.Errorf("after the return the office says %v", err)
	}
	if text, err := decrypt(w.sealedFile(t), content); err != nil || text != w.contents[0].text {
		t.Errorf("the key that was kept opens the file no more: %q, %v; FORMAT.md says it does", text, err)
	}

	must(t, keeper.Reseal(t.Context(), code, nil))
	for _, g := range w.wrapped(t) {
		if opens(g, identity) {
			t.Error("sealed anew, the account's identity opens a key")
		}
	}
	now := w.sealedFile(t)
	if string(now) == string(file) {
		t.Error("sealed anew, the file is the same")
	}
	if _, err := decrypt(now, content); err == nil {
		t.Error("sealed anew, the key that was kept opens the file")
	}
	for name := range w.disk.files {
		if slices.Equal(w.disk.read(name), file) {
			t.Errorf("sealed anew, the old file is still there: %s", name)
		}
	}
	if text, err := decrypt(file, content); err != nil || text != w.contents[0].text {
		t.Errorf("a copy of the old file and its key: %q, %v; FORMAT.md says they open", text, err)
	}
}

func (w *world) session(t *testing.T, who int) *app.Office {
	t.Helper()
	o, err := w.office(who)
	must(t, err)
	return o
}

// wrapped are all keys in the register.
func (w *world) wrapped(t *testing.T) (out [][]byte) {
	t.Helper()
	found, err := w.register()
	must(t, err)
	for _, g := range found.grants {
		out = append(out, g.Wrapped)
	}
	return out
}

func opens(wrapped []byte, id *age.X25519Identity) bool {
	_, err := unwrap(wrapped, id)
	return err == nil
}

// sealedFile is the only document's.
func (w *world) sealedFile(t *testing.T) []byte {
	t.Helper()
	found, err := w.register()
	must(t, err)
	for _, c := range found.contents {
		if len(found.contents) == 1 {
			return w.disk.read(w.file(c.Object))
		}
	}
	t.Fatal(fmt.Sprint(len(found.contents), " documents"))
	return nil
}

// A key stays where one duty takes over from another: the loan ends on the day before the assignment begins.
func TestAKeyOutlastsTheLoanWithAnAssignment(t *testing.T) {
	w, err := start(t.Context(), prepare(t), newMemo())
	must(t, err)
	defer func() { must(t, w.close()) }()
	keeper, borrower := w.session(t, founder), w.session(t, auditor)
	code, _ := w.lent(t, keeper, borrower, 1)
	_, err = keeper.Assign(t.Context(), w.p.clients[0], w.people[auditor].number, "audit", w.today.AddDays(2), w.today.AddDays(4))
	must(t, err)
	w.clock.Advance(3 * 24 * time.Hour)
	_, err = keeper.SettleKeys(t.Context(), nil)
	must(t, err)
	for _, who := range []string{"as settled", "signed in anew"} {
		if _, err := borrower.OpenContent(t.Context(), code); err != nil {
			t.Errorf("%s: %v", who, err)
		}
		borrower, err = w.signIn(auditor)
		must(t, err)
	}
}

// lent adds a document and lends it for some days. It returns its number and the loan's.
func (w *world) lent(t *testing.T, keeper, borrower *app.Office, days int) (code, loan string) {
	t.Helper()
	must(t, w.add(step{}))
	code = w.contents[0].document
	l, err := borrower.RequestLoan(t.Context(), app.LoanRequest{
		Copies: []string{code + "/E"}, Purpose: "审核", Place: app.AtOffice, Due: w.today.AddDays(days),
	})
	must(t, err)
	_, err = keeper.Decide(t.Context(), l.Number, []app.Decision{{Copy: code + "/E", Approve: true}})
	must(t, err)
	return code, l.Number
}
