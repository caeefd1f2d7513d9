//go:build unix

package pdf

import "testing"

func TestMemoryOfAnInstanceGrowsInPlaceUpToItsLimit(t *testing.T) {
	const page = 1 << 16
	memory := linearMemory().Allocate(page, 4*page)
	first := memory.Reallocate(page)
	first[0], first[page-1] = 1, 2
	grown := memory.Reallocate(3 * page)
	if len(grown) != 3*page || &grown[0] != &first[0] || grown[page-1] != 2 {
		t.Error("what was written is elsewhere or gone")
	}
	grown[3*page-1] = 3
	if memory.Reallocate(5*page) != nil {
		t.Error("more than the limit was given")
	}
	memory.Free()
	memory.Free() // a second time does no harm
}
