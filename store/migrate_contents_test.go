package store

import (
	"database/sql"
	"strings"
	"testing"

	"custody/app"
)

// beforeContents is a register of the version before electronic documents, with two documents: a paper one whose copy is out, and
// an electronic one with three copies, the first of which is asked for.
func beforeContents(t *testing.T) *sql.DB {
	t.Helper()
	db := plain(t)
	if err := migrateTo(t.Context(), db, 5); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		`PRAGMA foreign_keys = ON`,
		`INSERT INTO departments (id, name) VALUES (1, '运营部')`,
		`INSERT INTO people (id, number, name, initials, kind, department_id, post, employer, phone, left_on) VALUES (1, 'ZB-1', '黄云', 'HY', 'full_time', 1, '', '', '', '')`,
		`INSERT INTO clients (id, code, ord, flat, name, plain, uscc, phase, contact, contact_post, phone, address, standards, scope, certificate, cert_state, cert_from, cert_until, note)
			VALUES (1, 'A-1', 'A-1', 'A1', '甲', '甲', '', '', '', '', '', '', '', '', '', '', '', '', '')`,
		`INSERT INTO files (id, code, ord, flat, client_id, title, opened_on, on_hold, hold_reason) VALUES (1, 'A-1-2026', 'x', 'x', 1, '案卷', '', 0, '')`,
		documentRow(1, "A-1-01", "paper"), documentRow(2, "A-1-02", "electronic"),
		copyRow(1, 1, 1, "A-1-01/1", "out"), copyRow(2, 2, 1, "A-1-02/1", "in_place"),
		copyRow(3, 2, 2, "A-1-02/2", "in_place"), copyRow(4, 2, 3, "A-1-02/3", "in_place"),
		`INSERT INTO loans (id, year, seq, number, borrower_id, asker_id, purpose, place, due, requested_at) VALUES (1, 2026, 1, 'JY-2026-0001', 1, 1, '', 'office', '2026-12-01', '')`,
		`INSERT INTO signatures (id, name, strokes, at, place) VALUES (1, '', x'', '', '')`,
		`INSERT INTO handovers (id, loan_id, kind, borrower_sig, keeper_sig, keeper_id, at) VALUES (1, 1, 'out', 1, 1, 1, '')`,
		itemRow(1, 1, "out", 1), itemRow(2, 2, "requested", nil), itemRow(3, 4, "returned", 1),
	} {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return db
}

func documentRow(id int, code, medium string) string {
	return strings.NewReplacer("$id", string(rune('0'+id)), "$code", code, "$medium", medium).Replace(
		`INSERT INTO documents (id, code, ord, flat, file_id, client_id, title, category, sensitivity, source, medium, pages, cabinet, shelf, box, custodian, received, retain_until)
		VALUES ($id, '$code', '$code', '$code', 1, 1, '', 'd', 'ordinary', 'client', '$medium', 1, '', '', '', '', '', '')`)
}

func copyRow(id, document, no int, code, state string) string {
	holder := "NULL"
	if state == "out" {
		holder = "1"
	}
	return strings.NewReplacer("$id", string(rune('0'+id)), "$doc", string(rune('0'+document)), "$no", string(rune('0'+no)),
		"$code", code, "$state", state, "$holder", holder).Replace(
		`INSERT INTO copies (id, code, document_id, no, state, home_cabinet, home_shelf, home_box, present_cabinet, present_shelf, present_box, pages, gone_reason, holder_id, due, loan_no)
		VALUES ($id, '$code', $doc, $no, '$state', '', '', '', '', '', '', 1, '', $holder, '', '')`)
}

func itemRow(id, copied int, state string, out any) string {
	handing := "NULL"
	if out != nil {
		handing = "1"
	}
	return strings.NewReplacer("$id", string(rune('0'+id)), "$copy", string(rune('0'+copied)), "$state", state, "$out", handing).Replace(
		`INSERT INTO loan_items (id, loan_id, copy_id, state, due, expires_on, renewals, reason, pages, out_id, out_at, back_at, condition, pages_back, note, recalled_at, recall_due, recall_reason, reminded)
		VALUES ($id, 1, $copy, '$state', '2026-12-01', '2026-12-01', 2, '', 7, $out, '', '', '', 0, '备注', '', '', '', 3)`)
}

