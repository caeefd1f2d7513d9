package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// styles shows figures the way the workbook does and knows which cells have borders. It is a workbook of one empty
// sheet that has this workbook's styles, so that excelize formats figures without ever meeting a hostile sheet.
type styles struct {
	scratch *excelize.File
	ruled   map[int]bool     // by style
	shown   map[shape]string // by style and stored figure
}

type shape struct {
	style int
	raw   string
}

// remembered bounds the figures whose shown form is kept.
const remembered = 20_000

// scratchParts make up the workbook of one empty sheet.
var scratchParts = map[string]string{
	"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
	"_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	"xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="%t"/>
<sheets><sheet name="scratch" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
	"xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>`,
}

const plainStyles = `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`

// newStyles reads the part with the styles; without one every figure is shown plain.
func newStyles(part []byte, dated1904 bool) (*styles, error) {
	if part == nil {
		part = []byte(plainStyles)
	}
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	add := func(name string, content []byte) error {
		entry, err := archive.Create(name)
		if err != nil {
			return err
		}
		_, err = entry.Write(content)
		return err
	}
	for name, content := range scratchParts {
		if name == "xl/workbook.xml" {
			content = fmt.Sprintf(content, dated1904)
		}
		if err := add(name, []byte(content)); err != nil {
			return nil, err
		}
	}
	if err := add("xl/styles.xml", part); err != nil {
		return nil, err
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	scratch, err := excelize.OpenReader(&packed, excelize.Options{
		CultureInfo: excelize.CultureNameZhCN, ShortDatePattern: "yyyy/m/d", LongDatePattern: "yyyy年m月d日",
	})
	if err != nil {
		return nil, err
	}
	return &styles{scratch: scratch, ruled: map[int]bool{}, shown: map[shape]string{}}, nil
}

func (s *styles) close() { _ = s.scratch.Close() } // nothing was written

// show gives a stored figure the way its style shows it.
func (s *styles) show(style int, raw string) (text string, err error) {
	shape := shape{style, raw}
	if text, known := s.shown[shape]; known {
		return text, nil
	}
	defer guard(&err)
	if err := s.scratch.SetCellDefault("scratch", "A1", raw); err != nil {
		return "", err
	}
	if err := s.scratch.SetCellStyle("scratch", "A1", "A1", style); err != nil {
		return raw, nil // a style that the workbook doesn't have shows the figure plain
	}
	text, err = s.scratch.GetCellValue("scratch", "A1")
	if err == nil && len(s.shown) < remembered {
		s.shown[shape] = text
	}
	return text, err
}

// isRuled reports whether the style draws a line beside and a line above or below the cell: a cell of a table. One line
// alone may be the neighbour's or an underlined title.
func (s *styles) isRuled(style int) (ruled bool) {
	if ruled, known := s.ruled[style]; known {
		return ruled
	}
	var err error
	defer func() { s.ruled[style] = ruled }()
	defer guard(&err)
	look, err := s.scratch.GetStyle(style)
	if err != nil || look == nil {
		return false
	}
	drawn := map[string]bool{}
	for _, border := range look.Border {
		drawn[border.Type] = border.Style > 0
	}
	return (drawn["left"] || drawn["right"]) && (drawn["top"] || drawn["bottom"])
}

// guard turns a panic of excelize over malformed styles into an error.
func guard(err *error) {
	if failure := recover(); failure != nil {
		*err = fmt.Errorf("styles: %v", failure)
	}
}
