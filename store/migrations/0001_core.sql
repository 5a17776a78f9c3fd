-- The office itself: who it is, who works for it, what they signed, what they did.
-- Days are ISO text (2026-11-27, '' for none), times RFC 3339 text in UTC.

CREATE TABLE organisation (
	id       INTEGER PRIMARY KEY CHECK (id = 1),
	name     TEXT NOT NULL,
	name_en  TEXT NOT NULL,
	short    TEXT NOT NULL,
	document TEXT NOT NULL,
	version  TEXT NOT NULL,
	issued   TEXT NOT NULL
);

CREATE TABLE settings (
	id                INTEGER PRIMARY KEY CHECK (id = 1),
	idle_minutes      INTEGER NOT NULL,
	request_days      INTEGER NOT NULL,
	pickup_days       INTEGER NOT NULL,
	max_loan_days     INTEGER NOT NULL,
	max_renewals      INTEGER NOT NULL,
	commitment_months INTEGER NOT NULL,
	expiring_days     INTEGER NOT NULL,
	hide_sensitive    INTEGER NOT NULL
);

CREATE TABLE departments (
	id   INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);

CREATE TABLE people (
	id            INTEGER PRIMARY KEY,
	number        TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	initials      TEXT NOT NULL,
	kind          TEXT NOT NULL,
	department_id INTEGER REFERENCES departments (id),
	post          TEXT NOT NULL,
	employer      TEXT NOT NULL,
	phone         TEXT NOT NULL,
	left_on       TEXT NOT NULL
);

CREATE INDEX people_name ON people (name);
CREATE INDEX people_department ON people (department_id);

CREATE TABLE accounts (
	id           INTEGER PRIMARY KEY,
	person_id    INTEGER NOT NULL UNIQUE REFERENCES people (id),
	login        TEXT NOT NULL UNIQUE,
	roles        TEXT NOT NULL,
	state        TEXT NOT NULL,
	sign_key     BLOB,
	recipient    TEXT NOT NULL,
	code_expires TEXT NOT NULL
);

-- Every key an account ever signed with: old entries are checked against old keys.
CREATE TABLE account_keys (
	id         INTEGER PRIMARY KEY,
	account_id INTEGER NOT NULL REFERENCES accounts (id),
	sign_key   BLOB NOT NULL,
	recipient  TEXT NOT NULL,
	UNIQUE (account_id, sign_key)
);

CREATE TABLE delegations (
	id           INTEGER PRIMARY KEY,
	principal_id INTEGER NOT NULL REFERENCES people (id),
	delegate_id  INTEGER NOT NULL REFERENCES people (id),
	from_on      TEXT NOT NULL,
	until_on     TEXT NOT NULL
);

CREATE INDEX delegations_delegate ON delegations (delegate_id, until_on);
CREATE INDEX delegations_principal ON delegations (principal_id);

CREATE TABLE audit (
	seq       INTEGER PRIMARY KEY,
	at        TEXT NOT NULL,
	login     TEXT NOT NULL,
	actor     TEXT NOT NULL,
	on_behalf TEXT NOT NULL,
	act       TEXT NOT NULL,
	object    TEXT NOT NULL,
	outcome   TEXT NOT NULL,
	detail    TEXT NOT NULL,
	prev      BLOB NOT NULL,
	hash      BLOB NOT NULL,
	sig       BLOB NOT NULL
);

CREATE INDEX audit_object ON audit (object, seq);

CREATE TABLE signatures (
	id      INTEGER PRIMARY KEY,
	name    TEXT NOT NULL,
	strokes TEXT NOT NULL,
	at      TEXT NOT NULL,
	place   TEXT NOT NULL
);

CREATE TABLE templates (
	id       INTEGER PRIMARY KEY,
	key      TEXT NOT NULL,
	number   TEXT NOT NULL,
	version  TEXT NOT NULL,
	body     BLOB NOT NULL,
	sha256   TEXT NOT NULL,
	in_force TEXT NOT NULL,
	UNIQUE (key, version)
);

CREATE INDEX templates_in_force ON templates (key, in_force);

CREATE TABLE commitments (
	id           INTEGER PRIMARY KEY,
	person_id    INTEGER NOT NULL REFERENCES people (id),
	template_id  INTEGER NOT NULL REFERENCES templates (id),
	signed_on    TEXT NOT NULL,
	valid_until  TEXT NOT NULL,
	method       TEXT NOT NULL,
	signature_id INTEGER REFERENCES signatures (id),
	witness      TEXT NOT NULL
);

CREATE INDEX commitments_person ON commitments (person_id, signed_on);
CREATE INDEX commitments_template ON commitments (template_id);

CREATE TABLE scans (
	commitment_id INTEGER PRIMARY KEY REFERENCES commitments (id),
	name          TEXT NOT NULL,
	data          BLOB NOT NULL
);

CREATE TABLE drafts (
	login  TEXT NOT NULL,
	form   TEXT NOT NULL,
	fields TEXT NOT NULL,
	at     TEXT NOT NULL,
	PRIMARY KEY (login, form)
);

CREATE TABLE preferences (
	login    TEXT NOT NULL,
	computer TEXT NOT NULL,
	fields   TEXT NOT NULL,
	PRIMARY KEY (login, computer)
);
