package vault_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
)

// namesOf lists a picture's files.
func namesOf(p picture) []string { return slices.Sorted(maps.Keys(p)) }

// otherFiles puts keys, register, log and attempts together from all moments there are, in every combination, and takes away each.
func otherFiles(t tampering, others map[string]picture) (list []tampering) {
	all := maps.Clone(others)
	all["now"], all["nothing"] = t.was, picture{}
	names := slices.Sorted(maps.Keys(all))
	for _, k := range names {
		for _, r := range names {
			for _, l := range names {
				for _, a := range []string{"now", "nothing"} {
					x := t
					x.what = fmt.Sprintf("%s: keys of %q, register of %q, log of %q, attempts of %q", t.what, k, r, l, a)
					x.now = t.was.with("keys", all[k]["keys"]).with("register", all[r]["register"]).
						with("register.log", all[l]["register.log"]).with("attempts", all[a]["attempts"])
					list = append(list, x)
				}
			}
		}
	}
	return list
}

// wholeFolders puts the whole folder of an earlier moment back.
func wholeFolders(t tampering, old map[string]picture) (list []tampering) {
	for name, p := range old {
		x := t
		x.what, x.now, x.docs = fmt.Sprintf("%s: the whole folder of %q", t.what, name), p, nil
		list = append(list, x)
	}
	return list
}

// cutFiles cuts every file at every sector.
func cutFiles(t tampering) (list []tampering) {
	for _, n := range namesOf(t.was) {
		for at := 0; at < len(t.was[n]); at += sectorLen {
			list = append(list, t.to(fmt.Sprintf("cut at %d", at), n, t.was[n][:at:at]))
		}
	}
	return list
}

const sectorLen = 512

func noise(n int, seed uint64) []byte {
	b, r := make([]byte, n), rand.New(rand.NewPCG(seed, 7))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// longerFiles adds zeros, noise and a file's own beginning to every file.
func longerFiles(t tampering) (list []tampering) {
	for _, name := range namesOf(t.was) {
		b := t.was[name]
		sizes := []int{1, 100, sectorLen, 4136, 64 << 10}
		if name == "attempts" {
			sizes = append(sizes, 5<<20) // more than is read
		}
		for _, n := range sizes {
			for what, tail := range map[string][]byte{"zeros": make([]byte, n), "noise": noise(n, uint64(n)), "its own beginning": b[:min(n, len(b))]} {
				list = append(list, t.to(fmt.Sprintf("%d bytes longer by %s", len(tail), what), name, slices.Concat(b, tail)))
			}
		}
	}
	return list
}

// wildSectors zeroes every sector of every file, fills it with noise, and exchanges it with the next but one.
func wildSectors(t tampering) (list []tampering) {
	for _, name := range namesOf(t.was) {
		b := t.was[name]
		for at := 0; at < len(b); at += sectorLen {
			n := min(sectorLen, len(b)-at)
			list = append(list,
				t.to(fmt.Sprintf("sector at %d zeroed", at), name, replaced(b, at, make([]byte, n))),
				t.to(fmt.Sprintf("sector at %d is noise", at), name, replaced(b, at, noise(n, uint64(at)))))
			if at+3*sectorLen <= len(b) {
				list = append(list, t.to(fmt.Sprintf("sector at %d exchanged", at), name, exchanged(b, at, at+2*sectorLen, sectorLen)))
			}
		}
	}
	return list
}

// strayFiles puts files in that the vault does not know or that a crash could leave.
func strayFiles(t tampering) (list []tampering) {
	for _, name := range []string{"keys.new", "register.new", "attempts.new", "lock", "notes.txt", "documents/ab/left.new"} {
		for what, b := range map[string][]byte{"empty": {}, "noise": noise(5000, 3), "the key file": t.was["keys"], "the register": t.was["register"]} {
			list = append(list, t.to("put there: "+what, name, b))
		}
	}
	return list
}
