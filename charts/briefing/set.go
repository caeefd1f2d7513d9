package briefing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// set is several organisations in one briefing.
type set struct {
	chapters   []*chapter
	options    Options
	references *references
}

func newSet(chapters []*chapter, options Options) set {
	return set{chapters, options, &references{names: map[string]string{}}}
}

func (s set) titleFields() fields {
	var years []fact.Year
	var dossiers []queries.Dossier
	scopes := map[fact.Scope]bool{}
	for _, one := range s.chapters {
		years = append(years, one.covered()...)
		dossiers = append(dossiers, one.brief.Dossiers...)
		scopes[one.brief.Scope] = true
	}
	scope := "部门和单位"
	if len(scopes) == 1 {
		scope = scopeWord(s.chapters[0].brief.Scope)
	}
	return fields{
		"部门": fmt.Sprintf("%d个%s", len(s.chapters), scope), "起": slices.Min(years), "止": slices.Max(years), "多年": slices.Min(years) < slices.Max(years),
		"成组": true, "个数": len(s.chapters), "口径": scope, "种类": disclosureWord(dossiers),
	}
}

// signatureFields name the region that all organisations share.
func (s set) signatureFields(date time.Time) fields {
	shared := levels(s.chapters[0].brief.Organization)
	for _, one := range s.chapters[1:] {
		for len(shared) > 0 && !strings.HasPrefix(one.brief.Organization, strings.Join(shared, "")) {
			shared = shared[:len(shared)-1]
		}
	}
	return signatureFields(strings.Join(shared, ""), date)
}

// fields are the overview: a row an organisation, and the sums of those that compare.
func (s set) fields() fields {
	title := s.titleFields()
	up, down, compared := 0, 0, 0
	for _, one := range s.chapters {
		if total := one.compared(); total != nil && total.Change != nil {
			compared++
			switch charts.ToneOf(*total.Change) {
			case charts.Up:
				up++
			case charts.Down:
				down++
			}
		}
	}
	return fields{
		"个数": len(s.chapters), "口径": title["口径"], "起": title["起"], "止": title["止"], "多年": title["多年"], "种类": title["种类"], "可比": compared, "增加": up, "减少": down,
		"部门": s.rows(), "合计": s.totals(), "概览表": s.table(), "不可比": len(s.chapters) - compared, "持平": compared - up - down,
	}
}

// rows are what the text says of each organisation.
func (s set) rows() []fields {
	var all []fields
	for i, one := range s.chapters {
		total := one.latest.TotalLine()
		data := fields{"序号": i + 1, "名称": one.name(), "年度": one.year(), "支出名": one.spending(one.main.Series.Stage, total), "金额": nil, "变动": nil, "部分": nil}
		if total != nil {
			figure := total.Figures[one.year()]
			data["金额"] = amountOf(&figure)
		}
		if moved := one.compared(); moved != nil && total != nil && same(*total, *moved) {
			data["变动"] = change{*moved}
		} else if moved != nil {
			data["部分"] = fields{"支出名": charts.SpendingName(moved.ToStage, moved.Fund, moved.Label), "金额": amountOf(moved.To), "变动": change{*moved}}
		}
		all = append(all, data)
	}
	return all
}

// compared is the change of the total between the two last years, nil where there is none.
func (c *chapter) compared() *queries.Change {
	if c.latest.Alone() {
		return nil
	}
	return c.latest.Total()
}

// totals are the sums of the expenditure over the organisations for the last pair of years that several of them have.
func (s set) totals() []fields {
	var best *queries.Change
	var members []string
	for i, one := range s.options.Totals {
		if one.By != queries.ByTotal || one.Line != "expenditure_total" || one.Status == queries.NotComparable || one.To == nil || one.From == nil {
			continue
		}
		if summed := s.members(one); len(summed) > 1 && (best == nil || one.ToYear > best.ToYear) {
			best, members = &s.options.Totals[i], summed
		}
	}
	if best == nil {
		return nil
	}
	sum := *best
	_, sum.Note, _ = strings.Cut(sum.Note, "；") // how many they are stands before it
	from, to := *sum.From, *sum.To
	from.Document, to.Document = "", "" // the places of the parts stand in the table
	sum.From, sum.To = &from, &to
	names := members
	if sum.Note == "" || len(names) > namedMembers {
		names = nil // all that the table names, or all but those left out, which the note names
	}
	return []fields{{"年度": sum.ToYear, "支出名": charts.SpendingName(sum.ToStage, sum.Fund, sum.Label), "金额": amount{fen: to.Amount}, "变动": change{sum}, "说明": sum.Note, "个数": len(members), "名单": names}}
}

