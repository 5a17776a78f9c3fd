package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// backupStage is a vault with a backup plan.
type backupStage struct {
	*apptest.Kit
	folder string
}

func newBackupStage(t *testing.T) *backupStage {
	t.Helper()
	s := &backupStage{apptest.New(t), t.TempDir()}
	plan := app.DefaultBackupPlan()
	plan.Folder = s.folder
	ok(t, s.Founder.SaveBackupPlan(t.Context(), plan))
	return s
}

func (s *backupStage) files() []string {
	s.T.Helper()
	entries, err := os.ReadDir(s.folder)
	ok(s.T, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// backup makes the planned backup, a minute later than the last act.
func (s *backupStage) backup() app.BackupInfo {
	s.T.Helper()
	s.Clock.Advance(time.Minute)
	b, err := s.Founder.Backup(s.Ctx(), "", nil)
	ok(s.T, err)
	return b
}

func (s *backupStage) status() app.BackupStatus {
	s.T.Helper()
	st, err := s.Founder.BackupStatus(s.Ctx())
	ok(s.T, err)
	return st
}

// backupActs are the methods about backups as each role may call them.
var backupActs = []coreAct{
	{"BackupStatus", "backup.status", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.BackupStatus(ctx)
		return err
	}},
	{"Backup by the plan", "backup.make", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Backup(ctx, "", nil)
		return err
	}},
	{"Backup elsewhere", "backup.make", []app.Role{app.Custodian, app.Administrator}, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Backup(ctx, w.copy, nil)
		return err
	}},
	{"SaveBackupPlan", "backup.plan", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.SaveBackupPlan(ctx, app.BackupPlan{Folder: w.second, EveryDays: 1, Daily: 1})
	}},
	{"DrillBackup", "backup.drill", []app.Role{app.Custodian, app.Administrator}, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.DrillBackup(ctx, app.DrillRequest{File: w.other.Name, Login: apptest.FounderLogin, Password: apptest.FounderPassword}, nil)
		return err
	}},
}

// Each role alone calls each act about backups.
func TestEveryRoleAtBackups(t *testing.T) {
	s := newBackupStage(t)
	// In a folder of its own: in the plan's the next of the day takes its place.
	b, err := s.Founder.Backup(t.Context(), t.TempDir(), nil)
	ok(t, err)
	for _, role := range app.AllRoles {
		actor, o := s.Staff("办事人", role)
		for _, a := range backupActs {
			s.Clock.Advance(time.Minute)
			err := a.call(t.Context(), o, actWorld{other: app.Person{Name: b.File}, copy: t.TempDir(), second: s.folder})
			if a.may == nil || slices.Contains(a.may, role) {
				if err != nil {
					t.Errorf("%s by %s: %v", a.name, role, err)
				}
				continue
			}
			refusedKey(t, err, app.NotAllowed, "error.role")
			logged(t, s.Kit, apptest.Login(actor.Number), a.act, app.Refused)
		}
	}
	chainHolds(t, s.Kit)
}

// A backup is logged before and after, recorded, and shows the moment at which it was taken.
func TestBackupIsRecorded(t *testing.T) {
	s := newBackupStage(t)
	if st := s.status(); !st.Due || st.Last != nil || !st.Late() || st.Missing != "" {
		t.Errorf("before the first: %+v", st)
	}
	var head app.Head
	ok(t, s.Store().View(t.Context(), func(r app.Reader) (err error) { head, err = r.AuditHead(); return err }))
	b := s.backup()
	if b.Head.Seq != head.Seq+1 { // the entry that it begins
		t.Errorf("taken at entry %d, after entry %d", b.Head.Seq, head.Seq)
	}
	e := logged(t, s.Kit, apptest.FounderLogin, "backup.verified", app.Done)
	if e.Seq != b.Head.Seq+1 || facts(t, e)["full"] != true {
		t.Errorf("got %+v", e)
	}
	st := s.status()
	if st.Due || st.Late() || st.Last == nil || st.Last.Sequence != b.Sequence || st.Last.Head.String() != b.Head.String() || st.AgeDays != 0 {
		t.Errorf("after it: %+v", st)
	}
	s.Clock.Advance(24 * time.Hour)
	if st := s.status(); !st.Due || st.Late() || st.AgeDays != 1 {
		t.Errorf("a day later: %+v", st)
	}
	s.Clock.Advance(24 * time.Hour)
	if st := s.status(); !st.Late() || st.AgeDays != 2 {
		t.Errorf("two days later: %+v", st)
	}
	ok(t, os.RemoveAll(s.folder))
	if st := s.status(); st.Missing != s.folder {
		t.Errorf("without its folder: %+v", st)
	}
	_, err := s.Founder.Backup(t.Context(), "", nil)
	refusedKey(t, err, app.NotFound, "error.backup.folder")
	logged(t, s.Kit, apptest.FounderLogin, "backup.make", app.Refused)
}

