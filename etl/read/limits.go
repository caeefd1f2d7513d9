package read

import (
	"time"

	"tongbi/etl/read/docx"
	"tongbi/etl/read/html"
	"tongbi/etl/read/office"
	"tongbi/etl/read/pdf"
	"tongbi/etl/read/txt"
	"tongbi/etl/read/xlsx"
	"tongbi/etl/read/zip"
)

// Limits is what a person may set of what the reading of one file may cost. A zero field means the default of each
// format's reader.
type Limits struct {
	Bytes   int           // of a file, and of a file or a part of it after unpacking
	Pages   int           // of a PDF
	Cells   int           // of all tables of a document, in a text of one table
	Time    time.Duration // for one document
	Entries int           // files and folders of an archive
	Depth   int           // archives within each other
	Total   int           // bytes of all files of an archive after unpacking
}

func (l Limits) pdf() pdf.Limits { return pdf.Limits{Bytes: l.Bytes, Pages: l.Pages, Time: l.Time} }

func (l Limits) text() txt.Limits { return txt.Limits{Bytes: l.Bytes, Cells: l.Cells} }

func (l Limits) word() docx.Limits {
	return docx.Limits{Bytes: l.Bytes, Unpacked: l.Bytes, Cells: l.Cells, Time: l.Time}
}

func (l Limits) book() xlsx.Limits {
	return xlsx.Limits{Bytes: l.Bytes, Unpacked: l.Bytes, Cells: l.Cells, Time: l.Time}
}

func (l Limits) page() html.Limits { return html.Limits{Bytes: l.Bytes, Cells: l.Cells} }

func (l Limits) office() office.Limits { return office.Limits{Bytes: l.Bytes, Time: l.Time} }

func (l Limits) archive() zip.Limits {
	return zip.Limits{Bytes: l.Bytes, Total: l.Total, Entries: l.Entries, Depth: l.Depth}
}
