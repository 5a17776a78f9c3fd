package store

import (
	"context"
	"errors"

	"custody/app"
	"custody/store/vault"
)

// Inspect reads all of a vault; see app.Mender.
func (g Gate) Inspect(ctx context.Context, dir string, with app.Access, look func(app.Reader, app.Identity) error, progress app.Progress) (found app.Findings, err error) {
	e, err := g.examine(ctx, dir, with, progress)
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	return e.findings(ctx, look)
}

// examination is a vault that is being read from end to end.
type examination struct {
	*vault.Remains
	progress app.Progress
	register *remains // where the vault is damaged
}

// examine reads every seal. The first half of the progress is the pages.
func (g Gate) examine(ctx context.Context, dir string, with app.Access, progress app.Progress) (*examination, error) {
	e := &examination{progress: progress}
	m, err := vault.OpenRemains(ctx, dir, g.Options, vault.Access(with), func(done, total int64) { e.tell(done, 2*total) })
	var bad *vault.DamagedError
	if errors.As(err, &bad) && bad.Part == vault.PartKeys {
		return nil, app.Errf(app.Damaged, "error.vault.nokeys").Because(err)
	}
	if err != nil {
		return nil, g.now().answer(err)
	}
	e.Remains = m
	return e, nil
}

func (e *examination) tell(done, total int64) {
	if e.progress != nil {
		e.progress(done, total)
	}
}

// identity is the account's that opened the vault; its Login is empty with the recovery halves.
func (e *examination) identity() app.Identity {
	if e.Keys == nil {
		return app.Identity{}
	}
	return app.Identity{Login: e.Keys.Login, Recipient: e.Keys.Age.Recipient().String(), Sign: e.Keys.Sign}
}

func (e *examination) findings(ctx context.Context, look func(app.Reader, app.Identity) error) (app.Findings, error) {
	r := e.Report
	f := app.Findings{
		Damage: damageOf(r.Bad), Torn: damageOf(r.Torn), Opens: e.Opens(),
		Pages: int64(r.Pages), Commits: int64(r.Commits), Documents: int64(r.Documents),
	}
	db, err := e.DB()
	if err != nil {
		return f, e.fromPages(ctx, &f)
	}
	register, err := OpenRegister(ctx, db)
	if err != nil {
		return f, err
	}
	register.blame = e.Err
	found, chain, err := register.check(ctx, e.Documents(), f.Damage, func(done, total int64) { e.tell(total+done, 2*total) })
	f.Damage, f.Chain = append(f.Damage, found...), chain
	if err != nil || look == nil {
		return f, err
	}
	return f, register.View(ctx, func(r app.Reader) error { return look(r, e.identity()) })
}

// fromPages reads the register of a damaged vault page by page.
func (e *examination) fromPages(ctx context.Context, f *app.Findings) (err error) {
	if e.register, err = readRemains(ctx, e.Remains); err != nil {
		return err
	}
	for i, d := range f.Damage {
		if d.Part == app.PartPage {
			f.Damage[i].Holds, f.Damage[i].Table = e.register.holdsAll(uint32(d.Number), uint32(max(d.Number, d.Last)))
		}
	}
	f.Damage = app.Merge(f.Damage)
	if f.Chain, err = app.CheckChain(e.register); err != nil {
		return err
	}
	f.Damage = append(f.Damage, app.Merge(f.Chain.Broken)...)
	e.tell(1, 1)
	return nil
}

// damageOf puts what the vault found into the office's words.
func damageOf(list []*vault.DamagedError) []app.Damage {
	var out []app.Damage
	for _, bad := range list {
		out = append(out, damageFrom(bad))
	}
	return out
}

var vaultParts = map[vault.Part]app.Part{
	vault.PartFile: app.PartFile, vault.PartKeys: app.PartKeys, vault.PartState: app.PartState,
	vault.PartPage: app.PartPage, vault.PartCommit: app.PartCommit, vault.PartDocument: app.PartDocument,
}

func damageFrom(bad *vault.DamagedError) app.Damage {
	d := app.Damage{
		File: bad.File, Part: vaultParts[bad.Part], Number: int64(bad.Number), Last: int64(bad.Last), Offset: bad.Offset,
		Reason: reasonOf(bad),
	}.Placed()
	return d
}

// reasonOf is what the person is told; the vault's own reason is for logs.
func reasonOf(bad *vault.DamagedError) string {
	switch bad.Kind() {
	case vault.Missing:
		return "error.damage.missing"
	case vault.Cut:
		return "error.damage.cut"
	case vault.Older:
		return "error.damage.older"
	case vault.Barred:
		return "error.damage.barred"
	}
	switch bad.Part {
	case vault.PartKeys, vault.PartState:
		return "error.damage.copy"
	case vault.PartPage:
		return "error.damage.page"
	case vault.PartCommit:
		return "error.damage.commit"
	case vault.PartDocument:
		return "error.damage.document"
	}
	return "error.damage.seal"
}
