package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speakChinese gives every command, those of the library too, its help in Chinese.
func speakChinese(root *cobra.Command) {
	root.SetHelpFunc(func(command *cobra.Command, _ []string) { printHelp(command.OutOrStdout(), command) })
	root.SetUsageFunc(func(command *cobra.Command) error { printHelp(command.OutOrStderr(), command); return nil })
	root.SetHelpCommand(&cobra.Command{
		Use: "help [命令]", Short: "显示命令的用法",
		RunE: func(help *cobra.Command, args []string) error {
			command, _, err := root.Find(args)
			if err != nil || command == nil {
				return unknownCommand(strings.Join(args, " "), nil)
			}
			return command.Help()
		},
	})
	root.InitDefaultCompletionCmd()
	for _, command := range root.Commands() {
		if command.Name() == "completion" {
			describeCompletion(command)
		}
	}
}

func describeCompletion(command *cobra.Command) {
	command.Short = "生成命令行补全脚本"
	command.Long = "为所用的命令行解释器生成补全脚本，装好后按 Tab 键可补全命令和选项。"
	command.Example = "  tongbi completion bash > /etc/bash_completion.d/tongbi"
	for _, shell := range command.Commands() {
		shell.Short = "生成 " + shell.Name() + " 的补全脚本"
		shell.Long = shell.Short + "，内容写到标准输出。"
		shell.Flags().VisitAll(func(flag *pflag.Flag) { flag.Usage = "补全时不带说明" })
	}
}

// printHelp prints what a command is for, how it is called, examples and flags.
func printHelp(out io.Writer, command *cobra.Command) {
	purpose := command.Long
	if purpose == "" {
		purpose = command.Short
	}
	_, _ = fmt.Fprintf(out, "%s\n\n用法：\n  %s\n", purpose, usageLine(command))
	if command.HasExample() {
		_, _ = fmt.Fprintf(out, "\n示例：\n%s\n", command.Example)
	}
	if command.HasAvailableSubCommands() {
		var entries [][2]string
		for _, child := range command.Commands() {
			if child.IsAvailableCommand() {
				entries = append(entries, [2]string{child.Name(), child.Short})
			}
		}
		printEntries(out, "命令", entries)
	}
	printEntries(out, "选项", flagEntries(command.LocalNonPersistentFlags()))
	printEntries(out, "通用选项", flagEntries(commonFlags(command)))
	if command.HasAvailableSubCommands() {
		_, _ = fmt.Fprintf(out, "\n用“%s 命令 --help”查看每个命令的用法和示例。\n", command.CommandPath())
	}
}

func usageLine(command *cobra.Command) string {
	if command.HasAvailableSubCommands() {
		return command.CommandPath() + " 命令 [选项]"
	}
	return strings.TrimSuffix(command.UseLine(), " [flags]") + " [选项]"
}

// commonFlags are the flags that all commands share.
func commonFlags(command *cobra.Command) *pflag.FlagSet {
	if command.HasParent() {
		return command.InheritedFlags()
	}
	return command.PersistentFlags()
}

func flagEntries(flags *pflag.FlagSet) [][2]string {
	var entries [][2]string
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(flag)
		name := "    --" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", --" + flag.Name
		}
		if flag.Value.Type() != "bool" {
			name += " " + value
		}
		if flag.DefValue != "" && flag.DefValue != "false" && flag.DefValue != "0" && flag.DefValue != "[]" {
			usage += "（默认 " + flag.DefValue + "）"
		}
		entries = append(entries, [2]string{name, usage})
	})
	return entries
}

// printEntries prints names and their meanings in two columns.
func printEntries(out io.Writer, title string, entries [][2]string) {
	if len(entries) == 0 {
		return
	}
	width := 0
	for _, entry := range entries {
		width = max(width, runewidth.StringWidth(entry[0]))
	}
	_, _ = fmt.Fprintf(out, "\n%s：\n", title)
	for _, entry := range entries {
		_, _ = fmt.Fprintf(out, "  %s  %s\n", runewidth.FillRight(entry[0], width), entry[1])
	}
}
