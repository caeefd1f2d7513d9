package read

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/read/readtest"
)

// summary writes name, format and issues of the documents of a file.
func summary(t *testing.T, name string, content []byte) string {
	t.Helper()
	reader := New(Options{})
	defer reader.Close()
	documents, err := reader.Read(context.Background(), name, content)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	seen := map[string]bool{}
	for _, document := range documents {
		line := document.Name + " " + string(document.Format)
		for _, issue := range document.Issues {
			line += " " + string(issue.Code)
		}
		if document.SHA256 == "" || seen[document.SHA256] {
			line += " without identity"
		}
		seen[document.SHA256] = true
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestReadArchiveOfEveryFormat(t *testing.T) {
	paragraph := []doc.Block{&doc.Paragraph{Lines: []doc.Line{{Text: "预算", Page: 1}}}}
	archive := readtest.Zip(t, map[string]string{
		"1.docx": string(readtest.Word(t, paragraph)),
		"2.xlsx": string(readtest.Book(t, paragraph)),
		"3.htm":  string(readtest.HTML(paragraph)),
		"4.txt":  "预算",
		"5.zip":  string(readtest.Zip(t, map[string]string{"甲/5.txt": "预算五"})),
		"6.jpg":  "\xFF\xD8",
		"7.doc":  "\xD0\xCF\x11\xE0",
		"8.txt":  "",
		"9.zip":  "PK\x03\x04",
		"a.rar":  "Rar!\x1A\x07",
	})
	want := `包.zip/1.docx docx
包.zip/2.xlsx xlsx
包.zip/3.htm html
包.zip/4.txt txt
包.zip/5.zip/甲/5.txt txt
包.zip/7.doc  unknown_format
包.zip/8.txt  empty_file
包.zip/9.zip  broken_file
包.zip/a.rar  unknown_format`
	if got := summary(t, "包.zip", archive); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReadArchiveWithoutDocuments(t *testing.T) {
	if got := summary(t, "图.zip", readtest.Zip(t, map[string]string{"1.jpg": "x"})); got != "图.zip  empty_file" {
		t.Errorf("got %s", got)
	}
}

func TestReadGoesByContentNotByName(t *testing.T) {
	paragraph := []doc.Block{&doc.Paragraph{Lines: []doc.Line{{Text: "预算", Page: 1}}}}
	for want, content := range map[string][]byte{
		"docx": readtest.Word(t, paragraph), "xlsx": readtest.Book(t, paragraph), "html": readtest.HTML(paragraph), "txt": []byte("预算"),
	} {
		for _, name := range []string{"预算.pdf", "预算.doc", "预算"} {
			if got := summary(t, name, content); got != fmt.Sprintf("%s %s", name, want) {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}

func FuzzSniff(f *testing.F) {
	for _, content := range []string{"预算\t1", "<html><table><tr><td>1<td>2", "PK\x05\x06", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", `{"a":1}`} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, format := range formats {
			format.sniff(content)
		}
		isArchive(content)
	})
}
