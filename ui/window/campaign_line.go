package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// lineChips are the colours of a line's states.
var lineChips = map[app.LineState]look.Kind{app.LineWaiting: look.Waiting, app.LineSigned: look.InPlace, app.LineGone: look.Neutral}

// showNone empties the detail.
func (c *campaign) showNone() {
	c.at = nil
	c.detail.SetContent(look.Label(words.T("campaign.none")).Wrapped())
	c.detail.SetActions()
}

// show shows one person and text.
func (c *campaign) show(l app.CampaignLine) {
	c.at = &l
	var rows []*widget.FieldRow
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	add("commitments.person", PersonLine(l.Person))
	add("people.number", l.Person.Number)
	add("commitments.document", words.Join(l.Document, l.Version))
	if !l.PrintedAt.IsZero() {
		add("campaigns.printed", words.When(l.PrintedAt, c.sh.Now()))
	}
	if l.Reminded > 0 {
		add("campaigns.reminded", words.Join(words.N("today.reminded", l.Reminded), words.When(l.RemindedAt, c.sh.Now())))
	}
	if l.State == app.LineSigned {
		add("commitments.signed", words.Date(string(l.SignedOn)))
		add("commitments.method", words.T("commitments.method."+l.Method))
	}
	if l.State == app.LineGone {
		add("people.left_on", words.Date(string(l.Person.LeftOn)))
	}
	head := widget.NewDetailHead(TemplateTitle(l.Key, l.Title), lineChips[l.State], words.T("campaigns.line."+string(l.State)))
	c.detail.SetContent(look.Column(look.GapCard, head, widget.NewFields(rows...)))
	c.detail.SetActions(c.actions(l)...)
}

// actions are printing and signing; the last is the primary one.
func (c *campaign) actions(l app.CampaignLine) []*widget.Button {
	print := func(kind widget.ButtonKind) *widget.Button {
		return widget.NewButton(kind, words.T("commitments.print"), c.print).WithKey("Ctrl+P")
	}
	switch {
	case l.State == app.LineGone:
		return nil
	case c.signs(l):
		return []*widget.Button{print(widget.Secondary), widget.NewButton(widget.Primary, words.T("commitments.sign"), c.sign).WithKey("Enter")}
	case c.prints(l):
		return []*widget.Button{print(widget.Primary)}
	}
	return nil
}

// prints tells whether this person may print the line: what was signed, and blank ones who attests.
func (c *campaign) prints(l app.CampaignLine) bool {
	return l.State == app.LineSigned || l.State == app.LineWaiting && (c.sh.Me().May.Attest || l.Person.ID == c.sh.Me().Person.ID)
}

// signs tells whether this person may have the line signed: who attests, and the signer.
func (c *campaign) signs(l app.CampaignLine) bool {
	me := c.sh.Me()
	return l.State == app.LineWaiting && c.shown.Open() && (me.May.Attest || l.Person.ID == me.Person.ID)
}

// primary is what Enter does: have it signed, else print what was signed.
func (c *campaign) primary() {
	switch {
	case c.at == nil:
	case c.signs(*c.at):
		c.sign()
	case c.at.State == app.LineSigned:
		c.print()
	}
}

func (c *campaign) sign() {
	if c.at != nil && c.signs(*c.at) {
		c.sh.Open(Sign, Arg{Code: c.at.Person.Number, Act: string(c.at.Key)})
	}
}

// print prints what was signed, or a blank one.
func (c *campaign) print() {
	if c.at == nil || !c.prints(*c.at) {
		return
	}
	l := *c.at
	Do(c.sh, func(ctx context.Context) (app.CommitmentPrint, error) {
		if l.CommitmentID == 0 {
			return c.sh.Office().PrintBlank(ctx, l.Person.Number, l.Key)
		}
		return c.sh.Office().PrintCommitment(ctx, l.CommitmentID)
	}, c.sh.printCommitment)
}

// Keys implements Screen.
func (c *campaign) Keys() []Key {
	keys := []Key{{"↑↓", words.T("campaigns.key.rows"), nil}}
	if c.at != nil {
		if c.signs(*c.at) {
			keys = append(keys, Key{"Enter", words.T("commitments.sign"), c.primary})
		}
		if c.prints(*c.at) {
			keys = append(keys, Key{"Ctrl+P", words.T("commitments.print"), c.print})
		}
	}
	if c.shown.MayRun && c.shown.Waiting > 0 {
		keys = append(keys, Key{"Ctrl+Enter", words.T("campaign.make"), c.askMake}, Key{"Ctrl+R", words.T("campaign.remind"), c.askRemind})
	}
	return append(keys,
		Key{"Ctrl+Shift+P", words.T("shell.list.print"), func() { printList(c.sh, c.listing()) }},
		Key{"Ctrl+E", words.T("shell.list.export"), func() { exportList(c.sh, c.listing()) }},
		Key{"Ctrl+C", words.T("clients.key.copy"), nil},
	)
}

// askClose ends the campaign, with a note while somebody has not signed.
func (c *campaign) askClose() {
	s := c.shown
	note := widget.NewArea("", 3)
	form := widget.NewForm(widget.NewFormField("note", words.T("campaigns.note"), note))
	said := words.T("campaign.close.done")
	if s.Waiting > 0 {
		said = words.N("campaign.close.waiting", s.Waiting)
	}
	c.sh.Sheet(SheetSpec{
		Title: words.T("campaign.close.title", s.Number), Content: look.Column(look.GapCard, look.Note(said), form),
		Button: words.T("campaign.close.do"), Focus: note,
		Do: func(sheet *Sheet) {
			sheet.SetBusy(true)
			text := note.Text
			Do(c.sh, Just(func(ctx context.Context) error { return c.sh.Office().CloseCampaign(ctx, s.Number, text) }), func(struct{}) {
				sheet.Close()
				c.sh.Toast(words.T("campaign.close.said", s.Number))
				c.sh.Changed()
			}, formFailed(sheet, form))
		},
	})
}
