package app

import (
	"context"
	"errors"
	"math"
	"slices"
)

// Limits of a signature: a pad sends a few hundred points, a scanner some thousands.
const (
	maxStrokes = 2000
	maxPoints  = 100000
)

// PrepareSigning returns what the signing screen shows. The signer, or a custodian who
// attests. Returns NotAllowed, NotFound, Invalid (key).
func (o *Office) PrepareSigning(ctx context.Context, personNumber string, key TemplateKey) (Signing, error) {
	var s Signing
	err := o.view(ctx, "commitment.prepare", personNumber, func(w *work) error {
		p, err := w.maySignFor(personNumber, key)
		if err != nil {
			return err
		}
		t, err := w.textToSign(p, key)
		if err != nil {
			return err
		}
		s, err = w.signing(p, t)
		return err
	})
	return s, err
}

// maySignFor lets people sign for themselves and custodians attest what others sign.
func (w *work) maySignFor(number string, key TemplateKey) (Person, error) {
	texts, err := w.texts()
	if err != nil {
		return Person{}, err
	}
	if !texts.known(key) {
		return Person{}, Errf(Invalid, "error.choice").At("key")
	}
	p, err := w.PersonByNumber(number)
	if err != nil {
		return p, err
	}
	if p.ID != w.person.ID && !w.me.Roles.Has(Custodian) {
		return p, Errf(NotAllowed, "error.sign.attest")
	}
	if p.LeftBy(w.today) {
		return p, Errf(Conflict, "error.person.left", p.Name).With(FixPerson, p.Number)
	}
	return p, nil
}

// textToSign is the version that a person signs today: see textsOn.toSign.
func (w *work) textToSign(p Person, key TemplateKey) (Template, error) {
	v, err := w.versionToSign(p, key, w.today)
	if err != nil {
		return Template{}, err
	}
	return w.Template(v.ID)
}

func (w *work) versionToSign(p Person, key TemplateKey, on Date) (TextVersion, error) {
	versions, err := w.TextVersions()
	if err != nil {
		return TextVersion{}, err
	}
	signed, err := w.CommitmentsOf(p.ID)
	if err != nil {
		return TextVersion{}, err
	}
	v, ok := textsFrom(versions, on).toSign(signed, key, w.settings)
	if !ok {
		return v, Errf(NotFound, "error.notfound")
	}
	return v, nil
}

func (w *work) signing(p Person, t Template) (Signing, error) {
	org, err := w.Organisation()
	if err != nil {
		return Signing{}, err
	}
	head, err := printedHead(w)
	return Signing{
		Person: p, Template: t, Organisation: org, Today: w.today, ValidUntil: w.settings.validUntil(w.today, t.Months),
		OwnPassword: p.ID == w.person.ID, AuditHead: head, PrintedBy: w.person.Name, Now: w.now,
	}, err
}

// Sign records a commitment signed on screen. The signer with the own password, or
// a custodian other than the signer who attests with theirs (rule 3). Returns
// NotAllowed, Invalid (signature, read, password), Throttled.
func (o *Office) Sign(ctx context.Context, in SignInput) (Commitment, error) {
	const act = "commitment.sign"
	err := o.view(ctx, act, in.PersonNumber, func(w *work) error {
		if _, err := w.maySignFor(in.PersonNumber, in.Key); err != nil {
			return err
		}
		return in.check()
	})
	if err != nil {
		return Commitment{}, err
	}
	if err := o.checkPassword(ctx, act, in.PersonNumber, in.Password); err != nil {
		return Commitment{}, err
	}
	var signed Commitment
	err = o.change(ctx, act, in.PersonNumber, func(c *change) error {
		p, err := c.maySignFor(in.PersonNumber, in.Key)
		if err != nil {
			return err
		}
		s, err := c.tx.AddSignature(Signature{Name: p.Name, Strokes: in.Strokes, At: c.now, Place: in.Place})
		if err != nil {
			return err
		}
		signed, err = c.addCommitment(p, Commitment{Key: in.Key, TemplateID: in.TemplateID, SignedOn: c.today, Method: onScreen, Signature: s}, "", nil)
		return err
	})
	return signed, err
}

