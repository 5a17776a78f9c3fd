package sheettest

import "testing"

// TestCheckDigits holds the two check digits against codes of well-known companies.
func TestCheckDigits(t *testing.T) {
	for _, code := range []string{"9144030071526726XG", "914403001922038216"} {
		if got := orgCheck(code[8:16]); got != code[16] {
			t.Errorf("%s: organisation check %c", code, got)
		}
		if got := usccCheck(code[:17]); got != code[17] {
			t.Errorf("%s: check %c", code, got)
		}
	}
}
