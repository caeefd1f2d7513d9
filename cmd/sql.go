package cmd

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tongbi/etl/store"
	"tongbi/queries"
)

// tables is what `tongbi sql` asks where nobody asks anything: what there is to ask about.
const tables = `
	select table_name as "表或视图", comment as "一行是什么"
	from (
		select table_name, comment from duckdb_tables() where not internal and schema_name <> 'kept' -- what is kept is in the views
		union all
		select view_name, comment from duckdb_views() where not internal
	)
	order by table_name`

type sqlOptions struct {
	destination
}

func newSQL(console *console) *cobra.Command {
	var options sqlOptions
	command := &cobra.Command{
		Use:   "sql [查询]",
		Short: "对数据库做只读查询",
		Long: `用 SQL（DuckDB）查询数据库。数据库以只读方式打开，不能读写其他文件，也不能联网。
不写查询时从标准输入读取；标准输入是终端时，列出有哪些表和视图。`,
		Example: `  tongbi sql
  tongbi sql "select name, fiscal_year, stage from document order by 1"
  tongbi sql --format csv -o 明细.csv < 查询.sql`,
		Args: func(command *cobra.Command, args []string) error {
			if len(args) > 1 {
				return surplusArgument(command.CommandPath(), args[1])
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			if err := options.settle(); err != nil {
				return err
			}
			query, err := queryText(args)
			if err != nil {
				return err
			}
			return runSQL(command.Context(), console, &options, query)
		},
	}
	options.addFlags(command)
	return command
}

// queryText is the query given, or standard input, or the list of tables where a person sits at the terminal.
func queryText(args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	if isTerminal(os.Stdin) {
		return tables, nil
	}
	text, err := io.ReadAll(os.Stdin)
	if strings.TrimSpace(string(text)) == "" {
		return tables, err
	}
	return string(text), err
}

func runSQL(ctx context.Context, console *console, options *sqlOptions, query string) (err error) {
	database, err := store.OpenReadOnly(ctx, console.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	err = options.write(console.out, func(out io.Writer) error {
		var printing error
		err := queries.Free(ctx, database.DB(), query, func(rows *sql.Rows) error {
			printing = printQuery(console, options.format, out, rows)
			return printing
		})
		if err != nil && printing == nil {
			return queryError{err}
		}
		return err
	})
	if err != nil {
		return err
	}
	next := phrase("加 --format csv -o 文件 可写成文件")
	if query == tables {
		next = "tongbi sql \"select …\" 查询其中的表，列的说明见 tongbi sql \"select * from duckdb_columns()\""
	}
	console.hint("下一步：%s。", next)
	return nil
}

// queryError is what DuckDB says of a query that it cannot run.
type queryError struct{ cause error }

func (e queryError) Error() string { return plainCause(e.cause) }
func (e queryError) Unwrap() error { return e.cause }

// queryColumns are the columns of a result: numbers stand to the right.
func queryColumns(rows *sql.Rows) ([]column[[]any], error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	columns := make([]column[[]any], len(types))
	for i, kind := range types {
		columns[i] = column[[]any]{
			name: kind.Name(), heading: kind.Name(), right: isNumeric(kind.DatabaseTypeName()),
			value: func(row []any) any { return sqlValue(row[i]) },
		}
	}
	return columns, nil
}

func isNumeric(kind string) bool {
	for _, word := range []string{"INT", "DECIMAL", "DOUBLE", "FLOAT"} {
		if strings.Contains(kind, word) {
			return true
		}
	}
	return false
}

// sqlValue is a value of DuckDB as text, a whole number, a truth value or null. A decimal is text, so that no program
// that reads the JSON makes a float of money.
func sqlValue(value any) any {
	switch value := value.(type) {
	case nil, string, bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, int:
		return value
	case time.Time:
		return value.Format("2006-01-02 15:04:05")
	case []byte:
		return fmt.Sprintf("%x", value)
	case fmt.Stringer:
		return value.String()
	}
	return fmt.Sprint(value)
}

func printQuery(console *console, format string, out io.Writer, rows *sql.Rows) error {
	columns, err := queryColumns(rows)
	if err != nil {
		return err
	}
	if format == formatCSV || format == formatJSON {
		writer := newRowWriter(format, out, columns)
		if err := eachRow(rows, len(columns), writer.write); err != nil {
			return err
		}
		return writer.close()
	}
	var all [][]any
	if err := eachRow(rows, len(columns), func(row []any) error { all = append(all, row); return nil }); err != nil {
		return err
	}
	return gridOf(columns, all).printAs(format, out, console.heading(out))
}

// eachRow hands over the rows of a result one by one.
func eachRow(rows *sql.Rows, width int, use func([]any) error) error {
	for rows.Next() {
		row, places := make([]any, width), make([]any, width)
		for i := range row {
			places[i] = &row[i]
		}
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if err := use(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return queryError{err}
	}
	return nil
}
