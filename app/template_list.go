package app

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"custody/app/wording"
)

// templateObject names a version of a text in the log.
func templateObject(id int64) string { return "TX-" + strconv.FormatInt(id, 10) }

// draftReaders may see what is not yet decided; everybody may read what was approved.
var draftReaders = []Role{Custodian, Administrator, Approver, Inspector}

// Templates lists the texts of the commitments with all their versions, in the order of signing, the newest
// version first. Everybody sees what was approved; drafts only those who write, decide or audit.
func (o *Office) Templates(ctx context.Context) ([]TemplateRow, error) {
	var out []TemplateRow
	err := o.view(ctx, "template.list", "", func(w *work) error {
		all, err := w.Reader.Templates()
		if err != nil {
			return err
		}
		l, err := w.newTemplateList(all)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.State == TextDraft && !w.me.Roles.HasAny(draftReaders...) {
				continue
			}
			row, err := l.row(t)
			if err != nil {
				return err
			}
			out = append(out, row)
		}
		slices.SortStableFunc(out, func(a, b TemplateRow) int { return byKey(a.Key, b.Key) })
		return nil
	})
	return out, err
}

// OpenTemplate returns one version of a text and what is wrong with it. Returns NotFound, NotAllowed for a
// draft to those who neither write, decide nor audit.
func (o *Office) OpenTemplate(ctx context.Context, id int64) (TemplateSheet, error) {
	var s TemplateSheet
	err := o.view(ctx, "template.view", templateObject(id), func(w *work) error {
		t, err := w.readTemplate(id)
		if err != nil {
			return err
		}
		all, err := w.Reader.Templates()
		if err != nil {
			return err
		}
		l, err := w.newTemplateList(all)
		if err != nil {
			return err
		}
		if s.TemplateRow, err = l.row(t); err != nil {
			return err
		}
		if s.Text, err = wording.Read(t.Body); err != nil {
			return err
		}
		s.Problems, s.Before = wording.Check(s.Text), l.before(t)
		return nil
	})
	return s, err
}

// readTemplate returns a version that the actor may read.
func (w *work) readTemplate(id int64) (Template, error) {
	t, err := w.Template(id)
	if err != nil {
		return t, err
	}
	if t.State == TextDraft {
		return t, w.mustHave(draftReaders...)
	}
	return t, nil
}

// CompareTemplates tells how version b differs from version a. Returns what OpenTemplate returns.
func (o *Office) CompareTemplates(ctx context.Context, a, b int64) ([]wording.Change, error) {
	var out []wording.Change
	err := o.view(ctx, "template.compare", templateObject(b), func(w *work) error {
		var texts [2]wording.Text
		for i, id := range []int64{a, b} {
			t, err := w.readTemplate(id)
			if err != nil {
				return err
			}
			if texts[i], err = wording.Read(t.Body); err != nil {
				return err
			}
		}
		out = wording.Diff(texts[0], texts[1])
		return nil
	})
	return out, err
}

// CheckTemplate tells what is wrong with a text that is being written. Every account may ask. Returns
// Invalid (error.template.damaged) for what is no text.
func (o *Office) CheckTemplate(ctx context.Context, body []byte) ([]wording.Problem, error) {
	var out []wording.Problem
	err := o.view(ctx, "template.check", "", func(*work) error {
		t, err := readBody(body)
		out = wording.Check(t)
		return err
	})
	return out, err
}

// PrintTemplate returns a version for a proof copy, and logs the print. Nobody signs a proof copy. Returns
// what OpenTemplate returns.
func (o *Office) PrintTemplate(ctx context.Context, id int64) (TemplatePrint, error) {
	var out TemplatePrint
	err := o.change(ctx, "template.print", templateObject(id), func(c *change) error {
		t, err := c.readTemplate(id)
		if err != nil {
			return err
		}
		all, err := c.Reader.Templates()
		if err != nil {
			return err
		}
		if err := c.log(c.object, map[string]any{"key": t.Key, "version": t.Version}); err != nil {
			return err
		}
		out = TemplatePrint{Template: t, Now: t.on(all, c.today), PrintedBy: c.person.Name, At: c.now}
		if out.Organisation, err = c.Organisation(); err != nil {
			return err
		}
		out.AuditHead, err = printedHead(c)
		return err
	})
	return out, err
}

// templateList is what the rows of texts share.
type templateList struct {
	*work
	textsOn
	all    []Template
	people []PersonRow
	signed map[int64][]Commitment
	names  map[int64]string
}

