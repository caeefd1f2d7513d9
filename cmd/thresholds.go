package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"tongbi/data"
)

// thresholdFile is the file beside the database whose thresholds hold where no other file is named.
const thresholdFile = "阈值.toml"

// questionThresholds are the thresholds of the file, with those given by --set in their place. It says which file they are
// from: a question that is not asked must not surprise.
func questionThresholds(console *console, options *questionsOptions) (map[string]string, error) {
	path := options.config
	if path == "" {
		path = filepath.Join(filepath.Dir(console.database), thresholdFile)
	}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && options.config == "" {
		return options.set, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read thresholds: %w", err)
	}
	thresholds, err := data.Thresholds(content)
	if err != nil {
		return nil, ruleError{fmt.Errorf("%s: %w", path, err)}
	}
	console.hint("阈值取自 %s。", path)
	maps.Copy(thresholds, options.set)
	return thresholds, nil
}
