package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"custody/app"
	"custody/store"
)

// What an office of a thousand people leaves behind in five years.
const (
	historyPeople  = 1000
	historyYears   = 5
	historyClients = 500
	historyLoans   = 5  // a person and year
	historyTasks   = 3  // a person and year
	historyActs    = 60 // entries of the log a person and year
)

// history writes it, some days to a transaction, as the office would have.
type history struct {
	b       *bench
	opened  app.Opened
	start   app.Date
	founder int64
	people  []app.Person
	clients []app.Client
	copies  []int64
	topic   app.Topic
	text    map[app.TemplateKey]int64
	anew    int // day on which a new version of the agreement came into force
	cert    int64
	hand    app.Handing
}

// makeHistory makes the vault and closes it.
func (b *bench) makeHistory(dir string) error {
	vault, office, err := founded(b.ctx, store.Gate{}, dir)
	if err != nil {
		return err
	}
	err = fill(b.ctx, office, historyClients, 4)
	if closed := vault.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	box, err := store.Gate{}.Open(b.ctx, dir)
	if err != nil {
		return err
	}
	defer box.Close()
	h := &history{b: b, start: app.DateOf(time.Now()).AddMonths(-12 * historyYears), anew: 700, text: map[app.TemplateKey]int64{}}
	if h.opened, err = box.Unlock(b.ctx, "bench", password); err != nil {
		return err
	}
	if err := h.update(h.ground); err != nil {
		return err
	}
	for at := 0; at < 365*historyYears-10; at += 10 { // up to some days ago
		err := h.update(func(tx app.Tx) error {
			for day := at; day < at+10; day++ {
				if err := h.day(tx, day); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return box.Close()
}

func (h *history) update(fn func(app.Tx) error) error { return h.opened.Store.Update(h.b.ctx, fn) }

// when is a moment of a day.
func (h *history) when(day int) time.Time {
	t, _ := time.ParseInLocation(time.DateOnly, string(h.start.AddDays(day)), time.Local) // Valid by construction
	return t.Add(10 * time.Hour)
}

// ground is what stands from the first day on: people, the topic of training, who signs for the organisation.
func (h *history) ground(tx app.Tx) error {
	founder, err := tx.PersonByNumber("0001")
	if err != nil {
		return err
	}
	h.founder, h.people = founder.ID, []app.Person{founder}
	for i := range historyPeople {
		p, err := tx.SavePerson(app.Person{Number: fmt.Sprintf("P-%04d", i+1), Name: fmt.Sprintf("量测人员%04d", i+1), Kind: app.FullTime, Post: "审核员"})
		if err != nil {
			return err
		}
		h.people = append(h.people, p)
	}
	if h.topic, err = tx.SaveTopic(app.Topic{Name: "保密意识", Months: 24, Gate: true}); err != nil {
		return err
	}
	if h.clients, err = h.allClients(tx); err != nil {
		return err
	}
	for _, c := range h.clients {
		for d := range 4 {
			cp, err := tx.CopyByCode(fmt.Sprintf("%s-%04d/1", c.Code, d+1))
			if err != nil {
				return err
			}
			h.copies = append(h.copies, cp.ID)
		}
	}
	cert, err := tx.AddCertificate(app.Certificate{Fingerprint: "00", Chain: []byte{0}, Key: []byte{0}, OwnMade: true, AddedAt: h.when(0), AddedBy: founder.ID})
	h.cert = cert.ID
	if err != nil {
		return err
	}
	return h.texts(tx)
}

func (h *history) allClients(tx app.Tx) ([]app.Client, error) {
	var out []app.Client
	for i := range historyClients {
		c, err := tx.ClientByCode(fmt.Sprintf("A-%04d", i+1))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// texts are those of the founding, and a second version of the agreement from the day it is signed anew.
func (h *history) texts(tx app.Tx) error {
	for _, key := range app.Required {
		t, err := tx.TemplateInForce(key, h.start)
		if err != nil {
			return err
		}
		h.text[key] = t.ID
	}
	old, err := tx.Template(h.text[app.NDA])
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append([]byte("C/1"), old.Body...))
	_, err = tx.AddTemplate(app.Template{
		Key: app.NDA, Number: old.Number, Version: "C/1", Body: old.Body, SHA256: hex.EncodeToString(sum[:]), InForce: h.start.AddDays(h.anew),
	})
	return err
}

// day is what happened on one.
func (h *history) day(tx app.Tx, day int) error {
	if day == h.anew {
		t, err := tx.TemplateInForce(app.NDA, h.start.AddDays(day))
		if err != nil {
			return err
		}
		h.text[app.NDA] = t.ID
	}
	for i, p := range h.people {
		of := (day + i) % 365 // of this person's year
		if day < 1 || of == 0 {
			if err := h.sign(tx, p, day, app.Required...); err != nil {
				return err
			}
		} else if day == h.anew {
			if err := h.sign(tx, p, day, app.NDA); err != nil {
				return err
			}
		}
		if of%(365/historyTasks) == 1 {
			if err := h.assign(tx, p, i, day); err != nil {
				return err
			}
		}
		if of%(365/historyLoans) == 2 {
			if err := h.lend(tx, p, i, day); err != nil {
				return err
			}
		}
		if of%(365/historyActs) == 3 {
			if err := h.note(tx, p, day); err != nil {
				return err
			}
		}
	}
	if day%30 == 0 {
		return h.teach(tx, day)
	}
	return nil
}

// sign signs texts and keeps the paper of each; its PDF is left short, for it is in a table that no report reads.
func (h *history) sign(tx app.Tx, p app.Person, day int, keys ...app.TemplateKey) error {
	for _, key := range keys {
		s, err := tx.AddSignature(app.Signature{Name: p.Name, Strokes: pen, At: h.when(day), Place: "深圳"})
		if err != nil {
			return err
		}
		on := h.start.AddDays(day)
		c, err := tx.AddCommitment(app.Commitment{
			PersonID: p.ID, TemplateID: h.text[key], SignedOn: on, ValidUntil: on.AddMonths(12).AddDays(6), Method: "screen", Signature: s, Witness: "量测员",
		}, "", nil)
		if err != nil {
			return err
		}
		pdf := make([]byte, 1024)
		rand.Read(pdf)
		sum := sha256.Sum256(pdf)
		_, err = tx.AddPaper(app.SealedPaper{
			Kind: app.PaperCommitment, Ref: fmt.Sprintf("CN-%d", c.ID), PersonID: p.ID, Title: "保密协议", SHA256: hex.EncodeToString(sum[:]), At: h.when(day),
		}, h.cert, pdf)
		if err != nil {
			return err
		}
	}
	return nil
}

// pen is a signature of as many points as a pad gives.
var pen = func() [][]app.Point {
	var out [][]app.Point
	for s := range 10 {
		var stroke []app.Point
		for i := range 30 {
			stroke = append(stroke, app.Point{X: (float64(s) + float64(i)/30) / 10, Y: 0.5 + float64(i%7)/20})
		}
		out = append(out, stroke)
	}
	return out
}()

func (h *history) assign(tx app.Tx, p app.Person, i, day int) error {
	client := h.clients[(i*7+day)%len(h.clients)]
	_, err := tx.AddAssignment(app.Assignment{
		ClientID: client.ID, Person: p, Duty: "audit", From: h.start.AddDays(day), Until: h.start.AddDays(day + 60),
	})
	return err
}

// lend hands a copy out and takes it back ten days later; the rows are as both acts leave them.
func (h *history) lend(tx app.Tx, p app.Person, i, day int) error {
	at, back := h.when(day), h.when(day+10)
	l, err := tx.AddLoan(app.Loan{BorrowerID: p.ID, AskerID: p.ID, Purpose: "现场审核", Place: app.AtOffice, Due: h.start.AddDays(day + 14), RequestedAt: at}, at.Year())
	if err != nil {
		return err
	}
	if h.hand.Borrower.ID == 0 {
		s, err := tx.AddSignature(app.Signature{Name: p.Name, Strokes: pen, At: at, Place: "深圳"})
		if err != nil {
			return err
		}
		h.hand = app.Handing{Borrower: s, Keeper: s, KeeperID: h.founder}
	}
	out, in := h.hand, h.hand
	out.LoanID, out.At, in.LoanID, in.At, in.Back = l.ID, at, l.ID, back, true
	if out, err = tx.AddHanding(out); err != nil {
		return err
	}
	if in, err = tx.AddHanding(in); err != nil {
		return err
	}
	_, err = tx.AddItem(app.LoanItem{
		LoanID: l.ID, CopyID: h.copies[(i*31+day*17)%len(h.copies)], State: app.Returned, Due: h.start.AddDays(day + 14),
		DeciderID: h.founder, Pages: 12, OutID: out.ID, OutAt: at, BackID: in.ID, BackAt: back, Condition: app.ConditionGood, PagesBack: 12,
	})
	return err
}

// note writes an entry of the log, chained and signed as every other.
func (h *history) note(tx app.Tx, p app.Person, day int) error {
	head, err := tx.AuditHead()
	if err != nil {
		return err
	}
	e := app.Entry{
		Seq: head.Seq + 1, Prev: head.Hash, At: h.when(day).UTC(), Login: h.opened.Identity.Login, Actor: "0001 量测员", Act: "loan.hand_out",
		Object: "JY-" + p.Number, Outcome: app.Done, Detail: `{"borrower":"` + p.Number + `","copies":["A-0001-0001/1"]}`,
	}
	e.Hash = e.Digest()
	e.Sig = ed25519.Sign(h.opened.Identity.Sign, e.Hash)
	return tx.AppendEntry(e)
}

// teach holds a training that one person in twenty passes: each passes anew before the last pass ends.
func (h *history) teach(tx app.Tx, day int) error {
	t, err := tx.SaveTraining(app.Training{
		TopicID: h.topic.ID, Material: "保密教材", Version: "1", HeldOn: h.start.AddDays(day), Trainer: "量测员", State: app.TrainingHeld,
	}, h.when(day).Year())
	if err != nil {
		return err
	}
	for i, p := range h.people {
		if day == 0 || (i+day/30)%20 == 0 {
			if err := tx.SaveAttendance(t.ID, app.Attendance{Person: p, State: app.Present, Passed: true}); err != nil {
				return err
			}
		}
	}
	return nil
}
