package picture

import (
	"encoding/binary"
	"image"
	"io"

	"golang.org/x/image/tiff"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// allTIFF walks the chain of a TIFF's directories, each of which is a page. A chain that comes back to
// where it was, or leads nowhere, ends there.
func allTIFF(src book.Source) ([]frame, error) {
	var lead [8]byte
	if !full(src, lead[:], 0) {
		return nil, safe.Broken(io.ErrUnexpectedEOF)
	}
	order := byteOrder(lead[:])
	seen := map[int64]bool{}
	var frames []frame
	for at := int64(order.Uint32(lead[4:])); at != 0 && !seen[at]; {
		if len(frames) >= maxPages {
			return nil, app.Errf(app.Invalid, "error.reader.pages", maxPages)
		}
		seen[at] = true
		d, ok := readDirectory(src, order, at)
		if !ok {
			break
		}
		frames = append(frames, tiffFrame(src, d, at))
		at = d.next
	}
	if len(frames) == 0 {
		return nil, safe.Broken(io.ErrUnexpectedEOF)
	}
	return frames, nil
}

// tiffFrame describes the page whose directory stands at off.
func tiffFrame(src book.Source, d directory, off int64) frame {
	f := frame{width: d.whole(tagWidth), height: d.whole(tagHeight)}
	f.apply(d)
	if f.width <= 0 || f.height <= 0 || f.width > maxSide || f.height > maxSide {
		f.err = safe.Broken(nil)
		return f
	}
	if f.width*f.height > maxPixels {
		return f // for judge to refuse
	}
	c, err := tiff.DecodeConfig(io.NewSectionReader(from(src, d.order, off), 0, src.Size()))
	if err != nil || c.Width != f.width || c.Height != f.height { // what it costs is reckoned by this size
		f.err = safe.Broken(err)
		return f
	}
	f.cost(pixelBytes(c) + d.blockCost(f, src.Size()))
	f.decode = func(src book.Source) (image.Image, error) {
		return tiff.Decode(io.NewSectionReader(from(src, d.order, off), 0, src.Size()))
	}
	return f
}

// blockCost is what unpacking one block of a page may take, in bytes for each pixel of the page. The
// decoder lets a block unpack to eight bytes a pixel, whatever is in it.
func (d directory) blockCost(f frame, size int64) float64 {
	w, h := d.whole(tagTileWidth), d.whole(tagTileHeight)
	if w == 0 {
		w, h = f.width, f.height
		if r := d.whole(tagRows); r > 0 {
			h = min(r, h)
		}
	}
	block := float64(w) * float64(h) * 8
	switch d.whole(tagCompression) {
	case 0, 1:
		block = min(block, float64(size))
	case 2, 3, 4:
		block /= 64 // one bit a pixel
	default:
		block *= 1.25 // the buffer grows by that
	}
	return block / (float64(f.width) * float64(f.height))
}

// overlay is a TIFF that begins with another of its directories: x/image/tiff decodes the first one only.
type overlay struct {
	book.Source
	lead [4]byte // bytes 4 to 7 of the file, the place of the first directory
}

// from makes the directory at off the first one.
func from(src book.Source, order binary.ByteOrder, off int64) overlay {
	o := overlay{Source: src}
	order.PutUint32(o.lead[:], uint32(off))
	return o
}

// ReadAt reads with the place put in.
func (o overlay) ReadAt(p []byte, off int64) (int, error) {
	n, err := o.Source.ReadAt(p, off)
	for i := range o.lead {
		if at := int64(4+i) - off; at >= 0 && at < int64(n) {
			p[at] = o.lead[i]
		}
	}
	return n, err
}
