-- External bodies with their contracts (§4.3), and training (§5.3.2).
-- Days are ISO text ('' for none).

CREATE TABLE bodies (
	id       INTEGER PRIMARY KEY,
	number   TEXT NOT NULL UNIQUE,
	name     TEXT NOT NULL UNIQUE,
	kind     TEXT NOT NULL CHECK (kind IN ('subcontractor', 'outsourced')),
	uscc     TEXT NOT NULL,
	contact  TEXT NOT NULL,
	phone    TEXT NOT NULL,
	ended_on TEXT NOT NULL
);

CREATE TABLE contracts (
	id        INTEGER PRIMARY KEY,
	body_id   INTEGER NOT NULL REFERENCES bodies (id),
	number    TEXT NOT NULL,
	signed_on TEXT NOT NULL,
	from_on   TEXT NOT NULL,
	until_on  TEXT NOT NULL,
	clause    TEXT NOT NULL,
	clause_on TEXT NOT NULL,
	ended_on  TEXT NOT NULL,
	note      TEXT NOT NULL,
	UNIQUE (body_id, number)
);

ALTER TABLE people ADD COLUMN body_id INTEGER REFERENCES bodies (id);

CREATE INDEX people_body ON people (body_id) WHERE body_id IS NOT NULL;

-- Who came as a subcontractor's staff belongs to the employer that was written down; its contract is
-- still to be registered. Numbers have three digits, as those the program gives.
INSERT INTO bodies (id, number, name, kind, uscc, contact, phone, ended_on)
	SELECT n, 'WB-' || CASE WHEN n < 10 THEN '00' WHEN n < 100 THEN '0' ELSE '' END || n, name, 'subcontractor', '', '', '', ''
	FROM (SELECT TRIM(employer) AS name, ROW_NUMBER() OVER (ORDER BY MIN(id)) AS n
		FROM people WHERE kind = 'subcontractor' AND TRIM(employer) <> '' GROUP BY TRIM(employer)) employers;

UPDATE people SET body_id = (SELECT b.id FROM bodies b WHERE b.name = TRIM(people.employer)) WHERE kind = 'subcontractor';

-- kinds and roles are names with commas, '' for all.
CREATE TABLE topics (
	id     INTEGER PRIMARY KEY,
	name   TEXT NOT NULL UNIQUE,
	months INTEGER NOT NULL,
	gate   INTEGER NOT NULL,
	kinds  TEXT NOT NULL,
	roles  TEXT NOT NULL,
	ended  INTEGER NOT NULL
);

-- What a topic was from the day after on: what the gate asked for on a day in the past.
CREATE TABLE topic_states (
	topic_id INTEGER NOT NULL REFERENCES topics (id),
	on_day   TEXT NOT NULL, -- the day it was saved so, the last time
	months   INTEGER NOT NULL,
	gate     INTEGER NOT NULL,
	kinds    TEXT NOT NULL,
	roles    TEXT NOT NULL,
	ended    INTEGER NOT NULL,
	PRIMARY KEY (topic_id, on_day)
);

CREATE TABLE trainings (
	id        INTEGER PRIMARY KEY,
	year      INTEGER NOT NULL,
	seq       INTEGER NOT NULL,
	number    TEXT NOT NULL UNIQUE,
	topic_id  INTEGER NOT NULL REFERENCES topics (id),
	material  TEXT NOT NULL,
	version   TEXT NOT NULL,
	held_on   TEXT NOT NULL,
	trainer   TEXT NOT NULL,
	place     TEXT NOT NULL,
	pass_mark INTEGER NOT NULL,
	state     TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
	note      TEXT NOT NULL,
	UNIQUE (year, seq)
);

CREATE INDEX trainings_held_on ON trainings (held_on);

CREATE TABLE attendances (
	id          INTEGER PRIMARY KEY,
	training_id INTEGER NOT NULL REFERENCES trainings (id),
	person_id   INTEGER NOT NULL REFERENCES people (id),
	state       TEXT NOT NULL CHECK (state IN ('expected', 'present', 'absent')),
	score       TEXT NOT NULL,
	passed      INTEGER NOT NULL,
	recorded_on TEXT NOT NULL, -- the day the pass was entered, '' where nothing tells
	UNIQUE (training_id, person_id)
);

CREATE INDEX attendances_person ON attendances (person_id);
