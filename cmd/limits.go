package cmd

import (
	"time"

	"github.com/spf13/cobra"

	"tongbi/etl/read"
)

// limitOptions are the flags that move the limits of reading. They are left out of the help, where they would hide what
// people look for: the message of a document that passed a limit names its flag.
type limitOptions struct {
	size, total         uint // MiB
	pages, cells, files uint
	depth, seconds      uint
}

func (o *limitOptions) addFlags(command *cobra.Command) {
	for _, limit := range []struct {
		value *uint
		name  string
		usage string
	}{
		{&o.size, "max-size", "一份文件（压缩的按解开后）最大多少 MiB"},
		{&o.pages, "max-pages", "一份 PDF 最多多少页（默认 3000）"},
		{&o.cells, "max-cells", "一份文件的表最多多少个单元格"},
		{&o.seconds, "max-time", "一份文件最多读多少秒"},
		{&o.files, "max-files", "一个 .zip 里最多多少个文件（默认 10000）"},
		{&o.depth, "max-depth", ".zip 里套 .zip 最多多少层（默认 4）"},
		{&o.total, "max-total", "一个 .zip 解开后合计最大多少 MiB（默认 2048）"},
	} {
		command.Flags().UintVar(limit.value, limit.name, 0, limit.usage)
		_ = command.Flags().MarkHidden(limit.name) // fails for names that are no flag
	}
}

// limits is what the flags set; what they leave out stays zero, the default.
func (o *limitOptions) limits() read.Limits {
	const most = 1 << 30 // what is beyond it is no limit
	number := func(value uint) int { return int(min(value, most)) }
	return read.Limits{
		Bytes: number(o.size) << 20, Pages: number(o.pages), Cells: number(o.cells), Time: time.Duration(number(o.seconds)) * time.Second,
		Entries: number(o.files), Depth: number(o.depth), Total: number(o.total) << 20,
	}
}
