package briefing

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// appendixFields are the data, the rules they were made by, what does not add up, the sources, and what could not be read.
func (c *chapter) appendixFields() fields {
	unchecked := charts.NotCheckedOf(c.unchecked())
	var lines []string
	for _, one := range unchecked {
		lines = append(lines, one.String())
	}
	_, looked := c.findings()
	return fields{
		"部门": c.name(), "阶段": disclosed(c.main.Series.Stage), "核对过": looked, "功能明细": c.linesTable("支出"+c.stageWord()+"功能分类明细", c.latest.FunctionLines(), c.latest.Functions()),
		"经济明细": c.linesTable("基本支出"+c.stageWord()+"按部门预算经济分类明细", c.latest.EconomicLines(), c.latest.Economics()),
		"推算":   slices.ContainsFunc(c.main.Changes, func(one queries.Change) bool { return one.Basis == queries.Implied }), "推算年": c.impliedYears(),
		"衔接": c.crosswalkNotes(), "不可比": c.refusedNotes(), "差异表": c.findingTable(), "未核对": lines, "来源表": c.sourceTable(), "缺口": c.gaps(), "缺年": c.missingYears(),
	}
}

// linesTable shows every line of a classification over the years.
func (c *chapter) linesTable(title string, lines []queries.Line, changes []queries.Change) *Table {
	rows := rowsOf(lines, changes)
	for i := range rows {
		line := &rows[i].line
		rows[i].strong = line.Code.Level() == fact.Class
		rows[i].name = strings.Repeat("　", max(0, (len(line.Code)-3)/2)) + line.Label
	}
	return c.yearTable(title, rows)
}

// crosswalkNotes are what is known of the changes of the classification that the lines have to do with.
func (c *chapter) crosswalkNotes() []string {
	var notes []string
	for _, line := range c.main.Lines {
		if line.Code == "" || line.Note == "" || len(line.Crosswalk) == 0 && !strings.Contains(line.Note, "疑似") {
			continue
		}
		note := fmt.Sprintf("%s %s：%s", line.Code, line.Label, c.shortened(line.Note))
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return notes
}

// refusedNotes are the comparisons that were not made, with the reason, each reason once.
func (c *chapter) refusedNotes() []string {
	var notes []string
	lines := map[string][]string{}
	for _, one := range c.main.Changes {
		if one.Status != queries.NotComparable || one.Note == "" {
			continue
		}
		note := fmt.Sprintf("%d年与%d年：%s", one.ToYear, one.FromYear, c.shortened(one.Note))
		if lines[note] == nil {
			notes = append(notes, note)
		}
		name := charts.SubjectOf(one)
		if name == "" {
			name = charts.ViewName(one.By)
		}
		if !slices.Contains(lines[note], name) {
			lines[note] = append(lines[note], name)
		}
	}
	for i, note := range notes {
		names := lines[note]
		if len(names) > 4 {
			names = append(slices.Clone(names[:4]), fmt.Sprintf("等%d项", len(names)))
		}
		notes[i] = note + "（" + strings.Join(names, "、") + "）"
	}
	return notes
}

// sourceTable lists the documents with their fingerprints.
func (c *chapter) sourceTable() *Table {
	table := &Table{Title: "资料来源", Columns: []Column{{Heading: "序号", Weight: 6}, {Heading: "简称", Weight: 14}, {Heading: "文件", Weight: 36}, {Heading: "读到的表", Weight: 16}, {Heading: "SHA-256", Weight: 28}}}
	for i, document := range c.documents() {
		forms := fmt.Sprintf("%d张", len(document.FormsRead)+len(document.FormsEmpty))
		if len(document.FormsEmpty) > 0 {
			forms += fmt.Sprintf("（%d张为空表）", len(document.FormsEmpty))
		}
		if len(document.FormsMissing) > 0 {
			forms += fmt.Sprintf("，缺%d张", len(document.FormsMissing))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: fmt.Sprint(i + 1)}, {Text: c.references.name(document.Document)}, {Text: document.Document}, {Text: forms}, {Text: document.SHA256}}})
	}
	return table
}
