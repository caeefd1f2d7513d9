package queries

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// The views of the figures: what --by takes.
const (
	ByTotal       = "total"
	ByFunction    = "function"
	ByEconomic    = "economic"
	ByNature      = "nature"
	ByFund        = "fund"
	ByRevenue     = "revenue"
	ByThreePublic = "three-public"
	ByProcurement = "procurement"
	ByProject     = "project"     // single projects by name
	ByBridge      = "bridge"      // of Compare only: from the nominal change of the total to the change on a comparable basis
	ByRestatement = "restatement" // of Compare only: what documents say of other years against those years' own
)

// Views are all views in the order in which they are shown.
var Views = []string{ByTotal, ByFunction, ByEconomic, ByNature, ByFund, ByRevenue, ByThreePublic, ByProcurement, ByProject}

// Comparisons are all that Compare can tell lines apart by.
var Comparisons = append(slices.Clone(Views), ByBridge, ByRestatement)

// Sorts are the orders of changes: as the forms list them, or by the size of the change, of the rate, of the contribution.
var Sorts = []string{SortCode, SortChange, SortRate, SortContribution}

// The orders of changes.
const (
	SortCode         = "code"
	SortChange       = "change"
	SortRate         = "rate"
	SortContribution = "contribution"
)

// CompareOptions say what to compare. Zero fields mean: all.
type CompareOptions struct {
	Organization string         // part of a name
	Scope        fact.Scope     //
	From, To     fact.Year      // both: exactly this pair; one: neighbours from or up to it; none: all neighbours
	By           string         // one of Comparisons
	Level        fact.Level     // of coded lines
	Stage        fact.Stage     // of the later year
	BaseStage    fact.Stage     // of the earlier year; empty: the same stage
	Top          int            // of each pair only so many, by Sort (SortChange where empty)
	Sort         string         // one of Sorts; empty: SortCode
	Crosswalk    data.Crosswalk // nil: the built-in one
}

// TrendOptions say which lines to follow over the years. Zero fields mean: all.
type TrendOptions struct {
	Organization string // part of a name
	Scope        fact.Scope
	Stage        fact.Stage
	By           string // one of Views
	Level        fact.Level
	Crosswalk    data.Crosswalk // nil: the built-in one
}

// InvalidOptionError is an option with a value that there is not.
type InvalidOptionError struct {
	Option, Value string
	Allowed       []string
}

func (e *InvalidOptionError) Error() string {
	return fmt.Sprintf("%s %q is none of %s", e.Option, e.Value, strings.Join(e.Allowed, ", "))
}

// NotLoadedError means that nothing is loaded of what was asked for. Series lists what there is.
type NotLoadedError struct {
	Organization string
	Years        []fact.Year // asked for and not loaded
	Series       []Series    // all that is loaded
}

func (e *NotLoadedError) Error() string {
	return fmt.Sprintf("nothing is loaded of organization %q, years %v; %d series are loaded", e.Organization, e.Years, len(e.Series))
}

var levels = []string{string(fact.Class), string(fact.Section), string(fact.Item)}

var stages = []string{string(fact.InitialBudget), string(fact.AdjustedBudget), string(fact.Outturn), string(fact.FinalAccounts)}

var scopes = []string{string(fact.Department), string(fact.UnitScope)}

func (o CompareOptions) check() error {
	return firstInvalid(
		option{"by", o.By, Comparisons}, option{"level", string(o.Level), levels}, option{"stage", string(o.Stage), stages},
		option{"base-stage", string(o.BaseStage), stages}, option{"scope", string(o.Scope), scopes}, option{"sort", o.Sort, Sorts})
}

func (o TrendOptions) check() error {
	return firstInvalid(
		option{"by", o.By, Views}, option{"level", string(o.Level), levels}, option{"stage", string(o.Stage), stages},
		option{"scope", string(o.Scope), scopes})
}

type option struct {
	name, value string
	allowed     []string
}

// firstInvalid is the error of the first option that has a value and none of the allowed ones.
func firstInvalid(options ...option) error {
	for _, o := range options {
		if o.value != "" && !slices.Contains(o.allowed, o.value) {
			return &InvalidOptionError{o.name, o.value, o.allowed}
		}
	}
	return nil
}
