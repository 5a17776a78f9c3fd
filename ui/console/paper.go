package console

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"custody/app"
	"custody/ui/words"
)

// maxPaperFile is far more than the largest sealed paper.
const maxPaperFile = 64 << 20

// paperResult is what letter verify prints with --json.
type paperResult struct {
	OK          bool              `json:"ok"`
	SHA256      string            `json:"sha256"`
	Name        string            `json:"name"`
	For         string            `json:"for"`
	Subject     string            `json:"subject"`
	SealedAt    time.Time         `json:"sealed_at"`
	Fingerprint string            `json:"fingerprint"`
	Certificate string            `json:"certificate"`
	SelfSigned  bool              `json:"self_signed"`
	Registered  *registeredResult `json:"registered,omitempty"`
	Timestamp   *stampResult      `json:"timestamp,omitempty"`
}

// registeredResult is what the vault knows of the paper.
type registeredResult struct {
	Kind       string `json:"kind"`
	Ref        string `json:"ref"`
	Person     string `json:"person"`
	Entry      int64  `json:"audit_entry"`
	Newest     bool   `json:"newest"`
	ReplacedBy string `json:"replaced_by,omitempty"` // SHA-256 of the newest
}

type stampResult struct {
	At          time.Time `json:"at"`
	By          string    `json:"by"`
	Fingerprint string    `json:"fingerprint,omitempty"`
}

// problemResult is what letter verify prints with --json for a file that does not hold.
type problemResult struct {
	OK      bool   `json:"ok"`
	Problem string `json:"problem"`
	Text    string `json:"text"`
}

// runLetterVerify tells whether a PDF is as it was sealed, and for whom; with --vault also whether it is one of
// the vault's, and with --stamp what a timestamp says of it.
func runLetterVerify(ctx context.Context, c *call) error {
	if len(c.args) != 1 {
		return errUsage
	}
	pdf, err := readPaper(c.args[0])
	if err != nil {
		return err
	}
	check, err := c.checkPaper(ctx, pdf)
	if err != nil {
		return c.paperProblem(err)
	}
	out := result(check)
	if err := c.addStamp(&out, check, pdf); err != nil {
		return c.paperProblem(err)
	}
	return c.print(out, strings.Join(out.lines(check), "\n"))
}

// checkPaper asks the vault, where one is named.
func (c *call) checkPaper(ctx context.Context, pdf []byte) (app.PaperCheck, error) {
	var out app.PaperCheck
	var err error
	if c.vault == "" {
		out.SealCheck, err = app.CheckSeal(pdf)
		return out, err
	}
	err = c.within(ctx, c.vault, func(s *session) (err error) {
		out, err = s.office.CheckPaper(ctx, pdf)
		return err
	})
	return out, err
}

// addStamp says what --stamp or the vault knows of a timestamp.
func (c *call) addStamp(out *paperResult, check app.PaperCheck, pdf []byte) error {
	if c.stamp == "" {
		if !check.Paper.StampedAt.IsZero() {
			out.Timestamp = &stampResult{At: check.Paper.StampedAt, By: check.Paper.StampedBy}
		}
		return nil
	}
	response, err := readPaper(c.stamp)
	if err != nil {
		return err
	}
	s, err := app.CheckStamp(pdf, response)
	out.Timestamp = &stampResult{At: s.At, By: s.By, Fingerprint: s.Fingerprint}
	return err
}

// result is a check for machines.
func result(check app.PaperCheck) paperResult {
	out := paperResult{
		OK: true, SHA256: check.SHA256, Name: check.Name, For: check.For, Subject: check.Reason, SealedAt: check.At,
		Fingerprint: check.Fingerprint, Certificate: check.Certificate, SelfSigned: check.SelfSigned,
	}
	if p := check.Paper; p.ID != 0 {
		out.Registered = &registeredResult{
			Kind: string(p.Kind), Ref: p.Ref, Person: p.Number + " " + p.Person, Entry: check.Entry, Newest: check.Newest.ID == p.ID,
		}
		if check.Newest.ID != p.ID {
			out.Registered.ReplacedBy = check.Newest.SHA256
		}
	}
	return out
}

// lines is a check for people.
func (r paperResult) lines(check app.PaperCheck) []string {
	out := []string{
		words.T("console.letter.intact"),
		words.T("console.letter.for", r.For, r.Subject),
		words.T("console.letter.by", r.Name, r.SealedAt.Format(time.DateTime)),
		words.T("console.letter.fingerprint", app.Groups(r.Fingerprint)),
	}
	switch {
	case r.Registered == nil && r.SelfSigned:
		out = append(out, words.T("console.letter.compare"))
	case r.Registered == nil:
		out = append(out, words.T("console.letter.issued", r.Certificate))
	case r.Registered.Newest:
		out = append(out, words.T("console.letter.registered", r.Registered.Ref, r.Registered.Entry))
	default:
		out = append(out, words.T("console.letter.registered", r.Registered.Ref, r.Registered.Entry),
			words.T("console.letter.replaced", check.Newest.At.Format(time.DateTime)))
	}
	if r.Timestamp != nil {
		out = append(out, words.T("console.letter.stamped", r.Timestamp.By, r.Timestamp.At.Local().Format(time.DateTime)))
	}
	return out
}

// paperProblem prints with --json why a file does not hold.
func (c *call) paperProblem(err error) error {
	var e *app.Error
	if c.json && errors.As(err, &e) {
		at := strings.LastIndexByte(e.Key, '.')
		if failed := c.print(problemResult{Problem: e.Key[at+1:], Text: words.T(e.Key, e.Args...)}, ""); failed != nil {
			return failed
		}
	}
	return err
}

// readPaper reads a file that is no larger than a sealed paper can be.
func readPaper(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, tell("console.unreadable", path)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPaperFile+1))
	if err != nil {
		return nil, tell("console.unreadable", path)
	}
	if len(data) > maxPaperFile {
		return nil, tell("console.letter.large", path)
	}
	return data, nil
}

// runStampRequest writes the request for a timestamp over a sealed PDF into a new file. No vault is needed.
func runStampRequest(_ context.Context, c *call) error {
	if len(c.args) != 1 || c.out == "" {
		return errUsage
	}
	pdf, err := readPaper(c.args[0])
	if err != nil {
		return err
	}
	request, err := app.RequestStamp(pdf)
	if err != nil {
		return err
	}
	if err := writeNew(c.out, request); err != nil {
		return err
	}
	return c.print(map[string]any{"file": c.out}, words.T("console.letter.stamp.request", c.out))
}

// runStampImport keeps a timestamp authority's answer with the paper that it is for.
func runStampImport(ctx context.Context, c *call) error {
	if len(c.args) != 2 {
		return errUsage
	}
	pdf, err := readPaper(c.args[0])
	if err != nil {
		return err
	}
	response, err := readPaper(c.args[1])
	if err != nil {
		return err
	}
	return c.within(ctx, c.vault, func(s *session) error {
		check, err := s.office.CheckPaper(ctx, pdf)
		if err != nil {
			return err
		}
		p, err := s.office.ImportTimestamp(ctx, check.Paper.ID, response)
		if err != nil {
			return err
		}
		return c.print(stampResult{At: p.StampedAt, By: p.StampedBy}, words.T("console.letter.stamped", p.StampedBy, p.StampedAt.Local().Format(time.DateTime)))
	})
}
