package cmd

import (
	"slices"
	"strings"
	"testing"

	"tongbi/etl/extract"
	"tongbi/queries"
)

func TestStatusListsUnknownTablesThatNoIssueTellsOf(t *testing.T) {
	document := queries.DocumentStatus{
		Document:     "预算.pdf",
		Unrecognised: []string{"机构设置表", "车辆情况表", ""},
		Issues:       []queries.Issue{{Code: string(extract.UnknownForm), Detail: "车辆情况表", Page: 3}},
	}
	titles := unrecognisedWithoutFigures(document)
	if !slices.Equal(titles, []string{"机构设置表", ""}) {
		t.Fatalf("%q", titles)
	}
	var out strings.Builder
	if err := printStatus(&console{}, formatTable, &out, []queries.DocumentStatus{document}); err != nil {
		t.Fatal(err)
	}
	if want := "预算.pdf：有2张表认不出、其中也没有数字：“机构设置表”、没有标题的一张。"; !strings.Contains(out.String(), want) {
		t.Errorf("%s\nwant %s", out.String(), want)
	}
}
