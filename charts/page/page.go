// Package page writes the report: HTML files that open by double-click, without a server and without the network. Every
// sentence and every figure stands in the HTML as text; the script only switches, sorts, folds, filters and draws.
// Text from documents is never markup or script: html/template escapes it, data for the script travels as JSON in an
// inert element, and a Content-Security-Policy admits the page's own scripts and style by their hashes and nothing else but, where
// a report has several files, the files that lie beside it.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"iter"
	"runtime"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

	"tongbi/charts"
	"tongbi/queries"
)

//go:embed report.css report.js index.js early.js *.gohtml
var files embed.FS

var templates = template.Must(template.New("").Funcs(functions).ParseFS(files, "*.gohtml"))

// File is one file of the report.
type File struct {
	Name    string
	Content []byte
}

// Options are what the report needs from outside.
type Options struct {
	// IssueText is the Chinese wording of a document's defect; without it the defect's code and detail are shown.
	IssueText func(queries.Issue) string
	// Pictures gives the pictures of pages of documents, in the order asked for; nil for a report without pictures. It is called for
	// several pages of the report at once.
	Pictures func([]PageOf) ([]Picture, error)
	// Embed is how many bytes of pictures a page of the report holds itself; where they come to more, they lie beside it.
	Embed int

	folder string // in which pictures lie beside the page
}

// PageOf is a page of a document.
type PageOf struct {
	Document string // as in queries.Figure
	Page     int
}

// Picture is what a page looks like, or why that cannot be shown.
type Picture struct {
	PNG           []byte
	Width, Height float64 // of the page in points, as it is read
	Missing       string  // Chinese, for people: why there is no picture; empty where there is one
}

// Report writes a report of dossiers, which come in the order of their series: index.html, and beside it one page a series and the
// drawing library that they share where there are several. Files are handed to write as they are made, by several goroutines at
// once, index.html of several last. It fails where the program was built without the drawing library (charts.ErrNoAssets) and
// where there is nothing to report on.
func Report(series []queries.Series, dossiers iter.Seq2[queries.Dossier, error], options Options, write func(File) error) error {
	library, err := charts.Library()
	if err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	if len(series) == 0 {
		return fmt.Errorf("writing the report: no documents")
	}
	r := report{options: options, write: write, library: library, names: []string{"index.html"}}
	if len(series) > 1 {
		r.several, r.names, r.rows = true, fileNames(series), make([]indexRow, len(series))
		if err := write(File{libraryFile, []byte(library)}); err != nil {
			return err
		}
	}
	if err := r.pages(dossiers); err != nil || !r.several {
		return err
	}
	index, err := indexPage(r.rows)
	if err != nil {
		return err
	}
	return write(File{"index.html", index})
}

// libraryFile is where the pages of a report find the drawing library that they share.
const libraryFile = "assets/echarts.js"

// report is a report in the making.
type report struct {
	options Options
	write   func(File) error
	library string
	several bool
	names   []string   // of the pages
	rows    []indexRow // of the index, where there are several pages
}

// pages writes one page a dossier, on all processors.
func (r *report) pages(dossiers iter.Seq2[queries.Dossier, error]) error {
	var writing errgroup.Group
	writing.SetLimit(runtime.GOMAXPROCS(0))
	place := 0
	for dossier, err := range dossiers {
		if err != nil {
			writing.Wait()
			return err
		}
		at := place
		writing.Go(func() error { return r.page(at, dossier) })
		place++
	}
	return writing.Wait()
}

// page writes one page with the pictures that lie beside it, and keeps its row of the index.
func (r *report) page(place int, dossier queries.Dossier) error {
	options := r.options
	options.folder = fmt.Sprintf("%s/%d", pictureFolder, place+1)
	page, err := newSeriesPage(dossier, options)
	if err != nil {
		return err
	}
	if r.several {
		page.Back, r.rows[place] = "index.html", page.indexRow(r.names[place])
	}
	page.shell = newShell(shellOf{title: title(dossier), library: r.library, shared: r.several, images: len(page.Beside) > 0, pairs: len(page.Panes)})
	content, err := render("series.gohtml", page)
	if err != nil {
		return err
	}
	for _, file := range append(page.Beside, File{r.names[place], content}) {
		if err := r.write(file); err != nil {
			return err
		}
	}
	return nil
}

