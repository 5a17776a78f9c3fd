package app_test

import (
	"testing"

	"custody/app"
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
