package pdfatest

import (
	"encoding/binary"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// fonts looks at every font that is shown: embedded, a subset that says so, the widths of the file the
// font's own, every code a glyph that is not .notdef, and every code a character.
func (c *check) fonts() {
	for at, codes := range c.codes {
		font := c.dict(at)
		down, _ := c.get(font["DescendantFonts"]).(array)
		if font["Subtype"] != name("Type0") || font["Encoding"] != name("Identity-H") || len(down) != 1 {
			c.say("6.2.11.3", "font %v", font)
			continue
		}
		cid := c.dict(down[0])
		c.must(cid["Subtype"] == name("CIDFontType2") && cid["CIDToGIDMap"] == name("Identity"), "6.2.11.3", "font %v", cid)
		c.must(cid["BaseFont"] == font["BaseFont"], "6.2.11.2", "font named %v and %v", cid["BaseFont"], font["BaseFont"])
		base, _ := cid["BaseFont"].(name)
		c.must(regexp.MustCompile(`^[A-Z]{6}\+\S+$`).MatchString(string(base)), "6.2.11.4.2", "font named %q", base)
		info := c.dict(cid["CIDSystemInfo"])
		c.must(info["Registry"] == "Adobe" && info["Ordering"] == "Identity", "6.2.11.3.1", "%v", info)
		descriptor := c.dict(cid["FontDescriptor"])
		c.must(descriptor["FontName"] == font["BaseFont"], "6.2.11.2", "font described as %v", descriptor["FontName"])
		s, _ := c.get(descriptor["FontFile2"]).(stream)
		program, err := s.plain()
		if err != nil || len(program) < 12 {
			c.say("6.2.11.4", "%s is not embedded: %v", base, err)
			continue
		}
		c.must(s.dict["Length1"] == float64(len(program)), "6.2.11.4", "%s: Length1 %v", base, s.dict["Length1"])
		c.program(string(base), program, cid, codes)
		c.unicode(string(base), font["ToUnicode"], codes)
	}
}

// program compares an embedded font with what the file says of it.
func (c *check) program(base string, program []byte, cid dict, codes map[int]bool) {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(program[4:])) {
		entry := program[12+16*i:]
		at, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = program[at : at+size]
	}
	for _, need := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		if tables[need] == nil {
			c.say("6.2.11.4", "%s has no table %s", base, need)
			return
		}
	}
	sum := uint32(0)
	for i := 0; i+4 <= len(program); i += 4 {
		sum += binary.BigEndian.Uint32(program[i:])
	}
	c.must(sum == 0xB1B0AFBA && len(program)%4 == 0, "6.2.11.4.1", "%s: its checksum is %08X", base, sum)
	u16 := func(table string, at int) int { return int(binary.BigEndian.Uint16(tables[table][at:])) }
	em, glyphs, wide := float64(u16("head", 18)), u16("maxp", 4), u16("hhea", 34)
	size := map[int]int{0: 2, 1: 4}[u16("head", 50)]
	c.must(len(tables["loca"]) == size*(glyphs+1) && len(tables["hmtx"]) == 2*glyphs+2*wide, "6.2.11.4",
		"%s: %d glyphs, %d wide, loca of %d, hmtx of %d", base, glyphs, wide, len(tables["loca"]), len(tables["hmtx"]))
	widths := c.widths(cid)
	for code := range codes {
		c.must(code > 0, "6.2.11.8", "%s shows .notdef", base)
		if code >= glyphs {
			c.say("6.2.11.4.1", "%s has no glyph %d", base, code)
			continue
		}
		own := 1000 * float64(u16("hmtx", 4*min(code, wide-1))) / em
		said, ok := widths[code]
		if !ok {
			said, _ = cid["DW"].(float64)
		}
		c.must(math.Abs(own-said) < 1, "6.2.11.5", "%s: glyph %d is %v wide, said to be %v", base, code, own, said)
	}
}

// widths reads the widths that a file says its glyphs have.
func (c *check) widths(cid dict) map[int]float64 {
	out := map[int]float64{}
	list, _ := c.get(cid["W"]).(array)
	for i := 0; i+1 < len(list); i += 2 {
		first, _ := list[i].(float64)
		run, _ := list[i+1].(array)
		for j, w := range run {
			out[int(first)+j], _ = w.(float64)
		}
	}
	return out
}

// unicode looks at the map from codes to characters.
func (c *check) unicode(base string, v any, codes map[int]bool) {
	s, _ := c.get(v).(stream)
	text, err := s.plain()
	if err != nil {
		c.say("6.2.11.7.2", "%s: no map to characters: %v", base, err)
		return
	}
	known := map[int]bool{}
	for _, r := range regexp.MustCompile(`<(\w{4})><(\w{4})>\[((?:<\w+>)+)\]`).FindAllStringSubmatch(string(text), -1) {
		first, _ := strconv.ParseUint(r[1], 16, 16)
		last, _ := strconv.ParseUint(r[2], 16, 16)
		to := strings.Split(strings.Trim(r[3], "<>"), "><")
		c.must(first>>8 == last>>8 && len(to) == int(last-first)+1, "6.2.11.7.2", "%s: range %s to %s has %d", base, r[1], r[2], len(to))
		for i, u := range to {
			c.must(u != "0000" && u != "FEFF" && u != "FFFE", "6.2.11.7.2", "%s: a code reads as %s", base, u)
			known[int(first)+i] = true
		}
	}
	for code := range codes {
		c.must(known[code], "6.2.11.7.2", "%s: glyph %d is no character", base, code)
	}
}
