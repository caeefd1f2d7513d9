package charts

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// Share is a part of a whole in hundredths of a per cent, as it is shown. A change of shares is the difference of
// the shares shown, so that a reader who subtracts them finds the same.
type Share int

// ShareOf is the share of one figure in another; false where one is missing or the whole is not above zero.
func ShareOf(part, whole *queries.Figure) (Share, bool) {
	if part == nil || whole == nil {
		return 0, false
	}
	return shareOf(part.Amount, whole.Amount)
}

func shareOf(part, whole fact.Fen) (Share, bool) {
	if whole <= 0 {
		return 0, false
	}
	digits := strings.Replace(fact.Ratio(int64(part), int64(whole)).Round(4), ".", "", 1)
	share, err := strconv.Atoi(digits)
	return Share(share), err == nil
}

// String is the share in per cent: 46.60%.
func (s Share) String() string {
	sign := ""
	if s < 0 {
		sign, s = Minus, -s
	}
	return fmt.Sprintf("%s%d.%02d%%", sign, s/100, s%100)
}

// Points is a change of shares in 个百分点 with its sign: +10.43.
func (s Share) Points() string {
	text := strings.TrimSuffix(s.String(), "%")
	if s > 0 {
		return "+" + text
	}
	return text
}

// yearly says the growth a year over a span of several years: “增长7.25%”. It is a root, so it is computed in floating
// point and only ever shown.
func (c Comparison) yearly(total queries.Change) (string, bool) {
	from, to, years := amountOf(total.From), amountOf(total.To), float64(c.To-c.From)
	if years < 2 || from <= 0 || to <= 0 || flat(to-from) {
		return "", false
	}
	rate := (math.Pow(float64(to)/float64(from), 1/years) - 1) * 100
	if rate < 0 {
		return fmt.Sprintf("下降%.2f%%", -rate), true
	}
	return fmt.Sprintf("增长%.2f%%", rate), true
}
