package app_test

import (
	"context"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// What was noted of a reading is final: it is neither closed again nor closed by somebody else, and only pages that there
// can be are noted.
func TestReadingIsClosedOnce(t *testing.T) {
	s := newReadingStage(t, app.Permits{})
	held := *s.reading
	_, stranger := s.Staff("赵颉", app.Sales)
	others := held
	refusedKey(t, stranger.CloseContent(t.Context(), &others, app.Seen{}), app.NotAllowed, "error.role")
	again := s.opened(s.office)
	ok(t, s.office.CloseContent(t.Context(), again, app.Seen{Pages: []int{3, -1, 0, 2, 1 << 30}, Seconds: -5}))
	held.ViewID, held.File = again.ViewID, s.reading.File
	refusedKey(t, s.office.CloseContent(t.Context(), &held, app.Seen{Pages: []int{1}}), app.Conflict, "error.content.closed")
	views, err := s.office.ContentViews(t.Context(), app.ViewFilter{})
	ok(t, err)
	if len(views) != 2 || views[0].Pages != "2-3" || views[0].Seconds != 0 {
		t.Errorf("noted %+v", views)
	}
	if !views[1].ClosedAt.IsZero() {
		t.Error("a stranger closed a reading")
	}
}

// What is open closes with the return, and with the last day, whatever the window does.
func TestReadingEndsWithItsLoan(t *testing.T) {
	s := newReadingStage(t, app.Permits{})
	one := make([]byte, 1)
	last := s.opened(s.office)
	_, err := last.File.ReadAt(one, 0)
	ok(t, err)
	s.Clock.Advance(10 * 24 * time.Hour)
	_, err = last.File.ReadAt(one, 0)
	ok(t, err)
	s.Clock.Advance(24 * time.Hour)
	_, err = last.File.ReadAt(one, 0)
	refusedKey(t, err, app.Conflict, "error.content.closed")

	s = newReadingStage(t, app.Permits{})
	kept := s.opened(s.Founder)
	ok(t, s.office.GiveBack(t.Context(), s.loan.Number, nil))
	_, err = s.reading.File.ReadAt(one, 0)
	refusedKey(t, err, app.Conflict, "error.content.closed")
	ok(t, s.office.CloseContent(t.Context(), s.reading, app.Seen{Pages: []int{1}}))
	_, err = kept.File.ReadAt(one, 0)
	ok(t, err)
}

// thenStore does something once, after the next act is written.
type thenStore struct {
	app.Store
	then func() error
}

func (s *thenStore) Update(ctx context.Context, fn func(app.Tx) error) error {
	err := s.Store.Update(ctx, fn)
	if then := s.then; err == nil && then != nil {
		s.then = nil
		err = then()
	}
	return err
}

// What is sealed anew after it was asked for and before its file is opened is closed: nothing is damaged.
func TestSealedAnewWhileOpening(t *testing.T) {
	d := newContentDesk(t)
	p, _ := d.Staff("赵一", app.Auditor)
	d.Assign(d.client.Code, p.Number, 30)
	between := &thenStore{Store: d.Store()}
	o := d.OfficeOver(between, apptest.Login(p.Number))
	between.then = func() error { return d.Founder.Reseal(t.Context(), d.doc.Code, nil) }
	_, err := o.OpenContent(t.Context(), d.doc.Code)
	refusedKey(t, err, app.Conflict, "error.content.closed")
	if contentTask(t, d.Founder) {
		t.Error("custodians are told of a damaged document")
	}
	if got := read(t, o, d.doc); got != contentText {
		t.Errorf("read %q", got)
	}
}
