package sqlitefile

import (
	"encoding/binary"
	"math"
)

// varint reads SQLite's integer of one to nine bytes; n is 0 if b ends before it does.
func varint(b []byte) (v uint64, n int) {
	for i := range 9 {
		if i >= len(b) {
			return 0, 0
		}
		if i == 8 {
			return v<<8 | uint64(b[i]), 9
		}
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return v, 9
}

// sizes of the serial types below 12.
var serialSizes = [...]int{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1}

// record decodes a row's payload: nil, int64, float64, string or []byte for each column.
func record(payload []byte) (values []any, ok bool) {
	size, n := varint(payload)
	if n == 0 || size > uint64(len(payload)) || int(size) < n {
		return nil, false
	}
	head, body := payload[n:size], payload[size:]
	for len(head) > 0 {
		t, n := varint(head)
		if n == 0 {
			return nil, false
		}
		head = head[n:]
		var v any
		if v, body, ok = value(t, body); !ok {
			return nil, false
		}
		values = append(values, v)
	}
	return values, len(body) == 0
}

func value(t uint64, body []byte) (v any, rest []byte, ok bool) {
	size := uint64(0)
	if t < 12 {
		if serialSizes[t] < 0 {
			return nil, nil, false
		}
		size = uint64(serialSizes[t])
	} else {
		size = (t - 12) / 2
	}
	if size > uint64(len(body)) {
		return nil, nil, false
	}
	raw, rest := body[:size], body[size:]
	switch {
	case t == 0:
	case t == 7:
		v = math.Float64frombits(binary.BigEndian.Uint64(raw))
	case t < 7:
		v = integer(raw)
	case t < 10:
		v = int64(t - 8)
	case t%2 == 0:
		v = append([]byte{}, raw...)
	default:
		v = string(raw)
	}
	return v, rest, true
}

// integer is a big-endian number with a sign.
func integer(raw []byte) int64 {
	v := int64(int8(raw[0]))
	for _, b := range raw[1:] {
		v = v<<8 | int64(b)
	}
	return v
}
