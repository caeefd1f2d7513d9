// Package cmd is the command line: one file a command, each of the same shape (options, a constructor with flags and
// help, run, print). Results go to stdout and everything else to stderr.
package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"tongbi/data"
)

// The exit codes (README.md, 退出码).
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitIssues = 3 // done, but some documents had issues
)

// errIssues ends a command that did its work on documents some of which had issues; they have been told by then.
var errIssues = errors.New("some documents had issues")

// usageError is a command line that says nothing sensible; it is worded in messages.go.
type usageError struct{ worded }

func (e usageError) Error() string { return e.in(chinese) }

// Main runs the program with its arguments and gives its exit code. Ctrl-C ends the work in progress; what was stored
// before stays, and nothing is left half done.
func Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer readyTerminal()()
	cobra.MousetrapHelpText = "" // howToDrop says it
	console := &console{out: stdout, err: stderr, language: languageOf(os.Getenv)}
	root := newRoot(console)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errIssues) && !errors.Is(err, errWrongFigures) {
		console.tell(failure(err, console.database))
	}
	if console.keepsWindow {
		waitForKey(console)
	}
	return exitCode(err)
}

func exitCode(err error) int {
	var usage usageError
	var setting *data.SettingError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errIssues):
		return exitIssues
	case errors.As(err, &usage), errors.As(err, &setting):
		return exitUsage
	}
	return exitFailed
}

// newRoot is the whole command tree.
func newRoot(console *console) *cobra.Command {
	root := &cobra.Command{
		Use:   "tongbi",
		Short: "政府部门预算、决算的年度同比分析",
		Long: `tongbi（同比）读取政府部门公开的预算、决算文件（PDF、文本等），把每个数字连同出处存入 DuckDB，
逐年比较，生成可离线打开的报告。每个数字都能追到文件、页、表、行；读不准的，只说明，不猜测。`,
		Example: `  # 两步：把文件变成报告，再用浏览器打开 报告/index.html
  tongbi report 预算文件/ -o 报告

  # 或者分步：装入、查看、比较
  tongbi load 预算文件/
  tongbi status
  tongbi compare --by function --level item --top 10`,
		Args: knownCommand,
		RunE: func(command *cobra.Command, args []string) error {
			console.keepsWindow = hasOwnWindow() && !console.quiet // quiet is for programs, which press no keys
			switch {
			case len(args) > 0:
				return runDropped(command.Context(), console, args)
			case console.keepsWindow:
				_, err := fmt.Fprintln(console.out, console.language.of(howToDrop))
				return err
			}
			return command.Help()
		},
		PersistentPreRunE: func(command *cobra.Command, _ []string) error {
			if err := applySettings(command); err != nil {
				return err
			}
			if console.quiet && console.verbose {
				return flagsExclude("--quiet", "--verbose")
			}
			return nil
		},
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(console.out)
	root.SetErr(console.err)
	root.PersistentFlags().StringVar(&console.database, "db", "tongbi.duckdb", "数据库`文件`")
	root.PersistentFlags().BoolVar(&console.quiet, "quiet", false, "只报告问题，不显示进度和提示")
	root.PersistentFlags().BoolVar(&console.verbose, "verbose", false, "逐个显示处理的文件和每一个问题")
	root.PersistentFlags().BoolP("help", "h", false, "显示用法")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return wrongFlag(err) })
	root.AddCommand(commands(console)...)
	completeOrganizations(root, console)
	speak(root, console.language)
	return root
}

// commands are the commands in the order in which people use them.
func commands(console *console) []*cobra.Command {
	return []*cobra.Command{
		newLoad(console),
		newForget(console),
		newStatus(console),
		newCompare(console),
		newTrend(console),
		newCheck(console),
		newQuestions(console),
		newReport(console),
		newBriefing(console),
		newVerify(console),
		newExtract(console),
		newExport(console),
		newSQL(console),
		newInit(console),
		newVersion(console),
		newLicenses(console),
	}
}

// knownCommand refuses a word that is no command and names the nearest. Files and folders alone are what a file manager
// gives when they are dropped on the program.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 || areDropped(args) {
		return nil
	}
	root.SuggestionsMinimumDistance = 2
	return unknownCommand(args[0], root.SuggestionsFor(args[0]))
}

// noArguments refuses arguments.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return surplusArgument(command.CommandPath(), args[0])
}

// somePaths asks for at least one file or folder.
func somePaths(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return lackingArgument(command.CommandPath(), phrase("文件或文件夹"))
}
