package xlsx

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// numberFormat is a number format code, cut into its sections (ECMA-376 part 1, 18.8.31): positive; negative; zero.
type numberFormat []section

// section is one section of a format code. The places of a figure keep what is written between them, so that the
// Chinese way to show 万元 (0!.0, — thousands, with a written point before the last digit) comes out right.
type section struct {
	condition string // “>=10000”; empty for the usual choice by sign
	general   bool   // shows the figure plain
	parts     []part
	whole     int  // places before the point
	decimals  int  // places behind it
	grouped   bool // thousands separated
	thousands int  // how often divided by 1000
	percent   int  // how often multiplied by 100
}

// part is a place for a digit (0, #, ?), the point (.), or a text that is shown as it is.
type part struct {
	place byte
	text  string
}

// parseFormat reads a format code; false where it is not one for plain figures (dates, fractions, exponents, figures in
// Chinese characters).
func parseFormat(code string) (numberFormat, bool) {
	var format numberFormat
	rest := code
	for {
		section, after, ok := parseSection(rest)
		if !ok {
			return nil, false
		}
		format = append(format, section)
		if after == "" {
			break
		}
		rest = after[1:]
	}
	return format[:min(len(format), 3)], true
}

// parseSection reads up to the next semicolon and gives what follows, the semicolon included.
func parseSection(code string) (section, string, bool) {
	var s section
	var commas int // since the last digit place
	point := false
	for runes := []rune(code); len(runes) > 0; {
		r := runes[0]
		runes = runes[1:]
		switch {
		case r == ';':
			s.thousands += commas
			return s, ";" + string(runes), true
		case r == '"':
			end := slices.Index(runes, '"')
			if end < 0 {
				return s, "", false
			}
			s.write(string(runes[:end]))
			runes = runes[end+1:]
		case r == '\\' || r == '!':
			if len(runes) == 0 {
				return s, "", false
			}
			s.write(string(runes[0]))
			runes = runes[1:]
		case r == '_' || r == '*': // a blank as wide as a character; a character that fills the cell
			if len(runes) > 0 {
				runes = runes[1:]
			}
		case r == '[':
			end := slices.Index(runes, ']')
			if end < 0 || !s.bracket(string(runes[:end])) {
				return s, "", false
			}
			runes = runes[end+1:]
		case r == '0' || r == '#' || r == '?':
			s.grouped = s.grouped || commas > 0 && !point
			commas = 0
			s.parts = append(s.parts, part{place: byte(r)})
			if point {
				s.decimals++
			} else {
				s.whole++
			}
		case r == '.':
			s.thousands += commas
			commas, point = 0, true
			s.parts = append(s.parts, part{place: '.'})
		case r == ',':
			if s.whole+s.decimals > 0 {
				commas++
			}
		case r == '%':
			s.percent++
			s.write("%")
		case r == '@' || strings.HasPrefix(string(r)+string(runes), "General") || strings.HasPrefix(string(r)+string(runes), "G/通用格式"):
			s.general = true
			return s, tail(runes), true
		case strings.ContainsRune("yYmMdDhHsSeEgGbB/", r):
			return s, "", false
		default:
			s.write(string(r))
		}
	}
	s.thousands += commas
	return s, "", true
}

// tail is what follows the section that the runes begin in, its semicolon included.
func tail(runes []rune) string {
	if end := slices.Index(runes, ';'); end >= 0 {
		return string(runes[end:])
	}
	return ""
}

func (s *section) write(text string) { s.parts = append(s.parts, part{text: text}) }

// bracket reads what stands in brackets: a colour, a currency, a condition; false for what changes the figure.
func (s *section) bracket(inside string) bool {
	switch {
	case strings.HasPrefix(inside, "$"):
		sign, _, _ := strings.Cut(inside[1:], "-")
		s.write(sign)
	case strings.HasPrefix(inside, "<"), strings.HasPrefix(inside, ">"), strings.HasPrefix(inside, "="):
		s.condition = inside
	case strings.HasPrefix(strings.ToUpper(inside), "DBNUM"), strings.ContainsAny(strings.ToLower(inside[:min(1, len(inside))]), "hms") && !strings.EqualFold(inside, "magenta"):
		return false
	}
	return true
}

