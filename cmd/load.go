package cmd

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts"
	"tongbi/etl"
	"tongbi/etl/fact"
	"tongbi/etl/store"
	"tongbi/queries"
)

type loadOptions struct {
	reading readingOptions
	given   givenOptions
	replace bool
}

func newLoad(console *console) *cobra.Command {
	var options loadOptions
	command := &cobra.Command{
		Use:   "load 文件或文件夹…",
		Short: "把文件装入数据库",
		Long: `读取预算、决算文件，把每个数字连同出处装入数据库。文件、文件夹、.zip 都可以，多个文件并行读取。
每份文件一个事务：要么整份装入，要么一个字也不留。同一份文件再装一次，什么也不会变。
部门、年度、阶段、口径从文件里读；读不准的文件不装入，并说明原因，这时可用 --org、--year、--stage、--scope 指明。
同一部门同一年度的两份文件数字不一致时，两份都保留，该年度暂不比较；核对后用 --replace 以新装入的为准，或用 forget 移出其中一份。`,
		Example: `  tongbi load 预算文件/
  tongbi load 2024年部门预算.pdf 2025年部门预算.pdf
  tongbi load 说明.pdf --year 2024 --stage 预算
  tongbi load 更正后的预算.pdf --replace`,
		Args: somePaths,
		RunE: func(command *cobra.Command, args []string) error {
			return runLoad(command.Context(), console, &options, args)
		},
	}
	options.reading.addFlags(command)
	options.given.addFlags(command)
	command.Flags().BoolVar(&options.replace, "replace", false, "数字与已装入的文件不一致时，以这次装入的为准（旧的留作历史）")
	return command
}

func runLoad(ctx context.Context, console *console, options *loadOptions, paths []string) (err error) {
	given, err := options.given.identity()
	if err != nil {
		return err
	}
	how, err := options.reading.options(console, given)
	if err != nil {
		return err
	}
	database, err := store.Open(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	work := etl.Load
	if options.replace {
		work = etl.Replace
	}
	loaded, tally, err := console.load(ctx, database, work, paths, how)
	if err != nil {
		return err
	}
	if err := console.keep(ctx, database); err != nil {
		return err
	}
	if err := gridOf(loadedColumns, loaded).compact().print(console.out, console.heading(console.out)); err != nil {
		return err
	}
	next := phrase("tongbi status 看读到了什么、缺什么，tongbi compare 比较年度之间的变化")
	if !slices.ContainsFunc(loaded, func(row loadedRow) bool { return row.counts }) {
		next = "按上面的提示处理后再装入"
	}
	documents, err := queries.StatusOf(ctx, database.DB())
	if err != nil {
		return err
	}
	for _, doubt := range doubtfulNames(documents) {
		console.hint("%s", doubt)
	}
	console.hint("%s。下一步：%s。", tally.summary(), next)
	return tally.err()
}

// loading is etl.Load or etl.Replace.
type loading func(context.Context, *store.Store, []etl.File, etl.Options, func(etl.Loaded) error) error

// load puts the files into a database and tells their issues as they come.
func (c *console) load(ctx context.Context, database *store.Store, work loading, paths []string, how etl.Options) ([]loadedRow, *tally, error) {
	files := etl.Find(paths)
	tally := c.tally(documentsOf(files))
	defer tally.end()
	var rows []loadedRow
	err := work(ctx, database, files, how, func(loaded etl.Loaded) error {
		tally.add(loaded.Outcome)
		tally.stored(loaded)
		rows = append(rows, loadedRow{
			document: loaded.Document.Name, identity: loaded.Disclosure.Identity,
			figures: len(loaded.Disclosure.Facts), outcome: loadedWords(loaded), counts: loaded.Stored.Kind != store.Refused,
		})
		return nil
	})
	return rows, tally, err
}

// keep works out the figures of the organisations whose documents changed.
func (c *console) keep(ctx context.Context, database *store.Store) error {
	kept := &watched{console: c}
	defer kept.end()
	return queries.Keep(ctx, database.DB(), kept.watch)
}

// documentsOf is how many documents there will be: an export says how many it holds.
func documentsOf(files []etl.File) int {
	total := 0
	for _, file := range files {
		total += max(1, file.Documents)
	}
	return total
}

// loadedRow is what `tongbi load` says of one document.
type loadedRow struct {
	document string
	identity fact.Identity
	figures  int
	outcome  string
	counts   bool
}

var loadedColumns = []column[loadedRow]{
	{heading: "文件", value: func(r loadedRow) any { return r.document }},
	{heading: "部门或单位", value: func(r loadedRow) any { return r.identity.Organization }},
	{heading: "年度", value: func(r loadedRow) any { return number(r.identity.Year) }},
	{heading: "阶段", value: func(r loadedRow) any { return stageOrNothing(r.identity.Stage) }},
	{heading: "口径", value: func(r loadedRow) any { return scopeOrNothing(r.identity.Scope) }},
	{heading: "数字", value: func(r loadedRow) any { return number(r.figures) }, right: true},
	{heading: "结果", value: func(r loadedRow) any { return r.outcome }},
}

// loadedWords says what became of a document.
func loadedWords(loaded etl.Loaded) string {
	switch loaded.Stored.Kind {
	case store.Loaded:
		return "已装入"
	case store.Unchanged:
		return "已在库中，未改动"
	case store.Replaced:
		return "已装入，替换" + strings.Join(loaded.Stored.Others, "、")
	case store.Conflict:
		return "已装入，与" + strings.Join(loaded.Stored.Others, "、") + "不一致"
	case store.Archived:
		return "已装入，历史版本"
	}
	return "未装入"
}

// stored tells what only the database can know of a document: that another one states its figures differently, or that
// an amount of it is too large for any budget.
func (t *tally) stored(loaded etl.Loaded) {
	var line message
	switch {
	case loaded.Stored.Kind == store.Refused && loaded.Refused() == "":
		line = oversizedMessage(loaded.Document.Name)
	case loaded.Stored.Kind != store.Replaced && len(loaded.Stored.Differences) > 0:
		line = conflictMessage(loaded.Document.Name, loaded.Stored.Differences)
	default:
		return
	}
	if len(loaded.Issues) == 0 {
		t.troubled++
	}
	t.progress.aside(line)
}

func scopeOrNothing(scope fact.Scope) string {
	if scope == "" {
		return ""
	}
	return charts.ScopeName(scope)
}
