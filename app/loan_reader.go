package app

import "time"

// LoanBasket is a loan with its items, as the store reads them: complete, the rules
// decide what of it the actor may see.
type LoanBasket struct {
	Loan
	Items []LoanItem
}

// LoanReader reads loans.
type LoanReader interface {
	Loan(number string) (Loan, error) // NotFound
	LoansByID(ids []int64) ([]Loan, error)
	Items(loanID int64) ([]LoanItem, error)
	// OpenItems returns items of a copy in a state that is not final, oldest first.
	OpenItems(copyID int64) ([]LoanItem, error)
	// BorrowerItems returns a person's items in the states, by due date.
	BorrowerItems(personID int64, states ...ItemState) ([]LoanItem, error)
	// ItemsIn returns all items in the states, by due date.
	ItemsIn(states ...ItemState) ([]LoanItem, error)
	// ItemsPast returns the items that must lapse on a day.
	ItemsPast(today Date) ([]LoanItem, error)
	Loans(f LoanFilter, v LoanScope, today Date) ([]LoanBasket, error) // newest first
	CountLoans(f LoanFilter, v LoanScope, today Date) (int, error)
	LoanBookRows(f LoanFilter) ([]LoanBookRow, error) // handed out between From and To, by when
	// HandoverOf returns the last hand-out of a loan. NotFound before the first.
	HandoverOf(loanID int64) (Handing, error)
}

// Handing is one act at the counter as it is kept.
type Handing struct {
	ID       int64
	LoanID   int64
	Back     bool // taken back; otherwise handed out
	Borrower Signature
	Keeper   Signature
	KeeperID int64
	By       Person // the keeper, filled on reading
	At       time.Time
}

// LoanScope limits a query to loans the actor may see: all of them, those of people
// (as borrower or as who asked), and those of departments' people.
type LoanScope struct {
	All           bool
	PersonIDs     []int64
	DepartmentIDs []int64
	// Clients limits which clients' names a text is compared with; nil is every client.
	Clients *ClientScope
}

// LoanWriter changes loans.
type LoanWriter interface {
	// AddLoan adds a loan and gives it the year's next number.
	AddLoan(l Loan, year int) (Loan, error)
	AddItem(LoanItem) (LoanItem, error)
	SaveItem(LoanItem) error
	// AddHanding keeps an act at the counter; its signatures carry their IDs.
	AddHanding(Handing) (Handing, error)
}
