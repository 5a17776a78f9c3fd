package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"time"

	"custody/app/wording"
	"custody/assets"
)

// maxBody is the largest body of a text in bytes.
const maxBody = 1 << 20

// Who writes texts and who decides on them; nobody decides on what they wrote (rule 3).
var (
	templateWriters  = []Role{Custodian, Administrator}
	templateDeciders = []Role{Approver, Administrator}
)

// ownKey is the form of the key of one of the office's own texts.
var ownKey = regexp.MustCompile(`^own-[a-z0-9]{1,20}$`)

// DraftTemplate begins a new version of a text, or a new text of the office's own. Custodian or administrator.
// Returns NotAllowed, NotFound (From), Invalid (key, version, note, body).
func (o *Office) DraftTemplate(ctx context.Context, in NewDraft) (Template, error) {
	var t Template
	err := o.change(ctx, "template.draft", "", func(c *change) error {
		if err := c.mustHave(templateWriters...); err != nil {
			return err
		}
		all, err := c.Templates()
		if err != nil {
			return err
		}
		if t, err = c.newDraft(in, all); err != nil {
			return err
		}
		if t, err = c.tx.AddTemplate(t); err != nil {
			return err
		}
		return c.logTemplate(t, nil)
	})
	return t, err
}

// newDraft is the draft that in asks for, not yet in the register.
func (c *change) newDraft(in NewDraft, all []Template) (Template, error) {
	t := Template{Key: in.Key, Version: in.Version}
	t.Drafting = Drafting{State: TextDraft, AuthorID: c.person.ID, Note: in.Note}
	body, err := c.draftBody(&t, in)
	if err != nil {
		return t, err
	}
	if t.Key == "" {
		t.Key = freeKey(all)
	}
	if !slices.Contains(AllTemplates, t.Key) && !ownKey.MatchString(string(t.Key)) {
		return t, Errf(Invalid, "error.choice").At("key")
	}
	if t.Version == "" {
		t.Version = nextVersion(t.Key, all)
	}
	if body.Number == "" || numbersAnother(t.Key, body.Number, all) {
		org, err := c.Organisation()
		if err != nil {
			return t, err
		}
		body.Number = numberOf(t.Key, org, all)
	}
	return t, c.write(&t, body, all)
}

// draftBody is the text that a draft begins with.
func (c *change) draftBody(t *Template, in NewDraft) (wording.Text, error) {
	if in.From != 0 {
		from, err := c.Template(in.From)
		if err != nil {
			return wording.Text{}, err
		}
		if from.State == TextDraft {
			t.Writers = from.Writers // who wrote it does not approve its copy either
		}
		if t.Key == "" {
			t.Key = from.Key
		}
		if in.Body == nil {
			in.Body = from.Body
		}
	}
	if in.Body == nil {
		return emptyText()
	}
	return readBody(in.Body)
}

// emptyText is what a text of the office's own begins with.
func emptyText() (wording.Text, error) {
	body, err := assets.Templates.ReadFile(path.Join("templates", "own.json"))
	if err != nil {
		return wording.Text{}, err
	}
	return wording.Read(body)
}

// write puts a text into a draft, checked by form but not yet by what it says: what is unfinished may be kept.
func (c *change) write(t *Template, body wording.Text, all []Template) error {
	var f formCheck
	f.line("version", &t.Version, true)
	f.note("note", &t.Note)
	if slices.ContainsFunc(all, func(v Template) bool { return v.Key == t.Key && v.Version == t.Version && v.ID != t.ID }) {
		f.add(Errf(Invalid, "error.template.version", t.Version).At("version"))
	}
	f.line("number", &body.Number, false)
	if body.Number != "" && numbersAnother(t.Key, body.Number, all) {
		f.add(Errf(Invalid, "error.template.number", body.Number).At("number"))
	}
	f.encodes("version", t.Version)
	f.encodes("number", body.Number)
	body = body.Clean()
	body.Key, body.Version, body.Issued = string(t.Key), t.Version, ""
	f.audience(body)
	if err := f.wrong.errOrNil(); err != nil {
		return err
	}
	t.Audience = audienceOf(body).of(t.Key)
	if !t.Key.Own() { // whom they bind is in the procedure, not in the text
		body.For = wording.Audience{}
		body.Gate = t.Audience.Gate && t.Key == Conduct
	}
	t.Number, t.Months, t.ChangedAt, t.SubmittedAt = body.Number, body.ValidMonths, c.now, time.Time{}
	if !slices.Contains(t.Writers, c.person.ID) {
		t.Writers = append(t.Writers, c.person.ID)
	}
	return t.setBody(body)
}

// setBody keeps a text as its exact bytes with their sum.
func (t *Template) setBody(body wording.Text) error {
	data, err := body.Bytes()
	if err != nil {
		return err
	}
	if len(data) > maxBody {
		return Errf(Invalid, "error.template.large", maxBody>>10).At("body")
	}
	sum := sha256.Sum256(data)
	t.Body, t.SHA256 = data, hex.EncodeToString(sum[:])
	return nil
}

