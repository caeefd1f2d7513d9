package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
)

// sample is a row with everything that formats get wrong.
type sample struct {
	name   string
	page   int
	amount string
}

var sampleColumns = []column[sample]{
	{name: "name", value: func(s sample) any { return s.name }, heading: "名称"},
	{name: "page", value: func(s sample) any { return number(s.page) }},
	{name: "amount_yuan", value: func(s sample) any { return s.amount }, heading: "金额", right: true},
}

var samples = []sample{{"“三公”经费", 12, "-1.00"}, {"a,\"b\"\n<c>|", 0, ""}}

func TestCSVQuotesAndLeavesTheUnknownEmpty(t *testing.T) {
	var out bytes.Buffer
	if err := writeRows(formatCSV, &out, sampleColumns, samples); err != nil {
		t.Fatal(err)
	}
	want := "name,page,amount_yuan\n“三公”经费,12,-1.00\n\"a,\"\"b\"\"\n<c>|\",,\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

func TestJSONIsOneArrayWithTheKeysInOrder(t *testing.T) {
	for count, want := range map[int]string{
		0: "[]\n",
		2: "[\n{\"name\":\"“三公”经费\",\"page\":12,\"amount_yuan\":\"-1.00\"},\n{\"name\":\"a,\\\"b\\\"\\n<c>|\",\"page\":null,\"amount_yuan\":\"\"}\n]\n",
	} {
		var out bytes.Buffer
		if err := writeRows(formatJSON, &out, sampleColumns, samples[:count]); err != nil {
			t.Fatal(err)
		}
		if out.String() != want || !json.Valid(out.Bytes()) {
			t.Errorf("got  %q\nwant %q", out.String(), want)
		}
	}
}

func TestTableAlignsChineseByItsWidthOnTheScreen(t *testing.T) {
	var out bytes.Buffer
	rows := []sample{{"农林水支出", 0, "1,478.61"}, {"ab", 0, "−0.50"}}
	if err := gridOf(sampleColumns, rows).print(&out, lipgloss.NewStyle()); err != nil {
		t.Fatal(err)
	}
	want := "名称            金额\n农林水支出  1,478.61\nab             −0.50\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestTableLeavesOutColumnsWithoutAnything(t *testing.T) {
	if got := gridOf(sampleColumns, []sample{{name: "x"}}).compact(); len(got.headings) != 1 {
		t.Errorf("headings = %q", got.headings)
	}
}

func TestMarkdownEscapesWhatWouldBreakARow(t *testing.T) {
	var out bytes.Buffer
	if err := gridOf(sampleColumns, samples).printMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	want := "| 名称 | 金额 |\n| --- | ---: |\n| “三公”经费 | -1.00 |\n| a,\"b\" <c>\\| |  |\n\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestCSVFileBeginsWithAByteOrderMarkForExcel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "结果.csv")
	to := destination{path: path}
	if err := to.settle(); err != nil {
		t.Fatal(err)
	}
	if err := to.write(io.Discard, func(out io.Writer) error { return writeRows(to.format, out, sampleColumns, samples) }); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(content), "\ufeffname,") {
		t.Errorf("%q, %v", content, err)
	}
}

func TestAResultThatFailsLeavesTheOldFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "结果.csv")
	if err := os.WriteFile(path, []byte("旧"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := writeWhole(path, func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Errorf("writeWhole = %v", err)
	}
	content, _ := os.ReadFile(path)
	entries, _ := os.ReadDir(folder)
	if string(content) != "旧" || len(entries) != 1 {
		t.Errorf("content %q, %d files in the folder; want the old file alone", content, len(entries))
	}
}
