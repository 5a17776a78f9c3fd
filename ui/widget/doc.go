// Package widget holds the window's reusable widgets. They know nothing of the office: they show
// what they are given, take what is typed, and tell by OnX callbacks; no rule is in here.
//
// Everything runs on the UI goroutine. Every widget follows the theme at run time, takes the
// keyboard with a focus that can be seen, and hands keys and shortcuts that it has no use for to
// the window (Canvas.OnTypedKey and the canvas's shortcuts), so F-keys, Esc, Enter and Ctrl+K work
// wherever the focus is. Texts, colours, sizes, boxes and layouts come from package look.
//
// The frame:
//
//	NewSidebar(brand, sub, []SideGroup) *Sidebar   OnSelect(id) OnLock; Select SetBadge SetFoot SetGroups
//	NewHeader(title, subtitle, *SearchBox, ...*Button) *Header   SetTitle SetButtons
//	NewTabs(...Tab) *Tabs                          OnSelect(id); Select SetCount SetTabs
//	NewDetail(content, ...*Button) *Detail         SetContent Renew SetActions; 352 wide, actions at its foot
//	NewDetailHead(title, kind, state)              the head of a detail
//	NewStatus(hints...) *Status                    Say SayWith SetHints: the line at the foot of a screen
//
// Lists:
//
//	NewTable[T]([]Column[T]) *Table[T]             Key OnSelect OnNone OnActivate OnNearEnd OnSort OnFilter
//	                                               OnMarks OnWidths OnKey; SetRows AppendRows SelectIndex
//	                                               SelectKey Selected Marked SetEmpty SetFilter Widths
//	NewItem(before, title, note, after...)         one entry of a list of things to do
//	NewItems(items...), NewItemCard(items...)      entries with hairlines, plain or in a card
//	NewBefore(width, content), NewNumber(text)     what stands before an entry
//	NewEmpty(message, *Button)                     what would be here, and the first step
//
// Things to read:
//
//	NewChip(kind, word) *Chip    NewBadge(count) *Badge    NewCard(heading, rows...)
//	NewStat(label, kind, number, note, onTapped) *Stat     a card with one number
//	NewFieldRow(label, value), NewFields(rows...)
//	NewBanner(kind, lines...), NewActionBanner(kind, lines, label, act)
//	NewProgress(onCancel) *Progress                        Set(what, done, total)
//
// Things to press and to fill in (an Input has Value, SetValue, FocusTarget, OnEdit):
//
//	NewButton(Primary|Secondary|Link|Danger, label, onTapped) *Button   WithKey WithIcon Large SetEnabled
//	NewEntry(placeholder), NewArea(placeholder, rows), NewLong(placeholder, rows), NewPassword(placeholder) *Entry   OnChanged OnSubmitted OnKey
//	NewSearchBox(placeholder, key) *SearchBox              OnSearch, once the typing rests
//	NewDateField(today func() string, future bool) *DateField           ISO; ParseDate(text, today, future)
//	NewPickField(placeholder, source func(query string) []Option) *PickField   OnChanged; Chosen Choose
//	NewChoice([]Option, onChanged) *Choice    NewTick(label, onChanged) *Tick
//	NewSignaturePad() *SignaturePad                        Strokes Empty Clear Undo; NewSignature(label, name, pad)
//	NewFormField(name, label, Input) *FormField            WithHelp SetProblem
//	NewForm(fields...) *Form, NewFormOf(content, fields...) Values ApplyErrors Snapshot Restore OnChanged
//
// Sheets over the window, always left with Esc, done with Enter:
//
//	NewDialog(title, content) *Dialog                      WithPrimary WithDanger WithCancel WithFocus Wide; Show
package widget