// audience checks whom a text says that it is for.
func (f *formCheck) audience(body wording.Text) {
	a := audienceOf(body)
	for _, k := range a.Kinds {
		oneOf(f, "for", k, AllPersonKinds)
	}
	for _, r := range a.Roles {
		oneOf(f, "for", r, AllRoles)
	}
}

func audienceOf(body wording.Text) Audience {
	a := Audience{Gate: body.Gate}
	for _, k := range body.For.Kinds {
		a.Kinds = append(a.Kinds, PersonKind(k))
	}
	for _, r := range body.For.Roles {
		a.Roles = append(a.Roles, Role(r))
	}
	return a
}

// SaveTemplateDraft keeps a draft as it was written; whoever does has written in it, and can't approve it. One
// that was handed in is taken back by it.
// Custodian or administrator. Returns NotAllowed, NotFound, Conflict (error.template.decided) for what is no
// draft any more, Invalid (version, note, body).
func (o *Office) SaveTemplateDraft(ctx context.Context, id int64, body []byte, version, note string) error {
	return o.change(ctx, "template.save", templateObject(id), func(c *change) error {
		t, err := c.draftToWrite(id)
		if err != nil {
			return err
		}
		text, err := readBody(body)
		if err != nil {
			return err
		}
		all, err := c.Templates()
		if err != nil {
			return err
		}
		t.Version, t.Note = version, note
		if err := c.write(&t, text, all); err != nil {
			return err
		}
		if err := c.tx.SaveTemplate(t); err != nil {
			return err
		}
		return c.logTemplate(t, nil)
	})
}

// DropTemplateDraft removes a draft. Custodian or administrator. Returns NotAllowed, NotFound, Conflict
// (error.template.decided).
func (o *Office) DropTemplateDraft(ctx context.Context, id int64) error {
	return o.change(ctx, "template.drop", templateObject(id), func(c *change) error {
		t, err := c.draftToWrite(id)
		if err != nil {
			return err
		}
		if err := c.tx.DropTemplate(id); err != nil {
			return err
		}
		return c.logTemplate(t, nil)
	})
}

func (c *change) draftToWrite(id int64) (Template, error) {
	if err := c.mustHave(templateWriters...); err != nil {
		return Template{}, err
	}
	return c.draft(id)
}

// draft returns a version that is still undecided.
func (c *change) draft(id int64) (Template, error) {
	t, err := c.Template(id)
	if err == nil && t.State != TextDraft {
		err = Errf(Conflict, "error.template.decided", t.Version)
	}
	return t, err
}

// logTemplate logs the act on a version, with facts beside which it is.
func (c *change) logTemplate(t Template, more map[string]any) error {
	facts := map[string]any{"key": t.Key, "version": t.Version, "sha256": t.SHA256}
	for k, v := range more {
		facts[k] = v
	}
	return c.log(templateObject(t.ID), facts)
}

// freeKey is the key of the office's next own text.
func freeKey(all []Template) TemplateKey {
	last := 0
	for _, t := range all {
		if n, err := strconv.Atoi(string(t.Key)[min(len(ownPrefix), len(t.Key)):]); t.Key.Own() && err == nil {
			last = max(last, n)
		}
	}
	return TemplateKey(ownPrefix + strconv.Itoa(last+1))
}

// lastFigure is the figure that counts versions: the 3 of C/3 or V1.3.
var lastFigure = regexp.MustCompile(`^(.*?)(\d{1,6})$`)

// nextVersion counts on from the highest version of a text: C/0, C/1 …; A/0 for the first.
func nextVersion(key TemplateKey, all []Template) string {
	prefix, last := "A/", -1
	for _, t := range all {
		m := lastFigure.FindStringSubmatch(t.Version)
		if t.Key != key || m == nil {
			continue
		}
		if n, _ := strconv.Atoi(m[2]); n > last { // at most six figures
			prefix, last = m[1], n
		}
	}
	return fmt.Sprintf("%s%d", prefix, last+1)
}

// numbersAnother reports a document number that is another text's: a page is known by number and version.
func numbersAnother(key TemplateKey, number string, all []Template) bool {
	return slices.ContainsFunc(all, func(t Template) bool { return t.Key != key && t.Number == number })
}

// numberOf is the document number of a text: that of its other versions, else the next free record of the
// procedure, ZBT-TP-046-R4.
func numberOf(key TemplateKey, org Organisation, all []Template) string {
	taken := make(map[string]bool)
	for _, t := range all {
		if t.Key == key && t.Number != "" {
			return t.Number
		}
		taken[t.Number] = true
	}
	for n := 1; ; n++ {
		if number := fmt.Sprintf("%s-R%d", org.Document, n); !taken[number] {
			return number
		}
	}
}
