package app

// PersonKind says in what relation a person stands to the organisation (§4.2, §4.3).
type PersonKind string

// The kinds of people.
const (
	FullTime        PersonKind = "full_time"
	PartTime        PersonKind = "part_time"
	Temporary       PersonKind = "temporary"
	CommitteeMember PersonKind = "committee"
	Subcontractor   PersonKind = "subcontractor"
	ExternalExpert  PersonKind = "expert"
)

// AllPersonKinds lists the kinds in the order forms show them.
var AllPersonKinds = []PersonKind{FullTime, PartTime, Temporary, CommitteeMember, Subcontractor, ExternalExpert}

// External reports whether a person of this kind is from outside the organisation (§4.3).
func (k PersonKind) External() bool {
	return k == Subcontractor || k == ExternalExpert || k == CommitteeMember
}

// Person is somebody who works for the organisation or borrows from it.
type Person struct {
	ID           int64
	Number       string // 工号, unique, also scanned at the counter
	Name         string
	Kind         PersonKind
	DepartmentID int64  // 0 for none
	Department   string // name, filled on reading
	Post         string // 职务
	Employer     string // of an external person; reads as the body's name where there is one
	BodyID       int64  // the external body whose work the person does, 0 for none (§4.3)
	Phone        string
	LeftOn       Date // "" while here
}

// PersonFilter narrows People. Zero fields do not filter.
type PersonFilter struct {
	Text         string // characters, pinyin initials or number
	Number       string // exactly this number
	Kind         PersonKind
	DepartmentID int64
	BodyID       int64 // who act for this external body
	IncludeLeft  bool
	On           Date   // who has left by this day; the office fills in today
	After        string // key of the last row of the page before
	Limit        int    // 0 means 200
}

// PersonRow is a person in a list.
type PersonRow struct {
	Person
	Login     string
	Roles     Roles
	Account   AccountState // "" without account
	Bound     Standing     // rule 1, as of today
	CopiesOut int
	Key       string // paging key
}

// PersonReader reads people.
type PersonReader interface {
	Person(id int64) (Person, error)              // NotFound
	PersonByNumber(number string) (Person, error) // NotFound
	PeopleNamed(name string) ([]Person, error)    // exactly this name
	People(f PersonFilter) ([]PersonRow, error)   // Bound is left for the rules to fill
}

// PersonWriter changes people.
type PersonWriter interface {
	SavePerson(p Person) (Person, error) // inserts when ID is 0; Conflict on a double number
}

// PersonSheet is all that concerns one person.
type PersonSheet struct {
	PersonRow
	Commitments []CommitmentRow
	Assignments []Assignment
	Loans       []LoanRow // open ones; only what the actor may see
	MayEdit     bool
	MayInvite   bool // make the account
	MayAccount  bool // change roles, give a new code, disable
}
