package app

import (
	"context"
	"slices"
)

// allCertStates lists the states a certificate can be in.
var allCertStates = []CertificateState{CertNone, CertValid, CertSuspended, CertWithdrawn, CertExpired}

// SaveClient adds or changes a client. Custodian. Returns Invalid(s) by field
// (name, uscc, phase, cert_until …), Conflict for a double code or USCC.
func (o *Office) SaveClient(ctx context.Context, c Client) (saved Client, err error) {
	c.Code = CleanCode(c.Code)
	err = o.change(ctx, "client.save", c.Code, func(ch *change) error {
		if err := ch.keeper(); err != nil {
			return err
		}
		saved, err = ch.saveClient(c)
		return err
	})
	return saved, err
}

// saveClient checks, writes and logs one client.
func (c *change) saveClient(n Client) (Client, error) {
	old, err := c.oldClient(n.ID)
	if err != nil {
		return n, err
	}
	if n.Code == "" {
		n.Code = old.Code
	}
	if err := n.check(); err != nil {
		return n, err
	}
	if err := c.freeClient(n); err != nil {
		return n, err
	}
	if n.Code == "" {
		if n.Code, err = c.NextClientCode(); err != nil {
			return n, err
		}
	}
	n, err = c.tx.SaveClient(n)
	if err != nil {
		return n, err
	}
	facts := map[string]any{"new": n.ID != old.ID, "fields": n.differs(old)}
	if old.Code != "" && old.Code != n.Code {
		facts["was"] = old.Code
	}
	c.logged = true
	return n, c.also("client.save", n.Code, facts)
}

func (c *change) oldClient(id int64) (Client, error) {
	if id == 0 {
		return Client{}, nil
	}
	return c.Client(id)
}

// check puts the texts of a client right and returns what is wrong, by field.
func (c *Client) check() error {
	var f formCheck
	if c.Code != "" {
		if e := checkCode(c.Code); e != nil {
			f.add(e.At("code"))
		}
	}
	f.line("name", &c.Name, true)
	if Plain(c.Name) == "" && c.Name != "" {
		f.add(Errf(Invalid, "error.client.name").At("name"))
	}
	if c.USCC = CleanUSCC(c.USCC); c.USCC != "" {
		if e := wrongUSCC(c.USCC); e != nil {
			f.add(e.At("uscc"))
		}
	}
	if c.Phase == "" {
		c.Phase = Planned
	}
	oneOf(&f, "phase", c.Phase, AllPhases)
	f.line("contact", &c.Contact, false)
	f.line("contact_post", &c.ContactPost, false)
	f.line("phone", &c.Phone, false)
	f.note("address", &c.Address)
	f.note("standards", &c.Standards)
	f.note("scope", &c.Scope)
	c.checkCertificate(&f)
	f.note("note", &c.Note)
	return f.wrong.errOrNil()
}

func (c *Client) checkCertificate(f *formCheck) {
	f.line("certificate", &c.Certificate, false)
	oneOf(f, "cert_state", c.CertState, allCertStates)
	f.date("cert_from", c.CertFrom)
	f.date("cert_until", c.CertUntil)
	if c.CertFrom != "" && c.CertUntil != "" && c.CertUntil < c.CertFrom {
		f.add(Errf(Invalid, "error.cert.until", string(c.CertFrom)).At("cert_until"))
	}
}

// freeClient refuses a code or credit code that is another client's.
func (w *work) freeClient(c Client) error {
	if c.Code != "" {
		other, err := w.ClientByCode(c.Code)
		if err := taken(err, other.ID == c.ID, Errf(Conflict, "error.client.code", c.Code).At("code")); err != nil {
			return err
		}
	}
	if c.USCC == "" {
		return nil
	}
	other, err := w.ClientByUSCC(c.USCC)
	return taken(err, other.ID == c.ID, Errf(Conflict, "error.client.uscc", other.Code).At("uscc"))
}

// taken turns the answer to a look-up of a code into whether it is free: not found,
// or found on the very thing that is being saved.
func taken(lookup error, same bool, conflict *Error) error {
	switch {
	case lookup == nil && !same:
		return conflict
	case lookup != nil && CodeOf(lookup) != NotFound:
		return lookup
	}
	return nil
}

// clientField is one field of a client by its name in forms and in the log.
type clientField struct {
	name string
	of   func(*Client) *string
}

// textFields are the fields of a client that are plain text.
var textFields = []clientField{
	{"code", func(c *Client) *string { return &c.Code }},
	{"name", func(c *Client) *string { return &c.Name }},
	{"uscc", func(c *Client) *string { return &c.USCC }},
	{"phase", func(c *Client) *string { return (*string)(&c.Phase) }},
	{"contact", func(c *Client) *string { return &c.Contact }},
	{"contact_post", func(c *Client) *string { return &c.ContactPost }},
	{"phone", func(c *Client) *string { return &c.Phone }},
	{"address", func(c *Client) *string { return &c.Address }},
	{"standards", func(c *Client) *string { return &c.Standards }},
	{"scope", func(c *Client) *string { return &c.Scope }},
	{"certificate", func(c *Client) *string { return &c.Certificate }},
	{"cert_state", func(c *Client) *string { return (*string)(&c.CertState) }},
	{"cert_from", func(c *Client) *string { return (*string)(&c.CertFrom) }},
	{"cert_until", func(c *Client) *string { return (*string)(&c.CertUntil) }},
	{"note", func(c *Client) *string { return &c.Note }},
}

// differs returns the names of the fields in which two clients differ.
func (c Client) differs(old Client) []string {
	names := []string{}
	for _, f := range textFields {
		if *f.of(&c) != *f.of(&old) {
			names = append(names, f.name)
		}
	}
	return slices.Clip(names)
}
