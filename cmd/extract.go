package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts"
	"tongbi/etl"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

type extractOptions struct {
	destination
	reading readingOptions
	given   givenOptions
	cells   bool
	claims  bool
	parquet bool
}

func newExtract(console *console) *cobra.Command {
	var options extractOptions
	command := &cobra.Command{
		Use:   "extract 文件…",
		Short: "不经数据库，直接给出文件里的数据明细",
		Long: `读取文件，给出每个数字一行的数据明细：文件、页、表、行、表名、部门、口径、年度、阶段、资金、科目编码、名称、量、金额（元）、原文。
多个文件并行读取，结果按给出的顺序；文件夹和 .zip 也可以。
--cells 给出每张表的每个单元格，--claims 给出文字里的比较语句（“比上年增加…”）。
有的文件读不全时退出码为 3，问题逐条显示在屏幕上。`,
		Example: `  tongbi extract 部门预算.pdf
  tongbi extract 部门预算.pdf --format csv -o 明细.csv
  tongbi extract 部门预算.pdf --cells --format csv
  tongbi extract 文件夹 -o 明细.parquet
  tongbi extract 部门预算.txt --claims --format json`,
		Args: somePaths,
		RunE: func(command *cobra.Command, args []string) error {
			if options.cells && options.claims {
				return flagsExclude("--cells", "--claims")
			}
			if err := options.settleParquet(); err != nil {
				return err
			}
			return runExtract(command, console, &options, args)
		},
	}
	options.addFlags(command)
	command.Flags().Lookup("format").Usage = "输出`格式`：table（表格）、csv、json、md、parquet（须用 -o 指定文件）；省略时按 -o 的扩展名，没有 -o 则为 table"
	options.reading.addFlags(command)
	options.given.addFlags(command)
	command.Flags().BoolVar(&options.cells, "cells", false, "给出每张表的每个单元格，认得出的表和认不出的都在内")
	command.Flags().BoolVar(&options.claims, "claims", false, "给出说明金额和增减的语句")
	return command
}

// kind names what is extracted: the rows of a Parquet file.
func (o *extractOptions) kind() string {
	switch {
	case o.cells:
		return "cells"
	case o.claims:
		return "claims"
	}
	return "facts"
}

// settleParquet decides the format as settle does, with parquet among the choices. Parquet rows are written as CSV first.
func (o *extractOptions) settleParquet() error {
	o.parquet = o.format == formatParquet || o.format == "" && strings.EqualFold(filepath.Ext(o.path), ".parquet")
	if !o.parquet {
		return o.settle()
	}
	o.format = formatCSV
	if o.path == "" {
		return parquetNeedsFile()
	}
	return nil
}

// target is where the rows go: the destination, or a Parquet file that is made of them.
func (o *extractOptions) target(ctx context.Context) target {
	if !o.parquet {
		return &o.destination
	}
	return parquetFile{ctx, o.kind(), o.path}
}

// target takes a result as it is written.
type target interface {
	write(stdout io.Writer, fill func(io.Writer) error) error
}

// parquetFile is a Parquet file that appears once it is whole.
type parquetFile struct {
	ctx        context.Context
	kind, path string
}

func (p parquetFile) write(_ io.Writer, fill func(io.Writer) error) error {
	folder, err := os.MkdirTemp(filepath.Dir(p.path), ".tongbi-*")
	if err != nil {
		return &fs.PathError{Op: "create", Path: p.path, Err: errors.Unwrap(err)}
	}
	defer os.RemoveAll(folder)
	rows, whole := filepath.Join(folder, "rows.csv"), filepath.Join(folder, "whole.parquet")
	if err := writeWhole(rows, fill); err != nil {
		return err
	}
	if err := store.WriteParquet(p.ctx, p.kind, rows, whole); err != nil {
		return err
	}
	return moveTo(whole, p.path)
}

func runExtract(command *cobra.Command, console *console, options *extractOptions, paths []string) error {
	given, err := options.given.identity()
	if err != nil {
		return err
	}
	how, err := options.reading.options(console, given)
	if err != nil {
		return err
	}
	switch {
	case options.cells:
		return extractRows(command.Context(), console, options, how, paths, cellColumns, cellRows, "%d个单元格")
	case options.claims:
		return extractRows(command.Context(), console, options, how, paths, claimColumns, claimRows, "%d条语句")
	}
	return extractRows(command.Context(), console, options, how, paths, factColumns, factRows, "%d个数字")
}

