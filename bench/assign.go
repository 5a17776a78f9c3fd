package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"custody/app"
	"custody/store"
)

// assignedContents is how many electronic documents the client has.
const assignedContents = 1000

// signedIn opens a vault with the founder's office.
func signedIn(b *bench, dir string) (*app.LockedVault, *app.Office, error) {
	vault, err := app.Vaults{Gate: store.Gate{}, Env: app.Env{Clock: time.Now, Rand: rand.Reader}}.Open(b.ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	office, err := vault.Unlock(b.ctx, "bench", password)
	if err != nil {
		err = errors.Join(err, vault.Close())
	}
	return vault, office, err
}

// assign measures what assigning a person to a client with 1,000 electronic documents takes: a key for each. Goal: 1,000 ms.
func (b *bench) assign() error {
	dir := filepath.Join(b.dir, "assign")
	vault, office, err := founded(b.ctx, store.Gate{}, dir)
	if err != nil {
		return err
	}
	client, err := b.fillContents(office)
	if err == nil {
		err = b.hire(vault, office, "0002")
	}
	if err = errors.Join(err, vault.Close()); err != nil {
		return err
	}
	if vault, office, err = signedIn(b, dir); err != nil {
		return err
	}
	var took []time.Duration
	for range 5 {
		start := time.Now()
		a, err := office.Assign(b.ctx, client, "0002", "audit", "", app.DateOf(time.Now()).AddDays(30))
		if err != nil {
			return errors.Join(err, vault.Close())
		}
		took = append(took, time.Since(start))
		if err := office.EndAssignment(b.ctx, a.ID); err != nil {
			return errors.Join(err, vault.Close())
		}
	}
	b.add(figure{"assign.1000", median(took) / 1e3, "ms", "", 0})
	return vault.Close()
}

// fillContents adds a client with many electronic documents.
func (b *bench) fillContents(office *app.Office) (string, error) {
	c, err := office.SaveClient(b.ctx, app.Client{Name: "电子文件有限公司", Phase: app.InCertification})
	if err != nil {
		return "", err
	}
	f, err := office.SaveFile(b.ctx, app.File{ClientCode: c.Code, Title: "电子文件"})
	for i := range assignedContents {
		if err != nil {
			break
		}
		text := fmt.Sprintf("审核记录第%d份", i+1)
		_, err = office.AddContent(b.ctx, app.NewContent{
			File: f.Code, Name: fmt.Sprintf("记录%04d.txt", i+1), Size: int64(len(text)), Category: app.CategoryD,
			Sensitivity: app.Ordinary, Source: app.FromAudit, Received: app.DateOf(time.Now()),
		}, strings.NewReader(text), nil)
	}
	return c.Code, err
}

// hire adds a bound auditor with an account.
func (b *bench) hire(vault *app.LockedVault, office *app.Office, number string) error {
	if _, err := office.SavePerson(b.ctx, app.Person{Number: number, Name: "审核员", Kind: app.FullTime}); err != nil {
		return err
	}
	for _, text := range app.Required {
		_, err := office.Sign(b.ctx, app.SignInput{
			PersonNumber: number, Key: text, Place: "深圳", Password: password, ReadToEnd: true, Strokes: signature,
		})
		if err != nil {
			return err
		}
	}
	inv, err := office.Invite(b.ctx, number, "auditor", app.Roles{app.Auditor})
	if err != nil {
		return err
	}
	_, err = vault.Enrol(b.ctx, "auditor", inv.Code, password)
	return err
}
