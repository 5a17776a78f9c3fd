-- Campaigns of signing: who is asked to sign which version of which text by when, and who was reminded.
-- Days are ISO text, times RFC 3339 text in UTC ('' for not yet).

CREATE TABLE campaigns (
	id         INTEGER PRIMARY KEY,
	year       INTEGER NOT NULL,
	seq        INTEGER NOT NULL,
	number     TEXT NOT NULL UNIQUE,
	title      TEXT NOT NULL,
	due        TEXT NOT NULL,
	started_at TEXT NOT NULL,
	started_by INTEGER NOT NULL REFERENCES people (id),
	closed_at  TEXT NOT NULL,
	closed_by  INTEGER REFERENCES people (id),
	note       TEXT NOT NULL,
	UNIQUE (year, seq),
	CHECK ((closed_at = '') = (closed_by IS NULL))
);

CREATE TABLE campaign_lines (
	id            INTEGER PRIMARY KEY,
	campaign_id   INTEGER NOT NULL REFERENCES campaigns (id),
	person_id     INTEGER NOT NULL REFERENCES people (id),
	template_id   INTEGER NOT NULL REFERENCES templates (id),
	commitment_id INTEGER REFERENCES commitments (id), -- what they signed
	printed_at    TEXT NOT NULL,
	UNIQUE (campaign_id, person_id, template_id)
);

CREATE INDEX campaign_lines_person ON campaign_lines (person_id);

CREATE TABLE reminders (
	id        INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES people (id),
	key       TEXT NOT NULL,
	day       TEXT NOT NULL,
	stage     TEXT NOT NULL,
	line_id   INTEGER REFERENCES campaign_lines (id),
	at        TEXT NOT NULL,
	by_id     INTEGER NOT NULL REFERENCES people (id)
);

CREATE INDEX reminders_at ON reminders (at);
CREATE INDEX reminders_line ON reminders (line_id);
