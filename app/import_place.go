package app

// place finds the client and case file a row belongs to, and the document it means
// (the zero Document for a new one). Returns Invalid or Conflict for the row.
func (p documentPlan) place(d *documentWrite, v rowValues) (Document, error) {
	old, err := p.documentCoded(d.doc.Code)
	if err != nil {
		return old, err
	}
	client, err := p.clientOfRow(d.doc, old, v)
	if err != nil {
		return old, err
	}
	if d.file, err = p.fileOfRow(d.doc, old, client); err != nil {
		return old, err
	}
	d.doc.FileID, d.doc.FileCode = d.file.ID, d.file.Code
	d.doc.ClientID, d.doc.ClientCode, d.doc.ClientName = client.ID, client.Code, client.Name
	if old.ID == 0 && d.doc.Code == "" && d.file.ID != 0 && d.doc.Title != "" {
		return found(p.DocumentTitled(d.file.ID, d.doc.Title))
	}
	return old, nil
}

func (p documentPlan) documentCoded(code string) (Document, error) {
	if code == "" {
		return Document{}, nil
	}
	return found(p.DocumentByCode(code))
}

// clientOfRow is the client a row names by code or name; without either, that of its
// case file or of the document it changes.
func (p documentPlan) clientOfRow(d, old Document, v rowValues) (Client, error) {
	client, err := p.clientNamed(d.ClientCode, v.text("client_name"))
	if err != nil {
		return client, err
	}
	if client.ID == 0 {
		id := old.ClientID
		if file, err := p.fileCoded(d.FileCode); err != nil {
			return client, err
		} else if file.ClientID != 0 {
			id = file.ClientID
		}
		if id == 0 {
			return client, Errf(Invalid, "error.import.client.missing").At("client_code")
		}
		client, err = p.Client(id)
	}
	if err == nil && old.ID != 0 && old.ClientID != client.ID {
		return client, Errf(Conflict, "error.document.client", old.ClientCode).At("client_code")
	}
	return client, err
}

// clientNamed finds a client by code, or by name when the row gives no code; the zero
// Client when it gives neither.
func (p documentPlan) clientNamed(code, name string) (Client, error) {
	switch {
	case code != "":
		c, err := p.ClientByCode(code)
		return c, missing(err, Errf(Invalid, "error.client.unknown", code).At("client_code"))
	case Plain(name) == "":
		return Client{}, nil
	}
	named, err := p.ClientsNamed(name)
	switch {
	case err != nil:
		return Client{}, err
	case len(named) == 0:
		return Client{}, Errf(Invalid, "error.import.client.unknown", cut(name, maxCode)).At("client_name")
	case len(named) > 1:
		return Client{}, Errf(Conflict, "error.import.names", len(named)).At("client_name")
	}
	return named[0], nil
}

// fileCoded finds a case file that exists or that an earlier row makes.
func (p documentPlan) fileCoded(code string) (File, error) {
	if code == "" {
		return File{}, nil
	}
	if f, ok := p.files[code]; ok {
		return f, nil
	}
	return found(p.FileByCode(code))
}

// fileOfRow is the case file a row names, made when it is not there; without a name,
// the document's own, the client's only one, or a new one when there is none.
func (p documentPlan) fileOfRow(d, old Document, client Client) (File, error) {
	if d.FileCode == "" && old.ID != 0 {
		return p.File(old.FileID)
	}
	if d.FileCode == "" {
		return p.onlyFile(d, client)
	}
	f, err := p.fileCoded(d.FileCode)
	switch {
	case err != nil:
		return f, err
	case f.Code == "":
		if e := checkCode(d.FileCode); e != nil {
			return f, e.At("file_code")
		}
		return p.newFile(d.FileCode, d, client), nil
	case f.ClientID != client.ID:
		return f, Errf(Conflict, "error.import.file.other", f.Code).At("file_code")
	}
	return f, nil
}

func (p documentPlan) onlyFile(d Document, client Client) (File, error) {
	files, err := p.FilesOfClient(client.ID)
	if err != nil {
		return File{}, err
	}
	all := map[string]File{}
	for _, f := range files {
		all[f.Code] = f.File
	}
	for code, f := range p.files {
		if f.ClientID == client.ID {
			all[code] = f
		}
	}
	switch len(all) {
	case 0:
		code, err := p.NextFileCode(client.Code, p.openedOn(d))
		return p.newFile(code, d, client), err
	case 1:
		for _, f := range all {
			return f, nil
		}
	}
	return File{}, Errf(Invalid, "error.import.file.which", len(all)).At("file_code")
}

// newFile plans a case file; its code is its title until somebody writes a better one.
func (p documentPlan) newFile(code string, d Document, client Client) File {
	f := File{Code: code, ClientID: client.ID, ClientCode: client.Code, Title: code, OpenedOn: p.openedOn(d)}
	p.files[code] = f
	return f
}

// openedOn is the day a new case file is opened: that of its first document, when known.
func (p documentPlan) openedOn(d Document) Date {
	if d.Received.Valid() && d.Received <= p.today {
		return d.Received
	}
	return p.today
}

// write saves what is new or changed, case files before what goes into them, and
// documents that bring a code before those that get one.
func (ws documentWrites) write(c *change, fates []ImportFate) error {
	for _, coded := range []bool{true, false} {
		for i := range fates {
			if fates[i].Fate == FateSame || (ws[i].doc.Code != "") != coded {
				continue
			}
			if err := c.needFile(ws[i].file); err != nil {
				return err
			}
			saved, err := c.saveDocument(ws[i].doc, ws[i].copies)
			if err != nil {
				return err
			}
			fates[i].Code = saved.Code
		}
	}
	return nil
}

// needFile makes a planned case file at its first use.
func (c *change) needFile(f File) error {
	if f.ID != 0 {
		return nil
	}
	if known, err := found(c.FileByCode(f.Code)); err != nil || known.ID != 0 {
		return err
	}
	_, err := c.saveFile(f)
	return err
}
