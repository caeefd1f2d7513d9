package cmd

import (
	"context"
	"io"
	"strings"

	"tongbi/charts"
	"tongbi/charts/sheet"
	"tongbi/charts/word"
	"tongbi/etl/fact"
	"tongbi/etl/store"
	"tongbi/queries"
)

// findingSheet are the columns of what does not add up in a workbook; figures look as their documents print them.
var findingSheet = []sheetColumn[queries.Finding]{
	{"级别", 8, func(f queries.Finding) any { return charts.SeverityName(f.Severity) }},
	{"部门或单位", 20, func(f queries.Finding) any { return sheet.Wrapped(f.Organization) }},
	{"年度", 7, func(f queries.Finding) any { return number(f.Year) }},
	{"文件", 24, func(f queries.Finding) any { return sheet.Wrapped(f.Document) }},
	{"页", 6, func(f queries.Finding) any { return number(f.Page) }},
	{"位置", 10, func(f queries.Finding) any { return charts.PageName(f.Format, f.Page) }},
	{"发现", 50, func(f queries.Finding) any { return sheet.Wrapped(f.Message) }},
	{"对象", 24, func(f queries.Finding) any { return sheet.Wrapped(f.Subject) }},
	{"文件所写", 15, func(f queries.Finding) any { return sheet.Printed(f.Stated) }},
	{"应为", 15, func(f queries.Finding) any { return sheet.Printed(f.Expected) }},
	{"依据", 36, func(f queries.Finding) any { return sheet.Wrapped(f.Detail) }},
	{"规则", 18, func(f queries.Finding) any { return f.Rule }},
	{"核对结果", 20, func(queries.Finding) any { return nil }},
}

// questionSheet are the columns of questions in a workbook; amounts are in yuan.
var questionSheet = []sheetColumn[queries.Question]{
	{"优先", 8, func(q queries.Question) any { return charts.PriorityName(q.Priority) }},
	{"部门或单位", 20, func(q queries.Question) any { return sheet.Wrapped(q.Organization) }},
	{"年度", 7, func(q queries.Question) any { return number(q.Year) }},
	{"对象", 24, func(q queries.Question) any { return sheet.Wrapped(charts.AskedSubject(q)) }},
	{"问题", 60, func(q queries.Question) any { return sheet.Wrapped(q.Question) }},
	{"所问的数（元）", 18, func(q queries.Question) any { return citedAmount(q.Current) }},
	{"对照的数（元）", 18, func(q queries.Question) any { return citedAmount(q.Earlier) }},
	{"相差（元）", 18, func(q queries.Question) any { return citedDifference(q) }},
	{"相差比例", 12, func(q queries.Question) any { return citedRate(q) }},
	{"部门所述原因", 32, func(q queries.Question) any { return statedText(q) }},
	{"说明程度", 18, func(q queries.Question) any { return statedWeight(q) }},
	{"未说明的金额（元）", 18, func(q queries.Question) any { return statedRest(q) }},
	{"应提供的材料", 28, func(q queries.Question) any { return sheet.Wrapped(q.Materials) }},
	{"规则", 8, func(q queries.Question) any { return q.Rule }},
	{"为什么问", 32, func(q queries.Question) any { return sheet.Wrapped(q.Basis) }},
	{"所问的数的出处", 36, func(q queries.Question) any { return citedPlace(q, q.Current) }},
	{"对照的数的出处", 36, func(q queries.Question) any { return citedPlace(q, q.Earlier) }},
	{"依据", 50, func(q queries.Question) any { return sheet.Wrapped(q.Evidence) }},
	{"答复", 40, func(queries.Question) any { return nil }},
}

func citedAmount(cited *queries.Cited) any {
	if cited == nil {
		return nil
	}
	return cited.Amount
}

func citedDifference(question queries.Question) any {
	if name, difference, _ := charts.CitedDifference(question); name != "" {
		return difference
	}
	return nil
}

func citedRate(question queries.Question) any {
	if name, _, rate := charts.CitedDifference(question); name == "" || rate == "" {
		return nil
	}
	rate, _ := fact.Change(question.Earlier.Amount, question.Current.Amount)
	return rate
}

func citedPlace(question queries.Question, cited *queries.Cited) any {
	if cited == nil {
		return nil
	}
	return sheet.Wrapped(strings.TrimSpace(charts.CitedName(question, *cited) + "：" + cited.Document + " " + charts.PageName(cited.Format, cited.Page)))
}

func statedText(question queries.Question) any {
	if question.Stated == nil {
		return nil
	}
	return sheet.Wrapped(question.Stated.Text)
}

func statedWeight(question queries.Question) any {
	switch {
	case question.Stated != nil:
		return sheet.Wrapped(charts.StatedWeight(*question.Stated))
	case question.Reason != queries.NoReason || charts.Unexplained(question):
		return charts.GradeName(question.Reason)
	}
	return nil
}

func statedRest(question queries.Question) any {
	if question.Stated == nil || question.Stated.Unexplained == nil {
		return nil
	}
	return *question.Stated.Unexplained
}

// outlineOf adds the documents that were looked at, those of organisations whose name contains the text; only a Word
// document needs them.
func outlineOf(ctx context.Context, database *store.Store, format, organization string, outline word.Outline) (word.Outline, error) {
	if format != formatDocument {
		return outline, nil
	}
	all, err := queries.StatusOf(ctx, database.DB())
	if err != nil {
		return outline, err
	}
	for _, document := range all {
		if document.Refused == "" && strings.Contains(document.Identity.Organization, organization) {
			outline.Documents = append(outline.Documents, document)
		}
	}
	return outline, nil
}

// writeFindings writes what does not add up for an office program.
func writeFindings(format string, out io.Writer, outline word.Outline) error {
	if format == formatDocument {
		return word.Findings(out, outline)
	}
	return writeBook(out, "对不上的地方", "对不上的地方　金额按原文所印", findingSheet, outline.Findings, findingCharts(outline.Findings)...)
}

// writeQuestions writes questions for an office program.
func writeQuestions(format string, out io.Writer, outline word.Outline) error {
	if format == formatDocument {
		return word.Questions(out, outline)
	}
	return writeBook(out, "该问什么", "审查询问提纲　金额单位：元", questionSheet, outline.Questions, questionCharts(outline.Questions)...)
}
