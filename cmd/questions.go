package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts/word"
	"tongbi/etl/store"
	"tongbi/queries"
)

type questionsOptions struct {
	destination
	organization string
	rules        string
	set          map[string]string
	config       string
	top          int
	list         bool
}

func newQuestions(console *console) *cobra.Command {
	var options questionsOptions
	command := &cobra.Command{
		Use:   "questions",
		Short: "该问什么：审查问题，附依据和页码",
		Long: `按规则列出应当请部门说明的问题，轻重先后排好：先看优先级和年度，再看原因是否说清、金额大小。
每个问题写明两年的数、各自的页码、为什么问（规则和阈值）、请对方提供什么材料；措辞一律是“请说明……”。`,
		Example: `  tongbi questions --top 10
  tongbi questions --org 街道 -o 问题.docx
  tongbi questions --org 街道 -o 问题.xlsx
  tongbi questions --set Q03.rate=0.5 --set Q03.wan=100
  tongbi questions --config 阈值.toml
  tongbi questions --list`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := options.settleBook(console, formatDocument); err != nil {
				return err
			}
			return runQuestions(command.Context(), console, &options)
		},
	}
	options.addBookFlags(console, command, formatDocument)
	command.Flags().StringVar(&options.organization, "org", "", "只问名称里含有这几个字的`部门`")
	command.Flags().StringVar(&options.rules, "rules", "", "另加一个`文件夹`里的规则（*.sql）")
	command.Flags().StringToStringVar(&options.set, "set", nil, "改一个`阈值`，如 Q03.rate=0.5（可多次）")
	command.Flags().StringVar(&options.config, "config", "", "从`文件`读阈值（[Q03] 下写 rate = 0.5）；不写时用数据库旁的 阈值.toml，有的话")
	command.Flags().IntVar(&options.top, "top", 0, "只列前`几`个")
	command.Flags().BoolVar(&options.list, "list", false, "列出规则和阈值，不提问")
	return command
}

func runQuestions(ctx context.Context, console *console, options *questionsOptions) (err error) {
	thresholds, err := questionThresholds(console, options)
	if err != nil {
		return err
	}
	folders, err := ruleFolders(options.rules)
	if err != nil {
		return err
	}
	rules, err := queries.QuestionRules(thresholds, folders...)
	if err != nil {
		return ruleError{err}
	}
	if options.list {
		if err := options.onlyText("--list"); err != nil {
			return err
		}
		err := options.write(console.out, func(out io.Writer) error { return printQuestionRules(console, options.format, out, rules) })
		if err == nil {
			console.hint("下一步：tongbi questions 按这些规则提问；--set 规则.阈值=数 改阈值。")
		}
		return err
	}
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	questions, err := queries.Questions(ctx, database.DB(), queries.QuestionOptions{Organization: options.organization, Top: options.top, Rules: rules})
	if err != nil {
		return err
	}
	outline, err := questionOutline(ctx, database, options, questions)
	if err != nil {
		return err
	}
	err = options.write(console.out, func(out io.Writer) error {
		if options.format == formatBook || options.format == formatDocument {
			return writeQuestions(options.format, out, outline)
		}
		return printQuestions(options.format, out, questions)
	})
	if err != nil {
		return err
	}
	if len(questions) == 0 {
		console.hint("没有触发任何规则。装入相邻两年的文件，才有年度之间的问题。")
		return nil
	}
	console.hint("下一步：tongbi questions -o 问题.docx 存成询问提纲；--list 说明每条规则和阈值。")
	return nil
}

// questionOutline is what a Word document of questions is made of: they, and what does not add up in the same documents.
func questionOutline(ctx context.Context, database *store.Store, options *questionsOptions, questions []queries.Question) (outline word.Outline, err error) {
	outline.Questions = questions
	if options.format == formatDocument {
		checking := queries.CheckOptions{Organization: options.organization}
		if outline.Findings, err = queries.Check(ctx, database.DB(), checking); err != nil {
			return outline, err
		}
		if outline.Unchecked, err = queries.Coverage(ctx, database.DB(), checking); err != nil {
			return outline, err
		}
	}
	return outlineOf(ctx, database, options.format, options.organization, outline)
}

