package fact

import (
	"errors"
	"strings"
	"testing"
)

func TestParseMoney(t *testing.T) {
	for _, c := range []struct {
		raw   string
		unit  Unit
		fen   Fen
		grain Fen
	}{
		{"189,767,551", Yuan, 18976755100, 100},
		{"1,616,095.40", Yuan, 161609540, 1},
		{"1,772.21", TenThousandYuan, 1772210000, 10000},
		{"1478.61", TenThousandYuan, 1478610000, 10000},
		{"10,070.5", TenThousandYuan, 10070500000, 100000},
		{"0", Yuan, 0, 100},
		{"０．００", Yuan, 0, 1},
		{"－13，657，800", Yuan, -1365780000, 100},
		{"(20.00)", Yuan, -2000, 1},
		{"（20.00）", Yuan, -2000, 1},
		{"1 616 095", Yuan, 161609500, 100},
		{"\u200b12\u200f", Yuan, 1200, 100},
		{"0.000001", TenThousandYuan, 1, 1},
		{"1.9", HundredMillion, 19000000000, 1000000000},
	} {
		money, err := ParseMoney(c.raw, c.unit)
		if err != nil || money.Fen != c.fen || money.Grain != c.grain {
			t.Errorf("ParseMoney(%q, %d) = %+v, %v; want %d at grain %d", c.raw, c.unit, money, err, c.fen, c.grain)
		}
	}
	for raw, want := range map[string]error{
		"": ErrNotNumber, "1,2O4.5": ErrNotNumber, "12,34": ErrNotNumber, "1.": ErrNotNumber, ".": ErrNotNumber, "--1": ErrNotNumber,
		"1,2345": ErrNotNumber, "1234,567": ErrNotNumber, "1.2.3": ErrNotNumber, "—": ErrNotNumber, "()": ErrNotNumber, "50%": ErrNotNumber, "\u202e1,205\u202c": ErrNotNumber, "\u202d12": ErrNotNumber,
		"1.005": ErrTooFine, "9999999999999999999": ErrTooLarge, "999999999999999999": ErrTooLarge,
	} {
		if money, err := ParseMoney(raw, Yuan); !errors.Is(err, want) {
			t.Errorf("ParseMoney(%q) = %+v, %v; want %v", raw, money, err, want)
		}
	}
}

func TestTenThousandsRoundsHalfUp(t *testing.T) {
	for fen, want := range map[Fen]string{
		87185000: "87.19", 87184999: "87.18", -87185000: "-87.19", 18976755100: "18,976.76", 3355642800: "3,355.64", 0: "0.00", -4999: "0.00", 100000000000: "100,000.00",
	} {
		if got := fen.TenThousands(); got != want {
			t.Errorf("Fen(%d).TenThousands() = %s, want %s", fen, got, want)
		}
	}
}

func TestChangeHasNoRateFromZeroOrOverASign(t *testing.T) {
	for _, c := range []struct {
		from, to Fen
		want     string
	}{
		{15621112300, 18976755100, "21.48%"}, {16497864000, 15621112300, "-5.31%"}, {3137990000, 1772210000, "-43.52%"},
		{100, 0, "-100.00%"}, {-200, -100, "50.00%"}, {0, 100, ""}, {-100, 100, ""}, {100, -100, ""}, {0, 0, ""},
	} {
		rate, ok := Change(c.from, c.to)
		if got := rate.Percent(); got != c.want || ok != (c.want != "") {
			t.Errorf("Change(%d, %d) = %q, %v; want %q", c.from, c.to, got, ok, c.want)
		}
	}
}

func TestDifferenceOfSharesIsExact(t *testing.T) {
	if got := Ratio(4660, 10000).Minus(Ratio(1, 3)).Round(6); got != "0.132667" {
		t.Error(got)
	}
	if got := (Rate{}).Minus(Ratio(1, 3)).Round(2); got != "" {
		t.Errorf("minus of nothing is %s", got)
	}
}

// FuzzParseMoney: whatever is taken for a number is printed as one that reads the same, is worth ten thousand times as much in
// 万元, and has a grain that it is a multiple of.
func FuzzParseMoney(f *testing.F) {
	for _, raw := range []string{"1,616,095.40", "（20.00）", "－13，657，800", "1 616 095", "\u200b12\u200f", "\u202e1,205\u202c", "0.000001", "1.2.3", "9999999999999999999", "—", "１，２３４．５"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		money, err := ParseMoney(raw, Yuan)
		if err != nil {
			return
		}
		if again, err := ParseMoney(money.Fen.String(), Yuan); err != nil || again.Fen != money.Fen {
			t.Errorf("%q is %s, which reads as %s (%v)", raw, money.Fen, again.Fen, err)
		}
		if money.Grain <= 0 || money.Fen%money.Grain != 0 {
			t.Errorf("%q: %d is no multiple of its grain %d", raw, money.Fen, money.Grain)
		}
		if more, err := ParseMoney(raw, TenThousandYuan); err == nil && more.Fen != 10000*money.Fen {
			t.Errorf("%q in 万元 is %s, in 元 %s", raw, more.Fen, money.Fen)
		}
	})
}

// FuzzParsePercent: a rate that is read is printed as one that reads the same.
func FuzzParsePercent(f *testing.F) {
	for _, raw := range []string{"21.48", "-5.31", "467.76", "0", "１００", "1,212.56", "—", "1e9", "0.0000000001"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		rate, err := ParsePercent(raw)
		if err != nil {
			return
		}
		printed := strings.TrimSuffix(strings.TrimRight(rate.Times(100).Round(maxDigits), "0"), ".")
		if again, err := ParsePercent(printed); err != nil || again.Minus(rate).Sign() != 0 {
			t.Errorf("%q reads as %s, printed and read again as %s (%v)", raw, rate.Round(10), again.Round(10), err)
		}
	})
}

func TestAmountsAreRoundedInWholeNumbersAsInFractions(t *testing.T) {
	for _, amount := range []Fen{0, 1, -1, 49, 50, 51, 4_999, 5_000, -4_999, -5_000, 5_001, 9_999, 10_000, 1_000_000, -871_850_00, 18_976_755_100, 1 << 60, -1 << 60, 1<<63 - 1, -1 << 63} {
		for _, unit := range []Unit{Yuan, ThousandYuan, TenThousandYuan, MillionYuan, HundredMillion, 7} {
			for decimals := range 5 {
				if got, want := amount.rounded(unit, decimals), Ratio(int64(amount), int64(unit)).Round(decimals); got != want {
					t.Errorf("%d fen in units of %d with %d decimals: %s, want %s", int64(amount), unit, decimals, got, want)
				}
			}
		}
	}
}
