package cmd

import (
	"fmt"
	"io"
	"strings"

	"tongbi/charts"
	"tongbi/queries"
)

// printCoverage lists the checks that were not made, by organisation and year; for people, all that lack the same together.
func printCoverage(console *console, format string, out io.Writer, unchecked []queries.Unchecked) error {
	if format == formatCSV || format == formatJSON {
		return writeRows(format, out, coverageColumns, unchecked)
	}
	return gridOf(coverageColumns, together(unchecked)).printAs(format, out, console.heading(out))
}

// together joins the checks of one organisation, year and stage that lack the same into one row.
func together(unchecked []queries.Unchecked) []queries.Unchecked {
	type key struct {
		organization, year, stage, missing string
	}
	at := map[key]int{}
	var rows []queries.Unchecked
	for _, one := range unchecked {
		k := key{one.Organization, fmt.Sprint(one.Year), string(one.Scope) + string(one.Stage), absences(one)}
		if i, known := at[k]; known {
			rows[i].Title += "；" + one.Title
			continue
		}
		at[k] = len(rows)
		rows = append(rows, one)
	}
	return rows
}

var coverageColumns = []column[queries.Unchecked]{
	{name: "organization", value: func(u queries.Unchecked) any { return u.Organization }, heading: "部门"},
	{name: "scope", value: func(u queries.Unchecked) any { return string(u.Scope) }},
	{name: "fiscal_year", value: func(u queries.Unchecked) any { return number(u.Year) }, heading: "年度"},
	{name: "stage", value: func(u queries.Unchecked) any { return string(u.Stage) }, heading: "阶段", shown: func(u queries.Unchecked) string { return charts.StageName(u.Stage) }},
	{name: "rule", value: func(u queries.Unchecked) any { return u.Rule }},
	{name: "missing", value: func(u queries.Unchecked) any { return absences(u) }, heading: "缺少", shown: func(u queries.Unchecked) string { return shortened(u) }},
	{name: "title", value: func(u queries.Unchecked) any { return u.Title }, heading: "没有检查"},
}

// shortened is absences without the names after the second of many.
func shortened(unchecked queries.Unchecked) string {
	if len(unchecked.Missing) <= 3 {
		return absences(unchecked)
	}
	first := unchecked
	first.Missing = unchecked.Missing[:2]
	return fmt.Sprintf("%s等%d个", absences(first), len(unchecked.Missing))
}

// absences says what was not there: forms, units and the rest by name.
func absences(unchecked queries.Unchecked) string {
	names := make([]string, len(unchecked.Missing))
	for i, missing := range unchecked.Missing {
		names[i] = charts.NeedName(missing)
	}
	return strings.Join(names, "、")
}
