//go:build unix

package pdf

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// linearMemory gives the memory of an engine instance from the system and back to it the moment the instance ends. Left
// to Go, a growing instance would be copied again and again, with every copy kept until the next collection.
func linearMemory() experimental.MemoryAllocator {
	return experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		whole, err := syscall.Mmap(-1, 0, int(most), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
		if err != nil {
			return &heapMemory{}
		}
		return &mapped{whole: whole}
	})
}

// mapped is an address range that is reserved as a whole and made usable bit by bit, so that it never moves.
type mapped struct {
	whole  []byte
	usable uint64
}

// Reallocate makes so many bytes usable.
func (m *mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m.whole)) {
		return nil
	}
	if size > m.usable {
		const page = 1 << 16 // a multiple of every system's
		end := min((size+page-1)/page*page, uint64(len(m.whole)))
		if err := syscall.Mprotect(m.whole[m.usable:end], syscall.PROT_READ|syscall.PROT_WRITE); err != nil {
			return nil
		}
		m.usable = end
	}
	return m.whole[:size:m.usable]
}

// Free gives everything back.
func (m *mapped) Free() {
	if m.whole != nil {
		_ = syscall.Munmap(m.whole)
	}
	m.whole = nil
}

// heapMemory is what there is where the system reserves no addresses.
type heapMemory struct{ bytes []byte }

// Reallocate makes so many bytes usable.
func (m *heapMemory) Reallocate(size uint64) []byte {
	if grown := int(size) - len(m.bytes); grown > 0 {
		m.bytes = append(m.bytes, make([]byte, grown)...)
	}
	return m.bytes[:size]
}

// Free lets go of the bytes.
func (m *heapMemory) Free() { m.bytes = nil }
