package mention

import (
	"regexp"
	"strings"

	"tongbi/etl/fact"
)

// series are the figures of a 分别 while they are read: they belong to several years or subjects, in the same order.
type series struct {
	mentions []int
	years    []fact.Year
	own      bool // the words before it name the subjects
}

var (
	together = regexp.MustCompile(`分别[^，。；、：]{0,14}$`)
	listed   = regexp.MustCompile(`^(?:、|和|及|以及|，|与)?$`)
)

// collect adds the figure that was just read to a series, if it is of one.
func (s *sentenceReader) collect(words string, after int) {
	last := len(s.mentions) - 1
	if at := together.FindStringIndex(words); at != nil {
		years := s.said.years
		for year := s.said.first; year != 0 && year <= s.said.last; year++ { // 2023—2025年分别为
			years = append(years, year)
		}
		s.series = series{mentions: []int{last}, years: years, own: subjectOf(words[:at[0]]) != ""}
	} else if len(s.series.mentions) > 0 {
		s.series.mentions = append(s.series.mentions, last)
	}
	if heard := s.said; heard.basis { // 与上年1元相比: what it is held against holds for what follows, too
		s.said = said{compares: true, follows: true, base: heard.base, baseStage: heard.baseStage, words: after}
	} else {
		s.said = said{words: after}
	}
}

// endSeries spreads a series before the figure that follows it is read.
func (s *sentenceReader) endSeries() {
	heard := s.said
	s.spread()
	s.said = heard
}

// spread gives the figures of a series their years or subjects, in their order.
func (s *sentenceReader) spread() {
	of := s.series
	s.series = series{}
	if len(of.mentions) < 2 {
		return
	}
	first := s.mentions[of.mentions[0]]
	subjects := s.before(of.mentions[0], len(of.mentions))
	if of.own {
		subjects = split(first.Subject, len(of.mentions))
	}
	for i, at := range of.mentions {
		one := &s.mentions[at]
		switch {
		case len(of.years) == len(of.mentions):
			one.Subject, one.Year = first.Subject, of.years[i]
			if one.Kind == fact.AmountChange || one.Kind == fact.ChangeRate {
				one.BaseYear = of.years[i] - 1
			}
		case len(subjects) == len(of.mentions):
			one.Subject, one.Year, one.BaseYear, one.BaseStage = subjects[i], first.Year, first.BaseYear, first.BaseStage
		default:
			one.Subject = ""
		}
	}
}

// before gives the subjects of the amounts that a series goes back to: 公积金1元、补贴2元，分别增长3%、4%. They are those listed without a
// comma, or all of the sentence; none where neither are n.
func (s *sentenceReader) before(series, n int) []string {
	var all, near []string
	joined := true
	for i := series - 1; i >= 0 && s.mentions[i].Offset >= s.begin; i-- {
		one := s.mentions[i]
		if one.Kind != fact.Amount {
			break
		}
		all = append([]string{one.Subject}, all...)
		if joined {
			near = append([]string{one.Subject}, near...)
		}
		joined = joined && i > 0 && !strings.ContainsAny(s.passage.text[s.mentions[i-1].Offset:one.Offset], "，：；")
	}
	for _, subjects := range [][]string{near, all} {
		if len(subjects) == n {
			return subjects
		}
	}
	return nil
}

// split takes a list of n names apart: 教育支出、科学技术支出和文化旅游体育与传媒支出. A word that joins the last two may also be within a
// name, so that n decides; none where it cannot be n.
func split(list string, n int) []string {
	names := strings.Split(list, "、")
	if len(names) == n {
		return names
	}
	if len(names) != n-1 {
		return nil
	}
	last := names[len(names)-1]
	for _, joint := range []string{"以及", "和", "及", "与"} {
		if before, after, found := strings.Cut(last, joint); found && before != "" && after != "" && !strings.Contains(after, joint) {
			return append(names[:len(names)-1], before, after)
		}
	}
	return nil
}
