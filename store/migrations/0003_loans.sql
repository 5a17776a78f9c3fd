-- Loans: one request for a basket of copies, and what became of each copy.
-- Days are ISO text ('' for none), times RFC 3339 text in UTC ('' for not yet).

CREATE TABLE loans (
	id           INTEGER PRIMARY KEY,
	year         INTEGER NOT NULL,
	seq          INTEGER NOT NULL,
	number       TEXT NOT NULL UNIQUE,
	borrower_id  INTEGER NOT NULL REFERENCES people (id),
	asker_id     INTEGER NOT NULL REFERENCES people (id),
	purpose      TEXT NOT NULL,
	place        TEXT NOT NULL,
	due          TEXT NOT NULL,
	requested_at TEXT NOT NULL,
	UNIQUE (year, seq)
);

CREATE INDEX loans_borrower ON loans (borrower_id, id);
CREATE INDEX loans_asker ON loans (asker_id, id);

-- The act at the counter: both signatures.
CREATE TABLE handovers (
	id           INTEGER PRIMARY KEY,
	loan_id      INTEGER NOT NULL REFERENCES loans (id),
	kind         TEXT NOT NULL CHECK (kind IN ('out', 'back')),
	borrower_sig INTEGER NOT NULL REFERENCES signatures (id),
	keeper_sig   INTEGER NOT NULL REFERENCES signatures (id),
	keeper_id    INTEGER NOT NULL REFERENCES people (id),
	at           TEXT NOT NULL
);

CREATE INDEX handovers_loan ON handovers (loan_id, kind, id);

CREATE TABLE loan_items (
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
	CHECK (state IN ('waiting', 'requested', 'approved', 'refused', 'withdrawn',
		'lapsed', 'out', 'returned', 'lost', 'incident')),
	CHECK (state <> 'out' OR out_id IS NOT NULL) -- never out without a hand-out
);

CREATE INDEX loan_items_loan ON loan_items (loan_id);
CREATE INDEX loan_items_copy ON loan_items (copy_id, state);
CREATE INDEX loan_items_state ON loan_items (state, due, loan_id);
CREATE INDEX loan_items_out_at ON loan_items (out_at) WHERE out_at <> '';

-- One copy is promised to, or with, one borrower at a time (rule 4).
CREATE UNIQUE INDEX loan_items_active ON loan_items (copy_id)
	WHERE state IN ('requested', 'approved', 'out', 'lost');
