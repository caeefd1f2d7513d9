package table

import (
	"strings"
	"testing"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// grid draws a table: a row a line, cells between “|”; “<” belongs to the cell on its left, “^” to the one above.
func grid(page int, drawing string) *doc.Grid {
	g := &doc.Grid{Page: page, Number: 1, Ruled: true}
	var drawn [][]string
	for _, line := range strings.Split(strings.TrimSpace(drawing), "\n") {
		var row []string
		for _, text := range strings.Split(line, "|") {
			row = append(row, strings.TrimSpace(text))
		}
		drawn = append(drawn, row)
	}
	g.Rows, g.Cols = len(drawn), len(drawn[0])
	for i := range g.Cols + 1 {
		g.Edges = append(g.Edges, float64(50+50*i))
	}
	at := func(row, col int) string {
		if row < len(drawn) && col < len(drawn[row]) {
			return drawn[row][col]
		}
		return "|"
	}
	for r := range drawn {
		for c, text := range drawn[r] {
			if text == "<" || text == "^" {
				continue
			}
			cell := doc.Cell{Row: r + 1, Col: c + 1, RowSpan: 1, ColSpan: 1, Page: page, Text: text}
			for at(r, c+cell.ColSpan) == "<" {
				cell.ColSpan++
			}
			for at(r+cell.RowSpan, c) == "^" {
				cell.RowSpan++
			}
			g.Cells = append(g.Cells, cell)
		}
	}
	return g
}

func text(page int, lines ...string) []doc.Block {
	var blocks []doc.Block
	for _, line := range lines {
		blocks = append(blocks, &doc.Paragraph{Lines: []doc.Line{{Text: line, Page: page}}})
	}
	return blocks
}

func recognise(t *testing.T, blocks ...any) []Table {
	t.Helper()
	vocabulary, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	document := new(doc.Document)
	for _, block := range blocks {
		switch block := block.(type) {
		case []doc.Block:
			document.Blocks = append(document.Blocks, block...)
		case doc.Block:
			document.Blocks = append(document.Blocks, block)
		}
	}
	return New(vocabulary).Recognise(document)
}

// one expects a single table of a form.
func one(t *testing.T, tables []Table, form string) Table {
	t.Helper()
	if len(tables) != 1 || tables[0].Form == nil || tables[0].Form.ID != form {
		t.Fatalf("got %d tables %+v, want one %s", len(tables), tables, form)
	}
	return tables[0]
}

// shape writes roles and measures of the columns: “code label total basic”.
func shape(t Table) string {
	var words []string
	for _, column := range t.Columns {
		word := string(column.Role)
		if column.Role == Value || column.Role == Change {
			word = string(column.Measure)
		}
		if column.Period.Before > 0 {
			word += "-1"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

const shanghaiExpenditure = `
项目 | < | < | < | 支出预算 | < | <
功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^
201 | | | 一般公共服务支出 | 3,296,600 | 0 | 3,296,600
201 | 05 | | 统计信息事务 | 438,300 | 0 | 438,300`

func TestCaptionAboveTheGrid(t *testing.T) {
	table := one(t, recognise(t, text(3, "2025年部门支出预算总表", "编制部门：某某街道办事处  单位：元"), grid(3, shanghaiExpenditure)), "expenditure_summary")
	if table.Unit != fact.Yuan || table.Owner != "某某街道办事处" || table.OwnerRole != "编制部门" || table.Title != "2025年部门支出预算总表" {
		t.Errorf("caption = %+v", table.Caption)
	}
	if got := shape(table); got != "code code code label total basic project" {
		t.Errorf("columns = %s", got)
	}
	if len(table.Rows) != 2 || table.Rows[0].Row != 4 {
		t.Errorf("rows = %+v", table.Rows)
	}
}

func TestCaptionInOneMergedCellOfTheGrid(t *testing.T) {
	table := one(t, recognise(t, grid(5, `
财政拨款支出预算表（功能科目）公开表五部门：  某省某办公厅 单位：万元 | < | <
功能科目编码 | 功能科目名称 | 金额
合计 | < | 18,330.37
201 | 一般公共服务支出 | 13,907.78`)), "appropriation_by_function")
	if table.Unit != fact.TenThousandYuan || table.Owner != "某省某办公厅" || len(table.Rows) != 2 {
		t.Errorf("caption = %+v, %d rows", table.Caption, len(table.Rows))
	}
}

func TestHeaderCopiedWithoutItsMergedCells(t *testing.T) {
	table := one(t, recognise(t, text(1, "财政拨款“三公”经费支出决算表", "单位：万元"), grid(1, `
财政拨款“三公”经费 | | | | | | |
合计 | | 公务用车购置及运行维护费 | | | | 公务接待费 |
 | | 小计 | | 公务用车购置费 | | |
预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数
3.80 | 2.20 | 3.00 | 2.00 | 0 | 0 | 0.80 | 0.20`)), "three_public")
	if got := shape(table); got != "three_public three_public vehicles vehicles vehicle_purchase vehicle_purchase official_reception official_reception" {
		t.Errorf("columns = %s", got)
	}
}

func TestHeadingsInsideTheTotalRow(t *testing.T) {
	table := one(t, recognise(t, text(1, "政府性基金预算财政拨款收入支出决算表", "单位：万元"), grid(1, `
项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
功能分类科目编码 | 科目名称 | ^ | ^ | ^ | < | < | ^
合计 | < | 0 | 2002.80 | 合计 | 基本支出 | 项目支出 | 0
207 | 文化旅游体育与传媒支出 | 0 | 2.80 | 2.80 | | 2.80 | 0`)), "government_fund_by_function")
	if got := shape(table); got != "code label opening_balance income total basic project closing_balance" {
		t.Errorf("columns = %s", got)
	}
	if len(table.Rows) != 2 || table.Rows[0].Cells[3].Text != "2002.80" || table.Rows[0].Cells[4] != nil {
		t.Errorf("rows = %+v", table.Rows)
	}
}

func TestNameCutOffByAPageBreak(t *testing.T) {
	table := one(t, recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), grid(3, shanghaiExpenditure), grid(4, `
 | | | 处理 | | |
201 | 05 | 06 | 统计管理 | 438,300 | 0 | 438,300`)), "expenditure_summary")
	if len(table.Rows) != 3 || Plain(table.Rows[1].Cells[3].Text) != "统计信息事务处理" || Plain(table.Rows[2].Cells[3].Text) != "统计管理" {
		t.Errorf("rows = %+v", table.Rows)
	}
}

func TestOwnerInACellOfItsOwn(t *testing.T) {
	table := one(t, recognise(t, text(1, "一般公共预算支出预算表（功能科目）"), grid(1, `
部门： | 某省某办公厅 | 单位：万元
功能科目代码 | 功能科目名称 | 金额
 | 合计 | 15,897.44
201 | 一般公共服务支出 | 12,706.28`)), "general_public_by_function")
	if table.Unit != fact.TenThousandYuan || table.Owner != "某省某办公厅" || len(table.Rows) != 2 {
		t.Errorf("caption = %+v, rows %+v", table.Caption, table.Rows)
	}
}

func TestTitleOverTwoLines(t *testing.T) {
	one(t, recognise(t, text(1, "2025年部门一般公共预算基本支出部门预算经济", "分类预算表", "单位：元"), grid(1, `
科目编码 | 科目名称 | 合计
301 | 工资福利支出 | 1`)), "general_public_basic_by_economic")
}

func TestTotalRowInsideTheHeader(t *testing.T) {
	table := one(t, recognise(t, text(1, "收入决算表", "单位：万元"), grid(1, `
项目 | < | < | < | 本年收入合计 | 财政拨款收入 | 其他收入
支出功能分类科目编码 | < | < | 科目名称 | ^ | ^ | ^
类 | 款 | 项 | 合计 | 2,946.25 | 2,940.05 | 6.20
201 | | | 一般公共服务支出 | 2,112.86 | 2,106.66 | 6.20`)), "revenue_summary")
	if got := shape(table); got != "code code code label total fiscal_appropriation other_income" || len(table.Rows) != 2 {
		t.Errorf("columns = %s, %d rows", got, len(table.Rows))
	}
}

func TestColumnNumbersBelongToTheHeader(t *testing.T) {
	table := one(t, recognise(t, text(1, "支出决算表", "单位：元"), grid(1, `
科目编码 | 科目名称 | 本年支出合计 | 基本支出
栏次 | < | 1 | 2
201 | 一般公共服务支出 | 10 | 10`)), "expenditure_summary")
	if len(table.Rows) != 1 {
		t.Errorf("rows = %+v", table.Rows)
	}
}

func TestNationalFinalAccountsWithLineNumbers(t *testing.T) {
	table := one(t, recognise(t, text(1, "收入支出决算总表", "公开01表", "金额单位：万元"), grid(1, `
收入 | < | < | 支出 | < | <
项目 | 行次 | 金额 | 项目（按功能分类） | 行次 | 金额
栏次 | | 1 | 栏次 | | 2
一、一般公共预算财政拨款收入 | 1 | 10 | 一、一般公共服务支出 | 32 | 10
本年收入合计 | 27 | 10 | 本年支出合计 | 57 | 10`)), "revenue_expenditure_summary")
	if got := shape(table); got != "label ignore amount label ignore amount" || len(table.Rows) != 2 || table.Unit != fact.TenThousandYuan {
		t.Errorf("columns = %s, %d rows", got, len(table.Rows))
	}
}

func TestSummaryHeadingsDoNotSayWhatTheLinesAre(t *testing.T) {
	table := one(t, recognise(t, text(1, "2025年部门财务收支预算总表", "单位：元"), grid(1, `
本年收入 | < | 本年支出 | <
项目 | 预算数 | 项目 | 预算数
收入总计 | 9 | 支出总计 | 9`)), "revenue_expenditure_summary")
	if got := shape(table); got != "label amount label amount" || table.Columns[1].Side != "revenue" || table.Columns[3].Side != "expenditure" {
		t.Errorf("columns = %s", got)
	}
}

func TestNationalRevenueByUnit(t *testing.T) {
	table := one(t, recognise(t, text(1, "部门收入总表", "单位：万元"), grid(1, `
部门（单位）代码 | 部门（单位）名称 | 合计 | 本年收入 | < | < | 上年结转结余 | <
^ | ^ | ^ | 小计 | 一般公共预算 | 事业收入 | 小计 | 一般公共预算
012 | 某某局 | 12 | 10 | 10 | | 2 | 2`)), "revenue_summary")
	if got := shape(table); got != "ignore label total income general_public institution_income opening_balance opening_balance_part" {
		t.Errorf("columns = %s", got)
	}
}

func TestTableGoesOnOverThePage(t *testing.T) {
	rest := "205 | | | 教育支出 | 250,000 | 0 | 250,000"
	for name, next := range map[string]string{
		"without header":       rest,
		"with repeated header": "项目 | < | < | < | 支出预算 | < | <\n功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出\n类 | 款 | 项 | ^ | ^ | ^ | ^\n" + rest,
	} {
		tables := recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), grid(3, shanghaiExpenditure), grid(4, next))
		table := one(t, tables, "expenditure_summary")
		if len(table.Rows) != 3 || table.Rows[2].Page != 4 || table.Rows[2].Cells[3].Text != "教育支出" {
			t.Errorf("%s: rows = %+v", name, table.Rows)
		}
	}
}

