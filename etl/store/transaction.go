package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// transaction is one connection inside one transaction: all of a document goes through it.
type transaction struct {
	ctx        context.Context
	connection *sql.Conn
	sql        *sql.Tx
	tables     map[string]columns
}

// transact runs work in a transaction of its own, one at a time: whole, or not at all.
func (s *Store) transact(ctx context.Context, work func(*transaction) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	connection, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", diagnose(err))
	}
	defer connection.Close()
	tx, err := connection.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", diagnose(err))
	}
	defer tx.Rollback()
	if err := work(&transaction{ctx, connection, tx, s.tables}); err != nil {
		return diagnose(err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", diagnose(err))
	}
	return nil
}

// The statements. Names bound and not used are accepted silently by the driver, so each statement stands beside what
// binds it.
const (
	known = `
		select name, organization, scope, fiscal_year, stage, refused
		from document
		where sha256 = $sha256
		order by replaced_at is not null, document_id desc
		limit 1`

	earlierVersion = `
		select document_id, refused <> '', organization, scope, fiscal_year, stage
		from document
		where sha256 = $sha256 and (sha256 <> '' or path = $path)
		order by replaced_at is not null, document_id desc
		limit 1`

	// beside are the other documents that count for the same organisation, scope, year and stage.
	beside = `
		select other.name
		from document mine
		join document other
			on other.organization = mine.organization and other.scope = mine.scope
			and other.fiscal_year = mine.fiscal_year and other.stage = mine.stage
		where mine.document_id = $document_id and other.document_id <> mine.document_id
			and other.refused = '' and other.replaced_at is null
		order by other.name, other.sha256`

	differing = `
		select
			document.name, mine.label, mine.code, mine.measure, mine.raw, other.raw, mine.page, other.page
		from conflict
		join fact mine on mine.document_id = conflict.document_id and mine.ordinal = conflict.ordinal
		join fact other on other.document_id = conflict.other_document_id and other.ordinal = conflict.other_ordinal
		join document on document.document_id = conflict.other_document_id
		where conflict.document_id = $document_id
		order by document.name, document.sha256, mine.ordinal`

	// supersede makes history of the documents that state a figure of the given one differently.
	supersede = `
		update document
		set replaced_at = cast(now() at time zone 'UTC' as timestamp),
			replaced_by = (select sha256 from document where document_id = $document_id)
		where document_id in (select other_document_id from conflict where document_id = $document_id)`

	retire = `
		update document
		set replaced_at = cast(now() at time zone 'UTC' as timestamp), replaced_by = sha256
		where document_id = $document_id and replaced_at is null`

	// sameVersion finds versions of the same content that were understood alike.
	sameVersion = `
		select count(*) > 0
		from document
		where sha256 = $sha256 and organization = $organization and scope = $scope
			and coalesce(fiscal_year, 0) = $fiscal_year and stage = $stage`

	shelve = `
		update document
		set replaced_at = cast(now() at time zone 'UTC' as timestamp), replaced_by = $replaced_by
		where document_id = $document_id`

	// revive lets a version count again that was history.
	revive = `
		update document set replaced_at = null, replaced_by = null
		where document_id = $document_id and replaced_at is not null`
)

func (t *transaction) exec(statement string, arguments ...any) error {
	_, err := t.sql.ExecContext(t.ctx, statement, arguments...)
	return err
}

