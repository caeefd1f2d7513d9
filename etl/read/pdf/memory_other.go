//go:build !unix

package pdf

import "github.com/tetratelabs/wazero/experimental"

// linearMemory leaves the memory of an engine instance to Go.
func linearMemory() experimental.MemoryAllocator { return nil }
