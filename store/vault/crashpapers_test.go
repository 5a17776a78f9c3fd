package vault_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"custody/store/vault"
)

// filed is a document that the register knows, in the simulator: a row of the table papers. ended is what is acknowledged of it, ending
// that its end is on its way; new that its coming is.
type filed struct {
	vault.Document
	new, ending, ended bool
}

const papersTable = `CREATE TABLE papers(id TEXT PRIMARY KEY, size INTEGER, sum BLOB, ended INTEGER)`

// papersWork seals documents, brings them into the register and keeps them; gives some up before that; and ends some.
func papersWork(l *workload) {
	l.t.Helper()
	do(l.t, l.v, papersTable)
	l.want.papers = []filed{}
	l.fs.note(l.want)
	for i := range 9 {
		text := strings.Repeat(fmt.Sprint("file ", i, " "), 1+i*i*700)
		switch {
		case i%4 == 3:
			l.giveUp(text)
		default:
			l.keep(text)
		}
		if i%3 == 2 {
			l.end(i / 3)
		}
		l.step()
		if i == 5 {
			l.close()
			l.open()
			l.tidyPapers()
		}
	}
	l.close()
}

func (l *workload) seal(text string) vault.Document {
	l.t.Helper()
	d, err := l.v.Documents().Seal(context.Background(), paperKey().Recipient(), strings.NewReader(text))
	if err != nil {
		l.t.Fatal(err)
	}
	return d
}

func (l *workload) giveUp(text string) {
	l.t.Helper()
	if err := l.v.Documents().Discard(l.seal(text).ID); err != nil {
		l.t.Fatal(err)
	}
}

func (l *workload) keep(text string) {
	l.t.Helper()
	d := l.seal(text)
	l.want.papers = append(l.want.papers, filed{Document: d, new: true})
	l.fs.note(l.want)
	if _, err := l.db().Exec("INSERT INTO papers VALUES (?,?,?,0)", d.ID, d.SealedSize, d.SealedSum[:]); err != nil {
		l.t.Fatal(err)
	}
	l.want.papers[len(l.want.papers)-1].new = false
	l.fs.note(l.want)
	if err := l.v.Documents().Keep(d.ID); err != nil {
		l.t.Fatal(err)
	}
}

// end erases the nth document.
func (l *workload) end(n int) {
	l.t.Helper()
	p := &l.want.papers[n]
	p.ending = true
	l.fs.note(l.want)
	if _, err := l.db().Exec("UPDATE papers SET ended = 1 WHERE id = ?", p.ID); err != nil {
		l.t.Fatal(err)
	}
	p.ended = true
	l.fs.note(l.want)
	if err := l.v.Documents().Remove(p.ID); err != nil {
		l.t.Fatal(err)
	}
}

func (l *workload) tidyPapers() {
	l.t.Helper()
	if err := tidyBy(l.v, l.db()); err != nil {
		l.t.Fatal(err)
	}
}

// tidyBy tidies as the register says.
func tidyBy(v *vault.Vault, db *sql.DB) error {
	return v.Documents().Tidy(func(id string) (vault.Fate, error) {
		var ended bool
		err := db.QueryRow("SELECT ended FROM papers WHERE id = ?", id).Scan(&ended)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return vault.Unknown, nil
		case ended:
			return vault.Ended, err
		}
		return vault.Kept, err
	})
}

// papers sees that what the register has is there, and nothing else: before anything is tidied, and after.
func (j *judgement) papers(v *vault.Vault) error {
	if j.want.papers == nil {
		return nil
	}
	db, err := v.DB()
	if err != nil {
		return err
	}
	rows, err := db.Query("SELECT id, size, sum, ended FROM papers")
	if err != nil {
		return err
	}
	defer rows.Close()
	known := map[string]filed{}
	for rows.Next() {
		var p filed
		var sum []byte
		if err := rows.Scan(&p.ID, &p.SealedSize, &sum, &p.ended); err != nil {
			return err
		}
		p.SealedSum = [32]byte(sum)
		known[p.ID] = p
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	j.seen.papers = []filed{}
	for _, p := range j.want.papers {
		k, there := known[p.ID]
		if !there && !p.new || there && k.ended && !p.ending || there && !k.ended && p.ended {
			return fmt.Errorf("register has %v of %+v", there, p)
		}
		if there {
			j.seen.papers = append(j.seen.papers, filed{Document: p.Document, ending: k.ended, ended: k.ended})
		}
	}
	if err := filedWhole(v, known); err != nil {
		return fmt.Errorf("before tidying: %w", err)
	}
	if err := tidyBy(v, db); err != nil {
		return fmt.Errorf("tidying: %w", err)
	}
	if err := filedWhole(v, known); err != nil {
		return fmt.Errorf("after tidying: %w", err)
	}
	return j.strays(v, known)
}

func filedWhole(v *vault.Vault, known map[string]filed) error {
	for _, p := range known {
		if p.ended {
			continue
		}
		if err := v.Documents().Check(context.Background(), p.Document); err != nil {
			return fmt.Errorf("registered, and its file: %w", err)
		}
	}
	return nil
}

// strays looks for files that the register does not have.
func (j *judgement) strays(v *vault.Vault, known map[string]filed) error {
	ids, err := v.Documents().List()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if p, there := known[id]; !there || p.ended {
			return fmt.Errorf("a file of nobody's: %s", id)
		}
		names, err := j.fs.Names(simDir + "/documents/" + id[:2])
		if err != nil {
			return err
		}
		if slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, ".new") }) {
			return fmt.Errorf("left: %v", names)
		}
	}
	return nil
}
