package vault

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// connector opens the register's one connection, with its settings and its fence.
type connector struct {
	name     string
	cacheKiB int
	drv      *sqlite3.SQLiteDriver
}

func newConnector(name string, cacheKiB int) *connector {
	c := &connector{name: name, cacheKiB: cacheKiB}
	c.drv = &sqlite3.SQLiteDriver{ConnectHook: c.prepare}
	return c
}

// Connect opens a connection.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return c.drv.Open("file:" + c.name + "?vfs=" + vfsName + "&_stmt_cache_size=128&_txlock=immediate" +
		"&_locking_mode=EXCLUSIVE&_journal_mode=MEMORY&_synchronous=FULL")
}

// Driver is SQLite's.
func (c *connector) Driver() driver.Driver { return c.drv }

func (c *connector) prepare(conn *sqlite3.SQLiteConn) error {
	pragmas := []string{
		fmt.Sprintf("page_size=%d", PageSize),
		"temp_store=MEMORY", "mmap_size=0", "trusted_schema=OFF", "foreign_keys=ON", "cell_size_check=ON", "secure_delete=ON",
		fmt.Sprintf("cache_size=-%d", c.cacheKiB),
	}
	for _, p := range pragmas {
		if _, err := conn.Exec("PRAGMA "+p, nil); err != nil {
			return err
		}
	}
	conn.RegisterAuthorizer(fence)
	return nil
}

// SQLite's codes for what a statement wants to do; the driver exports only some of them.
const (
	authAttach   = 24
	authPragma   = 19
	authFunction = 31
	authAllow    = 0
	authDeny     = 1
)

// settablePragmas are those whose value a statement may set; any other may only be asked for.
var settablePragmas = map[string]bool{
	"cache_size": true, "user_version": true, "application_id": true, "foreign_key_check": true, "integrity_check": true,
	"quick_check": true, "table_info": true, "table_xinfo": true, "index_list": true, "index_info": true, "index_xinfo": true,
	"foreign_key_list": true, "optimize": true, "defer_foreign_keys": true, "query_only": true, "incremental_vacuum": true,
	"shrink_memory": true, "analysis_limit": true, "table_list": true, "case_sensitive_like": true,
}

// fence is SQLite's authorizer. It keeps the database to one file and its settings as they are: a second file would
// be outside the seal, and another journal mode outside the log.
func fence(op int, arg1, arg2, _ string) int {
	switch op {
	case authAttach:
		if arg1 != "" { // VACUUM attaches a nameless file, which lives in memory
			return authDeny
		}
	case authPragma:
		if arg2 != "" && !settablePragmas[strings.ToLower(arg1)] {
			return authDeny
		}
	case authFunction:
		if strings.EqualFold(arg2, "load_extension") {
			return authDeny
		}
	}
	return authAllow
}

// openDB makes the pool of one connection that never expires.
func openDB(name string, cacheKiB int) (*sql.DB, error) {
	if err := registerVFS(); err != nil {
		return nil, err
	}
	db := sql.OpenDB(newConnector(name, cacheKiB))
	db.SetMaxOpenConns(1) // which never expires, as connections do if nothing else is said
	return db, nil
}
