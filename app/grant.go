package app

import "time"

// Grant is the key of one content, wrapped to one reader: without it the reader's program holds
// nothing that opens the file (design §3, §4.4).
type Grant struct {
	ID        int64
	ContentID int64
	PersonID  int64  // 0 for the two recovery halves
	Recipient string // age public key it is wrapped to
	Until     Date   // last day; "" without end
	Wrapped   []byte
	Granter   string // login whose key signed it
	At        time.Time
	Sig       []byte // Ed25519 over Digest
}

// KeyScope is which contents a person is to hold keys of, and until when.
type KeyScope struct {
	All     bool // every content, without end
	Clients []ClientKeys
	Lent    []LentContent
}

// ClientKeys are the keys of all contents of one client.
type ClientKeys struct {
	ClientID int64
	Until    Date // last day; "" without end
}

// GrantReader reads grants.
type GrantReader interface {
	Grant(contentID, personID int64) (Grant, error) // NotFound; person 0 for recovery
	Grants(contentID int64) ([]Grant, error)        // recovery's first
	GrantsOf(personID int64) ([]Grant, error)
	EachGrant(fn func(Grant) error) error
	// ContentsWithout lists sealed contents in a person's scope of which there is no grant to
	// that recipient, by id, at most limit (0 for all).
	ContentsWithout(personID int64, recipient string, s KeyScope, limit int) ([]Content, error)
	// GrantsBeyond lists a person's grants outside the scope, or to another recipient.
	GrantsBeyond(personID int64, recipient string, s KeyScope) ([]Grant, error)
	// GrantsPast lists grants whose last day lies before a day.
	GrantsPast(on Date) ([]Grant, error)
}

// GrantWriter changes grants.
type GrantWriter interface {
	SaveGrant(Grant) error // inserts, or replaces that of the same content and person
	RemoveGrants(ids ...int64) error
	RemoveGrantsOf(contentID int64) (int, error)
}