// checkPassword asks the vault for the actor's password, outside any transaction
// because it is slow on purpose. A refusal is logged as act on object.
func (o *Office) checkPassword(ctx context.Context, act, object, password string) error {
	err := o.keyring.CheckPassword(ctx, o.id.Login, password)
	if err == nil {
		return nil
	}
	err = o.refused(ctx, act, object, atField("password", err))
	if len(o.keyring.Failures()) > 0 { // this one has just been logged
		return errors.Join(err, o.keyring.FailuresLogged())
	}
	return err
}

// versionSigned is the version that was signed on a day: the one named, which must have been in force or to
// come, or the one that p signs on that day where none is named. Returns Invalid (error.sign.before), Conflict
// (error.sign.version).
func (w *work) versionSigned(p Person, key TemplateKey, named int64, on Date) (TextVersion, error) {
	if named == 0 {
		v, err := w.versionToSign(p, key, on)
		if err != nil && CodeOf(err) == NotFound {
			return v, Errf(Invalid, "error.sign.before").At("signed_on")
		}
		return v, err
	}
	versions, err := w.TextVersions()
	if err != nil {
		return TextVersion{}, err
	}
	texts := textsFrom(versions, on)
	for _, v := range []TextVersion{texts.inForce[key], texts.coming[key]} {
		if v.ID == named {
			return v, nil
		}
	}
	return TextVersion{}, Errf(Conflict, "error.sign.version")
}

// addCommitment completes and adds a commitment of p to the text named, or to the one to be signed on the
// day, and logs it.
func (c *change) addCommitment(p Person, v Commitment, scanName string, scan []byte) (Commitment, error) {
	t, err := c.versionSigned(p, v.Key, v.TemplateID, v.SignedOn)
	if err != nil {
		return v, err
	}
	v.PersonID, v.TemplateID, v.ValidUntil = p.ID, t.ID, c.settings.validUntil(v.SignedOn, t.Months)
	v.RecordedOn = c.today
	if p.ID != c.person.ID {
		v.Witness, v.WitnessID = c.person.Name, c.person.ID
	}
	if v, err = c.tx.AddCommitment(v, scanName, scan); err != nil {
		return v, err
	}
	if err := c.fulfil(v); err != nil {
		return v, err
	}
	err = c.log(p.Number, map[string]any{
		"key": v.Key, "version": v.Version, "method": v.Method, "signed_on": v.SignedOn, "until": v.ValidUntil, "sha256": v.TextSHA256,
		"matched": v.Matched,
	})
	if err != nil {
		return v, err
	}
	if err := c.sealSigned(v.ID); err != nil {
		return v, err
	}
	return c.Commitment(v.ID)
}

// check returns Invalid(s) by field: signature, read, place.
func (in *SignInput) check() error {
	var f formCheck
	f.add(CheckStrokes("signature", in.Strokes))
	if !in.ReadToEnd {
		f.add(Errf(Invalid, "error.sign.unread").At("read"))
	}
	f.line("place", &in.Place, false)
	return f.wrong.errOrNil()
}

// CheckStrokes returns Invalid at field for a signature that is blank
// (error.sign.blank) or is no drawing on the pad (error.sign.strokes).
func CheckStrokes(field string, strokes [][]Point) *Error {
	if (Signature{Strokes: strokes}).Blank() {
		return Errf(Invalid, "error.sign.blank").At(field)
	}
	points := 0
	for _, stroke := range strokes {
		points += len(stroke)
		if slices.ContainsFunc(stroke, offPad) {
			return Errf(Invalid, "error.sign.strokes").At(field)
		}
	}
	if len(strokes) > maxStrokes || points > maxPoints {
		return Errf(Invalid, "error.sign.strokes").At(field)
	}
	return nil
}

// offPad reports a point outside the pad; a pen may slip a little over its edge.
func offPad(p Point) bool {
	out := func(v float64) bool { return math.IsNaN(v) || v < -0.5 || v > 1.5 }
	return out(p.X) || out(p.Y)
}

// atField puts an answer at a form's field; any other error passes unchanged.
func atField(field string, err error) error {
	if e, ok := err.(*Error); ok { //nolint:errorlint // only the answer itself, not one inside another error
		return e.At(field)
	}
	return err
}
