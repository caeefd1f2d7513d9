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

func TestWhatTheTextDoesNotSayStaysEmpty(t *testing.T) {
	for _, m := range Read(txt.Read([]byte("支出为5万元，增长3%。"), txt.Limits{})) {
		if m.Year != 0 || m.Stage != "" || m.BaseYear != 0 {
			t.Errorf("%+v", m)
		}
	}
}

// FuzzRead: whatever a text says, reading it ends and every figure has what it was read from.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"2025年支出预算18,976.76万元（1.90亿元），比上年增加3,355.64万元", "| a | 2025年 |\n| --- | --- |\n| 支出 | 1% |", "（（“5元”））分别为1%、2%，", "比比上年的年1倍"} {
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
