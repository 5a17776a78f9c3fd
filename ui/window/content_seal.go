package window

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// sealedFile is what has become of one file.
type sealedFile struct {
	pickedFile
	content  app.NewContent
	document app.Document
	err      error
	done     bool // sealed and read back; else err says why not
}

// start seals the files one after the other, under one progress.
func (a *contentAdd) start() {
	if a.work != nil || a.problem() {
		return
	}
	for _, field := range []string{"category", "sensitivity", "source"} {
		a.sh.SetPref("content."+field, a.form.Value(field))
	}
	a.sums = nil
	for _, f := range a.ready() {
		a.sums = append(a.sums, sealedFile{pickedFile: f, content: a.content(f)})
	}
	var doing atomic.Value
	doing.Store("")
	a.work = a.sh.newWork(func(bar *widget.Progress, done, total int64) {
		what := doing.Load().(string)
		if total > 0 {
			what = words.Join(what, words.T("content.add.bytes", fileSize(done), fileSize(total)))
		}
		bar.Percent(what, done, total)
	})
	a.work.heard = a.hears
	a.place.Objects = []fyne.CanvasObject{a.work.bar}
	a.place.Show()
	a.draw()
	office, sums := a.sh.office, a.sums
	run(a.work, func(ctx context.Context, progress func(done, total int64)) ([]sealedFile, error) {
		return sums, sealAll(ctx, office, sums, func(what string, done, total int64) {
			doing.Store(what)
			progress(done, total)
		})
	}, a.sealed, a.failed)
}

// sealAll seals the files that are not sealed yet. What goes wrong with one is kept with it and
// stops none of the others; only a password asked for first, or giving up, ends it all.
func sealAll(ctx context.Context, office *app.Office, sums []sealedFile, progress func(what string, done, total int64)) error {
	var before, total int64
	for _, s := range sums {
		total += s.info.Size()
	}
	for i := range sums {
		s, size := &sums[i], sums[i].info.Size()
		if !s.done && ctx.Err() != nil {
			s.err = ctx.Err()
			continue
		}
		if !s.done {
			s.err = s.seal(ctx, office, func(done, of int64) {
				what := words.T("content.add.sealing", s.name(), i+1, len(sums))
				if 2*done > of {
					what = words.T("content.add.reading", s.name(), i+1, len(sums))
				}
				progress(what, before+int64(float64(size)*float64(done)/float64(max(1, of))), total)
			})
			s.done = s.err == nil
		}
		if app.CodeOf(s.err) == app.Unconfirmed {
			return s.err
		}
		before += size
	}
	return nil
}

// seal seals one file and has it read back.
func (s *sealedFile) seal(ctx context.Context, office *app.Office, progress func(done, total int64)) error {
	file, err := s.open()
	if err != nil {
		return err
	}
	defer file.Close()
	s.document, err = office.AddContent(ctx, s.content, file, progress)
	return err
}

// failed: the password was asked for and not given.
func (a *contentAdd) failed(err error) {
	a.work = nil
	a.place.Hide()
	a.draw()
	if !cancelled(err) && app.CodeOf(err) != app.Unconfirmed {
		logError(err)
		a.sheet.Problem(ErrorText(err))
	}
}

// sealed shows what has become of each file and offers to delete the originals.
func (a *contentAdd) sealed(sums []sealedFile) {
	a.work = nil
	done, givenUp := 0, 0
	for _, s := range sums {
		switch {
		case s.done:
			done++
		case cancelled(s.err):
			givenUp++
		default:
			logError(s.err)
		}
	}
	if givenUp == len(sums) { // nothing has happened: the files are still there to be added
		a.place.Hide()
		a.draw()
		return
	}
	if a.sheet.Open() {
		a.sheet.Close()
	}
	if a.sh.adding == a {
		a.sh.adding = nil
	}
	a.showFirst(sums)
	a.sh.Changed()
	a.report(sums, done)
}

// showFirst selects the first new document where the list of documents is at the front.
func (a *contentAdd) showFirst(sums []sealedFile) {
	o := a.sh.screens[Files]
	if o == nil || a.sh.at != Files || a.scan() != "" {
		return
	}
	for _, f := range sums {
		if s, is := o.screen.(*files); is && f.done {
			s.showNone()
			s.want = f.document.Code
			return
		}
	}
}

// report is the sheet at the end: first what was not added.
func (a *contentAdd) report(sums []sealedFile, done int) {
	var failed, added []fyne.CanvasObject
	for _, s := range sums {
		if s.done {
			added = append(added, sealedItem(s))
		} else {
			failed = append(failed, sealedItem(s))
		}
	}
	items := look.PadEach(look.GapNone, look.GapNone, look.GapCard, look.GapNone, widget.NewItems(append(failed, added...)...))
	list := look.Fixed(0, min(look.HeightPicks, look.HeightTall*float32(len(sums))), container.NewVScroll(items))
	title := words.N("content.added", done)
	if done == 0 {
		title = words.T("content.added.none")
	}
	spec := SheetSpec{Title: title, Content: list, Wide: true}
	if done > 0 {
		spec.Content = look.Column(look.GapCard, list, look.Strong(words.T("content.originals")), look.Body(words.T("content.originals.note")))
		var sheet *Sheet
		remove := widget.NewButton(widget.Danger, words.N("content.originals.delete", done), func() { a.deleteOriginals(sheet, sums) })
		spec.More = []*widget.Button{remove} // not what Enter does: whoever types on must not delete
		sheet = a.sh.Sheet(spec)
		return
	}
	a.sh.Sheet(spec)
}

// sealedItem is one file of the report.
func sealedItem(s sealedFile) fyne.CanvasObject {
	switch {
	case s.done:
		return widget.NewSmallItem(nil, s.name(), words.Join(s.document.Code, s.document.Title), widget.NewChip(look.InPlace, words.T("content.sealed")))
	case cancelled(s.err):
		return widget.NewSmallItem(nil, s.name(), words.T("content.given.up"), widget.NewChip(look.Neutral, words.T("content.refused")))
	}
	lines := look.Column(look.GapTight, look.Plain(s.name()), look.Say(ErrorText(s.err), look.Overdue).Sized(look.TextQuiet))
	return look.Pad(look.GapNone, look.GapTight, look.Row(look.Gap, look.Stretch(lines), widget.NewChip(look.Overdue, words.T("content.refused"))))
}

// deleteOriginals deletes what was sealed, read back and has not changed since. Nothing else.
func (a *contentAdd) deleteOriginals(sheet *Sheet, sums []sealedFile) {
	if sheet.busy {
		return
	}
	sheet.SetBusy(true)
	Do(a.sh, func(context.Context) ([]string, error) {
		var kept []string
		for _, s := range sums {
			if !s.done {
				continue
			}
			if err := s.remove(); err != nil {
				logError(err)
				kept = append(kept, words.T("content.kept", s.name(), ErrorText(err)))
			}
		}
		return kept, nil
	}, func(kept []string) {
		sheet.Close()
		if len(kept) == 0 {
			a.sh.Toast(words.T("content.originals.deleted"))
			return
		}
		a.sh.Sheet(SheetSpec{Title: words.N("content.originals.kept", len(kept)), Content: widget.NewBanner(look.Waiting, kept...)})
	})
}
