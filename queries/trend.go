package queries

import (
	"context"
	"database/sql"
	"maps"
	"math"
	"slices"

	"tongbi/etl/fact"
)

// Trend follows lines over all years, implied ones included. Errors: *InvalidOptionError; *NotLoadedError where nothing
// of the organisation is loaded.
func Trend(ctx context.Context, db *sql.DB, options TrendOptions) ([]Line, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	s, err := begin(ctx, db, options.Organization, figureViews)
	if err != nil {
		return nil, err
	}
	defer s.end()
	lines, err := s.trend(ctx, options)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, notLoaded(ctx, db, CompareOptions{Organization: options.Organization, Scope: options.Scope})
	}
	return lines, nil
}

func (s *session) trend(ctx context.Context, options TrendOptions) ([]Line, error) {
	var lines []Line
	given := arguments{
		"organization": options.Organization, "scope": string(options.Scope), "stage": string(options.Stage),
		"view": options.By, "level": string(options.Level),
	}
	err := s.ask(ctx, "trend", given, func(rows *sql.Rows) error {
		var one Line
		var year fact.Year
		var printed string
		var column sql.NullString
		var whole sql.NullInt64
		err := rows.Scan(&one.Organization, &one.Scope, &one.Stage, &year, &one.By, &one.Fund, &one.Code, &one.Line, &one.Measure,
			&printed, &column, &whole)
		if err != nil {
			return err
		}
		figure, err := figureOf(column)
		if err != nil {
			return err
		}
		if last := len(lines) - 1; last < 0 || !lines[last].is(one) {
			one.Figures, one.Wholes = map[fact.Year]Figure{}, map[fact.Year]fact.Fen{}
			lines = append(lines, one)
		}
		line := &lines[len(lines)-1]
		line.Label = labelOf(one.By, one.Code, one.Line, one.Measure, printed)
		line.Figures[year] = *figure
		if whole.Valid {
			line.Wholes[year] = fact.Fen(whole.Int64)
		}
		return nil
	})
	return lines, err
}

// is reports whether both are the same line, whatever their figures.
func (l Line) is(other Line) bool {
	return l.Organization == other.Organization && l.Scope == other.Scope && l.Stage == other.Stage && l.By == other.By &&
		l.Fund == other.Fund && l.Code == other.Code && l.Line == other.Line && l.Measure == other.Measure
}

// Growth is the 年均增长 from the first year of the line to the last: the one rate by which every year would have grown.
// Nil where they lie less than two years apart or an amount is not above zero. It is a root and thus no exact ratio: good
// to ten decimals.
func (l Line) Growth() *fact.Rate {
	const decimals = 10_000_000_000
	years := slices.Sorted(maps.Keys(l.Figures))
	if len(years) < 2 {
		return nil
	}
	first, last := years[0], years[len(years)-1]
	from, to := l.Figures[first].Amount, l.Figures[last].Amount
	if last-first < 2 || from <= 0 || to <= 0 {
		return nil
	}
	growth := math.Pow(float64(to)/float64(from), 1/float64(last-first)) - 1
	if growth >= math.MaxInt64/decimals {
		return nil
	}
	rate := fact.Ratio(int64(math.Round(growth*decimals)), decimals)
	return &rate
}

// ShareChange is how much the line's share of its total changed from the first year to the last: 0.1043 is 10.43个百分点.
// Nil where either year lacks the total, or the line is the total.
func (l Line) ShareChange() *fact.Rate {
	years := slices.Sorted(maps.Keys(l.Wholes))
	if len(years) < 2 || l.By == ByTotal {
		return nil
	}
	first, last := years[0], years[len(years)-1]
	before, after := l.Wholes[first], l.Wholes[last]
	if before <= 0 || after <= 0 {
		return nil
	}
	change := fact.Ratio(int64(l.Figures[last].Amount), int64(after)).Minus(fact.Ratio(int64(l.Figures[first].Amount), int64(before)))
	return &change
}
