-- Electronic documents: sealed files, the keys given of them, who read them, and what was taken out.
-- Days are ISO text ('' for none), times RFC 3339 text in UTC ('' for not yet).

CREATE TABLE contents (
	id          INTEGER PRIMARY KEY,
	object      TEXT NOT NULL UNIQUE, -- the file's name, never used twice
	document_id INTEGER NOT NULL REFERENCES documents (id),
	name        TEXT NOT NULL,
	kind        TEXT NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('sealed', 'replaced', 'erased')),
	size        INTEGER NOT NULL,
	sum         BLOB NOT NULL,
	sealed_size INTEGER NOT NULL,
	sealed_sum  BLOB NOT NULL,
	added_at    TEXT NOT NULL,
	added_by    INTEGER NOT NULL REFERENCES people (id),
	ended_at    TEXT NOT NULL,
	CHECK ((state = 'sealed') = (ended_at = ''))
);

CREATE INDEX contents_document ON contents (document_id, id);
CREATE UNIQUE INDEX contents_sealed ON contents (document_id) WHERE state = 'sealed';

-- The key of a content, wrapped to one reader; person_id is NULL for the two recovery halves.
CREATE TABLE grants (
	id         INTEGER PRIMARY KEY,
	content_id INTEGER NOT NULL REFERENCES contents (id),
	person_id  INTEGER REFERENCES people (id),
	recipient  TEXT NOT NULL,
	until_on   TEXT NOT NULL,
	wrapped    BLOB NOT NULL,
	granter    TEXT NOT NULL,
	at         TEXT NOT NULL,
	sig        BLOB NOT NULL,
	UNIQUE (content_id, person_id)
);

CREATE UNIQUE INDEX grants_recovery ON grants (content_id) WHERE person_id IS NULL;
-- Tells who lacks what without the rows themselves, which are long.
CREATE INDEX grants_person ON grants (person_id, content_id, recipient);
CREATE INDEX grants_until ON grants (until_on) WHERE until_on <> '';

CREATE TABLE views (
	id         INTEGER PRIMARY KEY,
	content_id INTEGER NOT NULL REFERENCES contents (id),
	person_id  INTEGER NOT NULL REFERENCES people (id),
	loan_no    TEXT NOT NULL, -- '' when duty opened it
	opened_at  TEXT NOT NULL,
	closed_at  TEXT NOT NULL,
	pages      TEXT NOT NULL,
	seconds    INTEGER NOT NULL
);

CREATE INDEX views_content ON views (content_id, id);
CREATE INDEX views_person ON views (person_id, id);

-- Copies the electronic documents had so far stood for a file or a disc at the counter. The first that nobody
-- has or waits for becomes the electronic copy; the others are lent by hand as before.
ALTER TABLE copies ADD COLUMN medium TEXT NOT NULL DEFAULT 'paper' CHECK (medium IN ('paper', 'electronic'));

UPDATE copies SET medium = 'electronic', no = 0,
	code = (SELECT d.code FROM documents d WHERE d.id = copies.document_id) || '/E'
WHERE id IN (
	SELECT MIN(k.id) FROM copies k JOIN documents d ON d.id = k.document_id
	WHERE d.medium = 'electronic' AND k.state = 'in_place' AND NOT EXISTS (SELECT 1 FROM loan_items i
		WHERE i.copy_id = k.id AND i.state IN ('waiting', 'requested', 'approved', 'out', 'lost'))
	GROUP BY k.document_id);

CREATE UNIQUE INDEX copies_electronic ON copies (document_id) WHERE medium = 'electronic';

