package vault

import (
	"cmp"
	"errors"
	"slices"
)

// rings are the key files to try, the best first.
func (m *Remains) rings(v *Vault) ([]*keyring, error) {
	raw, err := m.slurp(v.path(keysFile), maxKeysFile)
	if err != nil {
		return nil, err
	}
	m.Report.Bytes += int64(len(raw))
	ring, strict := decodeKeys(raw)
	if errors.Is(strict, ErrNewer) {
		return nil, strict
	}
	rings, bad := readableCopies(raw)
	switch {
	case strict == nil:
		m.Report.Torn = append(m.Report.Torn, bad...)
	case len(bad) > 0:
		m.blame(bad...)
	default:
		m.blame(as(strict))
	}
	if strict == nil {
		rings = []*keyring{ring}
	}
	if len(rings) > 0 {
		return rings, nil
	}
	if spare, err := m.slurp(v.path(keysFile+".new"), maxKeysFile); err == nil {
		rings, _ = readableCopies(spare)
	}
	if len(rings) == 0 {
		return nil, damaged(keysFile, 0, "no readable copy of the key slots").of(PartKeys, 0)
	}
	return rings, nil
}

// readableCopies finds the copies of the key slots that are whole, the newer first, and names the others.
func readableCopies(raw []byte) (rings []*keyring, bad []*DamagedError) {
	size := minCopy
	for ; size < len(raw)/2; size *= 2 {
	}
	for i := range 2 {
		at := i * size
		if part := raw[min(at, len(raw)):min(at+size, len(raw))]; len(part) == size {
			if k, _, ok := decodeCopy(part); ok {
				rings = append(rings, k)
				continue
			}
		}
		bad = append(bad, damaged(keysFile, int64(at), "copy of the key slots is unreadable").of(PartKeys, uint64(i+1)))
	}
	slices.SortStableFunc(rings, func(a, b *keyring) int { return cmp.Compare(b.seq, a.seq) })
	return rings, bad
}

// slurp reads a whole file of at most limit bytes; sectors that the disk does not give are zeros.
func (m *Remains) slurp(path string, limit int64) ([]byte, error) {
	f, err := m.shadow.Open(path, false)
	if err != nil {
		if openError(err) == ErrNotVault {
			return nil, nil
		}
		return nil, openError(err)
	}
	n, err := f.Size()
	if err != nil {
		return nil, err
	}
	buf := make([]byte, min(n, limit))
	patient(f, buf, 0)
	return buf, nil
}

// patient reads what the disk gives of a place in a file, with zeros for the rest.
func patient(f File, p []byte, off int64) {
	if _, err := f.ReadAt(p, off); err == nil {
		return
	}
	for at := 0; at < len(p); at += sectorSize {
		s := p[at:min(at+sectorSize, len(p))]
		n, _ := f.ReadAt(s, off+int64(at))
		clear(s[n:])
	}
}
