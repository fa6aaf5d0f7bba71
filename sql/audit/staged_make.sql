-- A place to lay out a payload's parts, in memory beside the file.
CREATE TEMP TABLE staged(
  step  INTEGER NOT NULL,
  part  TEXT    NOT NULL,
  place INTEGER NOT NULL,
  name  TEXT    NOT NULL,
  value TEXT,
  PRIMARY KEY(step, part, place)
) WITHOUT ROWID;
