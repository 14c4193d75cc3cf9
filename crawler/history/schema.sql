-- The index of the runs beside it. Everything in it is taken from their audit.json: deleting the
-- file loses nothing. The schema's number is PRAGMA user_version (SCHEMA in store.py).
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  stamp TEXT NOT NULL,
  unreadable TEXT NOT NULL DEFAULT '',
  started REAL NOT NULL DEFAULT 0,
  label TEXT NOT NULL DEFAULT '',
  practice INTEGER NOT NULL DEFAULT 0,
  declaration TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  exit_code INTEGER NOT NULL DEFAULT 4,
  sentence TEXT NOT NULL DEFAULT '',
  unproven INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE walk (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  site TEXT NOT NULL,
  host TEXT NOT NULL,
  role TEXT NOT NULL,
  journey TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX walk_of_run ON walk (run);
CREATE TABLE page (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE);
CREATE TABLE visited (
  walk INTEGER NOT NULL REFERENCES walk ON DELETE CASCADE,
  phase TEXT NOT NULL,
  page INTEGER NOT NULL REFERENCES page,
  PRIMARY KEY (walk, phase, page)
) WITHOUT ROWID;
CREATE TABLE sighting (
  walk INTEGER NOT NULL REFERENCES walk ON DELETE CASCADE,
  name TEXT NOT NULL,
  domain TEXT NOT NULL,
  type TEXT NOT NULL,
  declared_as TEXT NOT NULL,
  phase TEXT NOT NULL,
  page INTEGER NOT NULL REFERENCES page,
  stored INTEGER NOT NULL
);
CREATE INDEX sighting_of_walk ON sighting (walk);
CREATE INDEX sighting_of_name ON sighting (name);
-- What is not proven: of one walk, or (walk is NULL) of the whole run.
CREATE TABLE gap (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  walk INTEGER REFERENCES walk ON DELETE CASCADE,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX gap_of_run ON gap (run);
CREATE INDEX gap_of_walk ON gap (walk);
-- One row for each site and journey that shows the finding, with an empty journey where it has none.
CREATE TABLE finding (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  rule TEXT NOT NULL,
  gate TEXT NOT NULL,
  cookie TEXT NOT NULL,
  site TEXT NOT NULL,
  role TEXT NOT NULL,
  journey TEXT NOT NULL
);
CREATE INDEX finding_of_run ON finding (run);
