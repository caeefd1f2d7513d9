package html

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"tongbi/etl/doc"
)

func read(t *testing.T, content string) *doc.Document {
	t.Helper()
	document, err := Read(context.Background(), []byte(content), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// outline writes a document's blocks, a line for each paragraph and row; # marks a heading, a number a table.
func outline(document *doc.Document) string {
	var lines []string
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			mark := ""
			if block.Heading {
				mark = "# "
			}
			lines = append(lines, mark+block.Text())
		case *doc.Grid:
			row := 0
			for _, cell := range block.Cells {
				if cell.Row != row {
					row = cell.Row
					lines = append(lines, fmt.Sprint(block.Number))
				}
				text := strings.ReplaceAll(cell.Text, "\n", "/")
				if cell.RowSpan > 1 || cell.ColSpan > 1 {
					text += fmt.Sprintf("(%d×%d)", cell.RowSpan, cell.ColSpan)
				}
				lines[len(lines)-1] += "|" + text
			}
		}
	}
	return strings.Join(lines, "\n")
}

func expect(t *testing.T, page, want string) {
	t.Helper()
	document := read(t, page)
	if got := outline(document); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(document.Issues) > 0 {
		t.Errorf("issues %+v", document.Issues)
	}
}

func TestReadHeadingsParagraphsAndBreaks(t *testing.T) {
	expect(t, `<html><head><title>不要</title></head><body><h1>2024年<b>部门</b>预算</h1><p>&nbsp;&nbsp;收入预算
   1,772.21万元<span>，</span>减少。</p>标题<br>单位：元<div>甲<p>乙</p>丙</div><script>不要</script>
<p style="display: none">不要</p></body></html>`, "# 2024年部门预算\n收入预算 1,772.21万元，减少。\n标题\n单位：元\n甲\n乙\n丙")
}

func TestReadSpans(t *testing.T) {
	expect(t, `<table><caption>支出预算总表</caption><tfoot><tr><td>合计<td>3<td>3</tfoot><thead><tr><th rowspan=2>科目<th colspan="2">支出预算</tr>
<tr><td>合计<td>基本<br>支出</thead><tbody><tr><td>教育支出<td>3<td></table>`, "支出预算总表\n1|科目(2×1)|支出预算(1×2)\n1|合计|基本/支出\n1|教育支出|3|\n1|合计|3|3")
}

func TestReadSpansEndWithTheirGroup(t *testing.T) {
	expect(t, `<table><tbody><tr><td rowspan=9>甲<td>1<tr><td>2</tbody><tbody><tr><td rowspan=0>乙<td>3<tr><td>4</table>`,
		"1|甲(2×1)|1\n1|2\n1|乙(2×1)|3\n1|4")
}

func TestReadSpanStopsBeforeACellFromAbove(t *testing.T) {
	expect(t, `<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>`, "1|a|b(2×1)|c\n1|d|e")
}

func TestReadAbsurdSpansCountAsOne(t *testing.T) {
	expect(t, `<table><tr><td colspan=4294967296>甲<td colspan=-1>乙<td rowspan=99999999999999999999>丙<tr><td>丁</table>`, "1|甲|乙|丙\n1|丁")
}

func TestReadPageLaidOutByTables(t *testing.T) {
	expect(t, `<table><tr><td>导航<td><table><tr><td>项目<td>预算数<tr><td>合计<td>1</table></table>`, "导航\n1|项目|预算数\n1|合计|1")
	expect(t, `<table><tr><td><p>框</p></table>`, "框")
}

func TestReadTextNamedLikeARow(t *testing.T) {
	expect(t, `<table><tr><td>tr<td>tbody</table>`, "1|tr|tbody")
}

