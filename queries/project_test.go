package queries

import (
	"testing"

	"tongbi/etl/fact"
)

func TestProjectsAreMatchedByNameAndNeverByLikeness(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/projects"), CompareOptions{By: ByProject})
	for _, c := range []struct {
		label string
		from  fact.Year
		want  wanted
	}{
		{"2023年信息化运维", 2022, wanted{"949999.00", "1000000.00", "50001.00", "0.0526", "", Continuing, Disclosed, "2022年名称为“信息化运维”"}},
		{"旧楼改造", 2022, wanted{"10000.00", "", "-10000.00", "-1.0000", "", Ended, Disclosed, ""}},
		{"课题研究", 2022, wanted{"", "200000.00", "", "", "", NotComparable, Disclosed, "2022年的文件没有列这个项目"}},
		{"（2024年）信息化 运维", 2023, wanted{"1000000.00", "1200000.00", "200000.00", "0.2000", "1.0526", Continuing, Disclosed, "贡献率以项目支出表合计的变动为100%"}},
		{"公用设备", 2023, wanted{"110000.00", "200000.00", "90000.00", "0.8182", "0.4737", Continuing, Disclosed, "2023年各行相加：5.00万元＋6.00万元"}},
		{"“一网统管”建设", 2023, wanted{"500000.00", "", "-500000.00", "-1.0000", "-2.6316", Ended, Disclosed, "疑似同一项目（未采用，请核对）：“一网统管”建设（二期） 新列，名称相近"}},
		{"“一网统管”建设（二期）", 2023, wanted{"", "600000.00", "600000.00", "", "3.1579", New, Disclosed, "疑似同一项目"}},
		{"公用设备", 2024, wanted{"200000.00", "", "", "", "", NotComparable, Disclosed, "2025年同一行有不同的数：20.00万元＋21.00万元"}},
		{"“一网统管”建设（二期）", 2024, wanted{"600000.00", "", "", "", "", NotComparable, Disclosed, "2025年的文件没有列这个项目"}},
	} {
		found := 0
		for _, change := range changes {
			if change.Label == c.label && change.FromYear == c.from {
				found++
				c.want.check(t, change)
			}
		}
		if found != 1 {
			t.Errorf("%d changes of %s from %d", found, c.label, c.from)
		}
	}
	left := fact.Ratio(1, 1)
	for _, change := range changes {
		if change.FromYear == 2023 {
			left = left.Minus(*change.Contribution)
		}
	}
	if left.Sign() != 0 {
		t.Errorf("contributions of projects leave %s of 100%%", left.Percent())
	}
}
