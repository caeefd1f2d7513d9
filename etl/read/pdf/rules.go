package pdf

import (
	"math"
	"slices"
)

// Distances in points within which drawn pieces are one line, measured on real documents.
const (
	sameLine  = 2.2 // pieces this far apart across the line are the same line
	joinGap   = 3.0 // pieces this far apart along the line touch
	crossing  = 3.0 // a line ending this near another one meets it
	shortest  = 4.0 // anything shorter is no ruled line
	mostRules = 3000
)

// rule is a ruled line: horizontal ones stand at a y and run from x to x, vertical ones the other way round.
type rule struct{ at, from, to float64 }

func (r rule) length() float64 { return r.to - r.from }

// covers reports whether the line passes a place along its way.
func (r rule) covers(place float64) bool { return r.from-crossing <= place && place <= r.to+crossing }

// rulesOf joins pieces to the horizontal and the vertical lines of a page. A piece as short as it is wide may belong to
// either: borders can be made of thousands of dots.
func rulesOf(segments []segment) (horizontal, vertical []rule) {
	for _, s := range segments {
		width, height := math.Abs(s.x1-s.x0), math.Abs(s.y1-s.y0)
		if width >= height || height <= lineWidth {
			horizontal = append(horizontal, rule{(s.y0 + s.y1) / 2, min(s.x0, s.x1), max(s.x0, s.x1)})
		}
		if height >= width || width <= lineWidth && height > 0 {
			vertical = append(vertical, rule{(s.x0 + s.x1) / 2, min(s.y0, s.y1), max(s.y0, s.y1)})
		}
	}
	return joined(horizontal), joined(vertical)
}

// joined merges pieces of the same line.
func joined(pieces []rule) []rule {
	slices.SortFunc(pieces, func(a, b rule) int { return compare(a.at, b.at) })
	var all []rule
	for start := 0; start < len(pieces); {
		end := start + 1
		for end < len(pieces) && pieces[end].at-pieces[end-1].at <= sameLine && pieces[end].at-pieces[start].at <= 2*sameLine {
			end++
		}
		all = append(all, alongOneLine(pieces[start:end])...)
		start = end
	}
	all = slices.DeleteFunc(all, func(r rule) bool { return r.length() < shortest })
	if len(all) > mostRules { // a drawing: its longest lines are the only ones that can be a table
		slices.SortFunc(all, func(a, b rule) int { return compare(b.length(), a.length()) })
		all = all[:mostRules]
	}
	return all
}

// alongOneLine joins pieces that lie one after the other.
func alongOneLine(pieces []rule) []rule {
	slices.SortFunc(pieces, func(a, b rule) int { return compare(a.from, b.from) })
	var all []rule
	weight := 0.0
	for _, piece := range pieces {
		share := piece.length() + 0.01
		if last := len(all) - 1; last >= 0 && piece.from <= all[last].to+joinGap {
			all[last].at = (all[last].at*weight + piece.at*share) / (weight + share)
			all[last].to = max(all[last].to, piece.to)
			weight += share
			continue
		}
		all = append(all, piece)
		weight = share
	}
	return all
}

// mesh is a set of lines that are connected by crossings.
type mesh struct{ horizontal, vertical []rule }

// meshes gives the connected sets that have at least two lines each way.
func meshes(horizontal, vertical []rule) []mesh {
	slices.SortFunc(vertical, func(a, b rule) int { return compare(a.at, b.at) })
	sets := newSets(len(horizontal) + len(vertical))
	for i, h := range horizontal {
		first, _ := slices.BinarySearchFunc(vertical, h.from-crossing, func(v rule, at float64) int { return compare(v.at, at) })
		for j := first; j < len(vertical) && vertical[j].at <= h.to+crossing; j++ {
			if vertical[j].covers(h.at) {
				sets.join(i, len(horizontal)+j)
			}
		}
	}
	byRoot := map[int]*mesh{}
	var roots []int
	at := func(index int) *mesh {
		root := sets.root(index)
		if byRoot[root] == nil {
			byRoot[root] = &mesh{}
			roots = append(roots, root)
		}
		return byRoot[root]
	}
	for i, h := range horizontal {
		m := at(i)
		m.horizontal = append(m.horizontal, h)
	}
	for j, v := range vertical {
		m := at(len(horizontal) + j)
		m.vertical = append(m.vertical, v)
	}
	var all []mesh
	for _, root := range roots {
		if m := byRoot[root]; len(m.horizontal) >= 2 && len(m.vertical) >= 2 {
			all = append(all, *m)
		}
	}
	return all
}

// sets is a union of disjoint sets.
type sets []int

func newSets(size int) sets {
	s := make(sets, size)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, j int) { s[s.root(i)] = s.root(j) }

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