func TestReadEncodings(t *testing.T) {
	const page = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"></head><body><p>镕㐂万元</p></body></html>`
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"declared as GB2312, holds GB18030": fmt.Sprintf(gb, "gb2312"),
		"declared as what nobody knows":     fmt.Sprintf(gb, "chinese"),
		"declared as UTF-8, is GB18030":     fmt.Sprintf(gb, "utf-8"),
		"declared as GBK, is UTF-8":         fmt.Sprintf(page, "gbk"),
		"UTF-8 with its mark":               "\xEF\xBB\xBF" + page,
		"UTF-16 with its mark":              wide,
	} {
		t.Run(name, func(t *testing.T) {
			if !Sniff([]byte(content)) {
				t.Error("not known as a page")
			}
			expect(t, content, "镕㐂万元")
		})
	}
}

func TestReadTellsUnreadableText(t *testing.T) {
	document := read(t, "<html><body><p>1\xff\xff\xff2</p></body></html>")
	if len(document.Issues) != 1 || document.Issues[0].Code != doc.UnreadableText || !strings.Contains(document.Issues[0].Detail, "1") {
		t.Errorf("issues %+v", document.Issues)
	}
}

func TestReadPageInMIMEWrapping(t *testing.T) {
	page := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n" +
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>=E9=A2=84=\r\n=E7=AE=97</p></body></html>\r\n--b--\r\n"
	if !Sniff([]byte(page)) {
		t.Error("not known as a page")
	}
	expect(t, page, "预算")
}

func TestSniffLeavesOtherTextsAlone(t *testing.T) {
	for _, content := range []string{"", "2024年部门预算", "<收入预算总表>", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><table>`} {
		if Sniff([]byte(content)) {
			t.Errorf("%q was taken for a page", content)
		}
	}
}

func TestReadBoundsHostilePages(t *testing.T) {
	for name, test := range map[string]struct {
		page string
		want doc.Code
	}{
		"cells without end":    {"<table>" + strings.Repeat("<tr><td>1<td>2", 60_000), doc.TooLarge},
		"spans without end":    {"<table>" + strings.Repeat("<tr><td colspan=400>1<td colspan=90>2", 1000), doc.TooLarge},
		"a table too wide":     {"<table><tr><td colspan=600>1<td>2", doc.TooLarge},
		"elements without end": {"<html>" + strings.Repeat("<p>", 400_001), doc.TooLarge},
		"tags within tags":     {strings.Repeat("<div>", 100_000), doc.BrokenFile},
		"a file too large":     {"<html>" + strings.Repeat(" ", 5<<20), doc.TooLarge},
		"nothing":              {"<html><body></body></html>", doc.EmptyFile},
		"a wrapping cut off":   {"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b", doc.BrokenFile},
	} {
		t.Run(name, func(t *testing.T) {
			document, err := Read(context.Background(), []byte(test.page), Limits{Bytes: 4 << 20, Cells: 50_000})
			if err != nil {
				t.Fatal(err)
			}
			if len(document.Issues) != 1 || document.Issues[0].Code != test.want {
				t.Errorf("issues %.200q, want one %s", fmt.Sprint(document.Issues), test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<html><body><h1>预算</h1><table><tr><td rowspan=2>甲<td colspan=2>1<tr><td>2<td>3</table></body></html>`))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: base64\n\nPHA+MTwvcD4="))
	f.Add([]byte("\xFF\xFE<\x00p\x00>\x00"))
	f.Fuzz(func(t *testing.T, page []byte) {
		document, err := Read(context.Background(), page, Limits{Cells: 5000, Bytes: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range document.Blocks {
			grid, ok := block.(*doc.Grid)
			if !ok {
				continue
			}
			taken := map[[2]int]bool{}
			for _, cell := range grid.Cells {
				for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
					for c := cell.Col; c < cell.Col+cell.ColSpan; c++ {
						if taken[[2]int{r, c}] || r > grid.Rows || c > grid.Cols {
							t.Fatalf("place %d,%d is taken twice or outside of %d×%d", r, c, grid.Rows, grid.Cols)
						}
						taken[[2]int{r, c}] = true
					}
				}
			}
		}
	})
}
