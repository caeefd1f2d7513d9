package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/mention"
	"tongbi/etl/read"
	"tongbi/etl/store"
	"tongbi/queries"
)

type verifyOptions struct {
	destination
	given     givenOptions
	limits    limitOptions
	crosswalk string
	doubtful  bool
}

// errWrongFigures ends a verification that found wrong figures; they have been listed by then.
var errWrongFigures = errors.New("some figures are wrong")

func newVerify(console *console) *cobra.Command {
	var options verifyOptions
	command := &cobra.Command{
		Use:   "verify 文件",
		Short: "核对一份写好的简报：每个数字对不对",
		Long: `读一份写好的简报、报告或材料（Word、Markdown、网页、文本，也可以是 PDF、Excel），把其中每个金额、增减额、增减率、占比、
百分点和年均增长，按所述的部门、年度、阶段、事项从数据库重新算出，逐个判定：对、错（并给出应为多少）、不能判定（并说明缺什么）。
四舍五入到所写的位数后相等才算对；部门、年度、阶段、事项有一样没有写明，就不判定。
有错的数字时退出码为 1，没有时为 0。`,
		Example: `  tongbi verify 简报.docx
  tongbi verify 简报.md --doubtful
  tongbi verify 简报.txt --org 万里街道 --year 2025 --stage 预算
  tongbi verify 简报.docx --format csv -o 核对.csv`,
		Args: func(command *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return lackingArgument(command.CommandPath(), phrase("文件"))
			case len(args) > 1:
				return surplusArgument(command.CommandPath(), args[1])
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			if err := options.settleBook(console); err != nil {
				return err
			}
			return runVerify(command.Context(), console, &options, args[0])
		},
	}
	options.addBookFlags(console, command)
	command.Flags().StringVar(&options.given.organization, "org", "", "简报没有写明时，指定`部门`名称里的几个字")
	command.Flags().IntVar(&options.given.year, "year", 0, "简报没有写明时，指定`年度`，如 2025")
	command.Flags().StringVar(&options.given.stage, "stage", "", "简报没有写明时，指定`阶段`：预算 或 决算")
	command.Flags().StringVar(&options.given.scope, "scope", "", "简报没有写明时，指定`口径`：部门 或 单位")
	command.Flags().BoolVar(&options.doubtful, "doubtful", false, "只列出错的和不能判定的")
	addCrosswalkFlag(command, &options.crosswalk)
	options.limits.addFlags(command)
	return command
}

func runVerify(ctx context.Context, console *console, options *verifyOptions, path string) (err error) {
	given, err := options.given.identity()
	if err != nil {
		return err
	}
	crosswalk, err := crosswalkOf(options.crosswalk)
	if err != nil {
		return err
	}
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	document, err := finished(ctx, console, path, options.limits.limits())
	if err != nil {
		return err
	}
	verified, err := queries.Verify(ctx, database.DB(), mention.Read(document), queries.VerifyOptions{
		Organization: given.Organization, Year: given.Year, Stage: given.Stage, Scope: given.Scope, Crosswalk: crosswalk,
	})
	if err != nil {
		return err
	}
	rows := verifiedRows(document, verified, options.doubtful)
	err = options.write(console.out, func(out io.Writer) error {
		switch options.format {
		case formatBook:
			return writeVerified(out, document.Name, rows)
		case formatCSV, formatJSON:
			return writeRows(options.format, out, verifiedColumns, rows)
		}
		return console.printGroup(out, options.format, document.Name, verifiedSummary(verified).in(chinese), gridOf(verifiedColumns, rows).compact())
	})
	if err != nil {
		return err
	}
	return concludeVerification(console, verified)
}

// concludeVerification says what came out and what to do next.
func concludeVerification(console *console, verified []queries.Verified) error {
	counts := verdictCounts(verified)
	next := phrase("没有发现错的数字")
	switch {
	case len(verified) == 0:
		next = "没有找到带单位的数字"
	case counts[queries.Wrong] > 0:
		next = "请按“应为”改正错的数字后再核对一次"
	case counts[queries.NotFound] > 0:
		next = "不能判定的请对照原文核对，或用 --org、--year、--stage、--scope 指明后再试"
	}
	console.hint("%s。下一步：%s。", verifiedSummary(verified), next)
	if counts[queries.Wrong] > 0 {
		return errWrongFigures
	}
	return nil
}

// finished reads the one document of a file; what cannot be read of it is told, since a figure in it is not checked.
func finished(ctx context.Context, console *console, path string, limits read.Limits) (*doc.Document, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	reader := read.New(read.Options{Workers: 1, OnCompile: console.compiling, Limits: limits})
	defer reader.Close()
	documents, err := reader.Read(ctx, filepath.Base(path), content)
	if err != nil {
		return nil, err
	}
	if len(documents) != 1 {
		return nil, notOneDocument(path)
	}
	document := documents[0]
	for _, line := range issueLines(document.Name, document.Format, document.Issues, console.shownIssues()) {
		console.tell(line)
	}
	return document, nil
}

func verdictCounts(verified []queries.Verified) map[queries.Verdict]int {
	counts := map[queries.Verdict]int{}
	for _, one := range verified {
		counts[one.Verdict]++
	}
	return counts
}

