package app

import (
	"cmp"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// recoveryReader stands in a grant's signature where a person's number would, for the two halves.
const recoveryReader = "recovery"

// Digest is what a grant's signature is over: SHA-256 over "custody/1 grant", then the content's
// object, the reader (the person's number, or "recovery"), the recipient, the last day, the
// SHA-256 of the sealed file and the SHA-256 of the wrapped key, each after its length in bytes as
// 8 bytes big endian.
func (g Grant) Digest(object, reader string, sealedSum [32]byte) []byte {
	h := sha256.New()
	h.Write([]byte("custody/1 grant"))
	wrapped := sha256.Sum256(g.Wrapped)
	for _, part := range [][]byte{
		[]byte(object), []byte(reader), []byte(g.Recipient), []byte(g.Until), sealedSum[:], wrapped[:],
	} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write(part)
	}
	return h.Sum(nil)
}

// signedBy reports whether one of the keys signed the grant for a reader of a content.
func (g Grant) signedBy(keys []ed25519.PublicKey, c Content, reader string) bool {
	digest := g.Digest(c.Object, reader, c.SealedSum)
	for _, key := range keys {
		if ed25519.Verify(key, digest, g.Sig) {
			return true
		}
	}
	return false
}

// signed fills in who gives the grant and signs it.
func (c *change) signed(g Grant, content Content, reader string) Grant {
	g.ContentID, g.Granter, g.At = content.ID, c.me.Login, c.now
	g.Sig = ed25519.Sign(c.sign, g.Digest(content.Object, reader, content.SealedSum))
	return g
}

// signedRight reports whether a grant is as somebody with an account signed it: nobody has
// changed its last day, its reader or its key since.
func (c *change) signedRight(g Grant, content Content, reader string) (bool, error) {
	if c.signers == nil {
		keys, err := c.AccountKeys()
		if err != nil {
			return false, err
		}
		c.signers = keys
	}
	return g.signedBy(c.signers[g.Granter], content, reader), nil
}

// GrantChecker is what checking the grants needs; every Reader is one.
type GrantChecker interface {
	AccountKeys() (map[string][]ed25519.PublicKey, error)
	Person(id int64) (Person, error)
	Content(id int64) (Content, error)
	EachContent(fn func(Content) error) error
	EachGrant(fn func(Grant) error) error
}

// CheckGrants looks at every grant: signed by a key that its granter's account had, and for a
// sealed content; and at every sealed content: with a grant of the recovery halves. It is a check
// for the store and the console; it decides no permission.
func CheckGrants(r GrantChecker) ([]Damage, error) {
	k := grantCheck{r: r, contents: map[int64]Content{}, numbers: map[int64]string{}, recovery: map[int64]bool{}}
	var err error
	if k.keys, err = r.AccountKeys(); err != nil {
		return nil, err
	}
	err = r.EachContent(func(c Content) error {
		k.contents[c.ID] = c
		return nil
	})
	if err != nil {
		return nil, err
	}
	var grants []Grant // read to the end first: one question at a time
	err = r.EachGrant(func(g Grant) error {
		grants = append(grants, g)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, g := range grants {
		if err := k.grant(g); err != nil {
			return nil, err
		}
	}
	for id, c := range k.contents {
		if !k.recovery[id] {
			k.found = append(k.found, Damage{File: "register", Part: PartReference, Number: id, Place: "content " + c.Object, Reason: "error.grant.recovery"})
		}
	}
	return sortedDamage(k.found), nil
}

// grantCheck is what CheckGrants remembers.
type grantCheck struct {
	r        GrantChecker
	keys     map[string][]ed25519.PublicKey
	contents map[int64]Content
	numbers  map[int64]string
	recovery map[int64]bool
	found    []Damage
}

func (k *grantCheck) grant(g Grant) error {
	c, known := k.contents[g.ContentID]
	reader, err := k.reader(g.PersonID)
	switch {
	case err != nil:
		return err
	case !known:
		k.broken(g, "error.grant.content")
	case !g.signedBy(k.keys[g.Granter], c, reader):
		k.broken(g, "error.grant.signature")
	case g.PersonID == 0:
		k.recovery[g.ContentID] = true
	}
	return nil
}

// reader is the reader's name in the signature.
func (k *grantCheck) reader(personID int64) (string, error) {
	if personID == 0 {
		return recoveryReader, nil
	}
	if number, ok := k.numbers[personID]; ok {
		return number, nil
	}
	p, err := k.r.Person(personID)
	if err != nil && CodeOf(err) != NotFound {
		return "", err
	}
	k.numbers[personID] = p.Number
	return p.Number, nil
}

func (k *grantCheck) broken(g Grant, reason string) {
	k.found = append(k.found, Damage{
		File: "register", Part: PartReference, Number: g.ID, Place: fmt.Sprintf("grant %d", g.ID), Reason: reason,
	})
}

func sortedDamage(list []Damage) []Damage {
	slices.SortFunc(list, func(a, b Damage) int {
		return cmp.Or(strings.Compare(a.Reason, b.Reason), cmp.Compare(a.Number, b.Number))
	})
	return list
}
