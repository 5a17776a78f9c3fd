package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// An excuse is for what there was when it was given: whatever comes to the same line later is open again.
func TestAnExcuseDoesNotCoverWhatComesLater(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	client, codes := k.Records("深圳市精工电子有限公司", 2)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Assign(client.Code, p.Number, 30)
	k.Lent(office, codes[0])
	started, err := k.Founder.StartClearance(t.Context(), p.Number, app.ClearMover, "")
	ok(t, err)
	sheet := started.Number
	i, _ := line(t, k.Founder, sheet, "loans")
	ok(t, k.Founder.MarkClearance(t.Context(), sheet, i, app.MarkExcused, "原件在客户处，函件随后寄回"))
	_, it := line(t, k.Founder, sheet, "loans")
	if it.State != app.MarkExcused || it.Open != 1 {
		t.Errorf("excused %+v", it)
	}
	k.Lent(office, codes[1])
	_, it = line(t, k.Founder, sheet, "loans")
	if it.State != app.MarkOpen || it.Open != 2 {
		t.Errorf("after another loan %+v", it)
	}
	k.TakeBack(codes[1])
	if _, it = line(t, k.Founder, sheet, "loans"); it.State != app.MarkExcused {
		t.Errorf("the other one is back: %+v", it)
	}
}
