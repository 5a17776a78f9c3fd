package walk

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"custody/ui/paper"
)

// Folder is a printer that keeps what it is given as files: where there is no printer,
// what would have been printed can be looked at.
type Folder struct {
	Dir string
	mu  sync.Mutex
	n   int
}

// Print keeps the PDF.
func (f *Folder) Print(_ context.Context, name string, pdf []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	return os.WriteFile(filepath.Join(f.Dir, paper.FileName(name)), pdf, 0o600)
}

// Printers is the folder alone.
func (f *Folder) Printers(context.Context) ([]paper.Queue, error) {
	return []paper.Queue{{Name: filepath.Base(f.Dir), Default: true, Ready: true}}, nil
}

// Send keeps the PDF, once however many copies are asked for.
func (f *Folder) Send(ctx context.Context, name string, pdf []byte, _ paper.How) (paper.Job, error) {
	return paper.Job{Printer: filepath.Base(f.Dir), State: paper.JobDone}, f.Print(ctx, name, pdf)
}

// Follow has nothing to follow: what was sent is there.
func (f *Folder) Follow(_ context.Context, job paper.Job) (paper.Job, error) { return job, nil }

// Open keeps the PDF, too.
func (f *Folder) Open(ctx context.Context, name string, pdf []byte) error {
	return f.Print(ctx, name, pdf)
}

// FromMemory refuses nothing: as at every printer of paper, what comes out is wanted outside.
func (f *Folder) FromMemory() error { return nil }

// Clean leaves the files: they are what the walk is for.
func (f *Folder) Clean() error { return nil }

// Count is how many were printed.
func (f *Folder) Count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.n
}
