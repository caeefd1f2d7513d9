package cmd

import (
	"testing"

	"tongbi/charts"
	"tongbi/data"
	"tongbi/etl/fact"
)

func TestEveryMeasureOfTheVocabularyHasAChineseName(t *testing.T) {
	vocabulary, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	named := func(measure string) {
		if measure != "" && charts.MeasureName(fact.Measure(measure)) == measure {
			t.Errorf("measure %s has no Chinese name", measure)
		}
	}
	columns, lines := vocabulary.Columns, vocabulary.Lines
	for _, form := range vocabulary.Forms {
		columns, lines = append(columns, form.Columns...), append(lines, form.Lines...)
	}
	for _, column := range columns {
		named(column.Measure)
	}
	for _, line := range lines {
		named(line.Measure)
	}
	for _, subject := range vocabulary.Subjects {
		named(subject.Measure)
	}
	for _, count := range vocabulary.Counts {
		named(count.Measure)
	}
}
