package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Folder is one person's sheet; Arg.Code is the person's number.
const Folder Name = "folder"

func init() {
	register(Registration{Name: Folder, Under: People, New: func(sh *Shell) Screen { return newFolder(sh) }})
}

// folder is 个人总表: what a person signed, was trained in, holds and may see, and the sheets gone through.
type folder struct {
	Base
	sh     *Shell
	load   *Loader
	number string
	shown  app.PersonFolder
	body   *fyne.Container
}

func newFolder(sh *Shell) *folder {
	return &folder{sh: sh, load: sh.Loader(), body: container.NewStack()}
}

// Head implements Screen.
func (f *folder) Head() Head {
	h := Head{Title: NavName(Folder), Quiet: words.Join(f.shown.Person.Name, f.shown.Person.Number), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("clearances.back"), func() { f.Escape() }).WithKey("Esc"),
	}}
	if f.shown.MayStart {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("clearances.start"), f.start).WithKey("Ctrl+N"))
	}
	return h
}

// Build implements Screen.
func (f *folder) Build() fyne.CanvasObject { return f.body }

// Open implements Screen.
func (f *folder) Open(arg Arg) {
	if arg.Code != f.number {
		f.number, f.shown, f.body.Objects = arg.Code, app.PersonFolder{}, nil
	}
}

// Refresh implements Screen.
func (f *folder) Refresh(context.Context) {
	number := f.number
	if number == "" {
		number = f.sh.me.Person.Number
	}
	Load(f.load, func(ctx context.Context) (app.PersonFolder, error) { return f.sh.office.PersonFolder(ctx, number) }, f.show)
}

// show lays out the whole sheet: what binds the person at the left, what the person has at the right.
func (f *folder) show(p app.PersonFolder) {
	f.shown = p
	f.sh.HeadChanged()
	left := []fyne.CanvasObject{
		folderCard("commitments", f.commitments()), folderCard("trainings", f.trainings()), folderCard("papers", f.papers()),
	}
	right := []fyne.CanvasObject{folderCard("holds", f.holds()), folderCard("sheets", f.sheets()), folderCard("duties", f.duties())}
	kind, word := StandingChip(p.Bound)
	head := widget.NewDetailHead(PersonLine(p.Person), kind, word)
	columns := look.Equal(look.GapPage, widget.NewTop(look.Column(look.GapWide, left...)), widget.NewTop(look.Column(look.GapWide, right...)))
	f.body.Objects = []fyne.CanvasObject{container.NewVScroll(look.Page(look.Column(look.GapWide, head, columns)))}
	f.body.Refresh()
}

// folderCard is one part of the sheet under its heading; nothing is said in words.
func folderCard(part string, items []fyne.CanvasObject) fyne.CanvasObject {
	if len(items) == 0 {
		items = []fyne.CanvasObject{look.Pad(look.GapNone, look.Gap, look.Label(words.T("folder."+part+".none")).Wrapped())}
	}
	return look.Column(look.GapTight, look.Quiet(words.T("folder."+part)), widget.NewItemCard(items...))
}

func (f *folder) commitments() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range f.shown.Commitments {
		kind, word := CommitmentChip(c.State)
		note := ""
		if c.ID != 0 {
			note = words.Join(c.Number, c.Version, words.T("people.signed.on", words.Date(string(c.SignedOn))), words.DateRange("", string(c.ValidUntil)))
		}
		out = append(out, widget.NewSmallItem(nil, TemplateTitle(c.Key, c.Title), note, widget.NewChip(kind, word)))
	}
	return out
}

func (f *folder) trainings() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, t := range f.shown.Trainings {
		kind, word := look.Overdue, words.T("clearance.failed")
		if t.Passed {
			kind, word = look.InPlace, words.T("clearance.passed")
		}
		until := ""
		if t.Until != "" {
			until = words.DateRange("", string(t.Until))
		}
		note := words.Join(t.Session, words.Date(string(t.HeldOn)), until)
		out = append(out, widget.NewSmallItem(nil, t.Topic, note, widget.NewChip(kind, word)))
	}
	return out
}

