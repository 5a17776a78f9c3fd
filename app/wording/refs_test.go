package wording

import (
	"slices"
	"testing"
)

// TestRefs: what people write in a row is read, and written so that it is read the same.
func TestRefs(t *testing.T) {
	for typed, want := range map[string][]string{
		"": {}, " 5.3.1": {"5.3.1"}, "§5.3.1、§5.2.3，附件 1.5a": {"5.3.1", "5.2.3", "附件1.5a"}, "3, 5.2.3.1 ;6": {"3", "5.2.3.1", "6"},
	} {
		got := ParseRefs(typed)
		if !slices.Equal(got, want) || got == nil {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
		if again := ParseRefs(WriteRefs(got)); !slices.Equal(again, got) {
			t.Errorf("%q is written as %q", got, WriteRefs(got))
		}
	}
}
