package cmd

import (
	"regexp"
	"testing"

	"tongbi/data"
)

// TestTheTemplateOfSettingsHoldsEverySetting uncomments every line and holds it against what the commands know.
func TestTheTemplateOfSettingsHoldsEverySetting(t *testing.T) {
	uncommented := regexp.MustCompile(`(?m)^# ([a-z-]+ = )`).ReplaceAll(data.SettingsTemplate, []byte("$1"))
	settings, err := data.Settings(uncommented)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, setting := range settings {
		seen[setting.Key] = true
		of, known := settingFlags[setting.Key]
		if !known {
			t.Errorf("line %d: %s is no setting", setting.Line, setting.Key)
		}
		taken := false
		for _, command := range everyCommand() {
			_ = command.ParseFlags(nil) // the common flags join those of the command
			if flag := command.Flags().Lookup(of.flag); flag != nil && (of.command == "" || of.command == command.Name()) {
				taken = true
				if err := flag.Value.Set(setting.Value); err != nil {
					t.Errorf("%s does not take %s: %v", command.CommandPath(), setting.Key, err)
				}
			}
		}
		if !taken {
			t.Errorf("no command has a flag for %s", setting.Key)
		}
	}
	for key := range settingFlags {
		if !seen[key] {
			t.Errorf("the template lacks %s", key)
		}
	}
	if plain, err := data.Settings(data.SettingsTemplate); err != nil || len(plain) != 0 {
		t.Errorf("the template sets %v, %v", plain, err)
	}
}
