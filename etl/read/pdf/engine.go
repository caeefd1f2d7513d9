// Package pdf reads a PDF as paragraphs and grids: characters by their place, tables by their ruled lines.
//
// The PDF engine is PDFium, compiled to WebAssembly and run inside the process without access to files or network.
// It is compiled to machine code once per machine (seconds) and then loaded from a private folder (a tenth of a second).
// Every document gets a fresh instance of the engine, so a hostile file cannot reach the next one.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// memoryPages bounds the memory of one instance: 64 KiB each, 1 GiB in all.
const memoryPages = 16384

// Options says how an Engine runs. The zero value is one worker and the user's own cache folder.
type Options struct {
	Workers int    // documents read at a time; at least 1
	Cache   string // folder of the compiled engine; empty: tongbi in the user's cache folder
	// OnCompile is called when the engine has to be compiled first, which takes seconds; kept says whether what is compiled
	// lasts for the next time or, where no folder can be written, not. May be nil.
	OnCompile func(kept bool)
	Recognise Recognise // reads pages without text, those of scans; nil: they are not read
}

// Engine reads PDFs, several at a time. It starts at the first document and is safe for concurrent use.
type Engine struct {
	options   Options
	slots     chan struct{} // one for each document being read
	start     sync.Once
	pool      *pool
	failed    error
	abandoned atomic.Bool // a call into the engine never came back
}

// New gives an engine that has not started yet: nothing is compiled until a PDF is read.
func New(options Options) *Engine {
	options.Workers = max(options.Workers, 1)
	return &Engine{options: options, slots: make(chan struct{}, options.Workers)}
}

// Close frees the engine, once no document is being read any more.
func (e *Engine) Close() error {
	e.start.Do(func() { e.failed = errors.New("pdf engine is closed") })
	if e.pool == nil || e.abandoned.Load() { // closing would wait for the call that never came back
		return nil
	}
	if err := e.pool.Close(); err != nil {
		return fmt.Errorf("close pdf engine: %w", err)
	}
	return e.pool.compiled.Close(context.Background())
}

// take waits for a free worker of the started engine and gives the function that frees it.
func (e *Engine) take(ctx context.Context) (func(), error) {
	select {
	case e.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	e.start.Do(func() { e.pool, e.failed = startPool(e.options) })
	if e.failed != nil {
		<-e.slots
		return nil, e.failed
	}
	return func() { <-e.slots }, nil
}

// pool makes instances of the compiled engine.
type pool struct {
	pdfium.Pool
	compiled wazero.CompilationCache
}

// startPool compiles the engine or loads it from the cache. A broken cache is deleted and rebuilt; a folder that
// cannot be written means no cache.
func startPool(options Options) (*pool, error) {
	folder := cacheFolder(options.Cache)
	if options.OnCompile != nil && !hasCompiled(folder) {
		options.OnCompile(folder != "")
	}
	started, err := openPool(folder)
	if err == nil || folder == "" {
		return started, err
	}
	if options.OnCompile != nil {
		options.OnCompile(true)
	}
	if err := os.RemoveAll(folder); err != nil {
		return openPool("")
	}
	started, err = openPool(cacheFolder(options.Cache))
	if err != nil {
		return openPool("")
	}
	return started, nil
}

func openPool(folder string) (opened *pool, err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("start pdf engine: %v", trouble)
		}
	}()
	cache := wazero.NewCompilationCache()
	if folder != "" {
		if cache, err = wazero.NewCompilationCacheWithDir(folder); err != nil {
			return nil, fmt.Errorf("open pdf engine cache: %w", err)
		}
	}
	compiling := experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0))
	instances, err := webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(compiling, linearMemory()),
		MaxTotal: -1, // the slots bound the instances; one that is abandoned takes none
		FSConfig: wazero.NewFSConfig().WithFSMount(standInFonts(), "/"),
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(memoryPages).
			WithCompilationCache(cache),
		Stdout: io.Discard,
		Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start pdf engine: %w", err)
	}
	return &pool{instances, cache}, nil
}

// cacheFolder gives the folder of the compiled engine, made and owned by this user alone; empty where there is none.
// What lies in it is run as machine code, so others must not be able to write to it.
func cacheFolder(folder string) string {
	if folder == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		folder = filepath.Join(base, "tongbi", "pdf-engine")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ""
	}
	if err := os.Chmod(folder, 0o700); err != nil {
		return ""
	}
	probe, err := os.CreateTemp(folder, "probe")
	if err != nil {
		return ""
	}
	probe.Close()
	os.Remove(probe.Name())
	return folder
}

// hasCompiled reports whether an engine was compiled into the folder before.
func hasCompiled(folder string) bool {
	if folder == "" {
		return false
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	return err == nil && len(files) > 0
}
