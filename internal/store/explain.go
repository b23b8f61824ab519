package store

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"lianzhang/internal/fault"
)

// Explain gives a code to what a database or a disk may refuse: a full disk, a
// folder that cannot be written, a file that is damaged or no database, a
// server that is gone. Errors that have a code already, and all others, are
// returned as they are.
func Explain(err error) error {
	var coded *fault.Coded
	if err == nil || errors.As(err, &coded) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.ErrConflict, "E_DISK_FULL").Because(err)
	}
	if errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission) {
		return fault.New(fault.ErrForbidden, "DB_READONLY").Because(err)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return explainSQLite(lite.Code(), err)
	}
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	if errors.As(err, &pg) {
		return explainPostgres(pg.Code, err)
	}
	if errors.As(err, &connect) && !errors.Is(err, context.Canceled) {
		return fault.New(fault.ErrConflict, "DB_LOST").Because(err)
	}
	return err
}

// explainSQLite reads a result code, https://www.sqlite.org/rescode.html; the
// low byte is the primary one.
func explainSQLite(code int, err error) error {
	switch code & 0xff {
	case 13: // SQLITE_FULL
		return fault.New(fault.ErrConflict, "E_DISK_FULL").Because(err)
	case 8, 14: // SQLITE_READONLY, SQLITE_CANTOPEN
		return fault.New(fault.ErrForbidden, "DB_READONLY").Because(err)
	case 11, 26: // SQLITE_CORRUPT, SQLITE_NOTADB
		return fault.New(fault.ErrInvalid, "DB_CORRUPT").Because(err)
	case 5, 6: // SQLITE_BUSY, SQLITE_LOCKED
		return fault.New(fault.ErrConflict, "DB_BUSY").Because(err)
	case 10: // SQLITE_IOERR
		return fault.New(fault.ErrInvalid, "DB_IO").Because(err)
	}
	return err
}

// explainPostgres reads an SQLSTATE.
func explainPostgres(state string, err error) error {
	switch {
	case state == "53100": // disk_full
		return fault.New(fault.ErrConflict, "E_DISK_FULL").Because(err)
	case state == "25006": // read_only_sql_transaction
		return fault.New(fault.ErrForbidden, "DB_READONLY").Because(err)
	case state == "40001" || state == "40P01" || state == "53300": // lost too often, too many connections
		return fault.New(fault.ErrConflict, "DB_BUSY").Because(err)
	case strings.HasPrefix(state, "08") || strings.HasPrefix(state, "57P"): // connection, shutdown
		return fault.New(fault.ErrConflict, "DB_LOST").Because(err)
	case state == "XX001" || state == "XX002": // data_corrupted, index_corrupted
		return fault.New(fault.ErrInvalid, "DB_CORRUPT").Because(err)
	}
	return err
}
