package vault_test

import (
	"bytes"
	"fmt"
	"slices"

	"custody/store/vault"
)

// to is the tampering with one file put in place.
func (t tampering) to(what, file string, b []byte) tampering {
	t.what, t.now = fmt.Sprintf("%s: %s: %s", t.what, file, what), t.was.with(file, b)
	return t
}

func replaced(b []byte, at int, by []byte) []byte {
	c := slices.Clone(b)
	copy(c[at:], by)
	return c
}

func exchanged(b []byte, i, j, size int) []byte {
	c := replaced(b, i, b[j:j+size])
	copy(c[j:j+size], b[i:i+size])
	return c
}

// pagesOf cuts a register's pages out.
func pagesOf(reg []byte) (pages [][]byte) {
	for at := vault.HeadSize; at+vault.RecordSize <= len(reg); at += vault.RecordSize {
		pages = append(pages, reg[at:at+vault.RecordSize])
	}
	return pages
}

// swappedPages puts every page in every other's place, exchanges all pairs, and does the same with the pages of other times and of
// another vault, those at their own place too.
func swappedPages(t tampering, others map[string]picture) (list []tampering) {
	reg := t.was["register"]
	place := func(i int) int { return vault.HeadSize + i*vault.RecordSize }
	own := pagesOf(reg)
	for i := range own {
		for j := range own {
			if i < j {
				list = append(list, t.to(fmt.Sprintf("pages %d and %d exchanged", i+1, j+1), "register", exchanged(reg, place(i), place(j), vault.RecordSize)))
			}
			if i != j {
				list = append(list, t.to(fmt.Sprintf("page %d in the place of %d", j+1, i+1), "register", replaced(reg, place(i), own[j])))
			}
		}
		for name, p := range others {
			for j, page := range pagesOf(p["register"]) {
				list = append(list, t.to(fmt.Sprintf("page %d of %q in the place of %d", j+1, name, i+1), "register", replaced(reg, place(i), page)))
			}
		}
	}
	return list
}

// swappedStates puts the copies of the state of other times and of another vault in the places of this one's, one and both.
func swappedStates(t tampering, others map[string]picture) (list []tampering) {
	reg := t.was["register"]
	list = append(list, t.to("state copies exchanged", "register", exchanged(reg, 0, vault.StateSize, vault.StateSize)))
	for name, p := range others {
		for i := range 2 {
			c := p["register"][i*vault.StateSize:][:vault.StateSize]
			for j := range 2 {
				list = append(list, t.to(fmt.Sprintf("state copy %d of %q as copy %d", i+1, name, j+1), "register", replaced(reg, j*vault.StateSize, c)))
			}
			list = append(list, t.to(fmt.Sprintf("state copy %d of %q as both", i+1, name), "register", replaced(reg, 0, slices.Concat(c, c))))
		}
	}
	return list
}

// piecesOf cuts a log into its frames and the mark after them.
func piecesOf(log []byte) (frames [][]byte, mark []byte) {
	start := -1
	for at := 0; at+512 <= len(log); at += 512 {
		s := log[at : at+512]
		isMark := s[0] != 0 && bytes.Equal(s[:64], s[64:128])
		if !isMark && !bytes.HasPrefix(s, []byte("CFR1")) {
			continue
		}
		if start >= 0 {
			frames = append(frames, log[start:at])
		}
		if start = at; isMark {
			return frames, s
		}
	}
	return frames, nil
}

// logOf puts frames and a mark together to a log of a size.
func logOf(size int, frames [][]byte, mark []byte) []byte {
	b := append(slices.Concat(frames...), mark...)
	return append(b, make([]byte, max(0, size-len(b)))...)
}

