package app_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"

	"custody/app"
	"custody/app/apptest"
)

// sealedFile is where a document's sealed file lies.
func (d *contentDesk) sealedFile(t testing.TB, doc app.Document) string {
	object := d.content(t, doc).Object
	return filepath.Join(d.Dir, "documents", object[:2], object)
}

// TestChangedGrantDoesNotOpen: whoever changes a row of a grant, its last day, its reader or its key,
// opens nothing with it; verify names the row.
func TestChangedGrantDoesNotOpen(t *testing.T) {
	for name, change := range map[string]func(d *contentDesk, mine, other app.Grant) string{
		"a later last day": func(_ *contentDesk, g, _ app.Grant) string {
			return fmt.Sprintf(`UPDATE grants SET until_on = '2999-01-01' WHERE id = %d`, g.ID)
		},
		"no last day": func(_ *contentDesk, g, _ app.Grant) string {
			return fmt.Sprintf(`UPDATE grants SET until_on = '' WHERE id = %d`, g.ID)
		},
		"another's key": func(_ *contentDesk, g, other app.Grant) string {
			return fmt.Sprintf(`UPDATE grants SET wrapped = (SELECT wrapped FROM grants WHERE id = %d) WHERE id = %d`, other.ID, g.ID)
		},
		"another granter": func(_ *contentDesk, g, _ app.Grant) string {
			return fmt.Sprintf(`UPDATE grants SET granter = 'zb-101' WHERE id = %d`, g.ID)
		},
		"no signature": func(_ *contentDesk, g, _ app.Grant) string {
			return fmt.Sprintf(`UPDATE grants SET sig = x'' WHERE id = %d`, g.ID)
		},
		"of another file": func(d *contentDesk, g, _ app.Grant) string {
			return fmt.Sprintf(`UPDATE contents SET sealed_sum = zeroblob(32) WHERE id = %d`, g.ContentID)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newContentDesk(t)
			p, _ := d.Staff("赵一", app.Auditor)
			d.Assign(d.client.Code, p.Number, 30)
			doc2 := d.add(t, "另一份.txt", contentText)
			mine, _ := d.grant(t, d.doc, p.ID)
			other, _ := d.grant(t, doc2, p.ID)
			damages(t, d.Kit, 0)
			d.Tamper(change(d, mine, other))
			damages(t, d.Kit, 1)
			staff := d.Office(apptest.Login(p.Number))
			notOpened(t, staff, d.doc, "error.content.grant")
			if f := facts(t, logged(t, d.Kit, apptest.Login(p.Number), "content.keys", app.Done)); f["taken"] != 1.0 {
				t.Errorf("the log tells %v", f)
			}
			if name == "of another file" {
				return
			}
			damages(t, d.Kit, 0) // the changed one is gone, and a right one comes
			settle(t, d.Founder)
			if got := read(t, staff, d.doc); got != contentText {
				t.Errorf("read %q", got)
			}
		})
	}
}

// damages checks how many kinds of damage CheckGrants finds.
func damages(t testing.TB, k *apptest.Kit, atLeast int) []app.Damage {
	t.Helper()
	var found []app.Damage
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		found, err = app.CheckGrants(r)
		return err
	}))
	if atLeast == 0 && len(found) > 0 || len(found) < atLeast {
		t.Errorf("the grants have %v, want %d", found, atLeast)
	}
	return found
}

// TestGrantsWithoutAnEndAreNamed: a grant of an ended content, and a sealed content that recovery can't open.
func TestGrantsWithoutAnEndAreNamed(t *testing.T) {
	d := newContentDesk(t)
	d.Tamper(`DELETE FROM grants WHERE person_id IS NULL`)
	if found := damages(t, d.Kit, 1); found[0].Reason != "error.grant.recovery" {
		t.Errorf("found %v", found)
	}
	d.Tamper(`UPDATE contents SET state = 'erased', ended_at = '2026-11-27T00:00:00Z'`)
	if found := damages(t, d.Kit, 1); found[0].Reason != "error.grant.content" {
		t.Errorf("found %v", found)
	}
}

// TestChangedGrantIsNotPassedOn: a changed last day is not signed anew when the right one moves, and a
// custodian's own changed grant gives no key to others.
func TestChangedGrantIsNotPassedOn(t *testing.T) {
	d := newContentDesk(t)
	p, _ := d.Staff("赵一", app.Auditor)
	d.Assign(d.client.Code, p.Number, 30)
	g, _ := d.grant(t, d.doc, p.ID)
	d.Tamper(fmt.Sprintf(`UPDATE grants SET until_on = '2999-01-01' WHERE id = %d`, g.ID))
	settle(t, d.Founder) // the changed one goes, and a right one may come
	damages(t, d.Kit, 0)
	settle(t, d.Founder)
	d.wantKey(t, d.doc, p, string(d.Today().AddDays(30)))

	own, _ := d.grant(t, d.doc, d.person(t, apptest.FounderNumber).ID)
	d.Tamper(fmt.Sprintf(`UPDATE grants SET sig = x'00' WHERE id = %d`, own.ID))
	other, _ := d.Staff("钱二", app.Auditor)
	d.Assign(d.client.Code, other.Number, 30)
	d.wantKey(t, d.doc, other, "none")
}

