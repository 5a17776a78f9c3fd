package walk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"custody/app"
	"custody/app/demo"
)

// What is borrowed in the walk of the electronic document, and by whom: somebody who is assigned to no client.
const (
	readerLogin    = "hejy"
	readerPassword = "Only to look at it"
	readerName     = "何静怡"
	readerNumber   = "0163"
	documentName   = "现场审核记录"
	documentClient = "佛山市葵兴陶瓷有限责任公司"
	documentReason = "答复客户来函"
)

// MakeElectronicVault founds a vault with a custodian, somebody to borrow, both bound, and one electronic document. It
// returns its number.
func MakeElectronicVault(ctx context.Context, vaults app.Vaults, dir string) (document string, err error) {
	locked, office, _, err := vaults.Found(ctx, app.Founding{
		Dir:          dir,
		Organisation: app.Organisation{Name: "中标通国际认证（深圳）有限公司", Short: "中标通档案室", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27"},
		Departments:  []string{"运营部"}, Name: "陈晓明", Number: "0101", Department: "运营部", Post: "档案管理员",
		Login: founderLogin, Password: founderPassword, Roles: app.Roles{app.Custodian, app.Administrator},
	})
	if err != nil {
		return "", err
	}
	code, err := invited(ctx, office, member{readerNumber, readerName, "市场专员", readerLogin, readerPassword, app.Sales})
	for _, number := range []string{"0101", readerNumber} {
		for _, text := range app.Required {
			if err == nil {
				_, err = office.Sign(ctx, app.SignInput{
					PersonNumber: number, Key: text, Strokes: [][]app.Point{{{X: 0.1, Y: 0.4}, {X: 0.3, Y: 0.2}, {X: 0.5, Y: 0.6}, {X: 0.8, Y: 0.3}}},
					Place: "深圳", Password: founderPassword, ReadToEnd: true,
				})
			}
		}
	}
	if err == nil {
		document, err = addRecord(ctx, office)
	}
	if err == nil {
		err = locked.Lock()
	}
	if err == nil {
		_, err = locked.Enrol(ctx, readerLogin, code, readerPassword)
	}
	return document, errors.Join(err, locked.Close())
}

// addRecord adds a client, a case file and a PDF of a few pages.
func addRecord(ctx context.Context, office *app.Office) (string, error) {
	c, err := office.SaveClient(ctx, app.Client{Name: documentClient, Phase: app.InCertification})
	if err != nil {
		return "", err
	}
	f, err := office.SaveFile(ctx, app.File{ClientCode: c.Code, Title: "初次认证"})
	if err != nil {
		return "", err
	}
	data, err := demo.Paper(documentName, 64)
	if err != nil {
		return "", err
	}
	d, err := office.AddContent(ctx, app.NewContent{
		File: f.Code, Name: documentName + ".pdf", Size: int64(len(data)), Category: app.CategoryA,
		Sensitivity: app.Sensitive, Source: app.FromAudit, Received: app.DateOf(time.Now()),
	}, bytes.NewReader(data), nil)
	return d.Code, err
}

// Electronic walks the loan of an electronic document in the real window: somebody who is not assigned knows it by its
// number only, asks for it, and gets it for three days to look at; it opens with its mark, print is refused, and once it is
// given back it opens no more.
func Electronic(d *Driver, document string) error {
	s := &script{Driver: d}
	e := &electronic{script: s, document: document}
	e.ask()
	e.approve()
	e.view()
	e.refused()
	e.giveBack()
	e.history()
	return s.err
}

type electronic struct {
	*script
	document, loan string
}

// enter signs somebody in.
func (e *electronic) enter(login, password string) {
	e.do("sign in "+login, func() error {
		if !e.Sees(wordOf("unlock.open")) {
			if err := e.LogOut(); err != nil {
				return err
			}
		}
		_, err := e.LogIn(login, password)
		return err
	})
	e.password = password
	e.see("shell.nav.today")
	e.pause(700 * time.Millisecond)
}

// hidden fails where the screen tells whose or which document it is.
func (e *electronic) hidden(where string) {
	e.do(where, func() error {
		for _, text := range []string{documentName, documentClient} {
			if e.Sees(text) {
				return fmt.Errorf("the screen tells %q to somebody who is not assigned: %s", text, e.read())
			}
		}
		return nil
	})
}

// ask searches for the document in vain, and asks for it by its number.
func (e *electronic) ask() {
	e.see("unlock.open")
	e.enter(readerLogin, readerPassword)
	e.hidden("today")
	e.key("ctrl+k")
	e.text(documentName)
	e.pause(1200 * time.Millisecond)
	e.picture("search-in-vain")
	e.key("Escape", "Escape")
	e.nav("loans")
	e.click("loans.ask")
	e.see("loans.request.copies")
	e.text(e.document + "/E")
	e.key("Return")
	e.see("content.request")
	e.pause(600 * time.Millisecond)
	e.hidden("request")
	e.picture("request-by-number")
	e.click("content.permit.print")
	e.fill("loans.col.purpose", documentReason)
	e.fill("loans.col.due", "+3")
	e.pause(300 * time.Millisecond)
	e.picture("request")
	e.key("ctrl+Return")
	e.see("loans.tab.pending")
	e.pause(900 * time.Millisecond)
	e.hidden("loans")
	e.picture("requested")
	e.do("number of the loan", func() error {
		e.loan = e.match(`JY-\d{4}-\d{4}`)
		if e.loan == "" {
			return errors.New("no number of a loan on the screen")
		}
		return nil
	})
}

// approve lets the custodian approve it to look at, though print was asked for as well.
func (e *electronic) approve() {
	e.enter(founderLogin, founderPassword)
	e.nav("loans")
	e.clickText(readerName)
	e.see("content.grant")
	e.seeText(documentName)
	e.pause(600 * time.Millisecond)
	e.picture("to-approve")
	e.key("Return")
	e.pause(1500 * time.Millisecond)
	e.picture("approved")
}

// view opens it as the borrower and looks for the mark on the screen.
func (e *electronic) view() {
	e.enter(readerLogin, readerPassword)
	e.openLoan()
	e.seeText(documentName)
	e.pause(500 * time.Millisecond)
	e.picture("loan-open")
	e.key("Return")
	e.see("viewer.turn")
	e.pause(1500 * time.Millisecond)
	e.picture("reading")
	e.do("the mark", func() error { return marked(e.shotCalled("reading", 0), e.shotCalled("loan-open", 1)) })
	e.key("Next")
	e.pause(900 * time.Millisecond)
	e.picture("next-page")
}

// shotCalled is the picture taken so many ago.
func (e *electronic) shotCalled(name string, ago int) string {
	return filepath.Join(e.Out, fmt.Sprintf("%02d-%s.png", e.shot-ago, name))
}

func (e *electronic) openLoan() {
	e.nav("loans")
	e.pause(600 * time.Millisecond)
	e.clickStart("loans.tab.out")
	e.pause(600 * time.Millisecond)
	e.do("the loan", func() error { return e.Click(e.loan) })
}

// clickStart clicks on a tab, which has a number after its name.
func (e *electronic) clickStart(key string) {
	e.do("click "+key, func() error { return e.Click(wordOf(key)) })
}

// refused tries to print.
func (e *electronic) refused() {
	e.key("ctrl+p")
	e.see("viewer.refused.print")
	e.pause(500 * time.Millisecond)
	e.picture("print-refused")
	e.do("the words", func() error {
		start, _, _ := strings.Cut(wordOf("error.permit.print"), "{")
		_, err := e.Wait(start)
		return err
	})
	e.key("Escape")
	e.gone("viewer.refused.print")
	e.key("Escape")
	e.pause(700 * time.Millisecond)
}

// giveBack returns it; then nothing opens it, and its name is gone too.
func (e *electronic) giveBack() {
	e.openLoan()
	e.click("content.do.give")
	e.pause(600 * time.Millisecond)
	e.picture("give-back")
	e.pause(900 * time.Millisecond)
	e.clickStart("loans.tab.history")
	e.pause(800 * time.Millisecond)
	e.do("the loan", func() error { return e.Click(e.loan) })
	e.see("content.state.ended")
	e.pause(600 * time.Millisecond)
	e.key("Return") // what opened it before
	e.pause(900 * time.Millisecond)
	e.do("opens no more", func() error {
		if e.Sees(wordOf("viewer.turn")) {
			return errors.New("it opens after the return")
		}
		return nil
	})
	e.hidden("after the return")
	e.picture("given-back")
	e.key("ctrl+k")
	e.text(e.document)
	e.pause(1200 * time.Millisecond)
	e.hidden("search after the return")
	e.picture("search-after")
	e.key("Escape", "Escape")
}

// history shows the custodian who read it.
func (e *electronic) history() {
	e.enter(founderLogin, founderPassword)
	e.key("ctrl+k")
	e.text(e.document)
	e.pause(1200 * time.Millisecond)
	e.key("Return")
	e.see("content.who")
	e.pause(600 * time.Millisecond)
	e.picture("document")
	e.click("content.who")
	e.seeText(readerName)
	e.pause(600 * time.Millisecond)
	e.picture("who-read")
}
