// Package page writes the report: HTML files that open by double-click, without a server and without the network. Every
// sentence and every figure stands in the HTML as text; the script only switches, sorts, folds, filters and draws.
// Text from documents is never markup or script: html/template escapes it, data for the script travels as JSON in an
// inert element, and a Content-Security-Policy admits the page's own scripts and style by their hashes and nothing else.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"tongbi/charts"
	"tongbi/queries"
)

//go:embed report.css report.js early.js *.gohtml
var files embed.FS

var templates = template.Must(template.ParseFS(files, "*.gohtml"))

// File is one file of the report.
type File struct {
	Name    string
	Content []byte
}

// Options are what the report needs from outside.
type Options struct {
	// IssueText is the Chinese wording of a document's defect; without it the defect's code and detail are shown.
	IssueText func(queries.Issue) string
	// Pictures gives the pictures of pages of documents, in the order asked for; nil for a report without pictures.
	Pictures func([]PageOf) ([]Picture, error)
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

// Report gives the files of a report: index.html, and beside it one page a series where there are several. It fails where
// the program was built without the drawing library (charts.ErrNoAssets) and where there is nothing to report on.
func Report(dossiers []queries.Dossier, options Options) ([]File, error) {
	library, err := charts.Library()
	if err != nil {
		return nil, fmt.Errorf("writing the report: %w", err)
	}
	if len(dossiers) == 0 {
		return nil, fmt.Errorf("writing the report: no documents")
	}
	if len(dossiers) == 1 {
		content, err := series(dossiers[0], options, library, "")
		return []File{{"index.html", content}}, err
	}
	names := fileNames(dossiers)
	index, err := indexPage(dossiers, names)
	if err != nil {
		return nil, err
	}
	report := []File{{"index.html", index}}
	for i, dossier := range dossiers {
		content, err := series(dossier, options, library, "index.html")
		if err != nil {
			return nil, err
		}
		report = append(report, File{names[i], content})
	}
	return report, nil
}

// maxName is how many characters of an organisation's name a file name takes.
const maxName = 60

// fileNames gives each series a file name that any system takes and that tells it from the others.
func fileNames(dossiers []queries.Dossier) []string {
	var names []string
	taken := map[string]int{"index": 1}
	for _, dossier := range dossiers {
		s := dossier.Series
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

// newShell sets style and scripts into their elements and allows exactly these by their hashes.
func newShell(title, library string) shell {
	style, early := text("report.css"), text("early.js")
	scripts := []string{early}
	page := shell{Title: title, Style: element("style", style), Early: element("script", early)}
	if library != "" {
		script := text("report.js")
		page.Script = element("script", library) + element("script", script)
		scripts = append(scripts, library, script)
	}
	var hashes []string
	for _, script := range scripts {
		hashes = append(hashes, hash(script))
	}
	page.Policy = fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'", strings.Join(hashes, " "), hash(style))
	return page
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
	return bytes.Map(withoutMarks, page.Bytes()), nil
}

// withoutMarks drops characters that turn the direction of the text around them: in a name they would turn the figures
// that follow it.
func withoutMarks(r rune) rune {
	switch {
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u061c':
		return -1
	}
	return r
}
