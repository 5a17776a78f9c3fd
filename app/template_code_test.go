package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/app/wording"
)

// A number or version that would break the code at the foot of a page is refused: its scans would be somebody else's.
func TestNumbersOfTextsFitTheCodeOfAPage(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	old := inForce(t, k, app.NDA)
	_, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Version: "C;ZB-001"})
	refusedKey(t, err, app.Invalid, "error.template.sign")
	refusedAt(t, err, app.Invalid, "version")
	_, err = k.Founder.DraftTemplate(t.Context(), app.NewDraft{Body: edited(t, old, func(text *wording.Text) { text.Number = "R9;ZB-001;C/0" })})
	refusedKey(t, err, app.Invalid, "error.template.sign")
	refusedAt(t, err, app.Invalid, "number")
}