// extractRows reads the files and writes what rowsOf finds in each, document by document, so that nothing piles up.
func extractRows[Row any](ctx context.Context, console *console, options *extractOptions, how etl.Options, paths []string,
	columns []column[Row], rowsOf func(etl.Outcome) []Row, counted string) error {
	files := etl.Find(paths)
	tally := console.tally(len(files))
	defer tally.end()
	rows := 0
	err := options.target(ctx).write(console.out, func(out io.Writer) error {
		writer := newDocumentWriter(console, options.format, out, columns)
		err := etl.Extract(ctx, files, how, func(outcome etl.Outcome) error {
			tally.add(outcome)
			found := rowsOf(outcome)
			rows += len(found)
			return writer.write(outcome, found)
		})
		if err != nil {
			return err
		}
		return writer.close()
	})
	if err != nil {
		return err
	}
	tally.end()
	console.hint("%s，共%s。下一步：tongbi load 把文件装入数据库，再用 tongbi compare 比较年度之间的变化。", tally.summary(), newMessage(counted, rows))
	return tally.err()
}

// documentWriter writes the rows of one document after another: streams of csv or json, a table a document for people.
type documentWriter[Row any] struct {
	console *console
	format  string
	out     io.Writer
	columns []column[Row]
	rows    rowWriter[Row] // nil for tables
}

func newDocumentWriter[Row any](console *console, format string, out io.Writer, columns []column[Row]) *documentWriter[Row] {
	writer := &documentWriter[Row]{console: console, format: format, out: out, columns: columns}
	if format == formatCSV || format == formatJSON {
		writer.rows = newRowWriter(format, out, columns)
	}
	return writer
}

func (w *documentWriter[Row]) write(outcome etl.Outcome, rows []Row) error {
	if w.rows == nil {
		return w.writeTable(outcome, rows)
	}
	for _, row := range rows {
		if err := w.rows.write(row); err != nil {
			return err
		}
	}
	return nil
}

func (w *documentWriter[Row]) writeTable(outcome etl.Outcome, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	return w.console.printGroup(w.out, w.format, documentHeading(outcome), "", gridOf(w.columns, rows).compact())
}

func (w *documentWriter[Row]) close() error {
	if w.rows == nil {
		return nil
	}
	return w.rows.close()
}

// documentHeading says what a document is: its name, organisation, year, stage and scope as far as they are certain.
func documentHeading(outcome etl.Outcome) string {
	identity := outcome.Disclosure.Identity
	heading := outcome.Document.Name
	if identity.Organization != "" {
		heading += "  " + identity.Organization
	}
	if identity.Year != 0 {
		heading += fmt.Sprintf("  %d年", identity.Year)
	}
	return heading + identityWords(identity)
}

func identityWords(identity fact.Identity) string {
	words := ""
	if identity.Stage != "" {
		words += charts.StageName(identity.Stage)
	}
	if identity.Scope != "" {
		words += "  " + charts.ScopeName(identity.Scope)
	}
	return words
}

// factRow is one row of `tongbi extract`.
type factRow struct {
	document string
	identity fact.Identity
	fact.Fact
}

func factRows(outcome etl.Outcome) []factRow {
	var rows []factRow
	for _, found := range outcome.Disclosure.Facts {
		rows = append(rows, factRow{outcome.Document.Name, outcome.Disclosure.Identity, found})
	}
	return rows
}

var factColumns = []column[factRow]{
	{name: "document", value: func(r factRow) any { return r.document }},
	{name: "page", value: func(r factRow) any { return number(r.Source.Page) }, heading: "页", right: true},
	{name: "table", value: func(r factRow) any { return number(r.Source.Table) }, heading: "表", right: true},
	{name: "row", value: func(r factRow) any { return number(r.Source.Row) }, heading: "行", right: true},
	{name: "form", value: func(r factRow) any { return string(r.Form) }, heading: "表名", shown: formName},
	{name: "organization", value: func(r factRow) any { return r.identity.Organization }},
	{name: "scope", value: func(r factRow) any { return string(r.identity.Scope) }},
	{name: "fiscal_year", value: func(r factRow) any { return number(r.Year) }, heading: "年度"},
	{name: "stage", value: func(r factRow) any { return string(r.Stage) }},
	{name: "fund", value: func(r factRow) any { return string(r.Fund) }},
	{name: "code", value: func(r factRow) any { return string(r.Code) }, heading: "科目编码"},
	{name: "label", value: func(r factRow) any { return r.Label }, heading: "名称"},
	{name: "measure", value: func(r factRow) any { return string(r.Measure) }, heading: "量", shown: func(r factRow) string { return charts.MeasureName(r.Measure) }},
	{name: "amount_yuan", value: func(r factRow) any { return factAmount(r.Fact) }, heading: "金额（万元）", shown: shownAmount, right: true},
	{name: "raw", value: func(r factRow) any { return r.Raw }, heading: "原文", right: true},
	{name: "scheme", value: func(r factRow) any { return string(r.Scheme) }},
	{name: "line", value: func(r factRow) any { return r.Line }},
	{name: "col", value: func(r factRow) any { return number(r.Source.Col) }},
	{name: "title", value: func(r factRow) any { return r.Source.Title }},
	{name: "heading", value: func(r factRow) any { return r.Source.Heading }},
	{name: "presence", value: func(r factRow) any { return string(r.Presence) }},
	{name: "inferred", value: func(r factRow) any { return r.Inferred }},
}

