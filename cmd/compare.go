package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts"
	"tongbi/data"
	"tongbi/etl/fact"
	"tongbi/etl/store"
	"tongbi/queries"
)

// selection are the flags by which both compare and trend choose lines.
type selection struct {
	organizations           []string
	by, level, scope, stage string
	views                   []string // what --by may be
}

func (s *selection) addFlags(console *console, command *cobra.Command, views []string) {
	s.views = views
	flags := command.Flags()
	flags.StringArrayVar(&s.organizations, "org", nil, "只看名称里含有这几个字的`部门`；可以写几次")
	flags.StringVar(&s.by, "by", queries.ByTotal, console.words("按`什么`分行：%s", join("、", views)))
	flags.StringVar(&s.level, "level", "", "只看一`级`科目：class（类）、section（款）、item（项）")
	flags.StringVar(&s.scope, "scope", "", "只看一种`口径`：部门 或 单位")
	flags.StringVar(&s.stage, "stage", "", "只看一个`阶段`：预算、调整预算、执行数、决算")
	_ = command.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(views, cobra.ShellCompDirectiveNoFileComp))
	_ = command.RegisterFlagCompletionFunc("level", cobra.FixedCompletions([]string{"class", "section", "item"}, cobra.ShellCompDirectiveNoFileComp))
}

// check refuses a view or level that there is not.
func (s *selection) check() error {
	return errors.Join(oneOf("--by", s.by, s.views...), oneOf("--level", s.level, "class", "section", "item"))
}

type compareOptions struct {
	destination
	selection
	from, to  int
	baseStage string
	top       int
	sort      string
	crosswalk string
	region    string
	total     bool
}

func newCompare(console *console) *cobra.Command {
	var options compareOptions
	command := &cobra.Command{
		Use:   "compare",
		Short: "比较年度之间的变化：增减额、增减率、贡献率",
		Long: `比较同一部门、同一口径、同一阶段、同一资金的年度变化。不写年度时，比较所有相邻年度。
上年文件没有装入时，用本年文件自述的增减数推算上年数，basis 为 implied，note 里写明出自哪一句。
用 --base-stage 可把决算与同年预算相比（给出执行率）、预算与上年执行数相比；两个阶段都写在表头。
--by bridge 把总额的名义变动拆成科目调整、口径变化、新增、不再安排和可比变动，逐项相加等于名义变动。
口径变化取自各年文件所述的单位构成；单位自己的文件已装入时给出金额，否则写明可比变动没有扣除它。
--region 江苏省（或 --org 几次加 --total）在各部门之后加合计；不同口径、阶段、资金、表不相加，部门已含其单位的不重复。
--by restatement 用各年文件所述的上年数，核对上年自己的文件：同一阶段的应当一致，不同阶段的连成一条线。
基数为零的不算百分比，写“新增”；不可比的写明原因，不给数。科目改名、转列、拆并按科目对照处理，只在可比的一级比较。金额在表格里是万元，在 csv、json 里是元。`,
		Example: `  tongbi compare
  tongbi compare --from 2024 --to 2025 --by function --level item --top 10
  tongbi compare --region 上海市 --from 2023 --to 2024
  tongbi compare --by economic --org 街道 --format csv -o 经济分类.csv`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := options.settleBook(console); err != nil {
				return err
			}
			return runCompare(command.Context(), console, &options)
		},
	}
	options.addBookFlags(console, command)
	options.selection.addFlags(console, command, queries.Comparisons)
	command.Flags().IntVar(&options.from, "from", 0, "起始`年度`")
	command.Flags().IntVar(&options.to, "to", 0, "结束`年度`")
	command.Flags().StringVar(&options.baseStage, "base-stage", "", "起始年度用另一个`阶段`，如 决算（用决算作基数时须写明）")
	command.Flags().IntVar(&options.top, "top", 0, "每组只看变动最大的`几`行")
	command.Flags().StringVar(&options.sort, "sort", "", console.words("`排序`：%s；省略时按表内次序，有 --top 时按 change", join("、", queries.Sorts)))
	command.Flags().StringVar(&options.region, "region", "", "只看名称里写明在这个`地区`的部门，并加合计，如 江苏省、普陀区")
	command.Flags().BoolVar(&options.total, "total", false, "在各部门之后加合计：只加两年都已装入、口径、阶段、资金、表都相同的，说明里写明几家、未计入谁、为什么")
	addCrosswalkFlag(command, &options.crosswalk)
	return command
}

