-- Texts are drafted, approved by somebody else, in force from a day on, and superseded by the next version.
-- kinds and roles are names with commas, '' for all: whom a text is for. writers are the ids of all who wrote
-- in a version, with commas: none of them approves it. author_id is NULL for what the program brings.
-- submitted_at is since when a draft waits to be approved, '' while it is being written.
-- changed_at is a time, approved_on a day, '' for what the program brings.
-- ended_on is the first day without a text that was taken out of use with no version after it, '' for none.
ALTER TABLE templates ADD COLUMN state TEXT NOT NULL DEFAULT 'approved' CHECK (state IN ('draft', 'approved', 'withdrawn'));
ALTER TABLE templates ADD COLUMN author_id INTEGER REFERENCES people (id);
ALTER TABLE templates ADD COLUMN writers TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN approver_id INTEGER REFERENCES people (id);
ALTER TABLE templates ADD COLUMN approved_on TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN changed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN submitted_at TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN ended_on TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN valid_months INTEGER NOT NULL DEFAULT 12;
ALTER TABLE templates ADD COLUMN gate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE templates ADD COLUMN kinds TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN roles TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN title TEXT NOT NULL DEFAULT ''; -- in Chinese, as in the body

-- The only versions there were.
UPDATE templates SET title = '保密协议' WHERE key = 'nda';
UPDATE templates SET title = '公正性和保密性承诺书' WHERE key = 'impartiality';
UPDATE templates SET title = '商务行为守则承诺' WHERE key = 'conduct';
