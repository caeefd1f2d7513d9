package extract

import (
	"fmt"
	"strings"
	"testing"

	"tongbi/etl/fact"
)

// prose is a document of sentences around a small coded table.
func prose(sentences string) string {
	return budget + `科目编码	科目名称	合计
201	一般公共服务支出	26,300
20105	统计信息事务	26,300
2010506	统计管理	26,300
205	教育支出	10
20501	教育管理事务	10
2050102	一般行政管理事务	10
206	科学技术支出	20
20601	科学技术管理事务	20
2060102	一般行政管理事务	20
` + sentences
}

// told writes what a claim says, compactly.
func told(c fact.Claim) string {
	words := []string{c.Line + string(c.Code) + string(c.Measure)}
	if c.Value != nil {
		words = append(words, c.Value.Fen.TenThousands())
	}
	if c.BaseYear != 0 {
		words = append(words, fmt.Sprintf("←%d %s", c.BaseYear, c.BaseStage))
	}
	if c.Base != nil {
		words = append(words, "="+c.Base.Fen.TenThousands())
	}
	if c.Change != nil {
		words = append(words, "Δ"+c.Change.Fen.TenThousands())
	}
	if c.Rate != nil {
		words = append(words, c.Rate.Percent())
	}
	if c.Share != nil {
		words = append(words, "占"+c.Share.Percent())
	}
	if c.Completion != nil {
		words = append(words, "完成"+c.Completion.Percent())
	}
	words = append(words, string(c.Direction), c.Reason)
	return strings.TrimSpace(strings.Join(words, " "))
}

