package dossiertest

import (
	"fmt"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// Reviewed is Street with what checks and rules of questions bring up there: more questions than a page shows open, with
// both figures, with one, with none, with every grade of reasons; findings of every severity.
func Reviewed() queries.Dossier {
	dossier := Street()
	review := &queries.Review{Checks: 34, Rules: 24}
	ask := func(rule, theme string, priority queries.Priority, year fact.Year, code fact.Code, stated *queries.Stated, text, materials string) {
		question := queries.Question{
			Rule: rule, Theme: theme, Priority: priority, Organization: dossier.Series.Organization, Scope: dossier.Series.Scope, Stage: dossier.Series.Stage,
			Year: year, Document: document(year), Question: text, Basis: "项级科目增减30%以上且50万元以上", Materials: materials, Stated: stated, Reason: queries.NoReason,
			Current: cited(dossier, year, code), Earlier: cited(dossier, year-1, code),
		}
		for _, figure := range []*queries.Cited{question.Current, question.Earlier} {
			if figure != nil {
				question.Evidence += fmt.Sprintf("%s第%d页：%s万元；", figure.Document, figure.Page, figure.Amount.TenThousands())
			}
		}
		if stated != nil {
			question.Reason = stated.Grade
		}
		question.Evidence += fmt.Sprintf("%s第9页", document(year))
		review.Questions = append(review.Questions, question)
	}
	explained, rest, change := fact.Fen(-300_0000_00), fact.Fen(-62_9500_00), fact.Fen(-362_9500_00)
	ask("Q03", "单项", queries.High, 2025, "2129999", nil, "“其他城乡社区支出（2129999）”由922.02万元变为5,234.89万元（+467.76%）。请说明变动构成、是否一次性、是否有立项批复。", "变动构成、立项批复、是否一次性")
	ask("Q03", "单项", queries.High, 2025, "2120399", &queries.Stated{Text: "项目调整。", Grade: queries.Commonplace, Document: document(2025), Format: "pdf", Page: 7, Repeated: true, Shared: 5},
		"“其他城乡社区公共设施支出（2120399）”由972.18万元变为219.13万元（-77.46%）。请说明变动构成。", "变动构成")
	ask("Q29", "民生下降", queries.High, 2025, "2080705", &queries.Stated{Text: "人员减少，减少300万元。", Grade: queries.Quantified, Document: document(2025), Format: "pdf", Page: 7, Change: &change, Explained: &explained, Unexplained: &rest, Shared: 1},
		"“公益性岗位补贴（2080705）”由421.23万元减至58.28万元（-86.16%）。请说明补贴对象和标准是否变化。", "补贴对象、人数和标准的变化")
	ask("Q38", "披露", queries.Low, 2025, "", nil, "上年公开的逐项执行数本年未公开。请说明原因。", "")
	for _, code := range []fact.Code{"2049999", "2120101", "2089999", "2120501", "2120102", "2210201"} {
		ask("Q03", "单项", queries.Medium, 2025, code, nil, fmt.Sprintf("“%s”变动较大。请说明变动构成。", code), "变动构成")
	}
	find := func(rule string, severity queries.Severity, year fact.Year, page int, stated, expected, message string) {
		review.Findings = append(review.Findings, queries.Finding{
			Rule: rule, Severity: severity, Organization: dossier.Series.Organization, Scope: dossier.Series.Scope, Stage: dossier.Series.Stage, Year: year,
			Document: document(year), Format: "pdf", Page: page, Subject: "21201城乡社区管理事务", Stated: stated, Expected: expected, Message: message, Detail: "第12、17、23页",
		})
	}
	find("text_table", queries.Error, 2025, 7, "887.36", "87.36", "职业年金缴费支出：文字写887.36，表中为87.36")
	find("old_name", queries.Warn, 2025, 6, "统计信息事务统计管理", "专项普查活动", "专项普查活动：用途写的是“统计信息事务统计管理”，应为“专项普查活动”")
	find("table_sum", queries.Info, 2025, 12, "94,995,790", "94,995,789", "21201城乡社区管理事务为94,995,790，下级合计94,995,789；同一差额见于第12、17、23页")
	find("share", queries.Error, 2024, 21, "71.73%", "71.65%", "一般公共服务支出（类）写占71.73%，按文中两数复算为71.65%")
	for _, year := range []fact.Year{2024, 2025} {
		review.Unchecked = append(review.Unchecked, queries.Unchecked{
			Rule: "unit_sum", Title: "部门与所属单位之和", Organization: dossier.Series.Organization, Scope: dossier.Series.Scope, Stage: dossier.Series.Stage, Year: year,
			Missing: []string{queries.NeedUnits},
		})
	}
	dossier.Review = review
	return dossier
}

// cited is the figure of a line of the functional classification in one year, nil where that year lacks it.
func cited(dossier queries.Dossier, year fact.Year, code fact.Code) *queries.Cited {
	for _, line := range dossier.Lines {
		figure, known := line.Figures[year]
		if known && code != "" && line.By == "function" && line.Code == code && line.Measure == fact.Total {
			figure.Source.Left, figure.Source.Top, figure.Source.Right, figure.Source.Bottom = 400, 200, 480, 220
			return &queries.Cited{
				Label: line.Label, Amount: figure.Amount, Year: year, Stage: line.Stage, Document: figure.Document, Format: figure.Format,
				Page: figure.Source.Page, Raw: figure.Raw, Source: figure.Source,
			}
		}
	}
	return nil
}
