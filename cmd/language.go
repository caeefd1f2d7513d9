package cmd

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"tongbi/data"
)

// language is what messages are worded in: a catalogue of what each Chinese message is in it. The source is Chinese, so
// that Chinese needs none, and so that what a catalogue lacks is told in Chinese. Results are documents for Chinese readers
// and stay Chinese in every language: tables and their headings, reports, briefings, findings, questions, notes.
type language map[string]string

// chinese is the language of the source.
var chinese language

//go:embed english.toml
var englishCatalogue []byte

// english is the other language, read when it is first wanted. Its catalogue is part of the program, and tested: what is
// wrong with it is wrong with the program.
var english = sync.OnceValue(func() language {
	catalogue, err := data.Catalogue(englishCatalogue)
	if err != nil {
		panic(err)
	}
	return catalogue
})

// languageVariable names the environment variable that chooses the language whatever the locale.
const languageVariable = "TONGBI_LANG"

// languageOf chooses by that variable or, in the order of POSIX, by the locale: of the variables the first that is not empty
// decides. Who has another language than English, or none, reads Chinese budgets and thus Chinese.
func languageOf(variable func(name string) string) language {
	for _, name := range []string{languageVariable, "LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := variable(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "en") {
				return english()
			}
			return chinese
		}
	}
	return chinese
}

// of is a Chinese text of the source in the language.
func (l language) of(text string) string {
	if worded, known := l[text]; known {
		return worded
	}
	return text
}

// worded is what can be said in every language: a message, a phrase or a list. Parts of it may be such things themselves.
type worded interface{ in(language) string }

// message is one line for people: a Chinese format, by which catalogues know it, and the values that go into it.
type message struct {
	format string
	values []any
}

func newMessage(format string, values ...any) message {
	if false {
		_ = fmt.Sprintf(format, values...) // so that go vet holds the values of messages against their formats
	}
	return message{format, values}
}

// in keeps the message in one line, and control characters of a document off the terminal.
func (m message) in(l language) string {
	return oneLine(fmt.Sprintf(l.of(m.format), wordedIn(l, m.values)...))
}

// phrase is a message without values.
type phrase string

func (p phrase) in(l language) string { return l.of(string(p)) }

// list is several things one after another, with a comma or another mark between them.
type list struct {
	between string
	items   []any
}

func join[Item any](between string, items []Item) list {
	joined := list{between: between}
	for _, item := range items {
		joined.items = append(joined.items, item)
	}
	return joined
}

func (s list) in(l language) string {
	words := make([]string, len(s.items))
	for i, item := range wordedIn(l, s.items) {
		words[i] = fmt.Sprint(item)
	}
	return strings.Join(words, l.of(s.between))
}

// wordedIn gives the values of a message with those that can be worded as text.
func wordedIn(l language, values []any) []any {
	plain := make([]any, len(values))
	for i, value := range values {
		if part, ok := value.(worded); ok {
			value = part.in(l)
		}
		plain[i] = value
	}
	return plain
}
