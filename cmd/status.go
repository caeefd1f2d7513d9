package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts"
	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
	"tongbi/etl/store"
	"tongbi/queries"
)

type statusOptions struct {
	destination
	organization string
}

func newStatus(console *console) *cobra.Command {
	var options statusOptions
	command := &cobra.Command{
		Use:   "status",
		Short: "每份文件读到了什么、缺什么、有什么问题",
		Long: `列出提交过的每份文件，没有装入的也在内：部门、年度、阶段、口径，读到的表、声明为空的表、缺少的表，
文件自身的勾稽是否成立，以及每个问题。`,
		Example: `  tongbi status
  tongbi status --org 街道 --format csv -o 清单.csv`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := options.settle(); err != nil {
				return err
			}
			return runStatus(command.Context(), console, &options)
		},
	}
	options.addFlags(command)
	command.Flags().StringVar(&options.organization, "org", "", "只看名称里含有这几个字的`部门`")
	return command
}

func runStatus(ctx context.Context, console *console, options *statusOptions) (err error) {
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	documents, err := queries.StatusOf(ctx, database.DB())
	if err != nil {
		return err
	}
	doubts := doubtfulNames(documents)
	documents = slices.DeleteFunc(documents, func(d queries.DocumentStatus) bool {
		return !strings.Contains(d.Identity.Organization, options.organization)
	})
	err = options.write(console.out, func(out io.Writer) error { return printStatus(console, options.format, out, documents) })
	if err != nil {
		return err
	}
	if len(documents) == 0 {
		console.hint("数据库里还没有文件。下一步：tongbi load 装入文件。")
		return nil
	}
	for _, doubt := range doubts {
		console.hint("%s", doubt)
	}
	console.hint("下一步：tongbi compare 比较年度之间的变化；加 --format csv 可看每份文件的全部表名和 SHA-256。")
	return nil
}

// doubtfulNames asks whether two organisations that are kept apart are one: nothing is assumed.
func doubtfulNames(documents []queries.DocumentStatus) []message {
	var names []string
	for _, document := range documents {
		if name := document.Identity.Organization; document.Refused == "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var doubts []message
	for _, pair := range data.Alike(names) {
		doubts = append(doubts, sameOrganizationQuestion(pair[0], pair[1]))
	}
	return doubts
}

func printStatus(console *console, format string, out io.Writer, documents []queries.DocumentStatus) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, statusColumns, documents)
	}
	heading, issues := statusHeading(documents), ""
	for _, document := range documents {
		for _, line := range storedIssueLines(document, console.shownIssues()) {
			issues += line.in(chinese) + "\n"
		}
		if len(document.FormsMissing) > 0 {
			issues += missingMessage(document.Document, document.FormsMissing) + "\n"
		}
		if titles := unrecognisedWithoutFigures(document); len(titles) > 0 {
			issues += unrecognisedMessage(document.Document, titles) + "\n"
		}
	}
	if err := console.printGroup(out, format, heading, "", gridOf(statusColumns, documents).compact()); err != nil {
		return err
	}
	_, err := io.WriteString(out, issues)
	return err
}

// missingMessage says which of the forms that a disclosure must have were not found.
func missingMessage(name string, forms []fact.FormID) string {
	words := make([]string, len(forms))
	for i, form := range forms {
		words[i] = charts.FormName(form)
	}
	return oneLine(name + "：没有找到" + strings.Join(words, "、") + "。如在另一份文件里，请一并装入。")
}

// unrecognisedMessage lists tables without figures that no form fits, by their titles.
func unrecognisedMessage(name string, titles []string) string {
	words := make([]string, len(titles))
	for i, title := range titles {
		words[i] = "没有标题的一张"
		if title != "" {
			words[i] = "“" + title + "”"
		}
	}
	return oneLine(fmt.Sprintf("%s：有%d张表认不出、其中也没有数字：%s。单元格已保留，tongbi extract --cells 可看。", name, len(titles), strings.Join(words, "、")))
}

// unrecognisedWithoutFigures gives the titles of the tables that no form fits and that no issue tells of, since they have
// no figures.
func unrecognisedWithoutFigures(document queries.DocumentStatus) []string {
	told := map[string]int{}
	for _, issue := range document.Issues {
		if doc.Code(issue.Code) == extract.UnknownForm {
			told[issue.Detail]++
		}
	}
	var titles []string
	for _, title := range document.Unrecognised {
		if told[title] > 0 {
			told[title]--
			continue
		}
		titles = append(titles, title)
	}
	return titles
}

