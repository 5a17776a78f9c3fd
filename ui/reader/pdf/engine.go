package pdf

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

const (
	memoryPages = 384 << 20 >> 16  // of 64 KB: what one document may make PDFium take
	idleTime    = 3 * time.Minute  // after which memory is given back
	pageLimit   = 20 * time.Second // for drawing or reading one page
	openLimit   = 20 * time.Second // for opening, all page sizes included
	pagesLimit  = 20_000           // of one document
	pixelsLimit = 64 << 20         // of one picture
	boxesKept   = 2                // documents that have PDFium running
	bandPixels  = 8 << 20          // drawn at once inside the box
	sideLimit   = 32_000           // pixels of a side
	textLimit   = 200_000          // characters of a page
)

// engine is PDFium, compiled once, and the runtime that runs it.
type engine struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// shared is the engine of the process; compiling it takes about a second without a cache.
var shared struct {
	sync.Mutex
	engine *engine
}

// Warm makes everything ready to open a PDF, so that the first one opens at once. It may be called in
// the background; it returns only errors of the program itself.
func Warm(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := theEngine()
	return err
}

// theEngine compiles PDFium, once.
func theEngine() (*engine, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.engine == nil {
		e, err := newEngine(cacheDir())
		if err != nil {
			return nil, err
		}
		shared.engine = e
	}
	return shared.engine, nil
}

// newEngine compiles PDFium, through the cache in folder when there is one. A cache that is spoilt or
// can't be written is done without.
func newEngine(folder string) (*engine, error) {
	ctx := context.Background()
	if folder != "" {
		cache, err := wazero.NewCompilationCacheWithDir(folder)
		if err == nil {
			var e *engine
			if e, err = startEngine(ctx, config().WithCompilationCache(cache)); err == nil {
				prune(folder)
				return e, nil
			}
		}
		_ = os.RemoveAll(folder)
	}
	return startEngine(ctx, config())
}

func config() wazero.RuntimeConfig {
	return wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages)
}

// startEngine compiles PDFium in a runtime of its own.
func startEngine(ctx context.Context, config wazero.RuntimeConfig) (*engine, error) {
	e := &engine{runtime: wazero.NewRuntimeWithConfig(ctx, config)}
	if err := e.build(ctx); err != nil {
		_ = e.runtime.Close(ctx)
		return nil, fmt.Errorf("prepare PDFium: %w", err)
	}
	return e, nil
}

// build compiles the module and makes what it calls outside.
func (e *engine) build(ctx context.Context) error {
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, e.runtime); err != nil {
		return err
	}
	code, err := metered(pdfiumWasm)
	if err != nil {
		return err
	}
	module, err := e.runtime.CompileModule(ctx, code)
	if err != nil {
		return err
	}
	e.module = module
	return exportHost(ctx, e.runtime, module)
}
