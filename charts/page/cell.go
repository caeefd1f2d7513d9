package page

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"tongbi/charts"
)

// cell is a figure of a table: its text, its evidence, and why it is empty where it is. A quiet one opens its evidence by a
// click, but is no stop of the tab key: it stands beside the figure that it was computed with.
type cell struct {
	Quiet    bool
	Text     string
	Evidence string
	Tone     charts.Tone
	Note     string // for people who cannot see what an empty cell means
	Doubt    bool
}

// functions are what templates write cells with. A page has thousands of them, and html/template takes ten times as long.
var functions = template.FuncMap{
	"figure": func(c cell) template.HTML { return markup(c.write) },
	"beside": func(c cell) template.HTML { return markup(c.writeBeside) },
}

func markup(write func(*strings.Builder)) template.HTML {
	var page strings.Builder
	write(&page)
	return template.HTML(page.String())
}

// write writes the cell as markup, its texts escaped.
func (c cell) write(page *strings.Builder) {
	escape := template.HTMLEscapeString
	switch {
	case c.Evidence != "" && c.Quiet:
		page.WriteString(`<span class="g` + c.tone() + `" data-e="` + c.Evidence + `">` + escape(c.Text) + `</span>`)
	case c.Evidence != "":
		page.WriteString(`<button class="f` + c.tone() + `" data-e="` + c.Evidence + `"`)
		if c.Note != "" {
			page.WriteString(` title="` + escape(c.Note) + `"`)
		}
		page.WriteString(`>` + escape(c.Text))
		if c.Doubt {
			page.WriteString(`<sup>†</sup>`)
		}
		page.WriteString(`</button>`)
	case c.Text != "" && c.Note != "":
		fmt.Fprintf(page, `<span class="nil%s" title="%s">%s<i class="sr">%s</i></span>`, c.tone(), escape(c.Note), escape(c.Text), escape(c.Note))
	case c.Text != "" && c.Tone != "":
		fmt.Fprintf(page, `<span class="%s">%s</span>`, c.Tone, escape(c.Text))
	case c.Text != "":
		page.WriteString(escape(c.Text))
	case c.Note != "":
		page.WriteString(`<i class="sr">` + escape(c.Note) + `</i>`)
	}
}

// writeBeside writes a cell that stands in a row beside the figure with its evidence.
func (c cell) writeBeside(page *strings.Builder) {
	if c.Text == "" || c.Evidence == "" {
		c.write(page)
		return
	}
	page.WriteString(`<span class="g` + c.tone() + `">` + template.HTMLEscapeString(c.Text) + `</span>`)
}

// tone is the class of the cell's direction, with a space before it.
func (c cell) tone() string {
	if c.Tone == charts.Plain {
		return ""
	}
	return " " + string(c.Tone)
}

// Body is the rows of the full table.
func (t table) Body() template.HTML {
	return markup(func(page *strings.Builder) {
		for _, row := range t.Rows {
			row.write(page, t.Tree)
		}
	})
}

// write writes the row; of a tree each change has its share of the total's.
func (r row) write(page *strings.Builder, tree bool) {
	depth, label := strconv.Itoa(r.Depth), template.HTMLEscapeString(r.Label)
	page.WriteString(`<tr data-depth="` + depth + `" class="d` + depth + `"><th scope="row">`)
	if r.Folds {
		page.WriteString(`<button class="twist" aria-expanded="true" aria-label="收起` + label + `"></button>`)
	}
	page.WriteString(label)
	if r.Code != "" {
		page.WriteString(` <small>` + template.HTMLEscapeString(r.Code) + `</small>`)
	}
	page.WriteString("</th>\n")
	for _, c := range r.Cells {
		if c.Text == "" {
			page.WriteString(`<td class="gap">`)
		} else {
			page.WriteString(`<td>`)
		}
		c.write(page)
		page.WriteString(`</td>`)
	}
	for _, c := range r.Changes {
		open := `<td class="p` + strconv.Itoa(c.Number) + `">`
		page.WriteString(open)
		c.Change.write(page)
		page.WriteString(`</td>` + open)
		c.Rate.writeBeside(page)
		page.WriteString(`</td>`)
		if tree {
			page.WriteString(open)
			c.Share.writeBeside(page)
			page.WriteString(`</td>`)
		}
	}
	page.WriteString("</tr>\n")
}
