package word

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// header stands on every page: what the document is good for.
const header = "供审查参考"

// Outline is what a document to take into the room is made of.
type Outline struct {
	Documents []queries.DocumentStatus // that were looked at
	Questions []queries.Question
	Findings  []queries.Finding
	Unchecked []queries.Unchecked // checks that could not be made
}

// Questions writes the outline of questions: those of each organisation by priority, each with its figures, their places,
// the rule behind it, what to ask for and room for the answer; then what does not add up in its documents.
func Questions(out io.Writer, outline Outline) error {
	d := New(outline.title("审查询问提纲"), header)
	d.Paragraph(Heading2, "口径与来源")
	d.Paragraph(Note, outline.sources())
	d.Paragraph(Note, "金额单位为万元，由原文以元（分）计算后四舍五入到两位小数。同比只在同一单位、口径、阶段、资金和科目编码之间进行。"+
		"每个问题写明所依据的数、文件和页码，以及提出问题的规则和阈值；规则只说明值得一问，不是结论。")
	d.Paragraph(Note, outline.unread())
	for _, organization := range outline.organizations() {
		d.organization(outline, organization)
		d.questions(outline.of(organization))
		d.findings(outline.of(organization))
	}
	return d.Write(out)
}

// Findings writes what does not add up, by organisation and document.
func Findings(out io.Writer, outline Outline) error {
	d := New(outline.title("核对情况"), header)
	d.Paragraph(Heading2, "口径与来源")
	d.Paragraph(Note, outline.sources())
	d.Paragraph(Note, "所列是文件自身、表与表、文字与表以及文件之间对不上之处。“错误”是印出来的数不可能都对；“警告”是很可能有误或不合公开要求；"+
		"“提示”是舍入尾差和格式问题。容差由数字的末位和加数的个数推出。是否有误，以核对原文为准。")
	d.Paragraph(Note, outline.unread())
	for _, organization := range outline.organizations() {
		d.organization(outline, organization)
		d.findings(outline.of(organization))
	}
	return d.Write(out)
}

// organization heads what concerns one organisation; where there is only one, the title names it.
func (d *Document) organization(outline Outline, name string) {
	if len(outline.organizations()) > 1 {
		d.Paragraph(Heading1, name)
	}
}

// organizations are the names in the order of the questions, then of the findings, then of the documents.
func (o Outline) organizations() []string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, question := range o.Questions {
		add(question.Organization)
	}
	for _, finding := range o.Findings {
		add(finding.Organization)
	}
	for _, document := range o.Documents {
		add(document.Identity.Organization)
	}
	return names
}

// of keeps what concerns one organisation.
func (o Outline) of(organization string) Outline {
	return Outline{
		Documents: kept(o.Documents, func(d queries.DocumentStatus) bool { return d.Identity.Organization == organization }),
		Questions: kept(o.Questions, func(q queries.Question) bool { return q.Organization == organization }),
		Findings:  kept(o.Findings, func(f queries.Finding) bool { return f.Organization == organization }),
		Unchecked: kept(o.Unchecked, func(u queries.Unchecked) bool { return u.Organization == organization }),
	}
}

func kept[T any](all []T, keep func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return !keep(one) })
}

// title is “××2023—2025年部门预算审查询问提纲”, the name on a line of its own; several organisations are counted.
func (o Outline) title(kind string) string {
	names, title := o.organizations(), ""
	if len(names) == 1 {
		title = names[0]
	}
	if len(names) > 1 {
		title = fmt.Sprintf("%d个部门和单位", len(names))
	}
	return title + "\n" + o.years() + o.disclosures() + kind
}

// years is “2025年”, “2023—2025年”; nothing where no document says its year.
func (o Outline) years() string {
	var years []fact.Year
	for _, document := range o.Documents {
		if document.Identity.Year > 0 {
			years = append(years, document.Identity.Year)
		}
	}
	if len(years) == 0 {
		return ""
	}
	first, last := slices.Min(years), slices.Max(years)
	if first == last {
		return fmt.Sprintf("%d年", first)
	}
	return fmt.Sprintf("%d—%d年", first, last)
}

// disclosures names what the documents are: 部门预算, 单位决算, 部门预决算.
func (o Outline) disclosures() string {
	scopes, budget, final := map[fact.Scope]bool{}, false, false
	for _, document := range o.Documents {
		scopes[document.Identity.Scope] = true
		final = final || document.Identity.Stage == fact.FinalAccounts
		budget = budget || document.Identity.Stage != fact.FinalAccounts
	}
	scope := ""
	if len(scopes) == 1 {
		scope = map[fact.Scope]string{fact.Department: "部门", fact.UnitScope: "单位"}[o.Documents[0].Identity.Scope]
	}
	switch {
	case budget && final:
		return scope + "预决算"
	case final:
		return scope + "决算"
	}
	return scope + "预算"
}

// sources names the documents.
func (o Outline) sources() string {
	var names []string
	for _, document := range o.Documents {
		names = append(names, document.Document)
	}
	return fmt.Sprintf("根据所装入的%d份公开文件由程序比较、核对形成：%s。", len(names), strings.Join(names, "、"))
}

// unread says what was not looked at.
func (o Outline) unread() string {
	var gaps []string
	for _, document := range o.Documents {
		if len(document.FormsMissing) > 0 {
			var names []string
			for _, form := range document.FormsMissing {
				names = append(names, charts.FormName(form))
			}
			gaps = append(gaps, document.Document+"未读到"+strings.Join(names, "、"))
		}
		if n := len(document.Unrecognised); n > 0 {
			gaps = append(gaps, fmt.Sprintf("%s有%d张表未能识别", document.Document, n))
		}
	}
	text := "没有读到的表、没有装入的年度和文件不在范围之内，没有列出的不等于没有问题。"
	if len(gaps) == 0 {
		return "各文件应有的表都已读到。" + text
	}
	return strings.Join(gaps, "；") + "。" + text
}

