package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// Commitments lists every person's commitments, missing ones included, the most
// pressing first. Custodian, administrator and inspector see all; others their own.
// With a person's number in f that person's superseded ones are listed too.
func (o *Office) Commitments(ctx context.Context, f CommitmentFilter) ([]CommitmentRow, error) {
	var out []CommitmentRow
	err := o.view(ctx, "commitment.list", f.Person, func(w *work) error {
		if !w.me.Roles.HasAny(Custodian, Administrator, Inspector) {
			if f.Person == "" {
				f.Person = w.person.Number
			}
			if f.Person != w.person.Number {
				return Errf(NotAllowed, "error.role")
			}
		}
		rows, err := w.commitmentRows(f.Person)
		if err != nil {
			return err
		}
		if err := w.markCounter(rows); err != nil {
			return err
		}
		out = slices.DeleteFunc(rows, func(r CommitmentRow) bool { return !f.matches(r) })
		slices.SortStableFunc(out, byUrgency)
		return nil
	})
	return out, err
}

// commitmentRows lists one person's commitments with their history, or, without a
// number, the newest of everybody here.
func (w *work) commitmentRows(number string) ([]CommitmentRow, error) {
	l, err := w.newCommitmentList()
	if err != nil {
		return nil, err
	}
	if number != "" {
		return l.ofPerson(w, number)
	}
	people, err := w.People(PersonFilter{On: w.today, Limit: -1})
	if err != nil {
		return nil, err
	}
	signed, err := w.LatestCommitments()
	if err != nil {
		return nil, err
	}
	mine := byPerson(signed)
	var out []CommitmentRow
	for _, p := range people {
		out = append(out, l.rows(p, mine[p.ID])...)
	}
	return out, nil
}

// commitmentList is what turns commitments into rows on a day.
type commitmentList struct {
	textsOn
	settings Settings
	titles   map[TemplateKey]string
	history  bool // superseded ones too
}

func (w *work) newCommitmentList() (commitmentList, error) {
	versions, err := w.TextVersions()
	l := commitmentList{textsOn: textsFrom(versions, w.today), settings: w.settings, titles: make(map[TemplateKey]string)}
	for _, v := range versions {
		if v.InForce <= w.today || l.titles[v.Key] == "" {
			l.titles[v.Key] = v.Title
		}
	}
	return l, err
}

func (l commitmentList) ofPerson(w *work, number string) ([]CommitmentRow, error) {
	p, err := w.PersonByNumber(number)
	if err != nil {
		return nil, err
	}
	row := PersonRow{Person: p}
	if a, err := w.AccountByPerson(p.ID); err == nil {
		row.Roles = a.Roles
	} else if CodeOf(err) != NotFound {
		return nil, err
	}
	signed, err := w.CommitmentsOf(p.ID)
	if err != nil {
		return nil, err
	}
	l.history = true
	return l.rows(row, signed), nil
}

// rows are a person's commitments in the order of signing, the missing ones among them: of each text what
// holds now, else what held last; what was signed ahead; and the ones superseded.
func (l commitmentList) rows(p PersonRow, signed []Commitment) []CommitmentRow {
	var out []CommitmentRow
	for _, key := range l.keysOf(signed) {
		held, bound := l.binding(signed, key)
		ahead, early := l.ahead(signed, key)
		if _, ok := l.inForce[key]; ok && !bound {
			held, bound = newest(signed, key, ahead.ID)
		}
		switch _, ok := l.inForce[key]; {
		case bound:
			out = append(out, l.row(p.Person, held, l.stateOf(signed, held)))
		case ok && l.takes(key, p.Person, p.Roles) && !p.LeftBy(l.on):
			out = append(out, l.row(p.Person, Commitment{PersonID: p.ID, Key: key}, Missing))
		}
		if early {
			out = append(out, l.row(p.Person, ahead, Ahead))
		}
		for _, c := range signed {
			if l.history && c.Key == key && c.ID != held.ID && c.ID != ahead.ID {
				out = append(out, l.row(p.Person, c, Superseded))
			}
		}
	}
	return out
}

