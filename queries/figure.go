package queries

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"tongbi/etl/fact"
)

// Place tells a person where the figure stands: 2024年部门预算.pdf 第12页 表1 第7行. Of a text it names the line, of a
// workbook the sheet; Word and HTML have no pages.
func (f Figure) Place() string {
	return place(f.Document, f.Format, f.Source)
}

// place words a place of a document.
func place(document, format string, source fact.Source) string {
	parts := []string{document}
	if words := pageWords[format]; words != "" && source.Page > 0 {
		parts = append(parts, fmt.Sprintf(words, source.Page))
	}
	if source.Table > 0 {
		parts = append(parts, fmt.Sprintf("表%d", source.Table))
	}
	if source.Row > 0 {
		parts = append(parts, fmt.Sprintf("第%d行", source.Row))
	}
	return strings.Join(parts, " ")
}

// pageWords name what fact.Source.Page counts in each format.
var pageWords = map[string]string{"pdf": "第%d页", "txt": "第%d行", "xlsx": "第%d个工作表"}

// tableFigure is a figure of the view figure by its number, which readFigures has read; null is none.
func (s *session) tableFigure(number sql.NullInt64) (*Figure, error) {
	if !number.Valid {
		return nil, nil
	}
	figure, known := s.figures[number.Int64]
	if !known {
		return nil, fmt.Errorf("no figure has number %d", number.Int64)
	}
	return figure, nil
}

// readFigures reads, once, the figures of all that is asked for: every comparison and the trend have the same. Those that lines may
// be a part of are found by what they are, too.
func (s *session) readFigures(ctx context.Context) error {
	if s.figures != nil {
		return nil
	}
	s.figures, s.wholes = map[int64]*Figure{}, map[wholeKey]fact.Fen{}
	return s.ask(ctx, "figures", nil, func(rows *sql.Rows) error {
		var number, document int64
		var isWhole bool
		var whole wholeKey
		f := new(Figure)
		at := &f.Source
		err := rows.Scan(&number, &f.Amount, &f.Grain, &f.Raw, &f.Presence, &f.Inferred, &f.Implied, &document, &f.Document, &f.Format, &f.SelfTest,
			&f.Sentence, &at.Page, &at.Table, &at.Row, &at.Col, &at.Title, &at.Heading, &at.Left, &at.Top, &at.Right, &at.Bottom,
			&isWhole, &whole.of.organization, &whole.of.scope, &whole.of.year, &whole.of.stage, &whole.form, &whole.fund, &whole.line, &whole.measure)
		if name, known := s.names[document]; known {
			f.Document = name
		}
		s.figures[number] = f
		if isWhole {
			s.wholes[whole] = f.Amount
		}
		return err
	})
}

// figureIn reads a figure that is none of the view figure, such as one that a sentence states or implies, from JSON; null is none.
func (s *session) figureIn(column sql.NullString) (*Figure, error) {
	if !column.Valid {
		return nil, nil
	}
	var stored struct {
		Figure
		Number int64 // of the version of its document
	}
	if err := json.Unmarshal([]byte(column.String), &stored); err != nil {
		return nil, fmt.Errorf("read figure: %w", err)
	}
	if name, known := s.names[stored.Number]; known {
		stored.Document = name
	}
	return &stored.Figure, nil
}

// figures names the figures of a year and stage: 2023年决算数.
func figures(year fact.Year, stage fact.Stage) string {
	return fmt.Sprintf("%d年%s", year, stageFigures[stage])
}

var stageFigures = map[fact.Stage]string{
	fact.InitialBudget: "年初预算数", fact.AdjustedBudget: "调整预算数", fact.Outturn: "执行数", fact.FinalAccounts: "决算数",
}

// lineNames are the names of lines without a code: the forms print them in many ways.
var lineNames = map[string]string{
	"revenue_total": "本年收入", "expenditure_total": "本年支出",
	"revenue_fiscal_appropriation": "财政拨款收入", "expenditure_fiscal_appropriation": "财政拨款支出",
	"revenue_general_public": "一般公共预算拨款收入", "revenue_government_fund": "政府性基金预算拨款收入",
	"revenue_state_capital": "国有资本经营预算拨款收入", "revenue_fiscal_account": "财政专户管理资金收入",
	"revenue_institution": "事业收入", "revenue_operating": "事业单位经营收入", "revenue_other": "其他收入",
}

// measureNames are the names of lines that differ by their measure only.
var measureNames = map[fact.Measure]string{
	fact.Basic: "基本支出", fact.Project: "项目支出",
	fact.GeneralPublicMoney: "一般公共预算", fact.GovernmentFundMoney: "政府性基金预算", fact.StateCapitalMoney: "国有资本经营预算",
	fact.ThreePublic: "“三公”经费合计", fact.OverseasTravel: "因公出国（境）费", fact.OfficialReception: "公务接待费",
	fact.Vehicles: "公务用车购置及运行费", fact.VehiclePurchase: "公务用车购置费", fact.VehicleOperation: "公务用车运行费",
	fact.AdminOperating: "机关运行经费", "meetings": "会议费", "training": "培训费",
	fact.Procurement: "政府采购合计", fact.ProcurementGoods: "政府采购货物", fact.ProcurementWorks: "政府采购工程",
	fact.ProcurementServices: "政府采购服务",
}

// labelOf is the name under which a line is shown: as printed where it has a code or is a project, else its usual name.
func labelOf(view string, code fact.Code, line string, measure fact.Measure, printed string) string {
	switch {
	case code != "" || view == ByProject:
		return printed
	case view == ByTotal || view == ByRevenue:
		return lineNames[line]
	}
	return measureNames[measure]
}
