package app

import (
	"context"
	"errors"
	"strings"
)

// matchScan compares what was read in a scan with the person and the text it is given for, and returns the version
// that the pages name. A scan without a code needs the custodian's word that it is the right paper, and says
// nothing of the version; one that lacks pages needs it that the paper is whole. Returns Invalid
// (error.scan.person, error.scan.text, error.scan.code, error.scan.lacks) at the field scan.
func (w *work) matchScan(read scanned, p Person, in PaperInput) (version int64, how ScanMatched, err error) {
	if len(read.papers) == 0 {
		if in.ByEye {
			return 0, MatchedByEye, nil
		}
		return 0, "", Errf(Invalid, "error.scan.code").At("scan")
	}
	for _, c := range read.papers {
		if c.Person != p.Number {
			return 0, "", w.otherPerson(c).At("scan")
		}
		t, err := w.TemplateNamed(c.Number, c.Version)
		if err != nil && CodeOf(err) != NotFound {
			return 0, "", err
		}
		if err != nil || t.Key != in.Key || version != 0 && version != t.ID {
			return 0, "", Errf(Invalid, "error.scan.text", c.Number, c.Version).At("scan")
		}
		version = t.ID
	}
	switch lacks := read.lacks(); {
	case len(lacks) == 0:
		return version, MatchedByCode, nil
	case in.ByEye:
		return version, MatchedByEye, nil
	default:
		return 0, "", Errf(Invalid, "error.scan.lacks", read.of, pageList(lacks)).At("scan")
	}
}

// otherPerson names whose paper a code belongs to.
func (w *work) otherPerson(c PaperCode) *Error {
	who := c.Person
	if p, err := w.PersonByNumber(c.Person); err == nil {
		who = p.Number + " " + p.Name
	}
	return Errf(Invalid, "error.scan.person", who)
}

// ScanFile is one file of a stack of scans.
type ScanFile struct {
	Name string
	Data []byte // PNG, JPEG or PDF, at most 20 MB
}

// ScanMatch says whose paper a scan is, or why that can't be told.
type ScanMatch struct {
	Name     string
	Person   Person
	Template Template // without its body
	Title    string
	Already  Date  // the day of a commitment to this version that holds already, "" for none
	Problem  error // nil, or an *Error to be shown: the scan is to be given to a person by hand, or not at all
}

// What is looked at in one go: scans, and bytes of all of them.
const (
	maxStack      = 200
	maxStackBytes = 512 << 20
)

// MatchScans reads the QR codes of a stack of scans and tells whose each is; progress, which may be nil, is
// told how many were read. Custodian. Returns Invalid (error.scan.stack, error.scan.heavy) for too many.
func (o *Office) MatchScans(ctx context.Context, files []ScanFile, progress Progress) ([]ScanMatch, error) {
	const act = "commitment.match"
	err := o.view(ctx, act, "", func(w *work) error {
		if err := w.mustHave(Custodian); err != nil {
			return err
		}
		return checkStack(files)
	})
	if err != nil {
		return nil, err
	}
	out := make([]ScanMatch, len(files))
	read := make([]scanned, len(files))
	for i, f := range files {
		out[i].Name = f.Name
		if read[i], err = o.codesOf(ctx, f.Data); err != nil && onlyFailure(err) != nil {
			return nil, err
		}
		out[i].Problem = err
		if progress != nil {
			progress(int64(i+1), int64(len(files)))
		}
	}
	err = o.view(ctx, act, "", func(w *work) error {
		for i := range out {
			if err := w.findScan(&out[i], read[i]); err != nil {
				return err
			}
		}
		sameTwice(out)
		return nil
	})
	return out, err
}

func checkStack(files []ScanFile) error {
	sum := 0
	for _, f := range files {
		sum += len(f.Data)
	}
	switch {
	case len(files) > maxStack:
		return Errf(Invalid, "error.scan.stack", maxStack).At("scan")
	case sum > maxStackBytes:
		return Errf(Invalid, "error.scan.heavy", maxStackBytes>>20).At("scan")
	}
	return nil
}

// findScan finds the person and the text of what was read in a scan.
func (w *work) findScan(m *ScanMatch, read scanned) error {
	switch {
	case m.Problem != nil:
		return nil
	case len(read.papers) == 0:
		m.Problem = Errf(Invalid, "error.scan.none").At("scan")
		return nil
	case len(read.papers) > 1:
		m.Problem = Errf(Invalid, "error.scan.several", w.namesOf(read.papers)).At("scan")
		return nil
	}
	c := read.papers[0]
	p, err := w.PersonByNumber(c.Person)
	if err == nil {
		m.Person = p
		m.Template, err = w.TemplateNamed(c.Number, c.Version)
	}
	if CodeOf(err) == NotFound && err != nil {
		m.Problem = Errf(NotFound, "error.scan.unknown", c.Number, c.Version, c.Person).At("scan")
		return nil
	}
	if err != nil {
		return err
	}
	m.Title, m.Template.Body = m.Template.Title(), nil
	if _, err := w.mayAttest(p.Number, m.Template.Key); err != nil {
		m.Problem = err
		return onlyFailure(err)
	}
	if lacks := read.lacks(); len(lacks) > 0 {
		m.Problem = Errf(Invalid, "error.scan.part", read.of, pageList(lacks)).At("scan")
		return nil
	}
	signed, err := w.CommitmentsOf(p.ID)
	if have, found := longest(signed, m.Template.ID, w.today); found {
		m.Already = have.SignedOn
	}
	return err
}

// namesOf lists whose papers a scan holds.
func (w *work) namesOf(codes []PaperCode) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = c.Person
		if p, err := w.PersonByNumber(c.Person); err == nil {
			names[i] += " " + p.Name
		}
		names[i] += " " + c.Number + " " + c.Version
	}
	return strings.Join(names, "、")
}

// sameTwice marks the later of two scans of one person's same paper.
func sameTwice(matches []ScanMatch) {
	type paper struct{ person, template int64 }
	first := map[paper]string{}
	for i := range matches {
		m := &matches[i]
		if m.Problem != nil {
			continue
		}
		key := paper{m.Person.ID, m.Template.ID}
		if name, twice := first[key]; twice {
			m.Problem = Errf(Conflict, "error.scan.twice", name).At("scan")
			continue
		}
		first[key] = m.Name
	}
}

// RecordPapers records commitments signed on paper, each as RecordPaper does, all attested with one password;
// the inputs' own are not asked. The answer holds an error, or nil, for each input: a refused one keeps none of
// the others from being recorded. Returns what RecordPaper returns for the password.
func (o *Office) RecordPapers(ctx context.Context, ins []PaperInput, password string) ([]error, error) {
	const act = "commitment.paper"
	err := o.view(ctx, act, "", func(w *work) error { return w.mustHave(Custodian) })
	if err != nil {
		return nil, err
	}
	if err := o.checkPassword(ctx, act, "", password); err != nil {
		return nil, err
	}
	out := make([]error, len(ins))
	for i, in := range ins {
		_, err := o.recordPaper(ctx, in)
		if err != nil && !isAnswer(err) {
			return out, err
		}
		out[i] = err
	}
	return out, nil
}

// isAnswer reports whether an error is an answer to the person.
func isAnswer(err error) bool {
	var answer *Error
	return errors.As(err, &answer)
}
