package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// The lines of a bridge from the nominal change of a total to the change on a comparable basis (Change.Line). All but the
// nominal one add up to it, to the fen; a change of scope whose amount no document states has none, and the comparable change
// still contains it.
const (
	NominalChange    = "nominal"
	CodeMoves        = "code_moves"   // one row a group of codes that only compare together
	ReusedCodes      = "reused_codes" // codes that mean something else in the later year
	ScopeChanged     = "scope"        // one row a unit that came or went, or one for their number; without amounts where none are stated
	NewItems         = "new_items"
	EndedItems       = "ended_items"
	ComparableChange = "comparable"
	Unaccounted      = "unaccounted" // what the items don't add up to, by rounding or by a fault of the table
)

// bridges takes the change of each pair's total apart into what only moved, which units came or went, what is new or ended and what changed on a
// comparable basis. The items are the lowest lines that add up to the lines above them in both years.
func (s *session) bridges(ctx context.Context, options CompareOptions) ([]Change, error) {
	options.By, options.Level = ByFunction, ""
	changes, err := s.compare(ctx, options)
	if err != nil {
		return nil, err
	}
	compositions, err := s.compositions(ctx, options.Organization)
	if err != nil {
		return nil, err
	}
	var bridges []Change
	for start := 0; start < len(changes); {
		end := start + 1
		for end < len(changes) && sameTable(changes[start], changes[end]) {
			end++
		}
		one, err := s.bridge(ctx, changes[start:end], compositions)
		if err != nil {
			return nil, err
		}
		bridges = append(bridges, one...)
		start = end
	}
	return bridges, nil
}

// bridge is the bridge of one table between two years.
func (s *session) bridge(ctx context.Context, lines []Change, compositions map[composed]composition) ([]Change, error) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(c Change) bool { return c.Measure != fact.Total && c.Measure != fact.AmountOnly })
	if len(lines) == 0 {
		return nil, nil
	}
	whole := bridgeRow(lines[0], NominalChange, "名义变动", nil)
	if reason := unbridged(lines); reason != "" {
		whole.Status, whole.Note = NotComparable, reason
		return []Change{whole}, nil
	}
	from, to, documents := *lines[0].wholeFrom, *lines[0].wholeTo, documentsOf(lines)
	whole.settle(documents, &from, &to, to-from)
	of := lines[0]
	scopes, remark := scopeChanges(
		compositions[composed{of.Organization, of.Scope, of.FromYear, of.FromStage}],
		compositions[composed{of.Organization, of.Scope, of.ToYear, of.ToStage}], of.FromYear, of.ToYear)
	whole.Note = strings.TrimSuffix("以"+of.form+"合计为准；"+remark, "；")
	bridge := []Change{whole}
	parts := items(lines)
	fromLeft, toLeft := from-sumOf(parts, Change.fromAmount), to-sumOf(parts, Change.toAmount)
	for _, scope := range scopes {
		rest, taken, note, err := s.takeOut(ctx, scope, of, parts)
		if err != nil {
			return nil, err
		}
		parts = rest
		one := bridgeRow(of, ScopeChanged, scope.label, nil)
		switch {
		case taken == 0:
			one.Status = NotComparable
		case scope.came:
			one.settle(documents, nil, &taken, to-from)
		default:
			one.settle(documents, &taken, nil, to-from)
		}
		one.Note = scope.note + "；" + note
		bridge = append(bridge, one)
	}
	for _, group := range grouped(parts) {
		one := bridgeRow(lines[0], group.line, group.label, group.items)
		one.settle(documents, group.sum(Change.fromAmount), group.sum(Change.toAmount), to-from)
		bridge = append(bridge, one)
	}
	if fromLeft != toLeft {
		one := bridgeRow(lines[0], Unaccounted, "表内合计与各项之差", nil)
		one.settle(documents, &fromLeft, &toLeft, to-from)
		bridge = append(bridge, one)
	}
	return bridge, nil
}

// unbridged says why there is no bridge; empty where there is one.
func unbridged(lines []Change) string {
	for _, line := range lines {
		switch {
		case !line.table:
			return "上年没有自己的表，不能逐项衔接"
		case line.wholeFrom == nil || line.wholeTo == nil:
			return "表中没有合计，不能衔接"
		case line.Status == NotComparable && line.Change == nil && len(line.Crosswalk) == 0:
			return line.Note
		}
	}
	return ""
}

func (c Change) fromAmount() fact.Fen { return amount(c.From) }
func (c Change) toAmount() fact.Fen   { return amount(c.To) }

// sumOf adds one side of changes.
func sumOf(changes []Change, side func(Change) fact.Fen) fact.Fen {
	var sum fact.Fen
	for _, c := range changes {
		sum += side(c)
	}
	return sum
}

// items are the lowest lines that add up to the lines above them in both years, but for rounding; a line whose parts don't is
// an item itself.
func items(lines []Change) []Change {
	below := map[fact.Code][]Change{}
	for _, line := range lines {
		below[line.Code.Parent()] = append(below[line.Code.Parent()], line)
	}
	var found []Change
	var descend func(line Change)
	descend = func(line Change) {
		parts := below[line.Code]
		if len(parts) == 0 || !addUp(parts, line, Change.from) || !addUp(parts, line, Change.to) {
			found = append(found, line)
			return
		}
		for _, part := range parts {
			descend(part)
		}
	}
	for _, line := range lines {
		if line.Code.Level() == fact.Class {
			descend(line)
		}
	}
	return found
}