func verifiedSummary(verified []queries.Verified) message {
	counts := verdictCounts(verified)
	return newMessage("%d个数字：对%d个，错%d个，不能判定%d个", len(verified), counts[queries.Right], counts[queries.Wrong], counts[queries.NotFound])
}

// verifiedRow is one row of `tongbi verify`.
type verifiedRow struct {
	document string
	format   doc.Format
	queries.Verified
}

func verifiedRows(document *doc.Document, verified []queries.Verified, doubtful bool) []verifiedRow {
	var rows []verifiedRow
	for _, one := range verified {
		if !doubtful || one.Verdict != queries.Right {
			rows = append(rows, verifiedRow{document.Name, document.Format, one})
		}
	}
	return rows
}

// where says where a figure stands: the page, line or paragraph, and in a table the row and column.
func (r verifiedRow) where() string {
	at := place(r.format, doc.Pos{Page: r.Page, Table: r.Table, Row: r.Row, Col: r.Col}).in(chinese)
	if r.Table == 0 && r.format != doc.Text {
		at = strings.TrimSpace(at + fmt.Sprintf(" 第%d段", r.Paragraph))
	}
	return at
}

var verdictNames = map[queries.Verdict]string{queries.Right: "对", queries.Wrong: "错", queries.NotFound: "不能判定"}

// kindNames name what a figure is meant to be.
var kindNames = map[fact.Kind]string{
	fact.Amount: "金额", fact.AmountChange: "增减额", fact.ChangeRate: "增减率", fact.ShareOf: "占比", fact.ShareChange: "占比变化",
	fact.AverageGrowth: "年均增长", fact.Contribution: "贡献率", fact.Completed: "执行率", fact.Multiple: "倍数", fact.RateChange: "增减率变化", fact.Quoted: "引文", fact.Unknown: "不详",
}

// subject is what the figure speaks of: the line that it was held against, else as written.
func (r verifiedRow) subject() string {
	if r.Label != "" {
		return r.Label
	}
	return r.Subject
}

var verifiedColumns = []column[verifiedRow]{
	{name: "document", value: func(r verifiedRow) any { return r.document }},
	{name: "page", value: func(r verifiedRow) any { return number(r.Page) }},
	{name: "place", value: func(r verifiedRow) any { return r.where() }, heading: "位置"},
	{name: "sentence", value: func(r verifiedRow) any { return r.Sentence }},
	{name: "organization", value: func(r verifiedRow) any { return r.Organization }},
	{name: "subject", value: func(r verifiedRow) any { return r.subject() }, heading: "事项"},
	{name: "code", value: func(r verifiedRow) any { return string(r.Code) }},
	{name: "fiscal_year", value: func(r verifiedRow) any { return number(r.Year) }, heading: "年度"},
	{name: "stage", value: func(r verifiedRow) any { return string(r.Stage) }},
	{name: "base_year", value: func(r verifiedRow) any { return number(r.BaseYear) }},
	{name: "measure", value: func(r verifiedRow) any { return string(r.Measure) }},
	{name: "kind", value: func(r verifiedRow) any { return string(r.Kind) }, heading: "是什么", shown: func(r verifiedRow) string { return kindNames[r.Kind] }},
	{name: "stated", value: func(r verifiedRow) any { return r.Raw }, heading: "所写", right: true},
	{name: "expected", value: func(r verifiedRow) any { return r.Expected }, heading: "应为", right: true},
	{name: "verdict", value: func(r verifiedRow) any { return string(r.Verdict) }, heading: "判定", shown: func(r verifiedRow) string { return verdictNames[r.Verdict] }},
	{name: "reason", value: func(r verifiedRow) any { return r.Reason }, heading: "说明"},
	{name: "source", value: func(r verifiedRow) any { return r.Source }, heading: "出处"},
}

func writeVerified(out io.Writer, name string, rows []verifiedRow) error {
	return writeBook(out, "核对", "核对："+name, verifiedSheet, rows)
}

// verifiedSheet are the columns in a workbook; figures stay as written.
var verifiedSheet = []sheetColumn[verifiedRow]{
	{"判定", 10, func(r verifiedRow) any { return verdictNames[r.Verdict] }},
	{"位置", 18, func(r verifiedRow) any { return r.where() }},
	{"句子", 60, func(r verifiedRow) any { return r.Sentence }},
	{"部门或单位", 32, func(r verifiedRow) any { return r.Organization }},
	{"事项", 28, func(r verifiedRow) any { return r.subject() }},
	{"年度", 8, func(r verifiedRow) any { return number(r.Year) }},
	{"阶段", 10, func(r verifiedRow) any { return stageOrNothing(r.Stage) }},
	{"是什么", 10, func(r verifiedRow) any { return kindNames[r.Kind] }},
	{"所写", 18, func(r verifiedRow) any { return r.Raw }},
	{"应为", 18, func(r verifiedRow) any { return r.Expected }},
	{"说明", 40, func(r verifiedRow) any { return r.Reason }},
	{"出处", 50, func(r verifiedRow) any { return r.Source }},
}
