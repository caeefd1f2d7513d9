package queries

import (
	"fmt"
	"strings"

	"tongbi/etl/fact"
)

// suspect tells lines that end and lines that begin, at one level of one table, that may be one line under another code:
// the same or nearly the same name, or the same amount as far as its grain shows. Nothing is done about it.
func (c comparison) suspect() {
	for i := range c.lines {
		ended := &c.lines[i]
		if !ended.stands() || amount(ended.before()) == 0 || amount(ended.after()) != 0 {
			continue
		}
		for j := range c.lines {
			begun := &c.lines[j]
			if !begun.stands() || amount(begun.before()) != 0 || amount(begun.after()) == 0 || begun.Measure != ended.Measure ||
				begun.Code.Level() != ended.Code.Level() {
				continue
			}
			if why := likeness(*ended, *begun); why != "" {
				ended.note(suspicion(*begun, begun.after(), "新列", why))
				begun.note(suspicion(*ended, ended.before(), "不再列", why))
			}
		}
	}
}

// stands reports whether a line is a whole one and nothing is known of it that explains why it ends or begins. A project that
// a year does not list is not compared and may yet be there under another name.
func (c Change) stands() bool {
	return (c.Measure == fact.Total || c.Measure == fact.AmountOnly) && (c.Status != NotComparable || c.By == ByProject) && len(c.Crosswalk) == 0
}

// likeness says in what a line that ends and one that begins are alike; empty where in nothing. An equal amount counts
// only below one parent: round amounts meet by chance.
func likeness(ended, begun Change) string {
	before, _ := ended.names()
	_, after := begun.names()
	equal := sameAmount(ended.before(), begun.after())
	switch {
	case sameName(before, after) && equal:
		return "名称、金额都相同"
	case sameName(before, after):
		return "名称相同"
	case nearName(before, after) && equal:
		return "名称相近、金额相同"
	case nearName(before, after):
		return "名称相近"
	case equal && ended.By == ByProject:
		return "金额相同"
	case equal && ended.Code.Parent() == begun.Code.Parent():
		return "同一上级，金额相同"
	}
	return ""
}

func suspicion(other Change, figure *Figure, what, why string) string {
	if other.By == ByProject {
		return fmt.Sprintf("疑似同一项目（未采用，请核对）：%s %s，%s，见%s", other.Label, what, why, figure.Place())
	}
	return fmt.Sprintf("疑似科目调整（未采用，请核对）：%s “%s”%s，%s，见%s", other.Code, other.Label, what, why, figure.Place())
}

// sameAmount reports whether two amounts may be one, printed in their grains.
func sameAmount(a, b *Figure) bool {
	difference := a.Amount - b.Amount
	return 2*max(difference, -difference) <= max(a.Grain, b.Grain) && (difference == 0 || a.Grain != b.Grain)
}

// generic are words that many names have and that tell nothing.
var generic = strings.NewReplacer("其他", "", "支出", "", "事务", "", "管理", "", "经费", "", "（", "", "）", "", "(", "", ")", "", "、", "", " ", "")

// nearName reports whether two names share three quarters of their telling words, in order, at least four characters.
func nearName(a, b string) bool {
	x, y := []rune(generic.Replace(a)), []rune(generic.Replace(b))
	shared := commonSubsequence(x, y)
	return shared >= 4 && 4*shared >= 3*max(len(x), len(y))
}

// commonSubsequence is the length of the longest sequence that two texts have in common.
func commonSubsequence(x, y []rune) int {
	row := make([]int, len(y)+1)
	for _, r := range x {
		diagonal := 0
		for j, s := range y {
			above := row[j+1]
			if r == s {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(y)]
}
