package pdfatest

import (
	"bytes"
	"fmt"
	"testing"
)

// Check fails the test for every way in which a file is not PDF/A-2b.
func Check(t testing.TB, data []byte) {
	t.Helper()
	for _, d := range Deviations(data) {
		t.Errorf("not archival: %s", d)
	}
}

// Deviations lists what is against ISO 19005-2, level B, each with its clause.
func Deviations(data []byte) []string { return DeviationsAfter(data, "", "") }

// DeviationsAfter lists them as if, in the metadata and in the stream where the small objects are, to stood in place
// of the first from: for tests of the check.
func DeviationsAfter(data []byte, from, to string) []string {
	f, err := open(data, func(objects []byte) []byte { return bytes.Replace(objects, []byte(from), []byte(to), 1) })
	if err != nil {
		return []string{err.Error()}
	}
	c := &check{file: f, codes: map[ref]map[int]bool{}}
	c.structure()
	c.catalogue()
	for number, v := range f.objects {
		c.value(fmt.Sprintf("object %d", number), v)
	}
	c.pages(f.dict(f.trailer["Root"])["Pages"], 0)
	c.fonts()
	return c.found
}

// check is one run over a file.
type check struct {
	*file
	found []string
	codes map[ref]map[int]bool // shown on the pages, by font
}

func (c *check) say(clause, format string, args ...any) {
	c.found = append(c.found, clause+": "+fmt.Sprintf(format, args...))
}

// must says what is wrong unless ok.
func (c *check) must(ok bool, clause, format string, args ...any) {
	if !ok {
		c.say(clause, format, args...)
	}
}

// structure looks at the head and the trailer.
func (c *check) structure() {
	head, rest, _ := bytes.Cut(c.data, []byte("\n"))
	c.must(bytes.HasPrefix(head, []byte("%PDF-1.")) && len(head) == 8, "6.1.2", "head %q", head)
	binary := len(rest) > 5 && rest[0] == '%'
	for i := 1; binary && i < 5; i++ {
		binary = rest[i] > 127
	}
	c.must(binary, "6.1.2", "the second line does not say that the file is binary")
	id, _ := c.trailer["ID"].(array)
	c.must(len(id) == 2, "6.1.3", "no identifier")
	c.must(c.trailer["Encrypt"] == nil, "6.1.3", "encrypted")
	_, known := c.trailer["Info"].(ref)
	c.must(known, "6.1.3", "Info is not a reference")
}

// catalogue looks at what the file says of itself.
func (c *check) catalogue() {
	root := c.dict(c.trailer["Root"])
	c.must(root["Type"] == name("Catalog"), "6.1", "no catalogue")
	for _, bad := range []name{"AA", "OpenAction", "OCProperties", "NeedsRendering", "Perms", "Requirements"} {
		c.must(root[bad] == nil, "6.5/6.9/6.10", "the catalogue has %s", bad)
	}
	names := c.dict(root["Names"])
	c.must(names["JavaScript"] == nil && names["EmbeddedFiles"] == nil, "6.5.1/6.8", "names %v", names)
	form := c.dict(root["AcroForm"])
	c.must(form["NeedAppearances"] != true && form["XFA"] == nil, "6.4.1", "form %v", form)
	lang, _ := root["Lang"].(string)
	c.must(lang != "", "6.7.4 (2a, kept here)", "no language")
	c.metadata(root["Metadata"], lang)
	c.intent(root["OutputIntents"])
}

