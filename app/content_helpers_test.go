package app_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// contentDesk is a vault with a client, a case file and one electronic document.
type contentDesk struct {
	*apptest.Kit
	client app.Client
	file   app.File
	doc    app.Document
}

const contentText = "送检样品的配方与工艺参数\n"

func newContentDesk(t testing.TB) *contentDesk {
	d := &contentDesk{Kit: apptest.New(t)}
	d.client = d.Client("深圳市精工电子有限公司")
	d.file = d.File(d.client.Code, "初次认证")
	d.doc = d.add(t, "工艺参数.txt", contentText)
	return d
}

// announce is a file to be added to the desk's case file.
func (d *contentDesk) announce(name string, size int) app.NewContent {
	return app.NewContent{
		File: d.file.Code, Name: name, Size: int64(size), Category: app.CategoryD, Sensitivity: app.Ordinary,
		Source: app.FromClient, Received: d.Today(),
	}
}

// add has the founder add a file.
func (d *contentDesk) add(t testing.TB, name, text string) app.Document {
	t.Helper()
	doc, err := d.Founder.AddContent(t.Context(), d.announce(name, len(text)), strings.NewReader(text), nil)
	ok(t, err)
	return doc
}

// content is the sealed content of a document.
func (d *contentDesk) content(t testing.TB, doc app.Document) app.Content {
	t.Helper()
	var c app.Content
	ok(t, d.Store().View(t.Context(), func(r app.Reader) (err error) {
		c, err = r.ContentOf(doc.ID)
		return err
	}))
	return c
}

// grant is a person's grant of a document's content; false without one.
func (d *contentDesk) grant(t testing.TB, doc app.Document, personID int64) (g app.Grant, has bool) {
	t.Helper()
	c := d.content(t, doc)
	ok(t, d.Store().View(t.Context(), func(r app.Reader) (err error) {
		g, err = r.Grant(c.ID, personID)
		if err != nil && app.CodeOf(err) == app.NotFound {
			return nil
		}
		has = err == nil
		return err
	}))
	return g, has
}

// opens reports whether somebody's keys open a document, going round the office, and until when
// the grant says they may.
func (d *contentDesk) opens(t testing.TB, doc app.Document, p app.Person) (app.Date, bool) {
	t.Helper()
	g, has := d.grant(t, doc, p.ID)
	if !has {
		return "", false
	}
	vault := d.Contents(apptest.Login(p.Number))
	key, err := vault.Unwrap(g.Wrapped)
	if err != nil {
		return g.Until, false
	}
	f, err := vault.Open(t.Context(), d.content(t, doc).Sealed, key)
	ok(t, err)
	return g.Until, readAll(t, f) != ""
}

// wantKey checks that somebody's keys open a document until a day, or that they hold none for "none".
func (d *contentDesk) wantKey(t testing.TB, doc app.Document, p app.Person, until string) {
	t.Helper()
	last, can := d.opens(t, doc, p)
	if got := string(last); !can && until != "none" || can && got != until {
		t.Errorf("%s opens %s: %v until %q, want %q", p.Name, doc.Code, can, got, until)
	}
}

// readAll reads and closes a file.
func readAll(t testing.TB, f app.ContentFile) string {
	t.Helper()
	var b bytes.Buffer
	_, err := io.Copy(&b, io.NewSectionReader(f, 0, f.Size()))
	ok(t, err)
	ok(t, f.Close())
	return b.String()
}

// read opens a document by the office and returns its text.
func read(t testing.TB, o *app.Office, doc app.Document) string {
	t.Helper()
	r, err := o.OpenContent(t.Context(), doc.Code)
	ok(t, err)
	var b bytes.Buffer
	_, err = io.Copy(&b, io.NewSectionReader(r.File, 0, r.File.Size()))
	ok(t, err)
	ok(t, o.CloseContent(t.Context(), r, app.Seen{Pages: []int{1}, Seconds: 7}))
	return b.String()
}

// notOpened checks that a document does not open for an office.
func notOpened(t testing.TB, o *app.Office, doc app.Document, key string) {
	t.Helper()
	_, err := o.OpenContent(t.Context(), doc.Code)
	refusedKey(t, err, app.NotAllowed, key)
}
