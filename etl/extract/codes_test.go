package extract

import (
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// TestTwoPanelsOfCodes has the list of one classification printed in two panels beside each other, as final accounts do.
func TestTwoPanelsOfCodes(t *testing.T) {
	d, issues := disclose(t, strings.Replace(budget, "支出预算总表", "一般公共预算基本支出预算表", 1)+
		"经济分类科目编码\t科目名称\t金额\t经济分类科目编码\t科目名称\t金额\n"+
		"301\t工资福利支出\t5\t302\t商品和服务支出\t7\n30101\t基本工资\t5\t30201\t办公费\t3\n\t\t\t30202\t印刷费\t4")
	want := `301 工资福利支出 amount 5.00
30101 基本工资 amount 5.00
302 商品和服务支出 amount 7.00
30201 办公费 amount 3.00
30202 印刷费 amount 4.00`
	if got := figures(d, "general_public_basic_by_economic"); got != want || len(issues) > 0 {
		t.Errorf("got\n%s\nissues %v", got, issues)
	}
}

// TestRowWhoseCodeCannotBeReadGivesNoFigure has codes of which a digit was not certain: without them the figures would be
// those of the level above.
func TestRowWhoseCodeCannotBeReadGivesNoFigure(t *testing.T) {
	header := "科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n208\t\t\t社会保障和就业支出\t9\n"
	for name, c := range map[string]struct{ rows, want, detail string }{
		"its own level":                 {"208\t\uFFFD\uFFFD\t\t行政事业单位养老支出\t3\n210\t\t\t卫生健康支出\t1", "208 社会保障和就业支出 total 9.00\n210 卫生健康支出 total 1.00", "\uFFFD\uFFFD"},
		"a level printed once, above":   {"\uFFFD\uFFFD\uFFFD\t\t\t卫生健康支出\t3\n\t05\t\t行政事业单位医疗\t3", "208 社会保障和就业支出 total 9.00", "\uFFFD\uFFFD\uFFFD"},
		"read again with its own class": {"\uFFFD08\t05\t\t养老支出\t3\n208\t05\t02\t离退休\t2", "208 社会保障和就业支出 total 9.00\n2080502 离退休 total 2.00", "\uFFFD08"},
	} {
		d, issues := disclose(t, budget+header+c.rows)
		if got := figures(d, "expenditure_summary"); got != c.want || !hasIssue(issues, UnreadCode, c.detail) {
			t.Errorf("%s: got\n%s\nissues %v", name, got, issues)
		}
	}
}

func TestFigureWithTurnedDigitsIsReported(t *testing.T) {
	d, issues := disclose(t, budget+"科目编码\t科目名称\t合计\n208\t社会保障和就业支出\t\u202e1,205\u202c")
	if got := figures(d, "expenditure_summary"); got != "" || !hasIssue(issues, NotNumber, "\u202e1,205\u202c") {
		t.Errorf("got %s, issues %v", got, issues)
	}
}

// TestRowOfAScanWithoutItsNameGivesNoFigure has a code that was not seen at all, and the name of a line.
func TestRowOfAScanWithoutItsNameGivesNoFigure(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		form  fact.FormID
		want  string
	}{
		"a code": {
			budget + "科目编码\t科目名称\t合计\n208\t社会保障和就业支出\t9\n\t卫生健康支出\t3\n\t合计\t12",
			"expenditure_summary", "208 社会保障和就业支出 total 9.00\nform_total 合计 total 12.00",
		},
		"a line": {
			strings.Replace(budget, "支出预算总表", "收支预算总表", 1) + "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、财政拨款收入\t9\t一、基本支出\t9\n\uFFFD\t8\t收入合计\t9",
			"revenue_expenditure_summary", "revenue_fiscal_appropriation 一、财政拨款收入 fiscal_appropriation 9.00\nexpenditure_nature 一、基本支出 basic 9.00\n收入合计 amount 9.00",
		},
	} {
		document := documentOf(c.table)
		for _, block := range document.Blocks {
			if grid, ok := block.(*doc.Grid); ok {
				grid.Ruled = false
			}
		}
		d, issues := builtIn().Disclose(document, fact.Identity{})
		if got := figures(d, c.form); got != c.want || len(issues) == 0 || issues[0].Code != UnreadCode {
			t.Errorf("%s: got\n%s\nissues %v", name, got, issues)
		}
	}
}
