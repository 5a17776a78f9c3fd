package app

import "strconv"

// documentWrites are the documents of a plan, one for each fate.
type documentWrites []documentWrite

// documentWrite is one document with the case file it goes into, which may be new.
type documentWrite struct {
	doc    Document
	copies int
	file   File // ID 0 for one to be made when it isn't there by then
}

// documentPlan is what planning documents remembers from row to row.
type documentPlan struct {
	*work
	seen  seenRows
	files map[string]File // case files that earlier rows make, by code
	names map[string]string
}

func (w *work) planDocuments(rows []ImportRow) ([]ImportFate, writer, error) {
	fates, writes := make([]ImportFate, len(rows)), make(documentWrites, len(rows))
	p := documentPlan{w, seenRows{}, map[string]File{}, map[string]string{}}
	for i, row := range rows {
		fates[i] = ImportFate{Line: row.Line, Problems: row.Problems, Notes: row.Notes}
		d, err := p.plan(row, &fates[i])
		if err != nil {
			return nil, nil, err
		}
		writes[i] = d
	}
	return fates, writes, nil
}

// plan decides the fate of one row: found by its code, or by its title in its case
// file, it changes a document; otherwise it is a new one.
func (p documentPlan) plan(row ImportRow, fate *ImportFate) (documentWrite, error) {
	v := rowValues{row.Fields, fate}
	given := documentWrite{doc: v.document(), copies: 1}
	v.number("copies", &given.copies)
	fate.Code, fate.Title = given.doc.Code, given.doc.Title
	if err := p.keeperOf(&given.doc, v); err != nil {
		return given, err
	}
	old, err := p.place(&given, v)
	if err := fate.blame(err); err != nil || len(fate.Problems) > 0 {
		fate.settle(false)
		return given, err
	}
	if first := p.seen.twice(row.Line, given.key()); first > 0 {
		fate.Problems = append(fate.Problems, Errf(Invalid, "error.import.twice", first))
	}
	given.doc = given.doc.over(old)
	if old.ID != 0 && given.doc.Medium != old.Medium {
		fate.Problems = append(fate.Problems, Errf(Invalid, "error.document.medium", old.Code).At("medium"))
	}
	if err := fate.blame(p.checkDocument(&given.doc, given.copies)); err != nil {
		return given, err
	}
	fate.Code, fate.Title, fate.Changes = given.doc.Code, given.doc.Title, given.doc.differs(old)
	fate.settle(old.ID != 0)
	return given, nil
}

// document reads what the row says of a document; nothing is filled in.
func (v rowValues) document() Document {
	d := Document{
		Code: CleanCode(v.text("document_code")), FileCode: CleanCode(v.text("file_code")), Title: v.text("title"),
		ClientCode: CleanCode(v.text("client_code")), Pages: -1,
		Home: Location{v.half("cabinet"), v.half("shelf"), v.half("box")},
	}
	choose(v, "category", &d.Category, known(AllCategories))
	choose(v, "sensitivity", &d.Sensitivity, known(AllSensitivities))
	choose(v, "source", &d.Source, known(AllSources))
	choose(v, "medium", &d.Medium, known([]Medium{Paper, Electronic}))
	v.number("pages", &d.Pages)
	v.date("received", &d.Received)
	v.date("retain_until", &d.RetainUntil)
	return d
}

// key is what can't stand twice in one sheet: a code, or a title in one case file.
func (d documentWrite) key() string {
	if d.doc.Code != "" {
		return "code:" + d.doc.Code
	}
	return "title:" + strconv.FormatInt(d.file.ClientID, 10) + ":" + d.file.Code + ":" + Plain(d.doc.Title)
}

// keeperOf finds the keeper that a row names by number or name.
func (p documentPlan) keeperOf(d *Document, v rowValues) error {
	name := v.half("custodian")
	if name == "" {
		return nil
	}
	if number, ok := p.names[name]; ok {
		d.Custodian = number
		return nil
	}
	person, err := found(p.PersonByNumber(name))
	if err != nil {
		return err
	}
	if person.ID == 0 {
		named, err := p.PeopleNamed(v.text("custodian"))
		if err != nil {
			return err
		}
		if len(named) != 1 {
			v.problem("custodian", "error.import.keeper", cut(name, maxCode), len(named))
			return nil
		}
		person = named[0]
	}
	d.Custodian, p.names[name] = person.Number, person.Number
	return nil
}

// over lays what a row gives over a document; what it leaves empty stays, and a new
// document gets the usual values.
func (d Document) over(old Document) Document {
	m := old
	m.FileID, m.FileCode, m.ClientID, m.ClientCode, m.ClientName = d.FileID, d.FileCode, d.ClientID, d.ClientCode, d.ClientName
	lay(&m.Code, d.Code, "")
	lay(&m.Title, d.Title, "")
	lay(&m.Category, d.Category, CategoryD)
	lay(&m.Sensitivity, d.Sensitivity, Ordinary)
	lay(&m.Source, d.Source, FromClient)
	lay(&m.Medium, d.Medium, Paper)
	lay(&m.Custodian, d.Custodian, "")
	lay(&m.Received, d.Received, "")
	lay(&m.RetainUntil, d.RetainUntil, "")
	if d.Pages >= 0 {
		m.Pages = d.Pages
	}
	if !d.Home.Empty() {
		m.Home = d.Home
	}
	return m
}

// lay puts given, or else usual where there is nothing yet.
func lay[T ~string](to *T, given, usual T) {
	switch {
	case given != "":
		*to = given
	case *to == "":
		*to = usual
	}
}

// differs returns the names of the fields in which two documents differ.
func (d Document) differs(old Document) []string {
	names := []string{}
	for _, f := range []struct {
		name    string
		differs bool
	}{
		{"code", d.Code != old.Code},
		{"file", d.FileCode != old.FileCode},
		{"title", d.Title != old.Title},
		{"category", d.Category != old.Category},
		{"sensitivity", d.Sensitivity != old.Sensitivity},
		{"source", d.Source != old.Source},
		{"medium", d.Medium != old.Medium},
		{"pages", d.Pages != old.Pages},
		{"home", d.Home != old.Home},
		{"custodian", d.Custodian != old.Custodian},
		{"received", d.Received != old.Received},
		{"retain_until", d.RetainUntil != old.RetainUntil},
	} {
		if f.differs {
			names = append(names, f.name)
		}
	}
	return names
}
