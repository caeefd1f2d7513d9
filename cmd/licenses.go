package cmd

import (
	_ "embed"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// notices is the list of everything of others that the archives hold, and then the licences word by word; `make notices`
// writes it, a test of cmd/dist holds it against the modules and packages in use.
//
//go:embed notices.txt
var notices string

// endOfList is the line of the notices below which the licences stand.
const endOfList = "\n================"

func newLicenses(console *console) *cobra.Command {
	var onlyList bool
	command := &cobra.Command{
		Use:   "licenses",
		Short: "显示所用的第三方部件和它们的许可证",
		Long:  "列出程序里的全部第三方部件、版本和许可证，然后是许可证原文。--list 只列出，不显示原文。",
		Example: `  tongbi licenses --list
  tongbi licenses > 许可证.txt`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			text, next := notices, phrase("把程序转给别人时，一并附上这些许可证")
			if onlyList {
				text, _, _ = strings.Cut(notices, endOfList)
				next = "tongbi licenses 看许可证原文"
			}
			if _, err := io.WriteString(console.out, text); err != nil {
				return err
			}
			console.hint("下一步：%s。", next)
			return nil
		},
	}
	command.Flags().BoolVar(&onlyList, "list", false, "只列出部件，不显示许可证原文")
	return command
}