// question is what the flags ask of the database.
func (o *compareOptions) question() (queries.CompareOptions, error) {
	asked := queries.CompareOptions{
		From: fact.Year(o.from), To: fact.Year(o.to), By: o.by, Level: fact.Level(o.level), Top: o.top, Sort: o.sort,
	}
	if o.from != 0 && o.to != 0 && o.from > o.to {
		return asked, yearsReversed(o.from, o.to)
	}
	err := errors.Join(o.check(), oneOf("--sort", o.sort, queries.Sorts...))
	if err != nil {
		return asked, err
	}
	if o.adds() && !slices.Contains(queries.Summable, o.by) {
		return asked, noTotalOf(o.by, o.region)
	}
	if asked.Stage, err = stageOf("--stage", o.stage); err != nil {
		return asked, err
	}
	if asked.BaseStage, err = stageOf("--base-stage", o.baseStage); err != nil {
		return asked, err
	}
	if o.top > 0 && (o.format == formatTable || o.format == formatMarkdown) {
		asked.Top, asked.Sort = 0, cmp.Or(o.sort, queries.SortChange) // cut off below, where the parts of a line are left out
	}
	asked.Scope, err = scopeOf("--scope", o.scope)
	return asked, err
}

// adds tells whether a total over the organisations is asked for.
func (o *compareOptions) adds() bool { return o.total || o.region != "" }

// selected tells whether an organisation is one of those asked for.
func (o *compareOptions) selected(organization string) bool {
	named := len(o.organizations) == 0 || slices.ContainsFunc(o.organizations, func(name string) bool { return strings.Contains(organization, name) })
	return named && (o.region == "" || data.InRegion(organization, o.region))
}

// compared are the changes of every organisation asked for and, where they are asked for, their totals behind them.
func (o *compareOptions) compared(ctx context.Context, database *store.Store, asked queries.CompareOptions) ([]queries.Change, error) {
	each := asked
	if o.adds() {
		each.Top, each.Sort = 0, ""
	}
	names := o.organizations
	if len(names) == 0 {
		names = []string{o.region}
	}
	changes, err := ofEach(names, func(c queries.Change) string { return c.Organization }, func(name string) ([]queries.Change, error) {
		each.Organization = name
		return queries.Compare(ctx, database.DB(), each)
	})
	if err != nil || !o.adds() {
		return changes, err
	}
	changes = queries.OfRegion(changes, o.region)
	totals, err := queries.Totals(ctx, database.DB(), changes, o.region+"合计", o.selected)
	if err != nil {
		return nil, err
	}
	return append(queries.Shown(changes, asked), queries.Shown(totals, asked)...), nil
}

func addCrosswalkFlag(command *cobra.Command, path *string) {
	command.Flags().StringVar(path, "crosswalk", "", "另加这个`文件`里的科目对照（csv，列名同 data/crosswalk.csv）")
}

// crosswalkOf is the built-in crosswalk with the rows of a user's file; no path means no file.
func crosswalkOf(path string) (data.Crosswalk, error) {
	if path == "" {
		return data.LoadCrosswalk()
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return data.LoadCrosswalk(content)
}

func runCompare(ctx context.Context, console *console, options *compareOptions) (err error) {
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
	changes, err := options.compared(ctx, database, asked)
	if err != nil {
		return err
	}
	err = options.write(console.out, func(out io.Writer) error {
		if options.format == formatCSV || options.format == formatJSON {
			return writeRows(options.format, out, changeColumns, changes)
		}
		if options.format == formatBook {
			return writeChanges(out, options.by, changes)
		}
		return printChanges(console, options, out, changes)
	})
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		console.hint("没有可比较的年度。下一步：tongbi status 查看装入了哪些年度；至少需要两年，或一年中写明比上年增减的文件。")
		return nil
	}
	for _, name := range options.organizations {
		if matched := matching(changes, name); len(matched) > 1 && !options.adds() {
			console.hint("“%s”符合%d个部门，都已列出：%s。只看一个时请写全名。", name, len(matched), join("、", matched))
		}
	}
	console.hint("下一步：tongbi report -o 报告 生成可打开的报告；加 --format csv 可看每个数字的出处。")
	return nil
}

