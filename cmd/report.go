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

	"tongbi/charts/page"
	"tongbi/data"
	"tongbi/etl"
	"tongbi/etl/fact"
	"tongbi/etl/store"
	"tongbi/queries"
)

type reportOptions struct {
	reading      readingOptions
	organization string
	folder       string
	noPictures   bool
	open         bool
	crosswalk    string
}

func newReport(console *console) *cobra.Command {
	var options reportOptions
	command := &cobra.Command{
		Use:   "report [文件或文件夹…]",
		Short: "生成可离线打开的同比分析报告",
		Long: `生成网页报告，用浏览器打开其中的 index.html 即可，不需要服务器和网络；报告里每个数字都能点出原文所在，
PDF 还带原页的图像，标出那一格；图像取自原文件，原文件不在装入时的位置时没有。
给出文件或文件夹时，先装入临时数据库，不动 --db 的数据库；不给出时，用 --db 的数据库。
有的文件读不全时照样生成，报告首屏写明，退出码为 3。`,
		Example: `  tongbi report 预算文件/ -o 报告
  tongbi report 2023.pdf 2024.pdf 2025.pdf -o 报告 --open
  tongbi report --db tongbi.duckdb --org 街道 -o 报告 --no-pictures`,
		RunE: func(command *cobra.Command, args []string) error {
			return runReport(command.Context(), console, &options, args)
		},
	}
	options.reading.addFlags(command)
	command.Flags().StringVar(&options.organization, "org", "", "只报告名称里含有这几个字的`部门`")
	command.Flags().BoolVar(&options.noPictures, "no-pictures", false, "不带原文页面的图像：报告小得多，也生成得快")
	command.Flags().BoolVar(&options.open, "open", false, "生成后就用浏览器打开")
	addCrosswalkFlag(command, &options.crosswalk)
	command.Flags().StringVarP(&options.folder, "output", "o", "report", "报告写入这个`文件夹`")
	return command
}

func runReport(ctx context.Context, console *console, options *reportOptions, paths []string) (err error) {
	crosswalk, err := crosswalkOf(options.crosswalk)
	if err != nil {
		return err
	}
	database, outcome, err := reportSource(ctx, console, options, paths)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	dossiers, err := dossiers(ctx, database, options.organization, crosswalk)
	if err != nil {
		return err
	}
	files, err := pages(ctx, console, options, dossiers)
	if err != nil {
		return err
	}
	if err := writeFolder(options.folder, files); err != nil {
		return err
	}
	start := filepath.Join(options.folder, "index.html")
	if _, err := fmt.Fprintln(console.out, start); err != nil {
		return err
	}
	if options.open {
		console.open(start)
		return outcome
	}
	console.hint("报告已生成。下一步：用浏览器打开 %s。", start)
	return outcome
}

// pages makes the files of the report, with pictures of the pages that are evidence unless they are not wanted.
func pages(ctx context.Context, console *console, options *reportOptions, dossiers []queries.Dossier) (files []page.File, err error) {
	how := page.Options{IssueText: storedIssueText}
	if !options.noPictures {
		pictures := newPictures(console, dossiers)
		defer func() { err = errors.Join(err, pictures.close()) }()
		how.Pictures = func(pages []page.PageOf) ([]page.Picture, error) { return pictures.draw(ctx, pages) }
	}
	return page.Report(dossiers, how)
}

// dossiers collects what there is to say about every series of the organisations whose name has the part.
func dossiers(ctx context.Context, database *store.Store, organization string, crosswalk data.Crosswalk) ([]queries.Dossier, error) {
	all, err := queries.SeriesOf(ctx, database.DB())
	if err != nil {
		return nil, err
	}
	review, err := queries.ReviewOf(ctx, database.DB(), organization)
	if err != nil {
		return nil, err
	}
	var dossiers []queries.Dossier
	for _, series := range all {
		if !strings.Contains(series.Organization, organization) {
			continue
		}
		dossier, err := queries.DossierBy(ctx, database.DB(), series, crosswalk)
		if err != nil {
			return nil, err
		}
		dossier.Review = review.Of(series)
		dossiers = append(dossiers, dossier)
	}
	if len(dossiers) == 0 {
		return nil, errNothingToReport
	}
	return dossiers, nil
}

// reportSource is the database that a report is made from, and how reading the files ended where there were any.
func reportSource(ctx context.Context, console *console, options *reportOptions, paths []string) (*store.Store, error, error) {
	if len(paths) == 0 {
		database, err := store.OpenReadOnly(ctx, console.database)
		return database, nil, err
	}
	how, err := options.reading.options(console, fact.Identity{})
	if err != nil {
		return nil, nil, err
	}
	database, err := store.Open(ctx, store.Memory)
	if err != nil {
		return nil, nil, err
	}
	_, tally, err := console.load(ctx, database, etl.Load, paths, how)
	if err == nil && errors.Is(tally.err(), errNothingRead) {
		err = errNothingRead
	}
	if err != nil {
		return nil, nil, errors.Join(err, database.Close())
	}
	console.hint("%s。", tally.summary())
	return database, tally.err(), nil
}

// writeFolder writes the files of a report, each whole or not at all, the start page last.
func writeFolder(folder string, files []page.File) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for i := range files {
		file := files[len(files)-1-i]
		err := writeWhole(filepath.Join(folder, file.Name), func(out io.Writer) error {
			_, err := out.Write(file.Content)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
