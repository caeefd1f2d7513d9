package cmd

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tongbi/charts"
	"tongbi/etl/fact"
)

// results are the declarations of cmd whose Chinese is no message, in whatever language messages are: it stands in tables,
// workbooks and reports, is typed by people, or names a file. Column headings are results wherever they stand.
var results = strings.Fields(`
	severities findingHeading pageOf
	compared whole footnotes impliedBy changesHeading changesSentence bridgeSentence restatementSentence amountHeadings remark
	printGroup shortened absences together documentHeading loadedWords totalsOf
	pageNotDrawn documentNotFound missingMessage unrecognisedMessage storedIssueText statusHeading verdicts outcomeOf
	priorities grades printQuestions questionParts printLines shownLines
	changeSheet writeChanges lineSheet writeLines findingSheet questionSheet citedPlace writeFindings writeQuestions
	changeCharts lineCharts findingCharts questionCharts
	where verdictNames kindNames verifiedSheet writeVerified
	stageWords scopeWords tables reportFolder thresholdFile`)

// han finds Chinese characters and Chinese punctuation.
var han = regexp.MustCompile(`[\p{Han}\x{3000}-\x{303f}\x{ff00}-\x{ffef}]`)

// messagesOfSource gives every text of the source of cmd that is no result, with the place where it stands; of those with
// Chinese in them none may be put together with +, since the parts would be looked up one by one.
func messagesOfSource(t *testing.T) map[string]token.Position {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found, unused := map[string]token.Position{}, map[string]bool{}
	for _, name := range results {
		unused[name] = true
	}
	places := token.NewFileSet()
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(places, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.FuncDecl:
				delete(unused, node.Name.Name)
				return !slices.Contains(results, node.Name.Name)
			case *ast.ValueSpec:
				delete(unused, node.Names[0].Name)
				return !slices.Contains(results, node.Names[0].Name)
			case *ast.KeyValueExpr:
				key, ok := node.Key.(*ast.Ident)
				return !ok || key.Name != "heading"
			case *ast.BinaryExpr:
				if hasChineseLiteral(node.X) || hasChineseLiteral(node.Y) {
					t.Errorf("%s: a message put together with an operator cannot be worded in another language", places.Position(node.Pos()))
				}
			case *ast.BasicLit:
				if text, err := strconv.Unquote(node.Value); err == nil && node.Kind == token.STRING {
					found[text] = places.Position(node.Pos())
				}
			}
			return true
		})
	}
	for name := range unused {
		t.Errorf("nothing is called %s any more", name)
	}
	return found
}

func hasChineseLiteral(expression ast.Expr) bool {
	literal, ok := expression.(*ast.BasicLit)
	return ok && han.MatchString(literal.Value)
}

// onlyCommands reports whether an example says nothing but commands, which are the same in every language.
func onlyCommands(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "  tongbi ") {
			return false
		}
	}
	return true
}

func TestEveryMessageIsInTheEnglishCatalogueAndNothingElse(t *testing.T) {
	source := messagesOfSource(t)
	if len(source) < 400 {
		t.Fatalf("only %d texts found in the source", len(source))
	}
	for text, place := range source {
		if _, known := english()[text]; !known && han.MatchString(text) && !onlyCommands(text) {
			t.Errorf("%s: english.toml lacks %q", place, text)
		}
	}
	for _, stage := range []fact.Stage{fact.InitialBudget, fact.AdjustedBudget, fact.Outturn, fact.FinalAccounts, ""} {
		source[charts.StageName(stage)] = token.Position{}
	}
	for _, scope := range []fact.Scope{fact.Department, fact.UnitScope, ""} {
		source[charts.ScopeName(scope)] = token.Position{}
	}
	for text := range english() {
		if _, used := source[text]; !used {
			t.Errorf("no message is %q any more", text)
		}
	}
}

// verb is a place in a format for a value; %% is none.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([-+# 0-9.]*)([a-zA-Z%])`)

// values gives for each value of a format, by its number, the verb that shows it.
func values(format string) map[int]string {
	shown, next := map[int]string{}, 1
	for _, found := range verb.FindAllStringSubmatch(format, -1) {
		if found[3] == "%" {
			continue
		}
		if found[1] != "" {
			next, _ = strconv.Atoi(found[1])
		}
		shown[next] = found[2] + found[3]
		next++
	}
	return shown
}

func TestBothLanguagesSayTheSameValues(t *testing.T) {
	for text, worded := range english() {
		if in, out := values(text), values(worded); !maps.Equal(in, out) {
			t.Errorf("%q has the values %v, %q has %v", text, in, worded, out)
		}
		if strings.HasSuffix(text, "。") != strings.HasSuffix(worded, ".") && !han.MatchString(worded) {
			t.Errorf("only one of these ends as a sentence does: %q, %q", text, worded)
		}
	}
}

// bracketed is a Chinese term of the documents behind its English one.
var bracketed = regexp.MustCompile(`\([^()]*\)`)

// unbracketed is a text without what may be Chinese in English: terms in brackets, names of files, commands of examples.
func unbracketed(text string) string {
	text = strings.NewReplacer(thresholdFile, "", "报告/index.html", "").Replace(bracketed.ReplaceAllString(text, ""))
	lines := strings.Split(text, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "  tongbi ") }), "\n")
}

func TestTheEnglishIsEnglish(t *testing.T) {
	for _, worded := range english() {
		if left := han.FindString(unbracketed(worded)); left != "" {
			t.Errorf("%s in %q", left, worded)
		}
		for _, line := range strings.Split(worded, "\n") {
			if strings.Contains(worded, "\n") && len([]rune(line)) > 112 {
				t.Errorf("wider than a terminal: %q", line)
			}
		}
	}
}

