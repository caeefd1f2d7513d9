package queries

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tongbi/data"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// coded is a budget of one table of codes: each line is "code name yuan", the last one the total.
func coded(t *testing.T, year fact.Year, by string, lines ...string) store.Submission {
	t.Helper()
	submission := submissionOf(record{
		"document": fmt.Sprint(year, ".pdf"), "organization": "甲局", "scope": "department", "year": fmt.Sprint(year), "stage": "initial_budget",
	})
	form, scheme := fact.FormID("expenditure_summary"), fact.Functional
	if by == ByEconomic {
		form, scheme = "general_public_basic_by_economic", fact.Economic
	}
	var whole fact.Fen
	add := func(code fact.Code, scheme fact.Scheme, line, label string, amount fact.Fen) {
		f := total(year, line, amount)
		f.Form, f.Scheme, f.Code, f.Label, f.Source.Row = form, scheme, code, label, len(submission.Disclosure.Facts)+1
		submission.Disclosure.Facts = append(submission.Disclosure.Facts, f)
	}
	for _, line := range lines {
		words := strings.Fields(line)
		money, err := fact.ParseMoney(words[2], fact.Yuan)
		if err != nil {
			t.Fatal(err)
		}
		if len(words[0]) == 3 {
			whole += money.Fen
		}
		add(fact.Code(words[0]), scheme, "", words[1], money.Fen)
	}
	add("", "", "form_total", "合计", whole)
	return submission
}

func TestRenamedClassIsOneLine(t *testing.T) {
	changes := mustCompare(t, []store.Submission{
		coded(t, 2018, ByFunction, "210 医疗卫生与计划生育支出 100"), coded(t, 2019, ByFunction, "210 卫生健康支出 120"),
	}, CompareOptions{By: ByFunction})
	c := of(t, changes, ByFunction, "210", fact.Total)
	wanted{"100.00", "120.00", "20.00", "0.2000", "1.0000", Continuing, Disclosed, "2019年起改名（科目对照CW002）"}.check(t, c)
	if len(changes) != 1 || c.Label != "卫生健康支出" || !strings.Contains(c.Note, "2018年名称为“医疗卫生与计划生育支出”") || !slices.Equal(c.Crosswalk, []string{"CW002"}) {
		t.Errorf("%d changes, %+v", len(changes), c)
	}
}

func TestMovedItemsCompareAtTheirCommonParent(t *testing.T) {
	changes := mustCompare(t, []store.Submission{
		coded(t, 2020, ByFunction, "208 社会保障和就业支出 100", "20899 其他社会保障和就业支出 60", "2089901 其他社会保障和就业支出 60"),
		coded(t, 2021, ByFunction, "208 社会保障和就业支出 110", "20899 其他社会保障和就业支出 65", "2089999 其他社会保障和就业支出 65"),
	}, CompareOptions{By: ByFunction})
	wanted{"60.00", "65.00", "5.00", "0.0833", "0.5000", Continuing, Disclosed, "可比组：含2089901→2089999（2021年，科目对照CW036）"}.check(t, of(t, changes, ByFunction, "20899", fact.Total))
	wanted{"60.00", "", "-60.00", "", "-6.0000", NotComparable, Disclosed, "在20899比较"}.check(t, of(t, changes, ByFunction, "2089901", fact.Total))
	wanted{"", "65.00", "65.00", "", "6.5000", NotComparable, Disclosed, "在20899比较"}.check(t, of(t, changes, ByFunction, "2089999", fact.Total))
	wanted{"100.00", "110.00", "10.00", "0.1000", "1.0000", Continuing, Disclosed, ""}.check(t, of(t, changes, ByFunction, "208", fact.Total))
}

func TestMoveAcrossClassesIsToldAtBoth(t *testing.T) {
	there := []store.Submission{
		coded(t, 2018, ByFunction, "215 资源勘探信息等支出 100", "21506 安全生产监管 40"),
		coded(t, 2019, ByFunction, "215 资源勘探信息等支出 70", "224 灾害防治及应急管理支出 50", "22401 应急管理事务 50"),
	}
	changes := mustCompare(t, there, CompareOptions{By: ByFunction, Level: fact.Class})
	if len(changes) != 2 {
		t.Fatalf("%d changes of classes", len(changes))
	}
	for _, c := range changes {
		if !strings.Contains(c.Note, "增减额含科目调整：21506→22401（2019年，科目对照CW015）") {
			t.Errorf("%s: %s", c.Code, c.Note)
		}
	}
	back := mustCompare(t, there, CompareOptions{By: ByFunction, From: 2019, To: 2018})
	wanted{"50.00", "", "-50.00", "", "2.5000", NotComparable, Disclosed, "没有共同的上级科目，只在合计比较"}.check(t, of(t, back, ByFunction, "22401", fact.Total))
}

func TestMoveThatTheDocumentsDoNotShowIsNotApplied(t *testing.T) {
	changes := mustCompare(t, []store.Submission{
		coded(t, 2018, ByFunction, "215 资源勘探信息等支出 100", "21506 安全生产监管 40"), coded(t, 2019, ByFunction, "215 资源勘探信息等支出 60"),
	}, CompareOptions{By: ByFunction})
	if c := of(t, changes, ByFunction, "21506", fact.Total); c.Status != Ended || len(c.Crosswalk) > 0 {
		t.Errorf("%+v", c)
	}
}

