package extract

import (
	"fmt"
	"testing"

	"tongbi/etl/fact"
)

func TestYearIsNotThatOfALookBackOrAhead(t *testing.T) {
	row := "单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1\n"
	for name, c := range map[string]struct {
		text string
		want fact.Identity
	}{
		"execution of the year before": {
			"某区某某局2023年预算执行情况和2024年部门预算\n一、2023年预算执行情况\n2024年部门支出预算总表\n编制部门：某区某某局\n" + row + "三、2023年部门预算绩效情况\n2023年部门决算情况",
			fact.Identity{Organization: "某区某某局", Scope: fact.Department, Year: 2024, Stage: fact.InitialBudget},
		},
		"budget of the year after": {
			"某区某某局2022年度部门决算\n支出决算表\n" + row + "2023年部门预算安排\n2023年度部门预算编制说明",
			fact.Identity{Organization: "某区某某局", Scope: fact.Department, Year: 2022, Stage: fact.FinalAccounts},
		},
		"cover of three lines": {
			"二〇二三年度\n某区某某局\n部门决算\n支出决算表\n" + row,
			fact.Identity{Organization: "某区某某局", Scope: fact.Department, Year: 2023, Stage: fact.FinalAccounts},
		},
		"a name over two lines of the cover": {
			"上海市某区\n文化和旅游局\n2025年度部门决算\n第二部分 上海市某区文化和旅游局2025年度部门决算表\n支出决算表\n" + row,
			fact.Identity{Organization: "上海市某区文化和旅游局", Scope: fact.Department, Year: 2025, Stage: fact.FinalAccounts},
		},
		"year behind the owner": {
			"某区某某局部门决算\n支出决算表\n编制部门：某区某某局　2023年度　金额" + row,
			fact.Identity{Organization: "某区某某局", Scope: fact.Department, Year: 2023, Stage: fact.FinalAccounts},
		},
	} {
		d, issues := disclose(t, c.text)
		got := d.Identity
		got.Evidence = nil
		if got.Organization != c.want.Organization || got.Scope != c.want.Scope || got.Year != c.want.Year || got.Stage != c.want.Stage {
			t.Errorf("%s: %+v, issues %v", name, got, issues)
		}
	}
}

func TestCoverAndTablesOfDifferentYearsAreRefused(t *testing.T) {
	d, issues := disclose(t, "某区某某局2025年部门预算\n2024年部门支出预算总表\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1\n2024年部门预算情况说明\n2024年部门预算表")
	if d.Identity.Year != 0 || !hasIssue(issues, NoYear, "2024、2025") {
		t.Errorf("year %d, issues %v", d.Identity.Year, issues)
	}
}

func TestTheSameTableOfTwoOwnersIsRefused(t *testing.T) {
	table := "2024年部门支出预算总表\n编制部门：%s\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1\n"
	d, issues := disclose(t, fmt.Sprintf(table+table+table, "某区某某局", "某区某某局", "某区另一局"))
	if d.Identity.Organization != "" || !hasIssue(issues, NoOrganization, "某区某某局、某区另一局") {
		t.Errorf("organisation %s, issues %v", d.Identity.Organization, issues)
	}
	d, _ = disclose(t, fmt.Sprintf(table+table+table, "某区某某局", "某区某某局", "某区某某局机关"))
	if d.Identity.Organization != "某区某某局" {
		t.Errorf("organisation %s", d.Identity.Organization)
	}
}

func TestCoverHasTheNameInFull(t *testing.T) {
	for owner, want := range map[string]string{"区退役军人局": "上海市某区退役军人事务局", "区民政局": "区民政局"} {
		d, _ := disclose(t, "上海市某区退役军人事务局2023年度部门决算\n支出决算表\n部门："+owner+"\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1")
		if d.Identity.Organization != want {
			t.Errorf("%s: %s", owner, d.Identity.Organization)
		}
	}
}
