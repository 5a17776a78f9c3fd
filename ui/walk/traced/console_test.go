package traced

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/app/demo"
	"custody/app/trials/canary"
)

// People of the demo vault: the custodian, who is its administrator too, and the internal auditor.
const (
	keeper  = "chenxm"
	auditor = "sunl"
)

// vaultPlaces are what lies in the folder of a vault, the files of a moment among them.
func vaultPlaces(dir string) []place {
	all := []place{{dir, "vault", false}, {dir + ".restoring", "vault", false}, {dir + ".restoring/*", "vault", false}}
	for _, name := range []string{"keys", "register", "register.log", "lock", "attempts", "documents"} {
		all = append(all, place{dir + "/" + name, "vault", false}, place{dir + "/" + name + ".new", "vault", false})
	}
	for _, folder := range []string{dir, dir + ".restoring"} {
		all = append(all, place{folder + "/documents/*", "vault", false}, place{folder + "/documents/*/*", "vault", false})
	}
	return all
}

// The console's commands, one after the other, on a vault with canaries from a spreadsheet.
func TestConsoleWritesNowhereElse(t *testing.T) {
	if testing.Short() {
		t.Skip("makes and traces a whole vault")
	}
	program := build(t, "custody")
	permitted(t, program)
	root := canary.Sandbox(t)
	brought := filepath.Join(root, "brought")
	must(t, os.Mkdir(brought, 0o700))
	clients, documents := bring(t, brought)
	at := func(name string) string { return filepath.Join(root, "work", name) }
	must(t, os.Mkdir(at("backups"), 0o700))

	r := newRecord(root)
	run := func(args ...string) { t.Helper(); r.trace(t, program, append(args, as(t, brought, keeper)...)...) }
	audit := func(args ...string) { t.Helper(); r.trace(t, program, append(args, as(t, brought, auditor)...)...) }
	r.trace(t, program, "demo", at("vault"))
	run("import", "clients", clients, "--vault", at("vault"))
	run("import", "documents", documents, "--vault", at("vault"))
	run("letter", "commitment", "--vault", at("vault"), "--all", "--out", at("letters"))
	audit("audit", "verify", "--vault", at("vault"))
	for _, kind := range []string{"json", "csv", "xlsx"} {
		audit("audit", "export", "--vault", at("vault"), "--out", at("audit."+kind))
	}
	run("verify", at("vault"))
	run("backup", at("vault"), "--to", at("backups"))
	backup := all(t, at("backups/*"))[0]
	run("restore", "--drill", backup, "--vault", at("vault"))
	r.trace(t, program, "restore", backup, "--to", at("restored"))
	run("salvage", at("vault"), "--to", at("salvaged"))

	places := []place{
		{"brought/*", "brought by a person", true},
		{"work/letters", "saved on purpose", true},
		{"work/letters/*.pdf", "saved on purpose", true},
		{"work/audit.*", "saved on purpose", true},
		{"work/salvaged.txt", "report", false},
		{"work/backups", "backup", false},
		{"work/backups/*", "backup", false},
		{"tmp/custody-drill-*", "a drill's folder", false},
	}
	for _, dir := range []string{"work/vault", "work/restored", "work/salvaged", "tmp/custody-drill-*/vault"} {
		places = append(places, vaultPlaces(dir)...)
	}
	r.judge(t, root, places)
	for _, path := range append(all(t, at("audit.*")), all(t, at("letters/*"))...) {
		r.exactly(t, path)
	}
}

// exactly is the cross-check: of a file that was written from beginning to end the record has every byte.
func (r *record) exactly(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	at := path
	for before, after := range r.moved {
		if after == path {
			at = before // it was written under another name first
		}
	}
	if b := r.wrote[at]; b == nil || !bytes.Equal(b.Bytes(), data) {
		t.Errorf("the record does not have what was written to %s", path)
	}
}

// as are the flags for somebody of the demo vault, with the password in a file.
func as(t *testing.T, dir, login string) []string {
	t.Helper()
	file := filepath.Join(dir, login)
	must(t, os.WriteFile(file, []byte(demo.Password(login)), 0o600))
	return []string{"--account", login, "--password-file", file}
}

// bring writes what a person brings: two spreadsheets full of canaries.
func bring(t *testing.T, dir string) (clients, documents string) {
	t.Helper()
	words := &canary.Words{}
	var c, d strings.Builder
	c.WriteString("客户编号,客户名称,联系人,职务,电话,地址,认证标准,认证范围,证书编号,备注\n")
	d.WriteString("客户编号,案卷号,文件编号,题名,备注\n")
	for i := range 40 {
		code := fmt.Sprintf("K-%04d", i+1)
		fmt.Fprintf(&c, "%s,%s,%s,%s,138%08d,%s,%s,%s,%s,%s\n", code, words.Next(), words.Next(), words.Next(), i,
			words.Next(), words.Next(), words.Next(), words.Code(), words.Next())
		fmt.Fprintf(&d, "%s,%s-01,%s-01-01,%s,%s\n", code, code, code, words.Next(), words.Next())
	}
	clients, documents = filepath.Join(dir, "clients.csv"), filepath.Join(dir, "documents.csv")
	must(t, os.WriteFile(clients, []byte(c.String()), 0o600))
	must(t, os.WriteFile(documents, []byte(d.String()), 0o600))
	return clients, documents
}

// all are the files that match; there must be some.
func all(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		t.Fatalf("%s: %v %v", pattern, found, err)
	}
	return found
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