func (f *folder) papers() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, p := range f.shown.Papers {
		open := widget.NewButton(widget.Link, words.T("folder.paper.open"), func() { f.sh.showPaper(p.ID) })
		out = append(out, widget.NewSmallItem(nil, p.Title, words.Join(p.Ref, f.sh.dateTime(p.At), app.Groups(strings.ToUpper(p.SHA256[:16]))), open))
	}
	return out
}

// holds lists what the person has: loans, copies made, keys, tasks, delegations, by number alone.
func (f *folder) holds() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	add := func(kind look.Kind, what, title, note string) {
		out = append(out, widget.NewSmallItem(widget.NewBefore(look.WidthState, widget.NewChip(kind, words.T("people.leave."+what))), title, note))
	}
	h, day := f.shown.Holding, string(f.sh.Day())
	due := func(d app.Date) string { return words.T("people.due", words.NearDate(string(d), day)) }
	for _, l := range h.Out {
		add(look.Out, "out", l.Number, words.Join(words.N("people.copies", l.Copies), due(l.Due)))
	}
	for _, l := range h.Requests {
		add(look.Waiting, "request", l.Number, words.N("people.copies", l.Copies))
	}
	for _, l := range h.Electronic {
		add(look.Out, "electronic", l.Number, words.Join(words.N("people.copies", l.Copies), due(l.Due)))
	}
	for _, e := range h.Extracts {
		add(look.Waiting, "extract", e.Number, words.Join(words.T("extracts.kind."+string(e.Kind)), due(e.Due)))
	}
	if len(f.shown.Sees) > 0 {
		add(look.Neutral, "duty", List(f.shown.Sees), words.N("folder.clients", len(f.shown.Sees)))
	}
	for _, d := range h.Delegations {
		add(look.Neutral, "delegation", words.T("people.leave.acts", d.Delegate.Name, d.Principal.Name), words.DateRange(string(d.From), string(d.Until)))
	}
	if f.shown.Keys > 0 {
		out = append(out, widget.NewSmallItem(widget.NewBefore(look.WidthState, widget.NewChip(look.Neutral, words.T("folder.keys"))), words.N("folder.keys.count", f.shown.Keys), ""))
	}
	return out
}

func (f *folder) sheets() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range f.shown.Clearances {
		kind, word := clearanceChip(c)
		after := []fyne.CanvasObject{widget.NewChip(kind, word)}
		if f.sh.May(Clearances) {
			after = append(after, widget.NewButton(widget.Link, words.T("folder.sheet.open"), func() { f.sh.Open(Clearances, Arg{Code: c.Number}) }))
		}
		out = append(out, widget.NewSmallItem(nil, words.T("clearance.title."+string(c.Kind)), words.Join(c.Number, f.sh.dateTime(c.OpenedAt), c.OpenedBy.Name), after...))
	}
	return out
}

func (f *folder) duties() []fyne.CanvasObject {
	if d := dutiesOf(f.shown.Duties); d != nil {
		return []fyne.CanvasObject{look.Pad(look.GapNone, look.Gap, d)}
	}
	return nil
}

func (f *folder) start() {
	if f.shown.MayStart {
		f.sh.startClearance(f.shown.Person.Number, "")
	}
}

// Keys implements Screen.
func (f *folder) Keys() []Key {
	if !f.shown.MayStart {
		return nil
	}
	return []Key{{Stroke: "Ctrl+N", Label: words.T("clearances.start"), Do: f.start}}
}

// Escape implements Screen: back to the person.
func (f *folder) Escape() bool {
	if f.sh.May(People) {
		f.sh.Open(People, Arg{Code: f.shown.Person.Number})
		return true
	}
	f.sh.Open(Commitments)
	return true
}