// namedMembers is how many organisations of a sum the text names one by one.
const namedMembers = 8

// members are the organisations that a sum is made of: those with documents of both years, without those that its note leaves out.
func (s set) members(sum queries.Change) []string {
	var members []string
	for _, one := range s.chapters {
		years := one.years()
		if one.brief.Scope == sum.Scope && one.main.Series.Stage == sum.ToStage && slices.Contains(years, sum.FromYear) && slices.Contains(years, sum.ToYear) {
			if left := one.brief.Organization + "（"; !strings.Contains(sum.Note, "："+left) && !strings.Contains(sum.Note, "、"+left) {
				members = append(members, one.brief.Organization)
			}
		}
	}
	return members
}

// table is the overview: which expenditure of which year, its two amounts, the change, the share of projects, findings and questions.
func (s set) table() *Table {
	table := &Table{
		Title: "各部门概览", Unit: "万元",
		Columns: []Column{
			{Heading: "序号", Weight: 7}, {Heading: "部门或单位", Weight: 24}, {Heading: "所列支出", Weight: 16}, {Heading: "本年", Weight: 13, Right: true}, {Heading: "上年", Weight: 13, Right: true},
			{Heading: "增减额", Weight: 13, Right: true}, {Heading: "增减率", Weight: 11, Right: true}, {Heading: "项目支出占比", Weight: 10, Right: true}, {Heading: "需关注/问题", Weight: 10, Right: true},
		},
	}
	var lines []queries.Line
	for i, one := range s.chapters {
		table.Rows = append(table.Rows, s.row(i, one))
		if moved := one.compared(); moved != nil && moved.From != nil {
			lines = append(lines, queries.Line{Figures: map[fact.Year]queries.Figure{moved.FromYear: *moved.From}})
		}
	}
	table.Notes = []string{
		"口径、阶段、资金各不相同的不相加。项目支出占比为占支出合计的比重。“需关注”为核对发现的错误、警告处数，“问题”为按规则提出的问题数，均指全部年度；页码见“各部门要点”。",
	}
	if slices.ContainsFunc(s.chapters, func(one *chapter) bool { return one.compared() != nil && one.compared().Fund == fact.Appropriation }) {
		table.Notes = append(table.Notes, "列财政拨款支出的，只有财政拨款支出可与上年比较。")
	}
	if slices.ContainsFunc(s.chapters, func(one *chapter) bool { return one.compared() != nil && one.latest.To-one.latest.From != 1 }) {
		table.Notes = append(table.Notes, "注明“比某年”的，上年的文件没有装入，“上年”列为该年的数。")
	}
	var years []fact.Year
	for _, line := range lines {
		years = append(years, allYears(line)...)
	}
	table.Notes = append(table.Notes, markNotes(years, lines)...)
	return table
}

func (s set) row(i int, one *chapter) Row {
	this, before := "—", "—"
	total := one.latest.TotalLine()
	spent := one.spending(one.main.Series.Stage, total)
	if total != nil {
		figure := total.Figures[one.year()]
		this = charts.Amount(figure.Amount) + marksOf(figure)
	}
	moved := one.compared()
	if moved != nil && moved.From != nil && moved.To != nil {
		this, before = charts.Amount(moved.To.Amount)+marksOf(*moved.To), charts.Amount(moved.From.Amount)+marksOf(*moved.From)
		spent = charts.SpendingName(moved.ToStage, moved.Fund, moved.Label)
		if moved.ToYear-moved.FromYear != 1 {
			spent += fmt.Sprintf("（比%d年）", moved.FromYear)
		}
	}
	difference, rate := changeCells(moved)
	projects := "—"
	if total != nil {
		if line := one.latest.Line(queries.ByNature, fact.Project); line != nil {
			figure, whole := line.Figures[one.year()], total.Figures[one.year()]
			if value, ok := charts.ShareOf(&figure, &whole); ok {
				projects = value.String()
			}
		}
	}
	findings, _ := one.findings()
	count := charts.SeverityCount(findings)
	questions := 0
	for _, dossier := range one.brief.Dossiers {
		if dossier.Review != nil {
			questions += len(dossier.Review.Questions)
		}
	}
	return Row{Cells: []Cell{
		{Text: fmt.Sprint(i + 1)}, {Text: one.name()}, {Text: fmt.Sprintf("%d年%s", one.year(), spent)}, {Text: this}, {Text: before}, {Text: difference}, {Text: rate}, {Text: projects},
		{Text: fmt.Sprintf("%d/%d", count[queries.Error]+count[queries.Warn], questions)},
	}}
}
