package pdf

import (
	"encoding/binary"
	"math"
	"sync"
	"unicode/utf16"
)

// colourProfile is an ICC profile (version 4) of sRGB, deflated: what the greys of letters and the colours
// of pictures mean. It is made here, from the numbers of IEC 61966-2-1 brought to the white D50 as ICC wants it.
var colourProfile = sync.OnceValue(func() []byte { return deflate(srgb(), small) })

// srgb makes the profile.
func srgb() []byte {
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
	white := xyz(0.9642, 1, 0.8249)
	tags := []struct {
		names string // of four letters each: several may share what they hold
		data  []byte
	}{
		{"desc", local("sRGB")},
		{"cprt", local("CC0")},
		{"wtpt", white},
		{"chad", append([]byte("sf32\x00\x00\x00\x00"),
			fixed(1.047882, 0.022918, -0.050217, 0.029587, 0.990479, -0.017059, -0.009247, 0.015076, 0.751678)...)},
		{"rXYZ", xyz(0.436066, 0.222488, 0.013916)},
		{"gXYZ", xyz(0.385147, 0.716873, 0.097076)},
		{"bXYZ", xyz(0.143066, 0.060608, 0.714096)},
		{"rTRCgTRCbTRC", curve},
	}
	var table, body []byte
	count := 0
	for _, t := range tags {
		count += len(t.names) / 4
	}
	for _, t := range tags {
		at := 128 + 4 + 12*count + len(body)
		for i := 0; i < len(t.names); i += 4 {
			table = append(table, t.names[i:i+4]...)
			table = binary.BigEndian.AppendUint32(table, uint32(at))
			table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		}
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	head := make([]byte, 128, 128+4+len(table)+len(body))
	binary.BigEndian.PutUint32(head, uint32(cap(head)))
	copy(head[8:], "\x04\x30\x00\x00mntrRGB XYZ \x07\xE8\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00acsp")
	copy(head[68:], white[8:])
	head = binary.BigEndian.AppendUint32(head, uint32(count))
	return append(append(head, table...), body...)
}

// fixed writes numbers with sixteen bits after the point.
func fixed(values ...float64) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(v*65536))))
	}
	return out
}

// xyz is a colour.
func xyz(x, y, z float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(x, y, z)...) }

// local is a text in English.
func local(s string) []byte {
	units := utf16.Encode([]rune(s))
	out := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0CenUS")
	out = binary.BigEndian.AppendUint32(out, uint32(2*len(units)))
	out = binary.BigEndian.AppendUint32(out, 28)
	for _, u := range units {
		out = binary.BigEndian.AppendUint16(out, u)
	}
	return out
}
