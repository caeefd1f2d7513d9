package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/etl/store"
	"tongbi/queries"
)

type trendOptions struct {
	destination
	selection
	crosswalk string
}

func newTrend(console *console) *cobra.Command {
	var options trendOptions
	command := &cobra.Command{
		Use:   "trend",
		Short: "历年趋势，一年一列",
		Long: `把同一部门、同一口径、同一阶段的历年数字排成一行，一年一列，并给出首末两年的增减额、增减率、年均增长和占比变化（个百分点）。
没有装入的年度如能由下一年文件的自述推算，也列出，并注明是推算。
科目编码改了意思的（同码异义）分成两行；改名、转列、拆并写在 note 里。`,
		Example: `  tongbi trend
  tongbi trend --by function --level class
  tongbi trend --by three-public --format csv -o 三公.csv`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := options.settleBook(console); err != nil {
				return err
			}
			return runTrend(command.Context(), console, &options)
		},
	}
	options.addBookFlags(console, command)
	options.selection.addFlags(console, command, queries.Views)
	addCrosswalkFlag(command, &options.crosswalk)
	return command
}

// question is what the flags ask of the database.
func (o *trendOptions) question() (queries.TrendOptions, error) {
	asked := queries.TrendOptions{By: o.by, Level: fact.Level(o.level)}
	err := o.check()
	if err != nil {
		return asked, err
	}
	if asked.Stage, err = stageOf("--stage", o.stage); err != nil {
		return asked, err
	}
	asked.Scope, err = scopeOf("--scope", o.scope)
	return asked, err
}

func runTrend(ctx context.Context, console *console, options *trendOptions) (err error) {
	asked, err := options.question()
	if err != nil {
		return err
	}
	if asked.Crosswalk, err = crosswalkOf(options.crosswalk); err != nil {
		return err
	}
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	lines, err := ofEach(options.organizations, func(l queries.Line) string { return l.Organization }, func(name string) ([]queries.Line, error) {
		asked.Organization = name
		return queries.Trend(ctx, database.DB(), asked)
	})
	if err != nil {
		return err
	}
	err = options.write(console.out, func(out io.Writer) error {
		if options.format == formatBook {
			return writeLines(out, options.by, lines)
		}
		return printLines(console, options.format, out, lines)
	})
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		console.hint("没有这样的数字。下一步：tongbi status 查看装入了什么。")
		return nil
	}
	console.hint("下一步：tongbi compare 看每两年之间的变化，tongbi report -o 报告 生成可打开的报告。")
	return nil
}

func printLines(console *console, format string, out io.Writer, lines []queries.Line) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, lineColumns(yearsOf(lines)), lines)
	}
	for _, group := range groupBy(lines, sameSeries) {
		heading := fmt.Sprintf("%s（%s）  %s  %s  单位：万元", group[0].Organization, charts.ScopeName(group[0].Scope),
			charts.ViewName(group[0].By), charts.StageName(group[0].Stage))
		rows, notes := whole(group, func(line queries.Line) string { return measureOfCode(line.Code, line.Measure) })
		shown := gridOf(shownLines(yearsOf(rows)), rows).compact()
		if err := console.printGroup(out, format, heading, "", shown, notes...); err != nil {
			return err
		}
	}
	return nil
}

func sameSeries(a, b queries.Line) bool {
	return a.Organization == b.Organization && a.Scope == b.Scope && a.Stage == b.Stage && a.By == b.By
}

// yearsOf are the years of which any of the lines has a figure.
func yearsOf(lines []queries.Line) []fact.Year {
	years := map[fact.Year]bool{}
	for _, line := range lines {
		for year := range line.Figures {
			years[year] = true
		}
	}
	return slices.Sorted(maps.Keys(years))
}

