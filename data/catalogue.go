package data

import "github.com/BurntSushi/toml"

// Catalogue reads what messages are in another language: to each message of the source, which is Chinese, that of the other
// language.
func Catalogue(content []byte) (map[string]string, error) {
	messages := map[string]string{}
	_, err := toml.Decode(string(content), &messages)
	return messages, err
}
