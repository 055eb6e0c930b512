import AccountHealth
internal import GRDB

extension Store {
  /// Keeps a notice.
  ///
  /// - Returns: Its number.
  public static func add(_ notice: Notice, to path: String, patience: Double = patience) throws(StoreError)
    -> Int
  {
    try writing(to: path, patience: patience) { db in
      try db.execute(
        sql: "INSERT INTO notice (kind, received, answer_by, metric, account) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          notice.kind.rawValue, notice.received.number, notice.answerBy?.number, notice.metric?.rawValue,
          notice.account,
        ])
      return Int(db.lastInsertedRowID)
    }
  }

  /// Notes that a notice was answered.
  ///
  /// - Returns: Whether there is an open one of this number.
  public static func closeNotice(_ id: Int, on day: Day, in path: String, patience: Double = patience)
    throws(StoreError) -> Bool
  {
    try writing(to: path, patience: patience) { db in
      try db.execute(
        sql: "UPDATE notice SET closed = ?, seal = NULL WHERE id = ? AND closed IS NULL",
        arguments: [day.number, id])
      return db.changesCount > 0
    }
  }

  /// All notices, the open ones first, by the day for an answer.
  public func notices() throws(StoreError) -> [Notice] {
    try read { db in
      try RowSeal.check(db, "notice")
      return try Row.fetchAll(
        db, sql: "SELECT * FROM notice ORDER BY closed IS NOT NULL, answer_by IS NULL, answer_by, id"
      ).map { row in
        func day(_ name: String) -> Day? { (row[name] as Int?).map { Day(number: $0) } }
        return Notice(
          id: row["id"], kind: Notice.Kind(rawValue: row["kind"]) ?? .other,
          received: Day(number: row["received"]), answerBy: day("answer_by"),
          metric: (row["metric"] as String?).flatMap(Metric.init), account: row["account"],
          closed: day("closed"))
      }
    }
  }
}
