package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tongbi/etl/doc"
)

// issues gives the codes of a document's issues.
func issues(document *doc.Document) string {
	var codes []string
	for _, issue := range document.Issues {
		codes = append(codes, string(issue.Code))
	}
	return strings.Join(codes, " ")
}

func readBytes(t testing.TB, content []byte, limits Limits) *doc.Document {
	t.Helper()
	document, err := engine.Read(context.Background(), content, limits)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// encrypted is a PDF that asks for a password: an encryption dictionary whose key no empty password gives.
func encrypted() []byte {
	key := strings.Repeat("00", 32)
	return bytes.Replace(write(budget(upright())), []byte("/Root 1 0 R >>"), []byte("/Root 1 0 R /ID [<00> <00>]"+
		" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"+key+"> /U <"+key+"> >> >>"), 1)
}

// scan is a page that is a picture of a page.
func scan() *canvas {
	return upright().raw("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n")
}

func TestReadBadFilesAsOneIssue(t *testing.T) {
	whole := write(budget(upright()))
	many := make([]*canvas, 20)
	for i := range many {
		many[i] = upright().text(60, 100, 12, "正文")
	}
	for name, test := range map[string]struct {
		content []byte
		limits  Limits
		want    doc.Code
	}{
		"empty":              {nil, Limits{}, doc.BrokenFile},
		"only the mark":      {[]byte("%PDF-1.4\n"), Limits{}, doc.BrokenFile},
		"no PDF at all":      {[]byte("科目\t金额\n"), Limits{}, doc.BrokenFile},
		"cut in the middle":  {whole[:300], Limits{}, doc.BrokenFile},
		"encrypted":          {encrypted(), Limits{}, doc.EncryptedFile},
		"a scan":             {write(scan()), Limits{}, doc.PageWithoutText},
		"a blank page":       {write(upright()), Limits{}, doc.EmptyFile},
		"too many bytes":     {whole, Limits{Bytes: 100}, doc.TooLarge},
		"too many pages":     {write(many...), Limits{Pages: 19}, doc.TooLarge},
		"too many letters":   {write(many...), Limits{Glyphs: 30}, doc.TooLarge},
		"too long":           {write(many...), Limits{Time: time.Nanosecond}, doc.TooLarge},
		"an invisible layer": {write(scan().raw("3 Tr\n").text(60, 100, 12, strings.Repeat("识别", 20))), Limits{}, doc.PageWithoutText},
	} {
		t.Run(name, func(t *testing.T) {
			document := readBytes(t, test.content, test.limits)
			if issues(document) != string(test.want) {
				t.Errorf("issues %q, want %q", issues(document), test.want)
			}
		})
	}
}

func TestReadTooManyObjectsOnOnePageAndGoesOn(t *testing.T) {
	drawing := upright()
	for i := range 200 {
		drawing.line(float64(i), 10, float64(i), 800)
	}
	document := readBytes(t, write(drawing, upright().text(60, 100, 12, "正文")), Limits{Objects: 150})
	if got := show(document); got != "2 ¶ 正文\n! {{1 0 0 0} too_large too many objects on the page: more than 150}\n" {
		t.Error(got)
	}
}

func TestReadCharacterWithoutMeaningIsNotDropped(t *testing.T) {
	content := bytes.Replace(write(upright().text(60, 100, 12, "12")), []byte("/UniGB-UCS2-H"), []byte("/Identity-H"), 1)
	content = bytes.Replace(content, []byte("/Ordering (GB1)"), []byte("/Ordering (XXX)"), 1)
	document := readBytes(t, content, Limits{})
	if got := show(document); strings.Contains(got, "¶ 12") || !strings.Contains(issues(document), string(doc.UnreadableText)) {
		t.Errorf("characters that the font does not explain were read as\n%s", got)
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := engine.Read(ctx, write(upright()), Limits{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestEngineRebuildsABrokenCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine")
	}
	read(t, upright()) // now the engine is compiled
	folder := filepath.Join(t.TempDir(), "engine")
	if err := os.CopyFS(folder, os.DirFS(cacheFolder(""))); err != nil {
		t.Fatal(err)
	}
	compiled := 0
	start := func(want int) {
		t.Helper()
		engine := New(Options{Cache: folder, OnCompile: func(bool) { compiled++ }})
		defer engine.Close()
		document, err := engine.Read(context.Background(), write(upright().text(60, 100, 12, "正文")), Limits{})
		if err != nil || show(document) != "1 ¶ 正文\n" {
			t.Fatal(err, show(document))
		}
		if compiled != want {
			t.Fatalf("compiled %d times, want %d", compiled, want)
		}
	}
	start(0)
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("cache folder %v, %v: others may not reach it", info.Mode(), err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cache", err)
	}
	for _, file := range files {
		if err := os.WriteFile(file, []byte("broken"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	start(1)
	start(1)
}

func TestEngineWithoutACacheFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if folder := cacheFolder(filepath.Join(file, "engine")); folder != "" {
		t.Errorf("cache folder %q under a file", folder)
	}
	if testing.Short() {
		t.Skip("compiles the engine")
	}
	told := ""
	engine := New(Options{Cache: filepath.Join(file, "engine"), OnCompile: func(kept bool) { told += fmt.Sprintf("kept %t;", kept) }})
	defer engine.Close()
	document, err := engine.Read(context.Background(), write(upright().text(60, 100, 12, "正文")), Limits{})
	if err != nil || show(document) != "1 ¶ 正文\n" || told != "kept false;" {
		t.Error(err, show(document), told)
	}
}

func TestEngineClosedReadsNothing(t *testing.T) {
	closed := New(Options{})
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := closed.Read(context.Background(), write(upright()), Limits{}); err == nil {
		t.Error("a closed engine read a document")
	}
}

// FuzzRead changes the fixtures at will: whatever comes, one document comes back, in bounded time.
func FuzzRead(f *testing.F) {
	for _, content := range [][]byte{
		nil, write(budget(upright())), write(budget(turned())), write(scan()), encrypted(), write(budget(upright()))[:700],
	} {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		document := readBytes(t, content, Limits{Time: 10 * time.Second, Pages: 50})
		if len(document.Blocks) == 0 && len(document.Issues) == 0 {
			t.Error("neither text nor an issue")
		}
		for _, block := range document.Blocks {
			if grid, ok := block.(*doc.Grid); ok {
				checkGrid(t, grid)
			}
		}
	})
}

// checkGrid holds a grid to its own description: every place is covered by exactly one cell.
func checkGrid(t *testing.T, grid *doc.Grid) {
	covered := map[[2]int]bool{}
	for _, cell := range grid.Cells {
		for row := cell.Row; row < cell.Row+cell.RowSpan; row++ {
			for col := cell.Col; col < cell.Col+cell.ColSpan; col++ {
				if covered[[2]int{row, col}] {
					t.Fatalf("row %d column %d is covered twice", row, col)
				}
				covered[[2]int{row, col}] = true
			}
		}
	}
	if len(covered) != grid.Rows*grid.Cols || len(grid.Edges) != grid.Cols+1 {
		t.Fatalf("%d places covered of %d×%d, %d edges", len(covered), grid.Rows, grid.Cols, len(grid.Edges))
	}
}