// matching are the organisations whose name has a part, each once.
func matching(changes []queries.Change, part string) []string {
	var names []string
	for _, change := range changes {
		if strings.Contains(change.Organization, part) && !slices.Contains(names, change.Organization) {
			names = append(names, change.Organization)
		}
	}
	return names
}

// ofEach asks for every name, or for all organisations where there is no name, and keeps an organisation that several
// names match once.
func ofEach[Row any](names []string, organization func(Row) string, ask func(name string) ([]Row, error)) ([]Row, error) {
	if len(names) == 0 {
		return ask("")
	}
	var all []Row
	taken := map[string]bool{}
	for _, name := range names {
		rows, err := ask(name)
		if err != nil {
			return nil, err
		}
		rows = slices.DeleteFunc(rows, func(row Row) bool { return taken[organization(row)] })
		for _, row := range rows {
			taken[organization(row)] = true
		}
		all = append(all, rows...)
	}
	return all, nil
}

// groupBy cuts rows into runs of the same group.
func groupBy[Row any](rows []Row, same func(a, b Row) bool) [][]Row {
	var groups [][]Row
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && same(rows[0], rows[n]) {
			n++
		}
		groups, rows = append(groups, rows[:n]), rows[n:]
	}
	return groups
}

func sameComparison(a, b queries.Change) bool {
	return a.Organization == b.Organization && a.Scope == b.Scope && a.By == b.By &&
		a.FromYear == b.FromYear && a.FromStage == b.FromStage && a.ToYear == b.ToYear && a.ToStage == b.ToStage
}

// printChanges writes a comparison for people: group by group, with a sentence on top.
func printChanges(console *console, options *compareOptions, out io.Writer, changes []queries.Change) error {
	for _, group := range groupBy(changes, sameComparison) {
		rows, notes := whole(group, func(change queries.Change) string { return measureOfCode(change.Code, change.Measure) })
		notes = append(footnotes(group), notes...)
		sentence := changesSentence(rows)
		if options.top > 0 {
			rows = rows[:min(options.top, len(rows))]
		}
		shown := gridOf(shownChanges(group[0]), rows).compact()
		if err := console.printGroup(out, options.format, changesHeading(group[0]), sentence, shown, notes...); err != nil {
			return err
		}
	}
	return nil
}

// whole leaves out the rows that are parts of others, 基本支出 and 项目支出 of a code beside its total, and notes that.
func whole[Row any](group []Row, part func(Row) string) (rows []Row, notes []string) {
	rows = slices.DeleteFunc(slices.Clone(group), func(row Row) bool { return part(row) != "" })
	switch {
	case len(rows) == 0:
		return group, nil
	case len(rows) < len(group):
		return rows, []string{"各科目另有基本支出、项目支出（或人员、公用）的分列，加 --format csv 可看"}
	}
	return rows, nil
}

