package queries

import (
	"context"
	"database/sql"

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
		err := rows.Scan(&one.Organization, &one.Scope, &one.Stage, &year, &one.By, &one.Fund, &one.Code, &one.Line, &one.Measure,
			&printed, &column)
		if err != nil {
			return err
		}
		figure, err := figureOf(column)
		if err != nil {
			return err
		}
		if last := len(lines) - 1; last < 0 || !lines[last].is(one) {
			one.Figures = map[fact.Year]Figure{}
			lines = append(lines, one)
		}
		line := &lines[len(lines)-1]
		line.Label = labelOf(one.By, one.Code, one.Line, one.Measure, printed)
		line.Figures[year] = *figure
		return nil
	})
	return lines, err
}

// is reports whether both are the same line, whatever their figures.
func (l Line) is(other Line) bool {
	return l.Organization == other.Organization && l.Scope == other.Scope && l.Stage == other.Stage && l.By == other.By &&
		l.Fund == other.Fund && l.Code == other.Code && l.Line == other.Line && l.Measure == other.Measure
}
