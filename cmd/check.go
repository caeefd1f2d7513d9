package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"tongbi/charts/word"
	"tongbi/etl/doc"
	"tongbi/etl/store"
	"tongbi/queries"
)

type checkOptions struct {
	destination
	organization string
	rules        string
	list         bool
	inferred     bool
	coverage     bool
}

func newCheck(console *console) *cobra.Command {
	var options checkOptions
	command := &cobra.Command{
		Use:   "check",
		Short: "文件自身和文件之间有什么对不上",
		Long: `检查装入的文件：句子自身的数、方向和原因，文字与表，表内与表间的勾稽，科目名称和用语，以及文件与文件之间。
容差由数字的精度和加数的个数来，舍入尾差只作提示；同一原因造成的差异只报一次。
每条规则是一个 SQL 文件，--list 列出全部规则；--rules 加入自己的规则，同名的替换内置的。`,
		Example: `  tongbi check
  tongbi check --org 街道 -o 发现.xlsx
  tongbi check --org 街道 -o 发现.docx
  tongbi check --list
  tongbi check --coverage
  tongbi check --rules 我的规则/`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := options.settleBook(console, formatDocument); err != nil {
				return err
			}
			return runCheck(command.Context(), console, &options)
		},
	}
	options.addBookFlags(console, command, formatDocument)
	command.Flags().StringVar(&options.organization, "org", "", "只查名称里含有这几个字的`部门`")
	command.Flags().StringVar(&options.rules, "rules", "", "另加一个`文件夹`里的规则（*.sql）")
	command.Flags().BoolVar(&options.list, "list", false, "列出规则，不检查")
	command.Flags().BoolVar(&options.inferred, "inferred", false, "连同扫描件识别出的、没有线的表里推断出的数字一起核对：对不上的可能是认错了")
	command.Flags().BoolVar(&options.coverage, "coverage", false, "列出没有做的检查和缺少什么，不列发现")
	return command
}

func runCheck(ctx context.Context, console *console, options *checkOptions) (err error) {
	folders, err := ruleFolders(options.rules)
	if err != nil {
		return err
	}
	rules, err := queries.Rules(folders...)
	if err != nil {
		return ruleError{err}
	}
	if options.list {
		if err := options.onlyText("--list"); err != nil {
			return err
		}
		err := options.write(console.out, func(out io.Writer) error { return printRules(console, options.format, out, rules) })
		if err == nil {
			console.hint("下一步：tongbi check 按这些规则核对。")
		}
		return err
	}
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	checking := queries.CheckOptions{Organization: options.organization, Rules: rules, Inferred: options.inferred}
	unchecked, err := queries.Coverage(ctx, database.DB(), checking)
	if err != nil {
		return err
	}
	if options.coverage {
		if err := options.onlyText("--coverage"); err != nil {
			return err
		}
		err := options.write(console.out, func(out io.Writer) error { return printCoverage(console, options.format, out, unchecked) })
		if err == nil {
			console.hint("下一步：把缺少的表和文件一并装入，再运行 tongbi check。")
		}
		return err
	}
	findings, err := queries.Check(ctx, database.DB(), checking)
	if err != nil {
		return err
	}
	outline, err := outlineOf(ctx, database, options.format, options.organization, word.Outline{Findings: findings, Unchecked: unchecked})
	if err != nil {
		return err
	}
	err = options.write(console.out, func(out io.Writer) error {
		if options.format == formatBook || options.format == formatDocument {
			return writeFindings(options.format, out, outline)
		}
		return printFindings(console, options.format, out, findings)
	})
	if err != nil {
		return err
	}
	if len(unchecked) > 0 {
		console.hint("有%d项检查因为缺表、缺文件没有做：tongbi check --coverage 逐项列出缺少什么。", len(unchecked))
	}
	if len(findings) == 0 {
		console.hint("没有发现对不上的地方。下一步：tongbi questions 看该问什么。")
		return nil
	}
	console.hint("下一步：按页码对照原文；tongbi check --list 说明每条规则和容差。")
	return nil
}

// ruleFolders is the folder of a person's own rules, where one is named; one that is not there is an error, not no rules.
func ruleFolders(path string) ([]fs.FS, error) {
	if path == "" {
		return nil, nil
	}
	if _, err := os.ReadDir(path); err != nil {
		return nil, err
	}
	return []fs.FS{os.DirFS(path)}, nil
}

// ruleError is a rule file that cannot be used.
type ruleError struct{ cause error }

func (e ruleError) Error() string { return e.cause.Error() }
func (e ruleError) Unwrap() error { return e.cause }

func printRules(console *console, format string, out io.Writer, rules []queries.Rule) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, ruleColumns, rules)
	}
	return gridOf(ruleColumns, rules).printAs(format, out, console.heading(out))
}

var ruleColumns = []column[queries.Rule]{
	{name: "rule", value: func(r queries.Rule) any { return r.ID }, heading: "规则"},
	{name: "severity", value: func(r queries.Rule) any { return string(r.Severity) }, heading: "最高级别", shown: func(r queries.Rule) string { return severities[r.Severity] }},
	{name: "title", value: func(r queries.Rule) any { return r.Title }, heading: "查什么"},
	{name: "tolerance", value: func(r queries.Rule) any { return r.Tolerance }, heading: "容差"},
}

var severities = map[queries.Severity]string{queries.Error: "错误", queries.Warn: "警告", queries.Info: "提示"}

func printFindings(console *console, format string, out io.Writer, findings []queries.Finding) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, findingColumns, findings)
	}
	for _, group := range groupBy(findings, func(a, b queries.Finding) bool { return a.Document == b.Document }) {
		if err := console.printGroup(out, format, findingHeading(group), "", gridOf(findingColumns, group).compact()); err != nil {
			return err
		}
	}
	return nil
}

// findingHeading names the document and counts its findings by severity.
func findingHeading(findings []queries.Finding) string {
	count := map[queries.Severity]int{}
	for _, finding := range findings {
		count[finding.Severity]++
	}
	return fmt.Sprintf("%s  %s  错误%d  警告%d  提示%d", findings[0].Document, findings[0].Organization, count[queries.Error], count[queries.Warn], count[queries.Info])
}

var findingColumns = []column[queries.Finding]{
	{name: "rule", value: func(f queries.Finding) any { return f.Rule }},
	{name: "severity", value: func(f queries.Finding) any { return string(f.Severity) }, heading: "级别", shown: func(f queries.Finding) string { return severities[f.Severity] }},
	{name: "organization", value: func(f queries.Finding) any { return f.Organization }},
	{name: "fiscal_year", value: func(f queries.Finding) any { return number(f.Year) }},
	{name: "document", value: func(f queries.Finding) any { return f.Document }},
	{name: "page", value: func(f queries.Finding) any { return number(f.Page) }, heading: "位置", shown: func(f queries.Finding) string { return pageOf(f) }},
	{name: "subject", value: func(f queries.Finding) any { return f.Subject }},
	{name: "stated", value: func(f queries.Finding) any { return f.Stated }},
	{name: "expected", value: func(f queries.Finding) any { return f.Expected }},
	{name: "message", value: func(f queries.Finding) any { return f.Message }, heading: "发现"},
	{name: "detail", value: func(f queries.Finding) any { return f.Detail }},
}

// pageOf is the place of a finding in its document's own counting.
func pageOf(finding queries.Finding) string {
	switch doc.Format(finding.Format) {
	case doc.Text:
		return fmt.Sprintf("第%d行", finding.Page)
	case doc.Book:
		return fmt.Sprintf("第%d张表", finding.Page)
	}
	return fmt.Sprintf("第%d页", finding.Page)
}
