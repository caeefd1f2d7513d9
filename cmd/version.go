package cmd

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the Makefile.
var version = "dev"

// parts are the modules whose versions decide what is read and how it is computed.
var parts = []struct{ name, module string }{
	{"DuckDB 驱动", "github.com/duckdb/duckdb-go/v2"},
	{"PDF（go-pdfium）", "github.com/klippa-app/go-pdfium"},
	{"图表（go-echarts）", "github.com/go-echarts/go-echarts/v2"},
}

func newVersion(console *console) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "显示版本和各部件的版本",
		Example: "  tongbi version",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(console.out, "tongbi %s\n%s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			for _, part := range parts {
				if found := moduleVersion(part.module); found != "" && err == nil {
					_, err = fmt.Fprintf(console.out, "%s %s\n", part.name, found)
				}
			}
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
