// Package dossiertest gives dossiers to test what is made of them: a real series of three budgets, a single year whose
// prior year is known only from its own sentences, and whatever else a test writes down as rows.
package dossiertest

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tongbi/etl/fact"
	"tongbi/queries"
)

//go:embed testdata/*.csv
var files embed.FS

// Row is one line with its amounts in yuan by year, as text; an empty amount is a line that the year lacks.
type Row struct {
	By, Code, Label string
	Fund            fact.Fund
	Measure         fact.Measure
	Yuan            map[fact.Year]string
	Page            map[fact.Year]int
}

// Street is the series of 万里街道, 2023 to 2025: nine tables a year, the reasons of a year's sentences for some lines.
func Street() queries.Dossier {
	dossier := New("上海市普陀区人民政府万里街道办事处", []fact.Year{2023, 2024, 2025}, rows("testdata/street.csv"))
	reason := func(year fact.Year, page int, code fact.Code, direction fact.Direction, grade queries.Grade, text string) {
		dossier.Statements = append(dossier.Statements, queries.Statement{Document: document(year), Format: "pdf", Year: year, Grade: grade, Claim: fact.Claim{
			Scheme: fact.Functional, Code: code, Direction: direction, Reason: text, ReasonPage: page, Page: page, BaseYear: year - 1, BaseStage: fact.Outturn,
		}})
	}
	reason(2024, 7, "2129999", fact.Decrease, queries.Commonplace, "项目调整。")
	reason(2024, 7, "2089999", fact.Decrease, queries.Qualitative, "上年安排了一次性补缴的社区工作者年金，本年不再安排。")
	reason(2024, 6, "2080705", fact.Increase, queries.Qualitative, "公益性岗位人数按核定数安排，补贴标准随最低工资调整。")
	return dossier
}

// Centre is a single budget, 2024, of 上海市闵行区城市运行管理中心; of 2023 only the total is known, from its sentences.
func Centre() queries.Dossier {
	sentence := "支出预算1,772.21万元，其中：财政拨款支出预算1,772.21万元，比2023年预算减少1,365.78万元。"
	row := func(by, code, label string, measure fact.Measure, yuan string, line int) Row {
		return Row{By: by, Code: code, Label: label, Measure: measure, Yuan: map[fact.Year]string{2024: yuan}, Page: map[fact.Year]int{2024: line}}
	}
	dossier := New("上海市闵行区城市运行管理中心", []fact.Year{2024}, []Row{
		row("total", "", "本年收入", fact.Total, "17722077.40", 131), row("total", "", "本年支出", fact.Total, "17722077.40", 131),
		row("nature", "", "基本支出", fact.Basic, "14150077.40", 178), row("nature", "", "项目支出", fact.Project, "3572000.00", 178),
		row("function", "208", "社会保障和就业支出", fact.Total, "1616095.00", 163), row("function", "20805", "行政事业单位养老支出", fact.Total, "1616095.00", 164),
		row("function", "2080502", "事业单位离退休", fact.Total, "121500.00", 165), row("function", "2080505", "机关事业单位基本养老保险缴费支出", fact.Total, "996397.00", 166),
		row("function", "2080506", "机关事业单位职业年金缴费支出", fact.Total, "498198.00", 167), row("function", "210", "卫生健康支出", fact.Total, "871850.00", 168),
		row("function", "21011", "行政事业单位医疗", fact.Total, "871850.00", 169), row("function", "2101102", "事业单位医疗", fact.Total, "871850.00", 170),
		row("function", "212", "城乡社区支出", fact.Total, "14786148.40", 171), row("function", "21201", "城乡社区管理事务", fact.Total, "14786148.40", 172),
		row("function", "2120199", "其他城乡社区管理事务支出", fact.Total, "14786148.40", 173), row("function", "221", "住房保障支出", fact.Total, "447984.00", 174),
		row("function", "22102", "住房改革支出", fact.Total, "447984.00", 175), row("function", "2210201", "住房公积金", fact.Total, "447984.00", 176),
	})
	for i := range dossier.Documents {
		dossier.Documents[i].Document, dossier.Documents[i].Format = "城运中心2024年部门预算.txt", "txt"
	}
	dossier.Years = []fact.Year{2023, 2024}
	for i := range dossier.Lines {
		line := &dossier.Lines[i]
		for year, figure := range line.Figures {
			figure.Document, figure.Format = "城运中心2024年部门预算.txt", "txt"
			line.Figures[year] = figure
		}
		if line.By != "total" {
			continue
		}
		stated := queries.Figure{Amount: 1772210000, Grain: 10000, Raw: "1,772.21", Document: "城运中心2024年部门预算.txt", Format: "txt", Sentence: sentence, Source: fact.Source{Page: 95}}
		implied := stated
		implied.Amount, implied.Raw, implied.Implied = 3137990000, "减少1,365.78", true
		line.Figures[2023] = implied
		dossier.Changes = append(dossier.Changes, change(*line, 2023, &implied, 2024, &stated, -1365780000, queries.Implied))
	}
	return dossier
}

