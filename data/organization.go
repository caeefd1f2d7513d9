package data

import (
	"regexp"
	"strings"
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
