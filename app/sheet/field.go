package sheet

// Field names what a column holds. The comment beside each says the form of its values; text without
// a stated form is as the person wrote it, with stray spaces and control characters removed.
type Field string

// Fields of clients. ClientCode and ClientName also say whose a document is.
const (
	ClientCode  Field = "client_code" // upper case, half-width
	ClientName  Field = "client_name"
	USCC        Field = "uscc"  // upper case, half-width, no spaces; its check digit is not verified here
	Phase       Field = "phase" // planned, in_certification, certified, former
	Contact     Field = "contact"
	ContactPost Field = "contact_post"
	Phone       Field = "phone" // half-width
	Address     Field = "address"
	Standards   Field = "standards"
	Scope       Field = "scope"
	Certificate Field = "certificate" // upper case, half-width
	CertState   Field = "cert_state"  // valid, suspended, withdrawn, expired
	CertFrom    Field = "cert_from"   // 2006-01-02
	CertUntil   Field = "cert_until"  // 2006-01-02
	Note        Field = "note"
)

// Fields of documents.
const (
	FileCode     Field = "file_code"     // upper case, half-width
	DocumentCode Field = "document_code" // upper case, half-width
	Title        Field = "title"
	Category     Field = "category"    // a, b, c, d, e: the letters of §5.2.3.1
	Sensitivity  Field = "sensitivity" // ordinary, sensitive, secret
	Source       Field = "source"      // client, audit, complaint, authority, public
	Medium       Field = "medium"      // paper, electronic
	Pages        Field = "pages"       // a whole number from 0
	Copies       Field = "copies"      // a whole number from 1
	Cabinet      Field = "cabinet"     // without the word 柜
	Shelf        Field = "shelf"       // without the word 层
	Box          Field = "box"         // without the word 盒
	Received     Field = "received"    // 2006-01-02
	// RetainUntil is 2006-01-02, or Forever. Where the sheet gives a number of years, they are counted
	// from Received.
	RetainUntil Field = "retain_until"
	Custodian   Field = "custodian"

	// place is a column that holds cabinet, shelf and box in one cell.
	place Field = "place"
)

// Forever is the value of RetainUntil for a document that is kept for good.
const Forever = "9999-12-31"

// form says how the text of a field's cells is read.
type form int

const (
	formShort form = iota // up to MaxText characters
	formName              // formShort, and spaces between Chinese characters are noise
	formNote              // up to MaxNote characters
	formCode              // formShort, half-width, no spaces at its ends; digits must all be there
	formUpper             // formCode in upper case without inner spaces
	formDate
	formPages
	formCopies
	formChoice    // one of a list of words
	formShelfmark // a number or word without its unit
	formPlace     // cabinet, shelf and box together
	formRetention // date, years or 永久
)

// forms holds the form of every field that is not formShort.
var forms = map[Field]form{
	ClientCode: formUpper, ClientName: formName, USCC: formUpper, Contact: formName,
	Phone: formCode, Address: formNote, Standards: formNote, Scope: formNote,
	Certificate: formUpper, CertState: formChoice, CertFrom: formDate, CertUntil: formDate,
	Phase: formChoice, Note: formNote,
	FileCode: formUpper, DocumentCode: formUpper, Title: formName,
	Category: formChoice, Sensitivity: formChoice, Source: formChoice, Medium: formChoice,
	Pages: formPages, Copies: formCopies, Received: formDate, RetainUntil: formRetention,
	place: formPlace, Cabinet: formShelfmark, Shelf: formShelfmark, Box: formShelfmark, Custodian: formName,
}

// required is the field without which a row means nothing.
func (k Kind) required() Field {
	if k == Clients {
		return ClientName
	}
	return Title
}
