package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// errMemory: PDFium wants more memory than it may have, or points outside it.
var errMemory = errors.New("pdfium: outside its memory")

// errBroken: an earlier call broke the box.
var errBroken = errors.New("pdfium: broken by an earlier call")

// box is one running PDFium with one document in it. Nothing gets out but what is fetched: it has no
// files but fontFS, no clock, no network, no output. It belongs to whoever holds the turn.
type box struct {
	module api.Module
	cache  *blocks
	doc    uint64
	form   uint64 // what shows filled-in fields; 0: the document has none
	broken bool   // a call trapped or was stopped: what it left behind means nothing
}

// newBox starts PDFium.
func newBox(ctx context.Context, e *engine, src *blocks) (*box, error) {
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize").
		WithFSConfig(wazero.NewFSConfig().WithFSMount(paperFonts, "/"))
	m, err := e.runtime.InstantiateModule(experimental.WithMemoryAllocator(ctx, allocator{}), e.module, config)
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	b := &box{module: m, cache: src}
	if _, err := b.call(ctx, "FPDF_InitLibrary"); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

// call runs one of PDFium's functions. When it traps or ctx ends during it, the box is broken.
func (b *box) call(ctx context.Context, name string, args ...uint64) (uint64, error) {
	if b.broken {
		return 0, errBroken
	}
	f := b.module.ExportedFunction(name)
	if f == nil {
		return 0, fmt.Errorf("pdfium: no %s", name)
	}
	res, err := f.Call(context.WithValue(ctx, readerKey{}, b.cache), args...)
	if err != nil {
		b.broken = true
		return 0, fmt.Errorf("pdfium: %s: %w", name, err)
	}
	if len(res) == 0 {
		return 0, nil
	}
	return res[0], nil
}

// must is call for functions whose zero means failure.
func (b *box) must(ctx context.Context, name string, args ...uint64) (uint64, error) {
	v, err := b.call(ctx, name, args...)
	if err == nil && v == 0 {
		err = fmt.Errorf("pdfium: %s failed", name)
	}
	return v, err
}

// room takes size bytes of PDFium's memory; free gives them back.
func (b *box) room(ctx context.Context, size int) (at uint64, free func(), err error) {
	at, err = b.must(ctx, "malloc", uint64(size))
	if err != nil {
		return 0, nil, err
	}
	return at, func() { _, _ = b.call(ctx, "free", at) }, nil
}

// usable reports whether the box can be used further.
func (b *box) usable() bool { return !b.broken && !b.module.IsClosed() }

// close ends PDFium and wipes its memory.
func (b *box) close() {
	_ = b.module.Close(context.Background())
}

// float32At, float64At and uint32At read numbers from PDFium's memory.
func (b *box) float64At(at uint64) (float64, error) {
	v, ok := b.module.Memory().ReadUint64Le(uint32(at))
	if !ok {
		return 0, errMemory
	}
	return math.Float64frombits(v), nil
}

func (b *box) float32At(at uint64) (float64, error) {
	v, ok := b.module.Memory().ReadUint32Le(uint32(at))
	if !ok {
		return 0, errMemory
	}
	return float64(math.Float32frombits(v)), nil
}
