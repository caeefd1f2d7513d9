package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
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
// and the same error type. Windows tells it in the language of the machine. Ordered: the first that is found decides.
var symptoms = []struct {
	words string
	err   error
}{
	{"could not set lock on file", ErrInUse},
	{"being used by another process", ErrInUse},
	{"另一个程序正在使用此文件", ErrInUse},
	{"file is already open in", ErrInUse},
	{"different configuration than existing connections", ErrInUse},
	{"no space left on device", ErrDiskFull},
	{"not enough space on the disk", ErrDiskFull},
	{"磁盘空间不足", ErrDiskFull},
	{"disk quota exceeded", ErrDiskFull},
	{"file too large", ErrDiskFull},
	{"permission denied", ErrPermission},
	{"access is denied", ErrPermission},
	{"拒绝访问", ErrPermission},
	{"read-only file system", ErrPermission},
	{"database does not exist", ErrNotFound},
	{"no such file or directory", ErrNotFound},
	{"cannot find the path", ErrNotFound},
	{"系统找不到指定的", ErrNotFound},
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

// sharingViolation is what Windows says of a file that another program has open for itself.
const sharingViolation = syscall.Errno(32)

// refused diagnoses why the database at path cannot be opened. What DuckDB says it says on older versions of Windows in
// the code page of the machine; where that tells nothing, the operating system is asked.
func refused(path string, err error) error {
	diagnosed := diagnose(err)
	if diagnosed != err {
		return diagnosed
	}
	file, opening := os.OpenFile(path, os.O_RDWR, 0)
	switch {
	case opening == nil:
		_ = file.Close()
		return err
	case runtime.GOOS == "windows" && errors.Is(opening, sharingViolation):
		return fmt.Errorf("%w: %w", ErrInUse, err)
	case errors.Is(opening, fs.ErrPermission):
		return fmt.Errorf("%w: %w", ErrPermission, err)
	}
	return err
}
