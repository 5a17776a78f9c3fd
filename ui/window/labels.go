package window

import (
	"context"
	"io"
	"strconv"
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// prefStock is the label material last used on this computer.
const prefStock = "labels.stock"

// labelSheet asks what labels are stuck on and which sheet lies in the printer.
type labelSheet struct {
	sh    *Shell
	codes []string
	form  *widget.Form
	start *widget.FormField
	sheet *Sheet
}

// printLabels asks how the labels of documents, copies, case files or places are to be made; kind is what is
// offered first.
func (sh *Shell) printLabels(kind app.LabelKind, codes []string) {
	if len(codes) == 0 {
		return
	}
	l := &labelSheet{sh: sh, codes: codes}
	stock := widget.NewChoice(stockOptions(), func(string) { l.fit() })
	l.start = widget.NewFormField("start", words.T("labels.start"), widget.NewEntry("")).WithHelp(words.T("labels.start.help"))
	l.form = widget.NewForm(
		widget.NewFormField("kind", words.T("labels.kind"), widget.NewChoice(labelKinds(), nil)),
		widget.NewFormField("stock", words.T("labels.stock"), stock), l.start)
	l.form.SetValue("kind", string(kind))
	l.form.SetValue("start", "1")
	l.form.SetValue("stock", paper.Stock(sh.frame.prefs.get(prefStock)).Name)
	l.sheet = sh.Sheet(SheetSpec{
		Title: words.T("labels.title"), Content: look.Column(look.GapCard, look.Note(words.N("labels.note", len(codes))), l.form),
		Button: words.T("labels.do"), Do: func(*Sheet) { l.make() },
	})
	l.fit()
}

func labelKinds() []widget.Option {
	var out []widget.Option
	for _, k := range app.AllLabelKinds {
		out = append(out, widget.Option{ID: string(k), Title: words.T("labels.kind." + string(k))})
	}
	return out
}

func stockOptions() []widget.Option {
	var out []widget.Option
	for _, s := range paper.Stocks() {
		title := words.T("labels.stock.roll", millimetres(s.Width), millimetres(s.Height))
		if !s.Roll() {
			title = words.T("labels.stock.sheet", s.Across, s.Down, millimetres(s.Width), millimetres(s.Height))
		}
		out = append(out, widget.Option{ID: s.Name, Title: title})
	}
	return out
}

// millimetres words a measure in points.
func millimetres(points float64) string {
	return strconv.FormatFloat(points/paper.Millimetre, 'f', -1, 32)
}

// fit asks for the first free place where there are several on a sheet.
func (l *labelSheet) fit() {
	l.start.Hidden = paper.Stock(l.form.Value("stock")).Roll()
	if l.sheet != nil {
		l.sheet.Fit()
	}
}

// skip is how many places of the sheet are used. Returns Invalid (error.label.start) at start.
func (l *labelSheet) skip() (int, error) {
	stock := paper.Stock(l.form.Value("stock"))
	if stock.Roll() {
		return 0, nil
	}
	places := stock.Across * stock.Down
	n, err := strconv.Atoi(strings.TrimSpace(l.form.Value("start")))
	if err != nil || n < 1 || n > places {
		return 0, app.Errf(app.Invalid, "error.label.start", places).At("start")
	}
	return n - 1, nil
}

// make has the labels noted in the log, and shows what can be done with their PDF.
func (l *labelSheet) make() {
	skip, err := l.skip()
	if err != nil {
		applyErrors(l.form, err)
		l.sheet.Fit()
		return
	}
	stock := l.form.Value("stock")
	l.sh.frame.prefs.set(prefStock, stock)
	order := app.LabelOrder{Kind: app.LabelKind(l.form.Value("kind")), Codes: l.codes}
	l.sheet.SetBusy(true)
	Do(l.sh, func(ctx context.Context) ([]app.Label, error) { return l.sh.office.PrintLabels(ctx, order) }, func(labels []app.Label) {
		l.sheet.Close()
		l.sh.Print(words.T("labels.file.name", l.sh.Day()), func(w io.Writer) error {
			return l.sh.Papers().Labels(w, labels, stock, skip)
		})
	}, func(err error) bool {
		l.sheet.SetBusy(false)
		if rest := applyErrors(l.form, err); rest != nil {
			l.sheet.Problem(ErrorText(rest))
		}
		return true
	})
}

// labels offers labels for the marked rows, or the one at hand; of a case file without either, for its binder.
func (s *files) labels() {
	if !s.sh.me.May.EditClients {
		return
	}
	var codes []string
	for _, r := range s.table.Marked() {
		codes = append(codes, r.Code)
	}
	if len(codes) == 0 && s.row != nil {
		codes = []string{s.row.Code}
	}
	if len(codes) > 0 {
		s.sh.printLabels(app.CopyLabels, codes)
		return
	}
	s.fileLabels()
}

// fileLabels offers the label of the case file that the list is narrowed to.
func (s *files) fileLabels() {
	if s.file != nil && s.file.MayEdit {
		s.sh.printLabels(app.FileLabels, []string{s.file.Code})
	}
}