func (w *work) newTemplateList(all []Template) (templateList, error) {
	l := templateList{work: w, all: all, names: make(map[int64]string)}
	var err error
	if l.textsOn, err = w.texts(); err != nil {
		return l, err
	}
	if l.people, err = w.Reader.People(PersonFilter{On: w.today, Limit: -1}); err != nil {
		return l, err
	}
	latest, err := w.LatestCommitments()
	l.signed = byPerson(latest)
	return l, err
}

func (l templateList) row(t Template) (TemplateRow, error) {
	r := TemplateRow{
		Template: t, Title: t.Title(), Own: t.Key.Own(), Now: t.on(l.all, l.today),
		Coming: l.coming[t.Key].ID == t.ID, Until: t.until(l.all),
	}
	r.Audience = t.Audience.of(t.Key)
	var err error
	if r.Author, err = l.name(t.AuthorID); err != nil {
		return r, err
	}
	if r.Approver, err = l.name(t.ApproverID); err != nil {
		return r, err
	}
	l.count(&r)
	r.May = l.acts(r)
	return r, nil
}

// count fills how many are bound by the version, or have signed it ahead, and how many have to sign it.
func (l templateList) count(r *TemplateRow) {
	if r.Now == TextWithdrawn || r.Now == TextSuperseded || r.Now == TextEnded {
		return
	}
	for _, p := range l.people {
		_, ok := longest(l.signed[p.ID], r.ID, l.today)
		switch {
		case ok:
			r.Signed++
		case r.Audience.takes(p.Person, p.Roles):
			r.ToSign++
		}
	}
}

func (l templateList) name(personID int64) (string, error) {
	if personID == 0 {
		return "", nil
	}
	if name, ok := l.names[personID]; ok {
		return name, nil
	}
	p, err := l.Reader.Person(personID)
	l.names[personID] = p.Name
	return p.Name, err
}

// acts are what the actor may do with a version.
func (l templateList) acts(r TemplateRow) TemplateActs {
	writes, decides := l.me.Roles.HasAny(templateWriters...), l.me.Roles.HasAny(templateDeciders...)
	draft, wrote := r.State == TextDraft, slices.Contains(r.Writers, l.person.ID)
	waits := draft && !r.SubmittedAt.IsZero()
	ends := r.Now == TextApproved || r.Now == TextInForce && r.Own
	return TemplateActs{
		Copy: writes, Edit: writes && draft, Drop: writes && draft, Submit: writes && draft && !waits,
		Approve: decides && waits && !wrote, Withdraw: decides && ends, Wrote: decides && draft && wrote,
	}
}

// before is the version that t replaces: the one in force up to its day, or today for a draft.
func (l templateList) before(t Template) int64 {
	day := l.today
	if t.InForce != "" {
		day = t.InForce.AddDays(-1)
	}
	var found Template
	for _, v := range l.all {
		if v.Key == t.Key && v.ID != t.ID && v.State == TextApproved && v.InForce <= day && v.InForce > found.InForce {
			found = v
		}
	}
	return found.ID
}

// on is what a version is worth on a day, among all versions.
func (t Template) on(all []Template, day Date) TemplateState {
	switch {
	case t.State != TextApproved:
		return t.State
	case t.InForce > day:
		return TextApproved
	case t.EndedOn != "" && t.EndedOn <= day:
		return TextEnded
	}
	if until := t.until(all); until != "" && until < day {
		return TextSuperseded
	}
	return TextInForce
}

// until is the last day of a version that an approved one follows, or that was ended; "" where neither is known.
func (t Template) until(all []Template) Date {
	if t.State != TextApproved {
		return ""
	}
	first := t.EndedOn
	for _, v := range all {
		later := v.InForce > t.InForce || v.InForce == t.InForce && v.ID > t.ID
		if v.Key == t.Key && v.State == TextApproved && later && (first == "" || v.InForce < first) {
			first = v.InForce
		}
	}
	if first == "" {
		return ""
	}
	return first.AddDays(-1)
}

// readBody reads a text that a face sends. Returns Invalid (error.template.damaged, error.template.large).
func readBody(body []byte) (wording.Text, error) {
	if len(body) > maxBody {
		return wording.Text{}, Errf(Invalid, "error.template.large", maxBody>>10).At("body")
	}
	t, err := wording.Read(body)
	if errors.Is(err, wording.ErrText) {
		return t, Errf(Invalid, "error.template.damaged").At("body")
	}
	return t, err
}
