package window

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"custody/app"
	"custody/ui/words"
)

// contentLimit is how large a file may be that is sealed: 2 GiB.
const contentLimit = 2 << 30

// pickedFile is a file that somebody wants to add, as it was on the disk when it was picked.
type pickedFile struct {
	path  string
	info  fs.FileInfo // nil when it could not be looked at
	title string      // of the document it becomes
	why   string      // why it can't be added, "" when it can
}

// name is how the file is called, without what can't be shown.
func (p pickedFile) name() string { return shownName(filepath.Base(p.path)) }

// shownName is a name without control characters.
func shownName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
}

// pickFiles looks at files on the disk, each once, and says of each that can't be added why not.
// No link is followed: what is sealed is what was dropped.
func pickFiles(paths []string) []pickedFile {
	seen := map[string]bool{}
	var all []pickedFile
	for _, path := range paths {
		path = filepath.Clean(path)
		if seen[path] {
			continue
		}
		seen[path] = true
		info, err := os.Lstat(path)
		p := pickedFile{path: path, info: info, title: titleOfFile(path)}
		if key := refusedFile(path, info, err); key != "" {
			p.why = words.T(key)
		}
		all = append(all, p)
	}
	return all
}

// refusedFile is the text that says why a file can't be added, "" when it can.
func refusedFile(path string, info fs.FileInfo, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "content.refuse.missing"
	case err != nil:
		return "content.refuse.unread"
	case info.IsDir():
		return "content.refuse.folder"
	case info.Mode()&fs.ModeSymlink != 0, strings.EqualFold(filepath.Ext(path), ".lnk"):
		return "content.refuse.link"
	case !info.Mode().IsRegular():
		return "content.refuse.kind"
	case info.Size() == 0:
		return "content.refuse.empty"
	case info.Size() > contentLimit:
		return "content.refuse.large"
	}
	return ""
}

// titleLimit is how long a title may be, in characters.
const titleLimit = 200

// titleOfFile is what a document made of a file is called at first: its name without the ending, as
// far as it makes a title.
func titleOfFile(path string) string {
	name := shownName(filepath.Base(path))
	title := strings.TrimSpace(strings.TrimSuffix(name, filepath.Ext(name)))
	if title == "" {
		title = name
	}
	if runes := []rune(title); len(runes) > titleLimit {
		return string(runes[:titleLimit])
	}
	return title
}

// open opens the file for sealing, unless another has taken its place since it was picked.
func (p pickedFile) open() (*os.File, error) {
	file, err := os.Open(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errPicked("content.refuse.missing", err)
	}
	if err != nil {
		return nil, errPicked("content.refuse.unread", err)
	}
	now, err := file.Stat()
	if err == nil && !p.same(now) {
		err = errors.New("the file is another than the one picked")
	}
	if err != nil {
		_ = file.Close()
		return nil, errPicked("content.refuse.changed", err)
	}
	return file, nil
}

// same tells whether a file is still the one that was picked, by its identity, size and time.
func (p pickedFile) same(now fs.FileInfo) bool {
	return os.SameFile(p.info, now) && p.info.Size() == now.Size() && p.info.ModTime().Equal(now.ModTime())
}

// remove deletes the original, unless it has changed since it was sealed.
func (p pickedFile) remove() error {
	now, err := os.Lstat(p.path)
	if err == nil && !p.same(now) {
		return errPicked("content.keep.changed", nil)
	}
	if err == nil {
		err = os.Remove(p.path)
	}
	if err != nil {
		return errPicked("content.keep.failed", err)
	}
	return nil
}

// errPicked is an answer about a file on the disk. Its name stays out of the log: it may be a
// client's.
func errPicked(key string, cause error) error {
	var at *fs.PathError
	if errors.As(cause, &at) {
		cause = at.Err
	}
	return app.Errf(app.Conflict, key).Because(cause)
}
