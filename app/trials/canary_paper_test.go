package trials_test

import (
	"custody/app"
	"custody/app/apptest"
)

// matchCall is a stack of one scan.
func matchCall(*canaryWorld) []any {
	return []any{[]app.ScanFile{{Name: "扫描.pdf", Data: []byte("%PDF-1.4\n")}}, app.Progress(nil)}
}

// recordCall is a stack of one scan, attested.
func recordCall(w *canaryWorld) []any {
	return []any{[]app.PaperInput{{
		PersonNumber: w.person(apptest.Unsigned()), Key: app.NDA, SignedOn: w.day(0), ScanName: "扫描.pdf",
		Scan: []byte("%PDF-1.4\n"), ByEye: true,
	}}, apptest.FounderPassword}
}

// counterCall is the organisation's signature under somebody's agreement.
func counterCall(w *canaryWorld) []any {
	c := w.k.Signed(w.person(apptest.Unsigned()), app.NDA, w.day(0), w.day(300))
	return []any{app.CounterInput{IDs: []int64{c.ID}, Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword}}
}
