package fact

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Fen is an amount of money in fen, a hundredth of a yuan. It is never a float.
type Fen int64

// Unit is what one unit of a printed figure is worth, in fen.
type Unit int64

// The units that tables and sentences use.
const (
	Yuan            Unit = 100            // 元
	ThousandYuan    Unit = 100_000        // 千元
	TenThousandYuan Unit = 1_000_000      // 万元
	MillionYuan     Unit = 100_000_000    // 百万元
	HundredMillion  Unit = 10_000_000_000 // 亿元
)

// Money is an amount with its grain: the smallest step in which it was printed, in fen (1,234.56万元 has a grain of
// 0.01万元 = 10,000 fen). Tolerances of comparisons come from the grain.
type Money struct {
	Fen   Fen
	Grain Fen
}

// What can be wrong with a printed figure.
var (
	ErrNotNumber = errors.New("not a number")
	ErrTooFine   = errors.New("finer than a fen")
	ErrTooLarge  = errors.New("too large for money")
)

// maxDigits bounds what is taken for a number at all: 99,999 亿元 in fen has 17 digits.
const maxDigits = 18

// tooLarge is the first amount in fen that decimal(18, 2) yuan cannot hold.
var tooLarge = new(big.Int).Exp(big.NewInt(10), big.NewInt(maxDigits), nil)

// ParseMoney reads a figure as printed in a table or sentence in the given unit. It takes full-width digits and signs,
// thousands separators in their places, a leading minus of any shape (-, －, −, △ is not one), and the accountant's
// parentheses for a negative. Spaces inside a number, which PDF text often has, are dropped.
// It refuses anything else: a wrong figure is worse than none.
func ParseMoney(raw string, unit Unit) (Money, error) {
	text, negative := unsigned(narrow(raw))
	whole, fraction, _ := strings.Cut(text, ".")
	digits, ok := ungroup(whole)
	if !ok || !allDigits(fraction) || strings.HasSuffix(text, ".") {
		return Money{}, fmt.Errorf("%w: %q", ErrNotNumber, raw)
	}
	if len(digits)+len(fraction) > maxDigits {
		return Money{}, fmt.Errorf("%w: %q", ErrTooLarge, raw)
	}
	value, _ := new(big.Int).SetString(digits+fraction, 10)
	value.Mul(value, big.NewInt(int64(unit)))
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(fraction))), nil)
	quotient, remainder := new(big.Int).QuoRem(value, scale, new(big.Int))
	if remainder.Sign() != 0 {
		return Money{}, fmt.Errorf("%w: %q", ErrTooFine, raw)
	}
	if quotient.CmpAbs(tooLarge) >= 0 {
		return Money{}, fmt.Errorf("%w: %q", ErrTooLarge, raw)
	}
	fen := Fen(quotient.Int64())
	if negative {
		fen = -fen
	}
	grain := Fen(1)
	if step := new(big.Int).Quo(big.NewInt(int64(unit)), scale); step.Sign() > 0 {
		grain = Fen(step.Int64())
	}
	return Money{Fen: fen, Grain: grain}, nil
}

// narrow turns full-width characters into their ASCII ones and drops spaces and invisible marks. The marks that turn the
// order of digits (U+202D, U+202E) stay: whoever sees such a figure sees another one, so it is none.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '−' || r == '–' || r == '﹣':
			r = '-'
		case r == '，':
			r = ','
		}
		switch r {
		case ' ', '\t', '\n', '\r', '\u00a0', '\u3000', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u2060', '\ufeff':
			return -1
		}
		return r
	}, text)
}

// unsigned splits a leading minus or enclosing parentheses from a figure.
func unsigned(text string) (string, bool) {
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		return rest, true
	}
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") && len(text) > 2 {
		return text[1 : len(text)-1], true
	}
	return text, false
}

