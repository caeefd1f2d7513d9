package briefing

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"unicode"
)

//go:embed page.css page.gohtml
var pageFiles embed.FS

var pageTemplate = template.Must(template.New("page.gohtml").Funcs(template.FuncMap{
	"join": strings.Join, "svg": svg, "shade": func(depth int) string {
		return map[bool]string{true: "d", false: "u"}[depth < 0] + fmt.Sprint(max(depth, -depth))
	},
}).ParseFS(pageFiles, "page.gohtml"))

// HTML writes a briefing as one web page: static, without scripts, readable and printable without the network. Text of
// documents is never markup, and a Content-Security-Policy admits the page's own style and nothing else.
func HTML(out io.Writer, b Briefing) error {
	style, err := pageFiles.ReadFile("page.css")
	if err != nil {
		return fmt.Errorf("read style: %w", err)
	}
	sum := sha256.Sum256(style)
	deeper := slices.ContainsFunc(b.Blocks, func(block Block) bool { return block.Heading != nil && block.Heading.Level == 1 })
	var page bytes.Buffer
	err = pageTemplate.Execute(&page, struct {
		Briefing
		Style    template.CSS
		Policy   string
		Contents []anchor
		Blocks   []pageBlock
	}{
		b, template.CSS(style), fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'", base64.StdEncoding.EncodeToString(sum[:])),
		contents(b.Blocks), pageBlocks(b.Blocks, deeper),
	})
	if err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	_, err = out.Write(bytes.Map(withoutFormat, page.Bytes()))
	return err
}

// withoutFormat drops invisible characters that would turn the direction of the text around them.
func withoutFormat(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// pageBlock is a block with what the page needs beside it.
type pageBlock struct {
	Block
	Anchor string // of a heading
	Tag    int    // of a heading: h2 to h5
}

// anchor is a line of the table of contents.
type anchor struct {
	ID, Text string
	Level    int
}

// contents are the parts and sections.
func contents(blocks []Block) []anchor {
	var all []anchor
	for i, block := range blocks {
		if block.Heading != nil && block.Heading.Level <= 2 {
			all = append(all, anchor{anchorOf(i), block.Heading.Text, block.Heading.Level})
		}
	}
	return all
}

func anchorOf(i int) string { return fmt.Sprintf("s%d", i+1) }

func pageBlocks(blocks []Block, deeper bool) []pageBlock {
	var all []pageBlock
	for i, block := range blocks {
		one := pageBlock{Block: block}
		if block.Heading != nil {
			one.Anchor, one.Tag = anchorOf(i), block.Heading.Level
			if deeper {
				one.Tag++
			}
		}
		all = append(all, one)
	}
	return all
}
