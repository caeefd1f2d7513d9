package queries

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"tongbi/data"
	"tongbi/etl/fact"
)

// DossierOf is DossierBy with the built-in crosswalk.
func DossierOf(ctx context.Context, db *sql.DB, series Series) (Dossier, error) {
	return DossierBy(ctx, db, series, nil)
}

// DossierBy collects all there is to say about one series: its documents, every line of every view over the years, the
// changes between neighbours and from the first year to the last, and what the documents say themselves. Codes are followed by
// the crosswalk, by the built-in one where it is nil.
func DossierBy(ctx context.Context, db *sql.DB, series Series, crosswalk data.Crosswalk) (Dossier, error) {
	s, err := begin(ctx, db, series.Organization, figureViews)
	if err != nil {
		return Dossier{}, err
	}
	defer s.end()
	dossier := Dossier{Series: series, crosswalk: crosswalk}
	for _, part := range []func(context.Context, *Dossier) error{s.addDocuments, s.addLines, s.addChanges, s.addStatements} {
		if err := part(ctx, &dossier); err != nil {
			return Dossier{}, err
		}
	}
	return dossier, nil
}

func (s *session) addDocuments(ctx context.Context, dossier *Dossier) error {
	all, err := s.status(ctx)
	if err != nil {
		return err
	}
	for _, document := range all {
		identity := document.Identity
		if document.Refused == "" && dossier.Series.is(Series{identity.Organization, identity.Scope, identity.Stage, nil}) {
			dossier.Documents = append(dossier.Documents, document)
		}
	}
	return nil
}

func (s *session) addLines(ctx context.Context, dossier *Dossier) error {
	series := dossier.Series
	all, err := s.trend(ctx, TrendOptions{Organization: series.Organization, Scope: series.Scope, Stage: series.Stage, Crosswalk: dossier.crosswalk})
	if err != nil {
		return err
	}
	years := map[fact.Year]bool{}
	for _, line := range all {
		if line.Organization != series.Organization {
			continue
		}
		dossier.Lines = append(dossier.Lines, line)
		for year := range line.Figures {
			years[year] = true
		}
	}
	dossier.Years = slices.Sorted(maps.Keys(years))
	return nil
}

func (s *session) addChanges(ctx context.Context, dossier *Dossier) error {
	series := dossier.Series
	options := CompareOptions{Organization: series.Organization, Scope: series.Scope, Stage: series.Stage, Crosswalk: dossier.crosswalk}
	if err := s.addCompared(ctx, dossier, options); err != nil {
		return err
	}
	if len(series.Years) < 3 {
		return nil
	}
	options.From, options.To = series.Years[0], series.Years[len(series.Years)-1]
	return s.addCompared(ctx, dossier, options)
}

func (s *session) addCompared(ctx context.Context, dossier *Dossier, options CompareOptions) error {
	changes, err := s.compare(ctx, options)
	if err != nil {
		return err
	}
	for _, change := range changes {
		if change.Organization == dossier.Series.Organization {
			dossier.Changes = append(dossier.Changes, change)
		}
	}
	return nil
}

func (s *session) addStatements(ctx context.Context, dossier *Dossier) error {
	all, err := s.statements(ctx, dossier.Series)
	if err != nil {
		return err
	}
	for _, statement := range all {
		if statement.series.is(dossier.Series) {
			dossier.Statements = append(dossier.Statements, statement.Statement)
		}
	}
	return nil
}
