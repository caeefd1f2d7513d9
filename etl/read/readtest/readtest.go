// Package readtest writes one and the same document in every format that is read, so that tests can hold the readers
// against each other. Only tests import it.
package readtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"image"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tongbi/etl/doc"
)

// Zip packs files into an archive, in the order of their names.
func Zip(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		entry, err := archive.Create(name)
		check(t, err)
		_, err = entry.Write([]byte(files[name]))
		check(t, err)
	}
	check(t, archive.Close())
	return packed.Bytes()
}

// Body is a Word document with the given content of its body, and further parts.
func Body(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:body>` + body + `</w:body></w:document>`,
	}
	for name, content := range parts {
		files[name] = content
	}
	return Zip(t, files)
}

// Sheet is a workbook of one sheet with the given XML below its root, and further parts or others in their place.
func Sheet(t testing.TB, xml string, parts map[string]string) []byte {
	t.Helper()
	files := map[string]string{
		"xl/workbook.xml": `<?xml version="1.0"?><workbook ` + mainXML + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet ` + mainXML + `>` + xml + `</worksheet>`,
	}
	for name, content := range parts {
		files[name] = content
	}
	return Zip(t, files)
}

// Word is the document as .docx.
func Word(t testing.TB, blocks []doc.Block) []byte {
	t.Helper()
	var body strings.Builder
	for _, block := range blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			body.WriteString(wordParagraph(block.Text()))
		case *doc.Grid:
			wordTable(&body, block)
		}
	}
	body.WriteString(`<w:p/>`) // a body never ends with a table
	return Body(t, body.String(), nil)
}

func wordParagraph(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + html.EscapeString(text) + `</w:t></w:r></w:p>`
}

func wordTable(body *strings.Builder, grid *doc.Grid) {
	merged := merge(grid)
	const width = 1000 // of a column, in twentieths of a point; the old formats know columns by their width alone
	body.WriteString(`<w:tbl><w:tblPr/><w:tblGrid>` + strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, width), grid.Cols) + `</w:tblGrid>`)
	for r := 1; r <= grid.Rows; r++ {
		body.WriteString(`<w:tr>`)
		for _, cell := range merged {
			text, vertical := cell.Text, ""
			switch {
			case cell.Row > r || cell.Row+cell.RowSpan <= r:
				continue
			case cell.Row < r:
				text, vertical = "", `<w:vMerge/>`
			case cell.RowSpan > 1:
				vertical = `<w:vMerge w:val="restart"/>`
			}
			fmt.Fprintf(body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/>%s</w:tcPr>%s</w:tc>`,
				cell.ColSpan*width, cell.ColSpan, vertical, wordParagraph(text))
		}
		body.WriteString(`</w:tr>`)
	}
	body.WriteString(`</w:tbl>`)
}

// merge gives the cells by columns, those of the heading merged as they were before the
// table was flattened to text: an empty place below a heading belongs to it, any other to the heading on its left. Below
// the heading every cell stands alone.
func merge(grid *doc.Grid) []doc.Cell {
	var cells []doc.Cell
	at := map[[2]int]int{} // by row and column: the cell that takes the place
	heading := headingRows(grid)
	for _, cell := range grid.Cells {
		above, hasAbove := at[[2]int{cell.Row - 1, cell.Col}]
		left, hasLeft := at[[2]int{cell.Row, cell.Col - 1}]
		place := [2]int{cell.Row, cell.Col}
		switch {
		case cell.Row > heading || cell.Text != "":
			at[place] = len(cells)
			cells = append(cells, cell)
		case hasAbove && cells[above].ColSpan == 1:
			cells[above].RowSpan++
			at[place] = above
		case hasLeft && cells[left].Row == cell.Row:
			cells[left].ColSpan++
			at[place] = left
		default:
			at[place] = len(cells)
			cells = append(cells, cell)
		}
	}
	slices.SortStableFunc(cells, func(a, b doc.Cell) int { return a.Col - b.Col }) // a row takes them from left to right
	return cells
}

// headingRows counts the rows above the first figure.
func headingRows(grid *doc.Grid) int {
	for _, cell := range grid.Cells {
		if figure.MatchString(cell.Text) {
			return cell.Row - 1
		}
	}
	return grid.Rows
}

var figure = regexp.MustCompile(`^-?\d[\d,]*(\.\d+)?$`)

// HTML is the document as a page in UTF-8, its tables ruled.
func HTML(blocks []doc.Block) []byte {
	var page strings.Builder
	page.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><style>
table{border-collapse:collapse;font-size:9pt}td{border:1px solid #000;padding:2px 4px}</style></head><body>` + "\n")
	for _, block := range blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			page.WriteString("<p>" + html.EscapeString(block.Text()) + "</p>\n")
		case *doc.Grid:
			page.WriteString("<table>\n")
			merged := merge(block)
			for row := 1; row <= block.Rows; row++ {
				page.WriteString("<tr>")
				for _, cell := range merged {
					if cell.Row == row {
						fmt.Fprintf(&page, `<td rowspan="%d" colspan="%d">%s</td>`, cell.RowSpan, cell.ColSpan, html.EscapeString(cell.Text))
					}
				}
				page.WriteString("</tr>\n")
			}
			page.WriteString("</table>\n")
		}
	}
	page.WriteString("</body></html>\n")
	return []byte(page.String())
}