func TestClaims(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"totals of a budget": {
			"2024年，某市某某局收入预算1,772.21万元，其中：财政拨款收入1,772.21万元，比2023年预算减少1,365.78万元；事业收入0万元。",
			[]string{"revenue_totaltotal 1,772.21", "revenue_fiscal_appropriationfiscal_appropriation 1,772.21 ←2023 initial_budget Δ-1,365.78 decrease", "revenue_institutioninstitution_income 0.00"}},
		"a reason in a paragraph of its own": {
			"支出预算5万元，其中：财政拨款支出预算5万元，比2023年预算增加1万元。\n财政拨款收入支出增加的主要原因是项目调整。",
			[]string{"expenditure_totaltotal 5.00", "expenditure_fiscal_appropriationfiscal_appropriation 5.00 ←2023 initial_budget Δ1.00 increase 项目调整"}},
		"unchanged": {
			"政府性基金拨款支出预算0万元，与2023年预算持平。",
			[]string{"expenditure_government_fundgovernment_fund 0.00 ←2023 initial_budget Δ0.00 unchanged"}},
		"an item against the prior outturn": {
			"1. “一般公共服务支出（类）统计信息事务（款）统计管理（项）”科目2.63万元，主要用于统计管理。2023年当年预算执行数为1.48万元，2024年预算安排2.63万元，比2023年预算执行数增加77.70%。主要原因是：项目调整。",
			[]string{"2010506total 2.63 ←2023 outturn =1.48 77.70% increase 项目调整"}},
		"one figure against two bases": {
			"机关运行经费支出20.00万元，比2023年度增加1.00万元。比年初预算减少2.00万元。",
			[]string{"admin_operating 20.00 ←2023 initial_budget Δ1.00 increase", "admin_operating 20.00 ←2024 initial_budget Δ-2.00 decrease"}},
		"an item by its name alone": {
			"1. “统计管理”科目2.63万元，主要用于统计。",
			[]string{"2010506total 2.63"}},
		"one name, two items: the figure decides": {
			"1. “一般行政管理事务”科目0.002万元，主要用于管理。",
			[]string{"2060102total 0.00"}},
		"an item that the tables do not have stays unbound": {
			"1. “外交支出（类）对外援助（款）援外（项）”科目3万元，主要用于援外。",
			[]string{"total 3.00"}},
		"comparison in the next sentence": {
			"（三）公务接待费1.35万元。比2023年预算持平，主要原因是保持不变。",
			[]string{"official_reception 1.35 ←2023 initial_budget Δ0.00 unchanged 保持不变"}},
		"base named before the subject": {
			"与2023年度相比，一般公共预算财政拨款支出减少63.14万元，下降2.10%。主要原因：人员变化。",
			[]string{"expenditure_general_publicgeneral_public ←2023 initial_budget Δ-63.14 -2.10% decrease 人员变化"}},
		"last year without a number": {
			"（3）公务接待费预算支出397.5万元，比上年预算减少15万元，主要原因是厉行节约。",
			[]string{"official_reception 397.50 ←2023 initial_budget Δ-15.00 decrease 厉行节约"}},
		"a fund's revenue is not the total": {
			"（2）政府性基金收入预算0万元，与上年数一致，本部门无此项收入。",
			[]string{"0.00 ←2023 initial_budget Δ0.00 unchanged"}},
		"another year's figure in brackets is a base": {
			"2024年度部门支出预算安排与2023年度相比（2023年度部门支出预算安排为8.07万元），增加4.72万元，增长5.77%。",
			[]string{"expenditure_totaltotal ←2023 initial_budget =8.07 Δ4.72 5.77% increase"}},
		"two years share the subject": {
			"公务接待费支出2023年预算为0.95万元，2024年预算为0.90万元。",
			[]string{"official_reception 0.90 ←2023 initial_budget =0.95"}},
		"a reason that only says 主要是": {
			"公务接待费支出5.00万元，比2023年预算减少1.00万元，下降16.67%。主要是厉行节约。项目支出2.00万元。主要是信息化项目。",
			[]string{"official_reception 5.00 ←2023 initial_budget Δ-1.00 -16.67% decrease 厉行节约", "form_totalproject 2.00"}},
		"levels named as 类科目 and with their codes": {
			"（一）教育支出类科目0.001万元，同比减少0.001万元。科学技术支出（206类）科学技术管理事务（01款）一般行政管理事务（02项）0.002万元。",
			[]string{"205total 0.00 ←2023 initial_budget Δ0.00 decrease", "2060102total 0.00"}},
		"the words of the central forms": {
			"某市某某局2024年收支总预算3.00万元，比2023年增加1.00万元。2024年一般公共预算当年拨款3.00万元，比2023年执行数增加1.00万元，主要是人员增加。机关运行经费财政拨款预算1.00万元。",
			[]string{"revenue_and_expenditure_totaltotal 3.00 ←2023 initial_budget Δ1.00 increase", "expenditure_general_publicgeneral_public 3.00 ←2023 outturn Δ1.00 increase 人员增加", "admin_operating 1.00"}},
		"shares and vehicles are no comparisons": {
			"共有车辆8辆，占62.5%。", nil},
	} {
		expectClaims(t, name, prose(c.text), c.want)
	}
}

func TestClaimsOfFinalAccounts(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an item's outcome said again, then a reason": {
			"“一般公共服务支出（类）统计信息事务（款）统计管理（项）”2.63万元，主要用于：统计。年初预算为2万元，支出决算为2.63万元，完成年初预算的131.50%。决算数大于预算数的主要原因：追加经费。",
			[]string{"2010506total 2.63 ←2024 initial_budget =2.00 完成131.50%  追加经费"}},
		"an item with two outcomes": {
			"“一般公共服务支出（类）统计信息事务（款）统计管理（项）”2.63万元，主要用于：统计。年初预算为3万元，支出决算为2.36万元，完成年初预算的78.67%。",
			[]string{"2010506total 2.63 ←2024 initial_budget =3.00", "2010506total 2.36 ←2024 initial_budget =3.00 完成78.67%"}},
		"a change whose subject stands before its base, with its parts": {
			"2024年度“三公”经费财政拨款支出决算数比2023年度减少19.66万元，下降86.61%，其中：因公出国（境）费支出决算与2023年持平；公务接待费支出决算增加0.40万元，增长100%。",
			[]string{"three_public ←2023 final_accounts Δ-19.66 -86.61% decrease", "overseas_travel ←2023 final_accounts unchanged", "official_reception ←2023 final_accounts Δ0.40 100.00% increase"}},
		"parts in a sentence of their own": {
			"2024年度“三公”经费财政拨款支出决算数与2023年度持平。其中：公务接待费支出决算持平。",
			[]string{"three_public ←2023 final_accounts unchanged", "official_reception ←2023 final_accounts unchanged"}},
		"shares of a whole and of the budget": {
			"一般公共预算财政拨款支出3.00万元，占本年支出合计的92.45%。公务接待费支出决算为0.40万元，完成预算的18.96%；公务用车运行维护费支出决算为2.64万元，占86.84%。",
			[]string{"expenditure_general_publicgeneral_public 3.00 占92.45%", "official_reception 0.40 完成18.96%", "vehicle_operation 2.64 占86.84%"}},
		"a bare 支出 behind a fund's revenue": {
			"政府性基金预算财政拨款收入1.00万元，支出1.00万元，支出具体情况如下：",
			[]string{"expenditure_government_fundgovernment_fund 1.00"}},
	} {
		expectClaims(t, name, strings.ReplaceAll(prose(""), "预算", "决算")+c.text, c.want)
	}
}

