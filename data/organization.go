package data

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// place is the province, city or district that a name begins with.
var place = regexp.MustCompile(`^(\p{Han}{2,7}?(省|自治区|市|区|县|州|盟|旗))+`)

// Alike gives the pairs of different names that may be one organisation: equal without the place in front, or one within
// the other. They are to be asked, never assumed: a unit's name often contains its department's.
func Alike(names []string) [][2]string {
	var pairs [][2]string
	for i, one := range names {
		for _, other := range names[i+1:] {
			if one != other && alike(one, other) {
				pairs = append(pairs, [2]string{one, other})
			}
		}
	}
	return pairs
}

// itself is what marks the unit that a department is itself, beside those below it.
var itself = regexp.MustCompile(`^[（(]?(本级|机关|本部|局本级|机关本级)[）)]?$`)

// below is the end of the name of a unit that stands below the organisation it begins with (区财政局国库收付中心).
var below = regexp.MustCompile(`^[^（(].*(中心|所|队|站|院|校|馆|园|处|科|室)$`)

// ownUnit reports whether a name is that of a department's own unit: two organisations by rule, so nothing is to be asked.
func ownUnit(department, unit string) bool {
	rest, within := strings.CutPrefix(unit, department)
	return within && (itself.MatchString(rest) || below.MatchString(rest))
}

func alike(one, other string) bool {
	if one == "" || other == "" {
		return false
	}
	if ownUnit(one, other) || ownUnit(other, one) {
		return false
	}
	if strings.Contains(one, other) || strings.Contains(other, one) {
		return true
	}
	short, shorter := place.ReplaceAllString(one, ""), place.ReplaceAllString(other, "")
	unplaced := short == one || shorter == other // 上海市普陀区财政局 and 江苏省财政厅 both say where they are
	return unplaced && short != "" && short == shorter
}

// InRegion reports whether a name says that its organisation is in a region (江苏省, 普陀区, 上海): the place that it begins with
// has the region, at the beginning of a province, city or district. A name without a place says nothing.
func InRegion(name, region string) bool {
	for rest := place.FindString(name); rest != "" && region != ""; {
		if strings.HasPrefix(rest, region) {
			return true
		}
		first := level.FindString(rest)
		if first == "" {
			return false
		}
		rest = rest[len(first):]
	}
	return false
}

// level is the first province, city or district of a place.
var level = regexp.MustCompile(`^\p{Han}{2,7}?(省|自治区|市|区|县|州|盟|旗)`)

// Named gives the organisations that a text names: by the whole name, or by what is left of it without the place in front and
// 人民政府, 办事处 around (万里街道). A name within a longer one is not named; nor is one that the text puts in another place.
func Named(text string, names []string) []string {
	type found struct{ from, to, of int }
	var all []found
	for i, name := range names {
		for _, short := range ShortNames(name) {
			for from := 0; ; {
				at := strings.Index(text[from:], short)
				if at < 0 {
					break
				}
				at += from
				from = at + len(short)
				if elsewhere := placeBefore.FindStringSubmatch(text[:at]); elsewhere == nil || strings.Contains(name, elsewhere[1]) || afterYear.MatchString(elsewhere[1]) {
					all = append(all, found{at, from, i})
				}
			}
		}
	}
	var named []string
	for _, one := range all {
		within := slices.ContainsFunc(all, func(other found) bool {
			return other.from <= one.from && one.to <= other.to && other.to-other.from > one.to-one.from
		})
		if !within && !slices.Contains(named, names[one.of]) {
			named = append(named, names[one.of])
		}
	}
	return named
}

// placeBefore is the place that stands directly before a name and is none of 本区, 全市.
var placeBefore = regexp.MustCompile(`([^本我该全各市省区县\P{Han}]\p{Han}{0,2}(?:省|市|区|县|州|旗))(?:人民政府)?$`)

// afterYear is no place but a year before the place's own word: 2019年省人大常委会办公厅.
var afterYear = regexp.MustCompile(`年(?:省|市|区)$`)

// ShortNames are the ways in which texts call an organisation, the whole name first.
func ShortNames(name string) []string {
	names := []string{name}
	for rest := name; ; {
		first := level.FindString(rest)
		if first == "" {
			break
		}
		rest = rest[len(first):]
		bare := strings.TrimPrefix(rest, "人民政府")
		for _, short := range []string{rest, bare, strings.TrimSuffix(bare, "办事处")} {
			if utf8.RuneCountInString(short) >= 3 && !slices.Contains(names, short) {
				names = append(names, short)
			}
		}
	}
	return names
}