// formName is the usual name of a fact's form; of a form of the user's own, the title of its table.
func formName(r factRow) string {
	if name := charts.FormName(r.Form); name != string(r.Form) {
		return name
	}
	return r.Source.Title
}

// factAmount is the amount in yuan, empty where the cell shows a dash or 无.
func factAmount(f fact.Fact) string {
	if f.Presence != fact.Stated {
		return ""
	}
	return f.Money.Fen.String()
}

func shownAmount(r factRow) string {
	if r.Presence != fact.Stated {
		return ""
	}
	return charts.Amount(r.Money.Fen)
}

// cellRow is one row of `tongbi extract --cells`.
type cellRow struct {
	document string
	table    int
	doc.Cell
}

func cellRows(outcome etl.Outcome) []cellRow {
	var rows []cellRow
	for _, block := range outcome.Document.Blocks {
		grid, ok := block.(*doc.Grid)
		if !ok {
			continue
		}
		for _, cell := range grid.Cells {
			rows = append(rows, cellRow{outcome.Document.Name, grid.Number, cell})
		}
	}
	return rows
}

var cellColumns = []column[cellRow]{
	{name: "document", value: func(r cellRow) any { return r.document }},
	{name: "page", value: func(r cellRow) any { return r.Page }, heading: "页", right: true},
	{name: "table", value: func(r cellRow) any { return r.table }, heading: "表", right: true},
	{name: "row", value: func(r cellRow) any { return r.Row }, heading: "行", right: true},
	{name: "col", value: func(r cellRow) any { return r.Col }, heading: "列", right: true},
	{name: "row_span", value: func(r cellRow) any { return r.RowSpan }},
	{name: "col_span", value: func(r cellRow) any { return r.ColSpan }},
	{name: "text", value: func(r cellRow) any { return r.Text }, heading: "文字"},
}

// claimRow is one row of `tongbi extract --claims`.
type claimRow struct {
	document string
	fact.Claim
}

func claimRows(outcome etl.Outcome) []claimRow {
	var rows []claimRow
	for _, found := range outcome.Disclosure.Claims {
		rows = append(rows, claimRow{outcome.Document.Name, found})
	}
	return rows
}

var claimColumns = []column[claimRow]{
	{name: "document", value: func(r claimRow) any { return r.document }},
	{name: "page", value: func(r claimRow) any { return number(r.Page) }, heading: "页", right: true},
	{name: "subject", value: func(r claimRow) any { return r.Subject }, heading: "所述事项"},
	{name: "code", value: func(r claimRow) any { return string(r.Code) }, heading: "科目编码"},
	{name: "measure", value: func(r claimRow) any { return string(r.Measure) }, heading: "量", shown: func(r claimRow) string { return charts.MeasureName(r.Measure) }},
	{name: "value_yuan", value: func(r claimRow) any { return yuan(r.Value) }, heading: "本年（万元）", shown: func(r claimRow) string { return tenThousands(r.Value) }, right: true},
	{name: "base_year", value: func(r claimRow) any { return number(r.BaseYear) }, heading: "比较年度"},
	{name: "base_stage", value: func(r claimRow) any { return string(r.BaseStage) }, heading: "比较阶段", shown: func(r claimRow) string { return stageOrNothing(r.BaseStage) }},
	{name: "base_yuan", value: func(r claimRow) any { return yuan(r.Base) }, heading: "比较数（万元）", shown: func(r claimRow) string { return tenThousands(r.Base) }, right: true},
	{name: "change_yuan", value: func(r claimRow) any { return yuan(r.Change) }, heading: "增减额（万元）", shown: func(r claimRow) string { return signedTenThousands(r.Change) }, right: true},
	{name: "rate", value: func(r claimRow) any { return rateText(r.Rate) }, heading: "增减率", shown: func(r claimRow) string { return signedRate(r.Rate) }, right: true},
	{name: "direction", value: func(r claimRow) any { return string(r.Direction) }},
	{name: "reason", value: func(r claimRow) any { return r.Reason }, heading: "原因"},
	{name: "sentence", value: func(r claimRow) any { return r.Sentence }},
	{name: "share", value: func(r claimRow) any { return rateText(r.Share) }},
	{name: "completion", value: func(r claimRow) any { return rateText(r.Completion) }},
}

func yuan(money *fact.Money) string {
	if money == nil {
		return ""
	}
	return money.Fen.String()
}

func tenThousands(money *fact.Money) string {
	if money == nil {
		return ""
	}
	return charts.Amount(money.Fen)
}

func signedTenThousands(money *fact.Money) string {
	if money == nil {
		return ""
	}
	return charts.Signed(money.Fen)
}

func rateText(rate *fact.Rate) string {
	if rate == nil {
		return ""
	}
	return rate.Round(4)
}

func signedRate(rate *fact.Rate) string {
	if rate == nil {
		return ""
	}
	return charts.SignedRate(*rate)
}

func stageOrNothing(stage fact.Stage) string {
	if stage == "" {
		return ""
	}
	return charts.StageName(stage)
}