func TestBackupPlanIsChecked(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.Backup(t.Context(), "", nil)
	refusedKey(t, err, app.Invalid, "error.backup.unplanned")
	good := app.DefaultBackupPlan()
	good.Folder = t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	ok(t, os.Symlink(k.Dir, link))
	for field, spoil := range map[string]func(*app.BackupPlan){
		"every":   func(p *app.BackupPlan) { p.EveryDays = 0 },
		"daily":   func(p *app.BackupPlan) { p.Daily = 0 },
		"weekly":  func(p *app.BackupPlan) { p.Weekly = -1 },
		"monthly": func(p *app.BackupPlan) { p.Monthly = 500 },
		"folder":  func(p *app.BackupPlan) { p.Folder = "" },
	} {
		p := good
		spoil(&p)
		refusedAt(t, k.Founder.SaveBackupPlan(t.Context(), p), app.Invalid, field)
	}
	for folder, key := range map[string]string{
		"backups": "error.backup.relative", k.Dir: "error.backup.inside", link: "error.backup.inside",
		filepath.Join(good.Folder, "none"): "error.backup.folder",
	} {
		p := good
		p.Folder = folder
		var e *app.Error
		if err := k.Founder.SaveBackupPlan(t.Context(), p); !errors.As(err, &e) || e.Key != key || e.Field != "folder" {
			t.Errorf("%s: %v", folder, err)
		}
	}
	ok(t, k.Founder.SaveBackupPlan(t.Context(), good))
}

// Generations go by the plan, in the plan's own folder, and only those of this vault.
func TestOldGenerationsGo(t *testing.T) {
	s := newBackupStage(t)
	ok(t, s.Founder.SaveBackupPlan(t.Context(), app.BackupPlan{Folder: s.folder, EveryDays: 1, Daily: 2}))
	stranger := apptest.New(t)
	foreign, err := stranger.Founder.Backup(t.Context(), s.folder, nil)
	ok(t, err)
	first := s.backup()
	renamed := filepath.Join(s.folder, "keep.custody-backup")
	data, err := os.ReadFile(first.File)
	ok(t, err)
	ok(t, os.WriteFile(renamed, data, 0o600))
	letter := filepath.Join(s.folder, "vault-20200101-000000.custody-backup")
	ok(t, os.WriteFile(letter, []byte("no backup"), 0o600))
	var last []string
	for range 4 {
		s.Clock.Advance(24 * time.Hour)
		last = append(last, filepath.Base(s.backup().File))
	}
	logged(t, s.Kit, apptest.FounderLogin, "backup.prune", app.Done)
	want := append(last[2:], filepath.Base(foreign.File), filepath.Base(renamed), filepath.Base(letter))
	slices.Sort(want)
	if got := s.files(); !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	elsewhere := t.TempDir()
	for range 3 {
		s.Clock.Advance(24 * time.Hour)
		_, err := s.Founder.Backup(t.Context(), elsewhere, nil)
		ok(t, err)
	}
	if names, _ := os.ReadDir(elsewhere); len(names) != 3 {
		t.Errorf("%d of 3 stay where a person put them", len(names))
	}
}

