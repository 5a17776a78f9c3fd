package app

import "time"

// Slip is all a printed loan slip needs; asking for it is logged as a print.
type Slip struct {
	Loan           Loan
	Items          []LoanItem
	Organisation   Organisation
	BorrowerSigned Signature
	KeeperSigned   Signature
	Keeper         Person
	HandedOutAt    time.Time
	AuditHead      string
	PrintedBy      string
	Now            time.Time
}

// LoanBook is all a printed loan book for a period needs; asking for it is logged.
type LoanBook struct {
	From, To     Date
	Rows         []LoanBookRow
	Organisation Organisation
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// LoanBookRow is one copy lent in the period.
type LoanBookRow struct {
	Number   string
	Item     LoanItem
	Borrower Person
	Purpose  string
	Place    Place
	Keeper   string
}
