package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"custody/app"
	"custody/store"
)

const password = "harbour-lantern-quiet-stone"

// signature is one stroke up and down the pad.
var signature = [][]app.Point{{{X: .1, Y: .1}, {X: .3, Y: .8}, {X: .5, Y: .2}, {X: .7, Y: .9}, {X: .9, Y: .3}}}

// founded makes a vault behind the gate with a bound custodian.
func founded(ctx context.Context, gate app.Gate, dir string) (*app.LockedVault, *app.Office, error) {
	v := app.Vaults{Gate: gate, Env: app.Env{Clock: time.Now, Rand: rand.Reader}}
	vault, office, _, err := v.Found(ctx, app.Founding{
		Dir: dir, Organisation: app.Organisation{
			Name: "量测认证有限公司", NameEN: "Bench Certification", Short: "量测", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27",
		},
		Name: "量测员", Number: "0001", Department: "行政部", Login: "bench", Password: password,
		Roles: app.Roles{app.Custodian, app.Administrator},
	})
	if err != nil {
		return nil, nil, err
	}
	for _, key := range app.Required {
		_, err := office.Sign(ctx, app.SignInput{
			PersonNumber: "0001", Key: key, Place: "深圳", Password: password, ReadToEnd: true,
			Strokes: signature,
		})
		if err != nil {
			return nil, nil, err
		}
	}
	return vault, office, nil
}

// sealedAndPlain makes the same office twice, over the vault and over the plain engine.
func (b *bench) sealedAndPlain() (sealed, plain *app.Office, done func(), err error) {
	dirs := []string{filepath.Join(b.dir, "sealed"), filepath.Join(b.dir, "plain")}
	if err := os.MkdirAll(dirs[1], 0o700); err != nil {
		return nil, nil, nil, err
	}
	v1, sealed, err := founded(b.ctx, store.Gate{}, dirs[0])
	if err != nil {
		return nil, nil, nil, err
	}
	v2, plain, err := founded(b.ctx, plainGate{}, dirs[1])
	return sealed, plain, func() { v1.Close(); v2.Close() }, err
}

// commit measures one audited loan step, a request for one copy, against the same
// statements on the plain engine with WAL and synchronous=FULL.
func (b *bench) commit() error {
	const n = 400
	sealed, plain, done, err := b.sealedAndPlain()
	if err != nil {
		return err
	}
	defer done()
	step := func(o *app.Office) func(int) error {
		return func(i int) error {
			_, err := o.RequestLoan(b.ctx, app.LoanRequest{
				Copies: []string{fmt.Sprintf("A-0001-%04d/1", i+1)}, Purpose: "量测", Place: app.AtOffice, Due: app.DateOf(time.Now()).AddDays(5),
			})
			return err
		}
	}
	for _, o := range []*app.Office{sealed, plain} {
		if err := fill(b.ctx, o, 1, n); err != nil {
			return err
		}
	}
	a, other, err := inTurn(n, step(sealed), step(plain))
	if err != nil {
		return err
	}
	b.add(figure{"commit", a / 1e3, "ms", againstPlain, a / other})
	return nil
}

// fill imports clients with so many documents each.
func fill(ctx context.Context, o *app.Office, clients, documents int) error {
	var cs, ds []app.ImportRow
	for c := range clients {
		code := fmt.Sprintf("A-%04d", c+1)
		cs = append(cs, app.ImportRow{Line: c + 2, Fields: map[string]string{
			"client_code": code, "client_name": fmt.Sprintf("量测客户第%04d号有限公司", c+1), "phase": "certified",
		}})
		for d := range documents {
			ds = append(ds, app.ImportRow{Line: len(ds) + 2, Fields: documentFields(code, d)})
		}
	}
	if _, err := o.RunImport(ctx, app.ImportClients, cs); err != nil {
		return err
	}
	_, err := o.RunImport(ctx, app.ImportDocuments, ds)
	return err
}

func documentFields(client string, d int) map[string]string {
	return map[string]string{
		"client_code": client, "file_code": client + "-2026", "document_code": fmt.Sprintf("%s-%04d", client, d+1),
		"title": fmt.Sprintf("审核记录及不符合项整改证据第%d册", d+1), "category": "d", "sensitivity": "ordinary", "source": "audit",
		"medium": "paper", "pages": "12", "copies": "1", "cabinet": "3", "shelf": "2", "box": "5", "received": "2026-01-05",
		"retain_until": "2036-01-05",
	}
}