// A restored vault opens with its passwords and with the halves; the drill says so, and is recorded.
func TestRestoreAndDrill(t *testing.T) {
	s := newBackupStage(t)
	b := s.backup()
	dir := filepath.Join(t.TempDir(), "restored")
	_, err := s.Vaults.Restore(t.Context(), b.File, dir, nil)
	ok(t, err)
	stranger := apptest.New(t)
	locked, err := stranger.Vaults.Open(t.Context(), dir) // the kit's own would take it for its vault
	ok(t, err)
	o, err := locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	report, err := o.VerifyAudit(t.Context())
	ok(t, err)
	if len(report.Broken) > 0 {
		t.Errorf("got %+v", report)
	}
	ok(t, locked.Close())
	_, err = s.Vaults.Restore(t.Context(), b.File, s.Dir, nil)
	refusedKey(t, err, app.Conflict, "error.backup.restore.exists")

	half := func(i int) string { return joined(s.Halves[i]) }
	for name, req := range map[string]app.DrillRequest{
		"password": {File: b.File, Login: apptest.FounderLogin, Password: apptest.FounderPassword},
		"halves":   {File: b.File, HalfA: half(0), HalfB: half(1)},
	} {
		s.Clock.Advance(time.Minute)
		r, err := s.Founder.DrillBackup(t.Context(), req, nil)
		if err != nil || !r.Sound() || r.Signer != apptest.FounderLogin || r.Head.String() != b.Head.String() || r.Entries != b.Head.Seq {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		logged(t, s.Kit, apptest.FounderLogin, "backup.drill", app.Done)
		if st := s.status(); !st.DrilledAt.Equal(s.Clock.Now()) {
			t.Errorf("%s: drilled at %v", name, st.DrilledAt)
		}
	}
	_, err = s.Founder.DrillBackup(t.Context(), app.DrillRequest{File: b.File, Login: apptest.FounderLogin, Password: "wrong"}, nil)
	refusedKey(t, err, app.NotAllowed, "error.password")
	logged(t, s.Kit, apptest.FounderLogin, "backup.drill", app.Refused)

	stranger = apptest.New(t)
	_, err = stranger.Founder.DrillBackup(t.Context(), app.DrillRequest{File: b.File, Login: apptest.FounderLogin, Password: apptest.FounderPassword}, nil)
	refusedKey(t, err, app.Conflict, "error.backup.foreign")
}

// What is wrong with a backup file is said of the file.
func TestBackupFilesRefused(t *testing.T) {
	s := newBackupStage(t)
	b := s.backup()
	data, err := os.ReadFile(b.File)
	ok(t, err)
	text := filepath.Join(t.TempDir(), "letter.txt")
	ok(t, os.WriteFile(text, []byte("a letter that is long enough to be looked at"), 0o600))
	data[100_000] ^= 1
	ok(t, os.WriteFile(b.File, data, 0o600))
	for file, key := range map[string]string{
		b.File: "error.backup.damaged", text: "error.backup.notbackup", filepath.Join(s.folder, "none"): "error.backup.missing",
	} {
		var e *app.Error
		if _, err := s.Vaults.InspectBackup(t.Context(), file, nil); !errors.As(err, &e) || e.Key != key {
			t.Errorf("%s: %v", key, err)
		}
		if _, err := s.Vaults.Restore(t.Context(), file, filepath.Join(t.TempDir(), "r"), nil); !errors.As(err, &e) || e.Key != key {
			t.Errorf("%s: %v", key, err)
		}
		if _, err := s.Vaults.DrillBackup(t.Context(), app.DrillRequest{File: file}, nil); !errors.As(err, &e) || e.Key != key {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// One backup at a time; the second is told so and harms nothing.
func TestOneBackupAtATime(t *testing.T) {
	s := newBackupStage(t)
	var second error
	asked := false
	s.Clock.Advance(time.Minute)
	_, err := s.Founder.Backup(t.Context(), "", func(done, total int64) {
		if !asked {
			asked = true
			_, second = s.Founder.Backup(t.Context(), "", nil)
		}
	})
	ok(t, err)
	refusedKey(t, second, app.Conflict, "error.backup.busy")
	s.Clock.Advance(time.Minute)
	if s.backup(); len(s.files()) != 1 {
		t.Errorf("one a day is kept, there are %v", s.files())
	}
}

// An administrator's day says when there is no backup as recent as the plan wants it, and nobody else's does.
func TestTodayAsksForABackup(t *testing.T) {
	s := newBackupStage(t)
	_, keeper := s.Staff("周管", app.Custodian)
	asks := func(o *app.Office) bool {
		t.Helper()
		d, err := o.Today(t.Context())
		ok(t, err)
		return slices.Contains(kinds(d), app.TaskBackup)
	}
	if !asks(s.Founder) || asks(keeper) {
		t.Error("before the first backup")
	}
	s.backup()
	s.Clock.Advance(24 * time.Hour)
	if asks(s.Founder) {
		t.Error("the day after a backup")
	}
	s.Clock.Advance(24 * time.Hour)
	if !asks(s.Founder) || asks(keeper) {
		t.Error("two days after the last backup")
	}
}

// A backup made by hand and no plan: what is asked for is a plan.
func TestTodayAsksForAPlan(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.Backup(t.Context(), t.TempDir(), nil)
	ok(t, err)
	d, err := k.Founder.Today(t.Context())
	ok(t, err)
	if got := kinds(d); !slices.Contains(got, app.TaskPlan) || slices.Contains(got, app.TaskBackup) {
		t.Errorf("%v", got)
	}
}
