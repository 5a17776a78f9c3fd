package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// problemsShown is how many problems stand at the foot of the editor; the others are counted.
const problemsShown = 3

// textProblems is what is wrong with the text, each with the way to its place.
type textProblems struct {
	e     *textEdit
	load  *Loader
	box   *fyne.Container
	list  []wording.Problem
	ready bool // looked at least once
	at    int  // the one that F4 goes to next
}

func newTextProblems(e *textEdit) *textProblems {
	return &textProblems{e: e, load: e.sh.Loader(), box: look.Column(look.GapNone)}
}

// look asks the office what is wrong with a text as it is typed.
func (p *textProblems) look(body []byte) {
	Load(p.load, func(ctx context.Context) ([]wording.Problem, error) { return p.e.sh.office.CheckTemplate(ctx, body) }, func(found []wording.Problem) {
		p.list, p.ready = found, true
		p.at = min(p.at, max(0, len(found)-1))
		p.draw()
		p.e.parts.say()
	})
}

// counts is how many problems each part has.
func (p *textProblems) counts() map[string]int {
	out := map[string]int{}
	for _, problem := range p.list {
		out[partOf(problem.Path)]++
	}
	return out
}

// draw lists the first problems, or says that there are none.
func (p *textProblems) draw() {
	p.box.RemoveAll()
	switch {
	case len(p.list) == 0 && p.ready:
		p.box.Add(look.Say(words.T("texts.problems.none"), look.InPlace))
	case len(p.list) > 0:
		p.box.Add(look.Row(look.Gap, look.Stretch(look.Say(words.N("texts.problems", len(p.list)), look.Waiting)),
			widget.NewButton(widget.Link, words.T("texts.key.problem"), p.next).WithKey("F4")))
	}
	for i, problem := range p.list {
		if i == problemsShown {
			p.box.Add(look.Quiet(words.N("texts.problems.more", len(p.list)-problemsShown)))
			break
		}
		line := look.Row(look.Gap, look.Label(partLabel(partOf(problem.Path))).Whole(), look.Stretch(look.Field(problemText(problem))))
		p.box.Add(newTapRow(line, func() { p.to(i) }))
	}
	p.box.Refresh()
	p.e.left.Refresh() // the foot has another height
}

// problemText words a problem.
func problemText(p wording.Problem) string { return words.T(p.Key, p.Args...) }

// next goes to the next problem.
func (p *textProblems) next() {
	if len(p.list) > 0 {
		p.to(p.at % len(p.list))
	}
}

// to goes to the place of a problem and says there what it is.
func (p *textProblems) to(i int) {
	p.at = i + 1
	p.e.goTo(p.list[i].Path, problemText(p.list[i]))
}

// goTo opens the part of a path and says at its field what is the matter.
func (e *textEdit) goTo(path, message string) {
	e.open(partOf(path))
	field := e.parts.fields[path]
	if field == nil {
		e.status.Say(look.Waiting, message)
		return
	}
	field.SetProblem(message)
	e.sh.Focus(field.Input.FocusTarget()) // not field.Focus: it has not been drawn yet
	e.parts.scroll.Refresh()
}
