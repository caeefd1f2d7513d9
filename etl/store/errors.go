package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// What can be wrong with a database file, and with a request to it. Test with errors.Is; the cause stays wrapped.
var (
	ErrInUse       = errors.New("database is in use by another process")
	ErrPermission  = errors.New("no permission to open the database")
	ErrDiskFull    = errors.New("disk is full")
	ErrNotFound    = errors.New("database does not exist")
	ErrNotDatabase = errors.New("not a DuckDB database")
	ErrDamaged     = errors.New("database file is damaged")
	ErrForeign     = errors.New("database of another program")
	ErrNewer       = errors.New("database was written by a newer version")
	ErrPath        = errors.New("path holds one of the characters ? # %")
	ErrNoDocument  = errors.New("no such document")
	ErrAmbiguous   = errors.New("several documents match")
	ErrTooLarge    = errors.New("amount does not fit the database")
)

// symptoms are the words by which DuckDB and the operating systems tell what happened; DuckDB gives most of them one
// and the same error type. Ordered: the first that is found decides.
var symptoms = []struct {
	words string
	err   error
}{
	{"could not set lock on file", ErrInUse},
	{"being used by another process", ErrInUse},
	{"different configuration than existing connections", ErrInUse},
	{"no space left on device", ErrDiskFull},
	{"not enough space on the disk", ErrDiskFull},
	{"disk quota exceeded", ErrDiskFull},
	{"file too large", ErrDiskFull},
	{"permission denied", ErrPermission},
	{"access is denied", ErrPermission},
	{"read-only file system", ErrPermission},
	{"database does not exist", ErrNotFound},
	{"no such file or directory", ErrNotFound},
	{"cannot find the path", ErrNotFound},
	{"not a valid duckdb database file", ErrNotDatabase},
	{"is a directory", ErrNotDatabase},
	{"trying to read a database file with version number", ErrNewer},
	{"could not read enough bytes", ErrDamaged},
	{"checksum", ErrDamaged},
	{"corrupt", ErrDamaged},
}

// diagnose joins an error of DuckDB with the sentinel that names it, where one does.
func diagnose(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w: %w", ErrPermission, err)
	}
	message := strings.ToLower(err.Error())
	for _, symptom := range symptoms {
		if strings.Contains(message, symptom.words) {
			return fmt.Errorf("%w: %w", symptom.err, err)
		}
	}
	return err
}
