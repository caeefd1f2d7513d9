package exchange

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// format is the version of the export's shape. What a column means is never changed under the same number.
const format = 1

// Descriptor is the file that makes a folder a data package.
const Descriptor = "datapackage.json"

// dataPackage is the content of datapackage.json: a Frictionless Tabular Data Package.
type dataPackage struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Tongbi      *marker    `json:"tongbi"`
	Sources     []source   `json:"sources"`
	Resources   []resource `json:"resources"`
}

// marker tells an export of this program from other data packages.
type marker struct {
	Format int `json:"format"`
}

// source is one document that the figures are from.
type source struct {
	Title  string `json:"title"`
	SHA256 string `json:"sha256,omitempty"`
}

type resource struct {
	Profile     string      `json:"profile"`
	Name        string      `json:"name"`
	Path        string      `json:"path"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Format      string      `json:"format"`
	MediaType   string      `json:"mediatype"`
	Encoding    string      `json:"encoding"`
	Dialect     dialect     `json:"dialect"`
	Bytes       int64       `json:"bytes"`
	Hash        string      `json:"hash"`
	Rows        int         `json:"rows"`
	Schema      tableSchema `json:"schema"`
	Parquet     []part      `json:"parquet,omitempty"`
}

// part is one Parquet file of a resource; the folder it stands in gives the fiscal year.
type part struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Hash  string `json:"hash"`
}

type dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	QuoteChar      string `json:"quoteChar"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

// commas is how every CSV file of an export is written.
var commas = dialect{Delimiter: ",", LineTerminator: "\n", QuoteChar: `"`, DoubleQuote: true, Header: true}

// Defects of an export. Test with errors.Is; the text says in which file and row.
var (
	ErrOccupied = errors.New("folder holds other files")
	ErrMissing  = errors.New("file is missing")
	ErrChanged  = errors.New("file is not what was exported")
	ErrFormat   = errors.New("export of another version")
	ErrRow      = errors.New("row makes no sense")
	ErrBroken   = errors.New("description of the export is damaged")
)

// Defect is why an export is refused. File is its path inside the export, Line a line of it or 0.
type Defect struct {
	Kind   error
	File   string
	Line   int
	Detail string
}

func (d *Defect) Error() string {
	return fmt.Sprintf("%s, line %d: %v: %s", d.File, d.Line, d.Kind, d.Detail)
}

func (d *Defect) Unwrap() error { return d.Kind }

// largestDescriptor is how many bytes of a datapackage.json are read.
const largestDescriptor = 64 << 20

// Recognise tells whether a folder, or a .zip, is an export of this program, whole or damaged, and how many documents it says to hold.
func Recognise(name string) (documents int, ok bool) {
	root, err := openContainer(name)
	if err != nil {
		return 1, false
	}
	defer root.Close()
	file, err := root.Open(Descriptor)
	if err != nil {
		return 1, beginsAsExport(root)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, largestDescriptor))
	if err != nil {
		return 1, false
	}
	var description dataPackage
	if json.Unmarshal(content, &description) != nil {
		return 1, strings.Contains(string(content[:min(len(content), 4096)]), `"tongbi"`)
	}
	for _, resource := range description.Resources {
		if resource.Name == tables[0].Name {
			documents = resource.Rows
		}
	}
	return max(1, documents), description.Tongbi != nil
}

// beginsAsExport tells an export whose datapackage.json got lost by the first line of its documents.
func beginsAsExport(root fs.FS) bool {
	file, err := root.Open(tables[0].Name + ".csv")
	if err != nil {
		return false
	}
	defer file.Close()
	line, _ := bufio.NewReader(io.LimitReader(file, 4096)).ReadString('\n')
	return line == strings.Join(tables[0].header(), ",")+"\n"
}
