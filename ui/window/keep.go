package window

import (
	"encoding/json"

	"custody/ui/widget"
)

// keepWidths makes a table remember the columns that this person has drawn on this computer.
func keepWidths[T any](sh *Shell, key string, t *widget.Table[T]) {
	var widths map[string]float32
	if json.Unmarshal([]byte(sh.Pref(key)), &widths) == nil {
		t.SetWidths(widths)
	}
	t.OnWidths = func(widths map[string]float32) {
		if data, err := json.Marshal(widths); err == nil {
			sh.SetPref(key, string(data))
		}
	}
}
