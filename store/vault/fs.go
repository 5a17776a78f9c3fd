package vault

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// FS is the file layer under a vault. Paths are the operating system's.
type FS interface {
	// Open opens an existing file for reading and writing, or creates it when create is set.
	Open(path string, create bool) (File, error)
	// Rename replaces newPath with oldPath in one step.
	Rename(oldPath, newPath string) error
	// Remove deletes a file.
	Remove(path string) error
	// MkdirAll makes a folder and its parents, readable by the owner only.
	MkdirAll(path string) error
	// Names lists a folder.
	Names(path string) ([]string, error)
	// SyncDir makes creations and renames in a folder durable.
	SyncDir(path string) error
	// Lock takes the exclusive lock that the file at path stands for, creating the file if need be. It
	// returns ErrInUse if anyone has it. Closing gives it back; so does the end of the process.
	Lock(path string) (io.Closer, error)
}

// File is an open file of an FS.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	// Truncate sets the length.
	Truncate(size int64) error
	// Sync returns when everything written, and the length, would survive a power loss.
	Sync() error
	// Size is the length in bytes.
	Size() (int64, error)
}

// OS is the operating system's file layer.
func OS() FS { return osFS{} }

type osFS struct{}

type osFile struct{ *os.File }

func (osFS) Open(path string, create bool) (File, error) {
	flag := os.O_RDWR
	if create {
		flag |= os.O_CREATE
	}
	f, err := os.OpenFile(path, flag, 0o600)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

func (osFS) Rename(oldPath, newPath string) error { return os.Rename(oldPath, newPath) }
func (osFS) Remove(path string) error             { return os.Remove(path) }
func (osFS) MkdirAll(path string) error           { return os.MkdirAll(path, 0o700) }

func (osFS) Names(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

func (f osFile) Sync() error { return syncFile(f.File) }

func (f osFile) Size() (int64, error) {
	st, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return st.Size(), nil
}

// replaceFile writes data to path by way of a temporary file and a rename, durably.
func replaceFile(fsys FS, path string, data []byte) error {
	tmp := path + ".new"
	f, err := fsys.Open(tmp, true)
	if err != nil {
		return err
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt(data, 0)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if err := fsys.Rename(tmp, path); err != nil {
		return err
	}
	return fsys.SyncDir(filepath.Dir(path))
}

// readAll reads a whole file of at most limit bytes.
func readAll(f File, limit int64) ([]byte, error) {
	n, err := f.Size()
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, errTooLong
	}
	buf := make([]byte, n)
	if _, err := f.ReadAt(buf, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return buf, nil
}

var errTooLong = errors.New("vault: file longer than it can be")

// openError turns the file layer's errors into this package's where a person can do something about them.
func openError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return ErrNotVault
	case errors.Is(err, fs.ErrPermission), isReadOnlyFS(err):
		return ErrReadOnly
	}
	return err
}
