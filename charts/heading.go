package charts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// BridgeHeading says where the change of the total comes from, true for any data: which classes carry it and which
// work against it.
func (c Comparison) BridgeHeading() string {
	if c.Alone() {
		return "只有一年，没有可以分解的变化"
	}
	tops := Top(c.Functions())
	known := compared(tops)
	moved := Moved(known)
	up, down := split(moved)
	total := sum(moved)
	switch {
	case len(known) == 0 && c.Total() != nil:
		return fmt.Sprintf("%d年只有总额，变化不能分解到类、款、项", c.From)
	case len(known) == 0:
		return "没有可以逐科目比较的表"
	case len(moved) == 0 && len(known) < len(tops):
		return "可以比较的各类支出均与" + c.baseYear() + "持平"
	case len(moved) == 0:
		return "各类支出均与" + c.baseYear() + "持平"
	case flat(total) && (len(up) == 0 || len(down) == 0):
		return "各类支出与" + c.baseYear() + "基本持平，变动合计不足0.01万元"
	case flat(total):
		return fmt.Sprintf("合计持平：%s增加%s，%s减少%s", first(up), unsigned(sum(up)), first(down), unsigned(sum(down)))
	case total > 0:
		return fundOf(tops) + carried("增加", up, "抵减", down)
	}
	return fundOf(tops) + carried("减少", down, "增加", up)
}

// fundOf names the fund that lines speak of where it is not all of them.
func fundOf(changes []queries.Change) string {
	if fund := changes[0].Fund; fund != fact.AllFunds && fund != "" {
		return FundName(fund)
	}
	return ""
}

func (c Comparison) baseYear() string {
	if c.To-c.From == 1 {
		return "上年"
	}
	return fmt.Sprintf("%d年", c.From)
}

// first names the largest of several changes: “城乡社区支出等3类”.
func first(changes []queries.Change) string {
	if len(changes) > 1 {
		return fmt.Sprintf("%s等%d类", changes[0].Label, len(changes))
	}
	return changes[0].Label
}

// carried says that some classes carry a change and others work against it. The carriers that are named make up at
// least two thirds of what their side moves.
func carried(what string, carriers []queries.Change, against string, others []queries.Change) string {
	named, part := 0, fact.Fen(0)
	for part = *carriers[0].Change; named+1 < len(carriers) && named < 2 && magnitudeOf(part)*3 < magnitudeOf(sum(carriers))*2; {
		named++
		part += *carriers[named].Change
	}
	var names []string
	for _, change := range carriers[:named+1] {
		names = append(names, change.Label)
	}
	verb := "主要来自"
	if named+1 == len(carriers) {
		verb = "全部来自"
	}
	heading := what + "额" + verb + joined(names)
	if len(others) == 0 {
		return heading
	}
	if magnitude(others[0])*20 >= magnitudeOf(sum(others))*19 {
		return heading + "，" + others[0].Label + against + unsigned(*others[0].Change)
	}
	return heading + "，" + first(others) + against + unsigned(sum(others))
}

func magnitudeOf(amount fact.Fen) fact.Fen {
	if amount < 0 {
		return -amount
	}
	return amount
}

// joined is a Chinese enumeration: 甲、乙和丙.
func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], "、") + "和" + names[len(names)-1]
}

// MoversHeading counts what moved most and says how many of these moves the department gives a reason for.
func (c Comparison) MoversHeading(shown []queries.Change, explained int) string {
	if c.Alone() {
		return "只有一年，没有变动可比"
	}
	leaves := Leaves(c.Functions())
	switch {
	case len(compared(leaves)) == 0:
		return fmt.Sprintf("%d年没有逐科目的数，不能列出变动", c.From)
	case len(shown) == 0:
		return "各科目均无变动"
	}
	up, down := split(shown)
	heading := fmt.Sprintf("变动最大的%d个科目：", len(shown))
	if len(shown) == len(Moved(leaves)) {
		heading = fmt.Sprintf("有变动的%d个科目：", len(shown))
	}
	switch {
	case len(down) == 0:
		heading += "全部增加"
	case len(up) == 0:
		heading += "全部减少"
	default:
		heading += fmt.Sprintf("%d增%d减", len(up), len(down))
	}
	switch explained {
	case 0:
		return heading + "，文件均未说明原因"
	case len(shown):
		return heading + "，文件均说明了原因"
	}
	return heading + fmt.Sprintf("，文件说明了其中%d个的原因", explained)
}

