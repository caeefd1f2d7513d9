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

func alike(one, other string) bool {
	if one == "" || other == "" {
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
