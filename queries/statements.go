package queries

import (
	"context"
	"database/sql"

	"tongbi/etl/fact"
)

// statementOf is a statement with the series that its document belongs to.
type statementOf struct {
	Statement
	series Series
}

func (s *session) statements(ctx context.Context, series Series) ([]statementOf, error) {
	var all []statementOf
	given := arguments{"organization": series.Organization, "scope": string(series.Scope), "stage": string(series.Stage)}
	err := s.ask(ctx, "statements", given, func(rows *sql.Rows) error {
		var one statementOf
		var value, valueGrain, baseYear, base, baseGrain, change, changeGrain, rate, share, completion sql.NullInt64
		claim := &one.Claim
		err := rows.Scan(&one.Document, &one.Format, &one.Year, &one.series.Organization, &one.series.Scope, &one.series.Stage,
			&claim.Subject, &claim.Line, &claim.Scheme, &claim.Code, &claim.Measure, &claim.Fund, &value, &valueGrain, &claim.Raw,
			&baseYear, &claim.BaseStage, &base, &baseGrain, &change, &changeGrain, &rate, &share, &completion, &claim.Direction, &claim.Reason,
			&claim.ReasonPage, &claim.Sentence, &claim.Page)
		if err != nil {
			return err
		}
		claim.BaseYear = fact.Year(baseYear.Int64)
		claim.Value, claim.Base, claim.Change = moneyOf(value, valueGrain), moneyOf(base, baseGrain), moneyOf(change, changeGrain)
		claim.Rate, claim.Share, claim.Completion = rateOf(rate), rateOf(share), rateOf(completion)
		all = append(all, one)
		return nil
	})
	return all, err
}

// rateOf is a rate in hundred-millionths, nil where the sentence does not say.
func rateOf(hundredMillionths sql.NullInt64) *fact.Rate {
	if !hundredMillionths.Valid {
		return nil
	}
	rate := fact.Ratio(hundredMillionths.Int64, 100_000_000)
	return &rate
}

// moneyOf is an amount with its grain, nil where the sentence does not say.
func moneyOf(amount, grain sql.NullInt64) *fact.Money {
	if !amount.Valid {
		return nil
	}
	return &fact.Money{Fen: fact.Fen(amount.Int64), Grain: fact.Fen(grain.Int64)}
}
