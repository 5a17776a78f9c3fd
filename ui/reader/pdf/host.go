package pdf

import (
	"context"
	"io"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/emscripten"
)

// readerKey is where a call's context carries the file it reads.
type readerKey struct{}

// exportHost gives the module what it imports: reading the document, and nothing else that does
// anything. Timers, links, form actions and writing answer zero.
func exportHost(ctx context.Context, r wazero.Runtime, module wazero.CompiledModule) error {
	host := r.NewHostModuleBuilder("env")
	known, err := emscripten.NewFunctionExporterForModule(module)
	if err != nil {
		return err
	}
	known.ExportFunctions(host)
	for _, f := range module.ImportedFunctions() {
		in, name, _ := f.Import()
		if in != "env" || !isCallback(name) {
			continue
		}
		call := api.GoModuleFunc(answerZero)
		switch name {
		case "FPDF_FILEACCESS_CB":
			call = readBlock
		case askedFor:
			call = goOn
		}
		host.NewFunctionBuilder().WithGoModuleFunction(call, f.ParamTypes(), f.ResultTypes()).Export(name)
	}
	_, err = host.Instantiate(ctx)
	return err
}

// isCallback tells PDFium's own callbacks, which are in capitals, from the compiler's helpers.
func isCallback(name string) bool { return name[0] >= 'A' && name[0] <= 'Z' }

// answerZero is every callback that the reader has no use for.
func answerZero(_ context.Context, _ api.Module, stack []uint64) {
	if len(stack) > 0 {
		stack[0] = 0
	}
}

// goOn lets the module go on, or stops it when its time is over.
func goOn(ctx context.Context, _ api.Module, stack []uint64) {
	if err := ctx.Err(); err != nil {
		panic(err) // the runtime makes it the error of the call
	}
	stack[0] = 0
}

// readBlock is PDFium reading size bytes of the document at position into its memory: 1 if all could
// be read.
func readBlock(ctx context.Context, m api.Module, stack []uint64) {
	position, to, size := uint32(stack[1]), uint32(stack[2]), uint32(stack[3])
	stack[0] = 0
	src, ok := ctx.Value(readerKey{}).(io.ReaderAt)
	if !ok {
		return
	}
	room, ok := m.Memory().Read(to, size)
	if !ok {
		return
	}
	if n, _ := src.ReadAt(room, int64(position)); n == len(room) {
		stack[0] = 1
	}
}
