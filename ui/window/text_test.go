package window

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// drafted is a kit with a draft of a new version of the agreement, written by the founder.
func drafted(t *testing.T) (*apptest.Kit, app.Template) {
	t.Helper()
	k := apptest.New(t)
	rows, err := k.Founder.Templates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Key == app.NDA {
			d, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, From: r.ID, Note: "按 2026 年版程序修订"})
			if err != nil {
				t.Fatal(err)
			}
			return k, d
		}
	}
	t.Fatal("no agreement")
	return nil, app.Template{}
}

// editing is the window with the editor of a draft at the front.
func editing(t *testing.T, k *apptest.Kit, id int64, as dress) (*rig, *textEdit) {
	t.Helper()
	d := seated(t, k, k.Founder, as)
	e := unseen(d)
	d.shell.Open(TextEdit, Arg{Code: strconv.FormatInt(id, 10)})
	if text := d.shell.notice.text(); text != "" {
		t.Fatalf("the editor says %q", text)
	}
	return d, e
}

// unseen is the editor of a window whose pages are laid out but not drawn, for nobody looks at them.
func unseen(d *rig) *textEdit {
	e := d.shell.built(TextEdit).screen.(*textEdit)
	e.preview.view.Spawn = func(func()) {}
	return e
}

// TestTextIsWritten: what is typed goes into the text, onto the pages and into the register.
func TestTextIsWritten(t *testing.T) {
	k, draft := drafted(t)
	d, e := editing(t, k, draft.ID, plain)
	before := len(e.text.Clauses)
	e.open("clauses.2")
	d.press("Ctrl+N")
	if len(e.text.Clauses) != before+1 || e.at != "clauses.3" {
		t.Fatalf("%d clauses, %q open", len(e.text.Clauses), e.at)
	}
	if n := len(e.problems.list); n == 0 {
		t.Error("an empty clause is no problem")
	}
	e.parts.fields["clauses.3.text"].Input.SetValue("乙方对{name}的源代码予以保密。")
	e.parts.fields["clauses.3.refs"].Input.SetValue("5.3.1，§5.2.6")
	if n := len(e.problems.list); n != 0 {
		t.Errorf("%d problems: %v", n, e.problems.list)
	}
	if _, ok := e.preview.sheets.PlaceOf("clauses.3"); !ok {
		t.Error("the new clause is not on the pages")
	}
	d.press("Ctrl+S")
	if e.dirty || e.Leave() != nil {
		t.Error("saved, and still to be saved")
	}
	s, err := k.Founder.OpenTemplate(t.Context(), draft.ID)
	if err != nil {
		t.Fatal(err)
	}
	if c := s.Text.Clauses[3]; c.Text != "乙方对{name}的源代码予以保密。" || strings.Join(c.Refs, " ") != "5.3.1 5.2.6" {
		t.Errorf("kept as %+v", c)
	}
}

// TestTextProblemsLeadToTheirPlace: a problem is told in words, and F4 goes where it is.
func TestTextProblemsLeadToTheirPlace(t *testing.T) {
	k, draft := drafted(t)
	d, e := editing(t, k, draft.ID, plain)
	e.open("clauses.1")
	e.parts.fields["clauses.1.text"].Input.SetValue("乙方{nmae}承诺：")
	e.open(partHead)
	d.press("F4")
	if e.at != "clauses.1" || e.parts.fields["clauses.1.text"].Problem() == "" {
		t.Fatalf("%q open, problems %v", e.at, e.problems.list)
	}
	d.press("F9")
	if len(e.problems.list) != 0 {
		t.Errorf("undone, and still %v", e.problems.list)
	}
}

// TestTextIsNeverLost: what was typed and not saved outlives leaving and locking, and another draft is not
// opened over it unasked.
func TestTextIsNeverLost(t *testing.T) {
	k, draft := drafted(t)
	other, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{})
	if err != nil {
		t.Fatal(err)
	}
	d, e := editing(t, k, draft.ID, plain)
	e.parts.fields["title"].Input.SetValue("保密协议（修订）")
	d.shell.Open(TextEdit, Arg{Code: strconv.FormatInt(other.ID, 10)})
	if e.sheet.ID != draft.ID || e.text.Title[words.Chinese] != "保密协议（修订）" {
		t.Fatal("another draft came over what was typed")
	}
	d.topSheet().Cancel()
	d.press("Ctrl+L")
	u, ok := d.face.(*unlock)
	if !ok {
		t.Fatalf("the lock shows %T", d.face)
	}
	u.password.entry.SetText(apptest.FounderPassword)
	u.submit()
	if d.shell == nil || d.shell.At() != TextEdit {
		t.Fatalf("not back at the editor: %s", u.password.Problem())
	}
	e = d.shell.screens[TextEdit].screen.(*textEdit)
	if e.text.Title[words.Chinese] != "保密协议（修订）" || !e.dirty || e.sheet.ID != draft.ID {
		t.Errorf("came back as %q", e.text.Title[words.Chinese])
	}
}

