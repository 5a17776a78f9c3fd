package app

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// clockTolerance is how far the clock may stand before the last entry; more than
// this means it was set back.
const clockTolerance = 5 * time.Minute

// appendEntry chains e to the end of the log, signs it and writes it (rule 7).
func appendEntry(tx Tx, key ed25519.PrivateKey, e Entry) error {
	head, err := tx.AuditHead()
	if err != nil {
		return err
	}
	e.Seq, e.Prev = head.Seq+1, head.Hash
	e.At = e.At.UTC().Truncate(time.Millisecond)
	e.Hash = e.Digest()
	e.Sig = ed25519.Sign(key, e.Hash)
	return tx.AppendEntry(e)
}

// Digest is the entry's hash: SHA-256 over Prev, then Seq and At (Unix milliseconds)
// as 8 bytes big endian each, then Login, Actor, OnBehalf, Act, Object, Outcome and
// Detail in UTF-8, each after its length in bytes as 8 bytes big endian.
func (e Entry) Digest() []byte {
	h := sha256.New()
	h.Write(e.Prev)
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	number(e.Seq)
	number(e.At.UnixMilli())
	for _, s := range []string{e.Login, e.Actor, e.OnBehalf, e.Act, e.Object, string(e.Outcome), e.Detail} {
		number(int64(len(s)))
		h.Write([]byte(s))
	}
	return h.Sum(nil)
}

// clockForward refuses to act when now lies before the last entry: times in the log
// only go forward.
func clockForward(r AuditReader, now time.Time) error {
	last, err := r.LastEntry()
	if CodeOf(err) == NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if now.Before(last.At.Add(-clockTolerance)) {
		return Errf(Conflict, "error.clock.back", last.At.In(now.Location()).Format("2006-01-02 15:04"))
	}
	return nil
}

// String is the printed form of the head: its number and the first 16 hex digits of
// its hash in groups of four.
func (h Head) String() string {
	digits := strings.ToUpper(hex.EncodeToString(h.Hash))
	if len(digits) < 16 {
		return fmt.Sprintf("#%d", h.Seq)
	}
	return fmt.Sprintf("#%d %s %s %s %s", h.Seq, digits[:4], digits[4:8], digits[8:12], digits[12:16])
}

// printedHead is the end of the log for the foot of a page.
func printedHead(r AuditReader) (string, error) {
	h, err := r.AuditHead()
	return h.String(), err
}

// actEnrol is the act whose entry brings a new signing key into the log.
const actEnrol = "account.enrol"

// CheckChain reads the whole log and reports every entry that does not follow from the
// one before, was altered, or is not signed by a key its account had at that time. It
// is a check for the store and the console; it decides no permission.
func CheckChain(r ChainReader) (AuditReport, error) {
	keys, err := r.AccountKeys()
	if err != nil {
		return AuditReport{}, err
	}
	c := chainCheck{accounts: keys, known: make(map[string][]ed25519.PublicKey), prev: make([]byte, sha256.Size)}
	if err := r.EachEntry(c.entry); err != nil {
		return c.report, err
	}
	return c.report, nil
}

// ChainReader is what checking the chain needs; every Reader is one.
type ChainReader interface {
	AccountKeys() (map[string][]ed25519.PublicKey, error)
	EachEntry(fn func(Entry) error) error
}

// chainCheck is what verification remembers from entry to entry.
type chainCheck struct {
	report   AuditReport
	accounts map[string][]ed25519.PublicKey // as the accounts have them
	known    map[string][]ed25519.PublicKey // as the log has brought them so far
	prev     []byte
	last     time.Time
}

func (c *chainCheck) entry(e Entry) error {
	c.report.Entries++
	switch {
	case e.Seq != c.report.Head.Seq+1:
		c.missing(c.report.Head.Seq+1, e.Seq-1)
	case !bytes.Equal(e.Prev, c.prev):
		c.broken(e, "error.chain.link")
	case !bytes.Equal(e.Hash, e.Digest()):
		c.broken(e, "error.chain.hash")
	case e.At.Before(c.last.Add(-clockTolerance)):
		c.broken(e, "error.chain.time")
	case !c.signed(e):
		c.broken(e, "error.chain.signature")
	}
	c.prev, c.last = e.Hash, e.At
	c.report.Head = Head{Seq: e.Seq, Hash: e.Hash}
	return nil
}

func (c *chainCheck) broken(e Entry, reason string) {
	c.report.Broken = append(c.report.Broken, Damage{File: "register", Part: PartEntry, Number: e.Seq, Reason: reason}.Placed())
}

// missing names the entries that a gap has swallowed.
func (c *chainCheck) missing(first, last int64) {
	if last <= first {
		last = 0
	}
	c.report.Broken = append(c.report.Broken, Damage{File: "register", Part: PartEntry, Number: first, Last: last, Reason: "error.chain.gap"}.Placed())
}

// signed reports whether a key of the entry's account signed it. A key counts from the
// enrolment that names it, and only if the account still shows it.
func (c *chainCheck) signed(e Entry) bool {
	if e.Act == actEnrol && e.Outcome == Done {
		if key, ok := enrolledKey(e); ok && hasKey(c.accounts[e.Login], key) {
			c.known[e.Login] = append(c.known[e.Login], key)
		}
	}
	for _, key := range c.known[e.Login] {
		if ed25519.Verify(key, e.Hash, e.Sig) {
			return true
		}
	}
	return false
}

func hasKey(keys []ed25519.PublicKey, key ed25519.PublicKey) bool {
	for _, k := range keys {
		if k.Equal(key) {
			return true
		}
	}
	return false
}
