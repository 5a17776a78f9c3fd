package app

import "context"

// Withdraw takes back what is requested, waiting or approved. The borrower or who asked.
func (o *Office) Withdraw(ctx context.Context, number string) error { return errNotBuilt }

// Scan tells what a number typed or scanned at the counter is; hand says hand out
// (true) or take back. Custodian. Wrong scans come back in Why, not as an error.
func (o *Office) Scan(ctx context.Context, text string, hand bool, borrower string) (Scan, error) {
	return Scan{}, errNotBuilt
}

// HandOut hands approved copies over with both signatures, all or nothing.
// Custodian, not to oneself (rule 3). Returns the loans' numbers for the slips.
func (o *Office) HandOut(ctx context.Context, h Handover) ([]string, error) { return nil, errNotBuilt }

// TakeBack takes copies back, all or nothing; the first in a copy's queue becomes
// requested. Custodian, not from oneself.
func (o *Office) TakeBack(ctx context.Context, in ReturnInput) error { return errNotBuilt }

// Renew moves the due date of copies out. Borrower asks, custodian or approver; not
// while somebody waits (error.renew.waiting), not recalled, at most Settings.MaxRenewals.
func (o *Office) Renew(ctx context.Context, number string, copies []string, due Date) error {
	return errNotBuilt
}

// Recall asks copies back by a day. Custodian or approver.
func (o *Office) Recall(ctx context.Context, number string, copies []string, due Date, reason string) error {
	return errNotBuilt
}

// Remind counts a reminder to the borrower of an overdue loan. Custodian.
func (o *Office) Remind(ctx context.Context, number string) error { return errNotBuilt }

// ReportLost opens the search for a copy that is out. Borrower or custodian.
func (o *Office) ReportLost(ctx context.Context, number, copyCode, note string) error {
	return errNotBuilt
}

// Found ends the search: the copy is back in place.
func (o *Office) Found(ctx context.Context, copyCode, note string) error { return errNotBuilt }

// OpenIncident ends the search without the copy; it is gone with a reason.
func (o *Office) OpenIncident(ctx context.Context, copyCode, note string) error { return errNotBuilt }

// PrintSlip returns a loan for its slip and logs the print. Custodian or the borrower.
func (o *Office) PrintSlip(ctx context.Context, number string) (Slip, error) {
	return Slip{}, errNotBuilt
}

// PrintLoanBook returns the loans of a period and logs the print. Custodian, inspector
// (without client names and titles).
func (o *Office) PrintLoanBook(ctx context.Context, from, to Date) (LoanBook, error) {
	return LoanBook{}, errNotBuilt
}