// person finds a person by number.
func (d *contentDesk) person(t testing.TB, number string) (p app.Person) {
	t.Helper()
	ok(t, d.Store().View(t.Context(), func(r app.Reader) (err error) {
		p, err = r.PersonByNumber(number)
		return err
	}))
	return p
}

// TestDamagedFileIsRefusedAndReported: one byte, a missing file, a file of another document: nothing
// is given out, the log has it, and Today tells custodians until it opens again.
func TestDamagedFileIsRefusedAndReported(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, d *contentDesk, file string){
		"one byte": func(t *testing.T, _ *contentDesk, file string) {
			raw, err := os.ReadFile(file)
			ok(t, err)
			raw[len(raw)/2] ^= 1
			ok(t, os.WriteFile(file, raw, 0o600))
		},
		"missing": func(t *testing.T, _ *contentDesk, file string) { ok(t, os.Remove(file)) },
		"another": func(t *testing.T, d *contentDesk, file string) {
			raw, err := os.ReadFile(d.sealedFile(t, d.add(t, "另一份.txt", contentText)))
			ok(t, err)
			ok(t, os.WriteFile(file, raw, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newContentDesk(t)
			whole, err := os.ReadFile(d.sealedFile(t, d.doc))
			ok(t, err)
			harm(t, d, d.sealedFile(t, d.doc))
			_, err = d.Founder.OpenContent(t.Context(), d.doc.Code)
			refusedKey(t, err, app.Damaged, "error.content.damaged")
			logged(t, d.Kit, apptest.FounderLogin, "content.open", app.Refused)
			told := entries(t, d.Kit, "content.damaged")
			if len(told) != 1 || told[0].Object != d.doc.Code {
				t.Errorf("the log tells %v", told)
			}
			if !contentTask(t, d.Founder) {
				t.Error("Today says nothing")
			}
			d.givesUp(t, d.doc)
			if !contentTask(t, d.Founder) {
				t.Error("Today says nothing after an opening that was given up")
			}
			refusedKey(t, d.Founder.Reseal(t.Context(), d.doc.Code, nil), app.Damaged, "error.content.damaged")
			ok(t, os.WriteFile(d.sealedFile(t, d.doc), whole, 0o600))
			if got := read(t, d.Founder, d.doc); got != contentText {
				t.Errorf("read %q", got)
			}
			if contentTask(t, d.Founder) {
				t.Error("Today still tells of it")
			}
			chainHolds(t, d.Kit)
		})
	}
}

// givesUp has the founder give up an opening before the file is looked at.
func (d *contentDesk) givesUp(t testing.TB, doc app.Document) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	store := &thenStore{Store: d.Store()}
	o := d.OfficeOver(store, apptest.FounderLogin)
	store.then = func() error {
		cancel()
		return nil
	}
	if _, err := o.OpenContent(ctx, doc.Code); !errors.Is(err, context.Canceled) {
		t.Error("not given up:", err)
	}
}

func contentTask(t testing.TB, o *app.Office) bool {
	t.Helper()
	today, err := o.Today(t.Context())
	ok(t, err)
	return slices.ContainsFunc(today.Tasks, func(task app.Task) bool { return task.Kind == app.TaskContent })
}

// TestWrongKeyIsReplaced: a grant that is signed right and holds another document's key goes when it is tried; one that a
// session from before a new code can't open stays.
func TestWrongKeyIsReplaced(t *testing.T) {
	d := newContentDesk(t)
	p, staff := d.Staff("赵一", app.Auditor)
	d.Assign(d.client.Code, p.Number, 30)
	second := d.add(t, "另一份.txt", contentText)
	other, _ := d.grant(t, second, p.ID)
	g, _ := d.grant(t, d.doc, p.ID)
	c := d.content(t, d.doc)
	g.Wrapped = other.Wrapped
	founder := d.Identity()
	g.Granter, g.Sig = founder.Login, ed25519.Sign(founder.Sign, g.Digest(c.Object, p.Number, c.SealedSum))
	ok(t, d.Store().Update(t.Context(), func(tx app.Tx) error { return tx.SaveGrant(g) }))
	damages(t, d.Kit, 0)
	notOpened(t, staff, d.doc, "error.content.key")
	if _, has := d.grant(t, d.doc, p.ID); has {
		t.Error("the wrong key stayed")
	}
	settle(t, d.Founder)
	if got := read(t, staff, d.doc); got != contentText {
		t.Errorf("read %q", got)
	}
	secret, err := age.GenerateX25519Identity()
	ok(t, err)
	ok(t, d.Store().Update(t.Context(), func(tx app.Tx) error {
		a, err := tx.AccountByLogin(apptest.Login(p.Number))
		if err != nil {
			return err
		}
		a.Recipient = secret.Recipient().String()
		_, err = tx.SaveAccount(a)
		return err
	}))
	settle(t, d.Founder)
	notOpened(t, staff, d.doc, "error.content.key")
	if _, has := d.grant(t, d.doc, p.ID); !has {
		t.Error("the key of the new enrolment went")
	}
}
