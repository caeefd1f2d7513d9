package docx

import "strings"

// ancestry bounds how many styles a style may be based on, one through the other.
const ancestry = 20

// headings gives the ids of the paragraph styles that mark headings: by the built-in name, by an outline level, or
// through the style they are based on.
func headings(parts parts) map[string]bool {
	var read struct {
		Style []struct {
			ID      string `xml:"styleId,attr"`
			Name    value  `xml:"name"`
			Based   value  `xml:"basedOn"`
			Outline value  `xml:"pPr>outlineLvl"`
		} `xml:"style"`
	}
	if parts.decode("word/styles.xml", &read) != nil {
		return nil // without styles nothing is a heading
	}
	base, marked := map[string]string{}, map[string]bool{}
	for _, style := range read.Style {
		name := strings.ToLower(style.Name.Val)
		named := name == "title" || strings.HasPrefix(name, "heading ") || strings.HasPrefix(name, "标题 ")
		base[style.ID], marked[style.ID] = style.Based.Val, named || isOutline(style.Outline.Val)
	}
	headings := map[string]bool{}
	for id := range base {
		for style, steps := id, 0; style != "" && steps < ancestry; style, steps = base[style], steps+1 {
			if marked[style] {
				headings[id] = true
			}
		}
	}
	return headings
}

// isOutline reports whether an outline level is one of a heading; level 9 is running text.
func isOutline(level string) bool { return len(level) == 1 && level >= "0" && level <= "8" }