// intent looks at the output intent and its profile.
func (c *check) intent(v any) {
	list, _ := c.get(v).(array)
	if len(list) != 1 {
		c.say("6.2.3", "%d output intents", len(list))
		return
	}
	intent := c.dict(list[0])
	c.must(intent["S"] == name("GTS_PDFA1") && intent["OutputConditionIdentifier"] != nil, "6.2.3", "intent %v", intent)
	s, _ := c.get(intent["DestOutputProfile"]).(stream)
	icc, err := s.plain()
	if err != nil || len(icc) < 132 {
		c.say("6.2.3", "profile of %d bytes: %v", len(icc), err)
		return
	}
	size := int(icc[0])<<24 | int(icc[1])<<16 | int(icc[2])<<8 | int(icc[3])
	c.must(size == len(icc) && icc[8] < 5 && string(icc[12:20]) == "mntrRGB " && string(icc[36:40]) == "acsp" && s.dict["N"] == 3.0,
		"6.2.3", "profile's head %q", icc[:40])
}

// value looks at a value and all within it.
func (c *check) value(where string, v any) {
	switch v := v.(type) {
	case name:
		c.must(len(v) > 0 && len(v) <= 127, "6.1.13", "%s: a name of %d bytes", where, len(v))
	case string:
		c.must(len(v) <= 32767, "6.1.13", "%s: a string of %d bytes", where, len(v))
	case float64:
		c.must(v < 1<<31 && v >= -1<<31, "6.1.13", "%s: number %v", where, v)
	case ref:
		c.must(c.objects[int(v)] != nil, "6.1.9", "%s: no object %d", where, v)
	case array:
		for _, e := range v {
			c.value(where, e)
		}
	case dict:
		c.entries(where, v)
	case stream:
		c.entries(where, v.dict)
		c.must(v.dict["F"] == nil && v.dict["FFilter"] == nil && v.dict["FDecodeParms"] == nil, "6.1.7.1", "%s: data outside", where)
		filter := v.dict["Filter"]
		c.must(filter == nil || filter == name("FlateDecode") || filter == name("DCTDecode"), "6.1.7.2", "%s: filter %v", where, filter)
	case word:
		c.say("6.1", "%s: word %s", where, v)
	}
}

// entries looks at a dictionary.
func (c *check) entries(where string, d dict) {
	for key, v := range d {
		c.value(where, key)
		if key == "Contents" && d["ByteRange"] != nil {
			continue // a digital signature: as long as it is
		}
		c.value(where, v)
	}
	if d["S"] != nil && (d["Type"] == name("Action") || d["Type"] == nil && d["JS"] != nil) {
		c.say("6.5.1", "%s: action %v", where, d["S"])
	}
	switch d["Type"] {
	case name("XObject"):
		c.must(d["Subtype"] == name("Image"), "6.2.9", "%s: XObject %v", where, d["Subtype"])
		c.must(d["Interpolate"] != true && d["SMask"] == nil && d["Alternates"] == nil && d["OPI"] == nil, "6.2.8", "%s: image %v", where, d)
		c.must(d["ColorSpace"] == name("DeviceGray") || d["ColorSpace"] == name("DeviceRGB"), "6.2.4", "%s: colours %v", where, d["ColorSpace"])
		bits := d["BitsPerComponent"]
		c.must(bits == 1.0 || bits == 8.0, "6.2.8", "%s: %v bits", where, bits)
	case name("ExtGState"):
		c.say("6.2.10", "%s: a graphics state, which may be transparent", where)
	case name("Annot"):
		c.annotation(where, d)
	}
}

// annotation looks at what stands on a page besides its content: only a signature's field may.
func (c *check) annotation(where string, d dict) {
	c.must(d["Subtype"] == name("Widget") && d["A"] == nil && d["AA"] == nil, "6.3.1/6.4.1", "%s: %v", where, d)
	flags, _ := d["F"].(float64)
	c.must(int(flags)&4 != 0 && int(flags)&(1|2|32) == 0, "6.3.2", "%s: flags %v", where, d["F"])
	rect, _ := d["Rect"].(array)
	empty := len(rect) == 4 && rect[0] == rect[2] && rect[1] == rect[3]
	c.must(empty || c.dict(d["AP"]) != nil, "6.3.3", "%s: no appearance", where)
}