func TestTheLanguageIsThatOfTheFirstVariableThatSaysAnything(t *testing.T) {
	for _, test := range []struct {
		variables map[string]string
		english   bool
	}{
		{map[string]string{}, false},
		{map[string]string{"LANG": "C"}, false},
		{map[string]string{"LANG": "POSIX"}, false},
		{map[string]string{"LANG": "C.UTF-8"}, false},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, false},
		{map[string]string{"LANG": "de_DE.UTF-8"}, false},
		{map[string]string{"LANG": "en_US.UTF-8"}, true},
		{map[string]string{"LANG": "EN"}, true},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, false},
		{map[string]string{"LANG": "zh_CN", "LC_MESSAGES": "en_GB"}, true},
		{map[string]string{"LC_MESSAGES": "en_GB", "LC_ALL": "C"}, false},
		{map[string]string{"LC_MESSAGES": "zh_CN", "LC_ALL": "en_GB"}, true},
		{map[string]string{"LC_ALL": "", "LANG": "en_GB"}, true},
		{map[string]string{"LC_CTYPE": "en_US.UTF-8"}, false},
		{map[string]string{"TONGBI_LANG": "zh", "LC_ALL": "en_US"}, false},
		{map[string]string{"TONGBI_LANG": "en", "LC_ALL": "zh_CN"}, true},
	} {
		chosen := languageOf(func(name string) string { return test.variables[name] })
		if got := chosen != nil; got != test.english {
			t.Errorf("%v: English is %v", test.variables, got)
		}
	}
}

func TestMessagesAreWordedPartByPart(t *testing.T) {
	catalogue := language{"%s：%s，%d处": "%[3]d of %[1]s: %[2]s", "坏了": "broken", "、": ", ", "第%d页": "page %d"}
	said := newMessage("%s：%s，%d处", join("、", []any{newMessage("第%d页", 2024), "a\nb"}), phrase("坏了"), 3)
	if got, want := said.in(catalogue), "3 of page 2024, a b: broken"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := said.in(chinese), "第2024页、a b：坏了，3处"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := newMessage("没有译文%d", 1).in(catalogue), "没有译文1"; got != want {
		t.Errorf("what a catalogue lacks: got %q, want %q", got, want)
	}
}

// everyCommandIn gives the whole tree of commands in a language, by their paths.
func everyCommandIn(in language) map[string]*cobra.Command {
	all := map[string]*cobra.Command{}
	var add func(*cobra.Command)
	add = func(command *cobra.Command) {
		all[command.CommandPath()] = command
		for _, child := range command.Commands() {
			add(child)
		}
	}
	add(newRoot(&console{out: &bytes.Buffer{}, err: &bytes.Buffer{}, language: in}))
	return all
}

func TestTheHelpIsEnglishThroughout(t *testing.T) {
	in := everyCommandIn(english())
	if len(in) < 20 {
		t.Fatalf("only %d commands", len(in))
	}
	commands := func(example string) (lines []string) {
		for _, line := range strings.Split(example, "\n") {
			if strings.HasPrefix(line, "  tongbi ") {
				lines = append(lines, line)
			}
		}
		return lines
	}
	for path, original := range everyCommandIn(chinese) {
		command := in[path]
		if command == nil {
			t.Errorf("there is no %s in English", path)
			continue
		}
		var help bytes.Buffer
		printHelp(&help, command, english())
		if left := han.FindString(unbracketed(help.String())); left != "" {
			t.Errorf("%s --help has %s: %s", path, left, help.String())
		}
		if got, want := commands(command.Example), commands(original.Example); !slices.Equal(got, want) {
			t.Errorf("the examples of %s are other ones: %q, %q", path, got, want)
		}
		original.LocalFlags().VisitAll(func(flag *pflag.Flag) {
			if worded := command.LocalFlags().Lookup(flag.Name); worded == nil || worded.Usage == flag.Usage || han.MatchString(unbracketed(worded.Usage)) {
				t.Errorf("%s --%s has no English usage", path, flag.Name)
			}
		})
	}
}

// TestResultsAreTheSameInEveryLanguage: a script gives the same on a machine with another locale.
func TestResultsAreTheSameInEveryLanguage(t *testing.T) {
	samples, err := filepath.Abs("../data/samples")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("小局.txt", []byte(attachments["小局.txt"]), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(in, line string) (result, said string) {
		t.Setenv(languageVariable, in)
		var out, err bytes.Buffer
		Main(words(line), &out, &err)
		return out.String(), err.String()
	}
	run("zh", "load "+samples+" 小局.txt")
	for _, line := range []string{
		"load 小局.txt", "status", "status --format csv", "compare --org 万里", "compare --by bridge --format md", "compare --format json", "trend --by nature",
		"trend --format csv", "check", "check --coverage", "check --list", "check --format csv", "questions --top 3", "questions --format json", "questions --list",
		"extract 小局.txt", "extract 小局.txt --claims --format csv", "briefing --org 闵行 --format md", "sql \"from current_document\"",
	} {
		inChinese, saidInChinese := run("zh", line)
		inEnglish, saidInEnglish := run("en", line)
		if inChinese != inEnglish {
			t.Errorf("%s gives another result in English: %s", line, firstDifference(inChinese, inEnglish))
		}
		if saidInChinese == saidInEnglish {
			t.Errorf("%s says the same in both languages: %s", line, saidInEnglish)
		}
		if left := strings.ReplaceAll(bracketed.ReplaceAllString(saidInEnglish, ""), "小局.txt", ""); han.MatchString(left) {
			t.Errorf("%s is not English throughout: %s", line, saidInEnglish)
		}
	}
}
