package window

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"custody/app"
	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// maxTextFile is the largest file whose text is read, in bytes; the office refuses larger ones with a reason.
const maxTextFile = 20 << 20

// importFile asks for a document of one's own and makes a draft of it.
func (t *texts) importFile() {
	if !t.writes() {
		return
	}
	t.sh.PickFile([]string{".docx", ".txt"}, func(path string) {
		Do(t.sh, func(ctx context.Context) (wording.Text, error) {
			data, err := textFile(path)
			if err != nil {
				return wording.Text{}, err
			}
			body, err := t.sh.office.ImportTemplate(ctx, filepath.Base(path), data)
			if err != nil {
				return wording.Text{}, err
			}
			return wording.Read(body)
		}, t.askImport)
	})
}

// textFile reads a file, no further than one byte more than the office takes.
func textFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, app.Errf(app.Invalid, "error.template.file").Because(err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxTextFile+1))
}

// askImport says what was read, and asks whether it is a new text or a new version of one there is.
func (t *texts) askImport(text wording.Text) {
	options := []widget.Option{{ID: "", Title: words.T("texts.import.as.own")}}
	from := map[app.TemplateKey]int64{}
	for _, r := range t.rows {
		if r.Now == app.TextInForce {
			from[r.Key] = r.ID
			options = append(options, widget.Option{ID: string(r.Key), Title: words.T("texts.import.as.version", r.Title)})
		}
	}
	as := widget.NewChoice(options, nil)
	form := widget.NewForm(widget.NewFormField("key", words.T("texts.import.as"), as))
	as.SetValue("")
	for _, r := range t.rows { // the same title: most likely the next version
		if r.Now == app.TextInForce && r.Title == text.Title[words.Chinese] {
			as.SetValue(string(r.Key))
		}
	}
	found := look.Strong(words.T("texts.import.found", text.Title[words.Chinese], len(text.Clauses))).Wrapped()
	t.sh.Sheet(SheetSpec{
		Title: words.T("texts.import.title"), Content: look.Column(look.GapCard, found, look.Note(words.T("texts.import.note")), form),
		Button: words.T("texts.import.do"), Focus: as,
		Do: func(s *Sheet) {
			key := app.TemplateKey(as.Value())
			body, err := text.Bytes()
			if err != nil {
				s.Problem(ErrorText(err))
				return
			}
			s.Close()
			t.begin(app.NewDraft{Key: key, From: from[key], Body: body})
		},
	})
}