// groups are the headings of questions by priority.
var groups = []struct {
	priority queries.Priority
	heading  string
}{{queries.High, "重点问题"}, {queries.Medium, "一般问题"}, {queries.Low, "其他问题"}}

// questions adds the questions of one organisation, numbered through its groups.
func (d *Document) questions(outline Outline) {
	if len(outline.Questions) == 0 {
		d.Paragraph(Normal, "没有触发提问的规则。装入相邻两年的文件，才有年度之间的问题。")
		return
	}
	number := 0
	for _, group := range groups {
		asked := kept(outline.Questions, func(q queries.Question) bool { return q.Priority == group.priority })
		if len(asked) == 0 {
			continue
		}
		d.Paragraph(Heading2, fmt.Sprintf("%s（%d个）", group.heading, len(asked)))
		for _, question := range asked {
			number++
			d.question(number, question)
		}
	}
}

// The columns of the table of a question: what, amount, document, place.
var questionWidths = []int{1900, 1400, 3570, 2200}

// answerHeight is the room for an answer, 2.2 cm.
const answerHeight = 1247

func (d *Document) question(number int, question queries.Question) {
	d.Paragraph(Heading3, fmt.Sprintf("%d．%s", number, charts.AskedSubject(question)))
	d.Paragraph(QuestionText, question.Question)
	table := Table{Widths: questionWidths, Headings: []string{"所据数字", "金额（万元）", "文件", "位置"}, Together: true}
	for _, cited := range []*queries.Cited{question.Current, question.Earlier} {
		if cited != nil {
			table.Rows = append(table.Rows, Row{Cells: []Cell{
				{Text: charts.CitedName(question, *cited)}, {Text: charts.Amount(cited.Amount), Right: true},
				{Text: cited.Document}, {Text: place(*cited)},
			}})
		}
	}
	if name, difference, rate := charts.CitedDifference(question); name != "" {
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: name}, {Text: charts.Signed(difference), Right: true}, {Text: rate, Span: 2}}})
	}
	if len(table.Rows) == 0 {
		table.Headings = nil
	}
	for _, part := range questionParts(question) {
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: part[0], Head: true}, {Text: part[1], Span: 3}}})
	}
	table.Rows = append(table.Rows, Row{Height: answerHeight, Cells: []Cell{{Text: "答复", Head: true}, {Span: 3}}})
	d.Table(table)
}

// place is where in its document a figure stands: page, table and row.
func place(cited queries.Cited) string {
	text := charts.PageName(cited.Format, cited.Page)
	if cited.Source.Table > 0 {
		text += fmt.Sprintf(" 表%d", cited.Source.Table)
	}
	if cited.Source.Row > 0 {
		text += fmt.Sprintf(" 第%d行", cited.Source.Row)
	}
	return strings.TrimSpace(text)
}

// questionParts are the rows below the figures.
func questionParts(question queries.Question) [][2]string {
	var parts [][2]string
	if further := charts.FurtherEvidence(question); further != "" {
		name := "依据"
		if question.Current != nil {
			name = "其他依据"
		}
		parts = append(parts, [2]string{name, further})
	}
	switch stated := question.Stated; {
	case stated != nil:
		where := strings.TrimSpace(stated.Document + " " + charts.PageName(stated.Format, stated.Page))
		parts = append(parts, [2]string{"部门所述原因", fmt.Sprintf("“%s”（%s）\n%s。", strings.TrimRight(stated.Text, "。；， "), where, charts.StatedWeight(*stated))})
	case charts.Unexplained(question):
		parts = append(parts, [2]string{"部门所述原因", "文件中没有读到对这项变动的说明。"})
	}
	parts = append(parts, [2]string{"为什么问", strings.TrimSpace(question.Rule + "　" + question.Basis)})
	if question.Materials != "" {
		parts = append(parts, [2]string{"应提供的材料", question.Materials})
	}
	return parts
}

// The columns of the table of findings: severity, place, finding.
var findingWidths = []int{900, 1500, 6670}

// findings adds what does not add up, a table a document.
func (d *Document) findings(outline Outline) {
	d.Paragraph(Heading2, "哪些地方对不上（"+charts.CountText(outline.Findings)+"）")
	if len(outline.Findings) == 0 {
		d.Paragraph(Normal, "按现有规则没有发现对不上的地方。")
	}
	for _, document := range outline.Documents {
		found := charts.Gravest(kept(outline.Findings, func(f queries.Finding) bool { return f.Document == document.Document }))
		if len(found) == 0 {
			continue
		}
		d.Paragraph(Heading3, document.Document+"（"+charts.CountText(found)+"）")
		table := Table{Widths: findingWidths, Headings: []string{"级别", "位置", "发现"}}
		for _, finding := range found {
			table.Rows = append(table.Rows, Row{Cells: []Cell{
				{Text: charts.SeverityName(finding.Severity)}, {Text: charts.PageName(finding.Format, finding.Page)}, {Text: finding.Message},
			}})
		}
		d.Table(table)
	}
	if unchecked := charts.NotCheckedOf(outline.Unchecked); len(unchecked) > 0 {
		d.Paragraph(Heading3, fmt.Sprintf("因缺表、缺文件没有做的核对（%d项）", charts.NotCheckedCount(unchecked)))
		for _, one := range unchecked {
			d.Paragraph(Note, "· "+one.String())
		}
	}
}