func TestHeaderCutByThePageBreak(t *testing.T) {
	for name, cut := range map[string]struct{ above, below string }{
		"after its first row": {"项目 | < | < | < | 支出预算 | < | <", `功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^
201 | | | 一般公共服务支出 | 3,296,600 | 0 | 3,296,600`},
		"and printed again": {"项目 | < | < | < | 支出预算 | < | <", shanghaiExpenditure},
	} {
		table := one(t, recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), grid(3, cut.above), grid(4, cut.below)), "expenditure_summary")
		if got := shape(table); got != "code code code label total basic project" || len(table.Rows) == 0 || table.Rows[0].Page != 4 {
			t.Errorf("%s: columns = %s, rows %+v", name, got, table.Rows)
		}
		if heading := table.Columns[4].Heading; heading != "支出预算／合计" {
			t.Errorf("%s: heading = %s", name, heading)
		}
	}
}

func TestTotalOfATableOfBasicExpenditureIsItsTotal(t *testing.T) {
	table := one(t, recognise(t, text(1, "2025年部门一般公共预算基本支出部门预算经济分类预算表", "单位：元"), grid(1, `
项目 | < | 一般公共预算基本支出 | < | <
部门预算经济分类科目编码 | 经济分类科目名称 | 合计 | 人员经费 | 公用经费
301 | 工资福利支出 | 9 | 9 | 0`)), "general_public_basic_by_economic")
	if got := shape(table); got != "code label total personnel operating" {
		t.Errorf("columns = %s", got)
	}
}

