-- Backups: the plan, what was made and read back whole, and restore drills that went well.
-- Times RFC 3339 text in UTC.

CREATE TABLE backup_plan (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	folder     TEXT NOT NULL,
	every_days INTEGER NOT NULL,
	daily      INTEGER NOT NULL,
	weekly     INTEGER NOT NULL,
	monthly    INTEGER NOT NULL
);

CREATE TABLE backups (
	id          INTEGER PRIMARY KEY,
	file        TEXT NOT NULL,
	at          TEXT NOT NULL,
	sequence    INTEGER NOT NULL,
	head_seq    INTEGER NOT NULL,
	head_hash   BLOB NOT NULL,
	bytes       INTEGER NOT NULL,
	documents   INTEGER NOT NULL,
	base        TEXT NOT NULL,
	verified_at TEXT NOT NULL
);

CREATE TABLE backup_drills (
	id       INTEGER PRIMARY KEY,
	at       TEXT NOT NULL,
	file     TEXT NOT NULL,
	made_at  TEXT NOT NULL,
	sequence INTEGER NOT NULL
);
