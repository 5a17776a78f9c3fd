package app

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"custody/app/wording"
)

// lasting are the clauses of the procedure that protect information once it is known: what is signed on them
// does not end with the post (§4.5, §5.2.3–5.2.6, §5.3.1).
var lasting = []string{"4.5", "5.2.3", "5.2.4", "5.2.5", "5.2.6", "5.3.1"}

// saysLasting is how a text of the office's own says that it goes on.
var saysLasting = regexp.MustCompile(`(离职|离任|离开|退出|解除|终止|届满|期满)[^，。；]{0,8}(之后|以后|后)`)

// outlives reports whether a clause binds beyond the post.
func outlives(c wording.Clause) bool {
	return saysLasting.MatchString(c.Text) || slices.ContainsFunc(c.Refs, func(ref string) bool { return slices.Contains(lasting, ref) })
}

// Duty is one clause that outlives the post.
type Duty struct {
	Title   string // of the text, in Chinese
	Clause  int    // from 1
	Heading string
	Text    string
}

// duties are what outlives the post of a person, in the words of the newest of each text that the person has
// signed.
func (w *work) duties(p Person) ([]Duty, error) {
	signed, err := w.CommitmentsOf(p.ID) // newest first
	if err != nil {
		return nil, err
	}
	org, err := w.Organisation()
	if err != nil {
		return nil, err
	}
	newest := map[TemplateKey]Commitment{}
	for _, c := range slices.Backward(signed) {
		newest[c.Key] = c
	}
	var out []Duty
	for _, key := range slices.SortedFunc(maps.Keys(newest), byKey) {
		t, err := w.Template(newest[key].TemplateID)
		if err != nil {
			return nil, err
		}
		text, err := wording.Read(t.Body)
		if err != nil {
			return nil, err
		}
		fill := strings.NewReplacer("{org}", org.Name, "{person}", p.Name, "{name}", p.Name, "{months}", strconv.Itoa(text.ValidMonths))
		out = append(out, textDuties(text, fill)...)
	}
	return out, nil
}

func textDuties(t wording.Text, fill *strings.Replacer) []Duty {
	var out []Duty
	for i, c := range t.Clauses {
		if !outlives(c) {
			continue
		}
		d := Duty{Title: t.Title["zh"], Clause: i + 1, Heading: fill.Replace(c.Heading), Text: fill.Replace(c.Text)}
		for _, it := range c.Items {
			d.Text += fill.Replace(it.Text)
		}
		out = append(out, d)
	}
	return out
}