// keysOf lists the texts of today, and those signed that are no longer in use.
func (l commitmentList) keysOf(signed []Commitment) []TemplateKey {
	keys := slices.Clone(l.keys)
	for _, c := range signed {
		if l.history && !slices.Contains(keys, c.Key) {
			keys = append(keys, c.Key)
		}
	}
	slices.SortFunc(keys, byKey)
	return keys
}

// newest returns the latest commitment of key but for one; signed may be in any order.
func newest(signed []Commitment, key TemplateKey, but int64) (found Commitment, ok bool) {
	for _, c := range signed {
		if c.Key != key || c.ID == but {
			continue
		}
		if !ok || c.SignedOn > found.SignedOn || c.SignedOn == found.SignedOn && c.ID > found.ID {
			found, ok = c, true
		}
	}
	return found, ok
}

// stateOf is what a person's newest commitment to a text is worth. It does not end soon where the next
// version, already signed, takes over.
func (l commitmentList) stateOf(signed []Commitment, c Commitment) CommitmentState {
	held, ok := l.binding(signed, c.Key)
	if !ok || held.ID != c.ID {
		return Expired
	}
	if _, done := l.ahead(signed, c.Key); done && c.ValidUntil.AddDays(1) >= l.coming[c.Key].InForce {
		return InForce
	}
	if l.on.DaysUntil(c.ValidUntil) <= l.settings.ExpiringDays {
		return Expiring
	}
	return InForce
}

func (l commitmentList) row(p Person, c Commitment, state CommitmentState) CommitmentRow {
	return CommitmentRow{Commitment: c, Person: p, State: state, Title: l.titles[c.Key]}
}

// Title returns the Chinese title of the text, "" when the body has none.
func (t Template) Title() string {
	var body struct {
		Title struct{ ZH string } `json:"title"`
	}
	if json.Unmarshal(t.Body, &body) != nil {
		return ""
	}
	return body.Title.ZH
}

func (f CommitmentFilter) matches(r CommitmentRow) bool {
	return (f.State == "" || r.State == f.State) && (f.Key == "" || r.Key == f.Key) && r.Person.matches(f.Text)
}

// matches finds a text in the name, its pinyin initials or the number.
func (p Person) matches(text string) bool {
	text = Plain(text)
	return text == "" || strings.Contains(Plain(p.Name), text) ||
		strings.Contains(Plain(p.Number), text) || strings.Contains(Initials(p.Name), text)
}

// urgency orders states for the list: what must be done comes first.
var urgency = map[CommitmentState]int{Missing: 0, Expired: 0, Expiring: 1, InForce: 2, Ahead: 3, Superseded: 4}

func byUrgency(a, b CommitmentRow) int {
	return cmp.Or(
		cmp.Compare(urgency[a.State], urgency[b.State]),
		cmp.Compare(a.Person.Number, b.Person.Number),
		byKey(a.Key, b.Key),
		cmp.Compare(b.ID, a.ID),
	)
}

func byPerson(signed []Commitment) map[int64][]Commitment {
	out := make(map[int64][]Commitment)
	for _, c := range signed {
		out[c.PersonID] = append(out[c.PersonID], c)
	}
	return out
}

// StandingOf tells whether a person may touch client files today (rule 1). Every
// account may ask: whoever asks for a loan for somebody needs to know.
func (o *Office) StandingOf(ctx context.Context, personNumber string) (Standing, error) {
	var s Standing
	err := o.view(ctx, "commitment.standing", personNumber, func(w *work) error {
		p, err := w.PersonByNumber(personNumber)
		if err != nil {
			return err
		}
		s, err = standingOf(w, p, w.today)
		return err
	})
	return s, err
}
