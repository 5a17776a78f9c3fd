package trials_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"custody/app/apptest"
	"custody/store/vault"
)

// What a killed program left of a backup goes with the next one; what is somebody else's stays.
func TestUnfinishedBackupsDoNotStay(t *testing.T) {
	k := apptest.New(t)
	folder := t.TempDir()
	left := "vault-20261101-120000" + vault.BackupSuffix + vault.UnfinishedSuffix
	foreign := []string{"another-20261101-120000" + vault.BackupSuffix + vault.UnfinishedSuffix, "film.part"}
	for _, name := range append([]string{left}, foreign...) {
		ok(t, os.WriteFile(filepath.Join(folder, name), []byte("half"), 0o600))
	}
	info, err := k.Founder.Backup(t.Context(), folder, nil)
	ok(t, err)
	entries, err := os.ReadDir(folder)
	ok(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := append([]string{filepath.Base(info.File)}, foreign...)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("the folder holds %v, not %v", names, want)
	}
}
