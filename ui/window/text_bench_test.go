package window

import (
	"fmt"
	"strconv"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// BenchmarkTextEdit is one edit of a text in the window, with all that follows it: the text is checked, laid out, and
// the pages in view are drawn anew. An edit is to be seen within 100 ms.
func BenchmarkTextEdit(b *testing.B) {
	k := apptest.New(b)
	rows, err := k.Founder.Templates(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	draft, err := k.Founder.DraftTemplate(b.Context(), app.NewDraft{Key: rows[0].Key, From: rows[0].ID})
	if err != nil {
		b.Fatal(err)
	}
	for name, scale := range map[string]float32{"100%": 1, "200%": 2} {
		b.Run(name, func(b *testing.B) {
			as := plain
			as.scale = scale
			d := seated(b, k, k.Founder, as)
			d.shell.Open(TextEdit, Arg{Code: strconv.FormatInt(draft.ID, 10)})
			e := d.shell.screens[TextEdit].screen.(*textEdit)
			e.open("clauses.1")
			d.win.Canvas().Capture()
			field := e.parts.fields["clauses.1.text"].Input
			n := 0
			for b.Loop() {
				n++
				field.SetValue(fmt.Sprintf("乙方对一切信息予以保密，包括第 %d 号资料。", n))
			}
			if e.preview.view.Pages() == 0 || len(e.problems.list) != 0 {
				b.Fatalf("%d pages, problems %v", e.preview.view.Pages(), e.problems.list)
			}
			e.dirty = false
		})
	}
}
