package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// added has the founder add a document with a file to a new client's case file, and returns its path.
func added(r *reach, title, text string) string {
	r.t.Helper()
	c := r.Client(title)
	f := r.File(c.Code, title)
	_, err := r.Founder.AddContent(r.Ctx(), app.NewContent{
		File: f.Code, Name: title + ".txt", Size: int64(len(text)), Title: title,
		Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Received: r.Today(),
	}, strings.NewReader(text), nil)
	r.ok(err)
	var newest app.Content
	r.ok(r.Store().View(r.Ctx(), func(reader app.Reader) error {
		return reader.EachContent(func(c app.Content) error {
			newest = c
			return nil
		})
	}))
	return filepath.Join(r.Dir, "documents", newest.Object[:2], newest.Object)
}

// verified is what the open vault's own check and that of the closed one find, as "reason file".
func (r *reach) verified() []string {
	r.t.Helper()
	told := func(list []app.Damage) (out []string) {
		for _, d := range list {
			out = append(out, d.Reason+" "+d.File)
		}
		slices.Sort(out)
		return out
	}
	live, err := r.Locked.Verify(r.Ctx(), nil)
	r.ok(err)
	r.ok(r.Locked.Close())
	found, err := r.Gate.Inspect(r.Ctx(), r.Dir, app.Access{Login: apptest.FounderLogin, Password: apptest.FounderPassword}, nil, nil)
	r.ok(err)
	r.Reopen()
	r.c = r.Contents(apptest.FounderLogin)
	if got, want := told(found.Damage), told(live); !slices.Equal(got, want) {
		r.t.Errorf("closed the vault tells of %q, open of %q", got, want)
	}
	return told(found.Damage)
}

func TestVerifyComparesDocumentsWithTheRegister(t *testing.T) {
	r := newReach(t)
	var paths []string
	for _, title := range []string{"甲", "乙", "丙", "丁"} {
		paths = append(paths, added(r, title, "内容"+title))
	}
	if got := r.verified(); len(got) != 0 {
		t.Error("sound, and told:", got)
	}
	inside := func(p string) string { return "documents/" + filepath.Base(filepath.Dir(p)) + "/" + filepath.Base(p) }
	b, err := os.ReadFile(paths[0])
	r.ok(err)
	stray := filepath.Join(filepath.Dir(paths[0]), filepath.Base(paths[0])[:2]+strings.Repeat("0", 30))
	r.ok(os.WriteFile(stray, b, 0o600)) // a whole age file that nobody knows
	b[len(b)-1] ^= 1
	r.ok(os.WriteFile(paths[0], b, 0o600))
	r.ok(os.Remove(paths[1]))
	r.ok(r.Store().Update(r.Ctx(), func(tx app.Tx) error { // erased in the register alone
		c, err := tx.ContentByObject(filepath.Base(paths[2]))
		if err != nil {
			return err
		}
		c.State, c.EndedAt = app.ContentErased, r.Clock.Now()
		if _, err := tx.RemoveGrantsOf(c.ID); err != nil {
			return err
		}
		return tx.SaveContent(c)
	}))
	want := []string{
		"error.damage.changed " + inside(paths[0]), "error.damage.missing " + inside(paths[1]),
		"error.damage.ended " + inside(paths[2]), "error.damage.orphan " + inside(stray),
	}
	slices.Sort(want)
	live, err := r.Locked.Verify(r.Ctx(), nil)
	r.ok(err)
	var got []string
	for _, d := range live {
		got = append(got, d.Reason+" "+d.File)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	r.verified() // opening it again removed what was erased
	if _, err := os.Stat(paths[2]); !os.IsNotExist(err) {
		t.Error("the erased file:", err)
	}
	if got := r.verified(); len(got) != 3 {
		t.Error("after opening it again:", got)
	}
}

func TestVerifyLooksAtTheKeysGiven(t *testing.T) {
	r := newReach(t)
	added(r, "甲", "内容")
	r.Tamper(`UPDATE grants SET until_on = '2030-01-01' WHERE person_id IS NOT NULL`, `DELETE FROM grants WHERE person_id IS NULL`)
	got := r.verified()
	want := []string{"error.grant.recovery register", "error.grant.signature register"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
