package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// Backups made while documents come in have every document that their register has, and pass the drill.
func TestBackupsHaveTheDocumentsOfTheirRegister(t *testing.T) {
	r := newReach(t)
	c := r.Client("甲")
	f := r.File(c.Code, "案卷")
	done := make(chan error, 1)
	go func() {
		for i := range 25 {
			_, err := r.Founder.AddContent(r.Ctx(), app.NewContent{
				File: f.Code, Name: "a.txt", Size: 7, Title: fmt.Sprint("文件", i),
				Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Received: r.Today(),
			}, strings.NewReader("content"), nil)
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	folder := t.TempDir()
	var made []app.BackupInfo
	for range 3 {
		info, err := r.Founder.Backup(r.Ctx(), folder, nil)
		r.ok(err)
		made = append(made, info)
	}
	r.ok(<-done)
	info, err := r.Founder.Backup(r.Ctx(), folder, nil)
	r.ok(err)
	if info.Documents != 25 {
		t.Errorf("the last one has %d documents", info.Documents)
	}
	for _, info := range append(made, info) {
		r.drilled(filepath.Join(folder, filepath.Base(info.File)))
	}
}

// drilled restores a backup and expects nothing amiss.
func (r *reach) drilled(file string) {
	r.t.Helper()
	report, err := r.Gate.DrillBackup(r.Ctx(), app.DrillRequest{File: file, Login: apptest.FounderLogin, Password: apptest.FounderPassword}, nil)
	r.ok(err)
	if len(report.Damage) > 0 {
		r.t.Errorf("%s: %+v", file, report.Damage)
	}
}

// The drill tells of a document that the backup has not as it was registered.
func TestDrillComparesDocuments(t *testing.T) {
	r := newReach(t)
	path := added(r, "甲", "内容")
	b, err := os.ReadFile(path)
	r.ok(err)
	b[len(b)-1] ^= 1
	r.ok(os.WriteFile(path, b, 0o600))
	folder := t.TempDir()
	info, err := r.Founder.Backup(r.Ctx(), folder, nil)
	r.ok(err)
	report, err := r.Gate.DrillBackup(r.Ctx(), app.DrillRequest{
		File: filepath.Join(folder, filepath.Base(info.File)), Login: apptest.FounderLogin, Password: apptest.FounderPassword,
	}, nil)
	r.ok(err)
	if len(report.Damage) != 1 || report.Damage[0].Reason != "error.damage.changed" {
		t.Errorf("%+v", report.Damage)
	}
}

// While a document is on its way from the register to its name no backup takes its moment, and the other way round.
func TestKeepingAndABackupsMomentExcludeEachOther(t *testing.T) {
	_, _, in, _ := onSmallDisk(t)
	s, _, err := in.Contents.Seal(t.Context(), strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	begun := make(chan app.Snapshot, 1)
	err = in.Contents.Keep(t.Context(), s.Object, func() error {
		go func() {
			snap, err := in.Archive.Begin(t.Context())
			if err != nil {
				t.Error(err)
			}
			begun <- snap
		}()
		select {
		case <-begun:
			t.Error("a backup began between registering and keeping")
		case <-time.After(50 * time.Millisecond):
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	snap := <-begun
	s, _, err = in.Contents.Seal(t.Context(), strings.NewReader("y"))
	if err != nil {
		t.Fatal(err)
	}
	kept := make(chan error, 1)
	go func() { kept <- in.Contents.Keep(t.Context(), s.Object, func() error { return nil }) }()
	select {
	case <-kept:
		t.Error("a document was kept while a backup took its moment")
	case <-time.After(50 * time.Millisecond):
	}
	if err := snap.Freeze(); err != nil {
		t.Error(err)
	}
	if err := <-kept; err != nil {
		t.Error(err)
	}
	snap.Release()
}
