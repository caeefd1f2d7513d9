package queries

import (
	"context"
	"database/sql"

	"tongbi/etl/fact"
)

// StatusOf gives every document that was offered and is not history, refused ones too: what was read of it, what is
// missing, and its defects.
func StatusOf(ctx context.Context, db *sql.DB) ([]DocumentStatus, error) {
	s, err := begin(ctx, db, "")
	if err != nil {
		return nil, err
	}
	defer s.end()
	return s.status(ctx)
}

func (s *session) status(ctx context.Context) ([]DocumentStatus, error) {
	var all []DocumentStatus
	byNumber := map[int]int{} // document_id → index in all
	err := s.ask(ctx, "status", nil, func(rows *sql.Rows) error {
		var one DocumentStatus
		var number int
		var year sql.NullInt64
		var conflicts, replaces sql.NullString
		err := rows.Scan(&number, &one.Document, &one.SHA256, &one.Path, &one.Identity.Organization, &one.Identity.Scope, &year,
			&one.Identity.Stage, &one.Format, &one.Pages, &one.SelfTest, &one.Refused, &conflicts, &replaces)
		if err != nil {
			return err
		}
		one.Identity.Year, one.Conflicts, one.Replaces = fact.Year(year.Int64), conflicts.String, replaces.String
		byNumber[number] = len(all)
		all = append(all, one)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, part := range []func(context.Context, func(int) *DocumentStatus) error{s.forms, s.issues, s.evidence} {
		if err := part(ctx, func(number int) *DocumentStatus { return &all[byNumber[number]] }); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// forms fills the forms read, declared empty and missing, and the tables that no form fits.
func (s *session) forms(ctx context.Context, document func(int) *DocumentStatus) error {
	return s.ask(ctx, "forms", nil, func(rows *sql.Rows) error {
		var number int
		var form fact.FormID
		var state, title string
		if err := rows.Scan(&number, &form, &state, &title); err != nil {
			return err
		}
		d := document(number)
		switch {
		case form == "":
			d.Unrecognised = append(d.Unrecognised, title)
		case state == "read":
			d.FormsRead = append(d.FormsRead, form)
		case state == "empty":
			d.FormsEmpty = append(d.FormsEmpty, form)
		default:
			d.FormsMissing = append(d.FormsMissing, form)
		}
		return nil
	})
}

// issues fills the defects.
func (s *session) issues(ctx context.Context, document func(int) *DocumentStatus) error {
	return s.ask(ctx, "issues", nil, func(rows *sql.Rows) error {
		var number int
		var one Issue
		if err := rows.Scan(&number, &one.Code, &one.Page, &one.Table, &one.Row, &one.Col, &one.Detail); err != nil {
			return err
		}
		d := document(number)
		d.Issues = append(d.Issues, one)
		return nil
	})
}

// evidence fills where the identity was read.
func (s *session) evidence(ctx context.Context, document func(int) *DocumentStatus) error {
	return s.ask(ctx, "evidence", nil, func(rows *sql.Rows) error {
		var number int
		var one fact.Evidence
		if err := rows.Scan(&number, &one.Field, &one.Text, &one.Page); err != nil {
			return err
		}
		d := document(number)
		d.Identity.Evidence = append(d.Identity.Evidence, one)
		return nil
	})
}