// New makes a dossier of initial budgets from rows: its lines, and the changes between neighbours and over the span.
func New(organization string, years []fact.Year, rows []Row) queries.Dossier {
	dossier := queries.Dossier{
		Series: queries.Series{Organization: organization, Scope: fact.Department, Stage: fact.InitialBudget, Years: years}, Years: years,
	}
	for i, year := range years {
		dossier.Documents = append(dossier.Documents, queries.DocumentStatus{
			Document: document(year), SHA256: strings.Repeat(fmt.Sprintf("%02x", 17*(i+3)), 32), Format: "pdf", Pages: 33,
			Identity:   fact.Identity{Organization: organization, Scope: fact.Department, Year: year, Stage: fact.InitialBudget},
			FormsRead:  []fact.FormID{"revenue_expenditure_summary", "revenue_summary", "expenditure_summary", "appropriation_summary", "general_public_by_function", "general_public_basic_by_economic", "three_public"},
			FormsEmpty: []fact.FormID{"government_fund_by_function", "state_capital_by_function"}, SelfTest: string(fact.Passed),
		})
	}
	for i, row := range rows {
		dossier.Lines = append(dossier.Lines, line(organization, years, row, i))
	}
	for i := 1; i < len(years); i++ {
		dossier.Changes = append(dossier.Changes, changes(dossier.Lines, years[i-1], years[i])...)
	}
	if len(years) > 2 {
		dossier.Changes = append(dossier.Changes, changes(dossier.Lines, years[0], years[len(years)-1])...)
	}
	return dossier
}

func document(year fact.Year) string { return fmt.Sprintf("%d年部门预算.pdf", year) }

func line(organization string, years []fact.Year, row Row, i int) queries.Line {
	fund := row.Fund
	if fund == "" {
		fund = fact.AllFunds
	}
	line := queries.Line{
		Organization: organization, Scope: fact.Department, Stage: fact.InitialBudget, Fund: fund, By: row.By, Code: fact.Code(row.Code), Label: row.Label,
		Measure: row.Measure, Figures: map[fact.Year]queries.Figure{},
	}
	for _, year := range years {
		if yuan := row.Yuan[year]; yuan != "" {
			money, err := fact.ParseMoney(yuan, fact.Yuan)
			if err != nil {
				panic(err) // a test's own figures
			}
			line.Figures[year] = queries.Figure{Amount: money.Fen, Grain: money.Grain, Raw: money.Fen.In(fact.Yuan, 0), Document: document(year), Format: "pdf", Presence: fact.Stated, SelfTest: fact.Passed, Source: fact.Source{
				Page: row.Page[year], Table: 1, Row: i%40 + 2, Col: 5, Title: fmt.Sprintf("%d年部门支出预算总表", year), Heading: "支出预算／合计",
			}}
		}
	}
	return line
}

// changes compares two years line by line; contributions are shares of the sum of the classes' changes.
func changes(lines []queries.Line, from, to fact.Year) []queries.Change {
	var changes []queries.Change
	totals := map[string]fact.Fen{}
	for _, line := range lines {
		earlier, before := line.Figures[from]
		later, after := line.Figures[to]
		if !before && !after {
			continue
		}
		moved := change(line, from, pointer(earlier, before), to, pointer(later, after), later.Amount-earlier.Amount, queries.Disclosed)
		if line.Code.Level() == fact.Class {
			totals[line.By+string(line.Fund)+string(line.Measure)] += *moved.Change
		}
		changes = append(changes, moved)
	}
	for i := range changes {
		total := totals[changes[i].By+string(changes[i].Fund)+string(changes[i].Measure)]
		if changes[i].Code != "" && total != 0 {
			contribution := fact.Ratio(int64(*changes[i].Change), int64(total))
			changes[i].Contribution = &contribution
		}
	}
	return changes
}

func pointer(figure queries.Figure, known bool) *queries.Figure {
	if !known {
		return nil
	}
	return &figure
}

func change(line queries.Line, from fact.Year, earlier *queries.Figure, to fact.Year, later *queries.Figure, amount fact.Fen, basis queries.Basis) queries.Change {
	changed := queries.Change{
		Organization: line.Organization, Scope: line.Scope, Fund: line.Fund, By: line.By, Code: line.Code, Label: line.Label, Measure: line.Measure,
		FromYear: from, FromStage: line.Stage, From: earlier, ToYear: to, ToStage: line.Stage, To: later, Change: &amount, Basis: basis, Status: queries.Continuing,
	}
	if earlier != nil && later != nil {
		if rate, ok := fact.Change(earlier.Amount, later.Amount); ok {
			changed.Rate = &rate
		}
	}
	switch {
	case earlier == nil:
		changed.Status = queries.New
	case later == nil:
		changed.Status = queries.Ended
	case amount == 0:
		changed.Status = queries.Unchanged
	}
	return changed
}

// rows reads a fixture: by, code, label, measure, then amounts in yuan and pages of the years 2023 to 2025.
func rows(name string) []Row {
	file, err := files.Open(name)
	if err != nil {
		panic(err) // embedded
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		panic(err)
	}
	var rows []Row
	for _, record := range slices.Delete(records, 0, 1) {
		row := Row{By: record[0], Code: record[1], Label: record[2], Measure: fact.Measure(record[3]), Yuan: map[fact.Year]string{}, Page: map[fact.Year]int{}}
		for i, year := range []fact.Year{2023, 2024, 2025} {
			row.Yuan[year] = record[4+i]
			row.Page[year], _ = strconv.Atoi(record[7+i])
		}
		rows = append(rows, row)
	}
	return rows
}