func TestSameCodeWithAnotherMeaningIsNotCompared(t *testing.T) {
	changes := mustCompare(t, []store.Submission{
		coded(t, 2017, ByEconomic, "303 对个人和家庭的补助 100", "30311 住房公积金 90"),
		coded(t, 2021, ByEconomic, "301 工资福利支出 95", "30113 住房公积金 95", "303 对个人和家庭的补助 20", "30311 代缴社会保险费 20"),
	}, CompareOptions{By: ByEconomic})
	wanted{"90.00", "20.00", "", "", "", NotComparable, Disclosed, "同码异义：2017年为“住房公积金”（2018年改列30113，科目对照CW057），2021年为“代缴社会保险费”"}.check(t, of(t, changes, ByEconomic, "30311", fact.Total))
	wanted{"", "95.00", "95.00", "", "6.3333", NotComparable, Disclosed, "30311→30113"}.check(t, of(t, changes, ByEconomic, "30113", fact.Total))
}

func TestUncertainRowsAreOnlyTold(t *testing.T) {
	documents := []store.Submission{
		coded(t, 2023, ByFunction, "201 一般公共服务支出 100", "2010308 信访事务 40"), coded(t, 2024, ByFunction, "201 一般公共服务支出 100", "20140 信访工作 50"),
	}
	c := of(t, mustCompare(t, documents, CompareOptions{By: ByFunction}), ByFunction, "2010308", fact.Total)
	wanted{"40.00", "", "-40.00", "-1.0000", "", Ended, Disclosed, "可能的科目调整，把握不足，未采用：2010308→20140（科目对照CW049）"}.check(t, c)
	crosswalk, err := data.LoadCrosswalk([]byte("id,year_effective,dimension,old_code,old_name,new_code,new_name,kind,confidence,evidence\nCW049,2024,功能,2010308,信访事务,20140,信访事务,move,S,某文\n"))
	if err != nil {
		t.Fatal(err)
	}
	c = of(t, mustCompare(t, documents, CompareOptions{By: ByFunction, Crosswalk: crosswalk}), ByFunction, "2010308", fact.Total)
	if c.Status != NotComparable || !strings.Contains(c.Note, "在201比较") {
		t.Errorf("a user's row of the same id is not applied: %+v", c)
	}
}

func TestYearsWithoutAnEntrySaySoOnce(t *testing.T) {
	for _, c := range []struct {
		by       string
		from, to fact.Year
		code     string
		want     string
	}{
		{ByFunction, 2030, 2031, "2", "2031年科目对照未核对"},
		{ByFunction, 2022, 2023, "2", "2023年科目对照未核对"},
		{ByFunction, 2023, 2024, "2", ""},
		{ByFunction, 2022, 2024, "2", "2023年科目对照未核对"},
		{ByFunction, 2024, 2026, "2", "2026年科目对照未核对"}, // its entry only says that nothing is known
		{ByEconomic, 2017, 2018, "3", ""},
		{ByEconomic, 2020, 2022, "3", "2021、2022年科目对照未核对"},
	} {
		changes := mustCompare(t, []store.Submission{
			coded(t, c.from, c.by, c.code+"01 甲支出 100", c.code+"02 乙支出 1"), coded(t, c.to, c.by, c.code+"01 甲支出 110", c.code+"02 乙支出 2"),
		}, CompareOptions{By: c.by})
		told := 0
		for _, change := range changes {
			told += strings.Count(change.Note, "未核对")
			if told > 0 && !strings.Contains(changes[0].Note, c.want) {
				t.Errorf("%s %d → %d: %s", c.by, c.from, c.to, changes[0].Note)
			}
		}
		if want := min(len(c.want), 1); told != want {
			t.Errorf("%s %d → %d: told %d times, want %d", c.by, c.from, c.to, told, want)
		}
	}
}

func TestLikelyChangeOfCodeIsASuspicionAndNotApplied(t *testing.T) {
	for name, c := range map[string]struct{ before, after, why string }{
		"one name under another parent": {"2010301 行政运行 40", "2080101 行政运行 55", "名称相同"},
		"one name and one amount":       {"2010301 行政运行 40", "2080101 行政运行 40", "名称、金额都相同"},
		"nearly one name":               {"2120401 城市基础设施配套建设支出 40", "2120501 城市基础设施配套建设经费支出 55", "名称相近"},
		"one amount below one parent":   {"2120401 道路养护 1234.56", "2120402 桥梁 1234.56", "同一上级，金额相同"},
		"one amount by chance":          {"2120401 道路养护 40", "2080101 桥梁 40", ""},
		"generic words only":            {"2059999 其他教育支出 40", "2069999 其他科学技术支出 55", ""},
	} {
		changes := mustCompare(t, []store.Submission{coded(t, 2022, ByFunction, c.before), coded(t, 2023, ByFunction, c.after)}, CompareOptions{By: ByFunction})
		for _, change := range changes {
			if told := strings.Contains(change.Note, "疑似科目调整（未采用，请核对）"); told != (c.why != "") || !strings.Contains(change.Note, c.why) ||
				change.Change == nil || change.Status != New && change.Status != Ended {
				t.Errorf("%s: %s %s: %s", name, change.Code, change.Status, change.Note)
			}
		}
	}
}
