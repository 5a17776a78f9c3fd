// Package app is what the office does: its types, rules, use cases and errors.
//
// It is the only place where a rule of the procedure is decided. A face (the
// window, the console) calls a method of Office; the method checks what the
// signed-in person may do, runs one store transaction that changes the register
// and appends the audit entry, and returns a typed result or an *Error.
// The package imports no toolkit and no database driver. Clause numbers (§) are
// those of ZBT-TP-046, the confidentiality procedure.
package app
