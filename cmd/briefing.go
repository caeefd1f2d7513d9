package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"tongbi/charts/briefing"
	"tongbi/charts/word"
	"tongbi/etl/store"
	"tongbi/queries"
)

// formatPage is a web page.
const formatPage = "html"

type briefingOptions struct {
	destination
	organizations  []string
	templates      string
	writeTemplates string
}

// briefingFormats are the formats of a briefing by the extensions of files.
var briefingFormats = map[string]string{".docx": formatDocument, ".html": formatPage, ".htm": formatPage, ".md": formatMarkdown}

func newBriefing(console *console) *cobra.Command {
	var options briefingOptions
	command := &cobra.Command{
		Use:   "briefing",
		Short: "年度趋势简报、审查参阅材料：Word、网页或 Markdown",
		Long: `按审查参阅材料的次序和写法生成简报：基本情况、总体规模与趋势、支出结构、主要变动及原因、“三公”和采购、
预算执行与决算（有才写）、需要关注的问题、建议询问的问题，附数据表、口径与科目衔接说明、勾稽差异清单和资料来源。
每个数字注明原文页码；原因一律引用部门文件的原话，没有的写“文件未说明”；不可比的写明，不计算。
几个部门合成一份时，先是总体情况和概览表，然后一个部门一章；只有一个部门时直接是它。
措辞都在模板里：--write-templates 文件夹 把模板写出来，改好后用 --templates 文件夹 采用，没有改的沿用原来的。`,
		Example: `  tongbi briefing --org 万里 -o 简报.docx
  tongbi briefing --org 街道 --org 闵行 -o 简报.html
  tongbi briefing --org 万里 --format md
  tongbi briefing --write-templates 模板
  tongbi briefing --org 万里 --templates 模板 -o 简报.docx`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return runBriefing(command.Context(), console, &options)
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.format, "format", "", "输出`格式`：docx、html、md；省略时按 -o 的扩展名，否则为 docx")
	flags.StringVarP(&options.path, "output", "o", "", "把简报写入`文件`")
	flags.StringArrayVar(&options.organizations, "org", nil, "只写名称里含有这几个字的`部门`；可以写几次")
	flags.StringVar(&options.templates, "templates", "", "采用这个`文件夹`里的模板（*.tmpl），同名的代替原来的")
	flags.StringVar(&options.writeTemplates, "write-templates", "", "把原来的模板写入这个`文件夹`，供修改，不生成简报")
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{formatDocument, formatPage, formatMarkdown}, cobra.ShellCompDirectiveNoFileComp))
	return command
}

// settleBriefing decides the format by the flag, then by the file's extension; a Word document is the rule.
func (o *briefingOptions) settleBriefing(console *console) error {
	if o.format == "" {
		o.format = briefingFormats[strings.ToLower(filepath.Ext(o.path))]
	}
	if o.format == "" {
		o.format = formatDocument
	}
	if err := oneOf("--format", o.format, formatDocument, formatPage, formatMarkdown); err != nil {
		return err
	}
	if screen, ok := console.out.(*os.File); ok && o.format == formatDocument && o.path == "" && term.IsTerminal(int(screen.Fd())) {
		return needsFile(formatDocument)
	}
	return nil
}

func runBriefing(ctx context.Context, console *console, options *briefingOptions) (err error) {
	if options.writeTemplates != "" {
		return writeTemplates(console, options.writeTemplates)
	}
	if err := options.settleBriefing(console); err != nil {
		return err
	}
	how := briefing.Options{Date: time.Now(), IssueText: storedIssueText}
	if options.templates != "" {
		if _, err := os.Stat(options.templates); err != nil {
			return err
		}
		how.Templates = os.DirFS(options.templates)
	}
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	briefs, err := briefs(ctx, console, database, options.organizations)
	if err != nil {
		return err
	}
	if len(briefs) > 1 {
		if how.Totals, err = totalsOf(ctx, database, briefs); err != nil {
			return err
		}
	}
	written, err := briefing.New(briefs, how)
	if err != nil {
		return templatesIn(options.templates, err)
	}
	err = options.write(console.out, func(out io.Writer) error { return writeBriefing(options.format, out, written) })
	if err != nil {
		return err
	}
	if options.path != "" {
		console.hint("%s：%s。下一步：打开 %s 核对引文和落款；tongbi briefing --write-templates 文件夹 可改措辞。", options.path, written.Name(), options.path)
	} else {
		console.hint("下一步：用 -o 简报.docx 写成文件，再核对引文和落款。")
	}
	return nil
}

func writeBriefing(format string, out io.Writer, written briefing.Briefing) error {
	switch format {
	case formatMarkdown:
		return briefing.Markdown(out, written)
	case formatPage:
		return briefing.HTML(out, written)
	}
	return word.Briefing(out, written)
}

// briefs are what there is to say of the organisations asked for. A name that fits none is an error.
func briefs(ctx context.Context, console *console, database *store.Store, organizations []string) ([]queries.Brief, error) {
	collected := &watched{console: console, done: eachDone}
	found, err := queries.BriefsOf(ctx, database.DB(), organizations, nil, collected.watch)
	collected.end()
	if err != nil {
		return nil, err
	}
	for _, name := range organizations {
		if !slices.ContainsFunc(found, func(one queries.Brief) bool { return strings.Contains(one.Organization, name) }) {
			all, err := queries.SeriesOf(ctx, database.DB())
			if err != nil {
				return nil, err
			}
			return nil, &queries.NotLoadedError{Organization: name, Series: all}
		}
	}
	if len(found) == 0 {
		return nil, errNothingToReport
	}
	return found, nil
}

// totalsOf adds up the totals of several organisations, as far as they can be.
func totalsOf(ctx context.Context, database *store.Store, briefs []queries.Brief) ([]queries.Change, error) {
	var changes []queries.Change
	names := map[string]bool{}
	for _, brief := range briefs {
		names[brief.Organization] = true
		for _, one := range brief.Dossiers[0].Changes {
			if one.By == queries.ByTotal && one.ToYear == one.FromYear+1 {
				changes = append(changes, one)
			}
		}
	}
	return queries.Totals(ctx, database.DB(), changes, "合计", func(organization string) bool { return names[organization] })
}

func writeTemplates(console *console, folder string) error {
	err := briefing.WriteTemplates(folder)
	var path *fs.PathError
	if errors.Is(err, fs.ErrExist) && errors.As(err, &path) {
		return templateExists(path.Path)
	}
	if err != nil {
		return err
	}
	for _, name := range briefing.TemplateNames() {
		if _, err := fmt.Fprintln(console.out, filepath.Join(folder, name+".tmpl")); err != nil {
			return err
		}
	}
	console.hint("下一步：改好其中要改的模板，再运行 tongbi briefing --templates %s -o 简报.docx；没有改的可以删去。", folder)
	return nil
}

// templatesIn gives an error of a template the folder that it lies in.
func templatesIn(folder string, err error) error {
	var wrong *briefing.TemplateError
	if folder != "" && errors.As(err, &wrong) {
		wrong.File = filepath.Join(folder, wrong.File)
	}
	return err
}