// Book is the document as .xlsx: a sheet for each table with the text above it; figures are numbers with a number
// format that shows them as they were, codes are texts.
func Book(t testing.TB, blocks []doc.Block) []byte {
	t.Helper()
	book := &bookWriter{formats: []string{""}}
	for _, block := range blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			book.row++
			fmt.Fprintf(&book.rows, `<row r="%d">%s</row>`, book.row, textCell(1, book.row, 0, block.Text()))
		case *doc.Grid:
			book.grid(block)
			book.endSheet()
		}
	}
	book.endSheet()
	return Sheet(t, "", book.parts())
}

// bookWriter collects sheets; its styles are plain, then ruled with each number format.
type bookWriter struct {
	sheets  []string
	rows    strings.Builder
	merged  strings.Builder
	row     int
	formats []string
}

func (w *bookWriter) endSheet() {
	if w.row == 0 {
		return
	}
	sheet := `<sheetData>` + w.rows.String() + `</sheetData>`
	if w.merged.Len() > 0 {
		sheet += `<mergeCells>` + w.merged.String() + `</mergeCells>`
	}
	w.sheets = append(w.sheets, `<?xml version="1.0"?><worksheet `+mainXML+`>`+sheet+`</worksheet>`)
	w.rows.Reset()
	w.merged.Reset()
	w.row = 0
}

func (w *bookWriter) grid(grid *doc.Grid) {
	cells := make([][]string, grid.Rows)
	for i := range cells {
		cells[i] = make([]string, grid.Cols)
	}
	for _, cell := range merge(grid) {
		for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
			for c := cell.Col; c < cell.Col+cell.ColSpan; c++ {
				cells[r-1][c-1] = textCell(c, w.row+r, 1, "")
			}
		}
		cells[cell.Row-1][cell.Col-1] = w.cell(cell)
		if cell.RowSpan > 1 || cell.ColSpan > 1 {
			fmt.Fprintf(&w.merged, `<mergeCell ref="%s:%s"/>`, at(cell.Col, w.row+cell.Row), at(cell.Col+cell.ColSpan-1, w.row+cell.Row+cell.RowSpan-1))
		}
	}
	for _, row := range cells {
		w.row++
		fmt.Fprintf(&w.rows, `<row r="%d">%s</row>`, w.row, strings.Join(row, ""))
	}
}

func (w *bookWriter) cell(cell doc.Cell) string {
	if !isAmount(cell.Text) {
		return textCell(cell.Col, w.row+cell.Row, 1, cell.Text)
	}
	format := shownBy(cell.Text)
	if !slices.Contains(w.formats, format) {
		w.formats = append(w.formats, format)
	}
	return fmt.Sprintf(`<c r="%s" s="%d"><v>%s</v></c>`, at(cell.Col, w.row+cell.Row), 1+slices.Index(w.formats, format), strings.ReplaceAll(cell.Text, ",", ""))
}

func textCell(col, row, style int, text string) string {
	if text == "" {
		return fmt.Sprintf(`<c r="%s" s="%d"/>`, at(col, row), style)
	}
	return fmt.Sprintf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at(col, row), style, html.EscapeString(text))
}

