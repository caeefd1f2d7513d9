// Package store keeps what documents say in one DuckDB file: every document offered, its figures with their places,
// its sentences and its defects. A document goes in whole or not at all.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"sync"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// Memory is the path of a database that lives only as long as its Store.
const Memory = ":memory:"

// Store is an open database. Its methods may be called from several goroutines; documents are saved one at a time.
type Store struct {
	db      *sql.DB
	tables  map[string]columns // of a database that was opened for loading
	writing sync.Mutex
}

// confined keeps the program away from everything but its own file: no extension is fetched or loaded, no statement
// reads or writes another file, and no statement can lift that.
var confined = url.Values{
	"autoinstall_known_extensions": {"false"},
	"autoload_known_extensions":    {"false"},
	"allow_community_extensions":   {"false"},
	"enable_external_access":       {"false"},
	"lock_configuration":           {"true"},
}

// Open opens the database at path for loading, creates it where there is none and upgrades one of an older version.
// The errors are those of this package: ErrInUse, ErrPermission, ErrDiskFull, ErrNotDatabase, ErrDamaged, ErrForeign,
// ErrNewer, ErrPath; after any of them the file is as it was.
func Open(ctx context.Context, path string) (*Store, error) {
	db, err := connect(path, url.Values{"access_mode": {"automatic"}})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := migrate(ctx, db, steps()); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, diagnose(err)), db.Close())
	}
	found, err := tables(ctx, db)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return &Store{db: db, tables: found}, nil
}

// OpenReadOnly opens the database at path for questions only. One of an older version is upgraded first. Its errors
// are those of Open, and ErrNotFound.
func OpenReadOnly(ctx context.Context, path string) (*Store, error) {
	return openReadOnly(ctx, path, url.Values{"access_mode": {"read_only"}})
}

// OpenForMany is OpenReadOnly for many questions at once: each is answered by one thread. Sharing one out among threads takes a sixth
// more of work, and gains nothing where the other threads have questions of their own.
func OpenForMany(ctx context.Context, path string) (*Store, error) {
	return openReadOnly(ctx, path, url.Values{"access_mode": {"read_only"}, "threads": {"1"}})
}

func openReadOnly(ctx context.Context, path string, options url.Values) (*Store, error) {
	if path == Memory {
		return nil, fmt.Errorf("open %s to read: %w", path, ErrNotFound)
	}
	db, err := connect(path, options)
	if err != nil {
		return nil, fmt.Errorf("open %s to read: %w", path, err)
	}
	version, err := schemaVersion(ctx, db)
	if err == nil && version == len(steps()) {
		return &Store{db: db}, nil
	}
	if closing := db.Close(); err != nil || closing != nil {
		return nil, fmt.Errorf("open %s to read: %w", path, errors.Join(diagnose(err), closing))
	}
	if err := upgrade(ctx, path, version); err != nil {
		return nil, err
	}
	return openReadOnly(ctx, path, options)
}

// upgrade brings a database of an older version up to date.
func upgrade(ctx context.Context, path string, version int) error {
	switch {
	case version == 0:
		return fmt.Errorf("open %s to read: %w: it holds no tables", path, ErrForeign)
	case version > len(steps()):
		return fmt.Errorf("open %s to read: %w", path, newer(version))
	}
	store, err := Open(ctx, path)
	if err != nil {
		return err
	}
	return store.Close()
}

// connect opens the file with the options and the confined configuration.
func connect(path string, options url.Values) (*sql.DB, error) {
	name := path
	if path != Memory {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		name = absolute
	}
	options = maps.Clone(options)
	maps.Copy(options, confined)
	source := name + "?" + options.Encode()
	if !carries(name, source, options) {
		return nil, ErrPath
	}
	connector, err := duckdb.NewConnector(source, nil)
	if err != nil {
		return nil, refused(name, err)
	}
	return sql.OpenDB(connector), nil
}

// EngineVersion is the version of DuckDB itself, which a DLL may bring.
func EngineVersion(ctx context.Context) (version string, err error) {
	db, err := connect(Memory, url.Values{"access_mode": {"automatic"}})
	if err != nil {
		return "", fmt.Errorf("start database: %w", err)
	}
	defer db.Close()
	if err := db.QueryRowContext(ctx, "select version()").Scan(&version); err != nil {
		return "", fmt.Errorf("ask database for its version: %w", err)
	}
	return version, nil
}

// carries reports whether the driver will find both the path and all options in the data source name: it takes the
// path up to the first question mark, and the options as an address's query, which a # or a stray % hides.
func carries(path, source string, options url.Values) bool {
	parsed, err := url.Parse(source)
	if path == Memory {
		parsed, err = url.Parse(source[len(Memory):])
	}
	if err != nil {
		return false
	}
	return parsed.Query().Encode() == options.Encode()
}

// DB is the database for package queries. External access is off and the configuration is locked.
func (s *Store) DB() *sql.DB { return s.db }

// Close writes what is pending and lets go of the file.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close database: %w", diagnose(err))
	}
	return nil
}
