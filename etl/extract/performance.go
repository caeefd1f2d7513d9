package extract

import (
	"regexp"
	"strconv"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// The words of a project's table of targets (财政项目支出绩效目标申报表 and its kin), as table.Plain gives them. The amount of
// the whole life of a project (项目资金总额) is none of a year's.
var (
	projectLabel = regexp.MustCompile(`^(项目名称|专项名称|项目（政策）名称)：?$`)
	yearsAmount  = regexp.MustCompile(`^(其中：)?(年度资金申请总额|年度(预算)?(资金)?总额|(本|当)年度?(预算|项目)?资金(申请)?总额|年度预算资金|项目当年投入资金(总额)?)(（(单位：)?(元|万元)）)?：?$`)
	targetUnit   = regexp.MustCompile(`(资金|金额|预算)[^（]*（(?:单位：)?(元|万元)）|^单位：(元|万元)$`)
	targetYear   = regexp.MustCompile(`^（?(20\d\d)年?度?）?$`)
	assessed     = regexp.MustCompile(`全年(预算|执行)数|年初预算数|执行率|自评得分`)
)

// targeted gives what the tables of targets state for the year of each project: one amount a project. A table of another
// year, one that assesses what was carried out (自评), and an amount without a unit give none.
func targeted(t *table.Table, identity fact.Identity) []fact.Fact {
	if t.Form == nil || t.Form.ID != "project_performance" {
		return nil
	}
	var facts []fact.Fact
	var project target
	for _, grid := range t.Grids {
		for i, cell := range grid.Cells {
			text := table.Plain(cell.Text)
			if assessed.MatchString(text) {
				return nil
			}
			if found := targetYear.FindStringSubmatch(text); found != nil {
				year, _ := strconv.Atoi(found[1])
				project = target{year: fact.Year(year)}
			}
			if found := targetUnit.FindStringSubmatch(text); found != nil {
				project.unit = moneyUnits[found[2]+found[3]]
			}
			switch {
			case projectLabel.MatchString(text):
				project = target{year: project.year, name: table.Squeeze(right(grid.Cells, i).Text)}
			case yearsAmount.MatchString(text) && project.name != "" && (project.year == 0 || project.year == identity.Year):
				if f, ok := project.fact(t, grid, right(grid.Cells, i), identity); ok {
					f.Source.Heading = table.Squeeze(cell.Text)
					facts, project.name = append(facts, f), ""
				}
			}
		}
	}
	return facts
}

// target is what a table of targets said so far of the project that it speaks of.
type target struct {
	year fact.Year // 0 where it names none
	name string
	unit fact.Unit // 0 where none is stated
}

// fact is the project's amount of the year; false where the cell is no amount or its unit is not known.
func (p target) fact(t *table.Table, grid *doc.Grid, cell doc.Cell, identity fact.Identity) (fact.Fact, bool) {
	unit := p.unit
	if unit == 0 {
		unit = t.Unit
	}
	raw := table.Squeeze(cell.Text)
	if unit == 0 {
		return fact.Fact{}, false
	}
	money, err := fact.ParseMoney(raw, unit)
	if err != nil {
		return fact.Fact{}, false
	}
	return fact.Fact{
		Form: fact.FormID(t.Form.ID), Year: identity.Year, Stage: identity.Stage, Fund: fact.AllFunds, Label: p.name, Measure: fact.AmountOnly,
		Money: money, Presence: fact.Stated, Raw: raw, Inferred: t.Inferred,
		Source: fact.Source{Page: cell.Page, Table: grid.Number, Row: cell.Row, Col: cell.Col, Title: t.Title,
			Left: cell.Box.Left, Top: cell.Box.Top, Right: cell.Box.Right, Bottom: cell.Box.Bottom},
	}, true
}

// right is the next cell of the row that has a text; an empty one where there is none.
func right(cells []doc.Cell, from int) doc.Cell {
	for _, cell := range cells[from+1:] {
		if cell.Row != cells[from].Row {
			break
		}
		if table.Plain(cell.Text) != "" {
			return cell
		}
	}
	return doc.Cell{}
}
