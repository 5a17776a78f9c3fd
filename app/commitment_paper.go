package app

import (
	"bytes"
	"context"
	"strings"
)

// maxScan is the largest scan in bytes.
const maxScan = 20 << 20

// RecordPaper records a commitment signed on paper, attested by a custodian who is not
// the signer (rule 3). A scan has to be of that person's paper: its QR codes tell, or the custodian
// (ByEye). Returns NotAllowed (error.sign.self), Invalid (signed_on, scan, password), Throttled.
func (o *Office) RecordPaper(ctx context.Context, in PaperInput) (Commitment, error) {
	const act = "commitment.paper"
	err := o.view(ctx, act, in.PersonNumber, func(w *work) error {
		if _, err := w.mayAttest(in.PersonNumber, in.Key); err != nil {
			return err
		}
		return in.check(w.today)
	})
	if err != nil {
		return Commitment{}, err
	}
	if err := o.checkPassword(ctx, act, in.PersonNumber, in.Password); err != nil {
		return Commitment{}, err
	}
	return o.recordPaper(ctx, in)
}

// recordPaper records what a custodian attests, after the password.
func (o *Office) recordPaper(ctx context.Context, in PaperInput) (Commitment, error) {
	const act = "commitment.paper"
	read, err := o.codesOf(ctx, in.Scan)
	if err != nil {
		return Commitment{}, o.refused(ctx, act, in.PersonNumber, err)
	}
	var signed Commitment
	err = o.change(ctx, act, in.PersonNumber, func(c *change) error {
		p, err := c.mayAttest(in.PersonNumber, in.Key)
		if err != nil {
			return err
		}
		if err := in.check(c.today); err != nil {
			return err
		}
		v := Commitment{Key: in.Key, SignedOn: in.SignedOn, Method: "paper"}
		if len(in.Scan) > 0 {
			if v.TemplateID, v.Matched, err = c.matchScan(read, p, in); err != nil {
				return err
			}
		}
		signed, err = c.addCommitment(p, v, in.ScanName, in.Scan)
		return err
	})
	return signed, err
}

// mayAttest is for custodians, and never for what they signed themselves.
func (w *work) mayAttest(number string, key TemplateKey) (Person, error) {
	p, err := w.maySignFor(number, key)
	if err != nil {
		return p, err
	}
	if err := w.mustHave(Custodian); err != nil {
		return p, err
	}
	if p.ID == w.person.ID {
		return p, Errf(NotAllowed, "error.sign.self")
	}
	return p, nil
}

// check returns Invalid(s) by field: signed_on, scan.
func (in *PaperInput) check(today Date) error {
	var f formCheck
	f.date("signed_on", in.SignedOn)
	switch {
	case in.SignedOn == "":
		f.add(Errf(Invalid, "error.text.empty").At("signed_on"))
	case in.SignedOn > today:
		f.add(Errf(Invalid, "error.date.future").At("signed_on"))
	}
	f.line("scan", &in.ScanName, len(in.Scan) > 0)
	f.add(in.checkScan())
	return f.wrong.errOrNil()
}

func (in *PaperInput) checkScan() *Error {
	switch {
	case len(in.Scan) == 0 && in.ScanName != "":
		return Errf(Invalid, "error.scan.empty").At("scan")
	case len(in.Scan) > maxScan:
		return Errf(Invalid, "error.scan.large", maxScan>>20).At("scan")
	case len(in.Scan) > 0 && scanKind(in.Scan) == "":
		return Errf(Invalid, "error.scan.kind").At("scan")
	}
	return nil
}

// scanKinds are the files a scan may be, by their first bytes.
var scanKinds = []struct{ kind, magic string }{
	{"png", "\x89PNG\r\n\x1a\n"},
	{"jpeg", "\xff\xd8\xff"},
	{"pdf", "%PDF-"},
}

func scanKind(data []byte) string {
	for _, k := range scanKinds {
		if bytes.HasPrefix(data, []byte(k.magic)) {
			return k.kind
		}
	}
	return ""
}

// CommitmentScan returns the scan attached to a paper commitment and logs the view. The
// signer, custodian, administrator, inspector; NotFound without a scan.
func (o *Office) CommitmentScan(ctx context.Context, id int64) (name string, data []byte, err error) {
	err = o.change(ctx, "commitment.scan", commitmentObject(id), func(c *change) error {
		if _, _, err := c.mayReadCommitment(id); err != nil {
			return err
		}
		name, data, err = c.Scan(id)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	// A name from outside never carries a folder.
	return name[strings.LastIndexAny(name, `/\`)+1:], data, nil
}
