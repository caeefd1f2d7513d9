package queries

import (
	"context"
	"database/sql"

	"tongbi/etl/fact"
)

// Review is what the checks and the rules of questions bring up in documents.
type Review struct {
	Checks    int // how many checks were made
	Rules     int // how many rules of questions were applied
	Findings  []Finding
	Questions []Question
	Unchecked []Unchecked // checks that could not be made
}

// ReviewOf applies every built-in check and rule of questions to the documents of the organisations whose name contains
// the text; findings and questions stand in the order of Check and Questions. The tables that both rest on are made once, and
// the checks are made once for both.
func ReviewOf(ctx context.Context, db *sql.DB, organization string) (Review, error) {
	rules, err := QuestionRules(nil)
	if err != nil {
		return Review{}, err
	}
	s, checks, err := beginChecks(ctx, db, CheckOptions{Organization: organization})
	if err != nil {
		return Review{}, err
	}
	defer s.end()
	documents, err := s.checkedDocuments(ctx)
	if err != nil {
		return Review{}, err
	}
	review := Review{Checks: len(checks), Rules: len(rules)}
	if review.Findings, err = s.checkAll(ctx, checks, documents); err != nil {
		return Review{}, err
	}
	if review.Unchecked, err = s.coverage(ctx, checks); err != nil {
		return Review{}, err
	}
	if review.Questions, err = s.askAll(ctx, rules, review.Findings, documents); err != nil {
		return Review{}, err
	}
	sortFindings(review.Findings)
	return review, nil
}

// Of keeps what was brought up in the documents of one series.
func (r Review) Of(series Series) *Review {
	kept := Review{Checks: r.Checks, Rules: r.Rules}
	for _, finding := range r.Findings {
		if series.has(finding.Organization, finding.Scope, finding.Stage) {
			kept.Findings = append(kept.Findings, finding)
		}
	}
	for _, question := range r.Questions {
		if series.has(question.Organization, question.Scope, question.Stage) {
			kept.Questions = append(kept.Questions, question)
		}
	}
	for _, one := range r.Unchecked {
		if series.has(one.Organization, one.Scope, one.Stage) {
			kept.Unchecked = append(kept.Unchecked, one)
		}
	}
	return &kept
}

func (s Series) has(organization string, scope fact.Scope, stage fact.Stage) bool {
	return s.is(Series{Organization: organization, Scope: scope, Stage: stage})
}
