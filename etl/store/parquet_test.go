package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
)

func TestParquetKeepsAmountsExactAndTypesTheColumns(t *testing.T) {
	folder := t.TempDir()
	source, target := filepath.Join(folder, "facts.csv"), filepath.Join(folder, "数据.parquet")
	text := "document,page,table,row,form,organization,scope,fiscal_year,stage,fund,code,label,measure,amount_yuan,raw,scheme,line,col,title,heading,presence,inferred\n" +
		"甲.pdf,1,1,2,expenditure_summary,某局,department,2024,initial_budget,all,0201,\"一,\"\"般\"\"\",total,9007199254740993.07,x,functional,,3,标题,合计,stated,false\n" +
		"甲.pdf,,,,three_public,某局,department,2024,initial_budget,all,,—,total,,—,,,,,,dash,true\n"
	if err := os.WriteFile(source, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteParquet(context.Background(), "facts", source, target); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(target)
	if err != nil || len(content) < 8 || string(content[:4]) != "PAR1" {
		t.Fatalf("no parquet file: %v", err)
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got string
	err = db.QueryRow(`select string_agg(concat_ws('|', typeof(page), code, label, typeof(amount_yuan), amount_yuan, page is null, inferred), ';' order by row nulls last) from read_parquet($1)`, target).Scan(&got)
	want := "INTEGER|0201|一,\"般\"|DECIMAL(18,2)|9007199254740993.07|false|false;INTEGER|—|DECIMAL(18,2)|true|true"
	if err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestParquetOfNoSuchKindIsAnError(t *testing.T) {
	if err := WriteParquet(context.Background(), "nothing", "a", "b"); err == nil {
		t.Error("no error")
	}
}
