-- What is kept: clients, who works on them, their case files, documents and copies.
-- ord is a code in the order people count (A-2 before A-10), unique, and what lists page by;
-- flat is a code without its marks (A003201), for a code as it is typed.
-- grams of a search table are written by the program: overlapping pairs of characters.

CREATE TABLE clients (
	id           INTEGER PRIMARY KEY,
	code         TEXT NOT NULL UNIQUE,
	ord          TEXT NOT NULL UNIQUE,
	flat         TEXT NOT NULL,
	name         TEXT NOT NULL,
	plain        TEXT NOT NULL,
	uscc         TEXT NOT NULL,
	phase        TEXT NOT NULL,
	contact      TEXT NOT NULL,
	contact_post TEXT NOT NULL,
	phone        TEXT NOT NULL,
	address      TEXT NOT NULL,
	standards    TEXT NOT NULL,
	scope        TEXT NOT NULL,
	certificate  TEXT NOT NULL,
	cert_state   TEXT NOT NULL,
	cert_from    TEXT NOT NULL,
	cert_until   TEXT NOT NULL,
	note         TEXT NOT NULL
);

CREATE INDEX clients_flat ON clients (flat);
CREATE INDEX clients_plain ON clients (plain);
CREATE UNIQUE INDEX clients_uscc ON clients (uscc) WHERE uscc <> '';
CREATE INDEX clients_phase ON clients (phase, ord);
CREATE INDEX clients_cert_state ON clients (cert_state, ord);

CREATE TABLE assignments (
	id        INTEGER PRIMARY KEY,
	client_id INTEGER NOT NULL REFERENCES clients (id),
	person_id INTEGER NOT NULL REFERENCES people (id),
	duty      TEXT NOT NULL,
	from_on   TEXT NOT NULL,
	until_on  TEXT NOT NULL
);

CREATE INDEX assignments_client ON assignments (client_id, until_on);
CREATE INDEX assignments_person ON assignments (person_id, until_on);

CREATE TABLE files (
	id          INTEGER PRIMARY KEY,
	code        TEXT NOT NULL UNIQUE,
	ord         TEXT NOT NULL UNIQUE,
	flat        TEXT NOT NULL,
	client_id   INTEGER NOT NULL REFERENCES clients (id),
	title       TEXT NOT NULL,
	opened_on   TEXT NOT NULL,
	on_hold     INTEGER NOT NULL,
	hold_reason TEXT NOT NULL
);

CREATE INDEX files_flat ON files (flat);
CREATE INDEX files_client ON files (client_id, ord);

CREATE TABLE documents (
	id           INTEGER PRIMARY KEY,
	code         TEXT NOT NULL UNIQUE,
	ord          TEXT NOT NULL UNIQUE,
	flat         TEXT NOT NULL,
	file_id      INTEGER NOT NULL REFERENCES files (id),
	client_id    INTEGER NOT NULL REFERENCES clients (id), -- the file's, for need to know
	title        TEXT NOT NULL,
	category     TEXT NOT NULL,
	sensitivity  TEXT NOT NULL,
	source       TEXT NOT NULL,
	medium       TEXT NOT NULL,
	pages        INTEGER NOT NULL,
	cabinet      TEXT NOT NULL,
	shelf        TEXT NOT NULL,
	box          TEXT NOT NULL,
	custodian    TEXT NOT NULL,
	received     TEXT NOT NULL,
	retain_until TEXT NOT NULL
);

CREATE INDEX documents_flat ON documents (flat);
CREATE INDEX documents_file ON documents (file_id, ord);
CREATE INDEX documents_client ON documents (client_id, ord);
CREATE INDEX documents_category ON documents (category, ord);

CREATE TABLE copies (
	id              INTEGER PRIMARY KEY,
	code            TEXT NOT NULL UNIQUE,
	document_id     INTEGER NOT NULL REFERENCES documents (id),
	no              INTEGER NOT NULL,
	state           TEXT NOT NULL,
	home_cabinet    TEXT NOT NULL,
	home_shelf      TEXT NOT NULL,
	home_box        TEXT NOT NULL,
	present_cabinet TEXT NOT NULL,
	present_shelf   TEXT NOT NULL,
	present_box     TEXT NOT NULL,
	pages           INTEGER NOT NULL,
	gone_reason     TEXT NOT NULL,
	holder_id       INTEGER REFERENCES people (id),
	due             TEXT NOT NULL,
	loan_no         TEXT NOT NULL,
	UNIQUE (document_id, no),
	CHECK (state IN ('in_place', 'out', 'lost', 'gone')),
	CHECK (state <> 'out' OR holder_id IS NOT NULL) -- with one borrower (rule 4)
);

CREATE INDEX copies_document ON copies (document_id, state);
CREATE INDEX copies_state ON copies (state, document_id) WHERE state <> 'in_place';
CREATE INDEX copies_holder ON copies (holder_id) WHERE holder_id IS NOT NULL;

CREATE VIRTUAL TABLE client_words USING fts4 (grams, tokenize=simple);
CREATE VIRTUAL TABLE file_words USING fts4 (grams, tokenize=simple);
CREATE VIRTUAL TABLE document_words USING fts4 (grams, tokenize=simple);
