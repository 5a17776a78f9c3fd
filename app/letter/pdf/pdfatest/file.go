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
}

// open reads a file by its cross-reference tables, strictly: each object stands where they say, in the
// form that PDF/A wants.
func open(data []byte) (*file, error) {
	f := &file{data: data, objects: map[int]any{}}
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
			return f, nil
		}
		at = int(prev)
	}
}

// table reads the cross-reference table at a place, with its objects, and the trailer after it.
func (f *file) table(at int) (dict, error) {
	l := &lexer{f.data, at}
	if at < 0 || at >= len(f.data) || !bytes.HasPrefix(f.data[at:], []byte("xref\n")) {
		return nil, fmt.Errorf("6.1.4: no cross-reference table at %d", at)
	}
	l.at += 5
	for {
		v, err := l.value()
		if err != nil {
			return nil, err
		}
		if v == word("trailer") {
			break
		}
		first, _ := v.(float64)
		count, err := l.value()
		if err != nil {
			return nil, err
		}
		l.skip()
		for i := range int(count.(float64)) {
			entry := f.data[l.at : l.at+20]
			l.at += 20
			if !regexp.MustCompile(`^\d{10} \d{5} [nf] \n$`).Match(entry) {
				return nil, fmt.Errorf("6.1.4: entry %q", entry)
			}
			number := int(first) + i
			if _, newer := f.objects[number]; newer || entry[17] == 'f' {
				continue
			}
			offset, _ := strconv.Atoi(string(entry[:10]))
			if f.objects[number], err = f.object(number, offset); err != nil {
				return nil, fmt.Errorf("object %d: %w", number, err)
			}
		}
	}
	v, err := l.value()
	trailer, ok := v.(dict)
	if err != nil || !ok {
		return nil, fmt.Errorf("no trailer: %w", err)
	}
	return trailer, nil
}

// object reads the object at a place.
func (f *file) object(number, at int) (any, error) {
	head := fmt.Sprintf("%d 0 obj\n", number)
	if at >= len(f.data) || !bytes.HasPrefix(f.data[at:], []byte(head)) || f.data[at-1] != '\n' {
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
