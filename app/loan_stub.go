package app

import "context"

// Scan tells what a number typed or scanned at the counter is; hand says hand out
// (true) or take back. Custodian. Wrong scans come back in Why, not as an error.
func (o *Office) Scan(ctx context.Context, text string, hand bool, borrower string) (Scan, error) {
	return Scan{}, errNotBuilt
}

// PrintSlip returns a loan for its slip and logs the print. Custodian or the borrower.
func (o *Office) PrintSlip(ctx context.Context, number string) (Slip, error) {
	return Slip{}, errNotBuilt
}

// PrintLoanBook returns the loans of a period and logs the print. Custodian, inspector
// (without client names and titles).
func (o *Office) PrintLoanBook(ctx context.Context, from, to Date) (LoanBook, error) {
	return LoanBook{}, errNotBuilt
}
