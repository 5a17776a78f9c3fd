package app_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
)

const p12Password = "导出时设的密码"

// p12Of makes a PKCS#12 file with a certificate that begins at a time.
func p12Of(t *testing.T, k *apptest.Kit, from time.Time) []byte {
	t.Helper()
	key, c, err := seal.NewCertificate(k.Env().Rand, "中标通 签章", from)
	ok(t, err)
	data, err := pkcs12.Modern.Encode(key, c, nil, p12Password)
	ok(t, err)
	return data
}

// certificateActs are the acts on what the organisation seals with.
var certificateActs = []coreAct{
	{"Certificates", "certificate.view", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Certificates(ctx)
		return err
	}},
	{"MakeCertificate", "certificate.make", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.MakeCertificate(ctx)
		return err
	}},
	{"ImportCertificate", "certificate.import", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.ImportCertificate(ctx, nil, "")
		return otherThan(err, app.Invalid)
	}},
	{"PrintFingerprint", "certificate.print", readers, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.PrintFingerprint(ctx, 1)
		return err
	}},
	{"CheckPaper of another", "paper.check", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.CheckPaper(ctx, w.file)
		return err
	}},
}

// Each role alone, as the table says; everybody may check a paper of their own.
func TestEveryRoleAtTheCertificate(t *testing.T) {
	t.Parallel()
	k := sealing(t)
	of := func(number string, key app.TemplateKey) []byte {
		f, err := k.Founder.ExportPaper(t.Context(), signedBy(t, k, number, key).PaperID)
		ok(t, err)
		return f.PDF
	}
	w := actWorld{other: k.Person("闲人", apptest.Unsigned())}
	w.file = of(w.other.Number, app.NDA)
	for _, role := range app.AllRoles {
		p, actor := k.Staff("办事人", role)
		for _, a := range certificateActs {
			err := a.call(t.Context(), actor, w)
			if a.may == nil || slices.Contains(a.may, role) {
				if err != nil {
					t.Errorf("%s by %s: %v", a.name, role, err)
				}
				continue
			}
			if err == nil || app.CodeOf(err) != app.NotAllowed {
				t.Errorf("%s by %s: got %v, want a refusal", a.name, role, err)
			}
			logged(t, k, apptest.Login(p.Number), a.act, app.Refused)
		}
		if role == app.Auditor {
			_, err := actor.CheckPaper(t.Context(), of(p.Number, app.Conduct)) // one's own
			ok(t, err)
		}
	}
	chainHolds(t, k)
}

func TestTheCertificateIsReplaced(t *testing.T) {
	t.Parallel()
	k := sealing(t)
	ctx := t.Context()
	if none, err := k.Founder.Certificates(ctx); err != nil || len(none) != 0 {
		t.Fatalf("before the first sealing: %v, %v", none, err)
	}
	p := k.Person("签署人", apptest.Unsigned())
	first := signedBy(t, k, p.Number, app.NDA)
	list, err := k.Founder.Certificates(ctx)
	ok(t, err)
	made := list[0]
	if len(list) != 1 || !made.OwnMade || !made.Current || made.Papers != 1 || made.State != app.CertificateGood || made.Issuer != "" ||
		made.Name != apptest.Founding("").Organisation.Name || made.AddedBy != apptest.FounderName {
		t.Fatalf("the first certificate: %+v", list)
	}
	file := p12Of(t, k, k.Clock.Now())
	imported, err := k.Founder.ImportCertificate(ctx, file, p12Password)
	ok(t, err)
	_, err = k.Founder.ImportCertificate(ctx, file, p12Password)
	refusedKey(t, err, app.Conflict, "error.certificate.same")
	second := signedBy(t, k, p.Number, app.Impartiality)
	for id, want := range map[int64]string{first.PaperID: made.Fingerprint, second.PaperID: imported.Fingerprint} {
		f, err := k.Founder.OpenPaper(ctx, id)
		ok(t, err)
		if got, err := k.Founder.CheckPaper(ctx, f.PDF); err != nil || got.Fingerprint != want {
			t.Errorf("sealed with %s, want %s: %v", got.Fingerprint, want, err)
		}
	}
	again, err := k.Founder.MakeCertificate(ctx)
	ok(t, err)
	back, err := k.Founder.ImportCertificate(ctx, file, p12Password) // one that was replaced may come back
	ok(t, err)
	list, err = k.Founder.Certificates(ctx)
	ok(t, err)
	if len(list) != 4 || list[0].ID != back.ID || !list[0].Current || list[1].ID != again.ID || list[1].Current {
		t.Errorf("certificates: %+v", list)
	}
	es, err := k.Founder.Audit(ctx, app.AuditFilter{Act: "certificate.import", Outcome: app.Done})
	ok(t, err)
	if len(es) != 2 || !strings.Contains(es[0].Detail, imported.Fingerprint) {
		t.Errorf("the log says %+v", es)
	}
	sheet, err := k.Founder.PrintFingerprint(ctx, made.ID)
	ok(t, err)
	if sheet.Certificate.Fingerprint != made.Fingerprint || sheet.Certificate.Current || sheet.PrintedBy != apptest.FounderName {
		t.Errorf("the sheet: %+v", sheet)
	}
	_, err = k.Founder.PrintFingerprint(ctx, 99)
	refusedKey(t, err, app.NotFound, "error.certificate.none")
}