// lineColumns are the columns of csv and json: who and what, one column a year, then the places of the figures.
func lineColumns(years []fact.Year) []column[queries.Line] {
	columns := []column[queries.Line]{
		{name: "organization", value: func(l queries.Line) any { return l.Organization }},
		{name: "scope", value: func(l queries.Line) any { return string(l.Scope) }},
		{name: "stage", value: func(l queries.Line) any { return string(l.Stage) }},
		{name: "fund", value: func(l queries.Line) any { return string(l.Fund) }},
		{name: "by", value: func(l queries.Line) any { return l.By }},
		{name: "code", value: func(l queries.Line) any { return string(l.Code) }},
		{name: "label", value: func(l queries.Line) any { return l.Label }},
		{name: "measure", value: func(l queries.Line) any { return string(l.Measure) }},
	}
	for _, year := range years {
		columns = append(columns, column[queries.Line]{
			name: fmt.Sprint(year), value: func(l queries.Line) any { return figureYuan(figureOf(l, year)) },
		})
	}
	columns = append(columns,
		column[queries.Line]{name: "change_yuan", value: func(l queries.Line) any { return fenYuan(span(l).change) }},
		column[queries.Line]{name: "rate", value: func(l queries.Line) any { return rateText(span(l).rate) }},
		column[queries.Line]{name: "implied_years", value: func(l queries.Line) any { return impliedYears(l) }},
	)
	for _, year := range years {
		columns = append(columns, column[queries.Line]{
			name: fmt.Sprintf("%d_source", year), value: func(l queries.Line) any { return figureSource(figureOf(l, year)) },
		})
	}
	return append(columns,
		column[queries.Line]{name: "growth", value: func(l queries.Line) any { return rateText(l.Growth()) }},
		column[queries.Line]{name: "share_change", value: func(l queries.Line) any { return rateText(l.ShareChange()) }},
		column[queries.Line]{name: "note", value: func(l queries.Line) any { return l.Note }},
		column[queries.Line]{name: "crosswalk", value: func(l queries.Line) any { return strings.Join(l.Crosswalk, " ") }},
	)
}

// shownLines are the columns that people see.
func shownLines(years []fact.Year) []column[queries.Line] {
	columns := []column[queries.Line]{
		{heading: "科目编码", shown: func(l queries.Line) string { return string(l.Code) }},
		{heading: "名称", shown: func(l queries.Line) string { return indent(l.Code) + l.Label }},
		{heading: "量", shown: func(l queries.Line) string { return measureOfCode(l.Code, l.Measure) }},
	}
	for _, year := range years {
		columns = append(columns, column[queries.Line]{
			heading: fmt.Sprintf("%d年", year), shown: func(l queries.Line) string { return figureShown(figureOf(l, year)) }, right: true,
		})
	}
	return append(columns,
		column[queries.Line]{heading: "首末增减额", shown: func(l queries.Line) string { return changeShown(span(l).change) }, right: true},
		column[queries.Line]{heading: "首末增减率", shown: func(l queries.Line) string { return signedRate(span(l).rate) }, right: true},
		column[queries.Line]{heading: "年均增长", shown: func(l queries.Line) string { return signedRate(l.Growth()) }, right: true},
		column[queries.Line]{heading: "占比变化（百分点）", shown: func(l queries.Line) string { return points(l.ShareChange()) }, right: true},
		column[queries.Line]{heading: "说明", shown: func(l queries.Line) string {
			switch years := impliedYears(l); {
			case years != "":
				return years + "年为推算"
			case len(l.Crosswalk) > 0:
				return "科目对照" + strings.Join(l.Crosswalk, "、")
			case strings.Contains(l.Note, "疑似科目调整"):
				return "疑似科目调整"
			}
			return ""
		}},
	)
}

// points are a change of shares in 个百分点, signed and without a per cent sign.
func points(change *fact.Rate) string {
	return strings.TrimSuffix(signedRate(change), "%")
}

func figureOf(line queries.Line, year fact.Year) *queries.Figure {
	figure, ok := line.Figures[year]
	if !ok {
		return nil
	}
	return &figure
}

// spanned is the change from the first year of a line to its last; nil where there is one year, or no rate.
type spanned struct {
	change *fact.Fen
	rate   *fact.Rate
}

func span(line queries.Line) spanned {
	years := slices.Sorted(maps.Keys(line.Figures))
	if len(years) < 2 {
		return spanned{}
	}
	from, to := line.Figures[years[0]].Amount, line.Figures[years[len(years)-1]].Amount
	change := to - from
	rate, ok := fact.Change(from, to)
	if !ok {
		return spanned{change: &change}
	}
	return spanned{&change, &rate}
}

// impliedYears are the years whose figure a later document's sentence implies.
func impliedYears(line queries.Line) string {
	var years []string
	for _, year := range slices.Sorted(maps.Keys(line.Figures)) {
		if line.Figures[year].Implied {
			years = append(years, fmt.Sprint(year))
		}
	}
	return strings.Join(years, " ")
}
