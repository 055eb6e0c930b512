import AccountHealth
import Decisions
import Workspace

/// The file that Amazon reads as a removal order: lines of key and value, an empty line, and a table, all
/// separated by tabs, in UTF-8 (feed `POST_FLAT_FILE_FBA_CREATE_REMOVAL`).
public enum RemovalFile {
  /// The keys of the address, which only a return has. The seller fills them in.
  private static let address = [
    "AddressName", "AddressFieldOne", "AddressFieldTwo", "AddressFieldThree", "AddressCity",
    "AddressCountryCode", "AddressStateOrRegion", "AddressPostalCode", "ContactPhoneNumber", "ShippingNotes",
  ]

  /// - Returns: `nil` for a liquidation, which is not ordered by such a file, and where nothing is left.
  public static func upload(_ answer: RemovalAnswer) -> String? {
    guard let disposition = answer.disposition.uploaded, !answer.lines.isEmpty else { return nil }
    var lines = ["MerchantRemovalOrderID\t\(answer.number)", "RemovalDisposition\t\(disposition)"]
    if answer.disposition == .return { lines += address.map { $0 + "\t" } }
    lines += ["", "MerchantSKU\tSellableQuantity\tUnsellableQuantity"]
    lines += answer.lines.map { "\($0.sku)\t\($0.sellable)\t\($0.unsellable)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One SKU, with what its removal costs.
  struct Row {
    var answer: RemovalAnswer
    var line: RemovalAnswer.Line
    var isLeftOut: Bool
  }

  static let columns: Columns<Row> = [
    Column("sku") { .text($0.line.sku) },
    Column("fnsku") { .told($0.line.fnsku) },
    Column("condition") { .told($0.line.conditions.joined(separator: " ")) },
    Column("sellable") { .count($0.line.sellable) },
    Column("unsellable") { .count($0.line.unsellable) },
    Column("reserved") { .count($0.line.reserved) },
    Column("price") { Cell($0.line.price, digits: 2) },
    Column("sales") { Cell($0.line.sales, digits: 2) },
    Column("stranded_since") { Cell($0.line.strandedSince) },
    Column("removed_on") { Cell($0.line.removedOn) },
    Column("fee_low") { fee($0, .low) },
    Column("fee_central") { fee($0, .central) },
    Column("fee_high") { fee($0, .high) },
    Column("fee_currency") { $0.answer.fee == nil ? .empty : .word($0.answer.fees.currency) },
    Column("is_in_file") { .flag(!$0.isLeftOut) },
  ]

  private static func fee(_ row: Row, _ setting: RiskSetting) -> Cell {
    Cell(row.answer.cost(row.line.units, setting), digits: 2)
  }

  static func rows(_ answer: RemovalAnswer) -> [Row] {
    answer.lines.map { Row(answer: answer, line: $0, isLeftOut: false) }
      + answer.leftOut.map { Row(answer: answer, line: $0, isLeftOut: true) }
  }
}
