package pdf

import (
	_ "unsafe" // for the link to the module's bytes

	_ "github.com/klippa-app/go-pdfium/webassembly" // carries the module
)

// pdfiumWasm is PDFium as go-pdfium carries it: compiled to WebAssembly without JavaScript and XFA.
// That package keeps the bytes to itself and runs them with the machine's file system mounted, no
// limit on a call and its own buffers; here they run in a closed box instead, so they are linked to
// by name. A version without the name fails to link.
//
//go:linkname pdfiumWasm github.com/klippa-app/go-pdfium/webassembly.pdfiumWasm
var pdfiumWasm []byte
