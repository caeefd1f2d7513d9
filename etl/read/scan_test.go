package read

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os/exec"
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/read/pdf"
	"tongbi/etl/read/readtest"
)

// budget is a page with a sentence and a table.
func budget() []doc.Block {
	rows := [][]string{
		{"科目编码", "科目名称", "合计", "基本支出", "项目支出"},
		{"201", "一般公共服务支出", "12,345,678.90", "10,000,000.00", "2,345,678.90"},
		{"20103", "政府办公厅及相关机构事务", "9,876,543.21", "9,876,543.21", ""},
		{"208", "社会保障和就业支出", "4,056,071.00", "4,056,071.00", ""},
		{"", "合计", "16,401,749.90", "14,056,071.00", "2,345,678.90"},
	}
	grid := &doc.Grid{Rows: len(rows), Cols: len(rows[0])}
	for r, row := range rows {
		for c, text := range row {
			grid.Cells = append(grid.Cells, doc.Cell{Row: r + 1, Col: c + 1, RowSpan: 1, ColSpan: 1, Text: text})
		}
	}
	return []doc.Block{
		&doc.Paragraph{Lines: []doc.Line{{Text: "2024年部门支出预算总表"}}},
		&doc.Paragraph{Lines: []doc.Line{{Text: "编制部门：测试市民政局　　　　单位：元"}}},
		grid,
	}
}

// scanned prints the page and scans it, laid on the glass with a tilt.
func scanned(t *testing.T, degrees float64) []byte {
	t.Helper()
	printed := readtest.PDF(t, budget())
	engine := pdf.New(pdf.Options{})
	defer engine.Close()
	encoded, err := engine.Render(context.Background(), printed, 1, 200)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	return readtest.Scan(t, tilted(picture, degrees))
}

func tilted(picture image.Image, degrees float64) image.Image {
	out := image.NewRGBA(picture.Bounds())
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	middle := out.Bounds().Size().Div(2)
	for y := range out.Bounds().Dy() {
		for x := range out.Bounds().Dx() {
			dx, dy := float64(x-middle.X), float64(y-middle.Y)
			from := image.Pt(middle.X+int(math.Round(dx*cos+dy*sin)), middle.Y+int(math.Round(dy*cos-dx*sin)))
			if from.In(picture.Bounds()) {
				out.Set(x, y, picture.At(from.X, from.Y))
			}
		}
	}
	return out
}

func readScan(t *testing.T, content []byte, options Options) *doc.Document {
	t.Helper()
	reader := New(options)
	defer reader.Close()
	documents, err := reader.Read(context.Background(), "扫描.pdf", content)
	if err != nil {
		t.Fatal(err)
	}
	return documents[0]
}

func TestATableOfAScanIsReadWithItsMark(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("tesseract is not installed")
	}
	for _, degrees := range []float64{0, 0.8} {
		t.Run(fmt.Sprint(degrees), func(t *testing.T) {
			document := readScan(t, scanned(t, degrees), Options{Scans: true})
			if len(document.Issues) != 1 || document.Issues[0].Code != doc.ScannedPage || document.Issues[0].Pos.Page != 1 {
				t.Errorf("issues %+v", document.Issues)
			}
			want := budget()[2].(*doc.Grid)
			var grids []*doc.Grid
			for _, block := range document.Blocks {
				switch block := block.(type) {
				case *doc.Grid:
					grids = append(grids, block)
				case *doc.Paragraph:
					if !block.Lines[0].Scanned {
						t.Errorf("a line without its mark: %q", block.Text())
					}
				}
			}
			if len(grids) != 1 || grids[0].Rows != want.Rows || grids[0].Cols != want.Cols || grids[0].Ruled {
				t.Fatalf("grids %+v", grids)
			}
			withheld := 0
			for i, cell := range grids[0].Cells {
				printed := want.Cells[i].Text
				switch {
				case strings.Trim(printed, "0123456789.,") != "" || cell.Text == printed:
				case strings.ContainsRune(cell.Text, '\uFFFD'):
					withheld++
				default:
					t.Errorf("row %d, column %d: %q, printed is %q", cell.Row, cell.Col, cell.Text, printed)
				}
			}
			if withheld > 4 {
				t.Errorf("%d figures were not certain", withheld)
			}
		})
	}
}

func TestAScanIsNotReadUnlessAsked(t *testing.T) {
	document := readScan(t, scanned(t, 0), Options{})
	if len(document.Blocks) != 0 || len(document.Issues) != 1 || document.Issues[0].Code != doc.PageWithoutText {
		t.Errorf("%d blocks, issues %+v", len(document.Blocks), document.Issues)
	}
}

func TestAMissingProgramIsNamed(t *testing.T) {
	content := scanned(t, 0)
	t.Setenv("PATH", t.TempDir())
	document := readScan(t, content, Options{Scans: true})
	if len(document.Issues) != 1 || document.Issues[0].Code != doc.MissingProgram || !strings.Contains(document.Issues[0].Detail, "tesseract-ocr-chi-sim") {
		t.Errorf("issues %+v", document.Issues)
	}
}
