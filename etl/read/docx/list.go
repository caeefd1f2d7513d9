package docx

import (
	"strconv"
	"strings"
)

// lists counts the numbered paragraphs, since Word keeps their numbers (“一、”, “（三）”, “12.”) out of the text.
type lists struct {
	kind    map[string]string            // number definition → list
	levels  map[string]map[string]level  // list → level → how it is numbered
	counted map[string]map[string]int    // list → level → last number
	restart map[string]map[string]string // number definition → level → first number it starts anew with
	begun   map[string]map[string]bool   // number definition → level → it has started anew
}

type level struct {
	Level  string `xml:"ilvl,attr"`
	Start  value  `xml:"start"`
	Format value  `xml:"numFmt"`
	Text   value  `xml:"lvlText"`
}

func readLists(parts parts) *lists {
	var read struct {
		Abstract []struct {
			ID    string  `xml:"abstractNumId,attr"`
			Level []level `xml:"lvl"`
		} `xml:"abstractNum"`
		Num []struct {
			ID       string `xml:"numId,attr"`
			Abstract value  `xml:"abstractNumId"`
			Override []struct {
				Level string `xml:"ilvl,attr"`
				Start value  `xml:"startOverride"`
			} `xml:"lvlOverride"`
		} `xml:"num"`
	}
	lists := &lists{
		kind: map[string]string{}, levels: map[string]map[string]level{}, counted: map[string]map[string]int{},
		restart: map[string]map[string]string{}, begun: map[string]map[string]bool{},
	}
	if parts.decode("word/numbering.xml", &read) != nil {
		return lists // without numbering nothing is numbered
	}
	for _, abstract := range read.Abstract {
		lists.levels[abstract.ID], lists.counted[abstract.ID] = map[string]level{}, map[string]int{}
		for _, level := range abstract.Level {
			lists.levels[abstract.ID][level.Level] = level
		}
	}
	for _, num := range read.Num {
		lists.kind[num.ID] = num.Abstract.Val
		lists.restart[num.ID], lists.begun[num.ID] = map[string]string{}, map[string]bool{}
		for _, override := range num.Override {
			lists.restart[num.ID][override.Level] = override.Start.Val
		}
	}
	return lists
}

// number counts one more paragraph of the list and gives its number as printed; empty where it has none.
func (l *lists) number(definition, at string) string {
	if at == "" {
		at = "0"
	}
	list := l.kind[definition]
	shape, known := l.levels[list][at]
	if !known {
		return ""
	}
	counted := l.counted[list]
	first := shape.Start.number(1, 1<<20)
	if shape.Start.Val == "0" {
		first = 0
	}
	_, counting := counted[at]
	if again := l.restart[definition][at]; again != "" && !l.begun[definition][at] {
		l.begun[definition][at] = true
		first, counting = value{again}.number(0, 1<<20), false
	}
	if counting {
		counted[at]++
	} else {
		counted[at] = first
	}
	for deeper := range counted {
		if deeper > at {
			delete(counted, deeper)
		}
	}
	return l.printed(list, shape)
}

// printed puts the counts into the level's pattern: “（%1）”, “%1.%2”.
func (l *lists) printed(list string, shape level) string {
	text := shape.Text.Val
	for n := 1; n <= 9; n++ {
		place := "%" + strconv.Itoa(n)
		if !strings.Contains(text, place) {
			continue
		}
		at := strconv.Itoa(n - 1)
		numeral, ok := numeral(l.levels[list][at].Format.Val, l.counted[list][at])
		if !ok {
			return ""
		}
		text = strings.ReplaceAll(text, place, numeral)
	}
	if shape.Format.Val == "bullet" || shape.Format.Val == "none" {
		return ""
	}
	if text != "" && text[len(text)-1] < 0x80 {
		text += " "
	}
	return text
}

// numeral writes n the way a list counts; false where the way is not known, so that no wrong number is shown.
func numeral(format string, n int) (string, bool) {
	switch format {
	case "", "decimal":
		return strconv.Itoa(n), true
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return chinese(n), n > 0 && n < 100
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return string(rune('①' + n - 1)), n > 0 && n <= 20
	}
	return "", false
}

// chinese writes 1 to 99 in Chinese figures.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if n < 1 || n > 99 {
		return ""
	}
	tens, ones := n/10, digits[n%10]
	switch tens {
	case 0:
		return ones
	case 1:
		return "十" + ones
	}
	return digits[tens] + "十" + ones
}
