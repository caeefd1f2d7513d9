package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"strconv"
	"strings"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"tongbi/etl/fact"
)

// bound is the first amount, in fen, that a decimal(18, 2) column cannot hold.
const bound fact.Fen = 1_000_000_000_000_000_000

// rateScale is how many decimals a rate keeps in the database.
const rateScale = 8

// appendRows is the only door for bulk data. The driver's Appender checks next to nothing: on a DECIMAL column it takes
// any integer as the unscaled value, takes a float64 and stores its whole part, and lets an amount overflow the column
// without a word. Here a decimal(18, 2) column takes fact.Fen within its bounds, a decimal(18, 8) one takes fact.Rate,
// an integer one int within 32 bits, and everything else its own type; nil is null. The rows become visible with the
// connection's transaction.
func appendRows(connection *sql.Conn, table columns, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	err := connection.Raw(func(raw any) error {
		appender, err := duckdb.NewAppenderFromConn(raw.(*duckdb.Conn), "", table.name)
		if err != nil {
			return err
		}
		if err := appendAll(appender, table.types, rows); err != nil {
			appender.Clear()
			appender.Close()
			return err
		}
		return appender.Close()
	})
	if err != nil {
		return fmt.Errorf("append to %s: %w", table.name, diagnose(err))
	}
	return nil
}

// columns are the types of a table's columns, in order.
type columns struct {
	name  string
	types []string
}

// tables looks up the columns of every table of the database.
func tables(ctx context.Context, db *sql.DB) (map[string]columns, error) {
	rows, err := db.QueryContext(ctx, `
		select table_name, data_type
		from duckdb_columns()
		where not internal and database_name = current_database()
		order by table_name, column_index`)
	if err != nil {
		return nil, fmt.Errorf("look at columns: %w", err)
	}
	defer rows.Close()
	found := map[string]columns{}
	for rows.Next() {
		var name, columnType string
		if err := rows.Scan(&name, &columnType); err != nil {
			return nil, fmt.Errorf("look at columns: %w", err)
		}
		found[name] = columns{name, append(found[name].types, columnType)}
	}
	return found, rows.Err()
}

// appendAll appends the rows, each cell checked against the type of its column.
func appendAll(appender *duckdb.Appender, types []string, rows [][]any) error {
	for number, row := range rows {
		if len(row) != len(types) {
			return fmt.Errorf("row %d has %d values for %d columns", number+1, len(row), len(types))
		}
		values := make([]driver.Value, len(row))
		for i, value := range row {
			stored, err := storable(types[i], value)
			if err != nil {
				return fmt.Errorf("row %d, column %d: %w", number+1, i+1, err)
			}
			values[i] = stored
		}
		if err := appender.AppendRow(values...); err != nil {
			return fmt.Errorf("row %d: %w", number+1, err)
		}
	}
	return nil
}

// storable gives a value in the form in which the Appender stores it truly in a column of the type, or refuses it.
func storable(columnType string, value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	switch value := value.(type) {
	case fact.Fen:
		if columnType != "DECIMAL(18,2)" {
			break
		}
		if value <= -bound || value >= bound {
			return nil, fmt.Errorf("%w: %s", ErrTooLarge, value)
		}
		return int64(value), nil
	case fact.Rate:
		if columnType != "DECIMAL(18,8)" {
			break
		}
		return unscaled(value)
	case fact.Unit:
		if columnType == "BIGINT" {
			return int64(value), nil
		}
	case int:
		if columnType == "INTEGER" && value >= math.MinInt32 && value <= math.MaxInt32 {
			return int32(value), nil
		}
	case string:
		if columnType == "VARCHAR" {
			return strings.ToValidUTF8(value, "\uFFFD"), nil
		}
	case bool:
		if columnType == "BOOLEAN" {
			return value, nil
		}
	case float64:
		if columnType == "DOUBLE" {
			return value, nil
		}
	}
	return nil, fmt.Errorf("%T %v is not for a column of type %s", value, value, columnType)
}

// unscaled is a rate as the whole number of its last decimals.
func unscaled(rate fact.Rate) (any, error) {
	digits := strings.Replace(rate.Round(rateScale), ".", "", 1)
	if digits == "" {
		return nil, nil
	}
	number, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || fact.Fen(number) <= -bound || fact.Fen(number) >= bound {
		return nil, fmt.Errorf("%w: rate %s", ErrTooLarge, rate.Round(rateScale))
	}
	return number, nil
}
