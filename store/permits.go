package store

import (
	"fmt"

	"custody/app"
)

// The bits under which permits are stored.
const (
	bitPrint = 1 << iota
	bitExport
	bitExcerpt
)

// bitsOf is the stored form of permits.
func bitsOf(p app.Permits) int64 {
	var bits int64
	for _, b := range []struct {
		on  bool
		bit int64
	}{{p.Print, bitPrint}, {p.Export, bitExport}, {p.Excerpt, bitExcerpt}} {
		if b.on {
			bits |= b.bit
		}
	}
	return bits
}

// permitBits reads permits into what it points to.
type permitBits struct{ to *app.Permits }

// Scan implements sql.Scanner.
func (p permitBits) Scan(v any) error {
	bits, ok := v.(int64)
	if !ok {
		return fmt.Errorf("permits stored as %T", v)
	}
	*p.to = app.Permits{Print: bits&bitPrint != 0, Export: bits&bitExport != 0, Excerpt: bits&bitExcerpt != 0}
	return nil
}