// ungroup drops thousands separators that stand in their places; misplaced ones make the text no number.
func ungroup(whole string) (string, bool) {
	groups := strings.Split(whole, ",")
	for i, group := range groups {
		if group == "" || !allDigits(group) {
			return "", false
		}
		if len(groups) > 1 && (i > 0 && len(group) != 3 || i == 0 && len(group) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// String is the amount in yuan with two decimals and no separators, as in CSV, JSON and the database: -13657800.00.
func (f Fen) String() string {
	sign, magnitude := "", uint64(f)
	if f < 0 {
		sign, magnitude = "-", uint64(-f)
	}
	return fmt.Sprintf("%s%d.%02d", sign, magnitude/100, magnitude%100)
}

// TenThousands is the amount in 万元 as it is shown to people: two decimals, rounded half up (away from zero), with
// thousands separators and no unit: 871,850元 → 87.19.
func (f Fen) TenThousands() string { return f.In(TenThousandYuan, 2) }

// In shows the amount in a unit with so many decimals, rounded half up (away from zero), with thousands separators.
func (f Fen) In(unit Unit, decimals int) string {
	rounded := f.rounded(unit, decimals)
	sign := ""
	if strings.HasPrefix(rounded, "-") {
		sign, rounded = "-", rounded[1:]
	}
	whole, fraction, found := strings.Cut(rounded, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	return sign + whole
}

// rounded is the amount in a unit, rounded half up, without separators. Pages hold tens of thousands of amounts: those that divide
// evenly, as all of the usual units do, are rounded in whole numbers.
func (f Fen) rounded(unit Unit, decimals int) string {
	scale, amount := int64(1), int64(f)
	for range decimals {
		scale *= 10
	}
	if scale <= 0 || int64(unit)%scale != 0 || amount < -1<<62 || amount > 1<<62 {
		return Ratio(amount, int64(unit)).Round(decimals)
	}
	step, sign := int64(unit)/scale, ""
	if amount < 0 {
		sign, amount = "-", -amount
	}
	steps := (amount + step/2) / step
	if steps == 0 {
		sign = ""
	}
	if decimals == 0 {
		return sign + strconv.FormatInt(steps, 10)
	}
	return fmt.Sprintf("%s%d.%0*d", sign, steps/scale, decimals, steps%scale)
}

// RoundTo is the amount rounded half up (away from zero) to a coarser grain.
func (m Money) RoundTo(grain Fen) Fen {
	if grain <= 1 {
		return m.Fen
	}
	half := grain / 2
	if m.Fen < 0 {
		half = -half
	}
	return (m.Fen + half) / grain * grain
}

// Rate is an exact ratio: a change against its base, a share, a completion rate. 0.2148… is 21.48%.
type Rate struct{ value *big.Rat }

// Ratio is part / whole; whole must not be zero.
func Ratio(part, whole int64) Rate { return Rate{big.NewRat(part, whole)} }

// Change is the rate from one amount to another. It is undefined (false) where the base is zero or the sign changes:
// such a change is told in amounts, never in per cent.
func Change(from, to Fen) (Rate, bool) {
	if from == 0 || (from < 0) != (to < 0) && to != 0 {
		return Rate{}, false
	}
	base := int64(from)
	if base < 0 {
		base = -base
	}
	return Ratio(int64(to-from), base), true
}

// ParsePercent reads a rate as printed before a per cent sign: "21.48" → 0.2148.
func ParsePercent(raw string) (Rate, error) {
	text, negative := unsigned(narrow(raw))
	whole, fraction, _ := strings.Cut(text, ".")
	digits, ok := ungroup(whole)
	if !ok || !allDigits(fraction) || strings.HasSuffix(text, ".") || len(digits)+len(fraction) > maxDigits {
		return Rate{}, fmt.Errorf("%w: %q", ErrNotNumber, raw)
	}
	numerator, _ := strconv.ParseInt(digits+fraction, 10, 64)
	if negative {
		numerator = -numerator
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(fraction)+2)), nil)
	return Rate{new(big.Rat).SetFrac(big.NewInt(numerator), scale)}, nil
}

// Round is the ratio as a decimal, rounded half up (away from zero): Round(4) of 0.21481 is "0.2148".
func (r Rate) Round(decimals int) string {
	if r.value == nil {
		return ""
	}
	return unsignZero(r.value.FloatString(decimals))
}

// Percent is the ratio as people read it: two decimals and a per cent sign, rounded half up.
func (r Rate) Percent() string {
	if r.value == nil {
		return ""
	}
	return unsignZero(new(big.Rat).Mul(r.value, big.NewRat(100, 1)).FloatString(2)) + "%"
}

// Times is the ratio multiplied by a whole number.
func (r Rate) Times(factor int64) Rate {
	if r.value == nil {
		return r
	}
	return Rate{new(big.Rat).Mul(r.value, big.NewRat(factor, 1))}
}

// Minus is the difference of two ratios; of two shares it is a change in 个百分点.
func (r Rate) Minus(other Rate) Rate {
	if r.value == nil || other.value == nil {
		return Rate{}
	}
	return Rate{new(big.Rat).Sub(r.value, other.value)}
}

// Float is the ratio for drawing only; nothing is computed from it.
func (r Rate) Float() float64 {
	if r.value == nil {
		return 0
	}
	value, _ := r.value.Float64()
	return value
}

// Sign is −1, 0 or 1.
func (r Rate) Sign() int {
	if r.value == nil {
		return 0
	}
	return r.value.Sign()
}

// unsignZero drops the minus of a figure that rounds to zero.
func unsignZero(text string) string {
	if strings.HasPrefix(text, "-") && strings.Trim(text, "-0.") == "" {
		return text[1:]
	}
	return text
}
