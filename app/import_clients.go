package app

// clientWrites are the clients of a plan, one for each fate.
type clientWrites []Client

func (w *work) planClients(rows []ImportRow) ([]ImportFate, writer, error) {
	fates, writes := make([]ImportFate, len(rows)), make(clientWrites, len(rows))
	seen := seenRows{}
	for i, row := range rows {
		fates[i] = ImportFate{Line: row.Line, Problems: row.Problems, Notes: row.Notes}
		c, err := w.planClient(row, &fates[i], seen)
		if err != nil {
			return nil, nil, err
		}
		writes[i] = c
	}
	return fates, writes, nil
}

// planClient decides the fate of one row: found by code, credit code or name, it
// changes a client; otherwise it is a new one.
func (w *work) planClient(row ImportRow, fate *ImportFate, seen seenRows) (Client, error) {
	v := rowValues{row.Fields, fate}
	given := v.client()
	fate.Code, fate.Title = given.Code, given.Name
	if first := seen.twice(row.Line, given.keys()...); first > 0 {
		fate.Problems = append(fate.Problems, Errf(Invalid, "error.import.twice", first))
	}
	old, err := w.clientMeant(given)
	if err := fate.blame(err); err != nil {
		return given, err
	}
	c := given.over(old)
	if err := fate.blame(c.check()); err != nil {
		return c, err
	}
	if len(fate.Problems) == 0 {
		if err := fate.blame(w.freeClient(c)); err != nil {
			return c, err
		}
	}
	fate.Code, fate.Title, fate.Changes = c.Code, c.Name, c.differs(old)
	fate.settle(old.ID != 0)
	return c, nil
}

// client reads what the row says of a client; nothing is filled in.
func (v rowValues) client() Client {
	c := Client{
		Code: CleanCode(v.text("client_code")), Name: v.text("client_name"), USCC: CleanUSCC(v.text("uscc")),
		Contact: v.text("contact"), ContactPost: v.text("contact_post"), Phone: v.half("phone"),
		Address: v.text("address"), Standards: v.text("standards"), Scope: v.text("scope"),
		Certificate: v.half("certificate"), Note: v.text("note"),
	}
	choose(v, "phase", &c.Phase, phaseWords)
	choose(v, "cert_state", &c.CertState, certWords)
	v.date("cert_from", &c.CertFrom)
	v.date("cert_until", &c.CertUntil)
	return c
}

// keys are what can't stand twice in one sheet.
func (c Client) keys() []string {
	var keys []string
	for _, k := range [][2]string{{"code:", c.Code}, {"uscc:", c.USCC}, {"name:", Plain(c.Name)}} {
		if k[1] != "" {
			keys = append(keys, k[0]+k[1])
		}
	}
	return keys
}

// over lays the values a row gives over a client; what it leaves empty stays.
func (c Client) over(old Client) Client {
	merged := old
	for _, f := range textFields {
		if given := *f.of(&c); given != "" {
			*f.of(&merged) = given
		}
	}
	return merged
}

// clientMeant finds the client of a row, the zero Client when there is none. Returns
// Conflict when code, credit code and name do not mean the same client.
func (w *work) clientMeant(c Client) (Client, error) {
	byCode, err := found(w.ClientByCode(c.Code))
	if err != nil {
		return Client{}, err
	}
	byUSCC, err := found(w.ClientByUSCC(c.USCC))
	if err != nil {
		return Client{}, err
	}
	switch {
	case byUSCC.ID != 0 && byCode.ID != byUSCC.ID && c.Code != "":
		return Client{}, Errf(Conflict, "error.client.uscc", byUSCC.Code).At("uscc")
	case byCode.ID != 0:
		return byCode, nil
	case byUSCC.ID != 0:
		return byUSCC, nil
	}
	return w.clientOfName(c)
}

// clientOfName finds the client of a row by name alone, if nothing contradicts it.
func (w *work) clientOfName(c Client) (Client, error) {
	if Plain(c.Name) == "" {
		return Client{}, nil
	}
	named, err := w.ClientsNamed(c.Name)
	switch {
	case err != nil || len(named) == 0:
		return Client{}, err
	case len(named) > 1:
		return Client{}, Errf(Conflict, "error.import.names", len(named)).At("client_name")
	case c.Code != "" && c.Code != named[0].Code, c.USCC != "" && named[0].USCC != "" && c.USCC != named[0].USCC:
		return Client{}, Errf(Conflict, "error.import.name", named[0].Code).At("client_name")
	}
	return named[0], nil
}

// found turns NotFound into the zero value.
func found[T any](v T, err error) (T, error) {
	if CodeOf(err) == NotFound {
		var none T
		return none, nil
	}
	return v, err
}

// write saves what is new or changed: clients that bring a code first, so that none
// of theirs is given away.
func (ws clientWrites) write(c *change, fates []ImportFate) error {
	for _, coded := range []bool{true, false} {
		for i := range fates {
			if fates[i].Fate == FateSame || (ws[i].Code != "") != coded {
				continue
			}
			saved, err := c.saveClient(ws[i])
			if err != nil {
				return err
			}
			fates[i].Code = saved.Code
		}
	}
	return nil
}