// parts gives the parts of the workbook beside its main one.
func (w *bookWriter) parts() map[string]string {
	var tabs, relations, formats, styles strings.Builder
	parts := map[string]string{}
	types := `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`
	for i, sheet := range w.sheets {
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		parts["xl/"+name] = sheet
		fmt.Fprintf(&tabs, `<sheet name="表%d" sheetId="%d" r:id="rId%d"/>`, i+1, i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%sworksheet" Target="%s"/>`, i+1, relationType, name)
		types += fmt.Sprintf(`<Override PartName="/xl/%s" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, name)
	}
	for i, format := range w.formats[1:] {
		fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, format)
		fmt.Fprintf(&styles, `<xf numFmtId="%d" fontId="0" fillId="0" borderId="1" applyNumberFormat="1" applyBorder="1"/>`, 164+i)
	}
	parts["xl/workbook.xml"] = `<?xml version="1.0"?><workbook ` + mainXML + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + tabs.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = relationsXML + relations.String() + `<Relationship Id="styles" Type="` + relationType + `styles" Target="styles.xml"/></Relationships>`
	parts["_rels/.rels"] = relationsXML + `<Relationship Id="rId1" Type="` + relationType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`
	parts["[Content_Types].xml"] = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` + types + `</Types>`
	parts["xl/styles.xml"] = `<?xml version="1.0"?><styleSheet ` + mainXML + `>` + fmt.Sprintf(`<numFmts count="%d">`, len(w.formats)-1) + formats.String() + `</numFmts>
<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>
<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>
<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" applyBorder="1"/>` + styles.String() + `</cellXfs></styleSheet>`
	return parts
}

const (
	mainXML      = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relationsXML = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
)

// isAmount tells an amount from a code: codes have no separators and at most three digits, the first not 0 alone.
func isAmount(text string) bool {
	return figure.MatchString(text) && (text == "0" || strings.ContainsAny(text, ",.") || len(text) > 3)
}

// shownBy is the number format that shows a figure as it is written.
func shownBy(text string) string {
	whole, decimals, _ := strings.Cut(text, ".")
	format := "0"
	if strings.Contains(whole, ",") {
		format = "#,##0"
	}
	if decimals != "" {
		format += "." + strings.Repeat("0", len(decimals))
	}
	return format
}

// at is the name of a cell of the first 26 columns.
func at(col, row int) string { return string(rune('A'+col-1)) + strconv.Itoa(row) }

// GB18030 is a text in the encoding of Chinese Windows.
func GB18030(t testing.TB, text string) []byte {
	t.Helper()
	encoded, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	check(t, err)
	return encoded
}

// Office converts a file with LibreOffice (from “docx” to “doc”, from “xlsx” to “xls”); without it the test is skipped.
func Office(t testing.TB, content []byte, from, to string) []byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	folder := t.TempDir()
	source := filepath.Join(folder, "document."+from)
	check(t, os.WriteFile(source, content, 0o600))
	run(t, program, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", to,
		"--outdir", folder, source)
	converted, err := os.ReadFile(filepath.Join(folder, "document."+to))
	check(t, err)
	return converted
}

// PDF prints the document with Chromium; without it the test is skipped.
func PDF(t testing.TB, blocks []doc.Block) []byte {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("Chromium is not installed")
	}
	folder := t.TempDir()
	page, printed := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	check(t, os.WriteFile(page, HTML(blocks), 0o600))
	run(t, program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--no-pdf-header-footer", "--user-data-dir="+filepath.Join(folder, "profile"), "--print-to-pdf="+printed, "file://"+page)
	content, err := os.ReadFile(printed)
	check(t, err)
	return content
}

func run(t testing.TB, program string, arguments ...string) {
	t.Helper()
	if said, err := exec.Command(program, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, said)
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Scan gives a PDF of one page of A4 that holds nothing but a picture.
func Scan(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var photo bytes.Buffer
	check(t, jpeg.Encode(&photo, picture, &jpeg.Options{Quality: 80}))
	size := picture.Bounds().Size()
	var out bytes.Buffer
	var places []int
	object := func(body string) {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(places), body)
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>")
	drawing := "q 595 0 0 842 0 0 cm /P Do Q"
	object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(drawing), drawing))
	object(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"+
		" /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream", size.X, size.Y, photo.Len(), photo.String()))
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, start)
	return out.Bytes()
}
