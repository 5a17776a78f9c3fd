package console_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/sqlitefile"
	"custody/store/vault"
	"custody/ui/console"
)

// original is a real vault with some hundred rows, in two images, and what a test has to know of it.
type original struct {
	clock    *apptest.Clock
	halves   [2]app.RecoveryHalf
	closed   string // as it lies there after the office has closed
	crashed  string // as a power loss leaves it: the last commits are in the log only
	password string // a file with the founder's
	rows     map[string]map[int64][]string
	pages    map[string][]uint32 // by table, its root first
	count    uint32
}

var (
	makeOriginal sync.Once
	theOriginal  *original
	originalDir  string
)

func TestMain(m *testing.M) {
	code := m.Run()
	if originalDir != "" {
		os.RemoveAll(originalDir)
	}
	os.Exit(code)
}

// anOriginal makes the vault once for all tests.
func anOriginal(t *testing.T) *original {
	t.Helper()
	makeOriginal.Do(func() {
		dir, err := os.MkdirTemp("", "custody-repair-")
		if err != nil {
			t.Fatal(err)
		}
		originalDir = dir
		o := &original{closed: filepath.Join(dir, "closed"), crashed: filepath.Join(dir, "crashed"), password: filepath.Join(dir, "password")}
		o.make(t)
		theOriginal = o
	})
	if theOriginal == nil {
		t.Fatal("the original could not be made")
	}
	return theOriginal
}

const (
	clientsMade = 90
	docsEach    = 5
)

func (o *original) make(t *testing.T) {
	t.Helper()
	k := apptest.New(t)
	o.clock, o.halves = k.Clock, k.Halves
	if err := os.WriteFile(o.password, []byte(apptest.FounderPassword+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.fill(t, k.Founder)
	auditor := k.Person("林小满", apptest.Account(app.Auditor))
	for i := range 20 {
		k.Assign(fmt.Sprintf("A-%04d", i+1), auditor.Number, 30)
		k.Lent(k.Office(apptest.Login(auditor.Number)), fmt.Sprintf("A-%04d-01/1", i+1))
	}
	k.Reopen()
	for i := range 12 {
		if _, err := k.Founder.AddDepartment(t.Context(), fmt.Sprintf("第%d审核部", i+1)); err != nil {
			t.Fatal(err)
		}
	}
	copyFolder(t, k.Dir, o.crashed)
	if err := k.Locked.Close(); err != nil {
		t.Fatal(err)
	}
	copyFolder(t, k.Dir, o.closed)
	o.survey(t)
}

// fill brings in clients with documents, as an import does.
func (o *original) fill(t *testing.T, office *app.Office) {
	t.Helper()
	var clients, docs []app.ImportRow
	for i := range clientsMade {
		code := fmt.Sprintf("A-%04d", i+1)
		clients = append(clients, app.ImportRow{Line: i + 2, Fields: map[string]string{
			"client_code": code, "client_name": fmt.Sprintf("深圳市鹏程第%d精密电子有限公司", i+1),
			"address": "广东省深圳市南山区科技园高新南七道" + fmt.Sprint(i+1) + "号",
		}})
		for n := range docsEach {
			docs = append(docs, app.ImportRow{Line: len(docs) + 2, Fields: map[string]string{
				"client_code": code, "file_code": code + "-2026", "document_code": fmt.Sprintf("%s-%02d", code, n+1),
				"title": fmt.Sprintf("第%d次现场审核记录", n+1), "pages": "10", "cabinet": "3",
			}})
		}
	}
	if _, err := office.RunImport(t.Context(), app.ImportClients, clients); err != nil {
		t.Fatal(err)
	}
	if _, err := office.RunImport(t.Context(), app.ImportDocuments, docs); err != nil {
		t.Fatal(err)
	}
}

// survey reads what is where, by way of the very pages.
func (o *original) survey(t *testing.T) {
	t.Helper()
	o.rows = rowsOf(t, o, o.closed)
	m := openRemains(t, o, o.closed)
	defer m.Close()
	o.count = m.Pages()
	o.pages = map[string][]uint32{}
	f := sqlitefile.Open(m)
	for _, table := range f.Schema {
		if table.Type != "table" || table.Root == 0 {
			continue
		}
		f.Table(sqlitefile.Table{Name: table.Name, Root: table.Root, Fits: func(int64, []any) bool { return true }})
		o.pages[table.Name] = []uint32{table.Root}
	}
	for n := uint32(1); n <= o.count; n++ {
		if name := f.Owner(n); name != "" && o.pages[name] != nil && o.pages[name][0] != n {
			o.pages[name] = append(o.pages[name], n)
		}
	}
}

func (o *original) options() vault.Options {
	return vault.Options{KDF: apptest.CheapKDF, Now: o.clock.Now}
}

func openRemains(t *testing.T, o *original, dir string) *vault.Remains {
	t.Helper()
	m, err := vault.OpenRemains(t.Context(), dir, o.options(), vault.Access{Login: apptest.FounderLogin, Password: apptest.FounderPassword}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rowsOf reads every row of every table with SQLite, over a shadow of the folder.
func rowsOf(t *testing.T, o *original, dir string) map[string]map[int64][]string {
	t.Helper()
	m := openRemains(t, o, dir)
	defer m.Close()
	db, err := m.DB()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\_words%' ESCAPE '\' AND name <> 'migrations'`)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	tables.Close()
	out := map[string]map[int64][]string{}
	for _, name := range names {
		out[name] = map[int64][]string{}
		rows, err := db.Query(`SELECT rowid, * FROM ` + name)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			var line []string
			for _, v := range values {
				line = append(line, fmt.Sprintf("%#v", *v.(*any)))
			}
			out[name][(*values[0].(*any)).(int64)] = line
		}
		rows.Close()
	}
	return out
}

// console runs command lines by the original's clock.
func (o *original) console(t *testing.T) *repairShell {
	return &repairShell{t: t, o: o}
}

func (o *original) vaults() app.Vaults {
	return app.Vaults{Gate: store.Gate{Options: o.options()}, Env: app.Env{Clock: o.clock.Now, Rand: rand.Reader}}
}

type repairShell struct {
	t        *testing.T
	o        *original
	out, err bytes.Buffer
}

func (s *repairShell) run(args ...string) int {
	s.t.Helper()
	s.out.Reset()
	s.err.Reset()
	in, err := os.Open(os.DevNull)
	if err != nil {
		s.t.Fatal(err)
	}
	defer in.Close()
	code, _ := console.Run(args, console.Deps{
		Vaults:  s.o.vaults(),
		Version: "test", In: in, Out: &s.out, Err: &s.err,
	})
	return code
}

// signedIn are the flags of the founder.
func (s *repairShell) signedIn(args ...string) []string {
	return append(args, "--account", apptest.FounderLogin, "--password-file", s.o.password)
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// bytesOf is every file of a folder with its content.
func bytesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		out[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