func TestWrongCertificates(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	now := k.Clock.Now()
	for _, c := range []struct {
		name, password, field, key string
		data                       []byte
	}{
		{"password", "别的密码", "p12_password", "error.p12.password", p12Of(t, k, now)},
		{"expired", p12Password, "p12", "error.p12.expired", p12Of(t, k, now.AddDate(-seal.Years, 0, -1))},
		{"early", p12Password, "p12", "error.p12.early", p12Of(t, k, now.AddDate(0, 0, 1))},
		{"another file", p12Password, "p12", "error.p12.kind", []byte("%PDF-1.7")},
	} {
		_, err := k.Founder.ImportCertificate(t.Context(), c.data, c.password)
		refusedKey(t, err, app.Invalid, c.key)
		refusedAt(t, err, app.Invalid, c.field)
	}
	for days, want := range map[int]app.CertificateFitness{
		0: app.CertificateGood, 365*seal.Years - 10: app.CertificateEnds, 365*seal.Years + 10: app.CertificateEnded,
	} {
		k.Clock.Set(now)
		_, err := k.Founder.MakeCertificate(t.Context())
		ok(t, err)
		k.Clock.Advance(time.Duration(days) * 24 * time.Hour)
		list, err := k.Founder.Certificates(t.Context())
		ok(t, err)
		if list[0].State != want {
			t.Errorf("after %d days: %s, want %s", days, list[0].State, want)
		}
		today, err := k.Founder.Today(t.Context())
		ok(t, err)
		told := slices.ContainsFunc(today.Tasks, func(task app.Task) bool {
			return task.Kind == app.TaskCertificate && task.Due == app.DateOf(list[0].Until.In(now.Location()))
		})
		if told != (want != app.CertificateGood) {
			t.Errorf("after %d days Today says %+v", days, today.Tasks)
		}
	}
}

func TestCheckingPapers(t *testing.T) {
	t.Parallel()
	k := sealing(t)
	ctx := t.Context()
	p := k.Person("王𬱖", apptest.Unsigned())
	f, err := k.Founder.ExportPaper(ctx, signedBy(t, k, p.Number, app.NDA).PaperID)
	ok(t, err)
	got, err := k.Founder.CheckPaper(ctx, f.PDF)
	ok(t, err)
	es, err := k.Founder.Audit(ctx, app.AuditFilter{Act: "paper.seal"})
	ok(t, err)
	if got.Paper.ID != f.ID || got.Newest.ID != f.ID || got.For != p.Number+" "+p.Name || got.Entry != es[0].Seq || !got.SelfSigned {
		t.Errorf("it is %+v", got)
	}
	changed := bytes.Clone(f.PDF)
	changed[len(changed)/2] ^= 1
	_, err = k.Founder.CheckPaper(ctx, changed)
	refusedKey(t, err, app.Damaged, "error.check.changed")
	_, err = k.Founder.CheckPaper(ctx, []byte("%PDF-1.7\n"))
	refusedKey(t, err, app.Invalid, "error.check.unsealed")

	other := sealing(t) // another office, and then the same paper in a register that lost it
	q := other.Person("别家的人", apptest.Unsigned())
	foreign, err := other.Founder.ExportPaper(ctx, signedBy(t, other, q.Number, app.NDA).PaperID)
	ok(t, err)
	_, err = k.Founder.CheckPaper(ctx, foreign.PDF)
	refusedKey(t, err, app.NotFound, "error.check.foreign")
	k.Tamper("UPDATE papers SET sha256 = 'x'")
	_, err = k.Founder.CheckPaper(ctx, f.PDF)
	refusedKey(t, err, app.Damaged, "error.check.stray")
}