// TestTextOfAnApprovedDraft: what was typed in a draft that was approved or deleted meanwhile is not lost: it
// becomes a draft of its own.
func TestTextOfAnApprovedDraft(t *testing.T) {
	for name, decide := range map[string]func(*apptest.Kit, int64) error{
		"approved": func(k *apptest.Kit, id int64) error {
			if err := k.Founder.SubmitTemplate(k.Ctx(), id); err != nil {
				return err
			}
			_, boss := k.Staff("周敏", app.Approver)
			return boss.ApproveTemplate(k.Ctx(), id, k.Today().AddDays(7))
		},
		"deleted": func(k *apptest.Kit, id int64) error { return k.Founder.DropTemplateDraft(k.Ctx(), id) },
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "deleted" {
				t.Skip("the long form has both")
			}
			k, draft := drafted(t)
			d, e := editing(t, k, draft.ID, plain)
			e.open(partPreamble)
			e.parts.fields[partPreamble].Input.SetValue("甲乙双方约定如下，签署人 {name}：")
			if err := decide(k, draft.ID); err != nil {
				t.Fatal(err)
			}
			if kept := e.Leave(); kept.Fields["base"] != draft.SHA256 {
				t.Errorf("kept over %q", kept.Fields["base"])
			}
			d.press("Ctrl+S")
			d.topSheet().Primary().Tapped(nil)
			if e.dirty || name == "approved" && e.sheet.ID == draft.ID || e.sheet.Now != app.TextDraft || e.sheet.Key != app.NDA {
				t.Fatalf("the editor holds %d, %s", e.sheet.ID, e.sheet.Now)
			}
			if !strings.HasPrefix(e.text.Preamble, "甲乙双方") {
				t.Errorf("the preamble is %q", e.text.Preamble)
			}
		})
	}
}

// TestTextRestoredOverAChange: what was kept comes back over a draft that was changed, decided or deleted since, and
// that is told.
func TestTextRestoredOverAChange(t *testing.T) {
	for name, meanwhile := range map[string]func(*apptest.Kit, app.Template) error{
		"changed": func(k *apptest.Kit, d app.Template) error {
			return k.Founder.SaveTemplateDraft(k.Ctx(), d.ID, d.Body, "C/9", "")
		},
		"deleted": func(k *apptest.Kit, d app.Template) error { return k.Founder.DropTemplateDraft(k.Ctx(), d.ID) },
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "changed" {
				t.Skip("the long form has both")
			}
			k, draft := drafted(t)
			_, e := editing(t, k, draft.ID, plain)
			e.parts.fields["title"].Input.SetValue("保密协议（修订）")
			kept := e.Leave()
			if err := meanwhile(k, draft); err != nil {
				t.Fatal(err)
			}
			d := seated(t, k, k.Founder, plain)
			e = unseen(d)
			d.shell.drafts[formText] = *kept
			d.shell.Open(TextEdit)
			if e.text.Title[words.Chinese] != "保密协议（修订）" || !e.dirty {
				t.Fatalf("came back as %q", e.text.Title[words.Chinese])
			}
			d.topSheet().Primary().Tapped(nil)
			if e.dirty || e.sheet.Now != app.TextDraft || e.sheet.Title != "保密协议（修订）" {
				t.Errorf("kept as %d %q", e.sheet.ID, e.sheet.Title)
			}
		})
	}
}

// TestTextIsImported: a document of one's own becomes a draft, complete with what it does not say itself.
func TestTextIsImported(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	e := unseen(d)
	d.shell.Open(Texts)
	file := filepath.Join(t.TempDir(), "信息安全承诺书.txt")
	if err := os.WriteFile(file, []byte("信息安全承诺书\n\n第一条 账户 {name}不把密码交给他人使用。\n第二条 发现泄密立即报告。\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.press("Ctrl+O")
	d.fillField("path", file)
	d.topSheet().Primary().Tapped(nil)
	d.topSheet().Primary().Tapped(nil)
	if text := d.shell.notice.text(); text != "" || d.shell.At() != TextEdit {
		t.Fatalf("at %s, %q", d.shell.At(), text)
	}
	if len(e.text.Clauses) != 2 || !e.sheet.Own || e.text.ValidMonths == 0 || len(e.text.Words) == 0 || !e.text.SignedBy("signer") {
		t.Errorf("the draft is %+v", e.text)
	}
	if len(e.problems.list) != 0 {
		t.Errorf("problems %v", e.problems.list)
	}
}
