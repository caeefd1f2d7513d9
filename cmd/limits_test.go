package cmd

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tongbi/etl/doc"
	"tongbi/etl/read"
	"tongbi/etl/read/readtest"
)

// TestARefusalForALimitNamesTheFlagThatRaisesIt reads files that pass each limit, so the wording of the readers and the
// table of flags cannot part.
func TestARefusalForALimitNamesTheFlagThatRaisesIt(t *testing.T) {
	samples, err := filepath.Glob("../data/samples/*.pdf")
	if err != nil || len(samples) == 0 {
		t.Fatal("no sample PDF", err)
	}
	pdf, err := os.ReadFile(samples[0])
	if err != nil {
		t.Fatal(err)
	}
	table := "甲\t乙\t丙\n1\t2\t3\n4\t5\t6\n"
	grid := []doc.Block{&doc.Grid{Rows: 1, Cols: 2, Cells: []doc.Cell{
		{Row: 1, Col: 1, RowSpan: 1, ColSpan: 1, Text: "甲"}, {Row: 1, Col: 2, RowSpan: 1, ColSpan: 1, Text: "乙"},
	}}}
	archive := func(files map[string]string) []byte { return readtest.Zip(t, files) }
	word, book, page := readtest.Word(t, grid), readtest.Book(t, grid), readtest.HTML(grid)
	for name, test := range map[string]struct {
		content []byte
		limits  read.Limits
		flag    string
	}{
		"pages of a PDF":        {pdf, read.Limits{Pages: 1}, "--max-pages"},
		"bytes of a PDF":        {pdf, read.Limits{Bytes: 100}, "--max-size"},
		"time of a PDF":         {pdf, read.Limits{Time: time.Nanosecond}, "--max-time"},
		"bytes of a text":       {[]byte(table), read.Limits{Bytes: 10}, "--max-size"},
		"cells of a text":       {[]byte(table), read.Limits{Cells: 4}, "--max-cells"},
		"bytes of Word":         {word, read.Limits{Bytes: 100}, "--max-size"},
		"cells of Word":         {word, read.Limits{Cells: 1}, "--max-cells"},
		"cells of a workbook":   {book, read.Limits{Cells: 1}, "--max-cells"},
		"time of a workbook":    {book, read.Limits{Time: time.Nanosecond}, "--max-time"},
		"bytes of a web page":   {page, read.Limits{Bytes: 10}, "--max-size"},
		"cells of a web page":   {page, read.Limits{Cells: 1}, "--max-cells"},
		"files of an archive":   {archive(map[string]string{"1.txt": "一", "2.txt": "二"}), read.Limits{Entries: 1}, "--max-files"},
		"depth of an archive":   {archive(map[string]string{"1.zip": string(archive(map[string]string{"1.txt": "一"}))}), read.Limits{Depth: 1}, "--max-depth"},
		"total of an archive":   {archive(map[string]string{"1.txt": "一二", "2.txt": "三四"}), read.Limits{Total: 8}, "--max-total"},
		"a file of an archive":  {archive(map[string]string{"1.txt": strings.Repeat("一", 200)}), read.Limits{Bytes: 100}, "--max-size"},
		"a part after unpacked": {readtest.Word(t, []doc.Block{&doc.Paragraph{Lines: []doc.Line{{Text: strings.Repeat("一", 9000)}}}}), read.Limits{Bytes: 9000}, "--max-size"},
	} {
		t.Run(name, func(t *testing.T) {
			reader := read.New(read.Options{Limits: test.limits})
			defer reader.Close()
			documents, err := reader.Read(context.Background(), "文件", test.content)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, document := range documents {
				for _, line := range issueLines(document.Name, document.Format, document.Issues, 9) {
					said = append(said, line.in(chinese))
				}
			}
			if all := strings.Join(said, "\n"); !strings.Contains(all, test.flag+" 放宽") {
				t.Errorf("no word of %s: %q", test.flag, all)
			}
		})
	}
	for _, limit := range limitFlags {
		if newExtract(&console{}).Flags().Lookup(strings.TrimPrefix(limit.flag, "--")) == nil {
			t.Errorf("a message names %s, which is no flag", limit.flag)
		}
	}
}
