package mention

import (
	"regexp"
	"strings"

	"tongbi/etl/fact"
)

// settleYears gives a figure its year and, where it compares, its base.
func (s *sentenceReader) settleYears(one *fact.Mention, own, reached bool, rest string) {
	if found := from.FindStringSubmatch(rest); found != nil && (one.Kind == fact.Amount || one.Kind == fact.ShareOf) && !reached {
		s.startFrom(one, found[1])
		return
	}
	one.Year = s.hearYears(one.Kind, own)
	s.hearBase(rest)
	one.YearAbove = s.state.far
	switch one.Kind {
	case fact.Amount:
		s.settleAmount(one, own, reached)
	case fact.ShareOf:
		if s.said.basis {
			s.settleAmount(one, own, reached)
		}
	case fact.Quoted, fact.Unknown:
	case fact.AverageGrowth:
		s.settleGrowth(one, rest)
	default:
		s.settleChange(one, own)
	}
}

// startFrom is the amount that another one went from: 由2024年的421.23万元降至58.28万元. The year that it names is not the year
// of what follows.
func (s *sentenceReader) startFrom(one *fact.Mention, named string) {
	years, start := s.said.years, fact.Year(0)
	if named != "" {
		start = yearOf(named)
		if n := len(years); n > 0 && years[n-1] == start {
			years = years[:n-1]
		}
	}
	if n := len(years); n > 0 {
		s.state.year, s.state.base, s.state.back, s.state.far = years[n-1], 0, 0, false
	}
	if s.said.last != 0 {
		s.state.year, s.state.back, s.state.far = s.said.last, s.said.first, false
		if start == 0 {
			start = s.said.first
		}
	}
	s.hearBase("")
	switch {
	case start != 0:
	case s.state.base != 0 && !s.said.before:
		start = s.state.base
	case s.state.year != 0:
		start, one.Assumed = s.state.year-1, !s.said.before
	}
	if start >= s.state.year {
		s.state.year = 0 // where it went to is for the sentence to say
	}
	one.Year, one.YearAbove = start, s.state.far
	s.state.base, s.state.start, s.state.likely = start, start, one.Assumed
}

// hearYears takes the years that the words name; it gives the one that the figure is of.
func (s *sentenceReader) hearYears(kind fact.Kind, own bool) fact.Year {
	local := s.state.year
	if n := len(s.said.years); n > 0 {
		local = s.said.years[n-1]
		s.state.far = false
		switch {
		case kind == fact.Multiple && n == 2: // 2025年是2023年的5.8倍
			local = s.said.years[0]
			s.state.year, s.state.base, s.state.baseStage = local, s.said.years[1], ""
		case own || kind != fact.Amount || s.state.year == 0 || s.state.start != 0 || s.first(): // 由2023年的1元降为2024年的2元
			s.state.year, s.state.base, s.state.baseStage, s.state.back = local, s.state.start, "", 0
		case local > s.state.year: // 2024年…，2025年…: the years go on
			earlier := s.state.year
			s.state.year, s.state.base, s.state.baseStage, s.state.back = local, 0, "", 0
			if s.state.kind == fact.Amount {
				s.state.base = earlier
			}
		case local < s.state.year:
			s.state.base, s.state.baseStage = local, "" // 2024年为15,621.11万元: what the next change is held against
		}
	}
	if s.said.last != 0 {
		local = s.said.last
		s.state.year, s.state.back, s.state.far = s.said.last, s.said.first, false
		if kind != fact.AverageGrowth {
			s.state.base, s.state.baseStage = s.said.first, ""
		}
	}
	return local
}

// hearBase takes what the words compare with.
func (s *sentenceReader) hearBase(rest string) {
	if s.state.back != 0 && strings.Contains(rest, "累计") {
		s.state.base = s.state.back
	}
	if found := inAll.FindStringSubmatch(rest); found != nil && s.state.back == 0 && s.state.year != 0 { // 两年共减少: the changes of two years
		s.state.base = s.state.year - fact.Year(numberOf(found[1]))
		s.state.start, s.state.likely = s.state.base, true
	}
	if !s.said.compares {
		return
	}
	s.state.base, s.state.baseStage = s.said.base, s.said.baseStage
	switch {
	case s.said.base == 0 && s.state.year != 0:
		s.state.base = s.state.year - 1
	case s.said.base == -1:
		s.state.base = s.state.year
	}
}

// settleAmount gives an amount the year of what is compared with, where it is that: 上年1元, 比上年的1元, 与上年预算数1元相比.
func (s *sentenceReader) settleAmount(one *fact.Mention, own, reached bool) {
	switch {
	case s.said.before && s.state.year == 0:
		one.Year = 0
	case s.said.before:
		one.Year = s.state.year - 1
	case s.said.compares && (s.said.basis || !own && !reached && !s.said.follows) && len(s.said.years) == 0 && s.state.base > 0:
		if s.state.base != s.state.year || s.state.baseStage != "" {
			one.Year = s.state.base
		}
		if s.state.baseStage != "" {
			one.Stage = s.state.baseStage
		}
	}
}

var (
	inAll    = regexp.MustCompile(`([两二三四五])年(?:间|来)?(?:总共|累计|合计|共)(?:净)?$`)
	allYears = regexp.MustCompile(`([三四五])年(?:间|来)?$`)
)

func (s *sentenceReader) settleGrowth(one *fact.Mention, rest string) {
	one.Year, one.BaseYear = s.state.year, s.state.back
	if one.Year == 0 && s.since != 0 {
		one.Year = s.framed
	}
	if one.BaseYear == 0 && s.state.base != 0 && one.Year-s.state.base >= 2 { // 比2017年增加1元，年均增长2%
		one.BaseYear = s.state.base
	}
	if found := allYears.FindStringSubmatch(rest); found != nil && one.BaseYear == 0 && one.Year != 0 {
		one.BaseYear, one.Assumed = one.Year-fact.Year(numberOf(found[1]))+1, true // 三年年均: from the first of three years
	}
}

func (s *sentenceReader) settleChange(one *fact.Mention, own bool) {
	one.BaseYear, one.BaseStage, one.Year = s.state.base, s.state.baseStage, s.state.year
	if one.Year != 0 && one.BaseYear > one.Year {
		one.BaseYear, one.Year = one.Year, one.BaseYear
	}
	switch {
	case one.Kind == fact.Completed || one.Year == 0:
	case one.BaseYear == 0:
		one.BaseYear, one.Assumed = one.Year-1, true
	case s.state.likely && one.BaseYear == s.state.start:
		one.Assumed = true
	case own && !s.said.compares && s.state.start == 0 && len(s.said.years) == 0:
		one.Assumed = true // it was said of another subject
	}
}

// first tells whether no figure of the sentence came before.
func (s *sentenceReader) first() bool {
	return len(s.mentions) == 0 || s.mentions[len(s.mentions)-1].Offset < s.begin
}
