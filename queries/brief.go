package queries

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// Brief is all that a briefing says of one organisation at one scope: the documents of every stage, and what lies between
// the stages and the years.
type Brief struct {
	Organization string
	Scope        fact.Scope
	Dossiers     []Dossier     // one a stage, budgets first
	Execution    []Change      // from a year's budget to its final accounts, of every view
	Bridges      []Change      // from the nominal to the comparable change of the total (ByBridge)
	Counts       []Count       // vehicles, equipment, projects with targets
	Compositions []Composition // the units that the figures are made of, by stage and year
}

// Count is a number of things that a document states of its own year.
type Count struct {
	Stage    fact.Stage
	Year     fact.Year
	Measure  fact.Measure // performance_projects, vehicles_owned …
	Raw      string       // as printed
	Document string
	Format   string
	Page     int
	Table    int // 0 where a sentence states it
}

// Composition is what one year's documents say of the units that their figures are made of.
type Composition struct {
	Stage fact.Stage
	Year  fact.Year
	Units int      // how many, 本级 included; 0 where they only name them
	Names []string // all of them; none where no document lists them all
	Said  string   // the place and the sentence that gives the number; empty where none does
}

// BriefsOf collects what there is to say about every organisation whose name contains one of the texts, all of them where
// there are none; by name and scope. Codes are followed by the crosswalk, by the built-in one where it is nil. None is empty, not an
// error. watch is as of Reviewed.
func BriefsOf(ctx context.Context, db *sql.DB, organizations []string, crosswalk data.Crosswalk, watch Watch) ([]Brief, error) {
	all, err := SeriesOf(ctx, db)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(series Series) bool { return !named(series.Organization, organizations) })
	var briefs []Brief
	for dossier, err := range Reviewed(ctx, db, all, crosswalk, watch) {
		if err != nil {
			return nil, err
		}
		series := dossier.Series
		if last := len(briefs) - 1; last >= 0 && briefs[last].Organization == series.Organization && briefs[last].Scope == series.Scope {
			briefs[last].Dossiers = append(briefs[last].Dossiers, dossier)
			continue
		}
		briefs = append(briefs, Brief{Organization: series.Organization, Scope: series.Scope, Dossiers: []Dossier{dossier}})
	}
	for i := range briefs {
		if err := briefs[i].collect(ctx, db, crosswalk); err != nil {
			return nil, err
		}
	}
	return briefs, nil
}

func named(organization string, parts []string) bool {
	return len(parts) == 0 || slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(organization, part) })
}

// collect adds what lies between stages and years, and what is counted.
func (b *Brief) collect(ctx context.Context, db *sql.DB, crosswalk data.Crosswalk) error {
	order := []fact.Stage{fact.InitialBudget, fact.AdjustedBudget, fact.Outturn, fact.FinalAccounts}
	slices.SortStableFunc(b.Dossiers, func(one, other Dossier) int {
		return slices.Index(order, one.Series.Stage) - slices.Index(order, other.Series.Stage)
	})
	s, err := begin(ctx, db, b.Organization)
	if err != nil {
		return err
	}
	defer s.end()
	options := CompareOptions{Organization: b.Organization, Scope: b.Scope, Crosswalk: crosswalk}
	if b.Bridges, err = s.bridges(ctx, options); err != nil {
		return err
	}
	options.Stage, options.BaseStage = fact.FinalAccounts, fact.InitialBudget
	if b.Execution, err = s.compare(ctx, options); err != nil {
		return err
	}
	other := func(c Change) bool { return c.Organization != b.Organization }
	b.Bridges, b.Execution = slices.DeleteFunc(b.Bridges, other), slices.DeleteFunc(b.Execution, other)
	if err := s.addCounts(ctx, b); err != nil {
		return err
	}
	return s.addCompositions(ctx, b)
}

func (s *session) addCounts(ctx context.Context, b *Brief) error {
	return s.ask(ctx, "counts", arguments{"organization": b.Organization}, func(rows *sql.Rows) error {
		var one Count
		var series Series
		var sentence string
		err := rows.Scan(&series.Organization, &series.Scope, &one.Stage, &one.Year, &one.Document, &one.Format, &one.Measure, &one.Raw, &sentence, &one.Page, &one.Table)
		if err == nil && series.Organization == b.Organization && series.Scope == b.Scope {
			if sentence != "" {
				one.Table = 0
			}
			b.Counts = append(b.Counts, one)
		}
		return err
	})
}

func (s *session) addCompositions(ctx context.Context, b *Brief) error {
	all, err := s.compositions(ctx, b.Organization)
	if err != nil {
		return err
	}
	for of, composition := range all {
		if of.organization == b.Organization && of.scope == b.Scope && composition.known() {
			b.Compositions = append(b.Compositions, Composition{of.stage, of.year, composition.units, composition.names, composition.said})
		}
	}
	slices.SortFunc(b.Compositions, func(one, other Composition) int {
		if one.Year != other.Year {
			return int(one.Year - other.Year)
		}
		return strings.Compare(string(one.Stage), string(other.Stage))
	})
	return nil
}