// change runs a statement and gives the number of rows that it changed.
func (t *transaction) change(statement string, arguments ...any) (int64, error) {
	result, err := t.sql.ExecContext(t.ctx, statement, arguments...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// names gives the first column of a statement's rows.
func (t *transaction) names(statement string, arguments ...any) ([]string, error) {
	rows, err := t.sql.QueryContext(t.ctx, statement, arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// next is the number of the next document version.
func (t *transaction) next() (int, error) {
	var number int
	err := t.sql.QueryRowContext(t.ctx, `select nextval('document_number')`).Scan(&number)
	return number, err
}

// earlier is the stored version of the same content that counts, else the latest one in history.
func (t *transaction) earlier(submission Submission) (version, error) {
	stored := version{found: true}
	var year sql.NullInt64
	err := t.sql.QueryRowContext(t.ctx, earlierVersion,
		sql.Named("sha256", submission.Document.SHA256), sql.Named("path", place(submission)),
	).Scan(&stored.number, &stored.refused, &stored.identity.Organization, &stored.identity.Scope, &year, &stored.identity.Stage)
	if errors.Is(err, sql.ErrNoRows) {
		return version{}, nil
	}
	stored.identity.Year = fact.Year(year.Int64)
	return stored, err
}

// holds tells whether a version of the same content, organisation, scope, year and stage is stored, as history or not.
func (t *transaction) holds(submission Submission) (bool, error) {
	var found bool
	identity := submission.Disclosure.Identity
	err := t.sql.QueryRowContext(t.ctx, sameVersion,
		sql.Named("sha256", submission.Document.SHA256), sql.Named("organization", identity.Organization), sql.Named("scope", string(identity.Scope)),
		sql.Named("fiscal_year", int(identity.Year)), sql.Named("stage", string(identity.Stage))).Scan(&found)
	return found, err
}

// retire makes way for a new reading of the same content: a version that counted becomes history, a refusal is
// forgotten, since nothing of it was ever used.
func (t *transaction) retire(earlier version, submission Submission) error {
	if !earlier.found {
		return nil
	}
	if earlier.refused {
		return t.remove(earlier.number)
	}
	return t.exec(retire, sql.Named("document_id", earlier.number))
}

// differences are the figures of a stored version that other documents state differently.
func (t *transaction) differences(number int) ([]Difference, error) {
	rows, err := t.sql.QueryContext(t.ctx, differing, sql.Named("document_id", number))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var differences []Difference
	for rows.Next() {
		var d Difference
		if err := rows.Scan(&d.Other, &d.Label, &d.Code, &d.Measure, &d.Mine, &d.Theirs, &d.Page, &d.PageOfOther); err != nil {
			return nil, err
		}
		differences = append(differences, d)
	}
	return differences, rows.Err()
}

// insert writes the document and, unless it is refused, all that it says.
func (t *transaction) insert(number int, submission Submission) error {
	disclosure := submission.Disclosure
	if submission.Refused != "" {
		disclosure = fact.Disclosure{Identity: disclosure.Identity, SelfTest: disclosure.SelfTest}
	}
	if err := t.insertDocument(number, submission); err != nil {
		return fmt.Errorf("insert document: %w", err)
	}
	for _, part := range []struct {
		table string
		rows  [][]any
	}{
		{"evidence", evidenceRows(number, disclosure.Identity.Evidence)},
		{"reading", readingRows(number, disclosure.Readings)},
		{"cell", cellRows(number, disclosure.Readings)},
		{"missing_form", missingRows(number, disclosure.Missing)},
		{"fact", factRows(number, disclosure.Facts)},
		{"claim", claimRows(number, disclosure.Claims)},
		{"passage", passageRows(number, disclosure.Passages)},
		{"issue", issueRows(number, submission.Issues)},
	} {
		if err := appendRows(t.connection, t.tables[part.table], part.rows); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) insertDocument(number int, submission Submission) error {
	document, identity := submission.Document, submission.Disclosure.Identity
	return t.exec(`
		insert into document
		values (
			$document_id, $sha256, $name, $path, $format, $pages, $organization, $scope, nullif($fiscal_year, 0), $stage,
			$self_test, $refused, cast(now() at time zone 'UTC' as timestamp), null, null
		)`,
		sql.Named("document_id", number), sql.Named("sha256", document.SHA256), sql.Named("name", document.Name),
		sql.Named("path", place(submission)), sql.Named("format", string(document.Format)), sql.Named("pages", document.Pages),
		sql.Named("organization", identity.Organization), sql.Named("scope", string(identity.Scope)),
		sql.Named("fiscal_year", int(identity.Year)), sql.Named("stage", string(identity.Stage)),
		sql.Named("self_test", string(submission.Disclosure.SelfTest)), sql.Named("refused", submission.Refused))
}

func evidenceRows(number int, evidence []fact.Evidence) [][]any {
	rows := make([][]any, len(evidence))
	for i, e := range evidence {
		rows[i] = []any{number, e.Field, e.Text, e.Page}
	}
	return rows
}

func readingRows(number int, readings []fact.Reading) [][]any {
	rows := make([][]any, len(readings))
	for i, r := range readings {
		rows[i] = []any{number, i + 1, string(r.Form), r.Title, string(r.Fund), r.Unit, r.Page, r.Table, r.Rows, r.Figures, r.Empty, r.Note}
	}
	return rows
}

func cellRows(number int, readings []fact.Reading) [][]any {
	var rows [][]any
	for i, r := range readings {
		for _, c := range r.Cells {
			rows = append(rows, []any{number, i + 1, c.Page, c.Table, c.Row, c.Col, c.RowSpan, c.ColSpan, c.Text})
		}
	}
	return rows
}

func missingRows(number int, forms []fact.FormID) [][]any {
	rows := make([][]any, len(forms))
	for i, form := range forms {
		rows[i] = []any{number, string(form)}
	}
	return rows
}

func factRows(number int, facts []fact.Fact) [][]any {
	rows := make([][]any, len(facts))
	for i, f := range facts {
		var amount, grain any
		if f.Presence == fact.Stated {
			amount, grain = f.Money.Fen, f.Money.Grain
		}
		rows[i] = []any{number, i + 1, string(f.Form), int(f.Year), string(f.Stage), string(f.Fund), string(f.Scheme),
			string(f.Code), f.Line, f.Label, string(f.Measure), amount, grain, string(f.Presence), f.Raw, f.Sentence, f.Inferred,
			f.Source.Page, f.Source.Table, f.Source.Row, f.Source.Col, f.Source.Title, f.Source.Heading,
			f.Source.Left, f.Source.Top, f.Source.Right, f.Source.Bottom, f.Printed}
	}
	return rows
}

func claimRows(number int, claims []fact.Claim) [][]any {
	rows := make([][]any, len(claims))
	for i, c := range claims {
		var year any
		if c.BaseYear != 0 {
			year = int(c.BaseYear)
		}
		value, valueGrain := amountAndGrain(c.Value)
		base, baseGrain := amountAndGrain(c.Base)
		change, changeGrain := amountAndGrain(c.Change)
		rows[i] = []any{number, i + 1, c.Subject, c.Line, string(c.Scheme), string(c.Code), string(c.Measure), string(c.Fund),
			value, valueGrain, c.Raw, year, string(c.BaseStage), base, baseGrain, change, changeGrain, storedRate(c.Rate), string(c.Direction),
			c.Reason, c.ReasonPage, c.Sentence, c.Page, storedRate(c.Share), storedRate(c.Completion)}
	}
	return rows
}

func passageRows(number int, passages []fact.Passage) [][]any {
	rows := make([][]any, len(passages))
	for i, p := range passages {
		rows[i] = []any{number, i + 1, p.Paragraph, p.Page, p.Text}
	}
	return rows
}

// storedRate is a rate as it is stored, null where there is none. One that no comparison has (from 10^10) is left out: its
// sentence is kept verbatim.
func storedRate(rate *fact.Rate) any {
	if rate == nil {
		return nil
	}
	if _, err := unscaled(*rate); err != nil {
		return nil
	}
	return *rate
}

// amountAndGrain are both null where a sentence does not say.
func amountAndGrain(money *fact.Money) (any, any) {
	if money == nil {
		return nil, nil
	}
	return money.Fen, money.Grain
}

func issueRows(number int, issues []doc.Issue) [][]any {
	rows := make([][]any, len(issues))
	for i, issue := range issues {
		rows[i] = []any{number, i + 1, string(issue.Code), issue.Pos.Page, issue.Pos.Table, issue.Pos.Row, issue.Pos.Col, issue.Detail}
	}
	return rows
}