// A register of before keeps its loans, and an electronic document gets its one electronic copy out of those nobody has.
func TestContentsComeToOlderRegisters(t *testing.T) {
	r, err := OpenRegister(t.Context(), beforeContents(t))
	if err != nil {
		t.Fatal(err)
	}
	err = r.View(t.Context(), func(reader app.Reader) error {
		for doc, want := range map[int64]string{1: "A-1-01/1 paper", 2: "A-1-02/E electronic, A-1-02/1 paper, A-1-02/3 paper"} {
			copies, err := reader.CopiesOf(doc)
			if err != nil {
				return err
			}
			var got []string
			for _, c := range copies {
				got = append(got, c.Code+" "+string(c.Medium))
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("document %d has %q", doc, got)
			}
		}
		items, err := reader.Items(1)
		if err != nil || len(items) != 3 {
			t.Fatal(items, err)
		}
		for _, i := range items {
			if i.Electronic || i.Asked != (app.Permits{}) || i.Renewals != 2 || i.Note != "备注" || i.Reminded != 3 {
				t.Errorf("%+v", i)
			}
		}
		if items[0].OutID != 1 || items[1].OutID != 0 || items[0].State != app.OutItem {
			t.Errorf("%+v", items)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if found, err := r.references(t.Context()); err != nil || len(found) != 0 {
		t.Error(found, err)
	}
}

// What the schema itself refuses, whatever the program does.
func TestRulesOfTheSchemaOfElectronicLoans(t *testing.T) {
	db := beforeContents(t)
	if _, err := OpenRegister(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	const item = `INSERT INTO loan_items (loan_id, copy_id, state, due, expires_on, renewals, reason, pages, out_at, back_at, condition, pages_back,
		note, recalled_at, recall_due, recall_reason, reminded, electronic, reader_id, asked, allowed)
		SELECT 1, copies.id, $state, '2026-12-01', '', 0, '', 0, '', '', '', 0, '', '', '', '', 0, $electronic, $reader, $asked, $allowed FROM copies WHERE copies.code = $code`
	add := func(code, state, electronic, reader, asked, allowed string) error {
		_, err := db.Exec(strings.NewReplacer("$code", "'"+code+"'", "$state", "'"+state+"'", "$electronic", electronic, "$reader", reader,
			"$asked", asked, "$allowed", allowed).Replace(item))
		return err
	}
	if _, err := db.Exec(`INSERT INTO people (id, number, name, initials, kind, department_id, post, employer, phone, left_on)
		VALUES (2, 'ZB-2', '李静', 'LJ', 'full_time', 1, '', '', '', '')`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what                                         string
		code, state, electronic, reader, asked, allo string
		ok                                           bool
	}{
		{"an electronic item", "A-1-02/E", "out", "1", "1", "7", "2", true},
		{"the same for another reader", "A-1-02/E", "requested", "1", "2", "0", "0", true},
		{"a second one of the same reader", "A-1-02/E", "requested", "1", "1", "0", "0", false},
		{"an ended one of the same reader", "A-1-02/E", "returned", "1", "1", "0", "0", true},
		{"electronic without a reader", "A-1-02/E", "requested", "1", "NULL", "0", "0", false},
		{"paper with a reader", "A-1-02/1", "returned", "0", "1", "0", "0", false},
		{"paper out without a hand-out", "A-1-02/3", "out", "0", "NULL", "0", "0", false},
		{"paper asked for twice", "A-1-02/1", "requested", "0", "NULL", "0", "0", false},
		{"more allowed than asked", "A-1-02/E", "returned", "1", "1", "1", "3", false},
	} {
		if err := add(c.code, c.state, c.electronic, c.reader, c.asked, c.allo); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
