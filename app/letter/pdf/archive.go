package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"
)

// What makes a file archival (PDF/A-2b, ISO 19005-2): it says so in its metadata, says what its colours
// mean, and needs nothing from outside. docs/paper.md lists each requirement and who looks at it.

// producer is the program that made the file.
const producer = "Custody"

// write writes the catalogue and what the file says of itself, twice: for readers that know the old
// dictionary only, and as XMP.
func (i Info) write(out *objects, catalogue, tree, info int) {
	i = i.cleaned()
	meta := out.stream("/Type/Metadata/Subtype/XML", deflate(i.xmp(), fast))
	profile := out.stream("/N 3", colourProfile())
	intent := out.tuck(fmt.Sprintf("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>", profile))
	out.put(catalogue, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang%s/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/OutputIntents[%d 0 R]>>",
		tree, textString(i.Language), meta, intent))
	var b strings.Builder
	for _, entry := range []struct{ key, value string }{
		{"Title", i.Title}, {"Author", i.Author}, {"Subject", i.Subject}, {"Producer", producer},
	} {
		if entry.value != "" {
			b.WriteString("/" + entry.key + textString(entry.value))
		}
	}
	out.put(info, "<<"+b.String()+">>")
}

// cleaned is the info without what no reader shows and XML can't hold.
func (i Info) cleaned() Info {
	for _, s := range []*string{&i.Title, &i.Author, &i.Subject, &i.Language} {
		*s = strings.TrimSpace(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == unicode.ReplacementChar || r&0xFFFE == 0xFFFE {
				return -1
			}
			return r
		}, *s))
	}
	return i
}

// xmp is the file's metadata. Only schemas that PDF/A knows are used, so that none needs describing.
func (i Info) xmp() []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"` +
		` xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>` +
		`<pdf:Producer>` + producer + `</pdf:Producer>`)
	for _, entry := range []struct{ tag, list, item, value string }{
		{"title", "Alt", `rdf:li xml:lang="x-default"`, i.Title},
		{"creator", "Seq", "rdf:li", i.Author},
		{"description", "Alt", `rdf:li xml:lang="x-default"`, i.Subject},
		{"language", "Bag", "rdf:li", i.Language},
	} {
		if entry.value == "" {
			continue
		}
		fmt.Fprintf(&b, "<dc:%s><rdf:%s><%s>", entry.tag, entry.list, entry.item)
		_ = xml.EscapeText(&b, []byte(entry.value)) // a strings.Builder takes everything
		fmt.Fprintf(&b, "</rdf:li></rdf:%s></dc:%s>", entry.list, entry.tag)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}
