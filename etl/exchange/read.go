package exchange

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"tongbi/etl/store"
)

// Package is an export that was found whole: every file is what its datapackage.json says, and every row makes sense.
type Package struct {
	folder string
	rows   map[string]int
}

// Open checks an export to the last row: a folder, or a .zip of it. A *Defect says why one is refused; other errors are those of reading
// files. No file outside the folder or archive is opened, whatever the export says.
func Open(ctx context.Context, folder string) (*Package, error) {
	root, err := openContainer(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	description, err := describe(root)
	if err != nil {
		return nil, err
	}
	opened := &Package{folder: folder, rows: map[string]int{}}
	for i, resource := range description.Resources {
		if err := whole(root, resource.Path, resource.Bytes, resource.Hash); err != nil {
			return nil, err
		}
		for _, part := range resource.Parquet {
			if err := whole(root, part.Path, part.Bytes, part.Hash); err != nil {
				return nil, err
			}
		}
		opened.rows[tables[i].Name] = resource.Rows
	}
	return opened, opened.Each(ctx, func(store.Submission) error { return nil })
}

// describe reads datapackage.json and refuses one that is not of this program and version, or names other files.
func describe(root fs.FS) (dataPackage, error) {
	var description dataPackage
	file, err := root.Open(Descriptor)
	if err != nil {
		return description, absent(Descriptor, err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, largestDescriptor))
	if err != nil {
		return description, &Defect{Kind: ErrChanged, File: Descriptor, Detail: err.Error()}
	}
	if err := json.Unmarshal(content, &description); err != nil {
		return description, &Defect{Kind: ErrBroken, File: Descriptor, Detail: err.Error()}
	}
	if description.Tongbi == nil || description.Tongbi.Format != format {
		detail := ""
		if description.Tongbi != nil {
			detail = strconv.Itoa(description.Tongbi.Format)
		}
		return description, &Defect{Kind: ErrFormat, File: Descriptor, Detail: detail}
	}
	if len(description.Resources) != len(tables) {
		return description, &Defect{Kind: ErrBroken, File: Descriptor, Detail: "resources"}
	}
	for i, resource := range description.Resources {
		if resource.Name != tables[i].Name || resource.Path != tables[i].Name+".csv" {
			return description, &Defect{Kind: ErrBroken, File: Descriptor, Detail: resource.Path}
		}
		for _, part := range resource.Parquet {
			if !parquetPath.MatchString(part.Path) {
				return description, &Defect{Kind: ErrBroken, File: Descriptor, Detail: part.Path}
			}
		}
	}
	return description, nil
}

var parquetPath = regexp.MustCompile(`^parquet/[a-z]+/fiscal_year=\w+/\w+\.parquet$`)

func absent(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Defect{Kind: ErrMissing, File: path}
	}
	return &Defect{Kind: ErrChanged, File: path, Detail: err.Error()}
}

// whole holds a file against its size and hash.
func whole(root fs.FS, path string, size int64, hash string) error {
	info, err := fs.Stat(root, path)
	if err != nil {
		return absent(path, err)
	}
	if !info.Mode().IsRegular() || info.Size() != size {
		return &Defect{Kind: ErrChanged, File: path}
	}
	file, err := root.Open(path)
	if err != nil {
		return absent(path, err)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(file, size+1)); err != nil { // an archive may hold more than it says
		return &Defect{Kind: ErrChanged, File: path, Detail: err.Error()}
	}
	if written(sum) != hash {
		return &Defect{Kind: ErrChanged, File: path}
	}
	return nil
}

// Each hands over the documents of the export in the order in which they were loaded, history included. It holds one of
// them at a time.
func (p *Package) Each(ctx context.Context, yield func(store.Submission) error) error {
	root, err := openContainer(p.folder)
	if err != nil {
		return err
	}
	defer root.Close()
	streams := map[string]*stream{}
	for _, table := range tables {
		stream, err := open(root, table)
		if err != nil {
			return err
		}
		defer stream.file.Close()
		streams[table.Name] = stream
	}
	documents := streams["documents"]
	for documents.row != nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		submission, err := next(streams)
		if err != nil {
			return err
		}
		if err := yield(submission); err != nil {
			return err
		}
	}
	findings := streams["findings"] // they are found anew where the documents are loaded
	for findings.row != nil {
		if err := findings.advance(); err != nil {
			return err
		}
	}
	for name, stream := range streams {
		if stream.row != nil {
			return stream.defect("document_id names no document")
		}
		if stream.rows != p.rows[name] {
			return stream.defect(fmt.Sprintf("%d rows instead of %d", stream.rows, p.rows[name]))
		}
	}
	return nil
}

// stream is one table of an export, read row by row; row is the next one, checked, or nil at the end.
type stream struct {
	table   table
	columns map[string]int
	file    fs.File
	bounded *bounded
	csv     *csv.Reader
	row     []string
	line    int
	rows    int
}

func open(root fs.FS, table table) (*stream, error) {
	file, err := root.Open(table.Name + ".csv")
	if err != nil {
		return nil, absent(table.Name+".csv", err)
	}
	s := &stream{table: table, columns: map[string]int{}, file: file, bounded: &bounded{in: bufio.NewReaderSize(file, 1<<16)}}
	s.csv = csv.NewReader(s.bounded)
	s.csv.FieldsPerRecord = len(table.Schema.Fields)
	header, err := s.csv.Read()
	if err != nil || !slices.Equal(header, table.header()) {
		file.Close()
		s.line = 1
		return nil, s.defect("header")
	}
	for i, name := range header {
		s.columns[name] = i
	}
	if err := s.advance(); err != nil {
		file.Close()
		return nil, err
	}
	return s, nil
}

// advance reads the next row and refuses one that the table cannot have.
func (s *stream) advance() error {
	s.bounded.used = 0
	row, err := s.csv.Read()
	if errors.Is(err, io.EOF) {
		s.row = nil
		return nil
	}
	if err != nil {
		return s.defect(err.Error())
	}
	s.line, _ = s.csv.FieldPos(0)
	for i, field := range s.table.Schema.Fields {
		if err := field.check(row[i]); err != nil {
			return s.defect(err.Error())
		}
	}
	s.row = row
	s.rows++
	return nil
}

func (s *stream) defect(detail string) *Defect {
	return &Defect{Kind: ErrRow, File: s.table.Name + ".csv", Line: s.line, Detail: detail}
}

// ErrLongRow is a row beyond any document's.
var errLongRow = errors.New("row is too long")

// longestRow is how many bytes the reader may take in for one row.
const longestRow = 16 << 20

// bounded gives no more bytes for a row than any document needs.
type bounded struct {
	in   io.Reader
	used int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.used > longestRow {
		return 0, errLongRow
	}
	n, err := b.in.Read(p)
	b.used += n
	return n, err
}
