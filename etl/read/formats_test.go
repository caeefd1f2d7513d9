package read

import (
	"context"
	"os"
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/read/readtest"
)

// sample is a real budget as text, with the blocks that the text reader finds in it.
func sample(t testing.TB) (string, []doc.Block) {
	t.Helper()
	content, err := os.ReadFile("../../data/samples/上海市闵行区城市运行管理中心2024年部门预算.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(content), readOne(t, "预算.txt", content).Blocks
}

func readOne(t testing.TB, name string, content []byte) *doc.Document {
	t.Helper()
	reader := New(Options{})
	defer reader.Close()
	documents, err := reader.Read(context.Background(), name, content)
	if err != nil {
		t.Fatal(err)
	}
	if len(documents) != 1 {
		t.Fatalf("%d documents, want 1", len(documents))
	}
	return documents[0]
}

// flat is a document's text without white space, its tables row by row without their empty cells: what has to be the
// same whatever format it was written in.
func flat(blocks []doc.Block) string {
	var text strings.Builder
	for _, block := range blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			text.WriteString(strings.Join(strings.Fields(block.Text()), "") + "\n")
		case *doc.Grid:
			row := 0
			for _, cell := range block.Cells {
				if cell.Row != row {
					row = cell.Row
					text.WriteString("\n")
				}
				if cell.Text != "" {
					text.WriteString("|" + strings.Join(strings.Fields(cell.Text), ""))
				}
			}
			text.WriteString("\n")
		}
	}
	lines := strings.FieldsFunc(text.String(), func(r rune) bool { return r == '\n' })
	return strings.Join(lines, "\n")
}

func TestSameDocumentInEveryFormat(t *testing.T) {
	text, blocks := sample(t)
	want := flat(blocks)
	for name, write := range map[string]func(t *testing.T) []byte{
		"docx":    func(t *testing.T) []byte { return readtest.Word(t, blocks) },
		"xlsx":    func(t *testing.T) []byte { return readtest.Book(t, blocks) },
		"html":    func(t *testing.T) []byte { return readtest.HTML(blocks) },
		"gb18030": func(t *testing.T) []byte { return readtest.GB18030(t, text) },
		"rtf":     func(t *testing.T) []byte { return readtest.Office(t, readtest.Word(t, blocks), "docx", "rtf") },
		"ods":     func(t *testing.T) []byte { return readtest.Office(t, readtest.Book(t, blocks), "xlsx", "ods") },
	} {
		t.Run(name, func(t *testing.T) {
			document := readOne(t, "预算", write(t))
			for _, issue := range document.Issues {
				t.Errorf("issue %+v", issue)
			}
			if got := flat(document.Blocks); got != want {
				t.Errorf("differs:\n%s", firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "got  " + a[i] + "\nwant " + b[i]
		}
	}
	return strings.Join(a[min(len(a), len(b)):], "\n") + "\n---\n" + strings.Join(b[min(len(a), len(b)):], "\n")
}

// BenchmarkRead reads one budget in each of the formats that need no other program.
func BenchmarkRead(b *testing.B) {
	text, blocks := sample(b)
	for name, content := range map[string][]byte{
		"txt": []byte(text), "docx": readtest.Word(b, blocks), "xlsx": readtest.Book(b, blocks), "html": readtest.HTML(blocks),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				readOne(b, name, content)
			}
		})
	}
}
