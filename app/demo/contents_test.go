package demo

import (
	"bytes"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// TestTheFilesAreTheSameEachTime: a demo shows the same today and tomorrow.
func TestTheFilesAreTheSameEachTime(t *testing.T) {
	p, err := newPress()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		one, err := f.make(p)
		if err != nil || len(one) == 0 {
			t.Fatalf("%s: %d bytes, %v", f.name, len(one), err)
		}
		two, err := f.make(p)
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: another the second time, %v", f.name, err)
		}
		if kind := app.KindOf(f.name, one[:min(len(one), 512)]); kind == app.KindOther {
			t.Errorf("%s is of no kind that can be viewed", f.name)
		}
	}
}

// TestTheDemoHasElectronicDocuments: of each kind one, one out to be viewed, one printed from, one
// asked for, and readings of them.
func TestTheDemoHasElectronicDocuments(t *testing.T) {
	vaults := app.Vaults{
		Gate: store.Gate{Options: vault.Options{KDF: apptest.CheapKDF}},
		Env:  app.Env{Clock: func() time.Time { return apptest.Start }, Rand: rand.Reader},
	}
	dir := filepath.Join(t.TempDir(), "demo")
	if _, err := Make(t.Context(), vaults, dir); err != nil {
		t.Fatal(err)
	}
	box, err := vaults.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	o, err := box.Unlock(t.Context(), founder, Password(founder))
	if err != nil {
		t.Fatal(err)
	}
	views, err := o.ContentViews(t.Context(), app.ViewFilter{})
	if err != nil || len(views) < 4 {
		t.Errorf("%d readings, %v", len(views), err)
	}
	extracts, err := o.Extracts(t.Context(), app.ExtractFilter{State: app.ExtractOut})
	if err != nil || len(extracts) != 1 || extracts[0].Kind != app.Printed {
		t.Errorf("extracts are %+v, %v", extracts, err)
	}
	rows, err := o.Loans(t.Context(), app.LoanFilter{Tab: app.TabHistory})
	if err != nil {
		t.Fatal(err)
	}
	states := map[app.ItemState]int{}
	for _, r := range rows {
		sheet, err := o.OpenLoan(t.Context(), r.Number)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range sheet.Items {
			if it.Electronic {
				states[it.State]++
			}
		}
	}
	if states[app.OutItem] != 2 || states[app.Requested] != 1 {
		t.Errorf("electronic copies are %v", states)
	}
}
