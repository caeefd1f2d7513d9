package data

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// SettingsTemplate is a tongbi.toml in which every setting stands, commented out and explained.
//
//go:embed tongbi.toml
var SettingsTemplate []byte

// Setting is one line of a tongbi.toml: its key, its value as a flag takes it, and where it stands.
type Setting struct {
	Key, Value string
	Line       int
}

// SettingError is a tongbi.toml that cannot be used. Key is empty where it is no TOML at all.
type SettingError struct {
	Key    string
	Line   int
	Detail string
}

func (e *SettingError) Error() string { return fmt.Sprintf("line %d: %s %s", e.Line, e.Key, e.Detail) }

// Settings reads a tongbi.toml: texts, numbers and truths, no tables. What is not TOML, or no such value, is a *SettingError.
func Settings(content []byte) ([]Setting, error) {
	values := map[string]any{}
	known, err := toml.Decode(string(content), &values)
	if err != nil {
		wrong := &SettingError{Detail: err.Error()}
		if parse, ok := err.(toml.ParseError); ok {
			wrong.Line, wrong.Detail = parse.Position.Line, parse.Message
		}
		return nil, wrong
	}
	var settings []Setting
	for _, key := range known.Keys() {
		name := strings.Join(key, ".")
		one := Setting{Key: name, Line: lineOf(string(content), key[0])}
		switch value := values[key[0]].(type) {
		case string, int64, bool:
			one.Value = fmt.Sprint(value)
		default:
			return nil, &SettingError{Key: name, Line: one.Line, Detail: "is no text, whole number or truth"}
		}
		settings = append(settings, one)
	}
	return settings, nil
}

// lineOf is the line on which a key stands.
func lineOf(content, key string) int {
	begins := regexp.MustCompile(`^\s*(?:\[\s*)?["']?` + regexp.QuoteMeta(key) + `["']?\s*[=\].]`)
	for i, line := range strings.Split(content, "\n") {
		if begins.MatchString(line) {
			return i + 1
		}
	}
	return 1
}