func (c Change) from() *Figure { return c.From }
func (c Change) to() *Figure   { return c.To }

// addUp reports whether parts make up a line on one side, as far as the grains of all of them can tell: printed in whole
// yuan, each may be off by half a yuan.
func addUp(parts []Change, line Change, side func(Change) *Figure) bool {
	left, tolerance := amount(side(line)), fact.Fen(0)
	for _, part := range append([]Change{line}, parts...) {
		if figure := side(part); figure != nil && figure.Grain > 1 {
			tolerance += figure.Grain
		}
	}
	for _, part := range parts {
		left -= amount(side(part))
	}
	return 2*max(left, -left) <= tolerance
}

// bridgePart is one row of a bridge before it is one.
type bridgePart struct {
	line, label string
	items       []Change
}

// sum adds one side of its items; nil where none has a figure on that side.
func (p bridgePart) sum(side func(Change) fact.Fen) *fact.Fen {
	sum := sumOf(p.items, side)
	if p.line == NewItems && sum == 0 || p.line == EndedItems && sum == 0 {
		return nil
	}
	return &sum
}

// grouped puts the items into the rows of the bridge, in its order.
func grouped(parts []Change) []bridgePart {
	moves, others := []bridgePart(nil), []bridgePart{{ReusedCodes, "同码异义", nil}, {NewItems, "新增", nil}, {EndedItems, "不再安排", nil}, {ComparableChange, "可比变动", nil}}
	for _, part := range parts {
		switch {
		case part.Status == NotComparable && part.Change == nil:
			others[0].items = append(others[0].items, part)
		case part.Status == NotComparable:
			label := "科目调整（科目对照" + strings.Join(part.Crosswalk, "、") + "）"
			at := slices.IndexFunc(moves, func(p bridgePart) bool { return p.label == label })
			if at < 0 {
				at, moves = len(moves), append(moves, bridgePart{CodeMoves, label, nil})
			}
			moves[at].items = append(moves[at].items, part)
		case part.fromAmount() == 0 && part.toAmount() != 0:
			others[1].items = append(others[1].items, part)
		case part.fromAmount() != 0 && part.toAmount() == 0:
			others[2].items = append(others[2].items, part)
		default:
			others[3].items = append(others[3].items, part)
		}
	}
	return slices.DeleteFunc(append(moves, others...), func(p bridgePart) bool { return len(p.items) == 0 })
}

// bridgeRow is a row of a bridge without its amounts; its note lists the items that moved most.
func bridgeRow(of Change, line, label string, items []Change) Change {
	const listed = 5
	slices.SortStableFunc(items, func(a, b Change) int { return cmp.Compare(b.nominal(), a.nominal()) })
	var words []string
	for _, item := range items[:min(listed, len(items))] {
		words = append(words, fmt.Sprintf("%s %s %s万元", item.Code, item.Label, (item.toAmount()-item.fromAmount()).TenThousands()))
	}
	note := strings.Join(words, "、")
	if len(items) > listed {
		note += fmt.Sprintf("等%d项", len(items))
	}
	return Change{
		Organization: of.Organization, Scope: of.Scope, Fund: of.Fund, By: ByBridge, Line: line, Label: label, Measure: of.Measure,
		FromYear: of.FromYear, FromStage: of.FromStage, ToYear: of.ToYear, ToStage: of.ToStage,
		Status: Continuing, Basis: of.Basis, Note: note,
	}
}

// nominal is the size of a change, whatever it is worth.
func (c Change) nominal() fact.Fen {
	change := c.toAmount() - c.fromAmount()
	return max(change, -change)
}

// settle gives a row its amounts, change, rate and share of the whole change. The figures are sums: they stand in the
// documents, at no single place.
func (c *Change) settle(documents [2]string, from, to *fact.Fen, whole fact.Fen) {
	c.From, c.To = summed(from, documents[0]), summed(to, documents[1])
	change := c.toAmount() - c.fromAmount()
	c.Change = &change
	if rate, defined := fact.Change(c.fromAmount(), c.toAmount()); defined && c.From != nil {
		c.Rate = &rate
	}
	if whole != 0 {
		share := fact.Ratio(int64(change), int64(whole))
		c.Contribution = &share
	}
	switch {
	case change == 0:
		c.Status = Unchanged
	case c.From == nil:
		c.Status = New
	case c.To == nil:
		c.Status = Ended
	}
}

// documentsOf are the documents that the two years' figures are taken from.
func documentsOf(lines []Change) (documents [2]string) {
	for _, line := range lines {
		if line.From != nil {
			documents[0] = line.From.Document
		}
		if line.To != nil {
			documents[1] = line.To.Document
		}
	}
	return documents
}

func summed(sum *fact.Fen, document string) *Figure {
	if sum == nil {
		return nil
	}
	return &Figure{Amount: *sum, Document: document, Presence: fact.Stated}
}
