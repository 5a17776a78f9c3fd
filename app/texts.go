package app

import (
	"cmp"
	"slices"
)

// textsOn are the texts as they stand on a day: what is in force, and what comes next.
type textsOn struct {
	on      Date
	inForce map[TemplateKey]TextVersion
	coming  map[TemplateKey]TextVersion // the next, approved by then; it can be signed ahead
	keys    []TemplateKey               // all that are in force or coming, in the order people sign them
}

// textsFrom sorts approved versions (TemplateReader.TextVersions) by a day.
func textsFrom(versions []TextVersion, on Date) textsOn {
	t := textsOn{on: on, inForce: make(map[TemplateKey]TextVersion), coming: make(map[TemplateKey]TextVersion)}
	for _, v := range versions {
		v.Audience = v.Audience.of(v.Key)
		_, next := t.coming[v.Key]
		switch {
		case v.InForce > on:
			if !next && v.ApprovedOn != "" && v.ApprovedOn <= on { // what the program brings was never to come
				t.coming[v.Key] = v
			}
		case v.EndedOn != "" && v.EndedOn <= on:
			delete(t.inForce, v.Key)
		default:
			t.inForce[v.Key] = v
		}
	}
	for _, v := range versions {
		_, now := t.inForce[v.Key]
		_, next := t.coming[v.Key]
		if (now || next) && !slices.Contains(t.keys, v.Key) {
			t.keys = append(t.keys, v.Key)
		}
	}
	slices.SortFunc(t.keys, byKey)
	return t
}

// texts are the texts as they stand today.
func (w *work) texts() (textsOn, error) {
	versions, err := w.TextVersions()
	return textsFrom(versions, w.today), err
}

// byKey orders texts as people sign them: those of the procedure, then the office's own.
func byKey(a, b TemplateKey) int {
	place := func(k TemplateKey) int {
		if i := slices.Index(AllTemplates, k); i >= 0 {
			return i
		}
		return len(AllTemplates)
	}
	return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
}

// of is the audience of a text by its key: what the procedure says of its own three can't be loosened. The
// agreement and the commitment to impartiality bind everybody (§4.2, §5.3.1), the code of conduct whoever sells (annex 1).
func (a Audience) of(key TemplateKey) Audience {
	switch key {
	case NDA, Impartiality:
		return Audience{Gate: true}
	case Conduct:
		return Audience{Roles: []Role{Sales}, Gate: a.Gate}
	}
	return a
}

// takes reports whether a text or a training is for a person with these roles.
func (a Audience) takes(p Person, roles Roles) bool {
	return (len(a.Kinds) == 0 || slices.Contains(a.Kinds, p.Kind)) && (len(a.Roles) == 0 || roles.HasAny(a.Roles...))
}

// known reports whether a text can be signed at all.
func (t textsOn) known(key TemplateKey) bool { return slices.Contains(t.keys, key) }

// title names a text in Chinese.
func (t textsOn) title(key TemplateKey) string {
	if v, ok := t.inForce[key]; ok {
		return v.Title
	}
	return t.coming[key].Title
}

// takes reports whether a text in force is for a person.
func (t textsOn) takes(key TemplateKey, p Person, roles Roles) bool {
	v, ok := t.inForce[key]
	return ok && v.takes(p, roles)
}

// binding returns the commitment that holds a person to the text of key in force on the day: signed by then,
// not run out, and to this very version, be it signed before the version came into force. Of several the one
// that lasts longest.
func (t textsOn) binding(signed []Commitment, key TemplateKey) (Commitment, bool) {
	v, ok := t.inForce[key]
	if !ok {
		return Commitment{}, false
	}
	return longest(signed, v.ID, t.on)
}

// ahead returns the commitment to the version of key that comes next, where it lasts until that comes.
func (t textsOn) ahead(signed []Commitment, key TemplateKey) (Commitment, bool) {
	v, ok := t.coming[key]
	if !ok {
		return Commitment{}, false
	}
	c, ok := longest(signed, v.ID, t.on)
	return c, ok && c.ValidUntil >= v.InForce
}

// longest is the commitment to one version that holds on a day and lasts longest; signed may be in any order.
func longest(signed []Commitment, templateID int64, on Date) (found Commitment, ok bool) {
	for _, c := range signed {
		if c.TemplateID != templateID || c.SignedOn > on || c.ValidUntil < on {
			continue
		}
		if !ok || c.ValidUntil > found.ValidUntil || c.ValidUntil == found.ValidUntil && c.ID > found.ID {
			found, ok = c, true
		}
	}
	return found, ok
}

// toSign is the version of key that a person signs now. The one in force; but where that one holds until the
// next comes into force, the next, so that nobody is without on its first day; unless a commitment signed now
// would have run out by then. False when nothing is in force or coming.
func (t textsOn) toSign(signed []Commitment, key TemplateKey, s Settings) (TextVersion, bool) {
	now, inForce := t.inForce[key]
	next, coming := t.coming[key]
	coming = coming && s.validUntil(t.on, next.Months) >= next.InForce
	if !inForce || !coming {
		if inForce {
			return now, true
		}
		return next, coming
	}
	held, ok := t.binding(signed, key)
	_, done := t.ahead(signed, key)
	if ok && !done && held.ValidUntil.AddDays(1) >= next.InForce {
		return next, true
	}
	return now, true
}
