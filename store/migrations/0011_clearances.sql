-- People's sheets: what is gone through when somebody joins, moves or leaves; and what the proof report asks.
-- Times RFC 3339 text in UTC ('' for not yet).

CREATE TABLE clearances (
	id           INTEGER PRIMARY KEY,
	year         INTEGER NOT NULL,
	seq          INTEGER NOT NULL,
	number       TEXT NOT NULL UNIQUE,
	person_id    INTEGER NOT NULL REFERENCES people (id),
	kind         TEXT NOT NULL CHECK (kind IN ('joiner', 'mover', 'leaver')),
	state        TEXT NOT NULL CHECK (state IN ('open', 'closed', 'dropped')),
	note         TEXT NOT NULL,
	opened_at    TEXT NOT NULL,
	opened_by    INTEGER NOT NULL REFERENCES people (id),
	ended_at     TEXT NOT NULL,
	ended_by     INTEGER REFERENCES people (id),
	why          TEXT NOT NULL, -- it was dropped, or the person did not sign
	signature_id INTEGER REFERENCES signatures (id),
	witness_id   INTEGER REFERENCES people (id), -- who signed in the person's place
	UNIQUE (year, seq),
	CHECK ((state = 'open') = (ended_by IS NULL)),
	CHECK (state <> 'closed' OR signature_id IS NOT NULL)
);

CREATE INDEX clearances_person ON clearances (person_id, id);
-- One sheet at a time for a person.
CREATE UNIQUE INDEX clearances_open ON clearances (person_id) WHERE state = 'open';

-- The lines. What the register counts itself (auto) is kept here from the closing on; before that only why it is excused.
CREATE TABLE clearance_items (
	id           INTEGER PRIMARY KEY,
	clearance_id INTEGER NOT NULL REFERENCES clearances (id),
	position     INTEGER NOT NULL,
	key          TEXT NOT NULL,
	text         TEXT NOT NULL, -- of an own line
	auto         INTEGER NOT NULL CHECK (auto IN (0, 1)),
	state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'excused')),
	left_over    INTEGER NOT NULL, -- how many were left when it was closed
	at           TEXT NOT NULL,
	by_id        INTEGER REFERENCES people (id),
	note         TEXT NOT NULL,
	UNIQUE (clearance_id, position),
	CHECK (state <> 'excused' OR note <> '')
);

-- What was out on a day in the past, told from the index alone.
DROP INDEX loan_items_out_at;
CREATE INDEX loan_items_out_at ON loan_items (out_at, back_at) WHERE out_at <> '';
CREATE INDEX views_opened ON views (opened_at);
-- Since when the office has known a person.
CREATE INDEX audit_added ON audit (object, seq) WHERE act = 'person.add';
