package cmd

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tongbi/queries"
)

// TestQuestionsOnRealFigures holds the rules to the figures on which people say that they must fire.
func TestQuestionsOnRealFigures(t *testing.T) {
	database := corpusStore(t)
	questions, err := queries.Questions(context.Background(), database.DB(), queries.QuestionOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ rule, words string }{
		{"Q01", "18,976.76万元，比上年增加3,355.64万元（+21.48%）。说明仅列“项目调整”"},
		{"Q01", "（-43.52%）"},
		{"Q03", "922.02万元变为5,234.89万元（+467.76%）"},
		{"Q03", "972.18万元变为219.13万元（-77.46%）"}, {"Q03", "421.23万元变为58.28万元（-86.16%）"}, {"Q03", "（+93.40%）"},
		{"Q04", "占128.53%"},
		{"Q05", "（+56.49%），占比由36.17%升至46.60%（+10.43个百分点）"},
		{"Q06", "占53.81%"}, {"Q06", "占54.24%"}, {"Q06", "占63.36%"}, {"Q06", "占83.43%"},
		{"Q07", "4,012.49万元，占工资福利支出的44.47%"},
		{"Q08", "22.91万元增至47.91万元（+109.12%）"},
		{"Q09", "25.00万元"}, {"Q09", "15.00万元"},
		{"Q10", "1.35万元"}, {"Q10", "21.56万元"},
		{"Q11", "786.09万元变为443.18万元（-43.62%）"},
		{"Q12", "委托业务费由22.65万元增至24.95万元（+10.15%）"},
		{"Q13", "上年预算441.25万元、执行357.56万元（执行率81.03%），今年增至460.85万元"},
		{"Q14", "执行率61.34%"}, {"Q14", "执行率65.83%"},
		{"Q15", "超47.37%"}, {"Q15", "超25.69%"}, {"Q15", "超20.20%"}, {"Q15", "超18.14%"},
		{"Q17", "55.34万元（年初49.14万元）"},
		{"Q18", "50.76%"},
		{"Q19", "17个，公开绩效目标表1张"}, {"Q19", "49个，公开绩效目标表0张"},
		{"Q20", "“市容环境满意度”的目标值为“不低于50%”"}, {"Q20", "5个绩效指标，其中4个没有量化"},
		{"Q21", "（+190.01%），其中工程3,780.72万元（+363.40%）"}, {"Q21", "（+100.29%）"},
		{"Q22", "40.00%"}, {"Q22", "70.00%"}, {"Q22", "预留额为零"},
		{"Q23", "10.00万元，政府采购货物预算1.00万元"},
		{"Q24", "占项目支出682.65万元的67.82%，32人，人均14.47万元"},
		{"Q25", "购置车辆1辆（现有车辆7辆）"}, {"Q25", "购置车辆1辆（现有车辆8辆）"},
		{"Q26", "410.00、632.20、60.00万元"},
		{"Q27", "2059999）”25.00万元"}, {"Q27", "60.13万元（上年执行数为零）"},
		{"Q28", "2080206）”上年21.50万元"},
		{"Q29", "421.23万元减至58.28万元（-86.16%）"},
		{"Q30", "政府性基金拨款支出预算"},
		{"Q31", "1,616,095.40"}, {"Q31", "94,995,790"},
		{"Q32", "推得3,013.80"},
		{"Q33", "写占71.73%，按文中两数复算为71.65%"},
		{"Q34", "宣传事务"},
		{"Q35", "表中同一金额为“卫生健康支出（类）计划生育事务（款）计划生育服务（项）”"}, {"Q35", "资源勘探信息等支出"},
		{"Q36", "有2处上年为零"}, {"Q36", "有1处上年为零"},
		{"Q38", "本年没有"}, {"Q38", "“财政项目支出绩效目标填报表”，本年文件里没有读到"},
		{"Q42", "8013平方米，括号内两项之和为8103平方米。这一处连续3年相同"},
		{"Q49", "1,450.00、922.02、5,234.89万元"},
	} {
		if !slices.ContainsFunc(questions, func(q queries.Question) bool {
			return q.Rule == want.rule && (strings.Contains(q.Question, want.words) || strings.Contains(q.Evidence, want.words))
		}) {
			t.Errorf("%s does not ask of %q", want.rule, want.words)
		}
	}
	for _, question := range questions {
		if question.Evidence == "" {
			t.Errorf("%s without evidence: %s", question.Rule, question.Question)
		}
	}
}

func TestQuestionsAreAListForPeople(t *testing.T) {
	questions := []queries.Question{
		{Rule: "Q03", Priority: queries.High, Organization: "甲局", Question: "请说明一。", Basis: "增减30%以上", Evidence: "甲.pdf第3页：5.00万元", Materials: "清单", Reason: queries.Commonplace},
		{Rule: "Q08", Priority: queries.Low, Organization: "甲局", Question: "请说明二。", Evidence: "甲.pdf第9页：1.00万元"},
		{Rule: "Q08", Priority: queries.Medium, Organization: "乙局", Question: "请说明三。", Evidence: "乙.pdf第9页：2.00万元"},
	}
	for format, want := range map[string]string{
		formatTable:    "甲局\n  1. [高] 请说明一。\n     依据：甲.pdf第3页：5.00万元\n     规则：Q03 增减30%以上\n     单位说明：空泛\n     请提供：清单\n  2. [低] 请说明二。\n     依据：甲.pdf第9页：1.00万元\n     规则：Q08\n\n乙局\n  1. [中] 请说明三。\n     依据：乙.pdf第9页：2.00万元\n     规则：Q08\n\n",
		formatMarkdown: "## 甲局\n\n1. **[高]** 请说明一。\n   - 依据：甲.pdf第3页：5.00万元\n   - 规则：Q03 增减30%以上\n   - 单位说明：空泛\n   - 请提供：清单\n2. **[低]** 请说明二。\n   - 依据：甲.pdf第9页：1.00万元\n   - 规则：Q08\n\n## 乙局\n\n1. **[中]** 请说明三。\n   - 依据：乙.pdf第9页：2.00万元\n   - 规则：Q08\n\n",
	} {
		var out strings.Builder
		if err := printQuestions(format, &out, questions); err != nil || out.String() != want {
			t.Errorf("%s: %v, got\n%s", format, err, out.String())
		}
	}
}
