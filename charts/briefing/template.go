package briefing

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"unicode"

	"tongbi/etl/fact"
)

//go:embed templates/*.tmpl
var builtIn embed.FS

// extension is the end of the names of template files.
const extension = ".tmpl"

// fields are what a template can name.
type fields map[string]any

// TemplateError is a template that cannot be used, with the place.
type TemplateError struct {
	File   string
	Line   int // 0 where it is not known
	Detail string
}

func (e *TemplateError) Error() string {
	return fmt.Sprintf("template %s:%d: %s", e.File, e.Line, e.Detail)
}

// TemplateNames are the names of the templates without their extension, in the order in which a briefing uses them.
func TemplateNames() []string {
	return []string{"标题", "概览", "基本情况", "总体规模与趋势", "支出结构", "主要变动及原因", "三公采购绩效", "执行与决算", "需要关注的问题", "建议询问的问题", "落款", "附录"}
}

// WriteTemplates writes the built-in templates into a folder, to be changed there. A file that exists is left alone:
// the error is fs.ErrExist with its path.
func WriteTemplates(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, name := range TemplateNames() {
		content, err := builtIn.ReadFile("templates/" + name + extension)
		if err != nil {
			return fmt.Errorf("read template: %w", err)
		}
		path := filepath.Join(folder, name+extension)
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		_, err = file.Write(content)
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// loadTemplates reads the built-in templates and those of a user's folder over them. A file of the folder that replaces
// none is an error: it would silently do nothing.
func loadTemplates(own fs.FS) (map[string]*template.Template, error) {
	texts := map[string]*template.Template{}
	add := func(from fs.FS, path, name string) error {
		content, err := fs.ReadFile(from, path)
		if err != nil {
			return fmt.Errorf("read template: %w", err)
		}
		text := strings.TrimPrefix(strings.ReplaceAll(string(content), "\r\n", "\n"), "\ufeff")
		parsed, err := template.New(name + extension).Funcs(functions(&places{})).Option("missingkey=error").Parse(text)
		if err != nil {
			return templateError(name+extension, err)
		}
		texts[name] = parsed
		return nil
	}
	for _, name := range TemplateNames() {
		if err := add(builtIn, "templates/"+name+extension, name); err != nil {
			return nil, err
		}
	}
	if own == nil {
		return texts, nil
	}
	files, err := fs.Glob(own, "*"+extension)
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, extension)
		if !slices.Contains(TemplateNames(), name) {
			return nil, &TemplateError{File: file, Detail: "unknown name"}
		}
		if err := add(own, file, name); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// where finds the place in an error of text/template: “template: 标题.tmpl:3:5: …”.
var where = regexp.MustCompile(`^template: ?([^:]+):(\d+)(?::\d+)?: (.*)$`)

func templateError(file string, err error) error {
	found := where.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if found == nil {
		return &TemplateError{File: file, Detail: err.Error()}
	}
	line, _ := strconv.Atoi(found[2])
	return &TemplateError{File: found[1], Line: line, Detail: found[3]}
}

// The marks that functions of templates leave in the text for what stands there; documents' text has none.
const (
	placeMark, tableMark, chartMark, inlineMark = '\x01', '\x02', '\x03', '\x05'
	markEnd                                     = '\x04'
)

// places collects what the marks of one text stand for.
type places struct {
	sources []place
	tables  []*Table
	charts  []*Chart
}

func (p *places) source(all ...place) string {
	var marks strings.Builder
	for _, one := range all {
		fmt.Fprintf(&marks, "%c%d%c", placeMark, len(p.sources), markEnd)
		p.sources = append(p.sources, one)
	}
	return marks.String()
}

// functions are what a template can call. They take values of fields, which hold their figures' places, and leave marks
// of these in the text.
func functions(p *places) template.FuncMap {
	return template.FuncMap{
		"万元": func(v any) string { return p.amount(v, plainAmount) },
		"金额": func(v any) string { return p.amount(v, largeAmount) },
		"增减": p.change,
		"占比": p.share,
		"百分点": func(v any) string {
			m, _ := v.(move)
			return m.String()
		},
		"百分比": func(v any) string { return rateText(v, func(rate fact.Rate) string { return rate.Percent() }) },
		"增长":  func(v any) string { return rateText(v, growth) },
		"出处": func(v any) string {
			at, ok := v.(place)
			if !ok {
				return ""
			}
			p.sources = append(p.sources, at)
			return fmt.Sprintf("%c%d%c", inlineMark, len(p.sources)-1, markEnd)
		},
		"据": func(v any) string {
			if at, ok := v.(place); ok {
				return p.source(at)
			}
			return ""
		},
		"引":  quoted,
		"顿号": func(all []string) string { return strings.Join(all, "、") },
		"序":  numeral,
		"加":  func(one, other int) int { return one + other },
		"属于": func(one string, all ...string) bool { return slices.Contains(all, one) },
		"表": func(v any) string {
			table, ok := v.(*Table)
			if !ok || table == nil {
				return ""
			}
			p.tables = append(p.tables, table)
			return fmt.Sprintf("\n\n%c%d%c\n\n", tableMark, len(p.tables)-1, markEnd)
		},
		"图": func(v any) string {
			chart, ok := v.(*Chart)
			if !ok || chart == nil {
				return ""
			}
			p.charts = append(p.charts, chart)
			return fmt.Sprintf("\n\n%c%d%c\n\n", chartMark, len(p.charts)-1, markEnd)
		},
	}
}

// writer fills the blocks of a briefing; the first error stays.
type writer struct {
	texts          map[string]*template.Template
	briefing       Briefing
	numbers        [5]int // of the headings by level
	appendices     int
	tables, charts int
	err            error
}

// finished gives the briefing, its text without what nobody sees.
func (w *writer) finished() (Briefing, error) {
	for _, block := range w.briefing.Blocks {
		block.purge()
	}
	return w.briefing, w.err
}

// execute fills one template and gives its text with the marks resolved.
func (w *writer) execute(name string, data fields) (string, *places) {
	p := &places{}
	var out bytes.Buffer
	if w.err == nil {
		if err := w.texts[name].Funcs(functions(p)).Execute(&out, clean(data)); err != nil {
			w.err = templateError(name+extension, err)
		}
	}
	return out.String(), p
}

// title takes the lines of the title; a line that begins with 页眉： is the header of every page.
func (w *writer) title(data fields) {
	text, _ := w.execute("标题", data)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if header, found := strings.CutPrefix(line, "页眉："); found {
			w.briefing.Header = header
		} else if line != "" {
			w.briefing.Title = append(w.briefing.Title, line)
		}
	}
}

// section adds what a template says: headings begin with #, tables and charts stand where the template names them, and an
// empty line ends a paragraph, whose own lines are joined.
func (w *writer) section(name string, references *references, data fields) {
	text, p := w.execute(name, data)
	kind := Body
	switch name {
	case "落款":
		kind = Signature
	case "附录":
		kind = Note
	}
	for _, part := range paragraphs(text) {
		switch {
		case strings.HasPrefix(part, "#"):
			level := min(len(part)-len(strings.TrimLeft(part, "#")), 3) + 1
			w.heading(level, w.number(name, level)+strings.TrimSpace(strings.TrimLeft(part, "#")))
		case strings.HasPrefix(part, string(tableMark)):
			w.table(*p.tables[markNumber(part)])
		case strings.HasPrefix(part, string(chartMark)):
			w.chart(*p.charts[markNumber(part)])
		default:
			if spans := p.spans(part, references); len(spans) > 0 {
				w.briefing.Blocks = append(w.briefing.Blocks, Block{Paragraph: &Paragraph{Kind: kind, Spans: spans}})
			}
		}
	}
}

// table and chart add one with the next number.
func (w *writer) table(table Table) {
	w.tables++
	table.Number = w.tables
	w.briefing.Blocks = append(w.briefing.Blocks, Block{Table: &table})
}

func (w *writer) chart(chart Chart) {
	w.charts++
	chart.Number = w.charts
	w.briefing.Blocks = append(w.briefing.Blocks, Block{Chart: &chart})
}

// heading adds a heading that has its number.
func (w *writer) heading(level int, text string) {
	w.briefing.Blocks = append(w.briefing.Blocks, Block{Heading: &Heading{Level: level, Text: text}})
	if level == 1 {
		w.numbers, w.appendices = [5]int{}, 0
	}
}

// number gives the next heading of a level its number: 一、 then （一） then 1．; 附一 in the appendix.
func (w *writer) number(section string, level int) string {
	if section == "附录" && level == 2 {
		w.appendices++
		return "附" + numeral(w.appendices) + "　"
	}
	w.numbers[level]++
	for below := level + 1; below < len(w.numbers); below++ {
		w.numbers[below] = 0
	}
	switch level {
	case 2:
		return numeral(w.numbers[level]) + "、"
	case 3:
		return "（" + numeral(w.numbers[level]) + "）"
	}
	return fmt.Sprintf("%d．", w.numbers[level])
}

// paragraphs splits a text at empty lines and joins the lines of each part; a heading is a line of its own.
func paragraphs(text string) []string {
	var parts []string
	open := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			open = false
		case strings.HasPrefix(line, "#"):
			parts, open = append(parts, line), false
		case open:
			parts[len(parts)-1] += line
		default:
			parts, open = append(parts, line), true
		}
	}
	return parts
}

