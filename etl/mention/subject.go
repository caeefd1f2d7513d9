package mention

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The words that a subject is freed from.
var (
	frame     = regexp.MustCompile(`(?:比|较|与|同|和)(?:19|20)\d{2}年度?(?:同期)?(?:年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?)?(?:相比|比较|比)?的?|(?:(?:19|20)\d{2}年?度?(?:至|到|—+|–|-|~|～))?(?:19|20)\d{2}年度?|(?:比|较|与|同|和)(?:上一?年度?|去年|前一年)(?:同期)?(?:年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?)?(?:相比|比较|比)?|同比|同期|(?:比|较)(?:年初预算|预算|决算)数?|上一?年度?|去年|当年|本年度?|今年|全年|近?[两二三四五]年(?:间|来)?(?:总共|合计|共)?|累计`)
	leading   = regexp.MustCompile(`^(?:相比|比较|相较|其中|另外|此外|同时|以及|另有|主要是|主要为|尤其是|特别是|分[^，。；、]{1,4}看|从[^，。；、]{1,6}看|而|且|又|还|但|仍|有而未安排的|新增的?|扭转了|改变了|保持了|可与?的|可比的?|的|安排|[、“”的\s])+`)
	trailing  = regexp.MustCompile(`(?:年初预算数?|调整预算数?|全年预算数?|预算执行数|执行数|决算数|预算数|共计|总计|安排|列支|支出额|金额|达到|达|约为|约|为|是|共|均|各|由|从|至|到|的|各项|合计数|分别|占比|所占比重|比重|占|规模|又|也|则|略有|略|小幅|微|稍|大幅|明显|继续|仅|仍|但|却|再|进一步|净|相当于|反映|列示|有所|压|出现|实现|连续(?:增加|增长|上升|减少|下降)|增加额|减少额|增减额|增量)+$`)
	fillers   = regexp.MustCompile(`^(?:预算数?|决算数?|执行数|其|该|该项|这一|上述|总体|均|都|则|也|又|和|与|、|占比|增减|变动|数|基本持平|持平|大致相当|翻了?[一两二三]番多?|(?:全部|均|都)(?:为|是)?(?:财政拨款|执行|完成)|增支|减支|增幅|增速|降幅|增量中?)*$`)
	ordinal   = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.．、]|[①-⑳]|[-•·*#]+|（[^（）]*）)+`)
	reference = regexp.MustCompile(`（[①-⑳\d、，；第页行表至—-]*第[①-⑳\d、，；第页行表至—-]*）|［.*?］|\[.*?\]|[①-⑳]`)
)

// subjectOf is what the words before a figure name: without year, base, verbs and marks; nothing where they only go on.
func subjectOf(words string) string {
	words = reference.ReplaceAllString(words, "")
	if cut := lastBreak(words); cut >= 0 {
		tail := words[cut:]
		if subject := strip(tail); subject != "" {
			return subject
		}
		// 支出预算，比上年增加: the subject stands before the comma
		return strip(words[:lastMark(words)])
	}
	return strip(words)
}

// lastBreak is where the words after the last comma begin that stands outside brackets; −1 where there is none.
func lastBreak(words string) int {
	if at := lastMark(words); at >= 0 {
		_, size := utf8.DecodeRuneInString(words[at:])
		return at + size
	}
	return -1
}

func lastMark(words string) int {
	depth, mark := 0, -1
	for i, r := range words {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
			if depth < 0 {
				depth, mark = 0, i // the bracket of the figure before
			}
		case '，', '：', '；', '。':
			if depth <= 0 {
				mark = i
			}
		}
	}
	return mark
}

// reason are words that say why a figure changed, and name nothing that has one.
var reason = regexp.MustCompile(`^(?:主要)?(?:由于|受|因[^公])`)

// codeFirst is a bracket that begins with a code.
var codeFirst = regexp.MustCompile(`^（(\d{3}(?:\d{2}){0,2})[，,、]`)

// strip frees a subject from what is no part of its name.
func strip(words string) string {
	if i := strings.LastIndexAny(words, "。；"); i >= 0 {
		_, size := utf8.DecodeRuneInString(words[i:])
		words = words[i+size:]
	}
	if strings.Count(words, "（") > strings.Count(words, "）") {
		words = strings.TrimSuffix(words, "（")
		if i := strings.LastIndex(words, "（"); i >= 0 && strings.Count(words, "（") > strings.Count(words, "）") {
			if code := codeFirst.FindStringSubmatch(words[i:]); code != nil { // 统计管理（2010506，2023年
				words = words[:i] + "（" + code[1] + "）"
			} else {
				words = words[i+len("（"):]
			}
		}
	}
	if mark := lastMark(words); mark >= 0 {
		words = words[mark:]
	}
	words = strings.Trim(words, "，：；。、）")
	if reason.MatchString(frame.ReplaceAllString(words, "")) { // 2024年因购置公务用车增加25万元
		return ""
	}
	if strings.Count(words, "（") > strings.Count(words, "）") {
		words += "）"
	}
	for {
		next := trailing.ReplaceAllString(leading.ReplaceAllString(ordinal.ReplaceAllString(frame.ReplaceAllString(words, ""), ""), ""), "")
		next = strings.Trim(next, "，：；。、 ")
		if next == words {
			break
		}
		words = next
	}
	if fillers.MatchString(words) {
		return ""
	}
	return words
}
