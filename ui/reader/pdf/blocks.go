package pdf

import (
	"io"

	"custody/ui/reader/book"
)

const (
	blockSize  = 64 << 10 // as the vault seals, so that no piece is opened twice in a row
	blocksKept = 32
)

// blocks reads a source in whole blocks and keeps the last ones: PDFium asks for a few hundred bytes
// at a time. It belongs to whoever holds the turn.
type blocks struct {
	src  book.Source
	kept [blocksKept]block
	tick int
}

type block struct {
	at   int64 // number of the block in the file
	data []byte
	used int // tick of the last use; 0 is empty
}

// ReadAt reads as io.ReaderAt wants it.
func (b *blocks) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) {
		if off+int64(done) >= b.src.Size() {
			return done, io.EOF
		}
		data, err := b.block((off + int64(done)) / blockSize)
		if err != nil {
			return done, err
		}
		start := int((off + int64(done)) % blockSize)
		if start >= len(data) {
			return done, io.EOF
		}
		done += copy(p[done:], data[start:])
	}
	return done, nil
}

// block gives a whole block, the last one of a file shorter.
func (b *blocks) block(at int64) ([]byte, error) {
	b.tick++
	oldest := 0
	for i := range b.kept {
		k := &b.kept[i]
		if k.used > 0 && k.at == at {
			k.used = b.tick
			return k.data, nil
		}
		if k.used < b.kept[oldest].used {
			oldest = i
		}
	}
	k := &b.kept[oldest]
	k.used = 0
	if k.data == nil {
		k.data = make([]byte, blockSize)
	}
	size := min(blockSize, b.src.Size()-at*blockSize)
	k.data = k.data[:size]
	if n, err := b.src.ReadAt(k.data, at*blockSize); int64(n) < size {
		return nil, err
	}
	k.at, k.used = at, b.tick
	return k.data, nil
}

// wipe overwrites what is kept.
func (b *blocks) wipe() {
	for i := range b.kept {
		clear(b.kept[i].data[:cap(b.kept[i].data)])
		b.kept[i] = block{}
	}
}
