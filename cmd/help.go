package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speak gives every command, those of the library too, its help in the language.
func speak(root *cobra.Command, in language) {
	root.SetHelpFunc(func(command *cobra.Command, _ []string) { printHelp(command.OutOrStdout(), command, in) })
	root.SetUsageFunc(func(command *cobra.Command) error { printHelp(command.OutOrStderr(), command, in); return nil })
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
			describeCompletion(command, in)
		}
	}
	translate(root, in)
}

// translate words what a command and those below it say of themselves.
func translate(command *cobra.Command, in language) {
	command.Use, command.Short = in.of(command.Use), in.of(command.Short)
	command.Long, command.Example = in.of(command.Long), in.of(command.Example)
	for _, flags := range []*pflag.FlagSet{command.Flags(), command.PersistentFlags()} {
		flags.VisitAll(func(flag *pflag.Flag) { flag.Usage = in.of(flag.Usage) })
	}
	for _, child := range command.Commands() {
		translate(child, in)
	}
}

func describeCompletion(command *cobra.Command, in language) {
	command.Short = "生成命令行补全脚本"
	command.Long = "为所用的命令行解释器生成补全脚本，装好后按 Tab 键可补全命令和选项。"
	command.Example = "  tongbi completion bash > /etc/bash_completion.d/tongbi"
	for _, shell := range command.Commands() {
		shell.Short = newMessage("生成 %s 的补全脚本", shell.Name()).in(in)
		shell.Long = newMessage("生成 %s 的补全脚本，内容写到标准输出。", shell.Name()).in(in)
		shell.Flags().VisitAll(func(flag *pflag.Flag) { flag.Usage = "补全时不带说明" })
	}
}

// printHelp prints what a command is for, how it is called, examples and flags.
func printHelp(out io.Writer, command *cobra.Command, in language) {
	purpose := command.Long
	if purpose == "" {
		purpose = command.Short
	}
	_, _ = fmt.Fprintf(out, "%s\n\n%s\n  %s\n", purpose, in.of("用法："), usageLine(command).in(in))
	if command.HasExample() {
		_, _ = fmt.Fprintf(out, "\n%s\n%s\n", in.of("示例："), command.Example)
	}
	if command.HasAvailableSubCommands() {
		var entries [][2]string
		for _, child := range command.Commands() {
			if child.IsAvailableCommand() {
				entries = append(entries, [2]string{child.Name(), child.Short})
			}
		}
		printEntries(out, in.of("命令："), entries)
	}
	printEntries(out, in.of("选项："), flagEntries(command.LocalNonPersistentFlags(), in))
	printEntries(out, in.of("通用选项："), flagEntries(commonFlags(command), in))
	if command.HasAvailableSubCommands() {
		_, _ = fmt.Fprintf(out, "\n%s\n", newMessage("用“%s 命令 --help”查看每个命令的用法和示例。", command.CommandPath()).in(in))
	}
}

func usageLine(command *cobra.Command) message {
	if command.HasAvailableSubCommands() {
		return newMessage("%s 命令 [选项]", command.CommandPath())
	}
	return newMessage("%s [选项]", strings.TrimSuffix(command.UseLine(), " [flags]"))
}

// commonFlags are the flags that all commands share.
func commonFlags(command *cobra.Command) *pflag.FlagSet {
	if command.HasParent() {
		return command.InheritedFlags()
	}
	return command.PersistentFlags()
}

func flagEntries(flags *pflag.FlagSet, in language) [][2]string {
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
			usage = newMessage("%s（默认 %s）", usage, flag.DefValue).in(in)
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
	_, _ = fmt.Fprintf(out, "\n%s\n", title)
	for _, entry := range entries {
		_, _ = fmt.Fprintf(out, "  %s  %s\n", runewidth.FillRight(entry[0], width), entry[1])
	}
}
