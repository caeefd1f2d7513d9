package queries

import (
	"testing"

	"tongbi/data"
	"tongbi/etl/fact"
)

func TestExplainedAmounts(t *testing.T) {
	for reason, want := range map[string]string{
		"项目调整":                "",
		"人员经费增加120.5万元":       "1205000.00",
		"新增甲项目200万元、乙项目100万元": "3000000.00",
		"新增甲项目200万元，压减会议费5万元": "1950000.00",
		"增加300万元，其中：人员经费增加220万元，公用经费减少20万元": "2000000.00",
		"减少300万元，其中：甲项目200万元、乙项目60万元":       "-2600000.00",
		"会议费由12万元增加到15万元":                   "30000.00",
		"人员经费增加至150万元":                      "",
		"甲项目上年预算120万元，今年不再安排":               "",
		"一是政策性增资1,200.30万元；二是退出项目0.02亿元":    "10003000.00",
		"购置1辆公务用车18万元":                      "",
		"运转类经费压减10%，租赁费增加209万用于办公，外事经费增加200万元，增减相抵后增加123.67万元": "4090000.00",
		"从会议费预算中调减403.75万元用于培训费开支":                             "",
		"新增服务对象20万人":      "",
		"120万元的设备购置，不再安排": "",
		"较上年增加5,000元":     "5000.00",
	} {
		got := ""
		if fen := amountExplained(reason); fen != nil {
			got = fen.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", reason, got, want)
		}
	}
}

func TestGradeOfReasons(t *testing.T) {
	wording, err := data.LoadWording()
	if err != nil {
		t.Fatal(err)
	}
	for reason, want := range map[string]Grade{
		"":             NoReason,
		"项目调整":         Commonplace,
		"其他城乡社区支出经费增加": Commonplace,
		"退休人员工资由社保部门统一发放，不再列入": Qualitative,
		"新增2名工作人员":             Quantified,
		"政策性增资，增加基本支出844.15万元": Quantified,
	} {
		if got := gradeOf(reason, wording.Reasons); got != want {
			t.Errorf("%s: %s, want %s", reason, got, want)
		}
	}
}

// TestReasonsAreShownWithWhatTheyExplain holds questions to the reason of the document: its place, what it explains, that the
// year before said the same, that other items say the same.
func TestReasonsAreShownWithWhatTheyExplain(t *testing.T) {
	var repeated, explaining bool
	for _, q := range asked(t, QuestionOptions{}) {
		if q.Stated == nil {
			continue
		}
		if q.Stated.Document == "" || q.Stated.Page == 0 || q.Stated.Text == "" || q.Reason != q.Stated.Grade {
			t.Errorf("%s: reason without its place: %+v", q.Rule, q.Stated)
		}
		repeated = repeated || q.Stated.Repeated
		if e, u := q.Stated.Explained, q.Stated.Unexplained; e != nil && u != nil {
			explaining = true
			if *e+*u != *q.Stated.Change {
				t.Errorf("%s: explained %s and unexplained %s are not %s", q.Rule, *e, *u, *q.Stated.Change)
			}
			if *u != -10_0000_00 {
				t.Errorf("unexplained %s", *u)
			}
		}
	}
	if !repeated || !explaining {
		t.Error("no reason is repeated, or none explains an amount")
	}
}

// TestQuestionsCarryTheirFigures holds a question to the two figures it is about.
func TestQuestionsCarryTheirFigures(t *testing.T) {
	for _, q := range asked(t, QuestionOptions{}) {
		if q.Rule != "Q08" {
			continue
		}
		if q.Current == nil || q.Earlier == nil {
			t.Fatalf("%s without figures", q.Rule)
		}
		want := Cited{
			Label: "“三公”经费合计", Amount: 28_0000_00, Year: 2024, Stage: fact.InitialBudget, Document: "2024.pdf", Format: "pdf", Page: 12,
			Raw: "28万元", Source: fact.Source{Page: 12, Table: 1, Row: 1, Col: 1, Title: "表"},
		}
		if *q.Current != want {
			t.Errorf("current %+v", *q.Current)
		}
		if q.Earlier.Year != 2023 || q.Earlier.Amount != 3_0000_00 {
			t.Errorf("earlier %+v", *q.Earlier)
		}
		return
	}
	t.Error("Q08 is not asked")
}
