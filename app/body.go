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

// Contract is a legally binding contract with an external body (§4.3). It is never changed: a new fact is
// a new contract, or its end.
type Contract struct {
	ID       int64
	BodyID   int64
	Number   string // the contract's own
	SignedOn Date
	From     Date
	Until    Date   // last day
	Clause   string // where its confidentiality clause stands, "第八条"; "" when there is none: it binds nobody
	ClauseOn Date   // day the clause was agreed
	EndedOn  Date   // ended early: the first day without it; ""
	Note     string
}
