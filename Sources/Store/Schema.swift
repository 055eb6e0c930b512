internal import GRDB

/// The tables of a store. `PRAGMA user_version` is the number of the last migration that was applied.
///
/// A migration never changes once a version of the program with it was in use; a change is a new migration.
enum Schema {
  /// `HDRM`, by which a file is known to be a store.
  static let application: Int32 = 0x4844_524D

  static var current: Int { migrations.count }

  private static let migrations: [String] = [
    """
    CREATE TABLE import (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,               -- when, ISO 8601 in UTC
      day INTEGER NOT NULL,           -- the same as a day of this machine; all days are days since 1970-01-01
      evening INTEGER NOT NULL,       -- the evening that its files describe: their last day
      is_given INTEGER NOT NULL       -- 1 if the user named that evening
    );
    -- One row per file that brought something new.
    CREATE TABLE file (
      id INTEGER PRIMARY KEY,
      import_id INTEGER NOT NULL REFERENCES import (id),
      place INTEGER NOT NULL,         -- among the files of its import, from 0
      name TEXT NOT NULL,             -- the base name
      kind TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      written INTEGER,                -- when a list was last written, seconds since 1970
      evening INTEGER,                -- the last day that its orders know of
      marketplaces TEXT NOT NULL,     -- separated by tabs
      rows INTEGER NOT NULL,
      orders INTEGER NOT NULL,
      statement INTEGER NOT NULL,     -- a hash of what it says beside its rows
      head BLOB NOT NULL,             -- what it says beside its rows, JSON
      versions BLOB NOT NULL,         -- its orders, each a row of version
      evidence BLOB NOT NULL          -- its evidence, likewise
    );
    CREATE INDEX file_by_sha256 ON file (sha256);
    -- What a file says of one order, or one row of evidence. A version that many files repeat stands here once.
    CREATE TABLE version (
      id INTEGER PRIMARY KEY,
      hash INTEGER NOT NULL,
      import_id INTEGER NOT NULL REFERENCES import (id),  -- by which it was first seen
      day INTEGER,                    -- the day of purchase of an order
      body BLOB NOT NULL
    );
    CREATE INDEX version_by_hash ON version (hash);
    -- The marketplace's own counts, by their day.
    CREATE TABLE snapshot (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES file (id),
      marketplace TEXT NOT NULL,
      as_of INTEGER,
      body TEXT NOT NULL              -- JSON
    );
    """,
    """
    -- What was said on an evening; a second forecast of the same evening is not kept.
    CREATE TABLE forecast (
      id INTEGER PRIMARY KEY,
      made_at TEXT NOT NULL,          -- ISO 8601 in UTC
      account TEXT NOT NULL,
      marketplace TEXT NOT NULL,
      metric TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      orders INTEGER NOT NULL,
      bad INTEGER NOT NULL,
      is_off INTEGER NOT NULL,        -- 1 for a rate that was off target that evening
      chances TEXT NOT NULL,          -- JSON: the chance to be off target within some days
      UNIQUE (account, marketplace, metric, as_of)
    );
    -- What the last check said of each assertion.
    CREATE TABLE alarm (
      account TEXT NOT NULL,
      metric TEXT NOT NULL,
      assertion TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      is_failing INTEGER NOT NULL,
      is_raised INTEGER NOT NULL,
      was_failing INTEGER NOT NULL,   -- before that evening
      was_raised INTEGER NOT NULL,
      since INTEGER,
      is_notified INTEGER NOT NULL,
      PRIMARY KEY (account, metric, assertion)
    );
    CREATE TABLE notice (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      received INTEGER NOT NULL,
      answer_by INTEGER,
      metric TEXT,
      account TEXT NOT NULL,
      closed INTEGER
    );
    """,
    """
    ALTER TABLE alarm ADD COLUMN night INTEGER;  -- the day of the check that raised it
    -- The times for which an alarm was raised, and that are over.
    CREATE TABLE alarm_period (
      account TEXT NOT NULL,
      metric TEXT NOT NULL,
      assertion TEXT NOT NULL,
      raised INTEGER NOT NULL,
      ended INTEGER NOT NULL,         -- the first evening on which it was not raised any more
      PRIMARY KEY (account, metric, assertion, raised)
    );
    """,
    """
    -- The days before which orders were removed on the user's wish.
    CREATE TABLE forgotten (before INTEGER NOT NULL);
    """,
    """
    -- A hash over the other columns of a row (RowSeal); of a version over its hash and numbers.
    ALTER TABLE import ADD COLUMN seal INTEGER;
    ALTER TABLE file ADD COLUMN seal INTEGER;
    ALTER TABLE version ADD COLUMN seal INTEGER;
    ALTER TABLE snapshot ADD COLUMN seal INTEGER;
    ALTER TABLE forecast ADD COLUMN seal INTEGER;
    ALTER TABLE alarm ADD COLUMN seal INTEGER;
    ALTER TABLE alarm_period ADD COLUMN seal INTEGER;
    ALTER TABLE notice ADD COLUMN seal INTEGER;
    ALTER TABLE forgotten ADD COLUMN seal INTEGER;
    UPDATE version SET seal = row_seal(hash, import_id, day);
    """,
  ]

  /// What the file at hand is, before anything is done with it.
  enum State: Equatable {
    case empty
    case store(Int)
    case foreign
  }

  static func state(_ db: Database) throws -> State {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if application == Self.application { return .store(version) }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    return application == 0 && version == 0 && tables == 0 ? .empty : .foreign
  }

  /// Applies what a store of this schema lacks, within the transaction of the caller.
  ///
  /// - Parameter version: That of the store; 0 for an empty file.
  static func migrate(_ db: Database, from version: Int) throws {
    for migration in migrations.dropFirst(version) { try db.execute(sql: migration) }
    try RowSeal.close(db)
    try db.execute(sql: "PRAGMA application_id = \(application)")
    try db.execute(sql: "PRAGMA user_version = \(current)")
  }
}