// maxName is how many characters of an organisation's name a file name takes.
const maxName = 60

// fileNames gives each series a file name that any system takes and that tells it from the others.
func fileNames(series []queries.Series) []string {
	var names []string
	taken := map[string]int{"index": 1}
	for _, s := range series {
		name := plain(s.Organization) + "-" + charts.ScopeName(s.Scope) + "-" + charts.StageName(s.Stage)
		taken[name]++
		if n := taken[name]; n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		names = append(names, name+".html")
	}
	return names
}

// plain keeps letters and digits of a name, up to maxName of them.
func plain(name string) string {
	var kept []rune
	for _, r := range name {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && len(kept) < maxName {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return "未名"
	}
	return string(kept)
}

// shell is what every page has around its content.
type shell struct {
	Title  string
	Policy string
	Style  template.HTML
	Early  template.HTML
	Script template.HTML
}

// shellOf says what a page needs around its content.
type shellOf struct {
	title   string
	library string // the drawing library; empty for none
	shared  bool   // it lies beside the page
	images  bool   // so do pictures
	index   bool   // the page is the index, with its own script
	pairs   int    // columns of so many pairs of years are switched
}

// newShell sets style and scripts into their elements and allows exactly these by their hashes, and files beside the page where
// there are any: browsers refuse hashes of scripts from files.
func newShell(of shellOf) shell {
	style, early := text("report.css")+pairStyle(of.pairs), text("early.js")
	page := shell{Title: of.title, Style: element("style", style), Early: element("script", early)}
	scripts, sources := []string{early}, ""
	add := func(script string) {
		page.Script += element("script", script)
		scripts = append(scripts, script)
	}
	switch {
	case of.index:
		add(text("index.js"))
	case of.shared:
		page.Script, sources = `<script src="`+libraryFile+`"></script>`, beside
		add(text("report.js"))
	default:
		add(of.library)
		add(text("report.js"))
	}
	for _, script := range scripts {
		sources += " " + hash(script)
	}
	images := "data:"
	if of.images {
		images += beside
	}
	page.Policy = fmt.Sprintf("default-src 'none'; script-src%s; style-src %s; img-src %s; base-uri 'none'; form-action 'none'", sources, hash(style), images)
	return page
}

// beside admits files that lie beside the page: 'self' where a server hands them out, file: where they lie in a folder.
const beside = " 'self' file:"

// pairStyle shows of the columns of so many pairs of years those of the pair that a table has on.
func pairStyle(pairs int) string {
	var style strings.Builder
	for pair := range pairs {
		fmt.Fprintf(&style, ".p%d{display:none}.on%d .p%d{display:table-cell}\n", pair, pair, pair)
	}
	return style.String()
}

func text(name string) string {
	content, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return string(content)
}

// element wraps the program's own script or style, never text from a document.
func element(name, content string) template.HTML {
	return template.HTML("<" + name + ">" + content + "</" + name + ">")
}

func hash(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func render(name string, data any) ([]byte, error) {
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, name, data); err != nil {
		return nil, fmt.Errorf("writing the page: %w", err)
	}
	return withoutMarks(page.Bytes()), nil
}

// marks are characters that turn the direction of the text around them, which in a name would turn the figures that follow it, or
// that nobody sees.
var marks = []string{
	"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d",
	"\u2060", "\ufeff",
}

// withoutMarks drops the marks from a page.
func withoutMarks(page []byte) []byte {
	for _, mark := range marks {
		if bytes.Contains(page, []byte(mark)) {
			page = bytes.ReplaceAll(page, []byte(mark), nil)
		}
	}
	return page
}
