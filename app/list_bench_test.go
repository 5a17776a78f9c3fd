package app_test

import (
	"fmt"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// largeClients × largeEach documents is the register that lists are measured on.
const (
	largeClients = 1000
	largeEach    = 100
)

// fill brings in clients with documents, as an import does.
func fill(b *testing.B, o *app.Office, clients, each int) {
	b.Helper()
	var list []app.ImportRow
	for i := range clients {
		list = append(list, app.ImportRow{Line: i + 2, Fields: fields(
			"client_code", fmt.Sprintf("A-%04d", i+1), "client_name", fmt.Sprintf("深圳市%s%d电子有限公司", string(han[i%len(han)]), i))})
	}
	_, err := o.RunImport(b.Context(), app.ImportClients, list)
	ok(b, err)
	for i := range clients {
		list = list[:0]
		for n := range each {
			code := fmt.Sprintf("A-%04d", i+1)
			list = append(list, app.ImportRow{Line: n + 2, Fields: fields(
				"client_code", code, "file_code", code+"-2026", "document_code", fmt.Sprintf("%s-%02d", code, n+1),
				"title", fmt.Sprintf("%s审核记录%d", string(han[n%len(han)]), n), "pages", "12", "cabinet", "3")})
		}
		_, err := o.RunImport(b.Context(), app.ImportDocuments, list)
		ok(b, err)
	}
}

// largeRegister makes the register; it takes a minute.
func largeRegister(b *testing.B) *app.Office {
	b.Helper()
	if testing.Short() {
		b.Skip("takes a minute to fill")
	}
	k := apptest.New(b)
	fill(b, k.Founder, largeClients, largeEach)
	return k.Founder
}

// BenchmarkList measures lists of 100,000 documents on a sealed vault.
func BenchmarkList(b *testing.B) {
	o := largeRegister(b)
	middle := ""
	for range 50 {
		rows, err := o.Documents(b.Context(), app.DocumentFilter{After: middle, Limit: 1000})
		ok(b, err)
		middle = rows[len(rows)-1].Key
	}
	for _, c := range []struct {
		name string
		f    app.DocumentFilter
	}{
		{"First", app.DocumentFilter{}},
		{"Page", app.DocumentFilter{After: middle}},
		{"Client", app.DocumentFilter{Client: "A-0500"}},
		{"Out", app.DocumentFilter{State: app.OutCopy}},
		{"InPlace", app.DocumentFilter{State: app.InPlace}},
		{"Text", app.DocumentFilter{Text: "镕审核记录"}},
		{"TextBroad", app.DocumentFilter{Text: "审核"}},
		{"Initials", app.DocumentFilter{Text: "shjl9"}},
		{"Code", app.DocumentFilter{Text: "A-0500-9"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				_, err := o.Documents(b.Context(), c.f)
				ok(b, err)
			}
		})
	}
	b.Run("Count", func(b *testing.B) {
		for b.Loop() {
			_, err := o.CountDocuments(b.Context(), app.DocumentFilter{})
			ok(b, err)
		}
	})
	b.Run("CountText", func(b *testing.B) {
		for b.Loop() {
			_, err := o.CountDocuments(b.Context(), app.DocumentFilter{Text: "审核"})
			ok(b, err)
		}
	})
	b.Run("Clients", func(b *testing.B) {
		for b.Loop() {
			_, err := o.Clients(b.Context(), app.ClientFilter{})
			ok(b, err)
		}
	})
	b.Run("Files", func(b *testing.B) {
		for b.Loop() {
			_, err := o.Files(b.Context(), "", "", 0)
			ok(b, err)
		}
	})
	for _, text := range []string{"镕审核", "审核记录", "sz", "A-0500", "0500"} {
		b.Run("Search/"+text, func(b *testing.B) {
			for b.Loop() {
				_, err := o.Search(b.Context(), text, 0)
				ok(b, err)
			}
		})
	}
}
