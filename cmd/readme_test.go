package cmd

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// block is a fenced code block of README.md.
var block = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// attachments are the files that the sessions of README.md speak of and that it does not show itself.
var attachments = map[string]string{
	"小局.txt": `测试市小局2024年部门预算

2024年，小局收入预算120.50万元，其中：财政拨款收入120.50万元，比2023年预算增加20.50万元，主要原因是增加巡查。

2024年部门财务收支预算总表

编制部门：测试市小局	单位：元
本年收入		本年支出
项目	预算数	项目	预算数
一、财政拨款收入	1,205,000	一、一般公共服务支出	1,2O5,000
收入总计	1,205,000	支出总计	1,205,000
`,
	"我写的简报.txt": `万里街道2025年部门预算审查参阅材料

2025年支出预算18,967.76万元（1.90亿元），比上年增加3,355.64万元，增长21.48%；2023—2025年年均增长7.25%。其中项目支出占46.60%，提高10.43个百分点。
“三公”经费37.91万元，比上年增长20.87%。一般行政管理事务45.41万元。
`,
	"车辆.txt": `测试市小局2024年部门预算

2024年公务用车情况表

编制部门：测试市小局	单位：元
购置费	运行费
0	40,000
`,
}

// TestReadmeSessions runs every console block of README.md in a clean folder and holds what the program prints against
// what stands there; -update writes it anew.
func TestReadmeSessions(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	samples, err := filepath.Abs("../data")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(samples, "data"); err != nil {
		t.Fatal(err)
	}
	for name, content := range attachments {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	writeForms(t, string(readme))
	ran := block.ReplaceAllStringFunc(string(readme), func(whole string) string {
		parts := block.FindStringSubmatch(whole)
		if parts[1] != "console" {
			return whole
		}
		return "```console\n" + session(t, parts[2]) + "```"
	})
	if ran == string(readme) {
		return
	}
	if !*update {
		t.Fatalf("README.md shows what the program does not print (go test ./cmd -update): %s", firstDifference(string(readme), ran))
	}
	if err := os.WriteFile(filepath.Join(samples, "../README.md"), []byte(ran), 0o644); err != nil {
		t.Fatal(err)
	}
}

// writeForms writes the data files that README.md shows; the first line of each names it.
func writeForms(t *testing.T, readme string) {
	t.Helper()
	for _, parts := range block.FindAllStringSubmatch(readme, -1) {
		if parts[1] != "toml" {
			continue
		}
		first, _, _ := strings.Cut(parts[2], "\n")
		name := strings.TrimPrefix(first, "# ")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(parts[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// session runs the commands of a block and gives the block as it should be: each command with what it prints.
func session(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	t.Setenv(languageVariable, "zh") // of every block that does not export another
	for _, line := range strings.Split(text, "\n") {
		if variable, ok := strings.CutPrefix(line, "$ export "); ok {
			name, value, _ := strings.Cut(variable, "=")
			t.Setenv(name, value)
			out.WriteString(line + "\n")
		}
		command, ok := strings.CutPrefix(line, "$ tongbi ")
		if !ok {
			continue
		}
		out.WriteString(line + "\n")
		if code := Main(words(command), &out, &out); code != exitDone && code != exitIssues && !strings.HasPrefix(command, "verify") { // which ends with 1 where it finds something wrong
			t.Errorf("%s: exit code %d", line, code)
		}
		if !bytes.HasSuffix(out.Bytes(), []byte("\n")) {
			out.WriteByte('\n')
		}
	}
	return strings.ReplaceAll(out.String(), "\n\n$", "\n$")
}

// words splits a command line at blanks outside double quotes.
func words(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

func firstDifference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return "\nREADME.md: " + left[i] + "\nprogram:   " + right[i]
		}
	}
	return "one is longer"
}

// everyCommand gives every command of the program's own.
func everyCommand() []*cobra.Command {
	root := newRoot(&console{out: &bytes.Buffer{}, err: &bytes.Buffer{}})
	var all []*cobra.Command
	for _, command := range root.Commands() {
		if command.Name() != "help" {
			all = append(all, command)
		}
	}
	return all
}

func TestEveryCommandHasHelpExampleAndDocumentation(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	chinese := regexp.MustCompile(`\p{Han}`)
	for _, command := range everyCommand() {
		name := command.CommandPath()
		if !chinese.MatchString(command.Short) {
			t.Errorf("%s has no Chinese description", name)
		}
		if !strings.Contains(command.Example, name) {
			t.Errorf("%s has no example of itself", name)
		}
		if !strings.Contains(string(readme), "| `"+name) {
			t.Errorf("README.md's table of commands lacks %s", name)
		}
		command.LocalFlags().VisitAll(func(flag *pflag.Flag) {
			if !chinese.MatchString(flag.Usage) {
				t.Errorf("%s --%s has no Chinese description", name, flag.Name)
			}
		})
	}
}

// TestExamplesOfTheHelpAreValid parses every example: its command exists and takes its flags and arguments.
func TestExamplesOfTheHelpAreValid(t *testing.T) {
	console := &console{out: &bytes.Buffer{}, err: &bytes.Buffer{}}
	for _, of := range append(everyCommand(), newRoot(console)) {
		for _, line := range strings.Split(of.Example, "\n") {
			rest, ok := strings.CutPrefix(strings.TrimSpace(line), "tongbi ")
			if !ok {
				continue
			}
			rest, _, _ = strings.Cut(rest, " < ")
			rest, _, _ = strings.Cut(rest, " > ")
			command, args, err := newRoot(console).Find(words(rest))
			if err == nil {
				err = command.ParseFlags(args)
			}
			if err == nil && command.Args != nil {
				err = command.Args(command, command.Flags().Args())
			}
			if err != nil {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
}

// belongings are the files that the examples of the help speak of, each a copy of a sample.
var belongings = map[string]string{
	"2024年部门预算.pdf": "万里街道办事处2024年部门预算.pdf", "2025年部门预算.pdf": "万里街道办事处2025年部门预算.pdf", "说明.pdf": "万里街道办事处2024年部门预算.pdf",
	"更正后的预算.pdf": "万里街道办事处2025年部门预算.pdf", "民政局/2024年部门预算.pdf": "闵行区城市运行管理中心2024年部门预算.txt", "部门预算.pdf": "万里街道办事处2025年部门预算.pdf",
	"部门预算.txt": "闵行区城市运行管理中心2024年部门预算.txt", "文件夹/预算.txt": "闵行区城市运行管理中心2024年部门预算.txt",
	"2023.pdf": "万里街道办事处2023年部门预算.txt", "2024.pdf": "万里街道办事处2024年部门预算.pdf", "2025.pdf": "万里街道办事处2025年部门预算.pdf",
}

// TestExamplesOfTheHelpRun runs every example of every command's help on the samples, and sees that the last line that a person
// reads says what to do next.
func TestExamplesOfTheHelpRun(t *testing.T) {
	samples, err := filepath.Glob("../data/samples/*年*")
	if err != nil || len(samples) == 0 {
		t.Fatal(samples, err)
	}
	whole := t.TempDir()
	for i, sample := range samples {
		samples[i], _ = filepath.Abs(sample)
	}
	run := func(line string) (int, string) {
		var out, said bytes.Buffer
		rest, input, piped := strings.Cut(line, " < ")
		rest, _, _ = strings.Cut(rest, " > ")
		if piped {
			file, err := os.Open(input)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			usual := os.Stdin
			os.Stdin = file
			defer func() { os.Stdin = usual }()
		}
		return Main(words(rest), &out, &said), strings.TrimSpace(said.String())
	}
	if code, said := run("load " + strings.Join(samples, " ") + " --db " + filepath.Join(whole, "tongbi.duckdb")); code != exitDone {
		t.Fatal(said)
	}
	for _, command := range everyCommand() {
		t.Run(command.Name(), func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := errors.Join(os.Symlink(filepath.Dir(samples[0]), "预算文件"), os.MkdirAll("我的规则", 0o755),
				os.WriteFile("阈值.toml", []byte("[Q03]\nrate = 0.5\n"), 0o600), os.WriteFile("查询.sql", []byte("select 1"), 0o600)); err != nil {
				t.Fatal(err)
			}
			copyFile(t, filepath.Join(whole, "tongbi.duckdb"), "tongbi.duckdb")
			for name, of := range belongings {
				i := slices.IndexFunc(samples, func(sample string) bool { return strings.HasSuffix(sample, of) })
				copyFile(t, samples[i], name)
			}
			if command.Name() == "verify" {
				for _, suffix := range []string{"docx", "md"} {
					if code, said := run("briefing --org 万里 -o 简报." + suffix); code != exitDone {
						t.Fatal(said)
					}
				}
				copyFile(t, "简报.md", "简报.txt")
			}
			for _, line := range strings.Split(command.Example, "\n") {
				rest, ok := strings.CutPrefix(strings.TrimSpace(line), "tongbi ")
				if !ok {
					continue
				}
				if command.Name() == "forget" {
					_ = os.Remove("tongbi.duckdb")
					if code, said := run("load " + strings.Fields(rest)[1]); code != exitDone {
						t.Fatal(said)
					}
				}
				code, said := run(rest)
				if code != exitDone && code != exitIssues {
					t.Errorf("%s: exit code %d: %s", line, code, said)
				}
				last := said[strings.LastIndex(said, "\n")+1:]
				if name := command.Name(); !strings.Contains(last, "下一步") && name != "version" && name != "completion" {
					t.Errorf("%s: the last line does not say what to do next: %s", line, last)
				}
			}
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, content, 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
}