// show writes a stored figure; false where it is none.
func (f numberFormat) show(raw string) (string, bool) {
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return "", false
	}
	// Fifteen digits are what a workbook keeps of a figure; more are noise of its binary form (17722077.399999999).
	figure, ok := new(big.Rat).SetString(strconv.FormatFloat(value, 'e', 14, 64))
	if !ok {
		return "", false
	}
	section, signed := f.choose(figure)
	if section == nil {
		return "", false
	}
	return section.show(figure, signed), true
}

// choose gives the section for a figure, and whether that section leaves the minus sign to be written.
func (f numberFormat) choose(figure *big.Rat) (*section, bool) {
	for i := range f {
		section := &f[i]
		if section.condition != "" {
			if matches, ok := holds(figure, section.condition); !ok {
				return nil, false
			} else if matches {
				return section, true
			}
			continue
		}
		last := i == len(f)-1
		switch {
		case last && (i != 1 || f[0].condition != ""):
			return section, true
		case i == 0 && (figure.Sign() > 0 || figure.Sign() == 0 && len(f) == 2):
			return section, true
		case i == 1 && (figure.Sign() < 0 || last):
			return section, f[0].condition != ""
		}
	}
	return nil, false
}

// holds reads a condition like “>=10000”.
func holds(figure *big.Rat, condition string) (matches, ok bool) {
	operator := strings.TrimRight(condition, "0123456789.-+eE ")
	bound, err := strconv.ParseFloat(strings.TrimSpace(condition[len(operator):]), 64)
	if err != nil {
		return false, false
	}
	limit := new(big.Rat).SetFloat64(bound)
	if limit == nil {
		return false, false
	}
	order := figure.Cmp(limit)
	switch operator {
	case "<":
		return order < 0, true
	case "<=":
		return order <= 0, true
	case ">":
		return order > 0, true
	case ">=":
		return order >= 0, true
	case "=":
		return order == 0, true
	case "<>":
		return order != 0, true
	}
	return false, false
}

// show writes the figure into the section's places, rounded half away from zero.
func (s *section) show(figure *big.Rat, signed bool) string {
	if s.general {
		return plain(figure)
	}
	scaled := new(big.Rat).Abs(figure)
	for range min(s.thousands, 20) {
		scaled.Quo(scaled, big.NewRat(1000, 1))
	}
	for range min(s.percent, 20) {
		scaled.Mul(scaled, big.NewRat(100, 1))
	}
	whole, decimals, _ := strings.Cut(scaled.FloatString(s.decimals), ".")
	text := s.fill(strings.TrimLeft(whole, "0"), decimals)
	if signed && figure.Sign() < 0 && strings.ContainsAny(text, "123456789") {
		text = "-" + text
	}
	return text
}

// fill puts the digits into the places: before the point from right to left, the first place taking all that are left.
func (s *section) fill(whole, decimals string) string {
	var left []string // from right to left
	var right strings.Builder
	point := slices.IndexFunc(s.parts, func(p part) bool { return p.place == '.' })
	if point < 0 {
		point = len(s.parts)
	}
	placed, places := 0, s.whole
	digit := func(d byte) {
		if s.grouped && placed > 0 && placed%3 == 0 {
			left = append(left, ",")
		}
		left = append(left, string(d))
		placed++
	}
	for i := point - 1; i >= 0; i-- {
		part := s.parts[i]
		if part.place == 0 {
			left = append(left, part.text)
			continue
		}
		places--
		switch n := len(whole); {
		case n > 0:
			digit(whole[n-1])
			whole = whole[:n-1]
			for places == 0 && len(whole) > 0 {
				digit(whole[len(whole)-1])
				whole = whole[:len(whole)-1]
			}
		case part.place == '0':
			digit('0')
		case part.place == '?':
			left = append(left, " ")
		}
	}
	slices.Reverse(left)
	used := 0
	for i := point; i < len(s.parts); i++ {
		part := s.parts[i]
		switch {
		case part.place == '.':
			right.WriteByte('.')
		case part.place == 0:
			right.WriteString(part.text)
		case part.place == '0' || strings.Trim(decimals[used:], "0") != "":
			right.WriteByte(decimals[used])
			used++
		default:
			used++
		}
	}
	return strings.Join(left, "") + right.String()
}

// plain writes a figure without a format, at most ten decimals.
func plain(figure *big.Rat) string {
	text := figure.FloatString(10)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
