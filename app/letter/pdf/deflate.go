package pdf

import (
	"bytes"
	"compress/zlib"
	"sync"
)

// How hard to compress: fast for what is made for each file, small for what a batch shares.
const (
	fast  = zlib.DefaultCompression
	small = zlib.BestCompression
)

// compressors are kept by level: a new one takes a megabyte, and a letter needs a dozen.
var compressors [zlib.BestCompression + 2]sync.Pool

// deflate compresses data.
func deflate(data []byte, level int) []byte {
	var b bytes.Buffer
	pool := &compressors[level+1]
	w, ok := pool.Get().(*zlib.Writer)
	var err error
	if ok {
		w.Reset(&b)
	} else {
		w, err = zlib.NewWriterLevel(&b, level)
	}
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil { // only an unknown level or a failing writer gives one: neither can be here
		panic(err)
	}
	pool.Put(w)
	return b.Bytes()
}
