package app

// Category is the kind of confidential information, §5.2.3.1 a to e.
type Category string

// The categories of §5.2.3.1.
const (
	CategoryA Category = "a" // audit work, auditors, certified organisations
	CategoryB Category = "b" // files of organisations, branches, partners
	CategoryC Category = "c" // the body's own system documents, instructions received
	CategoryD Category = "d" // what certification work touches: operation, production, technology
	CategoryE Category = "e" // other information to be kept confidential
)

// AllCategories lists them in order.
var AllCategories = []Category{CategoryA, CategoryB, CategoryC, CategoryD, CategoryE}

// Sensitivity says how closely a document is kept.
type Sensitivity string

// The grades of sensitivity.
const (
	Ordinary  Sensitivity = "ordinary"
	Sensitive Sensitivity = "sensitive"
	Secret    Sensitivity = "secret"
)

// AllSensitivities lists them in order.
var AllSensitivities = []Sensitivity{Ordinary, Sensitive, Secret}

// Source says where a document came from (§3, §5.2.5).
type Source string

// The sources of documents.
const (
	FromClient    Source = "client"
	FromAudit     Source = "audit"
	FromComplaint Source = "complaint"
	FromAuthority Source = "authority"
	FromPublic    Source = "public"
)

// AllSources lists them in order.
var AllSources = []Source{FromClient, FromAudit, FromComplaint, FromAuthority, FromPublic}

// Medium is what a document is on.
type Medium string

// The media.
const (
	Paper      Medium = "paper"
	Electronic Medium = "electronic"
)

// Location is a place on the shelves: cabinet, shelf, box.
type Location struct{ Cabinet, Shelf, Box string }

// Empty reports whether no part is given.
func (l Location) Empty() bool { return l == Location{} }

// Document is one item in a case file 文件.
type Document struct {
	ID          int64
	Code        string // A-0032-01, unique; given by the program when left empty
	FileID      int64
	FileCode    string
	ClientID    int64
	ClientCode  string
	ClientName  string // filled only for those who may see it
	Title       string
	Category    Category
	Sensitivity Sensitivity
	Source      Source
	Medium      Medium
	Pages       int
	Home        Location
	Custodian   string // person number of the keeper, "" for any custodian
	Received    Date
	RetainUntil Date
	OnHold      bool
}

// CopyState is where one copy is (rule 4).
type CopyState string

// The states of a copy.
const (
	InPlace CopyState = "in_place" // in its cabinet
	OutCopy CopyState = "out"      // with one borrower
	Lost    CopyState = "lost"     // being searched for
	Gone    CopyState = "gone"     // gone, with a reason
)

// Copy is one copy 份 of a document: numbered on paper, or the one that stands for its
// electronic content, which any number of people may borrow at the same time.
type Copy struct {
	ID         int64
	Code       string // A-0032-01/1, A-0032-01/E
	DocumentID int64
	No         int // 0 for the electronic one
	State      CopyState
	Home       Location
	Present    Location // where it is when InPlace; Empty otherwise
	Pages      int
	GoneReason string
	HolderID   int64  // person who has it while OutCopy
	Holder     string // name, filled on reading
	Due        Date   // while OutCopy
	Loan       string // number of the loan it is out on
	Medium     Medium // the document's, when left empty at the first saving
}

// DocumentRow is a document in a list, with its copies' states in short.
type DocumentRow struct {
	Document
	Copies  int
	InPlace int
	Out     int
	Stored  bool // its file, or its scan, is in the vault
	Key     string
	Hidden  bool // Title is left out: sensitive, and Settings.HideSensitive is on; OpenDocument shows it
}

// DocumentSheet is one document with its copies.
type DocumentSheet struct {
	Document
	Copies  []Copy
	MayEdit bool
	Content *ContentSheet // the electronic document, nil for none
}

// DocumentFilter narrows Documents.
type DocumentFilter struct {
	Text     string   // title, code, pinyin initials; or the code of a place
	Client   string   // code
	File     string   // code
	Place    Location // where paper copies belong; levels left empty match any
	State    CopyState
	Category Category
	After    string // paging key of the last row of the page before
	Limit    int    // 0 means 200
}

// CopyGlance is what a scan or a typed number tells anybody who is bound: enough to
// ask for a loan. Title and Client are empty unless the actor may see the client (rule 2).
type CopyGlance struct {
	Code    string
	Medium  Medium // of the copy
	Stored  bool   // of an electronic copy: its file is in the vault
	State   CopyState
	Due     Date
	Waiting int // people queued
	Title   string
	Client  string
	Home    Location
	OnHold  bool
}

// DocumentReader reads documents and copies.
type DocumentReader interface {
	Document(id int64) (Document, error)
	DocumentByCode(code string) (Document, error)
	CopiesOf(documentID int64) ([]Copy, error)
	Copy(id int64) (Copy, error)
	CopyByCode(code string) (Copy, error)
	Documents(f DocumentFilter, scope *ClientScope) ([]DocumentRow, error)
	CountDocuments(f DocumentFilter, scope *ClientScope) (int, error)
	NextDocumentCode(clientCode string) (string, error)
	DocumentTitled(fileID int64, title string) (Document, error) // the first of that title in a file
	// BorrowedDocumentIDs are the documents of copies approved or out to a person on a day.
	BorrowedDocumentIDs(personID int64, on Date) ([]int64, error)
}

// DocumentWriter changes documents and copies.
type DocumentWriter interface {
	SaveDocument(Document) (Document, error)
	SaveCopy(Copy) (Copy, error)
}