func expectClaims(t *testing.T, name, document string, want []string) {
	t.Helper()
	d, _ := disclose(t, document)
	var got []string
	for _, claim := range d.Claims {
		got = append(got, told(claim))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\ngot  %s\nwant %s", name, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestProcurementFromProseIsAFactWhereNoTableHasIt(t *testing.T) {
	d, _ := disclose(t, prose("2024年本部门政府采购预算2万元，其中：政府采购货物预算1万元、政府采购工程预算0万元、政府采购服务预算1万元。"))
	want := "procurement_total 2024年本部门政府采购预算 procurement 20000.00\nprocurement_goods 政府采购货物预算 goods 10000.00\nprocurement_works 政府采购工程预算 works 0.00\nprocurement_services 政府采购服务预算 services 10000.00"
	if got := figures(d, "procurement"); got != want {
		t.Errorf("got\n%s", got)
	}
}

func FuzzClaims(f *testing.F) {
	f.Add("财政拨款收入1,772.21万元，比2023年预算减少1,365.78万元；主要原因是。")
	f.Add("“一般公共服务支出（类）统计管理（项）”科目2.63万元。比上年增加%，与去年持平")
	f.Add("主要原因：")
	f.Fuzz(func(t *testing.T, text string) {
		disclose(t, prose(text))
	})
}

func TestNarratedFiguresThatNoTableHas(t *testing.T) {
	d, _ := disclose(t, prose(`本部门面向中小企业预留政府采购项目预算金额4万元，其中，预留给小型和微型企业的政府采购项目预算为3万元。
编报绩效目标的项目17个，涉及项目预算资金682.65万元。
截至2023年8月31日，某某局共有车辆2辆，其中：其他用车2辆；单价100万元（含）以上设备（不含车辆）3台（套）。
2024年部门预算安排购置车辆1辆；部门预算安排购置单价100万元（含）以上设备（不含车辆）0台（套）。
政府雇员项目经费情况说明
一、项目概述
聘用人员。
六、年度预算安排
2024年财政资金预算安排463.00万元，主要用于工资。`))
	got := map[fact.Measure]string{}
	for _, f := range d.Facts {
		if f.Sentence != "" {
			got[f.Measure] = fmt.Sprint(f.Form, " ", f.Raw, " ", f.Presence)
		}
	}
	for measure, want := range map[fact.Measure]string{
		"sme_reserved": "procurement 4 stated", "micro_reserved": "procurement 3 stated", "performance_projects": "project_performance 17 count", "performance_amount": "project_performance 682.65 stated",
		"vehicles_owned": "state_assets 2 count", "vehicles_to_buy": "state_assets 1 count", "large_equipment_owned": "state_assets 3 count", "large_equipment_to_buy": "state_assets 0 count",
		"amount": "project_expenditure 463.00 stated",
	} {
		if got[measure] != want {
			t.Errorf("%s: got %q, want %q", measure, got[measure], want)
		}
	}
}
