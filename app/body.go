package app

// Body 外部机构 is a subcontractor or a provider of outsourced services (§4.3).
type Body struct {
	ID      int64
	Number  string // WB-001
	Name    string
	Kind    BodyKind
	USCC    string // unified social credit code, "" unknown
	Contact string
	Phone   string
	EndedOn Date // "" while the organisation works with it
}

// BodyKind is what an external body does for the organisation.
type BodyKind string

// The kinds of external bodies.
const (
	BodySubcontractor BodyKind = "subcontractor" // 分包机构
	BodyOutsourced    BodyKind = "outsourced"    // 外包服务机构
)

// AllBodyKinds lists the kinds in the order forms show them.
var AllBodyKinds = []BodyKind{BodySubcontractor, BodyOutsourced}

// Contract is a legally binding contract with an external body (§4.3). It is never changed: a new fact is
// a new contract, or its end.
type Contract struct {
	ID       int64
	BodyID   int64
	Number   string // the contract's own
	SignedOn Date
	From     Date
	Until    Date   // last day, Forever without one
	Clause   string // where its confidentiality clause stands, "第八条"; "" when there is none: it binds nobody
	ClauseOn Date   // day the clause was agreed
	EndedOn  Date   // ended early: the first day without it; ""
	Note     string
}

// ContractState is what a contract, or the contracts of a body, are worth on a day; it is derived, never stored.
type ContractState string

// The states of a contract. A body without any is ContractMissing.
const (
	ContractMissing    ContractState = "missing"
	ContractInForce    ContractState = "in_force"
	ContractExpiring   ContractState = "expiring"   // in force, ends within Settings.ExpiringDays
	ContractClauseless ContractState = "clauseless" // runs, but nobody is bound: no confidentiality clause
	ContractComing     ContractState = "coming"     // not yet begun
	ContractExpired    ContractState = "expired"
	ContractEnded      ContractState = "ended" // before its time
)

// ContractRow is a contract with its state today.
type ContractRow struct {
	Contract
	State ContractState
}

// BodyRow is an external body in a list.
type BodyRow struct {
	Body
	State  ContractState // of its contracts today, the best of them
	Until  Date          // the last day of what is in force, else ""
	People int           // who act for it and have not left
}

// BodySheet is all that concerns one external body.
type BodySheet struct {
	BodyRow
	Contracts []ContractRow // newest first
	Staff     []PersonRow   // who act for it and have not left
	MayEdit   bool
}

// BodyFilter narrows Bodies. Zero fields do not filter.
type BodyFilter struct {
	Text         string // characters, pinyin initials or number
	IncludeEnded bool
	Uncontracted bool // only those whose people nothing opens for
}

// BodyReader reads external bodies and their contracts.
type BodyReader interface {
	Bodies() ([]Body, error)                    // all, by number
	Body(id int64) (Body, error)                // NotFound
	BodyByNumber(number string) (Body, error)   // NotFound
	Contracts(bodyID int64) ([]Contract, error) // newest first, of all for 0
	Contract(id int64) (Contract, error)        // NotFound
	BodyStaff(on Date) (map[int64]int, error)   // how many who have not left by a day act for each
}

// BodyWriter changes them.
type BodyWriter interface {
	SaveBody(Body) (Body, error) // inserts when ID is 0 and gives the number
	AddContract(Contract) (Contract, error)
	EndContract(id int64, on Date) error
}
