package queries

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"maps"
	"slices"

	"tongbi/data"
	"tongbi/etl/fact"
)

// together is how many series are asked for at once: a statement has a price of its own, whoever it asks about, and what it
// brings must fit into memory.
const together = 32

// Dossiers collects all there is to say about each series, in the order given: its documents, every line of every view over the
// years, the changes between neighbours and from the first year to the last, and what the documents say themselves. Codes are
// followed by the crosswalk, by the built-in one where it is nil. An error ends the sequence. While dossiers are used, the next
// ones are asked for.
func Dossiers(ctx context.Context, db *sql.DB, series []Series, crosswalk data.Crosswalk) iter.Seq2[Dossier, error] {
	return func(yield func(Dossier, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		chunks := slices.Collect(slices.Chunk(series, together))
		ahead(ctx, chunks, func(ctx context.Context, chunk []Series) ([]Dossier, error) {
			return dossiersOf(ctx, db, chunk, crosswalk)
		})(yield)
	}
}

// dossiersOf asks for some series on one connection, which holds the views of their organisations only.
func dossiersOf(ctx context.Context, db *sql.DB, series []Series, crosswalk data.Crosswalk) ([]Dossier, error) {
	wanted := extent{}
	for _, one := range series {
		wanted.organizations = append(wanted.organizations, one.Organization)
	}
	s, err := beginFor(ctx, db, wanted)
	if err != nil {
		return nil, err
	}
	defer s.end()
	filled := &shelf{crosswalk: crosswalk, dossiers: make([]Dossier, len(series)), places: map[seriesKey]int{}}
	for i, one := range series {
		filled.dossiers[i].Series = one
		filled.places[one.key()] = i
	}
	for _, part := range []func(context.Context, *shelf) error{s.addDocuments, s.addLines, s.addChanges, s.addStatements, s.addCrosswalk} {
		if err := part(ctx, filled); err != nil {
			return nil, err
		}
	}
	return filled.dossiers, nil
}

// shelf are dossiers in the making.
type shelf struct {
	crosswalk data.Crosswalk
	dossiers  []Dossier
	places    map[seriesKey]int
}

// seriesKey is a series whatever its years.
type seriesKey struct {
	organization string
	scope        fact.Scope
	stage        fact.Stage
}

func (s Series) key() seriesKey { return seriesKey{s.Organization, s.Scope, s.Stage} }

// of is the dossier of a series, nil where it is none of the shelf's.
func (s *shelf) of(organization string, scope fact.Scope, stage fact.Stage) *Dossier {
	place, known := s.places[seriesKey{organization, scope, stage}]
	if !known {
		return nil
	}
	return &s.dossiers[place]
}

func (s *session) addDocuments(ctx context.Context, shelf *shelf) error {
	all, err := s.status(ctx)
	if err != nil {
		return err
	}
	for _, document := range all {
		identity := document.Identity
		if dossier := shelf.of(identity.Organization, identity.Scope, identity.Stage); dossier != nil && document.Refused == "" {
			dossier.Documents = append(dossier.Documents, document)
		}
	}
	return nil
}

func (s *session) addLines(ctx context.Context, shelf *shelf) error {
	all, err := s.trend(ctx, TrendOptions{Crosswalk: shelf.crosswalk})
	if err != nil {
		return err
	}
	years := make([]map[fact.Year]bool, len(shelf.dossiers))
	for _, line := range all {
		dossier := shelf.of(line.Organization, line.Scope, line.Stage)
		if dossier == nil {
			continue
		}
		dossier.Lines = append(dossier.Lines, line)
		place := shelf.places[dossier.Series.key()]
		if years[place] == nil {
			years[place] = map[fact.Year]bool{}
		}
		for year := range line.Figures {
			years[place][year] = true
		}
	}
	for i := range shelf.dossiers {
		shelf.dossiers[i].Years = slices.Sorted(maps.Keys(years[i]))
	}
	return nil
}

// addChanges compares neighbours, then for every span of more than two years the first with the last.
func (s *session) addChanges(ctx context.Context, shelf *shelf) error {
	if err := s.addCompared(ctx, shelf, CompareOptions{Crosswalk: shelf.crosswalk}); err != nil {
		return err
	}
	spans := map[[2]fact.Year]bool{}
	for _, dossier := range shelf.dossiers {
		if dossier.Series.long() {
			spans[dossier.Series.span()] = true
		}
	}
	for span := range spans {
		if err := s.addCompared(ctx, shelf, CompareOptions{From: span[0], To: span[1], Crosswalk: shelf.crosswalk}); err != nil {
			return err
		}
	}
	return nil
}

// long reports whether the series has years between its first and its last.
func (s Series) long() bool { return len(s.Years) > 2 }

// span is the first and the last year.
func (s Series) span() [2]fact.Year { return [2]fact.Year{s.Years[0], s.Years[len(s.Years)-1]} }

// addCompared adds the changes of the options: where these name two years, only to the dossiers whose span they are.
func (s *session) addCompared(ctx context.Context, shelf *shelf, options CompareOptions) error {
	changes, err := s.compare(ctx, options)
	if err != nil {
		return err
	}
	for start := 0; start < len(changes); { // runs of one dossier, copied at once
		first, end := &changes[start], start+1
		for end < len(changes) && changes[end].Organization == first.Organization && changes[end].Scope == first.Scope && changes[end].ToStage == first.ToStage {
			end++
		}
		dossier := shelf.of(first.Organization, first.Scope, first.ToStage)
		if dossier != nil && (options.From == 0 || dossier.Series.long() && dossier.Series.span() == [2]fact.Year{options.From, options.To}) {
			dossier.Changes = append(dossier.Changes, changes[start:end]...)
		}
		start = end
	}
	return nil
}

func (s *session) addStatements(ctx context.Context, shelf *shelf) error {
	all, err := s.statements(ctx, Series{})
	if err != nil {
		return err
	}
	wording, err := data.LoadWording()
	if err != nil {
		return fmt.Errorf("load wordings: %w", err)
	}
	for _, statement := range all {
		if dossier := shelf.of(statement.series.Organization, statement.series.Scope, statement.series.Stage); dossier != nil {
			statement.Grade = gradeOf(statement.Claim.Reason, wording.Reasons)
			dossier.Statements = append(dossier.Statements, statement.Statement)
		}
	}
	return nil
}

// addCrosswalk looks up the rows of the crosswalk that the lines and changes name.
func (s *session) addCrosswalk(_ context.Context, shelf *shelf) error {
	crosswalk, err := orBuiltIn(shelf.crosswalk)
	if err != nil {
		return err
	}
	for i := range shelf.dossiers {
		dossier, named := &shelf.dossiers[i], map[string]bool{}
		for _, line := range dossier.Lines {
			for _, id := range line.Crosswalk {
				named[id] = true
			}
		}
		for _, change := range dossier.Changes {
			for _, id := range change.Crosswalk {
				named[id] = true
			}
		}
		for _, row := range crosswalk {
			if named[row.ID] {
				dossier.Crosswalk = append(dossier.Crosswalk, row)
			}
		}
	}
	return nil
}
