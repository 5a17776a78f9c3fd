package window

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// planned is a window whose vault has a backup plan into a folder of the test's.
func planned(t *testing.T) (*rig, string) {
	t.Helper()
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	folder := t.TempDir()
	s := settingsOf(d)
	s.backup.plan()
	d.fillField("folder", filepath.Join(folder, "nothing"))
	d.fillField("every", "99")
	d.topSheet().Submit()
	if d.problemOf("every") == "" {
		t.Fatal("a backup every 99 days passes")
	}
	d.fillField("every", "1")
	d.fillField("folder", folder)
	d.topSheet().Submit()
	if d.dialogOpen() || d.shell.backups.status.Plan.Folder != folder {
		t.Fatalf("the plan is not saved: %q", d.problemOf("folder"))
	}
	return d, folder
}

// made counts the backups of a folder.
func backupsIn(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"+backupEnding))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestBackupNow: F6 makes a verified backup, and the card and the sidebar tell its age.
func TestBackupNow(t *testing.T) {
	d, folder := planned(t)
	if len(tasksOf(d, app.TaskBackup)) != 1 || d.shell.backups.foot() != words.T("shell.backup.never") {
		t.Error("nobody is told that there is no backup")
	}
	d.shell.Open(Settings)
	d.press("F6")
	if n := len(backupsIn(t, folder)); n != 1 {
		t.Fatalf("%d backups: %q", n, noticeText(settingsOf(d).backup.outcome))
	}
	if d.shell.backups.foot() != words.T("shell.backup.today") || len(tasksOf(d, app.TaskBackup)) != 0 {
		t.Errorf("the sidebar says %q", d.shell.backups.foot())
	}
}

// TestBackupsByPlan: what is due is made in the background, once; what fails is a task in Today;
// a disk that is not there is waited for.
func TestBackupsByPlan(t *testing.T) {
	d, folder := planned(t)
	b := d.shell.backups
	b.tick(time.Now())
	if len(backupsIn(t, folder)) != 0 {
		t.Error("a backup right after the unlock")
	}
	b.tick(b.at)
	b.tick(b.at)
	if n := len(backupsIn(t, folder)); n != 1 {
		t.Fatalf("%d backups by the plan: %q", n, b.failed)
	}
	d.kit.Clock.Advance(26 * time.Hour)
	b.tick(b.at)
	if n := len(backupsIn(t, folder)); n != 2 {
		t.Fatalf("%d backups on the second day: %q", n, b.failed)
	}

	d.kit.Clock.Advance(26 * time.Hour)
	if err := os.Rename(folder, folder+".gone"); err != nil {
		t.Fatal(err)
	}
	b.tick(b.at)
	if b.failed != "" || b.status.Missing == "" {
		t.Errorf("a disk that is not there: %q, missing %q", b.failed, b.status.Missing)
	}
	settingsOf(d)
	d.checkFit("disk missing")
	if err := os.Rename(folder+".gone", folder); err != nil {
		t.Fatal(err)
	}
	b.tick(b.at)
	if n := len(backupsIn(t, folder)); n != 3 {
		t.Errorf("%d backups once the disk is back: %q", n, b.failed)
	}
}

// TestBackupFailedIsATask: why the planned backup was not made stands in Today, and its button
// leads to the settings.
func TestBackupFailedIsATask(t *testing.T) {
	d, folder := planned(t)
	b := d.shell.backups
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // whom no mode stops: something else is in the way
		if err := os.Remove(folder); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("/proc/self", folder); err != nil {
			t.Fatal(err)
		}
	}
	b.tick(b.at)
	if b.failed == "" {
		t.Fatal("a backup into a folder that takes none")
	}
	if len(tasksOf(d, taskBackupFailed)) != 0 {
		t.Fatal("the office knows the window's own task")
	}
	today := d.shell.screens[Today].screen.(*todayScreen)
	if tasks := today.withFailure(nil); len(tasks) != 1 || tasks[0].Kind != taskBackupFailed {
		t.Fatalf("tasks: %v", tasks)
	}
	d.checkFit("backup failed")
	_, act := today.way(app.Task{Kind: taskBackupFailed})
	act()
	if d.shell.at != Settings {
		t.Errorf("the button leads to %s", d.shell.at)
	}
}

// TestDrillAndRestore: the backup opens in a drill, with a wrong password it does not; restored
// from the unlock screen it is a vault that the password opens, and never over another.
func TestDrillAndRestore(t *testing.T) {
	d, folder := planned(t)
	d.shell.Open(Settings)
	d.press("F6")
	d.press("F7")
	d.fillField("password", "not this one")
	d.topSheet().Submit()
	if d.problemOf("password") == "" {
		t.Error("a drill with a wrong password goes well")
	}
	d.fillField("password", apptest.FounderPassword)
	d.topSheet().Submit()
	if s := settingsOf(d); s.backup.status.DrilledAt.IsZero() {
		t.Fatalf("no drill: %q", textOf(d))
	}
	d.topSheet().Cancel()
	d.lock(LockByHand)
	d.restore()
	d.fillField("path", backupsIn(t, folder)[0])
	d.topSheet().Submit()
	d.checkFit("restore")
	d.fillField("dir", d.kit.Dir)
	d.topSheet().Submit()
	if d.problemOf("dir") == "" {
		t.Fatal("restored over a vault")
	}
	dir := filepath.Join(t.TempDir(), "again")
	d.fillField("dir", dir)
	d.topSheet().Submit()
	u, ok := d.face.(*unlock)
	if !ok || d.vault == nil || d.vault.Dir() != dir {
		t.Fatalf("not opened: %T", d.face)
	}
	u.account.entry.SetText(apptest.FounderLogin)
	u.password.entry.SetText(apptest.FounderPassword)
	u.submit()
	if d.shell == nil {
		t.Fatalf("the password does not open it: %q", u.password.Problem())
	}
	if err := d.vault.Close(); err != nil {
		t.Error(err)
	}
}
