package paper

import (
	"context"
	"unsafe"

	"golang.org/x/sys/windows"

	"custody/app"
)

var (
	spooler        = windows.NewLazySystemDLL("winspool.drv")
	enumPrinters   = spooler.NewProc("EnumPrintersW")
	defaultPrinter = spooler.NewProc("GetDefaultPrinterW")
)

// printerInfo is PRINTER_INFO_4W.
type printerInfo struct {
	name, server *uint16
	attributes   uint32
}

// localAndConnected are PRINTER_ENUM_LOCAL and PRINTER_ENUM_CONNECTIONS.
const localAndConnected = 0x2 | 0x4

// Printers lists the printers Windows has for this person, the default first.
func (s *System) Printers(context.Context) ([]Queue, error) {
	var need, n uint32
	enumPrinters.Call(localAndConnected, 0, 4, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n))) //nolint:errcheck // tells the size only
	if need == 0 {
		return nil, nil
	}
	room := make([]uint64, need/8+1) // as aligned as the pointers in it
	ok, _, err := enumPrinters.Call(localAndConnected, 0, 4, uintptr(unsafe.Pointer(&room[0])), uintptr(len(room)*8),
		uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n)))
	if ok == 0 {
		return nil, app.Errf(app.Conflict, "error.printer.failed", err.Error()).Because(err)
	}
	std := standard()
	var out []Queue
	for _, p := range unsafe.Slice((*printerInfo)(unsafe.Pointer(&room[0])), n) {
		q := Queue{Name: windows.UTF16PtrToString(p.name), Ready: true}
		q.Default = q.Name == std
		out = append(out, q)
		if q.Default {
			out[0], out[len(out)-1] = out[len(out)-1], out[0]
		}
	}
	return out, nil
}

// standard is the name of the default printer, "" for none.
func standard() string {
	var name [260]uint16
	n := uint32(len(name))
	if ok, _, _ := defaultPrinter.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(name[:])
}

// Send asks the program that Windows prints PDFs with, once for each copy; it needs a file. Both sides are as the
// printer is set up: the shell has no word for them.
func (s *System) Send(_ context.Context, name string, pdf []byte, how How) (Job, error) {
	path, err := s.put(name, pdf)
	if err != nil {
		return Job{}, app.Errf(app.Conflict, "error.printer.failed", err.Error()).Because(err)
	}
	verb, args := "print", ""
	if how.Printer != "" {
		verb, args = "printto", `"`+how.Printer+`"`
	}
	for range min(max(how.Copies, 1), MaxCopies) {
		if err := shell(verb, path, args); err != nil {
			return Job{}, app.Errf(app.Conflict, "error.printer.missing").Because(err)
		}
	}
	return Job{Printer: how.Printer, State: JobSent}, nil
}

// Follow tells nothing more: the job belongs to the program that prints.
func (s *System) Follow(_ context.Context, j Job) (Job, error) { return j, nil }
