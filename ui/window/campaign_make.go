package window

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// campaignMake is the sheet in which all commitments of a campaign are made in one go: a PDF each into a
// folder, or one job for the printer; with progress, and a cancel that cancels.
type campaignMake struct {
	sh     *Shell
	of     app.CampaignSheet
	all    *widget.Tick // also those that are signed
	leaves *widget.Tick // each on a sheet of its own
	sheet  *Sheet
	print  *widget.Button
	place  *fyne.Container
	work   *work // under way, nil for none
}

// askMake opens the sheet.
func (c *campaign) askMake() {
	if !c.shown.MayRun || c.shown.Waiting == 0 {
		return
	}
	m := &campaignMake{sh: c.sh, of: c.shown, place: container.NewStack()}
	m.all = widget.NewTick(words.N("campaign.make.all", m.of.Signed), nil)
	m.leaves = widget.NewTick(words.T("campaign.make.leaves"), nil)
	m.leaves.SetChecked(true)
	content := look.Column(look.GapCard, look.Note(words.N("campaign.make.note", m.of.Waiting)), m.all, m.leaves, m.place)
	if m.of.Signed == 0 {
		m.all.Hide()
	}
	m.place.Hide()
	m.print = widget.NewButton(widget.Secondary, words.T("campaign.make.print"), m.toPrinter)
	m.sheet = c.sh.Sheet(SheetSpec{
		Title: words.T("campaign.make.title", m.of.Number), Content: content, Wide: true,
		Button: words.T("campaign.make.folder"), More: []*widget.Button{m.print},
		Do: func(*Sheet) { m.toFolder() }, Stays: m.stays,
	})
}

// stop gives up what is under way.
func (m *campaignMake) stop() {
	if m.work != nil {
		m.work.cancel()
	}
}

// stays keeps the sheet while the work it shows goes on: leaving it stops the work first.
func (m *campaignMake) stays(*Sheet) bool {
	m.stop()
	return m.work != nil
}

// toFolder asks for a folder and writes a PDF for each line there.
func (m *campaignMake) toFolder() {
	m.sh.frame.choose(choose{title: words.T("campaign.make.where"), button: words.T("shell.folder.do"), folders: true}, func(dir string) {
		papers := m.sh.Papers()
		m.start(func(ctx context.Context, prints []app.CommitmentPrint, progress func(done, total int64)) error {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return app.Errf(app.Conflict, "shell.save.failed", err.Error()).Because(err)
			}
			made := 0
			return papers.Commitments(prints, func(name string, pdf []byte) error {
				if err := ctx.Err(); err != nil {
					return err
				}
				made++
				progress(int64(made), int64(len(prints)))
				return writeFile(filepath.Join(dir, name), func(w io.Writer) error {
					_, err := w.Write(pdf)
					return err
				})
			})
		}, func(n int) { m.sh.Toast(words.N("campaign.made", n, filepath.Base(dir))) })
	})
}

// toPrinter makes one job of all and sends it.
func (m *campaignMake) toPrinter() {
	papers, leaves := m.sh.Papers(), m.leaves.Checked
	var job bytes.Buffer
	m.start(func(ctx context.Context, prints []app.CommitmentPrint, progress func(done, total int64)) error {
		return papers.CommitmentStack(&job, prints, leaves, func(i int) error {
			progress(int64(i+1), int64(len(prints)))
			return ctx.Err()
		})
	}, func(n int) {
		m.sh.frame.offerPDF(m.of.Number+".pdf", job.Bytes(), func(string) { m.sh.Toast(words.N("campaign.printed", n)) })
	})
}

// start fetches the letters and makes them; made is told how many it were.
func (m *campaignMake) start(write func(context.Context, []app.CommitmentPrint, func(done, total int64)) error, made func(n int)) {
	if m.work != nil {
		return
	}
	m.work = m.sh.newWork(counted(words.T("campaign.make.running")))
	m.busy(true)
	office, number, all := m.sh.Office(), m.of.Number, m.all.Checked
	run(m.work, func(ctx context.Context, progress func(done, total int64)) (int, error) {
		prints, err := office.CampaignPrints(ctx, number, all)
		if err != nil {
			return 0, err
		}
		return len(prints), write(ctx, prints, progress)
	}, func(n int) {
		m.work = nil
		m.sheet.Close()
		made(n)
		m.sh.Changed()
	}, m.failed)
}

// busy shows the bar in the place of the buttons' work.
func (m *campaignMake) busy(on bool) {
	m.sheet.HideProblem()
	m.sheet.SetBusy(on)
	m.print.SetEnabled(!on)
	m.place.Hidden = !on
	m.place.Objects = nil
	if on {
		m.place.Objects = []fyne.CanvasObject{m.work.bar}
	}
	m.sheet.Fit()
}

// failed says why not all were made; what is in the folder already stays there.
func (m *campaignMake) failed(err error) {
	m.work = nil
	m.busy(false)
	if cancelled(err) {
		m.sheet.Problem(words.T("campaign.make.stopped"))
		m.sh.Changed()
		return
	}
	logError(err)
	m.sheet.Problem(ErrorText(err))
}
