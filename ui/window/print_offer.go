package window

import (
	"context"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// What this computer remembers of printing.
const (
	prefPrinter = "print.printer"
	prefSides   = "print.sides"
)

// offer is a finished PDF on its way out of the program: to a printer, a viewer, a file.
type offer struct {
	frame   *Frame
	sheet   *Sheet
	name    string
	data    []byte
	done    func(said string)
	form    *widget.Form
	printer *widget.Choice
	trouble *look.Text
	queues  []paper.Queue
}

// offerPDF asks what to do with a finished PDF. done gets in words what became of it.
func (f *Frame) offerPDF(name string, data []byte, done func(said string)) {
	o := &offer{frame: f, name: name, data: data, done: done, trouble: look.Say("", look.Waiting)}
	o.trouble.Hide()
	o.printer = widget.NewChoice(nil, func(string) { o.showTrouble() })
	printer := widget.NewFormField("printer", words.T("print.printer"), o.printer)
	copies := widget.NewFormField("copies", words.T("print.copies"), widget.NewEntry("")).WithHelp(words.T("print.copies.help"))
	sides := widget.NewFormField("sides", words.T("print.sides"), widget.NewChoice(sidesOptions(), nil))
	o.form = widget.NewFormOf(look.Column(look.GapCard, look.Column(look.GapTight, printer, o.trouble), copies, sides), printer, copies, sides)
	o.form.SetValue("copies", "1")
	o.form.SetValue("sides", f.prefs.get(prefSides))
	o.listed(nil, nil)
	o.sheet = f.sheet(SheetSpec{
		Title: words.T("shell.print.title"), Content: look.Column(look.GapCard, look.Note(words.T("shell.print.note", name)), o.form),
		Button: words.T("shell.print.print"), More: o.others(), Do: func(*Sheet) { o.print() },
	})
	f.spawn(func() {
		queues, err := f.deps.Printer.Printers(context.Background())
		f.onUI(func() { o.listed(queues, err) })
	})
}

func sidesOptions() []widget.Option {
	return []widget.Option{
		{ID: string(paper.OneSided), Title: words.T("print.sides.single")},
		{ID: string(paper.LongEdge), Title: words.T("print.sides.long")},
		{ID: string(paper.ShortEdge), Title: words.T("print.sides.short")},
	}
}

// others are the ways out besides the printer, and a look at the pages before.
func (o *offer) others() []*widget.Button {
	return []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("print.preview"), o.preview),
		widget.NewButton(widget.Secondary, words.T("shell.print.open"), func() {
			o.send(o.frame.deps.Printer.Open, words.T("shell.print.opened"))
		}),
		widget.NewButton(widget.Secondary, words.T("shell.print.save"), o.save),
	}
}

// listed shows the printers there are; before they are known, and where the system does not tell, its own choice.
func (o *offer) listed(queues []paper.Queue, err error) {
	if err != nil {
		logError(err)
	}
	o.queues = queues
	options := []widget.Option{{ID: "", Title: words.T("print.printer.system")}}
	chosen := ""
	for _, q := range queues {
		title := q.Name
		if q.Default {
			title = words.T("print.printer.default", q.Name)
		}
		options = append(options, widget.Option{ID: q.Name, Title: title})
		if q.Name == o.frame.prefs.get(prefPrinter) || chosen == "" && q.Default {
			chosen = q.Name
		}
	}
	o.printer.SetChoices(options)
	o.printer.SetValue(chosen)
	o.showTrouble()
}

// showTrouble says what is wrong with the printer chosen.
func (o *offer) showTrouble() {
	said := ""
	for _, q := range o.queues {
		if q.Name == o.printer.Value() {
			said = troubleOf(q.Ready, q.Trouble)
		}
	}
	o.trouble.SetText(said)
	o.trouble.Hidden = said == ""
	if o.sheet != nil {
		o.sheet.Fit()
	}
}

// troubleOf words what a printer says is wrong; "" when nothing is.
func troubleOf(ready bool, trouble []string) string {
	if len(trouble) == 0 && !ready {
		return words.T("print.stopped")
	}
	return strings.Join(trouble, words.T("print.trouble.join"))
}

// how reads the form. Returns Invalid at the field copies.
func (o *offer) how() (paper.How, error) {
	n, err := strconv.Atoi(strings.TrimSpace(o.form.Value("copies")))
	if err != nil || n < 1 || n > paper.MaxCopies {
		return paper.How{}, app.Errf(app.Invalid, "error.print.copies", paper.MaxCopies).At("copies")
	}
	return paper.How{Printer: o.printer.Value(), Copies: n, Sides: paper.Sides(o.form.Value("sides"))}, nil
}

// print sends the PDF to the printer and looks after the job.
func (o *offer) print() {
	how, err := o.how()
	if err != nil {
		applyErrors(o.form, err)
		o.sheet.Fit()
		return
	}
	o.frame.prefs.set(prefPrinter, how.Printer)
	o.frame.prefs.set(prefSides, string(how.Sides))
	var job paper.Job
	o.send(func(ctx context.Context, name string, data []byte) (err error) {
		job, err = o.frame.deps.Printer.Send(ctx, name, data, how)
		if err == nil {
			o.frame.onUI(func() { o.frame.follow(job) })
		}
		return err
	}, words.T("shell.print.sent"))
}

// send gives the PDF to the system; said is what to say when it took it.
func (o *offer) send(how func(context.Context, string, []byte) error, said string) {
	o.sheet.SetBusy(true)
	o.frame.spawn(func() {
		err := how(context.Background(), o.name, o.data)
		o.frame.onUI(func() { o.ended(err, said) })
	})
}

// save writes the PDF where the person says.
func (o *offer) save() {
	o.frame.saveAs(o.name, []string{".pdf"}, func(w io.Writer) error {
		_, err := w.Write(o.data)
		return err
	}, func(err error) { o.ended(err, words.T("shell.saved")) })
}

// ended closes the sheet, or says in it why it did not work.
func (o *offer) ended(err error, said string) {
	o.sheet.SetBusy(false)
	if err != nil {
		logError(err)
		o.sheet.Problem(ErrorText(err))
		return
	}
	o.sheet.Close()
	o.done(said)
}

// preview shows the pages as they will be printed.
func (o *offer) preview() {
	view := widget.NewPageView()
	view.Spawn, view.OnUI, view.OnUsed = o.frame.spawn, o.frame.onUI, o.frame.idle.touch
	view.OnFailed = func(_ int, err error) { logError(err) }
	p := &printed{}
	size := o.frame.win.Canvas().Size()
	sheet := o.frame.sheet(SheetSpec{
		Title: words.T("print.preview.title"), Wide: true, Focus: view, Left: func() {
			view.Close()
			p.close()
		},
		Content: look.Fixed(min(size.Width-2*look.WidthLabel, look.WidthStart/2), size.Height*0.6, fyne.CanvasObject(view)),
	})
	o.frame.spawn(func() {
		err := p.open(o.data)
		o.frame.onUI(func() {
			if err != nil {
				sheet.Problem(ErrorText(err))
				return
			}
			view.Put(p)
		})
	})
}
