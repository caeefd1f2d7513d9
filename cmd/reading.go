package cmd

import (
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"tongbi/data"
	"tongbi/etl"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
)

// readingOptions are the flags of every command that reads files.
type readingOptions struct {
	forms, aliases string
	scans          bool
	limits         limitOptions
}

func (o *readingOptions) addFlags(command *cobra.Command) {
	command.Flags().StringVar(&o.forms, "forms", "", "另用这个`文件夹`里的表式定义（每个 .toml 一种表式）")
	command.Flags().StringVar(&o.aliases, "aliases", "", "另用这个`文件`里的单位别名（[[aliases]] name = …, also = […]）")
	command.Flags().BoolVar(&o.scans, "ocr", false, "识别扫描件里的表（需要 tesseract，每页几秒；认出的数字都注明由扫描件识别）")
	o.limits.addFlags(command)
}

// givenOptions are the flags by which a person settles what a document does not say.
type givenOptions struct {
	organization, stage, scope string
	year                       int
}

func (o *givenOptions) addFlags(command *cobra.Command) {
	command.Flags().StringVar(&o.organization, "org", "", "文件没有写明时，指定部门或单位的`名称`")
	command.Flags().IntVar(&o.year, "year", 0, "文件没有写明时，指定`年度`，如 2024")
	command.Flags().StringVar(&o.stage, "stage", "", "文件没有写明时，指定`阶段`：预算 或 决算")
	command.Flags().StringVar(&o.scope, "scope", "", "文件没有写明时，指定`口径`：部门 或 单位")
}

// The words for stages and scopes on the command line: Chinese, or the ids of the output.
var (
	stageWords = map[string]fact.Stage{
		"预算": fact.InitialBudget, "年初预算": fact.InitialBudget, "调整预算": fact.AdjustedBudget, "执行数": fact.Outturn, "决算": fact.FinalAccounts,
		string(fact.InitialBudget): fact.InitialBudget, string(fact.AdjustedBudget): fact.AdjustedBudget,
		string(fact.Outturn): fact.Outturn, string(fact.FinalAccounts): fact.FinalAccounts,
	}
	scopeWords = map[string]fact.Scope{
		"部门": fact.Department, "单位": fact.UnitScope, string(fact.Department): fact.Department, string(fact.UnitScope): fact.UnitScope,
	}
)

// identity is what the flags settle; what they leave out stays empty.
func (o *givenOptions) identity() (fact.Identity, error) {
	given := fact.Identity{Organization: o.organization, Year: fact.Year(o.year)}
	if o.year != 0 && (o.year < 1990 || o.year > 2100) {
		return given, wrongYear("--year", o.year)
	}
	var err error
	if given.Stage, err = stageOf("--stage", o.stage); err != nil {
		return given, err
	}
	given.Scope, err = scopeOf("--scope", o.scope)
	return given, err
}

// stageOf gives the stage that a flag's word means, empty where the flag was not given.
func stageOf(flag, word string) (fact.Stage, error) {
	stage, ok := stageWords[word]
	if word != "" && !ok {
		return "", wrongValue(flag, word, phrase("预算、调整预算、执行数、决算"))
	}
	return stage, nil
}

// scopeOf gives the scope that a flag's word means, empty where the flag was not given.
func scopeOf(flag, word string) (fact.Scope, error) {
	scope, ok := scopeWords[word]
	if word != "" && !ok {
		return "", wrongValue(flag, word, phrase("部门、单位"))
	}
	return scope, nil
}

// options is how the pipeline is to read.
func (o *readingOptions) options(console *console, given fact.Identity) (etl.Options, error) {
	var folders []fs.FS
	if o.forms != "" {
		if _, err := os.ReadDir(o.forms); err != nil {
			return etl.Options{}, err
		}
		folders = append(folders, os.DirFS(o.forms))
	}
	vocabulary, err := data.Load(folders...)
	if err != nil {
		return etl.Options{}, err
	}
	if o.aliases != "" {
		content, err := os.ReadFile(o.aliases)
		if err != nil {
			return etl.Options{}, err
		}
		if err := vocabulary.AddAliases(content); err != nil {
			return etl.Options{}, err
		}
	}
	return etl.Options{
		Extractor: extract.New(vocabulary),
		Given:     given,
		Scans:     o.scans,
		Limits:    o.limits.limits(),
		OnCompile: console.compiling,
	}, nil
}

// compiling tells that the PDF engine is made ready, which takes seconds: once per machine, or each time where it cannot
// be kept.
func (c *console) compiling(kept bool) {
	if kept {
		c.hint("首次读取 PDF，正在准备（只需一次，几秒钟）……")
		return
	}
	c.hint(engineNotKept, cacheVariable)
}
