-- The vault's own key as the register knows it, and people's leavings.
-- Times RFC 3339 text in UTC, days ISO dates.

CREATE TABLE vault_key (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	epoch      INTEGER NOT NULL,
	renewed_at TEXT NOT NULL,
	exposed_at TEXT NOT NULL,
	drilled_at TEXT NOT NULL,
	halves_at  TEXT NOT NULL
);

CREATE TABLE leavings (
	id        INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES people (id),
	left_on   TEXT NOT NULL,
	reason    TEXT NOT NULL,
	at        TEXT NOT NULL,
	by_id     INTEGER NOT NULL REFERENCES people (id)
);

CREATE INDEX leavings_person ON leavings (person_id);
