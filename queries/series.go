package queries

import (
	"context"
	"database/sql"

	"tongbi/etl/fact"
)

// SeriesOf lists everything that can be compared over the years: every organisation, scope and stage with the years
// that are loaded.
func SeriesOf(ctx context.Context, db *sql.DB) ([]Series, error) {
	s, err := begin(ctx, db, "")
	if err != nil {
		return nil, err
	}
	defer s.end()
	return s.series(ctx, "", "", "")
}

func (s *session) series(ctx context.Context, organization string, scope fact.Scope, stage fact.Stage) ([]Series, error) {
	var all []Series
	err := s.ask(ctx, "series", arguments{"organization": organization, "scope": string(scope), "stage": string(stage)}, func(rows *sql.Rows) error {
		var one Series
		var year fact.Year
		if err := rows.Scan(&one.Organization, &one.Scope, &one.Stage, &year); err != nil {
			return err
		}
		if last := len(all) - 1; last >= 0 && all[last].is(one) {
			all[last].Years = append(all[last].Years, year)
			return nil
		}
		one.Years = []fact.Year{year}
		all = append(all, one)
		return nil
	})
	return all, err
}

// is reports whether both are the same series, whatever their years.
func (s Series) is(other Series) bool {
	return s.Organization == other.Organization && s.Scope == other.Scope && s.Stage == other.Stage
}
