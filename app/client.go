package app

// ClientPhase is where a client stands towards certification (§2.2).
type ClientPhase string

// The phases of a client.
const (
	Planned         ClientPhase = "planned"
	InCertification ClientPhase = "in_certification"
	Certified       ClientPhase = "certified"
	Former          ClientPhase = "former"
)

// AllPhases lists the phases in the order forms show them.
var AllPhases = []ClientPhase{Planned, InCertification, Certified, Former}

// CertificateState is the state of a certificate.
type CertificateState string

// The states of a certificate.
const (
	CertNone      CertificateState = ""
	CertValid     CertificateState = "valid"
	CertSuspended CertificateState = "suspended"
	CertWithdrawn CertificateState = "withdrawn"
	CertExpired   CertificateState = "expired"
)

// Client is an organisation whose information is kept.
type Client struct {
	ID          int64
	Code        string // A-0032, unique; given by the program when left empty
	Name        string
	USCC        string // unified social credit code, GB 32100; "" when not known yet
	Phase       ClientPhase
	Contact     string
	ContactPost string
	Phone       string
	Address     string
	Standards   string // "GB/T 19001-2016 / ISO 9001:2015"
	Scope       string
	Certificate string
	CertState   CertificateState
	CertFrom    Date
	CertUntil   Date
	Note        string
}

// ClientFilter narrows Clients.
type ClientFilter struct {
	Text      string
	Phase     ClientPhase
	CertState CertificateState
	After     string // paging key
	Limit     int    // 0 means 200
}

// ClientRow is a client in a list.
type ClientRow struct {
	Client
	Files     int
	Documents int
	Out       int // copies out
	Key       string
}

// ClientSheet is one client with all that hangs on it.
type ClientSheet struct {
	Client
	Files       []FileRow
	Assignments []Assignment // current and future
	Watchers    []Watcher    // who may see it today
	Loans       []LoanRow
	Views       []Entry // who opened it, newest first
	MayEdit     bool
	MayAssign   bool
}

// Watcher is a person who may see a client today, and why.
type Watcher struct {
	Person Person
	Reason string // "assignment", "custodian", "loan"
	Copies int    // for a loan
	Until  Date   // "" without end
}

// Assignment lets a person work on a client between two days (§4.4).
type Assignment struct {
	ID          int64
	ClientID    int64
	ClientCode  string
	ClientName  string // filled only for those who may see it
	Person      Person
	Duty        string // "audit", "review", "sales"
	From, Until Date
}

// ClientReader reads clients. Scope nil is every client; otherwise only those ids.
type ClientReader interface {
	Client(id int64) (Client, error)
	ClientByCode(code string) (Client, error)
	ClientByUSCC(uscc string) (Client, error)
	ClientsNamed(name string) ([]Client, error)
	ClientsLike(text string, limit int, scope *ClientScope) ([]Client, error) // whose names hold text
	Clients(f ClientFilter, scope *ClientScope) ([]ClientRow, error)
	CountClients(f ClientFilter, scope *ClientScope) (int, error)
	NextClientCode() (string, error)
	// Borrowers returns, by person, the copies of a client's documents approved or out to them on a day.
	Borrowers(clientID int64, on Date) ([]Watcher, error)
}

// ClientScope limits a query to what the actor may see (rule 2): all of the clients
// with IDs, and single documents lent to the actor. An empty scope sees none.
type ClientScope struct {
	IDs       []int64
	Documents []int64
}

// ClientWriter changes clients.
type ClientWriter interface {
	SaveClient(Client) (Client, error) // inserts when ID is 0; Conflict on a double code
}

// AssignmentReader reads assignments.
type AssignmentReader interface {
	AssignmentsOfClient(clientID int64, from Date) ([]Assignment, error) // not ended before from
	AssignmentsOfPerson(personID int64, from Date) ([]Assignment, error)
	AssignedClientIDs(personID int64, on Date) ([]int64, error)
	Assignment(id int64) (Assignment, error)
}

// AssignmentWriter changes assignments.
type AssignmentWriter interface {
	AddAssignment(Assignment) (Assignment, error)
	EndAssignment(id int64, until Date) error
}
