package queries

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"

	"tongbi/data"
	"tongbi/etl/fact"
)

// Review is what the checks and the rules of questions bring up in the documents of one series.
type Review struct {
	Checks    int // how many checks were made
	Rules     int // how many rules of questions were applied
	Findings  []Finding
	Questions []Question
	Unchecked []Unchecked // checks that could not be made
}

// reviewedTogether is how many series are reviewed at once: a hundred rules are read anew each time, and the tables that they rest
// on must fit into memory.
const reviewedTogether = 64

// Reviewed is Dossiers with what every built-in check and rule of questions brings up in the documents of each (Review). The units
// that a department lists count where they are loaded, whether they are among the series or not. watch is told of
// each series that was used.
func Reviewed(ctx context.Context, db *sql.DB, series []Series, crosswalk data.Crosswalk, watch Watch) iter.Seq2[Dossier, error] {
	return func(yield func(Dossier, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		units, err := loadedUnits(ctx, db)
		if err != nil {
			yield(Dossier{}, err)
			return
		}
		chunks := slices.Collect(slices.Chunk(series, reviewedTogether))
		next, stop := iter.Pull2(ahead(ctx, chunks, func(ctx context.Context, chunk []Series) ([]*Review, error) {
			return reviewsOf(ctx, db, chunk, units)
		}))
		defer stop()
		for dossier, err := range Dossiers(ctx, db, series, crosswalk) {
			if err == nil {
				dossier.Review, err, _ = next()
			}
			if !yield(dossier, err) || err != nil {
				return
			}
			watch.tell(dossier.Series.Organization, len(series))
		}
	}
}

// loadedUnits are the organisations of which a unit's document is loaded.
func loadedUnits(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	all, err := SeriesOf(ctx, db)
	if err != nil {
		return nil, err
	}
	units := map[string]bool{}
	for _, series := range all {
		if series.Scope == fact.UnitScope {
			units[series.Organization] = true
		}
	}
	return units, nil
}

// reviewsOf reviews some series. The tables that checks and questions rest on are made once, and the checks are made once for both.
func reviewsOf(ctx context.Context, db *sql.DB, series []Series, units map[string]bool) ([]*Review, error) {
	rules, err := QuestionRules(nil)
	if err != nil {
		return nil, err
	}
	checks, err := Rules()
	if err != nil {
		return nil, err
	}
	s, err := beginReview(ctx, db, series, units)
	if err != nil {
		return nil, err
	}
	defer s.end()
	documents, err := s.checkedDocuments(ctx)
	if err != nil {
		return nil, err
	}
	reviews := &reviews{places: map[seriesKey]*Review{}}
	for _, one := range series {
		review := &Review{Checks: len(checks), Rules: len(rules)}
		reviews.all, reviews.places[one.key()] = append(reviews.all, review), review
	}
	findings, err := s.checkAll(ctx, checks, documents)
	if err != nil {
		return nil, err
	}
	unchecked, err := s.coverage(ctx, checks)
	if err != nil {
		return nil, err
	}
	questions, err := s.askAll(ctx, rules, findings, documents)
	if err != nil {
		return nil, err
	}
	sortFindings(findings)
	reviews.add(findings, questions, unchecked)
	return reviews.all, nil
}

// beginReview takes a connection on which the tables stand that checks rest on, of the organisations of some series and of those
// units that they list.
func beginReview(ctx context.Context, db *sql.DB, series []Series, units map[string]bool) (*session, error) {
	wanted := extent{}
	for _, one := range series {
		wanted.organizations = append(wanted.organizations, one.Organization)
	}
	for {
		s, err := beginFor(ctx, db, wanted)
		if err != nil {
			return nil, err
		}
		listed, err := s.beginChecked(ctx, units)
		if err != nil {
			s.end()
			return nil, err
		}
		if len(listed) == 0 {
			return s, nil
		}
		s.end()
		wanted.organizations = append(wanted.organizations, listed...)
		units = nil // of units no units are asked for
	}
}

// beginChecked makes the tables that checks rest on and gives those of the units that documents list and the session lacks.
func (s *session) beginChecked(ctx context.Context, units map[string]bool) ([]string, error) {
	if err := s.prepareChecks(ctx, false); err != nil || len(units) == 0 {
		return nil, err
	}
	absent, err := s.absentUnits(ctx)
	if err != nil {
		return nil, fmt.Errorf("list units: %w", err)
	}
	known := map[string]bool{}
	var listed []string
	for _, names := range absent {
		for _, name := range names {
			if units[name] && !known[name] {
				known[name] = true
				listed = append(listed, name)
			}
		}
	}
	return listed, nil
}

// reviews are the reviews of some series in the making.
type reviews struct {
	all    []*Review
	places map[seriesKey]*Review
}

// add hands everything to the review of its series; what is of none is left out.
func (r *reviews) add(findings []Finding, questions []Question, unchecked []Unchecked) {
	for _, one := range findings {
		if review := r.places[seriesKey{one.Organization, one.Scope, one.Stage}]; review != nil {
			review.Findings = append(review.Findings, one)
		}
	}
	for _, one := range questions {
		if review := r.places[seriesKey{one.Organization, one.Scope, one.Stage}]; review != nil {
			review.Questions = append(review.Questions, one)
		}
	}
	for _, one := range unchecked {
		if review := r.places[seriesKey{one.Organization, one.Scope, one.Stage}]; review != nil {
			review.Unchecked = append(review.Unchecked, one)
		}
	}
}
