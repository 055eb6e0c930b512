import Foundation

@testable import AccountHealth

/// A comma-separated oracle file without quoting, whose first line is the header.
struct OracleTable {
  let rows: [[String: Substring]]

  init(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline)
    let header = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    rows = lines.dropFirst().map { line in
      Dictionary(zip(header, line.split(separator: ",", omittingEmptySubsequences: false))) { first, _ in
        first
      }
    }
  }

  init(contentsOf url: URL) throws {
    self.init(try String(contentsOf: url, encoding: .utf8))
  }

  /// Unpacks with the gzip program, so that this room needs no reader of its own.
  init(gzip url: URL) throws {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-dc", url.path]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    self.init(String(decoding: data, as: UTF8.self))
  }

  /// The orders of every account, by name.
  func accounts() throws -> [String: [Order]] {
    var result: [String: [Order]] = [:]
    for row in rows {
      result[String(row["account"] ?? ""), default: []].append(try Order(oracle: row))
    }
    return result
  }
}

extension Order {
  struct Malformed: Error { let row: [String: Substring] }

  /// Times of the oracle files have no offset, so the written date is the day.
  init(oracle row: [String: Substring]) throws {
    func day(_ column: String) -> Day? { row[column].flatMap { Day(iso: $0.prefix(10)) } }
    guard let purchased = day("purchased_at"), let id = row["order_id"] else { throw Malformed(row: row) }
    self.init(id: String(id), purchased: purchased, channel: row["channel"] == "amazon" ? .amazon : .seller)
    shipBy = day("ship_by")
    shipped = day("shipped_at")
    deliverBy = day("deliver_by")
    delivered = day("delivered_at")
    cancelled = day("cancelled_at")
    switch row["cancelled_by"] {
    case "seller": cancelledBy = .seller
    case "buyer": cancelledBy = .buyer
    case "amazon": cancelledBy = .amazon
    default: cancelledBy = nil
    }
    switch row["defect"] {
    case "negative_feedback": defect = .negativeFeedback
    case "a_to_z_claim": defect = .aToZClaim
    case "chargeback": defect = .chargeback
    default: defect = nil
    }
    defectRecorded = day("defect_at")
  }
}
