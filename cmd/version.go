package cmd

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/charts"
	"tongbi/etl/store"
)

// version is set by the Makefile.
var version = "dev"

// parts are the modules whose versions decide what is read and how it is computed.
var parts = []struct{ name, module string }{
	{"DuckDB 驱动（duckdb-go）", "github.com/duckdb/duckdb-go/v2"},
	{"PDF（go-pdfium）", "github.com/klippa-app/go-pdfium"},
	{"PDF 沙箱（wazero）", "github.com/tetratelabs/wazero"},
	{"Excel（excelize）", "github.com/xuri/excelize/v2"},
	{"网页（goquery）", "github.com/PuerkitoBio/goquery"},
	{"图表选项（go-echarts）", "github.com/go-echarts/go-echarts/v2"},
}

func newVersion(console *console) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "显示版本和各部件的版本",
		Example: "  tongbi version",
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			engine, err := store.EngineVersion(command.Context())
			if err != nil {
				return err
			}
			lines := []string{
				fmt.Sprintf("tongbi %s", version),
				fmt.Sprintf("%s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH),
				console.words("数据库（DuckDB） %s", engine),
			}
			for _, part := range parts {
				if found := moduleVersion(part.module); found != "" {
					lines = append(lines, console.language.of(part.name)+" "+found)
				}
			}
			if drawing := charts.LibraryVersion(); drawing != "" {
				lines = append(lines, console.words("图表（ECharts） %s", drawing))
			}
			_, err = fmt.Fprintln(console.out, strings.Join(lines, "\n"))
			return err
		},
	}
}

// moduleVersion is the version of a module that the program was built with, empty where it is not in it.
func moduleVersion(path string) string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, module := range build.Deps {
		if module.Path == path {
			return module.Version
		}
	}
	return ""
}
