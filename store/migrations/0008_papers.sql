-- Sealed papers: finished PDFs under the organisation's digital signature, the certificates that signed them,
-- and who signed for the organisation. Days are ISO text, times RFC 3339 text in UTC ('' for none).

CREATE TABLE certificates (
	id          INTEGER PRIMARY KEY,
	fingerprint TEXT NOT NULL, -- SHA-256 of the first certificate, hex; one that was replaced may come back
	chain       BLOB NOT NULL,        -- DER, the organisation's own first, then its issuers
	private_key BLOB NOT NULL,        -- PKCS #8
	own_made    INTEGER NOT NULL CHECK (own_made IN (0, 1)),
	added_at    TEXT NOT NULL,
	added_by    INTEGER NOT NULL REFERENCES people (id)
);

CREATE TABLE papers (
	id             INTEGER PRIMARY KEY,
	kind           TEXT NOT NULL CHECK (kind IN ('commitment', 'clearance', 'certificate')),
	ref            TEXT NOT NULL,
	person_id      INTEGER NOT NULL REFERENCES people (id),
	title          TEXT NOT NULL,
	sha256         TEXT NOT NULL UNIQUE, -- of the whole file, hex
	size           INTEGER NOT NULL,
	at             TEXT NOT NULL,
	certificate_id INTEGER NOT NULL REFERENCES certificates (id)
);

CREATE INDEX papers_ref ON papers (kind, ref, id);
CREATE INDEX papers_person ON papers (person_id, id);

-- The files are long; lists never read them.
CREATE TABLE paper_files (
	paper_id INTEGER PRIMARY KEY REFERENCES papers (id),
	pdf      BLOB NOT NULL
);

-- What a timestamp authority answered (RFC 3161).
CREATE TABLE paper_stamps (
	paper_id INTEGER PRIMARY KEY REFERENCES papers (id),
	at       TEXT NOT NULL,
	by_name  TEXT NOT NULL,
	token    BLOB NOT NULL
);

-- Who signed for the organisation, one signature for any number of commitments.
CREATE TABLE countersignatures (
	commitment_id INTEGER PRIMARY KEY REFERENCES commitments (id),
	person_id     INTEGER NOT NULL REFERENCES people (id),
	signature_id  INTEGER NOT NULL REFERENCES signatures (id),
	paper_id      INTEGER REFERENCES papers (id) -- the first that shows it
);

-- Who attested; older ones know the name only.
ALTER TABLE commitments ADD COLUMN witness_id INTEGER REFERENCES people (id);
-- How a scan was told to be the right paper: by its QR codes or by the custodian's eye; '' before this was asked.
ALTER TABLE commitments ADD COLUMN matched TEXT NOT NULL DEFAULT '' CHECK (matched IN ('', 'code', 'eye'));
-- The day a commitment came into the register. What was signed on the pad came the same day; of paper the log tells
-- (the day in UTC); '' where nothing does.
ALTER TABLE commitments ADD COLUMN recorded_on TEXT NOT NULL DEFAULT '';
UPDATE commitments SET recorded_on = signed_on WHERE method = 'screen';
UPDATE commitments SET recorded_on = COALESCE((SELECT SUBSTR(MIN(a.at), 1, 10) FROM audit a, people p, templates t
	WHERE p.id = commitments.person_id AND t.id = commitments.template_id AND a.object = p.number
		AND a.act = 'commitment.paper' AND a.outcome = 'done'
		AND a.detail LIKE '%"key":"' || t.key || '"%' AND a.detail LIKE '%"signed_on":"' || commitments.signed_on || '"%'), '')
	WHERE method = 'paper';
