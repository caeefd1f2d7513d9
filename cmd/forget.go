package cmd

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"tongbi/etl/store"
)

func newForget(console *console) *cobra.Command {
	return &cobra.Command{
		Use:   "forget 文件名",
		Short: "把一份文件从数据库移出",
		Long: `把一份文件和从它读到的一切从数据库移出；被它替换过的旧文件重新有效。
文件名不止一份时，写上路径末尾的文件夹，或 SHA-256 的开头几位（至少6位，见 tongbi status --format csv）。`,
		Example: `  tongbi forget 2024年部门预算.pdf
  tongbi forget 民政局/2024年部门预算.pdf`,
		Args: oneDocument,
		RunE: func(command *cobra.Command, args []string) error {
			return runForget(command.Context(), console, args[0])
		},
	}
}

func runForget(ctx context.Context, console *console, name string) (err error) {
	database, err := console.openExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	forgotten, err := database.Forget(ctx, name)
	if err != nil {
		return err
	}
	if err := console.keep(ctx, database); err != nil {
		return err
	}
	console.hint("已移出 %s。", forgotten.Document)
	if len(forgotten.Restored) > 0 {
		console.hint("重新有效：%s。", join("、", forgotten.Restored))
	}
	console.hint("下一步：tongbi status 查看数据库里还有什么。")
	return nil
}

// oneDocument asks for exactly one document.
func oneDocument(command *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return lackingArgument(command.CommandPath(), phrase("文件名"))
	case len(args) > 1:
		return surplusArgument(command.CommandPath(), args[1])
	}
	return nil
}

// openExisting opens the database to change it, and does not create one.
func (c *console) openExisting(ctx context.Context) (*store.Store, error) {
	if _, err := os.Stat(c.database); errors.Is(err, os.ErrNotExist) {
		return nil, store.ErrNotFound
	}
	return store.Open(ctx, c.database)
}
