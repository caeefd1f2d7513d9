package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// styles shows figures the way the workbook does and knows which cells have borders. It is a workbook of one empty
// sheet that has this workbook's styles, so that excelize never meets a hostile sheet. Plain figures are shown by
// numberFormat, since excelize knows no section for zero (“-”), no conditions and no written point; dates by excelize.
type styles struct {
	scratch *excelize.File
	ruled   map[int]bool         // by style
	formats map[int]numberFormat // by style; empty where the format is not one for plain figures
	shown   map[shape]string     // by style and stored figure
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
	return &styles{scratch: scratch, ruled: map[int]bool{}, formats: map[int]numberFormat{}, shown: map[shape]string{}}, nil
}

func (s *styles) close() { _ = s.scratch.Close() } // nothing was written

// show gives a stored figure the way its style shows it.
func (s *styles) show(style int, raw string) (string, error) {
	shape := shape{style, raw}
	text, known := s.shown[shape]
	if known {
		return text, nil
	}
	text, ok := s.format(style).show(raw)
	if !ok {
		var err error
		if text, err = s.showOther(style, raw); err != nil {
			return "", err
		}
	}
	if len(s.shown) < remembered {
		s.shown[shape] = text
	}
	return text, nil
}

// builtIn are the number formats that a workbook names by number alone.
var builtIn = map[int]string{
	0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	5: `"¥"#,##0;"¥"\-#,##0`, 6: `"¥"#,##0;"¥"\-#,##0`, 7: `"¥"#,##0.00;"¥"\-#,##0.00`, 8: `"¥"#,##0.00;"¥"\-#,##0.00`,
	37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
	41: `_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ `,
	43: `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ `,
	49: "@",
}

// format gives the number format of a style; none where it is not one for plain figures.
func (s *styles) format(style int) numberFormat {
	if format, known := s.formats[style]; known {
		return format
	}
	code := "General"
	if look := s.look(style); look != nil && look.CustomNumFmt != nil {
		code = *look.CustomNumFmt
	} else if look != nil {
		code = builtIn[look.NumFmt]
	}
	format, ok := parseFormat(code)
	if !ok || code == "" {
		format = nil
	}
	s.formats[style] = format
	return format
}

// look gives what excelize makes of a style; nil where the workbook has none of that number.
func (s *styles) look(style int) *excelize.Style {
	var err error
	defer guard(&err)
	look, err := s.scratch.GetStyle(style)
	if err != nil {
		return nil
	}
	return look
}

// showOther gives a date or the like.
func (s *styles) showOther(style int, raw string) (text string, err error) {
	defer guard(&err)
	if err := s.scratch.SetCellDefault("scratch", "A1", raw); err != nil {
		return "", err
	}
	if err := s.scratch.SetCellStyle("scratch", "A1", "A1", style); err != nil {
		return "", err
	}
	return s.scratch.GetCellValue("scratch", "A1")
}

// isRuled reports whether the style draws a line beside and a line above or below the cell: a cell of a table. One line
// alone may be the neighbour's or an underlined title.
func (s *styles) isRuled(style int) bool {
	if ruled, known := s.ruled[style]; known {
		return ruled
	}
	drawn := map[string]bool{}
	if look := s.look(style); look != nil {
		for _, border := range look.Border {
			drawn[border.Type] = border.Style > 0
		}
	}
	ruled := (drawn["left"] || drawn["right"]) && (drawn["top"] || drawn["bottom"])
	s.ruled[style] = ruled
	return ruled
}

// guard turns a panic of excelize over malformed styles into an error.
func guard(err *error) {
	if failure := recover(); failure != nil {
		*err = fmt.Errorf("styles: %v", failure)
	}
}
