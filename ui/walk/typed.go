package walk

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Typed types a word, with a number after it each time, into the window of a vault and sends it out in
// every way there is: a wrong login, a client, a search, a request left unfinished, a list printed,
// shown and saved, a table exported. What is saved goes into the folder given. The word's part in ASCII
// serves where only a code will do.
func Typed(d *Driver, login, password, word, saved string) error {
	t := &typist{script: script{Driver: d}, word: word}
	t.see("unlock.open")
	t.wrong(t.code(), t.code())
	t.do("log in", func() error {
		_, err := t.LogIn(login, password)
		return err
	})
	t.password = password
	t.see("shell.nav.today")
	t.client()
	t.search()
	t.sendOut(saved)
	t.request()
	t.nav("today")
	t.see("today.waits")
	t.do("lock", t.LogOut)
	fmt.Printf("typed %d words\n", t.given)
	return t.err
}

// typist is a walk that types words, each different.
type typist struct {
	script
	word  string
	given int
}

func (t *typist) next() string {
	t.given++
	return fmt.Sprintf("%s%04d", t.word, t.given)
}

// code is a word of letters and digits.
func (t *typist) code() string {
	return strings.TrimLeftFunc(t.next(), func(r rune) bool { return r > 126 })
}

// client fills in a new client and saves it.
func (t *typist) client() {
	t.nav("clients")
	t.click("clients.add")
	t.see("clients.field.uscc")
	name := t.next()
	t.fill("clients.col.name", name)
	for _, field := range []string{"contact", "contact_post", "address", "standards", "scope", "note"} {
		t.fill("clients.field."+field, t.next())
	}
	t.fill("clients.field.certificate", t.code())
	t.key("Return")
	t.gone("clients.field.uscc")
	t.seeText(name)
}

// search looks for what is there and for what is not.
func (t *typist) search() {
	for _, word := range []string{t.word, t.code()} {
		t.key("ctrl+k")
		t.text(word)
		t.pause(time.Second)
		t.key("Escape", "Escape")
	}
}

// sendOut prints, shows and saves the list of clients, and exports it.
func (t *typist) sendOut(saved string) {
	t.nav("clients")
	t.pause(time.Second)
	for _, way := range []func(){
		func() { t.key("Return") },
		func() { t.click("shell.print.open") },
		func() { t.click("shell.print.save"); t.saveTo(filepath.Join(saved, "list.pdf")) },
	} {
		t.key("ctrl+p")
		t.see("shell.print.open")
		way()
		t.gone("shell.print.open")
		t.pause(time.Second)
	}
	t.key("ctrl+e")
	t.saveTo(filepath.Join(saved, "clients.xlsx"))
	t.pause(time.Second)
}

// saveTo types a path into the chooser.
func (t *typist) saveTo(path string) {
	t.see("shell.save.title")
	t.key("ctrl+a")
	t.text(path)
	t.key("Return")
	t.gone("shell.save.title")
}

// request leaves a request for a loan unfinished: it is kept as a draft.
func (t *typist) request() {
	t.nav("loans")
	t.click("loans.ask")
	t.see("loans.request.copies")
	t.fill("loans.col.purpose", t.next())
}
