package copies

import (
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
	"strings"

	"filippo.io/age"

	"custody/ui/reader/book"
)

// workFactor is scrypt's: 2^15 rounds, 32 MB. Passphrases are random (see Passphrase), so it needs no more.
const workFactor = 15

// Encrypt writes src to w as an age file that the passphrase opens, with this program or any other that
// reads age. It is written as it is read.
func Encrypt(w io.Writer, src book.Source, passphrase string) error {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return fmt.Errorf("seal the copy: %w", err)
	}
	to.SetWorkFactor(workFactor)
	out, err := age.Encrypt(w, to)
	if err != nil {
		return fmt.Errorf("seal the copy: %w", err)
	}
	n, err := io.Copy(out, io.NewSectionReader(src, 0, src.Size()))
	if err == nil && n != src.Size() {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	return out.Close()
}

// The characters of a passphrase: none that looks like another (0 O, 1 I l, 2 Z, 5 S, 8 B, U V).
const (
	alphabet = "34679ACDEFGHJKLMNPQRTWXY"
	groups   = 6
	inGroup  = 4
)

// Passphrase makes a passphrase to be read out or written down: six groups of four out of 24 characters,
// such as "K7QF-93WD-…". That is 110 bits: beyond all guessing. random gives it (crypto/rand.Reader); a
// source that fails ends the program, as crypto/rand does.
func Passphrase(random io.Reader) string {
	var b strings.Builder
	for i := range groups * inGroup {
		if i > 0 && i%inGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[pick(random)])
	}
	return b.String()
}

// pick draws one of the characters, each as likely.
func pick(random io.Reader) int64 {
	n, err := rand.Int(random, big.NewInt(int64(len(alphabet))))
	if err != nil {
		panic(fmt.Errorf("no random numbers: %w", err))
	}
	return n.Int64()
}
