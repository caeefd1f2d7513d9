package txt

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"tongbi/etl/doc"
)

// show writes a document the way tests compare it: the line, then ¶ and a paragraph, or a row of a grid between bars.
func show(document *doc.Document) string {
	var out strings.Builder
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			fmt.Fprintf(&out, "%d ¶ %s\n", block.Lines[0].Page, block.Text())
		case *doc.Grid:
			fmt.Fprintf(&out, "%d grid %d: %d×%d\n", block.Page, block.Number, block.Rows, block.Cols)
			for i, cell := range block.Cells {
				if cell.Col == 1 {
					fmt.Fprintf(&out, "%d ", cell.Page)
				}
				out.WriteString("|" + cell.Text)
				if (i+1)%block.Cols == 0 {
					out.WriteString("|\n")
				}
			}
		}
	}
	for _, issue := range document.Issues {
		fmt.Fprintf(&out, "! %v\n", issue)
	}
	return out.String()
}

func expect(t *testing.T, text, want string) {
	t.Helper()
	if got := show(Read([]byte(text), Limits{})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const (
	sample = "收入预算总表\n\n单位：元\n\n项目\t\t预算数\t\n类\t款\t\t\n201\t01\t人大事务\t4,545.94\n合计\t\t\t4,545.94\n\n注：无。\n"
	shown  = "1 ¶ 收入预算总表\n3 ¶ 单位：元\n5 grid 1: 4×4\n5 |项目||预算数||\n6 |类|款|||\n7 |201|01|人大事务|4,545.94|\n" +
		"8 |合计|||4,545.94|\n10 ¶ 注：无。\n"
)

func TestReadEveryEncodingAlike(t *testing.T) {
	encode := func(encoding encoding.Encoding) string {
		text, err := encoding.NewEncoder().String(sample)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, text := range map[string]string{
		"UTF-8":               sample,
		"UTF-8 with its mark": "\uFEFF" + sample,
		"GB18030":             encode(simplifiedchinese.GB18030),
		"UTF-16":              encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"Windows lines":       strings.ReplaceAll(sample, "\n", "\r\n"),
		"old Mac lines":       strings.ReplaceAll(sample, "\n", "\r"),
	} {
		t.Run(name, func(t *testing.T) {
			if !Sniff([]byte(text)) {
				t.Error("not taken for text")
			}
			expect(t, text, shown)
		})
	}
}

func TestReadBlankLineWithinATable(t *testing.T) {
	expect(t, "302\t07\t邮电费\t185\n\n302\t11\t差旅费\t10\n",
		"1 grid 1: 2×4\n1 |302|07|邮电费|185|\n3 |302|11|差旅费|10|\n")
}

func TestReadBlankLineBetweenTablesOfDifferentWidth(t *testing.T) {
	expect(t, "项目\t预算数\n合计\t1\n\n类\t款\t金额\n",
		"1 grid 1: 2×2\n1 |项目|预算数|\n2 |合计|1|\n4 grid 2: 1×3\n4 |类|款|金额|\n")
}

func TestReadRowThatBeginsEmpty(t *testing.T) {
	expect(t, "一、收入\t5\t一、支出\t0\n\t\t二、国防\t0\n\t\t\t7\n",
		"1 grid 1: 3×4\n1 |一、收入|5|一、支出|0|\n2 |||二、国防|0|\n3 ||||7|\n")
}

func TestReadIndentedParagraphIsNoTable(t *testing.T) {
	expect(t, "\t本部门收入预算\n　　支出预算\t\n", "1 ¶ 本部门收入预算\n2 ¶ 支出预算\n")
}

func TestReadBadTexts(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		limits Limits
		want   string
	}{
		"nothing but blanks": {" \n\n\t\n", Limits{}, "! {{0 0 0 0} empty_file }\n"},
		"no text encoding":   {"合计\n\xff\xff\xff\xff", Limits{}, "! {{2 0 0 0} unreadable_text \"\\xff\\xff\\xff\\xff\"}\n"},
		"too large":          {sample, Limits{Bytes: 10}, fmt.Sprintf("! {{0 0 0 0} too_large %d bytes > 10}\n", len(sample))},
		"a table too large":  {"表\na\tb\tc\nd\te\n注", Limits{Cells: 5}, "1 ¶ 表\n4 ¶ 注\n! {{2 1 0 0} too_large table of more than 5 cells}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(Read([]byte(test.text), test.limits)); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestSniffRefusesBinary(t *testing.T) {
	for _, content := range []string{"", "PK\x03\x04", "\x00\x01", "\xD0\xCF\x11\xE0"} {
		if Sniff([]byte(content)) {
			t.Errorf("%q taken for text", content)
		}
	}
}

func TestReadTheRealText(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "corpus", "*", "*.txt"))
	if len(paths) == 0 {
		t.Skip("the real documents are not here: ../shared/corpus")
	}
	content, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	document := Read(content, Limits{})
	var sizes []string
	for _, block := range document.Blocks {
		if grid, ok := block.(*doc.Grid); ok {
			sizes = append(sizes, fmt.Sprintf("%d:%d×%d", grid.Page, grid.Rows, grid.Cols))
		}
	}
	want := "107:25×4 139:18×9 164:18×7 189:25×7 221:18×7 246:3×6 258:3×7 270:34×6 312:4×7 383:21×6"
	if got := strings.Join(sizes, " "); got != want || len(document.Issues) > 0 {
		t.Errorf("tables %s, issues %v; want %s", got, document.Issues, want)
	}
}

// FuzzRead holds that no word of a readable text is lost, and that a grid has all its cells.
func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("302\t07\n\n302\t11\n"))
	f.Add([]byte("\xff\xfe\x41\x00"))
	f.Add([]byte("\xba\xcf\xbc\xc6\t1\r\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		document := Read(content, Limits{})
		if len(document.Blocks) == 0 && len(document.Issues) == 0 {
			t.Error("neither text nor an issue")
		}
		written := 0
		for _, block := range document.Blocks {
			switch block := block.(type) {
			case *doc.Paragraph:
				written += len(strings.Fields(block.Text()))
			case *doc.Grid:
				if len(block.Cells) != block.Rows*block.Cols {
					t.Errorf("%d cells for %d×%d", len(block.Cells), block.Rows, block.Cols)
				}
				for _, cell := range block.Cells {
					written += len(strings.Fields(cell.Text))
				}
			}
		}
		if text := strings.TrimPrefix(string(content), "\uFEFF"); utf8.ValidString(text) && len(document.Issues) == 0 {
			if words := len(strings.Fields(text)); written != words {
				t.Errorf("%d words written of %d", written, words)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	content := []byte(strings.Repeat(sample, 1000))
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		Read(content, Limits{})
	}
}

func TestRowOfEmptyCellsDoesNotEndTheTable(t *testing.T) {
	expect(t, "编码\t名称\t合计\n\t\t\n合计\t\t5\n注：无。\n", "1 grid 1: 2×3\n1 |编码|名称|合计|\n3 |合计||5|\n4 ¶ 注：无。\n")
}
