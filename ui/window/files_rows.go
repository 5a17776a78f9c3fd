package window

import (
	"context"
	"io"
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// filter is what the list asks for.
func (s *files) filter() app.DocumentFilter {
	f := app.DocumentFilter{Text: strings.TrimSpace(s.table.Filter()), Client: s.client, Limit: documentPage}
	if s.file != nil {
		f.File = s.file.Code
	}
	if tab := s.tabs.Selected(); tab != everyState {
		f.State = app.CopyState(tab)
	}
	return f
}

// load asks for the first page; the counts follow when they are there.
func (s *files) load() {
	f := s.filter()
	Load(s.list, func(ctx context.Context) ([]app.DocumentRow, error) { return s.sh.office.Documents(ctx, f) }, s.showRows)
	s.count()
}

// loadMore asks for the next page.
func (s *files) loadMore() {
	if !s.more {
		return
	}
	s.more = false
	f := s.filter()
	f.After = s.last
	Load(s.list, func(ctx context.Context) ([]app.DocumentRow, error) { return s.sh.office.Documents(ctx, f) }, func(rows []app.DocumentRow) {
		s.turn(rows)
		s.table.AppendRows(rows)
	})
}

// turn remembers where the next page begins.
func (s *files) turn(rows []app.DocumentRow) {
	s.more = len(rows) == documentPage
	if len(rows) > 0 {
		s.last = rows[len(rows)-1].Key
	}
}

// count asks how many documents stand on each tab.
func (s *files) count() {
	f := s.filter()
	Load(s.counts, func(ctx context.Context) (map[string]int, error) {
		out := map[string]int{}
		for _, state := range append([]app.CopyState{""}, fileTabs...) {
			f.State = state
			n, err := s.sh.office.CountDocuments(ctx, f)
			if err != nil {
				return nil, err
			}
			out[string(state)] = n
		}
		return out, nil
	}, func(counts map[string]int) {
		s.tabs.SetCount(everyState, counts[""])
		for _, state := range fileTabs {
			s.tabs.SetCount(string(state), counts[string(state)])
		}
	})
}

// showRows shows the first page and selects what was asked for.
func (s *files) showRows(rows []app.DocumentRow) {
	s.turn(rows)
	s.setEmpty()
	s.quietly(func() {
		s.table.SetRows(rows)
		switch {
		case s.want != "":
			s.table.SelectKey(s.want)
			s.want = ""
		case len(rows) > 0 && s.sheet == nil:
			s.table.SelectIndex(0)
		case len(rows) == 0 && s.sheet == nil:
			s.showNone()
		}
	})
}

// setEmpty says what would be here and offers the first step.
func (s *files) setEmpty() {
	switch {
	case s.table.Filter() != "":
		s.table.SetEmpty(words.T("files.empty.filter", s.table.Filter()), words.T("clients.filter.clear"), func() { s.table.SetFilter("") })
	case s.tabs.Selected() != everyState:
		s.table.SetEmpty(words.T("files.empty.tab"), "", nil)
	case s.file != nil && s.file.MayEdit:
		s.table.SetEmpty(words.T("files.empty.file"), words.T("files.add"), s.add)
	case s.sh.me.May.Import:
		s.table.SetEmpty(words.T("files.empty.keeper"), words.T("files.import"), s.bringIn)
	case s.sh.May(Request):
		s.table.SetEmpty(words.T("files.empty.staff"), words.T("loans.ask"), func() { s.sh.Open(Request) })
	default:
		s.table.SetEmpty(words.T("files.empty.tab"), "", nil)
	}
}

// drawStrip says under the tabs what the list is narrowed to, with what can be done with it.
func (s *files) drawStrip() {
	var row *fyne.Container
	switch {
	case s.file != nil:
		kind, word := look.Neutral, ""
		if s.file.OnHold {
			word = words.T("clients.hold")
		}
		row = look.Row(look.Gap, look.Label(words.T("files.of.file")).Whole(), look.Label(s.file.Code).Whole(),
			look.Stretch(look.Strong(s.file.Title)), widget.NewChip(kind, word))
		if s.file.MayEdit {
			row.Add(widget.NewButton(widget.Link, words.T("clients.edit"), s.editFile))
			row.Add(widget.NewButton(widget.Link, s.holdLabel(s.file.OnHold), s.hold))
			row.Add(widget.NewButton(widget.Link, words.T("labels.link"), s.fileLabels))
		}
	case s.client != "":
		open := widget.NewButton(widget.Link, words.T("files.client.open"), func() { s.sh.Open(Client, Arg{Code: s.client}) })
		row = look.Row(look.Gap, look.Label(words.T("files.of.client")).Whole(), look.Stretch(look.Strong(s.client)), open)
	default:
		s.strip.Hide()
		s.left.Refresh()
		return
	}
	row.Add(removeButton(s.widen))
	s.strip.Objects = []fyne.CanvasObject{look.PadEach(look.GapPage, look.Gap, look.GapWide, look.GapNone, row)}
	s.strip.Show()
	s.left.Refresh()
}

// placeOf is where a document stands on the shelves, and whether its file or its scan is in the
// vault.
func placeOf(r app.DocumentRow) string {
	if !r.Stored {
		return Where(r.Home)
	}
	if r.Medium == app.Electronic {
		return words.T("content.place")
	}
	return words.Join(Where(r.Home), words.T("content.electronic"))
}

// holdLabel names what can be done about a hold.
func (s *files) holdLabel(onHold bool) string {
	if onHold {
		return words.T("files.release")
	}
	return words.T("files.hold")
}

// print prints the list as it stands, all of it.
func (s *files) print() {
	f := s.filter()
	note := narrowed(s.tabs.SelectedLabel(), s.table.Filter())
	if s.file != nil {
		note = words.Join(s.file.Code, note)
	} else if s.client != "" {
		note = words.Join(s.client, note)
	}
	printList(s.sh, listing[app.DocumentRow]{
		list: "documents", title: NavName(Files), note: note, table: s.table,
		all: func(ctx context.Context) ([]app.DocumentRow, error) {
			return allDocuments(ctx, s.sh.office, f, app.MaxPrinted)
		},
	})
}

// export writes the list as it stands, all of it, to a spreadsheet.
func (s *files) export() {
	f, day := s.filter(), s.sh.Day()
	Do(s.sh, func(ctx context.Context) ([]app.DocumentRow, error) {
		rows, err := allDocuments(ctx, s.sh.office, f, math.MaxInt)
		if err != nil {
			return nil, err
		}
		return rows, s.sh.office.ExportNote(ctx, "documents", len(rows))
	}, func(rows []app.DocumentRow) {
		s.sh.SaveAs(words.T("files.export.file", day), []string{".xlsx"}, func(w io.Writer) error { return sheet.Write(w, documentTable(rows)) })
	})
}

// allDocuments reads a list page by page to its end, or until it has more than most.
func allDocuments(ctx context.Context, office *app.Office, f app.DocumentFilter, most int) ([]app.DocumentRow, error) {
	f.Limit = 2000
	var all []app.DocumentRow
	for {
		page, err := office.Documents(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < f.Limit || len(all) > most {
			return all, nil
		}
		f.After = page[len(page)-1].Key
	}
}

// documentTable is a list of documents as a spreadsheet.
func documentTable(rows []app.DocumentRow) sheet.Table {
	t := sheet.Table{Title: NavName(Files), Columns: []sheet.TableColumn{
		column("files.col.code", 14), column("files.field.file", 14), column("files.col.title", 34), column("files.col.client", 30),
		column("files.field.category", 12), column("files.field.sensitivity", 8), column("files.field.source", 10), column("files.field.medium", 8),
		column("files.field.pages", 8), column("files.col.copies", 8), column("files.col.place", 18), column("files.field.received", 12),
		column("files.field.retain", 12), column("files.col.state", 10),
	}}
	for _, r := range rows {
		_, state := documentChip(r)
		t.Rows = append(t.Rows, []any{
			r.Code, r.FileCode, r.Title, r.ClientName, CategoryName(r.Category), SensitivityName(r.Sensitivity), SourceName(r.Source),
			MediumName(r.Medium), r.Pages, r.Copies, placeOf(r), string(r.Received), Retention(r.RetainUntil), state,
		})
	}
	return t
}
