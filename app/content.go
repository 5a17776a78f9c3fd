package app

import (
	"context"
	"io"
	"time"
)

// ContentKind is what a content is shown as.
type ContentKind string

// The kinds of content. What is KindOther can't be viewed in the window.
const (
	KindPDF     ContentKind = "pdf"
	KindPicture ContentKind = "picture" // PNG, JPEG, TIFF, WebP
	KindText    ContentKind = "text"    // text and CSV
	KindSheet   ContentKind = "sheet"   // .xlsx
	KindWord    ContentKind = "word"    // .docx
	KindOther   ContentKind = "other"
)

// ContentState is where a content stands in its life.
type ContentState string

// The states of a content.
const (
	ContentSealed   ContentState = "sealed"   // in the vault
	ContentReplaced ContentState = "replaced" // sealed anew under another key; this file is gone
	ContentErased   ContentState = "erased"   // every key and the file are gone (§5.3.4)
)

// Sealed is what the register keeps of a sealed file, to know it again.
type Sealed struct {
	Object     string   // name of the file: 32 hexadecimal digits, never used twice
	Size       int64    // of the clear content, in bytes
	Sum        [32]byte // SHA-256 of the clear content
	SealedSize int64    // of the file, in bytes
	SealedSum  [32]byte // SHA-256 of the file
}

// Content 电子件 is the sealed file of an electronic document, or the scan of a paper one.
// A document has at most one in state sealed.
type Content struct {
	Sealed
	ID         int64
	DocumentID int64
	Document   string // code
	ClientID   int64
	Name       string // file name as it came, without folders
	Kind       ContentKind
	State      ContentState
	AddedAt    time.Time
	AddedBy    int64     // person
	EndedAt    time.Time // erased or replaced; zero before
}

// ContentKey opens one content. Wipe it after use.
type ContentKey []byte

// Wipe overwrites the key.
func (k ContentKey) Wipe() { clear(k) }

// ContentFile is the clear content of one opened file. Close it.
type ContentFile interface {
	io.ReaderAt
	io.Closer
	Size() int64
}

// Contents is the store of sealed contents beside the register, as the account that unlocked the
// vault can use it. The store package implements it over the vault (design §3). Its methods may
// be called from several goroutines.
type Contents interface {
	// Seal seals what r gives under a key made for it. Nothing but the sealed form is written. The
	// file counts from Keep on; what was never kept is gone after Discard or at the next Tidy.
	// Returns r's error, ctx's, or Conflict (error.content.full, error.content.disk).
	Seal(ctx context.Context, r io.Reader) (Sealed, ContentKey, error)
	// Keep runs commit, which brings the file into the register, and makes the file final when
	// it returns nil; else the file is removed, at the next Tidy when nobody can know yet whether the
	// register has it, and commit's error returned.
	Keep(ctx context.Context, object string, commit func() error) error
	// Discard removes a file that Seal made and nobody kept.
	Discard(object string) error
	// Open compares the whole file with s, then gives its content. Returns Damaged
	// (error.content.damaged), NotAllowed (error.content.key) for a key of another content, Conflict
	// (error.content.closed) for one that is erased meanwhile.
	Open(ctx context.Context, s Sealed, key ContentKey) (ContentFile, error)
	// Check compares the whole file with s; it needs no key. Returns Damaged.
	Check(ctx context.Context, s Sealed) error
	// Erase removes the file for good and returns only once it is gone. An absent one is no error.
	Erase(object string) error
	// Wrap seals a key to a reader's age recipient (age1…).
	Wrap(key ContentKey, recipient string) ([]byte, error)
	// Unwrap opens what was wrapped to the account's own recipient. Returns NotAllowed (error.content.key).
	Unwrap(wrapped []byte) (ContentKey, error)
	// Recovery is the recipient of the two printed halves, to which every key is wrapped too.
	Recovery() (recipient string, err error)
	// Halves opens what is wrapped to the halves, for as long as opener is kept. Returns Invalid
	// (half_a, half_b) for a mistyped half, NotAllowed (error.halves) for wrong ones.
	Halves(ctx context.Context, halfA, halfB string) (opener func(wrapped []byte) (ContentKey, error), err error)
	// Tidy finishes or removes what an interrupted Seal, Keep or Erase left; state tells how the
	// register has an object, NotFound for one it has never known. A whole file that the register
	// has never known stays for verify to name. To be called once before the first Seal of a process.
	Tidy(state func(object string) (ContentState, error)) error
}

// ContentReader reads what the register knows of contents.
type ContentReader interface {
	Content(id int64) (Content, error)              // NotFound
	ContentOf(documentID int64) (Content, error)    // the sealed one; NotFound
	ContentByObject(object string) (Content, error) // NotFound
	EachContent(fn func(Content) error) error       // sealed ones, by id
	DamagedContents() ([]Content, error)            // sealed ones found damaged, and not read since
	// LentTo lists the electronic items approved or out to a person, not past their due date.
	LentTo(personID int64, on Date) ([]LentContent, error)
}

// ContentWriter changes it.
type ContentWriter interface {
	AddContent(Content) (Content, error)
	SaveContent(Content) error
}

// LentContent is an electronic copy on loan.
type LentContent struct {
	ItemID    int64
	Loan      string // number
	PersonID  int64
	ContentID int64
	Due       Date // last day
	Allowed   Permits
	Open      bool // the key has been given: the item is out
}
