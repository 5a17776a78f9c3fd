package window

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// viewPage is how many readings are asked for at once.
const viewPage = 200

// viewList is a list of who read which electronic documents, which pages, how long: of one
// document, one client or one person.
type viewList struct {
	sh     *Shell
	load   *Loader
	table  *widget.Table[app.View]
	filter app.ViewFilter
	more   bool
}

// newViewList makes a list; of one client it leaves the client out.
func newViewList(sh *Shell, widths string, ofClient bool) *viewList {
	l := &viewList{sh: sh, load: sh.Loader()}
	columns := l.columns()
	if ofClient {
		columns = slices.DeleteFunc(columns, func(c widget.Column[app.View]) bool { return c.ID == "client" })
	}
	l.table = widget.NewTable(columns)
	l.table.Key = func(v app.View) string { return strconv.FormatInt(v.ID, 10) }
	l.table.OnNearEnd = l.older
	l.table.OnActivate = func(v app.View) {
		switch {
		case v.Title != "" && sh.May(Files):
			sh.Open(Files, Arg{Code: v.Document})
		case inspects(sh):
			sh.OpenViews(app.ViewFilter{Document: v.Document})
		}
	}
	l.table.SetEmpty(words.T("content.views.empty"), "", nil)
	keepWidths(sh, widths, l.table)
	return l
}

// inspects tells whether the person looks into readings without looking at documents: then a row
// leads on to who else read the same.
func inspects(sh *Shell) bool { return !sh.May(Files) && sh.me.Roles.Has(app.Inspector) }

func (l *viewList) columns() []widget.Column[app.View] {
	type row = app.View
	return []widget.Column[row]{
		{ID: "at", Heading: words.T("content.col.at"), Width: look.WidthEntry, Text: func(r row) string { return l.sh.dateTime(r.OpenedAt) }},
		{ID: "who", Heading: words.T("content.col.who"), Weight: 3, Text: func(r row) string { return words.Join(r.Person.Name, r.Person.Number, r.Person.Department) }},
		{ID: "document", Heading: words.T("content.col.document"), Weight: 4, Text: func(r row) string { return words.Join(r.Document, r.Title) }},
		{ID: "client", Heading: words.T("files.col.client"), Weight: 3, Text: func(r row) string { return r.Client }},
		{ID: "by", Heading: words.T("content.col.by"), Width: look.WidthCode, Text: viewedBy},
		{ID: "pages", Heading: words.T("content.col.pages"), Width: look.WidthName, Text: pagesSeen},
		{ID: "time", Heading: words.T("content.col.time"), Width: look.WidthDate, Text: timeSeen},
	}
}

// viewedBy is what let the reader at it: a loan, else the duty.
func viewedBy(v app.View) string {
	if v.Loan != "" {
		return v.Loan
	}
	return words.T("content.view.duty")
}

// pagesSeen words which pages were shown.
func pagesSeen(v app.View) string {
	if v.Pages == "" {
		return words.T("content.view.none")
	}
	return v.Pages
}

// timeSeen words how long the window showed it.
func timeSeen(v app.View) string {
	switch {
	case v.ClosedAt.IsZero():
		return words.T("content.view.open")
	case v.Seconds < 60:
		return words.N("content.view.seconds", v.Seconds)
	}
	return words.N("content.view.minutes", (v.Seconds+30)/60)
}

// show asks for the readings that a filter leaves.
func (l *viewList) show(f app.ViewFilter) {
	f.Limit = viewPage
	if l.filter != f {
		l.table.SetRows(nil)
	}
	l.filter = f
	Load(l.load, func(ctx context.Context) ([]app.View, error) { return l.sh.office.ContentViews(ctx, f) }, func(rows []app.View) {
		l.more = len(rows) == viewPage
		l.table.SetRows(rows)
	})
}

// older asks for the next page.
func (l *viewList) older() {
	rows := l.table.Rows()
	if !l.more || len(rows) == 0 {
		return
	}
	l.more = false
	f := l.filter
	for _, v := range rows {
		if f.Before == 0 || v.ID < f.Before {
			f.Before = v.ID
		}
	}
	Load(l.load, func(ctx context.Context) ([]app.View, error) { return l.sh.office.ContentViews(ctx, f) }, func(rows []app.View) {
		l.more = len(rows) == viewPage
		l.table.AppendRows(rows)
	})
}

// listing is the list for paper and spreadsheets, all of it up to what is printed at most.
func (l *viewList) listing() listing[app.View] {
	f, office := l.filter, l.sh.office
	return listing[app.View]{
		list: "views", title: viewsTitle(f), note: viewsAbout(f), table: l.table,
		all: func(ctx context.Context) ([]app.View, error) {
			var all []app.View
			for {
				page, err := office.ContentViews(ctx, f)
				if err != nil {
					return nil, err
				}
				all = append(all, page...)
				if len(page) < f.Limit || len(all) > app.MaxPrinted {
					return all, nil
				}
				f.Before = page[len(page)-1].ID
			}
		},
	}
}

// viewsTitle is what a list of readings is called: who saw this, what this person saw, or when I saw
// this.
func viewsTitle(f app.ViewFilter) string {
	switch {
	case f.Person != "" && f.Document != "":
		return words.T("content.mine")
	case f.Person != "":
		return words.T("content.what")
	}
	return words.T("content.who")
}

// viewsAbout is the number that the list is about.
func viewsAbout(f app.ViewFilter) string { return cmp.Or(f.Document, f.Client, f.Person) }