func markNumber(mark string) int {
	digits := strings.TrimFunc(mark, func(r rune) bool { return !unicode.IsDigit(r) })
	number, _ := strconv.Atoi(digits)
	return number
}

var (
	sourceMark = regexp.MustCompile(`\x01\d+\x04`)
	inline     = regexp.MustCompile(`\*\*|\x05\d+\x04`)
)

// spans resolves the marks of one paragraph: ** opens and closes emphasis, a quotation's place follows it, and the places of
// all figures stand at the end.
func (p *places) spans(text string, references *references) []Span {
	var cited []place
	for _, mark := range sourceMark.FindAllString(text, -1) {
		cited = append(cited, p.sources[markNumber(mark)])
	}
	text = sourceMark.ReplaceAllString(text, "")
	var spans []Span
	strong, start := false, 0
	add := func(piece string) {
		if piece != "" {
			spans = append(spans, Span{Text: piece, Strong: strong})
		}
	}
	for _, at := range inline.FindAllStringIndex(text, -1) {
		add(text[start:at[0]])
		start = at[1]
		if mark := text[at[0]:at[1]]; mark == "**" {
			strong = !strong
		} else if reference := references.text(p.sources[markNumber(mark) : markNumber(mark)+1]); reference != "" {
			spans = append(spans, Span{Text: "（" + reference + "）", Source: true})
		}
	}
	add(text[start:])
	if reference := references.text(cited); reference != "" && len(spans) > 0 {
		spans = append(spans, Span{Text: "（" + reference + "）", Source: true})
	}
	return spans
}

