package seal

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// streamAt reads the stream object at a byte: its dictionary and its content.
func (f *file) streamAt(at int) (dict, []byte, error) {
	l, err := f.begin(0, at)
	if err != nil {
		return nil, nil, err
	}
	d, err := l.dict()
	if err != nil {
		return nil, nil, err
	}
	n := d.number("Length")
	if !l.eat("stream") || n < 0 {
		return nil, nil, l.wrong()
	}
	if l.at < len(l.data) && l.data[l.at] == '\r' {
		l.at++
	}
	l.at++ // the line's end
	if l.at+n > len(l.data) {
		return nil, nil, l.wrong()
	}
	body, err := unpack(d, l.data[l.at:l.at+n])
	return d, body, err
}

// unpack inflates a stream's content as its dictionary says.
func unpack(d dict, body []byte) ([]byte, error) {
	switch d.get("Filter") {
	case "":
		return body, nil
	case "/FlateDecode", "[/FlateDecode]":
	default:
		return nil, fmt.Errorf("%w: filter", errSyntax)
	}
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSyntax, err)
	}
	out, err := io.ReadAll(io.LimitReader(z, mostStream+1))
	if err != nil || len(out) > mostStream {
		return nil, fmt.Errorf("%w: stream", errSyntax)
	}
	if parms := d.get("DecodeParms"); parms != "" {
		p, err := parseDict(parms)
		if err != nil {
			return nil, err
		}
		return unpredict(p, out)
	}
	return out, nil
}

// unpredict undoes the one predictor that cross-references are written with: each row the difference
// to the one above.
func unpredict(p dict, data []byte) ([]byte, error) {
	if p.get("Predictor") == "" || p.number("Predictor") == 1 {
		return data, nil
	}
	wide := p.number("Columns")
	if p.number("Predictor") != 12 || wide < 1 || len(data)%(wide+1) != 0 {
		return nil, fmt.Errorf("%w: predictor", errSyntax)
	}
	var out []byte
	above := make([]byte, wide)
	for row := range len(data) / (wide + 1) {
		line := data[row*(wide+1):][:wide+1]
		if line[0] != 2 {
			return nil, fmt.Errorf("%w: predictor", errSyntax)
		}
		for i, v := range line[1:] {
			above[i] += v
		}
		out = append(out, above...)
	}
	return out, nil
}

// packedTable reads cross-references written as a stream.
func (f *file) packedTable(d dict, body []byte) error {
	wide, err := numbers(d.get("W"))
	if err != nil || len(wide) != 3 || max(wide[0], wide[1], wide[2]) > 8 {
		return fmt.Errorf("%w: cross-reference stream", errSyntax)
	}
	ranges := []int{0, d.number("Size")}
	if index := d.get("Index"); index != "" {
		if ranges, err = numbers(index); err != nil || len(ranges)%2 != 0 {
			return fmt.Errorf("%w: cross-reference stream", errSyntax)
		}
	}
	row := wide[0] + wide[1] + wide[2]
	for ; len(ranges) > 0; ranges = ranges[2:] {
		if ranges[0] < 0 || ranges[1] < 0 || ranges[0]+ranges[1] > mostObjects || row*ranges[1] > len(body) {
			return fmt.Errorf("%w: cross-reference stream", errSyntax)
		}
		for i := range ranges[1] {
			f.packedRow(ranges[0]+i, wide, body[:row])
			body = body[row:]
		}
	}
	return nil
}

// packedRow reads one object's place: kind, where, and which.
func (f *file) packedRow(number int, wide []int, row []byte) {
	var v [3]int
	for i, w := range wide {
		for _, b := range row[:w] {
			v[i] = v[i]<<8 | int(b)
		}
		row = row[w:]
	}
	if wide[0] == 0 {
		v[0] = 1
	}
	switch v[0] {
	case 1:
		f.put(number, place{at: v[1]})
	case 2:
		f.put(number, place{stream: v[1], index: v[2]})
	}
}

// numbers reads an array of whole numbers.
func numbers(s string) ([]int, error) {
	items, err := parseArray(s)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(items))
	for i, item := range items {
		if out[i] = whole(item); out[i] < 0 {
			return nil, fmt.Errorf("%w: number", errSyntax)
		}
	}
	return out, nil
}

// packed returns an object that stands in an object stream.
func (f *file) packed(p place) (string, error) {
	members, ok := f.packs[p.stream]
	if !ok {
		at, known := f.places[p.stream]
		if !known || at.stream != 0 {
			return "", fmt.Errorf("%w: object stream", errSyntax)
		}
		d, body, err := f.streamAt(at.at)
		if err == nil {
			members, err = split(d, body)
		}
		if err != nil {
			return "", err
		}
		f.packs[p.stream] = members
	}
	if p.index >= len(members) || p.index < 0 {
		return "", fmt.Errorf("%w: object stream", errSyntax)
	}
	return members[p.index], nil
}

// split takes an object stream apart.
func split(d dict, body []byte) ([]string, error) {
	n, first := d.number("N"), d.number("First")
	if n < 0 || n > mostObjects || first < 0 || first > len(body) {
		return nil, fmt.Errorf("%w: object stream", errSyntax)
	}
	head := &lexer{data: body[:first]}
	var members []string
	for range n {
		head.space()
		head.plain()
		head.space()
		at := whole(head.plain())
		if at < 0 || first+at >= len(body) {
			return nil, head.wrong()
		}
		v, err := (&lexer{data: body, at: first + at}).value()
		if err != nil {
			return nil, err
		}
		members = append(members, v)
	}
	return members, nil
}