// swappedFrames takes out, repeats, moves and exchanges frames, and mixes in those of other times and of another vault.
func swappedFrames(t tampering, others map[string]picture) (list []tampering) {
	log := t.was["register.log"]
	own, mark := piecesOf(log)
	add := func(what string, frames [][]byte, mark []byte) {
		list = append(list, t.to(what, "register.log", logOf(len(log), frames, mark)))
	}
	for i := range own {
		add(fmt.Sprintf("frame %d taken out", i+1), slices.Delete(slices.Clone(own), i, i+1), mark)
		for j := range own {
			add(fmt.Sprintf("frame %d repeated at %d", j+1, i+1), slices.Insert(slices.Clone(own), i, own[j]), mark)
			if i < j {
				c := slices.Clone(own)
				c[i], c[j] = c[j], c[i]
				add(fmt.Sprintf("frames %d and %d exchanged", i+1, j+1), c, mark)
			}
			if i != j {
				add(fmt.Sprintf("frame %d in the place of %d", j+1, i+1), slices.Replace(slices.Clone(own), i, i+1, own[j]), mark)
			}
		}
	}
	for name, p := range others {
		frames, foreign := piecesOf(p["register.log"])
		if foreign != nil {
			add(fmt.Sprintf("the mark of %q", name), own, foreign)
		}
		for j, f := range frames {
			for i := range own {
				add(fmt.Sprintf("frame %d of %q in the place of %d", j+1, name, i+1), slices.Replace(slices.Clone(own), i, i+1, f), mark)
				add(fmt.Sprintf("frame %d of %q before %d", j+1, name, i+1), slices.Insert(slices.Clone(own), i, f), mark)
			}
			add(fmt.Sprintf("frame %d of %q at the end", j+1, name), append(slices.Clone(own), f), mark)
			add(fmt.Sprintf("frame %d of %q after the mark", j+1, name), append(slices.Clone(own), mark, f), nil)
		}
	}
	return list
}

// swappedSlots does with slots what can be done without a key: the key file's hash is made anew each time.
func swappedSlots(t tampering, others map[string]picture) (list []tampering) {
	keys := t.was["keys"]
	own := vault.KeySlots(keys)
	put := func(what string, i int, slot []byte) {
		list = append(list, t.to(what, "keys", vault.WithKeysForged(keys, func(_ []byte, slots [][]byte) { copy(slots[i], slot) })))
	}
	for i := range own {
		for j := range own {
			if i < j {
				list = append(list, t.to(fmt.Sprintf("slots %d and %d exchanged", i+1, j+1), "keys", vault.WithKeysForged(keys, func(_ []byte, slots [][]byte) {
					copy(slots[i], own[j])
					copy(slots[j], own[i])
				})))
			}
			if i != j {
				put(fmt.Sprintf("slot %d in the place of %d", j+1, i+1), i, own[j])
			}
		}
		for name, p := range others {
			for j, slot := range vault.KeySlots(p["keys"]) {
				if !bytes.Equal(slot, own[i]) {
					put(fmt.Sprintf("slot %d of %q in the place of %d", j+1, name, i+1), i, slot)
				}
			}
		}
	}
	return list
}

// forgedKeys flips a bit of every byte under the mask and makes the hash anew.
func forgedKeys(t tampering, step int) (list []tampering) {
	keys := t.was["keys"]
	for at := 0; at < vault.KeysUsed(keys); at += step {
		if at >= 10 && at < 32 {
			continue // the nonce of the mask itself: what is under it would change altogether
		}
		bit := byte(1) << (at % 7)
		list = append(list, t.to(fmt.Sprintf("byte %d forged under a new hash", at), "keys",
			vault.WithKeysForged(keys, func(clear []byte, _ [][]byte) { clear[at] ^= bit })))
	}
	return list
}

// swappedDocuments exchanges all pairs of documents, and puts another vault's in their places.
func swappedDocuments(t tampering, foreign []sealedDoc, from picture) (list []tampering) {
	for i, a := range t.docs {
		for _, b := range t.docs[i+1:] {
			x := t.to("exchanged with another", a.Path(), t.was[b.Path()])
			x.now = x.now.with(b.Path(), t.was[a.Path()])
			list = append(list, x)
		}
		for _, b := range slices.Concat(t.docs, foreign) {
			file := t.was[b.Path()]
			if file == nil {
				file = from[b.Path()]
			}
			if b.ID != a.ID {
				list = append(list, t.to("another's file in its place", a.Path(), file))
			}
		}
		list = append(list, t.to("taken away", a.Path(), nil))
	}
	for _, x := range list {
		x.what += ", sums not known"
		x.docs = slices.Clone(t.docs)
		for i := range x.docs {
			x.docs[i].SealedSum = [32]byte{}
		}
		list = append(list, x)
	}
	return list
}
