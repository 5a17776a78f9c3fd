package window

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/ui/words"
)

// TestTextIsHandedIn: who writes hands the draft in from the editor, who approves finds it on Today and goes to it
// with one click; what is wrong with it keeps it from being handed in, and a change takes it back.
func TestTextIsHandedIn(t *testing.T) {
	k, draft := drafted(t)
	_, boss := k.Staff("欧阳明远", app.Approver)
	d, e := editing(t, k, draft.ID, plain)
	e.open(partPreamble)
	e.parts.fields[partPreamble].Input.SetValue("{nmae}")
	d.press("Ctrl+Enter")
	if d.shell.At() != TextEdit || !e.dirty {
		t.Fatal("a text with a problem was handed in")
	}
	e.parts.fields[partPreamble].Input.SetValue("甲乙双方约定如下，签署人 {name}：")
	d.press("Ctrl+Enter")
	if text := d.shell.notice.text(); text != "" || d.shell.At() != Texts {
		t.Fatalf("at %s, %q", d.shell.At(), text)
	}
	list := screenOf[*texts](d, Texts)
	if _, word := textChip(*list.at); list.at.ID != draft.ID || word != words.T("texts.state.submitted") || list.at.May.Submit {
		t.Errorf("the list shows %+v as %s", list.at.ID, word)
	}
	desk := seated(t, k, boss, plain)
	tasks := tasksOf(desk, app.TaskText)
	if len(tasks) != 1 {
		t.Fatalf("Today tells %+v", tasks)
	}
	test.Tap(desk.titled(words.T("today.do.text")))
	at := screenOf[*texts](desk, Texts).at
	if desk.shell.At() != Texts || at == nil || at.ID != draft.ID || !at.May.Approve {
		t.Fatalf("at %s with %+v", desk.shell.At(), at)
	}
	d.press("Enter")
	e.parts.fields[partPreamble].Input.SetValue("甲乙双方约定，签署人 {name}：")
	d.press("Ctrl+S")
	if e.dirty || !e.sheet.May.Submit {
		t.Error("a change does not take the text back")
	}
}
