-- The audit log's tables. The texts below are compared byte for byte with those in existing logs, when a log is opened
-- for writing and when it is verified: never edit one; a new form is a new user_version.
PRAGMA application_id = 0x56414C31;            -- "VAL1"
PRAGMA user_version   = 1;
CREATE TABLE segment(
  one        INTEGER PRIMARY KEY CHECK(one = 1),
  format     INTEGER NOT NULL CHECK(format = 1),
  chain_id   BLOB    NOT NULL CHECK(typeof(chain_id)='blob' AND length(chain_id)=16),
  segment_no INTEGER NOT NULL CHECK(segment_no >= 1),
  first_seq  INTEGER NOT NULL CHECK(first_seq >= 1),
  prev_hash  BLOB    NOT NULL CHECK(typeof(prev_hash)='blob' AND length(prev_hash)=32),
  host       TEXT    NOT NULL,
  created_us INTEGER NOT NULL
);
CREATE TABLE event(
  seq        INTEGER PRIMARY KEY CHECK(typeof(seq)='integer' AND seq > 0),
  ts_us      INTEGER NOT NULL CHECK(typeof(ts_us)='integer'),      -- CLOCK_REALTIME, UTC, microseconds; never used for order
  boot_id    BLOB    NOT NULL CHECK(length(boot_id)=16),           -- /proc/sys/kernel/random/boot_id
  boot_us    INTEGER NOT NULL CHECK(typeof(boot_us)='integer'),    -- CLOCK_BOOTTIME: shows clock jumps
  kind       TEXT    NOT NULL CHECK(kind IN('SESSION_OPEN','LOGIN','INTENT','OUTCOME','BATCH_OPEN','BATCH_CLOSE',
                                            'WATERMARK','ANCHOR','NOTE','SESSION_CLOSE')),
  session_id BLOB    NOT NULL CHECK(length(session_id)=16),
  op_id      BLOB    CHECK(op_id    IS NULL OR length(op_id)=16),
  batch_id   BLOB    CHECK(batch_id IS NULL OR length(batch_id)=16),
  undo_of    BLOB    CHECK(undo_of  IS NULL OR length(undo_of)=16),
  actor      TEXT    NOT NULL,                 -- vicidial_users.user as stored, not as typed
  os_user    TEXT    NOT NULL,                 -- name:uid:loginuid (/proc/self/loginuid survives su and sudo)
  origin     TEXT    NOT NULL,                 -- "ssh 10.0.0.5 pts/3", "cgi 10.0.0.9", "cli"
  tbl        TEXT,
  pk         BLOB,                             -- raw key bytes of the plan's main row
  class      TEXT,                             -- OUTCOME only: words of 2.4/2.6
  payload    BLOB    NOT NULL CHECK(typeof(payload)='blob'),       -- JSON, stored and hashed as the very bytes
  prev_hash  BLOB    NOT NULL CHECK(typeof(prev_hash)='blob' AND length(prev_hash)=32),
  hash       BLOB    NOT NULL UNIQUE CHECK(typeof(hash)='blob' AND length(hash)=32),
  CHECK((kind IN('INTENT','OUTCOME')) = (op_id IS NOT NULL)),
  CHECK((kind = 'OUTCOME') = (class IS NOT NULL))
);
CREATE UNIQUE INDEX event_one_intent  ON event(op_id)        WHERE kind='INTENT';
CREATE UNIQUE INDEX event_one_outcome ON event(op_id)        WHERE kind='OUTCOME';
CREATE        INDEX event_by_row      ON event(tbl,pk,seq)   WHERE kind='INTENT';
CREATE        INDEX event_by_batch    ON event(batch_id,seq) WHERE batch_id IS NOT NULL;
CREATE        INDEX event_by_time     ON event(ts_us);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT,'audit: append only (update)'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT,'audit: append only (delete)'); END;
CREATE TRIGGER segment_no_update BEFORE UPDATE ON segment BEGIN SELECT RAISE(ABORT,'audit: segment is sealed'); END;
CREATE TRIGGER segment_no_delete BEFORE DELETE ON segment BEGIN SELECT RAISE(ABORT,'audit: segment is sealed'); END;
CREATE TRIGGER segment_one BEFORE INSERT ON segment WHEN (SELECT count(*) FROM segment) > 0
 BEGIN SELECT RAISE(ABORT,'audit: segment exists'); END;
CREATE TRIGGER event_next BEFORE INSERT ON event
 WHEN NEW.seq IS NOT COALESCE((SELECT MAX(seq)+1 FROM event),(SELECT first_seq FROM segment))
   OR NEW.prev_hash IS NOT COALESCE((SELECT hash FROM event ORDER BY seq DESC LIMIT 1),(SELECT prev_hash FROM segment))
 BEGIN SELECT RAISE(ABORT,'audit: not the next link'); END;
CREATE TRIGGER event_no_replace BEFORE INSERT ON event
 WHEN EXISTS(SELECT 1 FROM event WHERE hash = NEW.hash)
   OR (NEW.kind = 'INTENT'  AND EXISTS(SELECT 1 FROM event WHERE kind='INTENT'  AND op_id = NEW.op_id))
   OR (NEW.kind = 'OUTCOME' AND EXISTS(SELECT 1 FROM event WHERE kind='OUTCOME' AND op_id = NEW.op_id))
 BEGIN SELECT RAISE(ABORT,'audit: already recorded'); END;
CREATE TRIGGER event_outcome_needs_intent BEFORE INSERT ON event
 WHEN NEW.kind='OUTCOME' AND NOT EXISTS(SELECT 1 FROM event WHERE kind='INTENT' AND op_id=NEW.op_id)
 BEGIN SELECT RAISE(ABORT,'audit: outcome without intent'); END;
CREATE VIEW open_intent AS
 SELECT i.* FROM event i WHERE i.kind='INTENT'
  AND i.seq > COALESCE((SELECT MAX(seq) FROM event WHERE kind='WATERMARK'),0)
  AND NOT EXISTS(SELECT 1 FROM event o WHERE o.kind='OUTCOME' AND o.op_id=i.op_id);