func TestContinuationMapsColumnsByPosition(t *testing.T) {
	next := grid(4, "205 | 99 | 教育支出 | 250,000 | 0 | 250,000")
	next.Edges = []float64{50, 100, 200, 250, 300, 350, 400} // the line between 款 and 项 is missing
	table := one(t, recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), grid(3, shanghaiExpenditure), next), "expenditure_summary")
	row := table.Rows[2]
	if row.Cells[3].Text != "教育支出" || row.Cells[6].Text != "250,000" || row.Cells[1].Text != "99" {
		t.Errorf("row = %+v", row)
	}
}

func TestAnotherTitleIsAnotherTable(t *testing.T) {
	tables := recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), grid(3, shanghaiExpenditure),
		text(4, "2025年部门一般公共预算支出功能分类预算表", "单位：元"), grid(4, shanghaiExpenditure))
	if len(tables) != 2 || tables[1].Form.ID != "general_public_by_function" {
		t.Errorf("tables = %+v", tables)
	}
}

func TestNoteDeclaresTheTableEmpty(t *testing.T) {
	empty := "功能分类科目编码 | 功能分类科目名称 | 合计\n | | "
	table := one(t, recognise(t, text(1, "2025年部门政府性基金预算支出功能分类预算表", "单位：元"), grid(1, empty), text(1, "注：本部门2025年无政府性基金预算安排的支出，故本表无数据。")), "government_fund_by_function")
	if !table.Empty || table.Note == "" {
		t.Errorf("table = %+v", table)
	}
	filled := one(t, recognise(t, text(1, "2025年部门政府性基金预算支出功能分类预算表", "单位：元"), grid(1, "功能分类科目编码 | 功能分类科目名称 | 合计\n212 | 城乡社区支出 | 5"), text(1, "注：故本表为空表。")), "government_fund_by_function")
	if filled.Empty {
		t.Error("a filled table is not empty, whatever its note says")
	}
	bare := one(t, recognise(t, text(1, "2025年部门政府性基金预算支出功能分类预算表", "单位：元"), grid(1, empty)), "government_fund_by_function")
	if bare.Empty {
		t.Error("a blank table without a note is not declared empty")
	}
}

