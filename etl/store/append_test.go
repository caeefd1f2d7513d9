package store

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"testing"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"tongbi/etl/fact"
)

// scratch is a connection to a database with a table of every type that the schema uses.
func scratch(t testing.TB) (*sql.Conn, columns) {
	t.Helper()
	store := memory(t)
	connection, err := store.DB().Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	_, err = connection.ExecContext(context.Background(), `
		create table scratch (
			amount decimal(18, 2), rate decimal(18, 8), number integer, fen bigint, text varchar, truth boolean, point double
		)`)
	if err != nil {
		t.Fatal(err)
	}
	found, err := tables(context.Background(), store.DB())
	if err != nil {
		t.Fatal(err)
	}
	return connection, found["scratch"]
}

// row is a row of scratch in which one column is set.
func row(column int, value any) []any {
	values := make([]any, 7)
	values[column] = value
	return values
}

func TestAppendStoresWhatItIsGiven(t *testing.T) {
	ctx := context.Background()
	connection, table := scratch(t)
	for _, c := range []struct {
		column int
		value  any
		want   string
	}{
		{0, fact.Fen(1), "0.01"}, {0, fact.Fen(-1365780000), "-13657800.00"}, {0, bound - 1, "9999999999999999.99"}, {0, 1 - bound, "-9999999999999999.99"},
		{1, fact.Ratio(2148, 10000), "0.21480000"}, {1, fact.Ratio(-1, 3), "-0.33333333"}, {1, fact.Ratio(-1, 100_000_000), "-0.00000001"},
		{1, fact.Rate{}, ""}, {2, math.MaxInt32, "2147483647"}, {3, fact.HundredMillion, "10000000000"}, {4, "a\xffb", "a\uFFFDb"},
		{4, "零\x00", "零\x00"}, {5, true, "true"}, {6, 1.5, "1.5"}, {0, nil, ""},
	} {
		if err := appendRows(connection, table, [][]any{row(c.column, c.value)}); err != nil {
			t.Errorf("append %v: %v", c.value, err)
		}
		var got sql.NullString
		err := connection.QueryRowContext(ctx, `delete from scratch returning coalesce(
			amount::varchar, rate::varchar, number::varchar, fen::varchar, text, truth::varchar, point::varchar)`).Scan(&got)
		if err != nil || got.String != c.want {
			t.Errorf("append %v gave %q, %v; want %q", c.value, got.String, err, c.want)
		}
	}
}

func TestAppendRefusesWhatTheDriverWouldStoreWrongly(t *testing.T) {
	ctx := context.Background()
	connection, table := scratch(t)
	for _, c := range []struct {
		column int
		value  any
	}{
		{0, int64(5)}, {0, 5}, {0, 1.5}, {0, "1.5"}, {0, bound}, {0, -bound}, {0, fact.Fen(math.MinInt64)}, {0, fact.Ratio(1, 2)}, {0, fact.Yuan},
		{1, fact.Fen(5)}, {1, 0.5}, {1, fact.Ratio(math.MaxInt64, 1)}, {1, fact.Ratio(10_000_000_000, 1)}, {2, math.MaxInt32 + 1}, {2, int64(1)}, {2, fact.Fen(1)},
		{3, 1}, {3, fact.Fen(1)}, {4, 1}, {4, fact.FormID("x")}, {5, 1}, {6, 1}, {6, fact.Fen(1)},
	} {
		if err := appendRows(connection, table, [][]any{row(c.column, c.value)}); err == nil {
			t.Errorf("column %d took %T %v", c.column, c.value, c.value)
		}
	}
	for _, short := range [][]any{{}, make([]any, 6), make([]any, 8)} {
		if err := appendRows(connection, table, [][]any{short}); err == nil {
			t.Errorf("a row of %d values was taken", len(short))
		}
	}
	if err := appendRows(connection, columns{name: "nowhere", types: []string{"INTEGER"}}, [][]any{{1}}); err == nil {
		t.Error("a table that does not exist was taken")
	}
	if err := appendRows(connection, table, [][]any{row(0, bound)}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large an amount: %v", err)
	}
	var count int
	if err := connection.QueryRowContext(ctx, `select count(*) from scratch`).Scan(&count); err != nil || count != 0 {
		t.Errorf("%d rows are left, %v", count, err)
	}
}

// The reason for the wrapper: the day the driver refuses these, it may go.
func TestTheDriverStillStoresDecimalsWrongly(t *testing.T) {
	connection, _ := scratch(t)
	err := connection.Raw(func(raw any) error {
		appender, err := duckdb.NewAppenderFromConn(raw.(*duckdb.Conn), "", "scratch")
		if err != nil {
			return err
		}
		for _, value := range []any{int64(5), 1.5, int64(math.MaxInt64)} {
			if err := appender.AppendRow(value, nil, nil, nil, nil, nil, nil); err != nil {
				t.Errorf("the driver now refuses %T %v: %v", value, value, err)
			}
		}
		return appender.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkSave(b *testing.B) {
	ctx := context.Background()
	for _, place := range []string{"memory", "file"} {
		b.Run(place, func(b *testing.B) {
			path := Memory
			if place == "file" {
				path = b.TempDir() + "/x.duckdb"
			}
			store, err := Open(ctx, path)
			if err != nil {
				b.Fatal(err)
			}
			defer store.Close()
			const facts = 1000
			number := 0
			for b.Loop() {
				number++
				submission := budget("a.pdf", fact.Fen(number).String(), 100)
				submission.Disclosure.Identity.Organization = fact.Fen(number).String()
				for i := range facts {
					submission.Disclosure.Facts = append(submission.Disclosure.Facts, figure("2050101", "行政运行", fact.Fen(i), fact.Yuan))
				}
				if _, err := store.Save(ctx, submission); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(facts*b.N)/b.Elapsed().Seconds(), "facts/s")
		})
	}
}
