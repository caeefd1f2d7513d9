package cmd

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// column is one column of a result: its name in CSV and JSON, which is a promise to other programs, and how people see
// it in a terminal table.
type column[Row any] struct {
	name    string
	value   func(Row) any    // a string, strings, a number or a bool; nil where nothing is known
	heading string           // Chinese; without one the column is not shown in tables
	shown   func(Row) string // what people see; nil: the value
	right   bool             // numbers stand to the right
}

// rowWriter writes the rows of a result in one format.
type rowWriter[Row any] interface {
	write(Row) error
	close() error
}

// newRowWriter gives the writer for csv or json; both stream.
func newRowWriter[Row any](format string, out io.Writer, columns []column[Row]) rowWriter[Row] {
	if format == formatJSON {
		return &jsonWriter[Row]{out: bufio.NewWriter(out), columns: columns}
	}
	return newCSVWriter(out, columns)
}

// writeRows writes all rows for other programs: csv or json.
func writeRows[Row any](format string, out io.Writer, columns []column[Row], rows []Row) error {
	writer := newRowWriter(format, out, columns)
	for _, row := range rows {
		if err := writer.write(row); err != nil {
			return err
		}
	}
	return writer.close()
}

type csvWriter[Row any] struct {
	out     *csv.Writer
	columns []column[Row]
	record  []string
}

func newCSVWriter[Row any](out io.Writer, columns []column[Row]) *csvWriter[Row] {
	writer := &csvWriter[Row]{out: csv.NewWriter(out), columns: columns}
	for _, column := range columns {
		writer.record = append(writer.record, column.name)
	}
	_ = writer.out.Write(writer.record) // an error stays in the csv.Writer until Flush
	return writer
}

func (w *csvWriter[Row]) write(row Row) error {
	for i, column := range w.columns {
		w.record[i] = plain(column.value(row))
	}
	return w.out.Write(w.record)
}

func (w *csvWriter[Row]) close() error {
	w.out.Flush()
	return w.out.Error()
}

// plain is a value as text: empty where nothing is known, several parts joined with semicolons.
func plain(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case []string:
		return strings.Join(value, "; ")
	}
	return fmt.Sprint(value)
}

// jsonWriter writes one array of objects whose keys stand in the order of the columns, one object a line.
type jsonWriter[Row any] struct {
	out     *bufio.Writer
	columns []column[Row]
	begun   bool
}

func (w *jsonWriter[Row]) write(row Row) error {
	separator := "[\n{"
	if w.begun {
		separator = ",\n{"
	}
	w.begun = true
	if _, err := w.out.WriteString(separator); err != nil {
		return err
	}
	for i, column := range w.columns {
		text, err := marshal(column.value(row))
		if err != nil {
			return err
		}
		if i > 0 {
			_ = w.out.WriteByte(',')
		}
		_, _ = w.out.WriteString(strconv.Quote(column.name))
		_ = w.out.WriteByte(':')
		_, _ = w.out.Write(text)
	}
	return w.out.WriteByte('}')
}

func (w *jsonWriter[Row]) close() error {
	end := "\n]\n"
	if !w.begun {
		end = "[]\n"
	}
	_, _ = w.out.WriteString(end)
	return w.out.Flush()
}

// marshal is the JSON of a value; Chinese punctuation and signs stay as they are.
func marshal(value any) ([]byte, error) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(text.String(), "\n")), nil
}

// number is a whole number whose zero means that it is not known.
func number[Number ~int](value Number) any {
	if value == 0 {
		return nil
	}
	return int(value)
}

// The formats of results.
const (
	formatTable    = "table"
	formatCSV      = "csv"
	formatJSON     = "json"
	formatMarkdown = "md"
	formatParquet  = "parquet" // of extract alone
)

var formats = []string{formatTable, formatCSV, formatJSON, formatMarkdown}

// destination is where a result goes: --format and -o.
type destination struct {
	format string
	path   string
}

func (d *destination) addFlags(command *cobra.Command) {
	command.Flags().StringVar(&d.format, "format", "", "输出`格式`：table（表格）、csv、json、md；省略时按 -o 的扩展名，没有 -o 则为 table")
	command.Flags().StringVarP(&d.path, "output", "o", "", "把结果写入`文件`，而不是屏幕")
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// settle decides the format and refuses one that does not exist.
func (d *destination) settle() error {
	if d.format == "" {
		d.format = map[string]string{".csv": formatCSV, ".json": formatJSON, ".md": formatMarkdown}[strings.ToLower(filepath.Ext(d.path))]
	}
	if d.format == "" {
		d.format = formatTable
	}
	return oneOf("--format", d.format, formats...)
}

// oneOf refuses a value that is none of the choices; an empty one means that the flag was not given.
func oneOf(flag, value string, choices ...string) error {
	if value == "" || slices.Contains(choices, value) {
		return nil
	}
	return wrongValue(flag, value, join("、", choices))
}

// write hands the place of the result to fill: stdout, or a file that appears only once it is whole. A CSV file begins
// with a byte order mark, without which Excel takes Chinese for something else. On Windows the lines of a text end as its
// programs expect; JSON is for programs, which do not mind.
func (d *destination) write(stdout io.Writer, fill func(io.Writer) error) error {
	if d.path == "" {
		return fill(stdout)
	}
	return writeWhole(d.path, func(out io.Writer) error {
		if runtime.GOOS == "windows" && (d.format == formatCSV || d.format == formatMarkdown) {
			out = windowsLines{out}
		}
		if d.format == formatCSV {
			if _, err := io.WriteString(out, "\ufeff"); err != nil {
				return err
			}
		}
		return fill(out)
	})
}

// windowsLines ends each line with CR LF.
type windowsLines struct{ out io.Writer }

func (w windowsLines) Write(text []byte) (int, error) {
	if _, err := w.out.Write(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(text), nil
}

// writeWhole writes a file beside its place and moves it there when it is whole, so that a full disk or Ctrl-C leaves
// what was there before.
func writeWhole(path string, fill func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".tongbi-*")
	if err != nil {
		return &fs.PathError{Op: "create", Path: path, Err: errors.Unwrap(err)}
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	if err = fill(file); err != nil {
		return err
	}
	if err = file.Close(); err != nil {
		return err
	}
	if err = os.Chmod(file.Name(), 0o644); err != nil {
		return err
	}
	return moveTo(file.Name(), path)
}

// errHeld says that a file cannot be replaced since another program has it open.
var errHeld = errors.New("another program has the file open")

// moveTo puts a finished file in its place. Scanners hold new files for a moment, so that is tried several times; who
// holds it longer is an office program, which only the user can close: errHeld.
func moveTo(finished, path string) error {
	err := os.Rename(finished, path)
	for wait := 20 * time.Millisecond; isHeld(err) && wait < time.Second; wait *= 2 {
		time.Sleep(wait)
		err = os.Rename(finished, path)
	}
	if err == nil {
		return nil
	}
	switch info, missing := os.Stat(path); {
	case missing == nil && info.IsDir():
		err = syscall.EISDIR
	case isHeld(err):
		err = errHeld
	default:
		err = errors.Unwrap(err)
	}
	return &fs.PathError{Op: "replace", Path: path, Err: err}
}
