package pdf

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// cacheDir is the private folder for PDFium's machine code, "" when there can be none. Only what is
// compiled from the program itself is kept there, nothing of any document.
func cacheDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir := filepath.Join(base, "custody", "compiled")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	for _, d := range []string{filepath.Dir(dir), dir} {
		if !private(d) {
			return ""
		}
	}
	return dir
}

// private reports whether a folder is a real one that only its owner can write to: what lies in it is
// run as code.
func private(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return false
	}
	return info.Mode().Perm()&0o077 == 0 || os.Chmod(dir, 0o700) == nil
}

// prune removes what other versions of the program left, but for the newest: each is 15 MB.
func prune(dir string) {
	type file struct {
		path string
		made time.Time
	}
	var newest [2]file
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		f := file{path, info.ModTime()}
		for i := range newest {
			if newest[i].path == "" || f.made.After(newest[i].made) {
				f, newest[i] = newest[i], f
			}
		}
		if f.path != "" {
			_ = os.Remove(f.path)
		}
		return nil
	})
}
