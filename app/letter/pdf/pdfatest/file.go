package pdfatest

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
)

// file is the object tree of a file, the newest version of each object.
type file struct {
	data    []byte
	trailer dict
	objects map[int]any
	change  func([]byte) []byte // applied to streams of objects
}

// open reads a file by its cross-reference streams, strictly: each object stands where they say, in the form that
// PDF/A wants.
func open(data []byte, change func([]byte) []byte) (*file, error) {
	f := &file{data: data, objects: map[int]any{}, change: change}
	end := regexp.MustCompile(`\nstartxref\n(\d+)\n%%EOF\n?$`).FindSubmatch(data)
	if end == nil {
		return nil, fmt.Errorf("6.1.3: the file does not end with its end mark")
	}
	at, _ := strconv.Atoi(string(end[1]))
	for {
		trailer, err := f.table(at)
		if err != nil {
			return nil, err
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		prev, more := trailer["Prev"].(float64)
		if !more {
			return f, f.unpackAll()
		}
		at = int(prev)
	}
}

// table reads the cross-reference stream at a place, with its objects. Its dictionary is the trailer.
func (f *file) table(at int) (dict, error) {
	head := regexp.MustCompile(`^(\d+) 0 obj\n`).FindSubmatch(f.data[min(at, len(f.data)):])
	if head == nil {
		return nil, fmt.Errorf("6.1.4: no cross-reference stream at %d", at)
	}
	own, _ := strconv.Atoi(string(head[1]))
	v, err := f.object(own, at)
	if err != nil {
		return nil, fmt.Errorf("6.1.4: %w", err)
	}
	s, _ := v.(stream)
	rows, err := s.plain()
	w, _ := s.dict["W"].(array)
	if err != nil || s.dict["Type"] != name("XRef") || len(w) != 3 {
		return nil, fmt.Errorf("6.1.4: cross-reference stream %v: %w", s.dict, err)
	}
	for _, number := range numbers(s.dict) {
		var field [3]int
		for i := range field {
			n, _ := w[i].(float64)
			if len(rows) < int(n) {
				return nil, fmt.Errorf("6.1.4: the cross-reference stream is cut short")
			}
			for _, b := range rows[:int(n)] {
				field[i] = field[i]<<8 | int(b)
			}
			rows = rows[int(n):]
		}
		if err := f.entry(number, field); err != nil {
			return nil, fmt.Errorf("object %d: %w", number, err)
		}
	}
	if len(rows) > 0 {
		return nil, fmt.Errorf("6.1.4: %d bytes too many in the cross-reference stream", len(rows))
	}
	return s.dict, nil
}

// numbers are the objects that a cross-reference stream is about.
func numbers(d dict) []int {
	size, _ := d["Size"].(float64)
	index, ok := d["Index"].(array)
	if !ok {
		index = array{0.0, size}
	}
	var out []int
	for i := 0; i+1 < len(index); i += 2 {
		first, _ := index[i].(float64)
		count, _ := index[i+1].(float64)
		for n := range int(count) {
			out = append(out, int(first)+n)
		}
	}
	return out
}

// entry reads the object that a row tells of, unless a newer one is known.
func (f *file) entry(number int, field [3]int) (err error) {
	if _, newer := f.objects[number]; newer {
		return nil
	}
	switch field[0] {
	case 1:
		f.objects[number], err = f.object(number, field[1])
	case 2:
		f.objects[number] = within{field[1], field[2]}
	}
	return err
}

// within is an object in a stream of objects, not read yet.
type within struct{ holder, index int }

// object reads the object at a place.
func (f *file) object(number, at int) (any, error) {
	head := fmt.Sprintf("%d 0 obj\n", number)
	if at <= 0 || at >= len(f.data) || !bytes.HasPrefix(f.data[at:], []byte(head)) || f.data[at-1] != '\n' {
		return nil, fmt.Errorf("6.1.9: not at %d", at)
	}
	l := &lexer{f.data, at + len(head)}
	v, err := l.value()
	if err != nil {
		return nil, err
	}
	after := f.data[l.at:]
	if bytes.HasPrefix(after, []byte("\nendobj\n")) {
		return v, nil
	}
	d, ok := v.(dict)
	if !ok || !bytes.HasPrefix(after, []byte("\nstream\n")) {
		return nil, fmt.Errorf("6.1.9: it ends with %.20q", after)
	}
	size, _ := d["Length"].(float64)
	after = after[len("\nstream\n"):]
	if int(size) > len(after) || !bytes.HasPrefix(after[int(size):], []byte("\nendstream\nendobj\n")) {
		return nil, fmt.Errorf("6.1.7: the stream's length is not %v", size)
	}
	return stream{d, after[:int(size)]}, nil
}

// unpack reads an object out of a stream of objects.
func (f *file) unpack(number int, w within) (any, error) {
	s, _ := f.objects[w.holder].(stream)
	all, err := s.plain()
	first, _ := s.dict["First"].(float64)
	if err != nil || s.dict["Type"] != name("ObjStm") || int(first) > len(all) {
		return nil, fmt.Errorf("%d is no stream of objects: %w", w.holder, err)
	}
	all = f.change(all)
	l := &lexer{data: all}
	for i := 0; ; i++ {
		n, err := l.value()
		at, more := l.value()
		if err != nil || more != nil {
			return nil, fmt.Errorf("it is not in %d", w.holder)
		}
		if i < w.index {
			continue
		}
		offset, _ := at.(float64)
		if n != float64(number) || int(first+offset) > len(all) {
			return nil, fmt.Errorf("it is not number %d in %d", w.index, w.holder)
		}
		return (&lexer{data: all, at: int(first + offset)}).value()
	}
}

// unpackAll reads the objects that are in streams.
func (f *file) unpackAll() error {
	for number, v := range f.objects {
		w, packed := v.(within)
		if !packed {
			continue
		}
		v, err := f.unpack(number, w)
		if err != nil {
			return fmt.Errorf("object %d: %w", number, err)
		}
		f.objects[number] = v
	}
	return nil
}

// get follows a reference.
func (f *file) get(v any) any {
	if r, ok := v.(ref); ok {
		return f.objects[int(r)]
	}
	return v
}

// dict is a dictionary or that of a stream; nil if it is neither.
func (f *file) dict(v any) dict {
	switch v := f.get(v).(type) {
	case dict:
		return v
	case stream:
		return v.dict
	}
	return nil
}
