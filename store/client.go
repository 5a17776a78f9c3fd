package store

import "custody/app"

const clientColumns = `c.id, c.code, c.name, c.uscc, c.phase, c.contact, c.contact_post, c.phone, c.address,
	c.standards, c.scope, c.certificate, c.cert_state, c.cert_from, c.cert_until, c.note`

// Client returns one client by id.
func (t *txn) Client(id int64) (app.Client, error) {
	return one(t, scanClient, `SELECT `+clientColumns+` FROM clients c WHERE c.id = $1`, id)
}

// ClientByCode returns one client by code.
func (t *txn) ClientByCode(code string) (app.Client, error) {
	return one(t, scanClient, `SELECT `+clientColumns+` FROM clients c WHERE c.code = $1`, code)
}

// ClientByUSCC returns the client with a unified social credit code.
func (t *txn) ClientByUSCC(uscc string) (app.Client, error) {
	return one(t, scanClient, `SELECT `+clientColumns+` FROM clients c WHERE c.uscc = $1 AND c.uscc <> ''`, uscc)
}

// ClientsNamed returns the clients of this name, whatever its spaces, marks and width.
func (t *txn) ClientsNamed(name string) ([]app.Client, error) {
	return many(t, scanClient, `SELECT `+clientColumns+` FROM clients c WHERE c.plain = $1 ORDER BY c.ord`, app.Plain(name))
}

// ClientsLike returns the first clients in scope whose names hold text.
func (t *txn) ClientsLike(text string, limit int, scope *app.ClientScope) ([]app.Client, error) {
	phrases := app.Phrases(text)
	if phrases == "" {
		return nil, nil
	}
	w := newWhere()
	w.add(`c.id IN (SELECT docid FROM client_words WHERE grams MATCH ?)`, phrases)
	inClients(w, "c.id", scope)
	return many(t, scanClient, `SELECT `+clientColumns+` FROM clients c`+w.sql()+` ORDER BY c.ord LIMIT `+w.arg(limit), w.args...)
}

// Clients lists the clients in scope by code, with what they have.
func (t *txn) Clients(f app.ClientFilter, scope *app.ClientScope) ([]app.ClientRow, error) {
	w := clientConditions(f, scope)
	if f.After != "" {
		w.add(`c.ord > ?`, f.After)
	}
	query := `WITH away AS (SELECT d.client_id, COUNT(*) AS n FROM copies k JOIN documents d ON d.id = k.document_id
			WHERE k.state = 'out' AND k.state <> 'in_place' GROUP BY d.client_id)
		SELECT ` + clientColumns + `, c.ord,
			(SELECT COUNT(*) FROM files f WHERE f.client_id = c.id),
			(SELECT COUNT(*) FROM documents d WHERE d.client_id = c.id),
			COALESCE(away.n, 0)
		FROM clients c LEFT JOIN away ON away.client_id = c.id` + w.sql() + ` ORDER BY c.ord` + limited(w, f.Limit)
	return many(t, scanClientRow, query, w.args...)
}

// CountClients counts the clients in scope.
func (t *txn) CountClients(f app.ClientFilter, scope *app.ClientScope) (int, error) {
	w := clientConditions(f, scope)
	return one(t, scanInt, `SELECT COUNT(*) FROM clients c`+w.sql(), w.args...)
}

func clientConditions(f app.ClientFilter, scope *app.ClientScope) *where {
	w := newWhere()
	inClients(w, "c.id", scope)
	if f.Text != "" {
		textCondition(w, "c", "clients", "client_words", f.Text)
	}
	if f.Phase != "" {
		w.add(`c.phase = ?`, string(f.Phase))
	}
	if f.CertState != "" {
		w.add(`c.cert_state = ?`, string(f.CertState))
	}
	return w
}

// NextClientCode is the code after the highest of the form A-0001.
func (t *txn) NextClientCode() (string, error) {
	top, err := t.highest("A-", `SELECT code FROM clients WHERE ord >= 'A-' AND ord < 'A.' ORDER BY ord DESC`)
	return "A-" + padded(top+1, 4), err
}

// SaveClient inserts (ID 0) or updates a client and what search finds it by.
func (t *txn) SaveClient(c app.Client) (app.Client, error) {
	args := []any{
		c.Code, app.CodeOrder(c.Code), app.FlatCode(c.Code), c.Name, app.Plain(c.Name), c.USCC, string(c.Phase), c.Contact,
		c.ContactPost, c.Phone, c.Address, c.Standards, c.Scope, c.Certificate, string(c.CertState),
		string(c.CertFrom), string(c.CertUntil), c.Note,
	}
	if c.ID == 0 {
		id, err := t.insert(`INSERT INTO clients (code, ord, flat, name, plain, uscc, phase, contact, contact_post, phone,
			address, standards, scope, certificate, cert_state, cert_from, cert_until, note)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id`, args...)
		if err != nil {
			return c, err
		}
		c.ID = id
	} else if err := t.exec(`UPDATE clients SET code = $1, ord = $2, flat = $3, name = $4, plain = $5, uscc = $6, phase = $7,
		contact = $8, contact_post = $9, phone = $10, address = $11, standards = $12, scope = $13,
		certificate = $14, cert_state = $15, cert_from = $16, cert_until = $17, note = $18 WHERE id = $19`,
		append(args, c.ID)...); err != nil {
		return c, err
	}
	return c, t.saveWords("client_words", c.ID, app.Grams(c.Name))
}

func clientFields(c *app.Client) []any {
	return []any{
		&c.ID, &c.Code, &c.Name, &c.USCC, &c.Phase, &c.Contact, &c.ContactPost, &c.Phone, &c.Address,
		&c.Standards, &c.Scope, &c.Certificate, &c.CertState, &c.CertFrom, &c.CertUntil, &c.Note,
	}
}

func scanClient(s scanner) (app.Client, error) {
	var c app.Client
	err := s.Scan(clientFields(&c)...)
	return c, err
}

func scanClientRow(s scanner) (app.ClientRow, error) {
	var r app.ClientRow
	err := s.Scan(append(clientFields(&r.Client), &r.Key, &r.Files, &r.Documents, &r.Out)...)
	return r, err
}
