package window

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// sheetDesk is a kit that seals papers, with somebody who leaves and has all kinds of things.
func sheetDesk(t *testing.T) (*apptest.Kit, app.Person) {
	t.Helper()
	k := apptest.New(t)
	k.With(paper.NewDesk(), nil)
	client, codes := k.Records("深圳市精工电子有限公司", 2)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Assign(client.Code, p.Number, 30)
	k.Lent(office, codes[0])
	return k, p
}

// linked taps the first link of a label in the pane of the sheet.
func (s *clearances) linked(t *testing.T, label string) {
	t.Helper()
	var first *widget.Button
	each(s.detail, func(o fyne.CanvasObject) {
		if b, is := o.(*widget.Button); is && first == nil && b.Label() == label {
			first = b
		}
	})
	if first == nil {
		t.Fatalf("no %q", label)
	}
	first.Tapped(nil)
}

// A sheet is opened from the person's folder, gone through line by line, signed, and its sealed paper shown.
func TestSheetIsGoneThrough(t *testing.T) {
	k, p := sheetDesk(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(People, Arg{Code: p.Number})
	d.titled(words.T("folder.open")).Tapped(nil)
	f := screenOf[*folder](d, Folder)
	if d.shell.At() != Folder || f.shown.Person.Number != p.Number || len(f.shown.Holding.Out) != 1 || len(f.shown.Sees) != 1 {
		t.Fatalf("the folder shows %+v", f.shown.Person)
	}
	d.press("Ctrl+N")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); !strings.Contains(text, words.T("error.choice")) {
		t.Errorf("without a kind: %q", text)
	}
	d.fillField("kind", string(app.ClearLeaver))
	d.topSheet().Primary().Tapped(nil)
	s := screenOf[*clearances](d, Clearances)
	if d.shell.At() != Clearances || s.shown.Kind != app.ClearLeaver || s.shown.May.Close {
		t.Fatalf("the sheet shows %+v", s.shown.Clearance)
	}
	d.press("F2")
	d.fillField("text", "交回车辆钥匙")
	d.topSheet().Primary().Tapped(nil)
	for range s.shown.Left {
		i := slices.IndexFunc(s.shown.Items, func(it app.ClearanceItem) bool { return it.State == app.MarkOpen })
		if s.shown.Items[i].Auto {
			s.linked(t, words.T("clearances.excuse"))
			d.fillField("note", "由接手人继续")
			d.topSheet().Primary().Tapped(nil)
		} else {
			s.linked(t, words.T("clearances.done"))
		}
	}
	if s.shown.Left != 0 || !s.shown.May.Close {
		t.Fatalf("%d lines are left", s.shown.Left)
	}
	d.press("Enter")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); !strings.Contains(text, words.T("error.sign.blank")) {
		t.Errorf("without a signature: %q", text)
	}
	d.signPad()
	d.fillField("password", apptest.FounderPassword)
	d.topSheet().Primary().Tapped(nil)
	if s.shown.State != app.ClearanceClosed || s.shown.Paper.ID == 0 || s.tabs.Selected() != string(app.ClearanceClosed) {
		t.Fatalf("closed as %s, paper %d, on tab %s; says %q", s.shown.State, s.shown.Paper.ID, s.tabs.Selected(), overlayText(d))
	}
	d.press("Enter")
	if text := overlayText(d); !strings.Contains(text, words.T("papers.title")) {
		t.Errorf("the sealed paper: %q", text)
	}
}

// signPad writes on the pad of the sheet on top.
func (d *rig) signPad() {
	d.t.Helper()
	var pad *widget.SignaturePad
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if found, is := o.(*widget.SignaturePad); is {
			pad = found
		}
	})
	if pad == nil {
		d.t.Fatal("no pad")
	}
	scribble(pad)
}

// The proof of a day says who was bound; the report is printed and exported.
func TestProofScreen(t *testing.T) {
	k, p := sheetDesk(t)
	k.Person("新人", apptest.Unsigned())
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Proof)
	s := screenOf[*proof](d, Proof)
	s.day.SetValue("2199-01-01")
	s.ask()
	if s.report != nil || s.form.Field("day").Problem() == "" {
		t.Error("a day to come was taken")
	}
	s.day.SetValue(string(k.Today()))
	s.ask()
	if s.report == nil || len(s.table.Rows()) != 3 || len(s.report.Findings) != 0 {
		t.Fatalf("the report is %+v", s.report)
	}
	s.tabs.Select(proofReach)
	s.showRows()
	if rows := s.table.Rows(); len(rows) != 2 || !slices.ContainsFunc(rows, func(r app.ProofPerson) bool { return r.Person.Number == p.Number }) {
		t.Errorf("with access: %+v", rows)
	}
	d.press("Ctrl+P")
	d.topSheet().Primary().Tapped(nil)
	if d.tray.prints != 1 || len(d.tray.last) == 0 {
		t.Error("nothing was printed")
	}
}

// TestSheetsFit draws the sheets, a person's folder and the proof in every look.
func TestSheetsFit(t *testing.T) {
	k, p := sheetDesk(t)
	_, err := k.Founder.StartClearance(t.Context(), p.Number, app.ClearLeaver, "合同到期不再续签，工作移交运营部")
	if err != nil {
		t.Fatal(err)
	}
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, k, k.Founder, as)
			look := func(what string) {
				d.draw("sheets-" + what + "-" + name)
				d.checkFit(what)
			}
			d.shell.Open(Folder, Arg{Code: p.Number})
			look("folder")
			d.shell.Open(Clearances)
			look("clearances")
			screenOf[*clearances](d, Clearances).close()
			look("closing")
			each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
				if tick, is := o.(*widget.Tick); is {
					tick.SetChecked(true)
				}
			})
			look("absent")
			d.topSheet().Cancel()
			d.shell.Open(Proof)
			s := screenOf[*proof](d, Proof)
			s.day.SetValue(string(k.Today()))
			s.ask()
			look("proof")
			if testing.Short() {
				return // with the race detector each look costs seconds
			}
			d.shell.startClearance(p.Number, app.ClearMover)
			look("start")
			d.topSheet().Cancel()
		})
	}
}
