package vault

// Key slots and state are each kept as two equal copies, written one after the other with a sync between. A crash
// can tear one of them. A torn write leaves every 512-byte sector old, new or garbage, and since each writing of
// a copy is masked with a fresh nonce, a new sector has almost no byte in common with an old one. So a
// sector that is nearly right was not torn: it was changed.

const (
	sectorSize = 512
	// nearMiss is how many bytes of a sector may differ for it to count as "nearly right". Unrelated sectors
	// agree in two bytes of 512 on average; that they agree in 448 does not happen.
	nearMiss = 64
)

// nearlyRight looks for a sector of bad that differs from the same sector of good in a few bytes only, and
// returns the offset of the first such byte, or -1.
func nearlyRight(bad, good []byte) int64 {
	for start := 0; start < len(bad) && start < len(good); start += sectorSize {
		end := min(start+sectorSize, len(bad), len(good))
		first, n := -1, 0
		for i := start; i < end && n <= nearMiss; i++ {
			if bad[i] != good[i] {
				if first < 0 {
					first = i
				}
				n++
			}
		}
		if n > 0 && n <= nearMiss {
			return int64(first)
		}
	}
	return -1
}

// firstDifference is the offset of the first byte in which two copies differ, or -1.
func firstDifference(a, b []byte) int64 {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int64(i)
		}
	}
	if len(a) != len(b) {
		return int64(min(len(a), len(b)))
	}
	return -1
}
