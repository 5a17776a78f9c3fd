package pdfatest

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// metadata looks at the XMP packet: well formed, saying PDF/A-2b, with properties of known schemas only, and
// the same as in the old dictionary.
func (c *check) metadata(v any, lang string) {
	s, ok := c.get(v).(stream)
	if !ok {
		c.say("6.6.2.1", "no metadata")
		return
	}
	c.must(s.dict["Type"] == name("Metadata") && s.dict["Subtype"] == name("XML"), "6.6.2.1", "metadata %v", s.dict)
	packet, err := s.plain()
	if err != nil {
		c.say("6.6.2.1", "metadata: %v", err)
		return
	}
	packet = c.change(packet)
	first, _, _ := bytes.Cut(packet, []byte("?>"))
	c.must(bytes.HasPrefix(first, []byte("<?xpacket begin=\"\uFEFF\"")) && !bytes.Contains(first, []byte("bytes=")) &&
		!bytes.Contains(first, []byte("encoding=")), "6.6.2.1", "packet %q", first)
	said, err := properties(packet)
	if err != nil {
		c.say("6.6.2.1", "metadata: %v", err)
		return
	}
	c.must(said["http://www.aiim.org/pdfa/ns/id/ part"] == "2", "6.6.4", "part %v", said)
	c.must(said["http://www.aiim.org/pdfa/ns/id/ conformance"] == "B", "6.6.4", "conformance %v", said)
	known := map[string]bool{"http://www.aiim.org/pdfa/ns/id/ part": true, "http://www.aiim.org/pdfa/ns/id/ conformance": true}
	info := c.dict(c.trailer["Info"])
	for key, property := range map[name]string{
		"Title": "http://purl.org/dc/elements/1.1/ title", "Author": "http://purl.org/dc/elements/1.1/ creator",
		"Subject": "http://purl.org/dc/elements/1.1/ description", "Producer": "http://ns.adobe.com/pdf/1.3/ Producer",
	} {
		known[property] = true
		old, _ := info[key].(string)
		c.must(people(old) == said[property], "6.6.2.3", "%s is %q here and %q there", key, people(old), said[property])
	}
	known["http://purl.org/dc/elements/1.1/ language"] = true
	c.must(said["http://purl.org/dc/elements/1.1/ language"] == people(lang), "6.6.2", "language %v", said)
	for property := range said {
		c.must(known[property], "6.6.2.3.1", "property %s is of a schema that is not described", property)
	}
}

// properties reads the properties of a packet, by namespace and name.
func properties(packet []byte) (map[string]string, error) {
	out := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(packet))
	now, depth := "", 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth == 4 { // xmpmeta, RDF, Description, property
				now = t.Name.Space + " " + t.Name.Local
				out[now] = ""
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth >= 4 {
				out[now] += string(t)
			}
		}
	}
}

// people is a text string as people read it.
func people(s string) string {
	raw, wide := strings.CutPrefix(s, "\xFE\xFF")
	if !wide {
		return s
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, binary.BigEndian.Uint16([]byte(raw[i:])))
	}
	return string(utf16.Decode(units))
}
