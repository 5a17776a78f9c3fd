package window

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// damageShown is how many broken entries the result of a check names.
const damageShown = 6

// showNone empties the pane.
func (s *audit) showNone() {
	s.detail.SetContent(look.Label(words.T("audit.none")).Wrapped())
	s.detail.SetActions()
}

// show puts an entry into the pane.
func (s *audit) show(e app.Entry) {
	kind, word := outcomeChip(e)
	rows := []*widget.FieldRow{}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	add("audit.col.act", words.T("act."+e.Act))
	add("audit.col.at", moment(s.sh, e))
	add("audit.col.actor", e.Actor)
	add("audit.field.behalf", e.OnBehalf)
	add("audit.field.login", e.Login)
	add("audit.col.object", e.Object)
	add("audit.field.hash", shortHash(e))
	column := look.Column(look.GapCard, widget.NewDetailHead(words.T("audit.entry", e.Seq), kind, word), widget.NewFields(rows...))
	if facts := factsOf(e); len(facts) > 0 {
		column.Add(look.Column(look.GapTight, look.Quiet(words.T("audit.facts")), widget.NewFields(facts...)))
	}
	s.detail.SetContent(column)
	var same []*widget.Button
	if e.Object != "" && s.table.Filter() != e.Object {
		same = append(same, widget.NewButton(widget.Secondary, words.T("audit.same"), func() { s.table.SetFilter(e.Object) }))
	}
	s.detail.SetActions(same...)
}

// shortHash is the end of an entry's hash as registers print it.
func shortHash(e app.Entry) string { return app.Head{Seq: e.Seq, Hash: e.Hash}.String() }

// factsOf are the facts of an entry: what a refusal said, else names and values.
func factsOf(e app.Entry) []*widget.FieldRow {
	var facts map[string]any
	d := json.NewDecoder(bytes.NewReader([]byte(e.Detail)))
	d.UseNumber()
	if d.Decode(&facts) != nil {
		return nil
	}
	var rows []*widget.FieldRow
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		text := factText(facts[name])
		if key := "audit.value." + name + "." + text; words.Has(key) {
			text = words.T(key) // what the program itself put down, such as why it was locked
		}
		if name == "key" {
			text = words.T(text, "…", "…", "…", "…") // the arguments are not in the log
		}
		if text != "" {
			rows = append(rows, widget.NewFieldRow(factName(name), text))
		}
	}
	return rows
}

// factName words the name of a fact; one that has no word stands as it is recorded.
func factName(name string) string {
	if key := "audit.fact." + name; words.Has(key) {
		return words.T(key)
	}
	return name
}

// factText is a fact's value as text.
func factText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		if key := "import.field." + v; words.Has(key) {
			return words.T(key)
		}
		return v
	case bool:
		if v {
			return words.T("audit.yes")
		}
		return words.T("audit.no")
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = factText(one)
		}
		return List(parts)
	case map[string]any:
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if text := factText(v[name]); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, "-")
	}
	return fmt.Sprint(value)
}

// verify checks every hash and signature of the chain.
func (s *audit) verify() {
	bar := widget.NewProgress(s.stopCheck)
	bar.Set(words.T("audit.verifying"), 0, 0)
	s.say(bar)
	s.check.Failed = func(err error) bool { s.say(nil); return false }
	Load(s.check, s.sh.office.VerifyAudit, s.verified)
}

func (s *audit) stopCheck() {
	s.check.Stop()
	s.say(nil)
}

// verified says what the check found.
func (s *audit) verified(r app.AuditReport) {
	if len(r.Broken) == 0 {
		s.say(widget.NewBanner(look.InPlace, words.N("audit.good", int(r.Entries)), words.T("audit.head", r.Head.String())))
		s.load()
		return
	}
	lines := []string{words.N("audit.broken", len(r.Broken))}
	for _, d := range r.Broken[:min(len(r.Broken), damageShown)] {
		lines = append(lines, words.Join(d.Place, words.T(d.Reason)))
	}
	s.say(widget.NewBanner(look.Overdue, append(lines, words.T("audit.broken.what"))...))
	s.load()
}

// say shows the check over the list; nil takes it away.
func (s *audit) say(o fyne.CanvasObject) {
	if o == nil {
		s.outcome.Hide()
	} else {
		s.outcome.Objects = []fyne.CanvasObject{look.PadEach(look.GapPage, look.Gap, look.GapWide, look.GapNone, o)}
		s.outcome.Show()
	}
	if o := s.sh.screens[Audit]; o != nil {
		s.top.Refresh()
		o.content.Refresh()
	}
}

// export writes what the list is narrowed to, all of it, to a spreadsheet; the office logs it.
func (s *audit) export() {
	f, day := s.filter(), s.sh.Day()
	Do(s.sh, func(ctx context.Context) ([]app.Entry, error) { return s.sh.office.ExportAudit(ctx, f) }, func(rows []app.Entry) {
		s.sh.SaveAs(words.T("audit.export.file", day, strconv.Itoa(len(rows))), []string{".xlsx"}, func(w io.Writer) error {
			return sheet.Write(w, paper.AuditTable(rows))
		})
	})
}
