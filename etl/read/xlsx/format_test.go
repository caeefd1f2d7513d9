package xlsx

import "testing"

func TestFiguresAreShownAsTheWorkbookShowsThem(t *testing.T) {
	for _, test := range []struct{ name, code, raw, want string }{
		{"plain", "General", "1616095.4", "1616095.4"},
		{"noise of the binary form", "General", "17722077.399999999", "17722077.4"},
		{"decimals kept", "#,##0.00", "17722077.4", "17,722,077.40"},
		{"decimals not shown", "#,##0_ ", "1616095.4", "1,616,095"},
		{"half rounded up in decimal, not in binary", "0.00", "2.675", "2.68"},
		{"zero as written", "#,##0.00", "0", "0.00"},
		{"zero as a dash", `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, "0", "-  "},
		{"zero not shown", "#,##0.00;-#,##0.00;;", "0", ""},
		{"no zero section", "#,##0.00_);[Red](#,##0.00)", "0", "0.00"},
		{"negative in brackets", "#,##0.00_);[Red](#,##0.00)", "-1234.565", "(1,234.57)"},
		{"negative by its sign", "#,##0.00", "-1234.565", "-1,234.57"},
		{"negative without sign, as the format says", "0.00;[Red]0.00", "-12", "12.00"},
		{"rounded to zero", "0.00", "-0.004", "0.00"},
		{"thousands", "#,##0,", "17722077.4", "17,722"},
		{"ten thousands with a written point", "0!.0,", "17722077.4", "1772.2"},
		{"ten thousands with an escaped point", `#\.0,"万元"`, "17722077.4", "1772.2万元"},
		{"ten thousands under a condition", `[>=10000]0!.0,"万";0`, "17722077.4", "1772.2万"},
		{"condition not met", `[>=10000]0!.0,"万";0`, "999", "999"},
		{"currency", "[$¥-804]#,##0.00", "7.4", "¥7.40"},
		{"percent", "0.00%", "0.4352", "43.52%"},
		{"leading zero of a code", "00", "5", "05"},
		{"exponent", "0", "1.7722077E7", "17722077"},
		{"optional decimals", "#,##0.##", "1616095.4", "1,616,095.4"},
		{"Chinese name of General", "G/通用格式", "208", "208"},
	} {
		format, ok := parseFormat(test.code)
		if !ok {
			t.Errorf("%s: %q not read", test.name, test.code)
			continue
		}
		if got, ok := format.show(test.raw); !ok || got != test.want {
			t.Errorf("%s: %q shows %s as %q, want %q", test.name, test.code, test.raw, got, test.want)
		}
	}
}

func TestFormatsOfDatesAreNotRead(t *testing.T) {
	for _, code := range []string{"yyyy-mm-dd", `yyyy"年"m"月"d"日"`, "[h]:mm", "[DBNum2]General", "# ?/?", "0.00E+00"} {
		if _, ok := parseFormat(code); ok {
			t.Errorf("%q was read as a format of plain figures", code)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, code := range []string{"#,##0.00", "0!.0,", `_ * "-"??_ ;`, "[>=1]0;[<0]0;@", "[$¥-804]#,##0.00;General"} {
		f.Add(code, "1616095.4")
	}
	f.Add("0", "1e308")
	f.Fuzz(func(t *testing.T, code, raw string) {
		if format, ok := parseFormat(code); ok {
			format.show(raw)
		}
	})
}
