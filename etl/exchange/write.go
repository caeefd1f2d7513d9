package exchange

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"tongbi/etl/store"
)

// Content is what goes into an export.
type Content struct {
	Database     *store.Store
	Organization string                           // part of a name: only documents of such organisations; empty for all
	Watch        func(table string, total int)    // told of each table that is written; nil is told nothing
	Findings     func(func([]string) error) error // rows of findings without their number; the first value is the document's number in the database
}

// Counts is how many rows of each table an export has, by the table's name.
type Counts map[string]int

// Write makes the folder an export of the content. The folder appears when it is whole; an earlier export in its place is
// replaced, anything else in it is ErrOccupied. The same content gives the same bytes on every machine.
func Write(ctx context.Context, folder string, content Content) (counts Counts, err error) {
	if err := vacant(folder); err != nil {
		return nil, err
	}
	parent := filepath.Dir(filepath.Clean(folder))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	draft, err := os.MkdirTemp(parent, ".tongbi-*")
	if err != nil {
		return nil, &fs.PathError{Op: "create", Path: folder, Err: errors.Unwrap(err)}
	}
	defer os.RemoveAll(draft)
	writer := writer{folder: draft, content: content, numbers: map[string]string{}, counts: Counts{}}
	if err := writer.write(ctx); err != nil {
		return nil, err
	}
	if err := os.Chmod(draft, 0o755); err != nil {
		return nil, err
	}
	return writer.counts, swap(draft, folder)
}

// vacant refuses a folder that holds anything but an earlier export.
func vacant(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, ok := Recognise(folder); ok {
		return nil
	}
	return &Defect{Kind: ErrOccupied, File: folder}
}

// swap puts the draft in the place of the folder.
func swap(draft, folder string) error {
	old := draft + "-old"
	err := os.Rename(folder, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(draft, folder); err != nil {
		return errors.Join(err, os.Rename(old, folder))
	}
	return os.RemoveAll(old)
}

// writer writes one export.
type writer struct {
	folder  string
	content Content
	numbers map[string]string // the export's number of each document, by that of the database
	sources []source
	counts  Counts
}

func (w *writer) write(ctx context.Context) error {
	description := dataPackage{
		Profile: "tabular-data-package", Name: "tongbi-export", Title: "部门预算、决算数据",
		Description: "由公开的部门预算、决算文件读出的数据明细，每个数字都有文件、页、表、行、列。金额以元为单位，比率是小数（0.2148 为 21.48%）。",
		Tongbi:      &marker{format},
	}
	for _, table := range tables {
		described, err := w.table(ctx, table)
		if err != nil {
			return fmt.Errorf("write %s: %w", table.Name, err)
		}
		description.Resources = append(description.Resources, described)
		if w.content.Watch != nil {
			w.content.Watch(described.Path, len(tables))
		}
	}
	description.Sources = w.sources
	text, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.folder, Descriptor), append(text, '\n'), 0o644)
}

// table writes the rows of a table and describes them.
func (w *writer) table(ctx context.Context, table table) (resource, error) {
	described := resource{
		Profile: "tabular-data-resource", Name: table.Name, Path: table.Name + ".csv", Title: table.Title, Description: table.Description,
		Format: "csv", MediaType: "text/csv", Encoding: "utf-8", Dialect: commas, Schema: table.Schema,
	}
	place := filepath.Join(w.folder, described.Path)
	file, err := newCSV(place, table.header())
	if err != nil {
		return resource{}, err
	}
	if err := errors.Join(w.rows(ctx, table.Name, file), file.close()); err != nil {
		return resource{}, err
	}
	described.Bytes, described.Hash, described.Rows = file.bytes, file.hash(), file.rows
	w.counts[table.Name] = file.rows
	if table.Partitioned {
		described.Parquet, err = w.parquet(ctx, table.Name, place)
	}
	return described, err
}

// rows writes the rows of a table, each document by its number in this export.
func (w *writer) rows(ctx context.Context, name string, file *csvFile) error {
	switch name {
	case "documents":
		return w.content.Database.Export(ctx, name, w.content.Organization, func(row []string) error {
			w.numbers[row[0]] = strconv.Itoa(len(w.numbers) + 1)
			w.sources = append(w.sources, source{Title: row[2], SHA256: row[1]})
			return file.write(w.numbered(row))
		})
	case "findings":
		return w.content.Findings(func(row []string) error {
			return file.write(append([]string{strconv.Itoa(file.rows + 1)}, w.numbered(row)...))
		})
	}
	return w.content.Database.Export(ctx, name, w.content.Organization, func(row []string) error { return file.write(w.numbered(row)) })
}

func (w *writer) numbered(row []string) []string {
	row[0] = w.numbers[row[0]]
	return row
}

// parquet writes the rows of a CSV file as Parquet too and describes the files.
func (w *writer) parquet(ctx context.Context, name, rows string) ([]part, error) {
	target := filepath.Join(w.folder, "parquet", name)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return nil, err
	}
	if err := store.WriteParquet(ctx, "export/"+name, rows, target); err != nil {
		return nil, err
	}
	var parts []part
	err := filepath.WalkDir(target, func(place string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && place == target {
			return nil // not a single row
		}
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(w.folder, place)
		if err != nil {
			return err
		}
		file, err := os.Open(place)
		if err != nil {
			return err
		}
		defer file.Close()
		sum := sha256.New()
		size, err := io.Copy(sum, file)
		parts = append(parts, part{Path: path.Clean(filepath.ToSlash(inside)), Bytes: size, Hash: written(sum)})
		return err
	})
	return parts, err
}

func written(sum hash.Hash) string { return "sha256:" + hex.EncodeToString(sum.Sum(nil)) }

// csvFile counts and hashes what is written to it.
type csvFile struct {
	file   *os.File
	buffer *bufio.Writer
	csv    *csv.Writer
	sum    hash.Hash
	rows   int
	bytes  int64
}

func newCSV(place string, header []string) (*csvFile, error) {
	file, err := os.Create(place)
	if err != nil {
		return nil, err
	}
	out := &csvFile{file: file, sum: sha256.New()}
	out.buffer = bufio.NewWriterSize(io.MultiWriter(file, out.sum), 1<<16)
	out.csv = csv.NewWriter(out.buffer)
	return out, out.csv.Write(header)
}

// write writes a row. A line break within a text is one character, as CSV readers give it back.
func (c *csvFile) write(row []string) error {
	for i, value := range row {
		if strings.Contains(value, "\r\n") {
			row[i] = strings.ReplaceAll(value, "\r\n", "\n")
		}
	}
	c.rows++
	return c.csv.Write(row)
}

func (c *csvFile) close() error {
	c.csv.Flush()
	err := errors.Join(c.csv.Error(), c.buffer.Flush())
	if info, statErr := c.file.Stat(); statErr == nil {
		c.bytes = info.Size()
	}
	return errors.Join(err, c.file.Close())
}

func (c *csvFile) hash() string { return written(c.sum) }