// statusHeading counts the documents and those that are refused.
func statusHeading(documents []queries.DocumentStatus) string {
	refused := 0
	for _, document := range documents {
		if document.Refused != "" {
			refused++
		}
	}
	if refused == 0 {
		return fmt.Sprintf("%d份文件，全部装入", len(documents))
	}
	return fmt.Sprintf("%d份文件，装入%d份，未装入%d份", len(documents), len(documents)-refused, refused)
}

var statusColumns = []column[queries.DocumentStatus]{
	{name: "document", value: func(d queries.DocumentStatus) any { return d.Document }, heading: "文件"},
	{name: "sha256", value: func(d queries.DocumentStatus) any { return d.SHA256 }},
	{name: "organization", value: func(d queries.DocumentStatus) any { return d.Identity.Organization }, heading: "部门或单位"},
	{name: "fiscal_year", value: func(d queries.DocumentStatus) any { return number(d.Identity.Year) }, heading: "年度"},
	{name: "stage", value: func(d queries.DocumentStatus) any { return string(d.Identity.Stage) }, heading: "阶段", shown: func(d queries.DocumentStatus) string { return stageOrNothing(d.Identity.Stage) }},
	{name: "scope", value: func(d queries.DocumentStatus) any { return string(d.Identity.Scope) }, heading: "口径", shown: func(d queries.DocumentStatus) string { return scopeOrNothing(d.Identity.Scope) }},
	{name: "format", value: func(d queries.DocumentStatus) any { return d.Format }, heading: "格式"},
	{name: "pages", value: func(d queries.DocumentStatus) any { return number(d.Pages) }},
	{name: "forms_read", value: func(d queries.DocumentStatus) any { return ids(d.FormsRead) }, heading: "读到的表", shown: func(d queries.DocumentStatus) string { return count(d.FormsRead) }, right: true},
	{name: "forms_empty", value: func(d queries.DocumentStatus) any { return ids(d.FormsEmpty) }, heading: "空表", shown: func(d queries.DocumentStatus) string { return count(d.FormsEmpty) }, right: true},
	{name: "forms_missing", value: func(d queries.DocumentStatus) any { return ids(d.FormsMissing) }, heading: "缺少的表", shown: func(d queries.DocumentStatus) string { return count(d.FormsMissing) }, right: true},
	{name: "self_test", value: func(d queries.DocumentStatus) any { return d.SelfTest }, heading: "自身勾稽", shown: func(d queries.DocumentStatus) string { return verdicts[fact.SelfTest(d.SelfTest)] }},
	{name: "issues", value: func(d queries.DocumentStatus) any { return storedIssues(d) }, heading: "问题", shown: func(d queries.DocumentStatus) string { return count(d.Issues) }, right: true},
	{name: "unrecognised", value: func(d queries.DocumentStatus) any { return d.Unrecognised }},
	{name: "refused", value: func(d queries.DocumentStatus) any { return d.Refused }, heading: "结果", shown: outcomeOf},
}

var verdicts = map[fact.SelfTest]string{fact.Passed: "成立", fact.Rounding: "成立（有尾差）", fact.Failed: "不成立"}

func outcomeOf(document queries.DocumentStatus) string {
	if document.Refused == "" {
		return "已装入"
	}
	return "未装入"
}

func ids(forms []fact.FormID) []string {
	words := make([]string, len(forms))
	for i, form := range forms {
		words[i] = string(form)
	}
	return words
}

// count is how many there are, nothing for none.
func count[Item any](items []Item) string {
	if len(items) == 0 {
		return ""
	}
	return fmt.Sprint(len(items))
}

// storedIssues are all defects of a document, each in one line.
func storedIssues(document queries.DocumentStatus) []string {
	lines := make([]string, len(document.Issues))
	for i, issue := range document.Issues {
		lines[i] = issueMessage(document.Document, doc.Format(document.Format), unstored(issue), issue.Page).in(chinese)
	}
	return lines
}

// storedIssueText is a defect as the report tells it below the document's name: the place and what is wrong.
func storedIssueText(issue queries.Issue) string {
	text := issueMessage("", "", unstored(issue), issue.Page).in(chinese)
	return strings.TrimPrefix(strings.TrimSpace(text), "：")
}

// storedIssueLines are the defects of a document as people are told them: a few of each kind.
func storedIssueLines(document queries.DocumentStatus, shown int) []message {
	issues := make([]doc.Issue, len(document.Issues))
	for i, issue := range document.Issues {
		issues[i] = unstored(issue)
	}
	return issueLines(document.Document, doc.Format(document.Format), issues, shown)
}

// unstored is a stored defect as the reader gave it.
func unstored(issue queries.Issue) doc.Issue {
	return doc.Issue{
		Code: doc.Code(issue.Code), Detail: issue.Detail,
		Pos: doc.Pos{Page: issue.Page, Table: issue.Table, Row: issue.Row, Col: issue.Col},
	}
}
