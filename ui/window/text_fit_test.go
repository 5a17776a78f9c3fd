package window

import (
	"strconv"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/app/wording"
)

// TestTextsFit draws the list, the editor with each kind of part open, and two versions side by side.
func TestTextsFit(t *testing.T) {
	k, draft := drafted(t)
	ready, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: draft.Body})
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Founder.SubmitTemplate(t.Context(), ready.ID); err != nil {
		t.Fatal(err)
	}
	text, err := wording.Read(draft.Body)
	if err != nil {
		t.Fatal(err)
	}
	text.Clauses[2].Text = "乙方对在甲方活动中获得或产生的一切信息（including source code）予以保密，离职后仍然有效。"
	text.Clauses[4].Table = &wording.Table{Head: []string{"资料", "保存期限", "保管人"}, Rows: [][]string{{"审核记录", "6 年", "档案管理员"}, {"合同", "长期", "档案管理员"}}}
	text.Clauses = append(text.Clauses[:7], text.Clauses[8:]...)
	text.Clauses[1].Items[0].Text = ""
	text.Preamble += "{nmae}"
	body, err := text.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Founder.SaveTemplateDraft(t.Context(), draft.ID, body, draft.Version, "按 2026 年版程序修订，增加源代码和资料保存期限"); err != nil {
		t.Fatal(err)
	}
	own, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{})
	if err != nil {
		t.Fatal(err)
	}
	k.Person("李㛃", apptest.Account(app.Approver, app.Administrator))
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, k, k.Founder, as)
			drawn := func(what string) {
				t.Helper()
				if text := d.shell.notice.text(); text != "" {
					t.Errorf("%s says %q", what, text)
				}
				d.draw("texts-" + what + "-" + name)
				d.checkFit(what)
			}
			d.shell.Open(Texts, Arg{Code: strconv.FormatInt(draft.ID, 10)})
			drawn("list")
			d.press("Ctrl+D")
			drawn("compare")
			d.shell.Open(TextEdit, Arg{Code: strconv.FormatInt(draft.ID, 10)})
			e := d.shell.screens[TextEdit].screen.(*textEdit)
			e.open("clauses.1")
			drawn("clauses.1")
			if testing.Short() {
				return // with the race detector each picture costs seconds
			}
			for _, part := range []string{partHead, partParties, "clauses.4", partSignatures} {
				e.open(part)
				drawn(part)
			}
			d.press("F4")
			drawn("problem")
			d.shell.Open(TextEdit, Arg{Code: strconv.FormatInt(own.ID, 10)})
			drawn("own")
			desk := seated(t, k, k.Office(apptest.Login("ZB-101")), as)
			desk.shell.Open(Texts, Arg{Code: strconv.FormatInt(ready.ID, 10)})
			desk.press("Enter")
			desk.draw("texts-approve-" + name)
			desk.checkFit("approve")
		})
	}
}
