package apptest

import (
	"fmt"

	"custody/app"
)

// Client adds a client in certification by the founder.
func (k *Kit) Client(name string) app.Client {
	k.T.Helper()
	c, err := k.Founder.SaveClient(k.T.Context(), app.Client{Name: name, Phase: app.InCertification})
	k.must(err)
	return c
}

// File adds a case file to a client by the founder.
func (k *Kit) File(clientCode, title string) app.File {
	k.T.Helper()
	f, err := k.Founder.SaveFile(k.T.Context(), app.File{ClientCode: clientCode, Title: title})
	k.must(err)
	return f
}

// Document adds a paper document of ten pages in cabinet 3 to a case file by the founder.
func (k *Kit) Document(fileCode, title string, copies int) app.Document {
	k.T.Helper()
	d, err := k.Founder.SaveDocument(k.T.Context(), app.Document{
		FileCode: fileCode, Title: title, Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient,
		Medium: app.Paper, Pages: 10, Home: app.Location{Cabinet: "3", Shelf: "2", Box: "1"}, Received: k.Today(),
	}, copies)
	k.must(err)
	return d
}

// Records adds a client with one case file and n documents of one copy each, and
// returns the codes of the copies.
func (k *Kit) Records(name string, n int) (app.Client, []string) {
	k.T.Helper()
	c := k.Client(name)
	f := k.File(c.Code, name+"初次认证")
	codes := make([]string, n)
	for i := range codes {
		codes[i] = k.Document(f.Code, fmt.Sprintf("%s文件%d", name, i+1), 1).Code + "/1"
	}
	return c, codes
}

// Assign lets a person work on a client from today for a number of days, by the founder.
func (k *Kit) Assign(clientCode, personNumber string, days int) app.Assignment {
	k.T.Helper()
	a, err := k.Founder.Assign(k.T.Context(), clientCode, personNumber, "audit", k.Today(), k.Today().AddDays(days))
	k.must(err)
	return a
}
