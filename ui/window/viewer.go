package window

// The screens of electronic documents, neither with an entry of its own in the sidebar.
const (
	Viewer   Name = "viewer"   // one electronic document being read; Arg.Code is the document's code
	Extracts Name = "extracts" // the register of copies; Arg.Code may be an extract's number
)

// OpenDocument brings an electronic document to the front, to be read. Code is the document's.
func (sh *Shell) OpenDocument(code string) { sh.Open(Viewer, Arg{Code: code}) }

// OpenExtracts brings the register of copies to the front; with a number it shows that copy.
func (sh *Shell) OpenExtracts(number string) { sh.Open(Extracts, Arg{Code: number}) }
