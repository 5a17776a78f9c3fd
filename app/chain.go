package app

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
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
	e.Hash = e.digest()
	e.Sig = ed25519.Sign(key, e.Hash)
	return tx.AppendEntry(e)
}

// digest is SHA-256 over Prev and the entry's fields, each with its length before
// it (8 bytes, big endian), numbers and the time (Unix milliseconds) as 8 bytes.
func (e Entry) digest() []byte {
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
