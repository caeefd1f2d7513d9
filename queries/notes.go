package queries

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// notes are what a person must know of a change, in Chinese.
type notes []string

func (n notes) String() string { return strings.Join(n, "；") }

// add notes something once.
func (n *notes) add(text string) {
	if !slices.Contains(*n, text) {
		*n = append(*n, text)
	}
}

// conflict notes documents of one year that contradict one another, and reports whether there are any.
func (n *notes) conflict(year fact.Year, difference string) bool {
	if difference != "" {
		n.add(fmt.Sprintf("%d年的文件互相矛盾：%s，须先用 load --replace 或 forget 定夺", year, difference))
	}
	return difference != ""
}

// dispute notes a line that one year states in several ways, and reports whether it does.
func (n *notes) dispute(year fact.Year, stated sql.NullString) bool {
	if stated.Valid {
		n.add(fmt.Sprintf("%d年同一行有不同的数：%s", year, stated.String))
	}
	return stated.Valid
}

// doubt notes what makes figures less certain: a document that fails its own test, columns found by alignment.
func (n *notes) doubt(figures ...*Figure) {
	for _, figure := range figures {
		if figure == nil {
			continue
		}
		if figure.SelfTest == fact.Failed {
			n.add(figure.Document + "自身勾稽不平，数字存疑")
		}
		if figure.Inferred {
			n.add(figure.Document + "的表格没有格线或由图像识别，数字可靠性较低")
		}
	}
}

// against notes the figure of the document's own table where a sentence gives another one: finer, or contradicting.
func (n *notes) against(table, sentence *Figure) {
	if table == nil || table.Amount == sentence.Amount {
		return
	}
	printed := fmt.Sprintf("%s列%s元", table.Place(), table.Amount.In(fact.Yuan, 2))
	if (fact.Money{Fen: table.Amount, Grain: table.Grain}).RoundTo(sentence.Grain) == sentence.Amount {
		n.add(printed)
		return
	}
	n.add("但" + printed + "，与该句不符")
}
