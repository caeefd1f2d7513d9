package mention

import (
	"fmt"
	"strings"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/read/txt"
)

// shown is a mention in one line: kind, subject, year, what it compares with, and the signed figure.
func shown(m fact.Mention) string {
	value := m.Rate.Round(4)
	if m.Kind == fact.Amount || m.Kind == fact.AmountChange {
		value = m.Money.Fen.String()
	}
	base := ""
	if m.BaseYear != 0 {
		base = fmt.Sprintf("<%d", m.BaseYear)
	}
	if m.Assumed {
		base += "?"
	}
	return fmt.Sprintf("%s %s %d%s %s %s", m.Kind, m.Subject, m.Year, base, m.Stage, value)
}

func mentions(text string) []string {
	var lines []string
	for _, m := range Read(txt.Read([]byte("某局2025年部门预算\n"+text), txt.Limits{})) {
		lines = append(lines, strings.TrimSuffix(shown(m), " "))
	}
	return lines
}

func TestSentencesSayWhatTheirFiguresAre(t *testing.T) {
	const budget = " initial_budget "
	for text, want := range map[string][]string{
		"支出预算10.00万元（0.001亿元），比上年减少2.00万元，下降16.67%。": {
			"amount 支出预算 2025" + budget + "100000.00", "amount 支出预算 2025" + budget + "100000.00",
			"change 支出预算 2025<2024" + budget + "-20000.00", "rate 支出预算 2025<2024" + budget + "-0.1667"},
		"与2023年相比，支出预算增加1元。":           {"change 支出预算 2025<2023" + budget + "1.00"},
		"2023年、2024年收入分别为1元、2元。":       {"amount 收入 2023" + budget + "1.00", "amount 收入 2024" + budget + "2.00"},
		"基本支出、项目支出分别为1元和2元。":           {"amount 基本支出 2025" + budget + "1.00", "amount 项目支出 2025" + budget + "2.00"},
		"2023—2025年支出年均增长7.25%。":       {"growth 支出 2025<2023" + budget + "0.0725"},
		"其中：公务接待费1元，占“三公”经费的3.56%。":    {"amount 公务接待费 2025" + budget + "1.00", "share 公务接待费 2025" + budget + "0.0356"},
		"办公费（30201）由1元降至0.50元。":        {"amount 办公费（30201） 2024?" + budget + "1.00", "amount 办公费（30201） 2025" + budget + "0.50"},
		"支出预算2元，2024年1元，增加1元。":         {"amount 支出预算 2025" + budget + "2.00", "amount 支出预算 2024" + budget + "1.00", "change 支出预算 2025<2024" + budget + "1.00"},
		"支出预算增长5%（2016年数为推算），增加1元。":    {"rate 支出预算 2025<2024?" + budget + "0.0500", "change 支出预算 2025<2024?" + budget + "1.00"},
		"增长10%以上的、不超过2万元的、单价100万元的设备。": nil,
		"支出预算１，２３４．５万元，占比提高1个百分点。":     {"amount 支出预算 2025" + budget + "12345000.00", "share_change 支出预算 2025<2024?" + budget + "0.0100"},
		"原文写“共5万元”。":                   {"quoted  0 "},
		"2024年支出决算9元，执行率90%。":          {"amount 支出决算 2024 final_accounts 9.00", "completion 支出决算 2024 final_accounts 0.9000"},
		"与上年预算数1元相比，支出增加2元。":           {"amount 支出 2024" + budget + "1.00", "change 支出 2025<2024" + budget + "2.00"},
		"支出由2023年的5元降为2024年的3元，减少2元。": {
			"amount 支出 2023" + budget + "5.00", "amount 支出 2024" + budget + "3.00", "change 支出 2024<2023" + budget + "-2.00"},
		"与上年支出1元相比，预算2元。": {"amount 支出 2024" + budget + "1.00", "amount 支出 2025" + budget + "2.00"},
		"补贴由2023年的5元降为3元，减少2元；培训费4元。": {
			"amount 补贴 2023" + budget + "5.00", "amount 补贴 2025" + budget + "3.00", "change 补贴 2025<2023" + budget + "-2.00", "amount 培训费 2025" + budget + "4.00"},
		"2023年至2025年，支出由1元增加到2元，增幅比上年提高3个百分点。": {
			"amount 支出 2023" + budget + "1.00", "amount 支出 2025" + budget + "2.00", "rate_change 支出 2025<2024" + budget + "0.0300"},
		"支出增量中，项目支出增加2元，占95%。基本支出增加2元，占95%。": {
			"change 项目支出 2025<2024?" + budget + "2.00", "contribution 项目支出 2025<2024?" + budget + "0.9500",
			"change 基本支出 2025<2024?" + budget + "2.00", "unknown 基本支出 2025" + budget + "0.9500"},
		"教育支出、文化旅游体育与传媒支出分别为1元和2元，均下降3%。": {
			"amount 教育支出 2025" + budget + "1.00", "amount 文化旅游体育与传媒支出 2025" + budget + "2.00", "rate 教育支出、文化旅游体育与传媒支出 2025<2024?" + budget + "-0.0300"},
		"其中公积金1元、补贴2元，分别增长3%、4%。": {
			"amount 公积金 2025" + budget + "1.00", "amount 补贴 2025" + budget + "2.00", "rate 公积金 2025<2024?" + budget + "0.0300", "rate 补贴 2025<2024?" + budget + "0.0400"},
		"2023—2025年收入分别为1元、2元、3元，2025年是2023年的3倍。": {
			"amount 收入 2023" + budget + "1.00", "amount 收入 2024" + budget + "2.00", "amount 收入 2025" + budget + "3.00", "multiple 收入 2025<2023" + budget + "3.0000"},
		"办公费年初预算1元，支出决算2元，比年初预算多支1元。": {
			"amount 办公费 2025" + budget + "1.00", "amount 办公费 2025 final_accounts 2.00", "change 办公费 2025<2025 final_accounts 1.00"},
		"项目支出占比由2%提高到3%，较2023年的1%上升2个百分点。": {
			"share 项目支出 2024?" + budget + "0.0200", "share 项目支出 2025" + budget + "0.0300", "share 项目支出 2023" + budget + "0.0100", "share_change 项目支出 2025<2023" + budget + "0.0200"},
		"2024年因购置车辆增加1元。支出三年年均增长2%，近2亿元。": {
			"change  2024<2023?" + budget + "1.00", "growth 支出 2024<2022?" + budget + "0.0200"},
		"取消的统计管理（2010506，2024年2元）。": {"amount 取消的统计管理（2010506） 2024" + budget + "2.00"},
	} {
		if got := mentions(text); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestTablesSayWhatTheirFiguresAre(t *testing.T) {
	got := mentions(strings.Join([]string{
		"正文。",
		"表1 支出（单位：万元）", "",
		"| 编码 | 名称 | 2023年 | 2025年 | 增减额（增减率） | 占比变化（百分点） | 年均增长 | 页码 |",
		"| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
		`| 212 | 其中：城乡\|支出 | 1.00※ | — | −1.00（−50.00%） | +2.50 | 7.25 | 12 |`,
		"",
		"| 年度 | 支出合计（万元） | 增减率 |", "| --- | --- | --- |", "| 2024年 | 3.00 | −5.31% |",
	}, "\n"))
	want := []string{
		"amount 城乡|支出（212） 2023 initial_budget 10000.00", "change 城乡|支出（212） 2025<2023 initial_budget -10000.00",
		"rate 城乡|支出（212） 2025<2023 initial_budget -0.5000", "share_change 城乡|支出（212） 2025<2023 initial_budget 0.0250",
		"growth 城乡|支出（212） 2025<2023 initial_budget 0.0725", "amount 支出合计 2024 initial_budget 30000.00", "rate 支出合计 2024<2023? initial_budget -0.0531",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestSumsSayWhatTheyAreMadeOf(t *testing.T) {
	got := Read(txt.Read([]byte("2025年预算\n2025年甲局支出1元、乙局支出2元，两家合计3元。住房公积金、医疗费和补贴三项共4元。"), txt.Limits{}))
	if len(got) != 4 || got[2].Members != 2 || strings.Join(got[2].Siblings, " ") != "甲局支出 乙局支出" || strings.Join(got[3].Addends, " ") != "住房公积金 医疗费 补贴" {
		t.Errorf("%+v", got)
	}
}

func TestARowOfAnOrganizationSaysWhichExpenditureItLists(t *testing.T) {
	got := mentions(strings.Join([]string{
		"正文。", "表1 概览（单位：元）", "",
		"| 部门 | 所列支出 | 本年 | 上年 | 增减额 |", "| --- | --- | ---: | ---: | ---: |",
		"| 甲局 | 2024年财政拨款支出决算（比2022年） | 5.00 | 3.00 | 2.00 |",
	}, "\n"))
	want := []string{
		"amount 甲局／财政拨款支出决算 2024 final_accounts 5.00", "amount 甲局／财政拨款支出决算 2022 final_accounts 3.00",
		"change 甲局／财政拨款支出决算 2024<2022 final_accounts 2.00",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestColumnsOfTwoStagesAreComparedWithEachOther(t *testing.T) {
	got := mentions(strings.Join([]string{
		"正文。", "单位：元", "| 科目 | 2024年决算 | 2025年预算 | 增减额 |", "| --- | ---: | ---: | ---: |", "| 办公费 | 1.00 | 3.00 | 2.00 |", "",
		"正文。", "| 科目 | 上年决算数 | 本年预算数 | 增减 |", "| --- | ---: | ---: | ---: |", "| 办公费 | 1.00 | 3.00 | 2.00 |", "",
		"注：金额单位为元。",
	}, "\n"))
	if len(got) != 6 || got[2] != "change 办公费 2025<2024 initial_budget 2.00" || got[3] != "amount 办公费 2024 final_accounts 1.00" || got[5] != got[2] {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// TestHeadingsEndEachOther: what stands above a heading of the same depth is about something else.
func TestHeadingsEndEachOther(t *testing.T) {
	text := "三个部门的情况\n正文。\n一、甲局\n（一）收入\n正文。\n二、总结\n2025年支出1元。\n除另有注明的以外，以下各数均为决算数。\n"
	got := Read(txt.Read([]byte(text), txt.Limits{}))
	if len(got) != 1 || strings.Contains(strings.Join(got[0].Context, "\n"), "甲局") || strings.Contains(strings.Join(got[0].Context, "\n"), "收入") || got[0].Stage != fact.FinalAccounts {
		t.Errorf("%+v", got)
	}
}

func TestWhatTheTextDoesNotSayStaysEmpty(t *testing.T) {
	for _, m := range Read(txt.Read([]byte("支出为5万元，增长3%。"), txt.Limits{})) {
		if m.Year != 0 || m.Stage != "" || m.BaseYear != 0 {
			t.Errorf("%+v", m)
		}
	}
}

// FuzzRead: whatever a text says, reading it ends and every figure has what it was read from.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"2025年支出预算18,976.76万元（1.90亿元），比上年增加3,355.64万元", "| a | 2025年 |\n| --- | --- |\n| 支出 | 1% |", "（（“5元”））分别为1%、2%，", "比比上年的年1倍",
		"由2023—2024年的1元降至2元，三年累计增加1元。两家合计3元，甲、乙两项共4元，均下降5%。", "与上年1元相比，占比由2%提高到3%，增幅比上年提高1个百分点", "一、甲。2—2025年分别为1元和2元，两年共减少3元",
		"| 单位 | 2025年支出（比2023年） | 本年 | 上年 |\n| --- | --- | --- | --- |\n| 甲局 | 2025年支出预算（比2023年） | 1.00 | 2.00 |"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range Read(txt.Read([]byte(text), txt.Limits{})) {
			if m.Raw == "" || m.Kind == "" {
				t.Errorf("%q: %+v", text, m)
			}
		}
	})
}
