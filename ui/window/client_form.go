package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// The drafts of unfinished forms about clients.
const (
	formClientNew  = "client.new"
	formClientEdit = "client.edit"
	formCaseFile   = "client.file"
	formFileEdit   = "file.edit"
	formAssign     = "client.assign"
)

// certStates are the states of a certificate in the order of the form.
var certStates = []app.CertificateState{app.CertNone, app.CertValid, app.CertSuspended, app.CertWithdrawn, app.CertExpired}

// editClient opens the form of a client, empty for a new one. done gets what was saved.
func editClient(sh *Shell, at **recordForm, name string, c app.Client, typed map[string]string, done func(app.Client)) {
	form, alike := clientForm(sh, c)
	title := words.T("clients.add")
	if c.ID != 0 {
		title = words.T("clients.edit.title", c.Code)
	}
	f := openForm(sh, at, formSpec{
		name: name, title: title, button: words.T("clients.save"), form: form, wide: true, typed: typed,
		about: aboutCode(c.Code),
		save: func(f *recordForm) {
			n := typedClient(c, form)
			saveForm(f, func(ctx context.Context) (app.Client, error) { return sh.office.SaveClient(ctx, n) }, done)
		},
	})
	if c.ID == 0 {
		alike.watch(f)
	}
}

// aboutCode is what a draft says it is about; nothing for something new.
func aboutCode(code string) map[string]string {
	if code == "" {
		return nil
	}
	return map[string]string{"code": code}
}

// clientForm makes the fields of a client, filled in.
func clientForm(sh *Shell, c app.Client) (*widget.Form, *alikeClients) {
	alike := newAlikeClients(sh)
	name, uscc := entryField("name", "clients.col.name"), entryField("uscc", "clients.field.uscc")
	code := widget.NewFormField("code", words.T("clients.col.code"), widget.NewEntry(words.T("clients.code.hint")))
	phase := choiceField("phase", "clients.field.phase", app.AllPhases, PhaseName)
	contact, post := entryField("contact", "clients.field.contact"), entryField("contact_post", "clients.field.contact_post")
	phone, address := entryField("phone", "clients.field.phone"), entryField("address", "clients.field.address")
	standards, scope := entryField("standards", "clients.field.standards"), entryField("scope", "clients.field.scope")
	certificate := entryField("certificate", "clients.field.certificate")
	state := choiceField("cert_state", "clients.field.cert_state", certStates, CertName)
	from, until := sh.dateField("cert_from", "clients.field.cert_from", false), sh.dateField("cert_until", "clients.field.cert_until", true)
	note := entryField("note", "clients.field.note")
	content := look.Column(look.GapCard, abreast(name, uscc), alike.text, abreast(code, phase, contact), abreast(post, phone, certificate),
		abreast(state, from, until), abreast(standards, scope), abreast(address, note))
	form := widget.NewFormOf(content, name, uscc, code, phase, contact, post, phone, certificate, state, from, until, standards, scope, address, note)
	fillClient(form, c)
	alike.name, alike.uscc = name.Input.(*widget.Entry), uscc.Input.(*widget.Entry)
	return form, alike
}

// clientFields names the fields of the form and what they hold of a client.
func clientFields(c *app.Client) map[string]*string {
	return map[string]*string{
		"code": &c.Code, "name": &c.Name, "uscc": &c.USCC, "phase": (*string)(&c.Phase),
		"contact": &c.Contact, "contact_post": &c.ContactPost, "phone": &c.Phone, "address": &c.Address,
		"standards": &c.Standards, "scope": &c.Scope, "certificate": &c.Certificate, "note": &c.Note,
		"cert_state": (*string)(&c.CertState), "cert_from": (*string)(&c.CertFrom), "cert_until": (*string)(&c.CertUntil),
	}
}

// fillClient shows a client as it is.
func fillClient(form *widget.Form, c app.Client) {
	if c.ID == 0 {
		c.Phase = app.InCertification
	}
	for name, value := range clientFields(&c) {
		form.SetValue(name, *value)
	}
}

// typedClient is the client as the form has it.
func typedClient(c app.Client, form *widget.Form) app.Client {
	for name, value := range clientFields(&c) {
		*value = form.Value(name)
	}
	return c
}

// alikeClients offers clients of like name, or of the same credit code, before another is made.
type alikeClients struct {
	sh         *Shell
	load       *Loader
	name, uscc *widget.Entry
	text       *look.Text
}

func newAlikeClients(sh *Shell) *alikeClients {
	a := &alikeClients{sh: sh, load: sh.Loader(), text: look.Say("", look.Waiting)}
	a.text.Hide()
	return a
}

// watch looks each time a name or a credit code has been typed.
func (a *alikeClients) watch(f *recordForm) {
	for _, e := range []*widget.Entry{a.name, a.uscc} {
		e.OnFocus = func(gained bool) {
			if !gained {
				a.look(f)
			}
		}
	}
}

func (a *alikeClients) look(f *recordForm) {
	name, uscc := a.name.Text, a.uscc.Text
	if name == "" && uscc == "" {
		return
	}
	Load(a.load, func(ctx context.Context) ([]app.Client, error) {
		return a.sh.office.SimilarClients(ctx, name, uscc)
	}, func(found []app.Client) {
		a.text.Hide()
		if len(found) > 0 {
			a.text.SetText(words.T("clients.alike", words.Join(found[0].Code, found[0].Name, found[0].USCC)))
			a.text.Show()
		}
		f.sheet.Fit()
	})
}