func printQuestionRules(console *console, format string, out io.Writer, rules []queries.QuestionRule) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, questionRuleColumns, rules)
	}
	return gridOf(questionRuleColumns, rules).printAs(format, out, console.heading(out))
}

var questionRuleColumns = []column[queries.QuestionRule]{
	{name: "rule", value: func(r queries.QuestionRule) any { return r.ID }, heading: "规则"},
	{name: "theme", value: func(r queries.QuestionRule) any { return r.Theme }, heading: "主题"},
	{name: "priority", value: func(r queries.QuestionRule) any { return string(r.Priority) }, heading: "优先", shown: func(r queries.QuestionRule) string { return priorities[r.Priority] }},
	{name: "basis", value: func(r queries.QuestionRule) any { return r.Why() }, heading: "为什么问"},
	{name: "thresholds", value: func(r queries.QuestionRule) any { return thresholds(r) }, heading: "阈值"},
}

// thresholds are the parameters of a rule as --set takes them.
func thresholds(rule queries.QuestionRule) []string {
	var all []string
	for _, name := range rule.ParameterNames() {
		all = append(all, rule.ID+"."+name+"="+rule.Parameters[name])
	}
	return all
}

var priorities = map[queries.Priority]string{queries.High: "高", queries.Medium: "中", queries.Low: "低"}

var grades = map[queries.Grade]string{queries.NoReason: "", queries.Commonplace: "空泛", queries.Qualitative: "有说明", queries.Quantified: "有数字"}

func printQuestions(format string, out io.Writer, questions []queries.Question) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, questionColumns, questions)
	}
	heading, item, line := "%s\n", "%3d. [%s] %s\n", "     %s：%s\n"
	if format == formatMarkdown {
		heading, item, line = "## %s\n\n", "%d. **[%s]** %s\n", "   - %s：%s\n"
	}
	for _, group := range groupBy(questions, func(a, b queries.Question) bool { return a.Organization == b.Organization }) {
		if _, err := fmt.Fprintf(out, heading, group[0].Organization); err != nil {
			return err
		}
		for i, question := range group {
			if _, err := fmt.Fprintf(out, item, i+1, priorities[question.Priority], question.Question); err != nil {
				return err
			}
			for _, part := range questionParts(question) {
				if _, err := fmt.Fprintf(out, line, part[0], part[1]); err != nil {
					return err
				}
			}
		}
		if _, err := fmt.Fprintln(out); err != nil {
			return err
		}
	}
	return nil
}

// questionParts are what stands below a question: the proof, the rule, how good the stated reason is, what to ask for.
func questionParts(question queries.Question) [][2]string {
	parts := [][2]string{{"依据", question.Evidence}, {"规则", strings.TrimSpace(question.Rule + " " + question.Basis)}}
	if grade := grades[question.Reason]; grade != "" {
		parts = append(parts, [2]string{"单位说明", grade})
	}
	if question.Materials != "" {
		parts = append(parts, [2]string{"请提供", question.Materials})
	}
	return parts
}

var questionColumns = []column[queries.Question]{
	{name: "rule", value: func(q queries.Question) any { return q.Rule }},
	{name: "priority", value: func(q queries.Question) any { return string(q.Priority) }},
	{name: "organization", value: func(q queries.Question) any { return q.Organization }},
	{name: "fiscal_year", value: func(q queries.Question) any { return number(q.Year) }},
	{name: "question", value: func(q queries.Question) any { return q.Question }},
	{name: "basis", value: func(q queries.Question) any { return q.Basis }},
	{name: "evidence", value: func(q queries.Question) any { return q.Evidence }},
	{name: "materials", value: func(q queries.Question) any { return q.Materials }},
	{name: "document", value: func(q queries.Question) any { return q.Document }},
	{name: "reason", value: func(q queries.Question) any { return string(q.Reason) }},
	{name: "amount_yuan", value: func(q queries.Question) any { return q.Money.String() }},
}
