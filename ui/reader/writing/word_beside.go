package writing

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"custody/app/parts"
)

// maxStyles is how many styles and lists are looked at.
const maxStyles = 5000

// readBeside reads the parts beside the text: styles and the numbers of lists. A document without them
// is read without.
func (w *word) readBeside(f *parts.File, main string) error {
	w.styles, w.plain = map[string]style{}, style{size: usualSize}
	w.notes = notes{}
	w.lists = lists{kinds: map[string]*listKind{}, of: map[string]string{}, counts: map[string]*[9]int{}}
	related, err := f.Relations(main)
	if err != nil {
		return err
	}
	dir := path.Dir(main)
	names := map[string]string{"styles": dir + "/styles.xml", "numbering": dir + "/numbering.xml"}
	for _, r := range related {
		if names[r.Kind] != "" {
			names[r.Kind] = r.Target
		}
	}
	if f.Has(names["styles"]) {
		if err := w.readStyles(f, names["styles"]); err != nil {
			return err
		}
	}
	if f.Has(names["numbering"]) {
		return w.lists.read(f, names["numbering"])
	}
	return nil
}

// readStyles reads the styles of paragraphs.
func (w *word) readStyles(f *parts.File, name string) error {
	id, first, usual := "", "", 0.0
	err := f.Each(name, "", func(e xml.StartElement, _ *xml.Decoder) error {
		val := parts.Attr(e, "val")
		switch e.Name.Local {
		case "style":
			id = ""
			if parts.Attr(e, "type") == "paragraph" && len(w.styles) < maxStyles {
				id = parts.Attr(e, "styleId")
				w.styles[id] = style{}
				if parts.Truth(parts.Attr(e, "default")) {
					first = id
				}
			}
			return nil
		case "sz":
			if id == "" && len(w.styles) == 0 {
				usual = halfPoints(val)
			}
		}
		s, ok := w.styles[id]
		if !ok || id == "" {
			return nil
		}
		switch e.Name.Local {
		case "name":
			s.level = headingLevel(val)
		case "basedOn":
			s.based = val
		case "sz":
			s.size = halfPoints(val)
		case "b":
			s.bold = isOn(val)
		default:
			s.set(e)
		}
		w.styles[id] = s
		return nil
	})
	if usual > 0 {
		w.plain.size = usual
	}
	for id := range w.styles {
		w.styles[id] = w.derived(id, 0)
	}
	if s, ok := w.styles[first]; ok {
		w.plain = s
	}
	return err
}

// headingLevel reads a heading's level from its style's name.
func headingLevel(name string) int {
	rest, ok := strings.CutPrefix(strings.ToLower(name), "heading ")
	if n, err := strconv.Atoi(rest); ok && err == nil && n > 0 && n < 10 {
		return n
	}
	if strings.EqualFold(name, "title") {
		return 1
	}
	return 0
}

// derived is a style with what it has from those it is based on.
func (w *word) derived(id string, depth int) style {
	s := w.styles[id]
	base := style{size: w.plain.size}
	if _, ok := w.styles[s.based]; ok && depth < 20 && s.based != id {
		base = w.derived(s.based, depth+1)
	}
	s.based = ""
	if s.size == 0 {
		s.size = base.size
	}
	s.bold = s.bold || base.bold
	if s.align == "" {
		s.align = base.align
	}
	if s.list == "" {
		s.list, s.depth = base.list, max(s.depth, base.depth)
	}
	if s.level == 0 {
		s.level = base.level
	}
	if s.left == 0 && s.first == 0 && s.chars == 0 {
		s.left, s.first, s.chars = base.left, base.first, base.chars
	}
	return s
}