func TestTitleAndNoteWithoutGrid(t *testing.T) {
	table := one(t, recognise(t, text(1, "2025年国有资本经营预算支出表", "本部门无国有资本经营预算支出，故本表为空表。")), "state_capital_by_function")
	if !table.Empty {
		t.Errorf("table = %+v", table)
	}
}

func TestThreePublicHeadings(t *testing.T) {
	for name, c := range map[string]struct{ drawing, want string }{
		"Shanghai budget": {`
2024年“三公”经费预算数 | < | < | < | < | < | 2024年机关运行经费预算数
合计 | 因公出国(境)费 | 公务接待费 | 公务用车购置及运行费 | < | < | ^
^ | ^ | ^ | 小计 | 购置费 | 运行费 | ^
7.40 | 0 | 1.00 | 6.40 | 0 | 6.40 | 0`, "three_public overseas_travel official_reception vehicles vehicle_purchase vehicle_operation admin_operating"},
		"Jiangsu: the total holds meetings and training too": {`
合计 | “三公”经费 | < | < | < | < | < | 会议费 | 培训费
^ | 小计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 | ^ | ^
^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^
2,600.71 | 767.60 | 199.25 | 183.60 | | 183.60 | 384.75 | 1,469.73 | 363.38`, "total three_public overseas_travel vehicles vehicle_purchase vehicle_operation official_reception meetings training"},
		"final accounts: budget beside outcome": {`
财政拨款“三公”经费 | < | < | < | < | <
合计 | < | 因公出国（境）费 | < | 公务接待费 | <
预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数
0.95 | 0 | | | 0.95 | 0`, "three_public three_public overseas_travel overseas_travel official_reception official_reception"},
	} {
		table := one(t, recognise(t, text(1, "部门“三公”经费预算表", "单位：万元"), grid(1, c.drawing)), "three_public")
		if got := shape(table); got != c.want {
			t.Errorf("%s: columns = %s, want %s", name, got, c.want)
		}
	}
}

