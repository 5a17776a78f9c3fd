package console_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/console"
	"custody/ui/paper"
)

// papers is a closed vault with a commitment signed by both parties, and the files of its sealed papers.
type papers struct {
	*shell
	k             *apptest.Kit
	login         []string
	first, newest string // sealed when the person signed, and when the organisation did
	strange       string // sealed by another organisation
}

// at runs one command line at the kit's time.
func (p papers) at(args ...string) (code int, out, said string) {
	p.t.Helper()
	p.out.Reset()
	p.err.Reset()
	code, _ = console.Run(args, console.Deps{Vaults: p.k.Vaults, Version: "test", In: os.Stdin, Out: &p.out, Err: &p.err})
	return code, p.out.String(), p.err.String()
}

// with adds the vault and the way in.
func (p papers) with(args ...string) []string { return append(args, p.login...) }

// written puts a file into a folder of the test.
func written(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// signs has somebody sign before the founder.
func signs(t *testing.T, k *apptest.Kit, name string) app.Commitment {
	t.Helper()
	v, err := k.Founder.Sign(t.Context(), app.SignInput{
		PersonNumber: k.Person(name, apptest.Unsigned()).Number, Key: app.NDA,
		Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword, ReadToEnd: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// exported writes a sealed paper into a file.
func exported(t *testing.T, k *apptest.Kit, id int64) string {
	t.Helper()
	f, err := k.Founder.ExportPaper(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, "sealed.pdf", f.PDF)
}

// countersigned has another person sign for the organisation, and returns the newest paper's number.
func countersigned(t *testing.T, k *apptest.Kit, v app.Commitment) int64 {
	t.Helper()
	const login, password = "pizhun", "白露为霜-所谓伊人-在水一方"
	inv, err := k.Founder.Invite(t.Context(), k.Person("批准人").Number, login, app.Roles{app.Approver})
	if err != nil {
		t.Fatal(err)
	}
	o, err := k.Locked.Enrol(t.Context(), login, inv.Code, password)
	if err != nil {
		t.Fatal(err)
	}
	err = o.Countersign(t.Context(), app.CounterInput{IDs: []int64{v.ID}, Strokes: apptest.Strokes(), Place: "深圳", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	first, err := k.Founder.Paper(t.Context(), v.PaperID)
	if err != nil {
		t.Fatal(err)
	}
	var newest app.SealedPaper
	if err := k.Store().View(t.Context(), func(r app.Reader) (err error) {
		newest, err = r.PaperOf(first.Kind, first.Ref)
		return err
	}); err != nil || newest.ID == first.ID {
		t.Fatalf("countersigning sealed nothing: %v", err)
	}
	return newest.ID
}

func newPapers(t *testing.T) papers {
	t.Helper()
	desk := paper.NewDesk()
	other, k := apptest.New(t), apptest.New(t)
	other.With(desk, nil)
	k.With(desk, nil)
	p := papers{shell: &shell{t: t}, k: k}
	p.strange = exported(t, other, signs(t, other, "别家的人").PaperID)
	v := signs(t, k, "王𬱖")
	p.first = exported(t, k, v.PaperID)
	p.newest = exported(t, k, countersigned(t, k, v))
	password := written(t, "password", []byte(apptest.FounderPassword))
	p.login = []string{"--vault", k.Dir, "--account", apptest.FounderLogin, "--password-file", password}
	if err := k.Locked.Close(); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSealedLetters(t *testing.T) {
	p := newPapers(t)
	t.Run("verify", p.verify)
	t.Run("timestamp", p.timestamp)
}

func (p papers) verify(t *testing.T) {
	whole, err := os.ReadFile(p.newest)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(whole)
	changed[len(changed)/3] ^= 1
	broken, plain := written(t, "changed.pdf", changed), written(t, "plain.pdf", whole[:bytes.Index(whole, []byte("%%EOF\n"))+6])
	for _, c := range []struct {
		name string
		args []string
		code int
		want []string // in what is said
	}{
		{"alone", []string{p.newest}, 0, []string{"签章完好", "王𬱖", "与机构打印的证书指纹单"}},
		{"one changed byte", []string{broken}, 1, []string{"被改动过"}},
		{"no seal", []string{plain}, 1, []string{"没有数字签章"}},
		{"no file", []string{p.newest + "x"}, 1, []string{"读不到"}},
		{"no argument", nil, 2, []string{"用法"}},
		{"the newest", p.with(p.newest), 0, []string{"登记：CN-", "审计日志第"}},
		{"replaced", p.with(p.first), 0, []string{"登记：CN-", "代替"}},
		{"changed, with the vault", p.with(broken), 1, []string{"被改动过"}},
		{"of others", p.with(p.strange), 1, []string{"不是本机构封存的"}},
	} {
		code, out, said := p.at(append([]string{"letter", "verify"}, c.args...)...)
		for _, want := range c.want {
			if code != c.code || !strings.Contains(out+said, want) {
				t.Errorf("%s: exit %d, no %q in\n%s%s", c.name, code, want, out, said)
			}
		}
	}
	var got struct {
		OK, SelfSigned   bool
		For, Fingerprint string
		Registered       struct {
			Ref    string
			Newest bool
			Entry  int64 `json:"audit_entry"`
		}
	}
	_, out, _ := p.at(p.with("letter", "verify", p.first, "--json")...)
	if err := json.Unmarshal([]byte(out), &got); err != nil || !got.OK || got.Registered.Newest || got.Registered.Entry == 0 || len(got.Fingerprint) != 64 {
		t.Errorf("%v: %s", err, out)
	}
	code, out, _ := p.at("letter", "verify", broken, "--json")
	var problem struct {
		OK      bool
		Problem string
	}
	if err := json.Unmarshal([]byte(out), &problem); err != nil || problem.OK || problem.Problem != "changed" || code != 1 {
		t.Errorf("exit %d, %v: %s", code, err, out)
	}
}

// stampBy is an authority made of openssl; it answers a request.
func stampBy(t *testing.T, request string) string {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	config := "[tsa]\ndefault_tsa=one\n[one]\nserial=" + in("serial") + "\nsigner_digest=sha256\ndefault_policy=1.2.3\ndigests=sha256\ness_cert_id_alg=sha256\n"
	for name, text := range map[string]string{"cnf": config, "serial": "01\n"} {
		if err := os.WriteFile(in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range []string{
		"req -x509 -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout KEY -out CERT -subj /CN=Clock -days 30 -addext extendedKeyUsage=critical,timeStamping",
		"ts -reply -config CNF -signer CERT -inkey KEY -queryfile " + request + " -out ANSWER",
	} {
		line = strings.NewReplacer("KEY", in("key"), "CERT", in("cert"), "CNF", in("cnf"), "ANSWER", in("answer")).Replace(line)
		if out, err := exec.Command("openssl", strings.Fields(line)...).CombinedOutput(); err != nil {
			t.Fatalf("%v (package openssl is needed)\n%s", err, out)
		}
	}
	return in("answer")
}

func (p papers) timestamp(t *testing.T) {
	request := filepath.Join(t.TempDir(), "x.tsq")
	if code, _, said := p.at("letter", "timestamp", "request", p.newest, "--out", request); code != 0 {
		t.Fatal(said)
	}
	answer := stampBy(t, request)
	if code, out, said := p.at("letter", "verify", p.newest, "--stamp", answer); code != 0 || !strings.Contains(out, "时间戳：Clock") {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
	if code, _, said := p.at("letter", "verify", p.first, "--stamp", answer); code != 1 || !strings.Contains(said, "属于另一个文件") {
		t.Errorf("exit %d: %s", code, said)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"of another paper", p.with(p.first, answer), 1, "属于另一个文件"},
		{"no answer", p.with(p.newest, p.first), 1, "时间戳"},
		{"the answer", p.with(p.newest, answer), 0, "时间戳：Clock"},
		{"twice", p.with(p.newest, answer), 1, "已有时间戳"},
	} {
		if code, out, said := p.at(append([]string{"letter", "timestamp", "import"}, c.args...)...); code != c.code || !strings.Contains(out+said, c.want) {
			t.Errorf("%s: exit %d: %s%s", c.name, code, out, said)
		}
	}
	if code, out, said := p.at(p.with("letter", "verify", p.newest)...); code != 0 || !strings.Contains(out, "时间戳：Clock") {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
}
