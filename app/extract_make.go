package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// AllExtractKinds lists them in order.
var AllExtractKinds = []ExtractKind{Printed, Exported, Excerpted, SentOut}

// allows reports whether a loan with p allows an extract of the kind.
func (p Permits) allows(k ExtractKind) bool {
	switch k {
	case Printed:
		return p.Print
	case Exported, SentOut:
		return p.Export
	case Excerpted:
		return p.Excerpt
	}
	return false
}

// MakeExtract enters a print, an export or an excerpt of what is open for reading in the
// register of copies and returns it with the lines to be burned into every page; to be called
// before a byte leaves the window (§5.3.4, rule 7). Only a loan that allows the kind does,
// also for custodians and staff assigned: nobody approves their own. The due date is not after
// the loan's. Exports need a fresh password; what is sent to a reader outside also names them
// and the consent or legal basis (§5.2.3). Returns NotAllowed (error.unsigned,
// error.permit.loan with FixRequest, error.permit.<kind>), Conflict (error.extract.shut when it
// is not open any more), Invalid(s) (pages, purpose, due, outside, basis, kind), Unconfirmed.
func (o *Office) MakeExtract(ctx context.Context, r *Reading, q ExtractRequest) (Extract, []string, error) {
	var e Extract
	var mark []string
	if r == nil {
		r = &Reading{}
	}
	err := o.change(ctx, extractAct(q.Kind), cmp.Or(r.Document, loggedCodes(q.Document)), func(c *change) error {
		lent, err := c.mayExtract(*r, q)
		if err != nil {
			return err
		}
		if e, err = c.extractOf(*r, lent, q); err != nil {
			return err
		}
		if q.Kind == Exported || q.Kind == SentOut {
			if err := o.mustConfirm(); err != nil {
				return err
			}
		}
		if e, err = c.tx.AddExtract(e, c.now.Year()); err != nil {
			return err
		}
		mark = c.extractMark(e)
		return c.log(e.Number, extractFacts(e))
	})
	if err != nil {
		return Extract{}, nil, err
	}
	return e, mark, nil
}

// extractAct is what the log calls an extract.
func extractAct(k ExtractKind) string {
	if slices.Contains(AllExtractKinds, k) {
		return "extract." + string(k)
	}
	return "extract.make"
}

// mayExtract finds the actor's loan of what is open, and refuses one that does not allow it.
func (c *change) mayExtract(r Reading, q ExtractRequest) (LentContent, error) {
	if err := c.mustBeBound(); err != nil {
		return LentContent{}, err
	}
	if !slices.Contains(AllExtractKinds, q.Kind) {
		return LentContent{}, Errf(Invalid, "error.extract.kind").At("kind")
	}
	content, err := c.stillOpen(r)
	if err != nil {
		return LentContent{}, err
	}
	lent, err := c.LentTo(c.person.ID, c.today)
	if err != nil {
		return LentContent{}, err
	}
	i := slices.IndexFunc(lent, func(l LentContent) bool { return l.ContentID == content.ID && l.Open })
	switch {
	case i < 0:
		return LentContent{}, Errf(NotAllowed, "error.permit.loan", content.Document).With(FixRequest, electronicCode(content.Document))
	case !lent[i].Allowed.allows(q.Kind):
		return LentContent{}, Errf(NotAllowed, "error.permit."+string(q.Kind), content.Document, lent[i].Loan)
	}
	return lent[i], nil
}

// stillOpen returns what the actor has open: the reading is theirs and not closed, and the
// file is still the one that was opened. Returns Conflict (error.extract.shut).
func (c *change) stillOpen(r Reading) (Content, error) {
	shut := Errf(Conflict, "error.extract.shut")
	v, err := c.View(r.ViewID)
	if err != nil {
		return Content{}, missing(err, shut)
	}
	if v.PersonID != c.person.ID || !v.ClosedAt.IsZero() {
		return Content{}, shut
	}
	content, err := c.Content(v.ContentID)
	if err == nil && content.State != ContentSealed {
		err = shut
	}
	return content, err
}

// extractOf makes the entry of the register from what was asked for.
func (c *change) extractOf(r Reading, lent LentContent, q ExtractRequest) (Extract, error) {
	var f formCheck
	content, err := c.Content(lent.ContentID)
	if err != nil {
		return Extract{}, err
	}
	if q.Document != "" && CleanCode(q.Document) != content.Document {
		f.add(Errf(Invalid, "error.extract.other", content.Document).At("document"))
	}
	f.line("purpose", &q.Purpose, true)
	f.add(c.extractDue(q.Due, lent))
	pages, e := pagesOf(q)
	f.add(e)
	if q.Kind == SentOut {
		f.line("outside", &q.Outside, true)
		f.line("basis", &q.Basis, true)
	} else {
		q.Outside, q.Basis = "", ""
	}
	return Extract{
		Kind: q.Kind, ContentID: content.ID, ItemID: lent.ItemID, Pages: pages, HolderID: c.person.ID, Outside: q.Outside,
		Basis: q.Basis, Purpose: q.Purpose, Due: q.Due, MadeAt: c.now, State: ExtractOut,
	}, f.wrong.errOrNil()
}

// extractDue checks the due date: needed, not past, not after the loan's (rule 8).
func (c *change) extractDue(due Date, lent LentContent) *Error {
	switch {
	case due == "":
		return Errf(Invalid, "error.extract.due.missing").At("due")
	case !due.Valid():
		return Errf(Invalid, "error.date", string(due)).At("due")
	case due < c.today:
		return Errf(Invalid, "error.loan.due.past").At("due")
	case due > lent.Due:
		return Errf(Invalid, "error.extract.due.late", lent.Loan, string(lent.Due)).At("due")
	}
	return nil
}

// pagesOf puts the pages right. An excerpt is some of them: all of them are an export, which is
// another permission.
func pagesOf(q ExtractRequest) (string, *Error) {
	pages, err := ParsePages(q.Pages, cmp.Or(max(q.Of, 0), maxPages))
	if e, ok := err.(*Error); ok { //nolint:errorlint // ParsePages makes it
		return "", e
	}
	if q.Kind == Excerpted {
		switch {
		case q.Of < 1:
			return "", Errf(Invalid, "error.extract.pages.unknown").At("pages")
		case len(pages) == 0:
			return "", Errf(Invalid, "error.extract.pages.none").At("pages")
		case len(pages) == q.Of:
			return "", Errf(Invalid, "error.extract.pages.all").At("pages")
		}
	}
	return FormatPages(pages), nil
}

// extractMark is what is burned into every page that leaves: who, when, on which loan, under
// which number.
func (c *change) extractMark(e Extract) []string {
	return append(c.markLines(e.Loan), e.Number)
}

// extractFacts is what the log says of an extract: nothing that was typed but the pages.
func extractFacts(e Extract) map[string]any {
	facts := map[string]any{"document": e.Document, "loan": e.Loan, "due": string(e.Due)}
	if e.Pages != "" {
		facts["pages"] = strings.ReplaceAll(e.Pages, " ", "")
	}
	return facts
}