-- Items of electronic copies: any number of people at a time, each once, and no hand-out.
-- asked and allowed are sums of 1 print, 2 export, 4 excerpt.
CREATE TABLE loan_items_new (
	id            INTEGER PRIMARY KEY,
	loan_id       INTEGER NOT NULL REFERENCES loans (id),
	copy_id       INTEGER NOT NULL REFERENCES copies (id),
	state         TEXT NOT NULL,
	due           TEXT NOT NULL,
	expires_on    TEXT NOT NULL, -- of the decision or the pick-up
	renewals      INTEGER NOT NULL,
	decider_id    INTEGER REFERENCES people (id),
	principal_id  INTEGER REFERENCES people (id), -- for whom a delegate decided
	reason        TEXT NOT NULL,
	pages         INTEGER NOT NULL, -- as handed out
	out_id        INTEGER REFERENCES handovers (id),
	out_at        TEXT NOT NULL,
	back_id       INTEGER REFERENCES handovers (id),
	back_at       TEXT NOT NULL,
	condition     TEXT NOT NULL,
	pages_back    INTEGER NOT NULL,
	note          TEXT NOT NULL,
	recalled_at   TEXT NOT NULL,
	recall_due    TEXT NOT NULL,
	recall_reason TEXT NOT NULL,
	reminded      INTEGER NOT NULL,
	electronic    INTEGER NOT NULL DEFAULT 0 CHECK (electronic IN (0, 1)),
	reader_id     INTEGER REFERENCES people (id), -- the loan's borrower, of an electronic copy
	asked         INTEGER NOT NULL DEFAULT 0,
	allowed       INTEGER NOT NULL DEFAULT 0,
	CHECK (state IN ('waiting', 'requested', 'approved', 'refused', 'withdrawn',
		'lapsed', 'out', 'returned', 'lost', 'incident')),
	CHECK (state <> 'out' OR out_id IS NOT NULL OR electronic = 1), -- paper never out without a hand-out
	CHECK ((electronic = 1) = (reader_id IS NOT NULL)),
	CHECK ((allowed & ~asked) = 0)
);

INSERT INTO loan_items_new (id, loan_id, copy_id, state, due, expires_on, renewals, decider_id, principal_id, reason,
	pages, out_id, out_at, back_id, back_at, condition, pages_back, note, recalled_at, recall_due, recall_reason, reminded)
SELECT id, loan_id, copy_id, state, due, expires_on, renewals, decider_id, principal_id, reason,
	pages, out_id, out_at, back_id, back_at, condition, pages_back, note, recalled_at, recall_due, recall_reason, reminded
FROM loan_items;

DROP TABLE loan_items;
ALTER TABLE loan_items_new RENAME TO loan_items;

CREATE INDEX loan_items_loan ON loan_items (loan_id);
CREATE INDEX loan_items_copy ON loan_items (copy_id, state);
CREATE INDEX loan_items_state ON loan_items (state, due, loan_id);
CREATE INDEX loan_items_out_at ON loan_items (out_at) WHERE out_at <> '';

-- One paper copy is promised to, or with, one borrower at a time (rule 4).
CREATE UNIQUE INDEX loan_items_active ON loan_items (copy_id)
	WHERE electronic = 0 AND state IN ('requested', 'approved', 'out', 'lost');
CREATE UNIQUE INDEX loan_items_reader ON loan_items (copy_id, reader_id)
	WHERE electronic = 1 AND state IN ('waiting', 'requested', 'approved', 'out', 'lost');

-- The register of copies and excerpts (§5.3.4).
CREATE TABLE extracts (
	id         INTEGER PRIMARY KEY,
	year       INTEGER NOT NULL,
	seq        INTEGER NOT NULL,
	number     TEXT NOT NULL UNIQUE,
	kind       TEXT NOT NULL CHECK (kind IN ('print', 'export', 'excerpt', 'sent')),
	content_id INTEGER NOT NULL REFERENCES contents (id),
	item_id    INTEGER NOT NULL REFERENCES loan_items (id),
	pages      TEXT NOT NULL,
	holder_id  INTEGER NOT NULL REFERENCES people (id),
	outside    TEXT NOT NULL,
	basis      TEXT NOT NULL,
	purpose    TEXT NOT NULL,
	due        TEXT NOT NULL,
	made_at    TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('out', 'returned', 'destroyed')),
	closed_at  TEXT NOT NULL,
	closed_by  INTEGER REFERENCES people (id),
	note       TEXT NOT NULL,
	UNIQUE (year, seq),
	CHECK (state = 'out' OR closed_by IS NOT NULL)
);

CREATE INDEX extracts_content ON extracts (content_id, id);
CREATE INDEX extracts_holder ON extracts (holder_id, id);
CREATE INDEX extracts_due ON extracts (due, id) WHERE state = 'out';

-- Finds the documents that were damaged when last opened.
CREATE INDEX audit_damaged ON audit (object, seq) WHERE act = 'content.damaged';
