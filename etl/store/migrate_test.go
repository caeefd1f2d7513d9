package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
)

func TestMigrateUpgradesWhatIsStored(t *testing.T) {
	ctx := context.Background()
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	further := append(steps(), `alter table fact add column remark varchar; update fact set remark = raw`)
	if err := migrate(ctx, store.DB(), further); err != nil {
		t.Fatal(err)
	}
	if got := one(t, store, `select schema_version || (select string_agg(remark, ',' order by ordinal) from fact) from meta`); got != fmt.Sprint(len(further), "1.00,—") {
		t.Errorf("after the upgrade: %s", got)
	}
	if err := migrate(ctx, store.DB(), further); err != nil {
		t.Errorf("a second upgrade: %v", err)
	}
}

func TestMigrateIsAllOrNothing(t *testing.T) {
	ctx := context.Background()
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	broken := append(steps(), `alter table fact add column remark varchar`, `drop table evidence; select nonsense`)
	if err := migrate(ctx, store.DB(), broken); err == nil {
		t.Fatal("a broken step went through")
	}
	if got := one(t, store, `select schema_version || (select count(*) from evidence) || (select count(*) from duckdb_columns() where column_name = 'remark') from meta`); got != fmt.Sprint(len(steps()), "10") {
		t.Errorf("after a broken upgrade: %s", got)
	}
}

func TestEveryColumnOfTheSchemaIsDescribed(t *testing.T) {
	store := memory(t)
	if got := one(t, store, `select coalesce(string_agg(table_name, ' '), '') from duckdb_tables() where comment is null`); got != "" {
		t.Errorf("tables without a comment: %s", got)
	}
	if got := one(t, store, `
		select coalesce(string_agg(table_name || '.' || column_name, ' '), '')
		from duckdb_columns()
		where not internal and comment is null
			and column_name not in (select column_name from duckdb_columns() where not internal and comment is not null)`); got != "" {
		t.Errorf("columns explained nowhere: %s", got)
	}
}

func TestReopenedDatabaseKeepsItsContent(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.duckdb")
	for range 2 {
		store, err := Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Save(ctx, budget("a.pdf", "aa", 100)); err != nil {
			t.Fatal(err)
		}
		if got := one(t, store, `select count(*) from document`); got != "1" {
			t.Errorf("%s documents", got)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
