-- What VICIdial's admin log holds of this chain, beside the file while it is verified.
CREATE TEMP TABLE anchored(
  op_id  BLOB    NOT NULL,
  step   INTEGER NOT NULL,
  log_id INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  hash   BLOB    NOT NULL,
  PRIMARY KEY(op_id, step, log_id)
) WITHOUT ROWID;