// footnotes are the notes of a group where they are few enough to be read below the table: each thing once, without the sentences
// behind implied figures, which csv and json have in full.
func footnotes(group []queries.Change) []string {
	const shown = 4
	var notes []string
	if group[0].By == queries.ByBridge { // few rows, and what each is made of is the point of them
		for _, change := range group {
			notes = append(notes, change.Label+"："+change.Note)
		}
		return notes
	}
	for _, change := range group {
		for _, note := range strings.Split(impliedBy.ReplaceAllString(change.Note, "的文字推算"), "；") {
			if note != "" && note != "新增" && !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
	}
	if len(notes) > shown {
		return []string{fmt.Sprintf("各行的依据共%d条，加 --format csv 可看。", len(notes))}
	}
	return notes
}

// impliedBy is the sentence that a figure is implied by, with its quotation marks; it may quote others.
var impliedBy = regexp.MustCompile(`“.+?”推算`)

// changesHeading says what is compared with what.
func changesHeading(change queries.Change) string {
	return fmt.Sprintf("%s（%s）  %s  %d年%s → %d年%s  单位：万元", change.Organization, charts.ScopeName(change.Scope), charts.ViewName(change.By),
		change.FromYear, charts.StageName(change.FromStage), change.ToYear, charts.StageName(change.ToStage))
}

// changesSentence says what matters in a group: the total, or what rose and fell most, or which words on another year
// don't hold.
func changesSentence(group []queries.Change) string {
	switch group[0].By {
	case queries.ByRestatement:
		return restatementSentence(group)
	case queries.ByBridge:
		return bridgeSentence(group)
	}
	if group[0].By == "total" {
		if comparisons := charts.Comparisons(queries.Dossier{Changes: group}); len(comparisons) == 1 {
			return comparisons[0].Sentence().String()
		}
	}
	moved := charts.Moved(charts.Leaves(group))
	if len(moved) == 0 {
		return "没有变动。"
	}
	var parts []string
	for _, side := range []struct {
		words string
		sign  fact.Fen
	}{{"增加最多的是", 1}, {"减少最多的是", -1}} {
		first := slices.IndexFunc(moved, func(change queries.Change) bool { return *change.Change*side.sign > 0 })
		if first >= 0 {
			parts = append(parts, side.words+charts.SubjectOf(moved[first])+"，"+charts.Signed(*moved[first].Change)+"万元")
		}
	}
	return strings.Join(parts, "；") + "。"
}

// bridgeSentence says how much of the nominal change is one on a comparable basis.
func bridgeSentence(group []queries.Change) string {
	if group[0].Change == nil {
		return group[0].Note + "。"
	}
	sentence := "名义增减" + charts.Signed(*group[0].Change) + "万元"
	for _, change := range group[1:] {
		if change.Change == nil {
			sentence += "，" + change.Label + "（金额未列明）"
			continue
		}
		sentence += "，" + change.Label + charts.Signed(*change.Change) + "万元"
	}
	return sentence + "。"
}

// restatementSentence says how many of the words on another year hold, and which don't.
func restatementSentence(group []queries.Change) string {
	if group[0].FromStage != group[0].ToStage {
		return fmt.Sprintf("%d项跟踪到不同阶段，各项的链条写在说明里，加 --format csv 可看。", len(group))
	}
	var differing []string
	for _, change := range group {
		if change.Status != queries.Unchanged {
			differing = append(differing, charts.SubjectOf(change)+charts.Signed(*change.Change)+"万元")
		}
	}
	if len(differing) == 0 {
		return fmt.Sprintf("%d项与所述一致。", len(group))
	}
	return fmt.Sprintf("%d项与所述一致，%d项不一致，须询问：%s。", len(group)-len(differing), len(differing), strings.Join(differing, "、"))
}

// changeColumns are the columns of the contract.
var changeColumns = []column[queries.Change]{
	{name: "organization", value: func(c queries.Change) any { return c.Organization }},
	{name: "scope", value: func(c queries.Change) any { return string(c.Scope) }},
	{name: "fund", value: func(c queries.Change) any { return string(c.Fund) }},
	{name: "by", value: func(c queries.Change) any { return c.By }},
	{name: "code", value: func(c queries.Change) any { return string(c.Code) }},
	{name: "label", value: func(c queries.Change) any { return c.Label }},
	{name: "measure", value: func(c queries.Change) any { return string(c.Measure) }},
	{name: "from_year", value: func(c queries.Change) any { return number(c.FromYear) }},
	{name: "from_stage", value: func(c queries.Change) any { return string(c.FromStage) }},
	{name: "from_yuan", value: func(c queries.Change) any { return figureYuan(c.From) }},
	{name: "to_year", value: func(c queries.Change) any { return number(c.ToYear) }},
	{name: "to_stage", value: func(c queries.Change) any { return string(c.ToStage) }},
	{name: "to_yuan", value: func(c queries.Change) any { return figureYuan(c.To) }},
	{name: "change_yuan", value: func(c queries.Change) any { return fenYuan(c.Change) }},
	{name: "rate", value: func(c queries.Change) any { return rateText(c.Rate) }},
	{name: "contribution", value: func(c queries.Change) any { return rateText(c.Contribution) }},
	{name: "status", value: func(c queries.Change) any { return string(c.Status) }},
	{name: "basis", value: func(c queries.Change) any { return string(c.Basis) }},
	{name: "note", value: func(c queries.Change) any { return c.Note }},
	{name: "from_source", value: func(c queries.Change) any { return figureSource(c.From) }},
	{name: "to_source", value: func(c queries.Change) any { return figureSource(c.To) }},
	{name: "completion", value: func(c queries.Change) any { return rateText(c.Completion()) }},
	{name: "crosswalk", value: func(c queries.Change) any { return strings.Join(c.Crosswalk, " ") }},
	{name: "rank", value: func(c queries.Change) any { return number(c.Rank) }},
}

// shownChanges are the columns that people see of a comparison of two years.
func shownChanges(of queries.Change) []column[queries.Change] {
	from, to := amountHeadings(of)
	return []column[queries.Change]{
		{heading: "科目编码", shown: func(c queries.Change) string { return string(c.Code) }},
		{heading: "名称", shown: func(c queries.Change) string { return indent(c.Code) + c.Label }},
		{heading: "资金", shown: shownFund},
		{heading: "量", shown: shownMeasure},
		{heading: from, shown: func(c queries.Change) string { return figureShown(c.From) }, right: true},
		{heading: to, shown: func(c queries.Change) string { return figureShown(c.To) }, right: true},
		{heading: "增减额", shown: func(c queries.Change) string { return changeShown(c.Change) }, right: true},
		{heading: "增减率", shown: func(c queries.Change) string { return signedRate(c.Rate) }, right: true},
		{heading: "执行率", shown: func(c queries.Change) string { return percentOf(c.Completion()) }, right: true},
		{heading: "贡献率", shown: func(c queries.Change) string { return signedRate(c.Contribution) }, right: true},
		{heading: "说明", shown: remark},
	}
}

// amountHeadings name the two amounts: the years, and the stages where they differ, so that no mix goes unnoticed.
func amountHeadings(of queries.Change) (from, to string) {
	from, to = fmt.Sprintf("%d年", of.FromYear), fmt.Sprintf("%d年", of.ToYear)
	switch {
	case of.FromStage != of.ToStage:
		return from + charts.StageName(of.FromStage), to + charts.StageName(of.ToStage)
	case of.By == queries.ByRestatement:
		return from + "原列", to + "他处所述"
	}
	return from, to
}

func percentOf(rate *fact.Rate) string {
	if rate == nil {
		return ""
	}
	return rate.Percent()
}

// indent sets a section under its class and an item under its section.
func indent(code fact.Code) string {
	switch code.Level() {
	case fact.Section:
		return "  "
	case fact.Item:
		return "    "
	}
	return ""
}

func shownFund(c queries.Change) string {
	if c.Fund == fact.AllFunds {
		return ""
	}
	return charts.FundName(c.Fund)
}

func shownMeasure(c queries.Change) string { return measureOfCode(c.Code, c.Measure) }

// measureOfCode names a measure where the label does not: beside a code, unless it is the total.
func measureOfCode(code fact.Code, measure fact.Measure) string {
	if code == "" || measure == fact.Total || measure == fact.AmountOnly {
		return ""
	}
	return charts.MeasureName(measure)
}

// remark says what the figures of a line do not: why there is no rate, and where an implied base comes from.
func remark(c queries.Change) string {
	switch {
	case c.By == queries.ByRestatement && c.FromStage == c.ToStage && c.Status == queries.Unchanged:
		return "一致"
	case c.By == queries.ByRestatement && c.FromStage == c.ToStage:
		return "须询问"
	case strings.Contains(c.Note, "疑似同一项目"):
		return "疑似同一项目"
	case c.Status == queries.NotComparable && c.Change != nil:
		return "科目调整"
	case c.Status == queries.NotComparable && c.Line == queries.ScopeChanged:
		return "金额未列明"
	case c.Status == queries.NotComparable:
		return "不可比"
	case strings.Contains(c.Note, "疑似科目调整"):
		return "疑似科目调整"
	case c.Status == queries.New:
		return "新增"
	case c.Status == queries.Ended:
		return "未再安排"
	case c.Basis == queries.Implied:
		return "推算"
	case c.Status == queries.Unchanged:
		return "持平"
	case len(c.Crosswalk) > 0:
		return "科目对照" + strings.Join(c.Crosswalk, "、")
	}
	return ""
}

func figureYuan(figure *queries.Figure) string {
	if figure == nil {
		return ""
	}
	return figure.Amount.String()
}

func figureShown(figure *queries.Figure) string {
	if figure == nil {
		return ""
	}
	return charts.Amount(figure.Amount)
}

func figureSource(figure *queries.Figure) string {
	if figure == nil {
		return ""
	}
	return figure.Place()
}

func fenYuan(amount *fact.Fen) string {
	if amount == nil {
		return ""
	}
	return amount.String()
}

func changeShown(change *fact.Fen) string {
	if change == nil {
		return ""
	}
	return charts.Signed(*change)
}
