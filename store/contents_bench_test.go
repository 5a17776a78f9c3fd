package store_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"custody/app"
	"custody/app/apptest"
)

// crowded has one client with 1,000 contents and 99 with as many each; the founder holds a key of every one, and so do the halves.
func crowded(b *testing.B, clients int) (k *apptest.Kit, founder app.Person, first app.Client) {
	k = apptest.New(b)
	var err error
	update(b, k, func(tx app.Tx) error {
		if founder, err = tx.PersonByNumber(apptest.FounderNumber); err != nil {
			return err
		}
		for n := range clients {
			c, err := tx.SaveClient(app.Client{Code: fmt.Sprintf("K-%03d", n), Name: fmt.Sprintf("客户%d", n), Phase: app.InCertification})
			if err != nil {
				return err
			}
			if n == 0 {
				first = c
			}
			if err := fill(tx, c, founder); err != nil {
				return err
			}
		}
		return nil
	})
	return k, founder, first
}

func fill(tx app.Tx, c app.Client, by app.Person) error {
	f, err := tx.SaveFile(app.File{Code: c.Code + "-F", ClientID: c.ID, Title: "案卷"})
	if err != nil {
		return err
	}
	for i := range 1000 {
		d, err := tx.SaveDocument(app.Document{Code: fmt.Sprintf("%s-%04d", c.Code, i), FileID: f.ID, Title: "文件", Medium: app.Electronic})
		if err != nil {
			return err
		}
		x, err := tx.AddContent(app.Content{
			Sealed: app.Sealed{Object: fmt.Sprintf("%032x", d.ID)}, DocumentID: d.ID, Kind: app.KindPDF, State: app.ContentSealed, AddedBy: by.ID,
		})
		if err != nil {
			return err
		}
		for _, person := range []int64{0, by.ID} {
			if err := tx.SaveGrant(grantOf(x.ID, person)); err != nil {
				return err
			}
		}
	}
	return nil
}

const benchRecipient = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"

func grantOf(content, person int64) app.Grant {
	return app.Grant{
		ContentID: content, PersonID: person, Recipient: benchRecipient, Wrapped: make([]byte, 310), Granter: "guanli",
		At: apptest.Start, Sig: make([]byte, 64),
	}
}

func update(b *testing.B, k *apptest.Kit, fn func(app.Tx) error) {
	b.Helper()
	if err := k.Store().Update(k.Ctx(), fn); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkScopes measures what settling asks of the register: a client with 1,000 contents, and all of 100,000.
func BenchmarkScopes(b *testing.B) {
	k, founder, first := crowded(b, 100)
	all, one := app.KeyScope{All: true}, app.KeyScope{Clients: []app.ClientKeys{{ClientID: first.ID}}}
	for name, ask := range map[string]func(app.Reader) (int, error){
		"client/without": func(r app.Reader) (int, error) {
			l, err := r.ContentsWithout(founder.ID, benchRecipient, one, 0)
			return len(l), err
		},
		"client/beyond": func(r app.Reader) (int, error) {
			l, err := r.GrantsBeyond(founder.ID+1, benchRecipient, one)
			return len(l), err
		},
		"all/without": func(r app.Reader) (int, error) {
			l, err := r.ContentsWithout(founder.ID, benchRecipient, all, 200)
			return len(l), err
		},
		"all/beyond": func(r app.Reader) (int, error) {
			l, err := r.GrantsBeyond(founder.ID, benchRecipient, all)
			return len(l), err
		},
		"all/recovery": func(r app.Reader) (int, error) {
			l, err := r.ContentsWithout(0, benchRecipient, all, 200)
			return len(l), err
		},
		"all/past": func(r app.Reader) (int, error) { l, err := r.GrantsPast("2030-01-01"); return len(l), err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				err := k.Store().View(k.Ctx(), func(r app.Reader) error {
					n, err := ask(r)
					if n != 0 {
						b.Errorf("%d", n)
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSaveGrants saves the keys of 1,000 contents to one person in one transaction.
func BenchmarkSaveGrants(b *testing.B) {
	k, _, _ := crowded(b, 1)
	p := k.Person("李静")
	for b.Loop() {
		update(b, k, func(tx app.Tx) error {
			return tx.EachContent(func(app.Content) error { return nil })
		})
		update(b, k, func(tx app.Tx) error {
			for id := range int64(1000) {
				if err := tx.SaveGrant(grantOf(id+1, p.ID)); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

const benchBytes = 256 << 20

// BenchmarkSeal seals a file; "age" is the library alone, from file to file, synced.
func BenchmarkSeal(b *testing.B) {
	k := apptest.New(b)
	src := filepath.Join(b.TempDir(), "clear")
	if err := os.WriteFile(src, bytes.Repeat([]byte("0123456789abcdef"), benchBytes/16), 0o600); err != nil {
		b.Fatal(err)
	}
	contents := k.Contents(apptest.FounderLogin)
	b.Run("custody", func(b *testing.B) {
		b.SetBytes(benchBytes)
		for b.Loop() {
			f, err := os.Open(src)
			if err != nil {
				b.Fatal(err)
			}
			s, _, err := contents.Seal(k.Ctx(), f)
			if err != nil {
				b.Fatal(err)
			}
			f.Close()
			if err := contents.Discard(s.Object); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("age", func(b *testing.B) {
		b.SetBytes(benchBytes)
		for b.Loop() {
			sealPlain(b, src, filepath.Join(k.Dir, "plain.age"))
		}
	})
}

// BenchmarkOpen opens a file and reads all of it; "age" is the library alone, without any check of the file.
func BenchmarkOpen(b *testing.B) {
	k := apptest.New(b)
	src := filepath.Join(b.TempDir(), "clear")
	if err := os.WriteFile(src, make([]byte, benchBytes), 0o600); err != nil {
		b.Fatal(err)
	}
	contents := k.Contents(apptest.FounderLogin)
	f, err := os.Open(src)
	if err != nil {
		b.Fatal(err)
	}
	s, key, err := contents.Seal(k.Ctx(), f)
	if err != nil {
		b.Fatal(err)
	}
	if err := contents.Keep(k.Ctx(), s.Object, func() error { return nil }); err != nil {
		b.Fatal(err)
	}
	for name, buf := range map[string]int{"custody/1MiB": 1 << 20, "custody/32KiB": 32 << 10} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(benchBytes)
			for b.Loop() {
				f, err := contents.Open(k.Ctx(), s, key)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, io.NewSectionReader(f, 0, f.Size()), make([]byte, buf)); err != nil {
					b.Fatal(err)
				}
				f.Close()
			}
		})
	}
	plain := filepath.Join(b.TempDir(), "plain.age")
	id := sealPlain(b, src, plain)
	b.Run("age", func(b *testing.B) {
		b.SetBytes(benchBytes)
		for b.Loop() {
			f, err := os.Open(plain)
			if err != nil {
				b.Fatal(err)
			}
			r, err := age.Decrypt(f, id)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, r, make([]byte, 1<<20)); err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
	})
}

// sealPlain seals a file with age alone.
func sealPlain(b *testing.B, from, to string) *age.X25519Identity {
	b.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		b.Fatal(err)
	}
	in, err := os.Open(from)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	w, err := age.Encrypt(out, id.Recipient())
	if err == nil {
		_, err = io.CopyBuffer(w, in, make([]byte, 1<<20))
	}
	if err == nil {
		err = w.Close()
	}
	if err == nil {
		err = out.Sync()
	}
	if err != nil {
		b.Fatal(err)
	}
	return id
}