// SpecialHeading says how “三公”经费, 机关运行经费 and 政府采购 moved, as far as the documents tell.
func (c Comparison) SpecialHeading() string {
	var parts []string
	for _, one := range []struct {
		name, by string
		measure  fact.Measure
	}{{"“三公”经费", "three-public", fact.ThreePublic}, {"机关运行经费", "three-public", fact.AdminOperating}, {"政府采购", "procurement", fact.Procurement}} {
		change := c.Measure(one.by, one.measure)
		switch {
		case change == nil || change.Change == nil:
		case flat(*change.Change):
			parts = append(parts, one.name+"持平")
		case *change.Change > 0:
			parts = append(parts, one.name+"增加"+unsigned(*change.Change))
		default:
			parts = append(parts, one.name+"减少"+unsigned(*change.Change))
		}
	}
	if len(parts) == 0 {
		return "“三公”经费、机关运行经费和政府采购"
	}
	return strings.Join(parts, "，")
}

// StructureHeading says whose share moved most, or who has the largest share where there is nothing to compare.
func (c Comparison) StructureHeading(structure Structure) string {
	parts := slices.DeleteFunc(slices.Clone(structure.Parts), func(part Part) bool { return part.Rest })
	switch {
	case len(parts) == 0:
		return "没有读到按功能分类的支出"
	case structure.Whole[c.To] <= 0:
		return "支出合计为零，不计算占比"
	case len(parts) == 1:
		return "支出全部属于" + parts[0].Label
	}
	best, moved := parts[0], Share(0)
	for _, part := range parts {
		if move, ok := part.Move(c.From, c.To); ok && max(move, -move) > moved {
			best, moved = part, max(move, -move)
		}
	}
	if moved > 0 {
		return best.Label + "占比" + fromTo(best.Shares[c.From], best.Shares[c.To])
	}
	if _, compared := parts[0].Move(c.From, c.To); compared {
		return "各类支出占比与" + c.baseYear() + "一致"
	}
	return parts[0].Label + "占" + parts[0].Shares[c.To].String() + "，为最大的一类"
}

// TrendHeading says how the expenditure as a whole moved over all years.
func TrendHeading(dossier queries.Dossier) string {
	line := totalOf(dossier)
	if line == nil || len(line.Figures) < 2 {
		return "只有一年的支出合计，看不出走势"
	}
	years := slices.Sorted(maps.Keys(line.Figures))
	name := "支出合计"
	if strings.Contains(line.Label, "财政拨款") {
		name = "财政拨款支出"
	}
	first, last := years[0], years[len(years)-1]
	heading := yearsName(first, last) + name + course(line, years)
	if int(last-first) > len(years)-1 {
		heading += "（其间有年度没有数）"
	}
	return heading
}

// course says in which turns a line moved: 逐年增加 where every year is known and moved, 先降后升 and so on.
func course(line *queries.Line, years []fact.Year) string {
	var turns []Tone
	still := int(years[len(years)-1]-years[0]) > len(years)-1
	for i := 1; i < len(years); i++ {
		tone := ToneOf(line.Figures[years[i]].Amount - line.Figures[years[i-1]].Amount)
		still = still || tone == Plain
		if tone != Plain && (len(turns) == 0 || turns[len(turns)-1] != tone) {
			turns = append(turns, tone)
		}
	}
	last := line.Figures[years[len(years)-1]].Amount
	switch {
	case len(turns) == 0:
		return "持平"
	case len(turns) == 1 && len(years) == 2:
		return map[Tone]string{Up: "增加", Down: "减少"}[turns[0]] + unsigned(last-line.Figures[years[0]].Amount)
	case len(turns) == 1 && !still:
		return map[Tone]string{Up: "逐年增加", Down: "逐年减少"}[turns[0]]
	case len(turns) == 1:
		return map[Tone]string{Up: "只增不减", Down: "只减不增"}[turns[0]]
	case len(turns) == 2:
		return map[Tone]string{Up: "先升后降", Down: "先降后升"}[turns[0]] + rank(line, years)
	}
	return "有升有降" + rank(line, years)
}

// rank says whether the last year is the highest or lowest of all.
func rank(line *queries.Line, years []fact.Year) string {
	last := years[len(years)-1]
	highest, lowest := true, true
	for _, year := range years[:len(years)-1] {
		highest = highest && line.Figures[year].Amount < line.Figures[last].Amount
		lowest = lowest && line.Figures[year].Amount > line.Figures[last].Amount
	}
	switch {
	case highest:
		return fmt.Sprintf("，%d年最高", last)
	case lowest:
		return fmt.Sprintf("，%d年最低", last)
	}
	return ""
}

// totalOf is the expenditure as a whole over all years: the line that stands for it best among those of two years and
// more, nil where there is none.
func totalOf(dossier queries.Dossier) *queries.Line {
	return bestTotal(dossier, func(line queries.Line) bool { return len(line.Figures) > 1 })
}
