package letter

import (
	"bytes"
	"errors"
	"testing"

	"custody/app/letter/pdf"
)

// TestNoSilentBoxes: a letter with a character that no face has is refused with the characters named, and
// nothing of it is written.
func TestNoSilentBoxes(t *testing.T) {
	for name, want := range map[string]string{
		"王𬱖": "", "李㛃 Ünal": "", "김\u0E01张\u0E01": "김\u0E01", "\U0001F600": "\U0001F600",
		"安\u200B妮\uFE0F": "", // formats and variations are dropped, not boxed
	} {
		if got := testPress().Missing(name); got != want {
			t.Errorf("%q lacks %q, want %q", name, got, want)
		}
		var b bytes.Buffer
		err := testPress().Commitment(&b, testCommitment(t, "nda", name, true))
		var missing *pdf.MissingError
		if want == "" {
			if err != nil {
				t.Errorf("%q: %v", name, err)
			}
			continue
		}
		if !errors.As(err, &missing) || missing.Characters != want || b.Len() > 0 {
			t.Errorf("%q: %v after %d bytes", name, err, b.Len())
		}
	}
}

// TestTemplateWithoutGlyphs: a text of the office's own is refused too, though its glyphs are shared.
func TestTemplateWithoutGlyphs(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", false)
	c.Template.Closing += "\uAC00"
	var missing *pdf.MissingError
	if err := testPress().Commitment(&bytes.Buffer{}, c); !errors.As(err, &missing) || missing.Characters != "\uAC00" {
		t.Errorf("error is %v", err)
	}
}