func TestCentralStyleHasThePriorYearBeside(t *testing.T) {
	table := one(t, recognise(t, text(1, "一般公共预算支出表", "单位：万元"), grid(1, `
功能分类科目 | < | 2023年执行数 | 2024年预算数 | < | < | 2024年预算数比2023年执行数 | <
科目编码 | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减%
201 | 一般公共服务支出 | 90 | 100 | 60 | 40 | 10 | 11.11`)), "general_public_by_function")
	if got := shape(table); got != "code label amount total basic project stated_change stated_rate" {
		t.Errorf("columns = %s", got)
	}
	if prior := table.Columns[2].Period; prior.Year != 2023 || prior.Stage != fact.Outturn {
		t.Errorf("prior = %+v", prior)
	}
}

func TestUnknownFormStaysUnknown(t *testing.T) {
	tables := recognise(t, text(1, "本单位食堂每周菜单", "单位：元"), grid(1, "日期 | 菜名\n周一 | 12"))
	if len(tables) != 1 || tables[0].Form != nil || tables[0].Title != "本单位食堂每周菜单" {
		t.Errorf("tables = %+v", tables)
	}
}

func TestBareDropsOrdinals(t *testing.T) {
	for label, want := range map[string]string{
		"十三、资源勘探信息等支出": "资源勘探信息等支出", "1. 一般公共预算资金": "一般公共预算资金", "（二）公务接待费": "公务接待费", "其中：财政拨款": "财政拨款", "一 般 公 共": "一般公共", "⒈x": "⒈x",
	} {
		if got := Bare(label); got != want {
			t.Errorf("Bare(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestMergedHeadingOfThreeCodeColumns(t *testing.T) {
	table := one(t, recognise(t, text(1, "支出决算表", "单位：万元"), grid(1, `
支出功能分类 | < | < | < | 年初预算数 | 决算数 | 决算数占年初预算数的%
类款项 | < | < | 科目名称 | ^ | ^ | ^
213 | | | 农林水支出 | 90 | 100 | 111.11
213 | 03 | | 水利 | 90 | 100 | 111.11`)), "expenditure_summary")
	if got := shape(table); got != "code code code label amount amount stated_rate" {
		t.Errorf("columns = %s", got)
	}
}

func TestPartsOfBalancesAndIncomeAreNoExpenditure(t *testing.T) {
	table := one(t, recognise(t, text(1, "一般公共预算财政拨款收入支出决算表", "单位：万元"), grid(1, `
科目编码 | 科目名称 | 年初结转和结余 | < | 本年收入 | < | 本年支出 | < | 年末结转和结余 | <
^ | ^ | 合计 | 基本支出结转 | 合计 | 基本支出 | 合计 | 基本支出 | 合计 | 项目支出结转和结余
213 | 农林水支出 | 1 | 1 | 9 | 9 | 8 | 8 | 2 | 1`)), "general_public_by_function")
	if got := shape(table); got != "code label opening_balance opening_balance_part income income_part total basic closing_balance closing_balance_part" {
		t.Errorf("columns = %s", got)
	}
}

func TestListOfUnitsIsKnownByItsHeadings(t *testing.T) {
	one(t, recognise(t, text(1, "二、部门预算单位构成"), grid(1, "序号 | 单位名称 | 单位性质\n1 | 某某局（本级） | 行政单位")), "unit_composition")
	tables := recognise(t, text(1, "各单位支出"), grid(1, "序号 | 单位名称 | 合计\n1 | 某某局（本级） | 10"))
	if tables[0].Form != nil {
		t.Error("a table with a total is no list of units")
	}
}

func TestPerformanceGoalsAreKnownByTheirHeadings(t *testing.T) {
	one(t, recognise(t, text(1, "附件"), grid(1, "项目名称 | 学前教育补助 | <\n总体目标 | 完成补助 | <\n一级指标 | 二级指标 | 三级指标\n产出指标 | 数量指标 | 补助人数")), "project_performance")
	one(t, recognise(t, text(1, "附件"), grid(1, "项目名称 | 绩效目标 | 一级指标 | 二级指标 | 指标值\n学前教育补助 | 完成补助 | 产出指标 | 数量指标 | ≥100人")), "project_performance")
}

func TestOwnerLineEndsBeforeTheYear(t *testing.T) {
	table := one(t, recognise(t, text(1, "收入决算表", "编制单位：某某区某某局　　2022年度　　金额单位：万 元"), grid(1, "科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 1")), "revenue_summary")
	if table.Owner != "某某区某某局" || table.Year != "2022" || table.Unit != fact.TenThousandYuan {
		t.Errorf("caption = %+v", table.Caption)
	}
}

func TestSubtotalOfAnUnknownPartIsNoSecondTotal(t *testing.T) {
	table := one(t, recognise(t, text(1, "支出预算总表", "单位：万元"), grid(1, `
科目编码 | 科目名称 | 合计 | 单位资金 | <
^ | ^ | ^ | 小计 | 其他收入
201 | 一般公共服务支出 | 9 | 2 | 2`)), "expenditure_summary")
	if got := shape(table); got != "code label total unrecognized other_income" {
		t.Errorf("columns = %s", got)
	}
}

func TestTitleInACellOverMostOfTheWidth(t *testing.T) {
	one(t, recognise(t, grid(1, `
公开07表 | < | 
一般公共预算支出预算表（功能科目） | < | 
部门名称：某省某局 | < | 单位：万元
功能科目编码 | 功能科目名称 | 金额
207 | 文化体育与传媒支出 | 100.00`)), "general_public_by_function")
}

func TestTableWithoutLinesGoesOnWhereItsColumnsStandAboutTheSame(t *testing.T) {
	loose := func(page int, shift float64, drawing string) *doc.Grid {
		g := grid(page, drawing)
		g.Ruled = false
		for i := range g.Edges {
			g.Edges[i] += shift
		}
		return g
	}
	first := loose(3, 0, "科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 1")
	table := one(t, recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), first, loose(4, 20, "204 | 公共安全支出 | 2")), "expenditure_summary")
	if len(table.Rows) != 2 {
		t.Errorf("%d rows", len(table.Rows))
	}
	if tables := recognise(t, text(3, "2025年部门支出预算总表", "单位：元"), loose(3, 0, "科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 1"), loose(4, 45, "204 | 公共安全支出 | 2")); len(tables) != 2 {
		t.Errorf("columns that stand elsewhere go on: %d tables", len(tables))
	}
}

// scanned marks lines as recognised in a picture.
func scanned(blocks []doc.Block) []doc.Block {
	for _, block := range blocks {
		for i := range block.(*doc.Paragraph).Lines {
			block.(*doc.Paragraph).Lines[i].Scanned = true
		}
	}
	return blocks
}

func TestScannedTitleIsKnownOnlyWhereAllOfItIsUnderstood(t *testing.T) {
	for title, want := range map[string]string{
		"支出预算总表":                                "expenditure_summary",
		"二、2025年区级部门支出预算总表":                     "expenditure_summary",
		"\uFFFD\uFFFD\uFFFD\uFFFD年部门财政拨款收支预算总表": "appropriation_summary",
		"江苏省人大常委会办公厅支出预算总表":                     "expenditure_summary",
		"财政拨歌支出预算表":                             "",
		"三公”经这、会议费、培训费支出预算表":                    "",
		"一股公共预算支出预算表":                           "",
	} {
		tables := recognise(t, scanned(text(1, title, "单位：元")), grid(1, `
			科目编码 | 科目名称         | 合计
			208      | 社会保障和就业支出 | 9`))
		got := ""
		if tables[0].Form != nil {
			got = tables[0].Form.ID
		}
		if got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

func TestFigureWithUncertainDigitsIsNoHeading(t *testing.T) {
	tables := recognise(t, text(1, "支出预算总表", "单位：元"), grid(1, "科目编码 | 科目名称 | 合计\n | 合计 | \uFFFD\uFFFD,\uFFFD\uFFFD\uFFFD.\uFFFD\uFFFD\n208 | 社会保障和就业支出 | 9"))
	if got := one(t, tables, "expenditure_summary"); len(got.Rows) != 2 || got.Columns[2].Heading != "合计" {
		t.Errorf("%d rows, heading %q", len(got.Rows), got.Columns[2].Heading)
	}
}
