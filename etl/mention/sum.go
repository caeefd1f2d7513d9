package mention

import (
	"regexp"
	"strconv"
	"strings"

	"tongbi/etl/fact"
)

const count = `(\d+|[两二三四五六七八九十])`

var (
	// sumOfItems is a sum of things of one organisation that are named: 住房公积金、提租补贴两项合计.
	sumOfItems = regexp.MustCompile(`^([^（）]+(?:（[^（）]*）[^（）]*)*?)(?:这|等)?` + count + `(?:项|类|款|个科目|个项目)(?:支出|科目|经费|费用)?(?:合计|小计|之和)?$`)
	// sumOfMembers is a sum over organisations: 两家合计, 3个部门（甲局、乙局、丙局）支出预算合计.
	sumOfMembers = regexp.MustCompile(`^.*?` + count + `(?:家(?:部门|单位|机关)?|个(?:部门和单位|预算部门|预算单位|部门|单位|街道|乡镇|机关))(?:（[^（）]*）)?(.*)$`)
	sumWords     = regexp.MustCompile(`^(?:合计|总计|共计|共|之和)+|(?:合计|总计|共计|共|之和)+$`)
)

// readSum notes what a subject that is a sum is made of.
func readSum(one *fact.Mention) {
	if found := sumOfMembers.FindStringSubmatch(one.Subject); found != nil {
		if n := numberOf(found[1]); n > 1 {
			one.Members, one.Subject = n, sumWords.ReplaceAllString(found[2], "")
		}
		return
	}
	if found := sumOfItems.FindStringSubmatch(one.Subject); found != nil {
		if n := numberOf(found[2]); n > 1 {
			one.Addends = split(found[1], n)
		}
	}
}

// numberOf is a small number in digits or in Chinese; 0 for none.
func numberOf(text string) int {
	if i := strings.Index("一二三四五六七八九十", text); i >= 0 && text != "" {
		return i/len("一") + 1
	}
	if text == "两" {
		return 2
	}
	n, _ := strconv.Atoi(text)
	return n
}
