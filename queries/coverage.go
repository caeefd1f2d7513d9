package queries

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// Unchecked is a check that could not be made of the documents of one organisation, scope, year and stage: a rule that finds
// nothing because what it looks at is not there must not pass for one that found nothing wrong.
type Unchecked struct {
	Rule         string
	Title        string // what is not checked, in Chinese
	Organization string
	Scope        fact.Scope
	Year         fact.Year
	Stage        fact.Stage
	Missing      []string // names of forms, units' names, or NeedText, NeedPriorYear, NeedUnits
}

// What a check can need beside forms.
const (
	NeedText      = "text"       // sentences with figures
	NeedPriorYear = "prior_year" // the documents of the year before
	NeedUnits     = "units"      // the documents of all units that a department lists
)

// Coverage gives the checks that could not be made, by organisation, year and rule. Of a department whose units are not all
// loaded it names those that are absent; of one that lists no units, NeedUnits.
func Coverage(ctx context.Context, db *sql.DB, options CheckOptions) ([]Unchecked, error) {
	s, rules, err := beginChecks(ctx, db, options)
	if err != nil {
		return nil, err
	}
	defer s.end()
	return s.coverage(ctx, rules)
}

// disclosure is what documents are one of: their organisation, scope, year and stage.
type disclosure struct {
	organization, scope, stage string
	year                       int
}

func (s *session) coverage(ctx context.Context, rules []Rule) ([]Unchecked, error) {
	var all []disclosure
	has := map[disclosure][]string{}
	err := s.each(ctx, `
		select distinct document.organization, document.scope, document.stage, document.fiscal_year, coalesce(covered.need, '')
		from current_document document
		left join covered using (organization, scope, stage, fiscal_year)
		where document.refused = ''
		order by document.organization, document.fiscal_year, document.scope, document.stage, 5`, func(rows *sql.Rows) error {
		var one disclosure
		var need string
		if err := rows.Scan(&one.organization, &one.scope, &one.stage, &one.year, &need); err != nil {
			return err
		}
		if _, known := has[one]; !known {
			all = append(all, one)
		}
		has[one] = append(has[one], need)
		return nil
	})
	if err != nil {
		return nil, err
	}
	absent, err := s.absentUnits(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.formNames(ctx)
	if err != nil {
		return nil, err
	}
	var unchecked []Unchecked
	for _, one := range all {
		for _, rule := range rules {
			if rule.Stage != "" && rule.Stage != one.stage {
				continue
			}
			var missing []string
			for _, need := range rule.Needs {
				switch {
				case slices.Contains(has[one], need):
				case need == NeedUnits && one.scope == string(fact.UnitScope): // a unit has no units
				case need == NeedUnits && len(absent[one]) > 0:
					missing = append(missing, absent[one]...)
				case names[need] != "":
					missing = append(missing, names[need])
				default:
					missing = append(missing, need)
				}
			}
			if len(missing) > 0 {
				unchecked = append(unchecked, Unchecked{
					Rule: rule.ID, Title: rule.Title, Organization: one.organization, Scope: fact.Scope(one.scope), Year: fact.Year(one.year),
					Stage: fact.Stage(one.stage), Missing: missing,
				})
			}
		}
	}
	return unchecked, nil
}

// absentUnits are the units that documents list and that are not loaded.
func (s *session) absentUnits(ctx context.Context) (map[disclosure][]string, error) {
	absent := map[disclosure][]string{}
	err := s.each(ctx, `
		select distinct document.organization, document.scope, document.stage, document.fiscal_year, unit.name
		from unit
		join current_document document using (document_id)
		where unit.unit_document_id is null
		order by 5`, func(rows *sql.Rows) error {
		var one disclosure
		var name string
		err := rows.Scan(&one.organization, &one.scope, &one.stage, &one.year, &name)
		absent[one] = append(absent[one], name)
		return err
	})
	return absent, err
}

func (s *session) formNames(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	err := s.each(ctx, `select form, name from form_name`, func(rows *sql.Rows) error {
		var form, name string
		err := rows.Scan(&form, &name)
		names[form] = name
		return err
	})
	return names, err
}

// each hands the rows of a statement to use.
func (s *session) each(ctx context.Context, statement string, use func(*sql.Rows) error) error {
	rows, err := s.connection.QueryContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("%s: %w", strings.Fields(statement)[0], err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := use(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
