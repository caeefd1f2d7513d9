package cmd

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"tongbi/etl/exchange"
	"tongbi/etl/store"
	"tongbi/queries"
)

type exportOptions struct {
	organization string
}

func newExport(console *console) *cobra.Command {
	var options exportOptions
	command := &cobra.Command{
		Use:   "export 文件夹",
		Short: "把数据库里的全部数据写成 CSV 和 Parquet",
		Long: `把数据明细、比较语句、发现、文件清单和其余各表写进一个文件夹：每张表一个 CSV，前四张另有按年度分文件夹的 Parquet；
datapackage.json 说明每一列的含义、单位、主键和每个文件的 SHA-256（Frictionless Tabular Data Package）。
在另一台机器上用 tongbi load 装入这个文件夹，得到同样的数据：几台机器可以分头读文件，再合到一起。
页面图像不在其中，报告里要有图像，请连原文件一起放到装入时的位置。`,
		Example: `  tongbi export 导出
  tongbi export 导出 --org 街道
  tongbi load 导出 --db 汇总.duckdb`,
		Args: func(command *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return lackingArgument(command.CommandPath(), phrase("文件夹"))
			case len(args) > 1:
				return surplusArgument(command.CommandPath(), args[1])
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			return runExport(command.Context(), console, &options, args[0])
		},
	}
	command.Flags().StringVar(&options.organization, "org", "", "只导出名称里含有这几个字的`部门`")
	return command
}

func runExport(ctx context.Context, console *console, options *exportOptions, folder string) (err error) {
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	written := &watched{console: console, done: eachDone}
	defer written.end()
	counts, err := exchange.Write(ctx, folder, exchange.Content{
		Database: database, Organization: options.organization, Watch: written.watch,
		Findings: func(yield func([]string) error) error {
			return exportFindings(ctx, database, options.organization, yield)
		},
	})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(console.out, folder); err != nil {
		return err
	}
	console.hint("导出了%d份文件、%d个数字、%d条语句、%d条发现。下一步：把整个文件夹拷到另一台机器，用 tongbi load 装入；列的说明在 %s。",
		counts["documents"], counts["facts"], counts["claims"], counts["findings"], exchange.Descriptor)
	return nil
}

// exportFindings hands over what does not add up, by the built-in checks.
func exportFindings(ctx context.Context, database *store.Store, organization string, yield func([]string) error) error {
	findings, err := queries.Check(ctx, database.DB(), queries.CheckOptions{Organization: organization})
	if err != nil {
		return err
	}
	for _, f := range findings {
		err := yield([]string{
			strconv.Itoa(f.DocumentID), f.Rule, string(f.Severity), f.Organization, string(f.Scope), strconv.Itoa(int(f.Year)), string(f.Stage),
			f.Document, strconv.Itoa(f.Page), f.Subject, f.Stated, f.Expected, f.Message, f.Detail,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
