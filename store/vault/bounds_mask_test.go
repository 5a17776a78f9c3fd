package vault

import (
	"bytes"
	"testing"
)

// Two writings of the same key slots have no sector that is nearly the other's, and no plain word in them.
func TestEachWritingOfTheKeysLooksDifferent(t *testing.T) {
	k := &keyring{id: vaultID{1}, suite: suiteXAES, size: minCopy, recipient: "age1recipient"}
	a := k.encode(bytes.Repeat([]byte{1}, 16), testSeals.key)
	b := k.encode(bytes.Repeat([]byte{2}, 16), testSeals.key)
	if at := nearlyRight(a, b); at >= 0 {
		t.Errorf("the sector at %d is nearly the same", at)
	}
	if bytes.Contains(a, []byte(k.recipient)) {
		t.Error("the recipient stands there in plain")
	}
}

// Sealers of pages keep the keys they draw: without that each page would cost a third more.
func TestPageSealerKeepsItsKeys(t *testing.T) {
	if x, ok := newPageSealer(testSeals).aead.(*xaes); !ok || x.kept == nil {
		t.Error("no key is kept")
	}
}
