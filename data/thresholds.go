package data

import (
	"fmt"

	"github.com/BurntSushi/toml"
)

// Thresholds reads a user's file of thresholds: a table for each rule ([Q03] rate = 0.5), given as “Q03.rate” → “0.5”. A value
// that is no number is an error; whether there is such a rule is for the rules to say.
func Thresholds(content []byte) (map[string]string, error) {
	var file map[string]any
	if _, err := toml.Decode(string(content), &file); err != nil {
		return nil, fmt.Errorf("reading thresholds: %w", err)
	}
	thresholds := map[string]string{}
	for rule, table := range file {
		values, ok := table.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("reading thresholds: %s stands under no rule", rule)
		}
		for name, value := range values {
			switch value.(type) {
			case int64, float64:
				thresholds[rule+"."+name] = fmt.Sprint(value)
			default:
				return nil, fmt.Errorf("reading thresholds: %s.%s is no number", rule, name)
			}
		}
	}
	return thresholds, nil
}
