package app_test

import (
	"context"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// extractActs are the use cases on copies and readings of a document that the holder has on
// loan, and who may do them: roles, "holder", or everybody for nil.
var extractActs = []struct {
	act string
	may []string
	do  func(ctx context.Context, s *readingStage, o *app.Office) error
}{
	{"extract.print", []string{"holder"}, func(ctx context.Context, s *readingStage, o *app.Office) error {
		r, err := o.OpenContent(ctx, s.doc)
		if err != nil {
			r = s.reading // somebody else's
		}
		_, _, err = o.MakeExtract(ctx, r, s.wanted(app.Printed))
		return err
	}},
	{"extract.close", []string{"custodian"}, func(ctx context.Context, s *readingStage, o *app.Office) error {
		return o.CloseExtract(ctx, s.made(app.Printed).Number, app.ExtractReturned, "")
	}},
	{"extract.list", nil, func(ctx context.Context, s *readingStage, o *app.Office) error {
		_, err := o.Extracts(ctx, app.ExtractFilter{})
		return err
	}},
	{"extract.view", []string{"custodian", "inspector", "holder"}, func(ctx context.Context, s *readingStage, o *app.Office) error {
		_, err := o.OpenExtract(ctx, s.made(app.Printed).Number)
		return err
	}},
	{"content.views", []string{"custodian", "inspector"}, func(ctx context.Context, s *readingStage, o *app.Office) error {
		_, err := o.ContentViews(ctx, app.ViewFilter{Document: s.doc})
		return err
	}},
	{"loan.give_back", []string{"custodian", "approver", "holder"}, func(ctx context.Context, s *readingStage, o *app.Office) error {
		return o.GiveBack(ctx, s.loan.Number, nil)
	}},
}

// Each role, the holder, and a custodian who has not signed: as the table says, each refusal
// with its entry.
func TestRolesByExtractActs(t *testing.T) {
	who := []string{"holder", "unsigned custodian"}
	for _, role := range app.AllRoles {
		who = append(who, string(role))
	}
	for _, as := range who {
		t.Run(as, func(t *testing.T) {
			t.Parallel()
			s := newReadingStage(t, app.Permits{Print: true})
			login, office := s.as(as)
			for _, a := range extractActs {
				err := a.do(t.Context(), s, office)
				if a.may == nil && as != "unsigned custodian" || slices.Contains(a.may, as) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.act, as, err)
					}
					continue
				}
				if err == nil {
					t.Errorf("%s by %s is not refused", a.act, as)
				}
				logged(t, s.Kit, login, a.act, app.Refused)
			}
			chainHolds(t, s.Kit)
		})
	}
}

// as signs in somebody of a kind.
func (s *readingStage) as(kind string) (login string, o *app.Office) {
	switch kind {
	case "holder":
		return apptest.Login(s.borrower.Number), s.office
	case "unsigned custodian":
		p := s.Person("未签", apptest.Unsigned(), apptest.Account(app.Custodian))
		return apptest.Login(p.Number), s.Office(apptest.Login(p.Number))
	}
	p, o := s.Staff("办事人", app.Role(kind))
	return apptest.Login(p.Number), o
}
