package window

// How the documents can be narrowed when their screen is opened. Without an act the code may
// be a case file's or a document's.
const (
	actOfFile   = "of-file"   // Arg.Code is a case file's
	actOfClient = "of-client" // Arg.Code is a client's
)