// clean takes out of the text of documents what would be a mark, a line or a heading in a template's text.
func clean(value any) any {
	switch value := value.(type) {
	case string:
		return strings.ReplaceAll(strings.TrimLeft(printable(value), "# "), "**", "＊＊")
	case []string:
		cleaned := make([]string, len(value))
		for i, one := range value {
			cleaned[i] = clean(one).(string)
		}
		return cleaned
	case fields:
		cleaned := map[string]any{}
		for name, one := range value {
			cleaned[name] = clean(one)
		}
		return cleaned
	case []fields:
		cleaned := make([]any, len(value))
		for i, one := range value {
			cleaned[i] = clean(one)
		}
		return cleaned
	}
	return value
}

// printable is a text on one line without control characters and marks that turn its direction.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// purge makes all text of a block printable.
func (b Block) purge() {
	each := func(texts []string) {
		for i, text := range texts {
			texts[i] = printable(text)
		}
	}
	switch {
	case b.Heading != nil:
		b.Heading.Text = printable(b.Heading.Text)
	case b.Paragraph != nil:
		for i := range b.Paragraph.Spans {
			b.Paragraph.Spans[i].Text = printable(b.Paragraph.Spans[i].Text)
		}
	case b.Table != nil:
		each(b.Table.Notes)
		for _, row := range b.Table.Rows {
			for i := range row.Cells {
				row.Cells[i].Text = printable(row.Cells[i].Text)
			}
		}
	case b.Chart != nil:
		each(b.Chart.Categories)
		each(b.Chart.Notes)
		for i := range b.Chart.Series {
			b.Chart.Series[i].Name = printable(b.Chart.Series[i].Name)
		}
	}
}

// quoted puts words of a document into quotation marks; those within them become single ones.
func quoted(text string) string {
	inner := strings.NewReplacer("“", "‘", "”", "’").Replace(strings.TrimRight(text, "。；，、; "))
	return "“" + inner + "”"
}

// numeral is a number in Chinese, up to 99.
func numeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n%10]), "零")
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
}
