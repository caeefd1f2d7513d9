package fact

import (
	"strings"
	"unicode"
)

// Kind says what a figure of a finished text is meant to be.
type Kind string

// The kinds. All but amounts are derived from figures that documents print.
const (
	Amount        Kind = "amount"       // 支出预算18,976.76万元
	AmountChange  Kind = "change"       // 增加3,355.64万元
	ChangeRate    Kind = "rate"         // 增长21.48%
	ShareOf       Kind = "share"        // 占46.60%
	ShareChange   Kind = "share_change" // 提高10.43个百分点
	AverageGrowth Kind = "growth"       // 年均增长7.25%
	Contribution  Kind = "contribution" // 相当于支出增加额的128.53%
	Completed     Kind = "completion"   // 完成年初预算的98.20%, 执行率98.20%
	Multiple      Kind = "multiple"     // 为上年的5.68倍
	RateChange    Kind = "rate_change"  // 增幅比上年提高20.80个百分点
	Quoted        Kind = "quoted"       // inside quotation marks
	Unknown       Kind = "unknown"      // nothing around it says what it is
)

// Mention is one figure of a finished text, such as a briefing that somebody wrote, with all that the text says of it. Whether
// it is right is for others to say. Zero fields were not said.
type Mention struct {
	Page, Paragraph, Table, Row, Col int    // where it stands; Paragraph counts the text's paragraphs and tables from 1, Table its tables
	Sentence                         string // the sentence, or the row of the table
	Raw                              string // as printed, with its unit
	Kind                             Kind
	Money                            Money // of Amount and AmountChange; a decrease is negative
	Unit                             Unit  // of Money, as printed
	Rate                             Rate  // of the other kinds; a decrease is negative
	Decimals                         int   // how many were printed, in the unit, per cent, 个百分点 or 倍
	Subject                          string
	Whole                            string   // of ShareOf: of what it is a part, where the text says so
	Each                             []string // of a figure that is said of each of several subjects: 均下降10%
	Addends                          []string // of a sum of several subjects: 公积金、补贴两项共3元
	Members                          int      // of a sum over organisations, how many the text says they are: 两家合计
	Year                             Year
	YearAbove                        bool // only the paragraphs above say the year
	Stage                            Stage
	StageElsewhere                   bool  // only other parts of the text say the stage
	BaseYear                         Year  // of what compares
	BaseStage                        Stage // empty: as Stage
	Assumed                          bool  // the text does not say what it compares with, or of which year an amount is; the year is the likely one
	Quotation                        string
	Siblings                         []string // of a table: what its other rows or columns are about; of a sentence: what the amounts before are about
	Offset                           int      // of the figure within the second text of Context, in bytes
	Context                          []string // what may name whose figure it is, the nearest first: sentence, paragraph, headings, title
}

// Unspaced is a text as mentions have theirs, so that the words of two texts can be told to be the same: without white space and
// invisible marks, with digits, signs and brackets of one kind.
func Unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '％':
			return '%'
		case r == '．':
			return '.'
		case r == '(':
			return '（'
		case r == ')':
			return '）'
		case r == ';':
			return '；'
		case r == '−', r == '－', r == '﹣':
			return '-'
		case r == '＋':
			return '+'
		}
		return r
	}, text)
}
