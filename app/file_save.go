package app

import "context"

// SaveFile adds or changes a case file of the client with ClientCode; a hold is left
// as it is. Custodian. Returns Invalid(s) by field (client, code, title, opened_on),
// Conflict for a double code.
func (o *Office) SaveFile(ctx context.Context, f File) (saved File, err error) {
	f.Code = CleanCode(f.Code)
	err = o.change(ctx, "file.save", f.Code, func(c *change) error {
		if err := c.keeper(); err != nil {
			return err
		}
		saved, err = c.saveFile(f)
		return err
	})
	return saved, err
}

func (c *change) saveFile(f File) (File, error) {
	old := File{}
	client, err := c.ClientByCode(CleanCode(f.ClientCode))
	if err != nil {
		return f, missing(err, Errf(Invalid, "error.client.unknown", f.ClientCode).At("client"))
	}
	if f.ID != 0 {
		if old, err = c.File(f.ID); err != nil {
			return f, err
		}
		if old.ClientID != client.ID {
			return f, Errf(Invalid, "error.file.client", old.ClientCode).At("client")
		}
	}
	f.ClientID, f.ClientCode, f.ClientName = client.ID, client.Code, client.Name
	f.OnHold, f.HoldReason = old.OnHold, old.HoldReason
	if f.Code == "" {
		f.Code = old.Code
	}
	if err := f.check(c.today); err != nil {
		return f, err
	}
	if err := c.fileCode(&f); err != nil {
		return f, err
	}
	if f, err = c.tx.SaveFile(f); err != nil {
		return f, err
	}
	c.logged = true
	return f, c.also("file.save", f.Code, map[string]any{"new": old.ID == 0, "client": client.Code})
}

// check puts the texts of a case file right, today for a missing day of opening, and
// returns what is wrong, by field.
func (f *File) check(today Date) error {
	var form formCheck
	if f.Code != "" {
		if e := checkCode(f.Code); e != nil {
			form.add(e.At("code"))
		}
	}
	form.line("title", &f.Title, true)
	if f.OpenedOn == "" {
		f.OpenedOn = today
	}
	form.pastDate("opened_on", f.OpenedOn, today)
	return form.wrong.errOrNil()
}

// fileCode gives a code to a case file without one, and refuses a double one.
func (w *work) fileCode(f *File) (err error) {
	if f.Code == "" {
		f.Code, err = w.NextFileCode(f.ClientCode, f.OpenedOn)
		return err
	}
	other, err := w.FileByCode(f.Code)
	return taken(err, other.ID == f.ID, Errf(Conflict, "error.file.code", f.Code).At("code"))
}

// HoldFile puts a hold on a case file or lifts it. Custodian or approver; a reason is
// required, and is kept with the file, not in the log. Returns Invalid (reason),
// NotFound, Conflict when it is so already.
func (o *Office) HoldFile(ctx context.Context, code string, hold bool, reason string) error {
	code = CleanCode(code)
	return o.change(ctx, "file.hold", code, func(c *change) error {
		if err := c.mustHave(Custodian, Approver); err != nil {
			return err
		}
		if err := c.mustBeBound(); err != nil {
			return err
		}
		f, err := c.FileByCode(code)
		if err != nil {
			return missing(err, Errf(NotFound, "error.file.unknown", code))
		}
		reason, e := line("reason", reason, true)
		if e != nil {
			return e
		}
		if f.OnHold == hold {
			return Errf(Conflict, "error.file.hold.same", code)
		}
		f.OnHold, f.HoldReason = hold, reason
		if !hold {
			f.HoldReason = ""
		}
		if _, err := c.tx.SaveFile(f); err != nil {
			return err
		}
		return c.log(code, map[string]any{"hold": hold})
	})
}
