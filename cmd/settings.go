package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"tongbi/data"
)

// settingsFile is the file in the working folder whose settings hold where the command line says nothing.
const settingsFile = "tongbi.toml"

// settingFlags are the settings with the flags that they give a value to: of one command, or of all that have it.
var settingFlags = map[string]struct{ command, flag string }{
	"db": {flag: "db"}, "quiet": {flag: "quiet"}, "aliases": {flag: "aliases"}, "forms": {flag: "forms"}, "ocr": {flag: "ocr"},
	"crosswalk": {flag: "crosswalk"}, "check-rules": {"check", "rules"}, "question-rules": {"questions", "rules"},
	"thresholds": {"questions", "config"}, "templates": {"briefing", "templates"}, "no-pictures": {"report", "no-pictures"},
	"max-size": {flag: "max-size"}, "max-pages": {flag: "max-pages"}, "max-cells": {flag: "max-cells"}, "max-time": {flag: "max-time"},
	"max-files": {flag: "max-files"}, "max-depth": {flag: "max-depth"}, "max-total": {flag: "max-total"},
}

// applySettings gives the flags of a command that were not written on the command line the values of tongbi.toml.
func applySettings(command *cobra.Command) error {
	content, err := os.ReadFile(settingsFile)
	if errors.Is(err, fs.ErrNotExist) || command.Name() == "init" {
		return nil
	}
	if err != nil {
		return err
	}
	settings, err := data.Settings(content)
	if err != nil {
		return err
	}
	for _, setting := range settings {
		of, known := settingFlags[setting.Key]
		if !known {
			return &data.SettingError{Key: setting.Key, Line: setting.Line, Detail: "is unknown"}
		}
		flag := command.Flags().Lookup(of.flag)
		if flag == nil || flag.Changed || of.command != "" && of.command != command.Name() {
			continue
		}
		if err := flag.Value.Set(setting.Value); err != nil {
			return &data.SettingError{Key: setting.Key, Line: setting.Line, Detail: setting.Value}
		}
	}
	return nil
}

func newInit(console *console) *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "在当前文件夹写一份带说明的设置 tongbi.toml",
		Long: `在当前文件夹写一份 tongbi.toml：数据库、单位别名、表式、科目对照、规则、阈值、模板、限度，每一项都有说明，去掉行首的 # 就起作用。
在这个文件夹里运行的命令都用它；命令行上写了的选项以命令行为准。已有 tongbi.toml 时不改动它。`,
		Example: `  tongbi init`,
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			file, err := os.OpenFile(settingsFile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if errors.Is(err, fs.ErrExist) {
				return settingsExist()
			}
			if err != nil {
				return err
			}
			_, err = file.Write(data.SettingsTemplate)
			if err := errors.Join(err, file.Close()); err != nil {
				return err
			}
			if _, err := fmt.Fprintln(console.out, settingsFile); err != nil {
				return err
			}
			console.hint("已写好 %s。下一步：打开它，去掉要用的行首的 #，再用 tongbi load 装入文件。", settingsFile)
			return nil
		},
	}
}
