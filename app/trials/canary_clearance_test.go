package trials_test

import (
	"custody/app"
	"custody/app/apptest"
)

func init() {
	for name, call := range map[string]func(*canaryWorld) []any{
		"StartClearance":   func(w *canaryWorld) []any { return []any{w.person(), app.ClearLeaver, "合同到期"} },
		"AddClearanceLine": func(w *canaryWorld) []any { return []any{w.clearance(), "交回车辆钥匙"} },
		"MarkClearance":    func(w *canaryWorld) []any { return []any{w.clearance(), 9, app.MarkExcused, "没有领用"} },
		"DropClearance":    func(w *canaryWorld) []any { return []any{w.clearance(), "开错了"} },
		"CloseClearance": func(w *canaryWorld) []any {
			number := w.clearance()
			s, err := w.office().OpenClearance(w.t.Context(), number)
			ok(w.t, err)
			for i, it := range s.Items {
				if it.State == app.MarkOpen {
					ok(w.t, w.office().MarkClearance(w.t.Context(), number, i, app.MarkExcused, "没有领用"))
				}
			}
			return []any{app.ClearanceClosing{
				Number: number, Strokes: apptest.Strokes(), Place: "深圳", Absent: true, Witness: w.person(), Why: "住院",
				Password: apptest.FounderPassword,
			}}
		},
		"OpenClearance":  func(w *canaryWorld) []any { return []any{w.clearance()} },
		"PrintClearance": func(w *canaryWorld) []any { return []any{w.clearance()} },
		"SealClearance":  func(w *canaryWorld) []any { return []any{w.clearance()} },
		"Clearances":     func(*canaryWorld) []any { return []any{app.ClearanceFilter{}} },
		"PersonFolder":   func(w *canaryWorld) []any { return []any{w.person()} },
		"Proof":          func(w *canaryWorld) []any { return []any{w.day(0), []string{w.person()}} },
	} {
		canaryCalls[name] = call
	}
}

// clearance is a new leaver's sheet.
func (w *canaryWorld) clearance() string {
	c, err := w.office().StartClearance(w.t.Context(), w.person(), app.ClearLeaver, "合同到期")
	ok(w.t, err)
	return c.Number
}
