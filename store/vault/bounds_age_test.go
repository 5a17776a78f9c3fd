package vault

import "testing"

// Lengths that an age file with a given head can have.
func TestWholeAgeAtItsBounds(t *testing.T) {
	const head = "age-encryption.org/v1\n-> X25519 abc\nxyz\n--- mac\n"
	at := int64(len(head)) + ageNonce
	for content, want := range map[int64]bool{
		-1: false, 0: false, 1: false, ageTag: false, ageTag + 1: true, ageChunk - 1: true, ageChunk: true,
		ageChunk + 1: false, ageChunk + ageTag: false, ageChunk + ageTag + 1: true, 2 * ageChunk: true, 2*ageChunk + ageTag: false,
	} {
		if got := wholeAge([]byte(head+"\nmore"), at+content); got != want {
			t.Errorf("%d bytes of content: %v", content, got)
		}
	}
	for _, bad := range []string{"", "--- mac\n", "age\n---mac\n", "age\n--- mac", "\n--- "} {
		if wholeAge([]byte(bad), at+100) {
			t.Errorf("%q was taken for a head", bad)
		}
	}
	if !wholeAge([]byte("\n--- \n"), 6+ageNonce+ageTag+1) {
		t.Error("the shortest head")
	}
}
