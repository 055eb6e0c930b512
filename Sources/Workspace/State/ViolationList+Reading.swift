import AccountHealth
import SellerReports

extension ViolationList {
  /// Reads a list of violations, whatever lies beside it.
  ///
  /// - Parameters:
  ///   - path: A file; `-` is standard input.
  ///   - settings: How its days are read.
  /// - Returns: The list, and what is wrong with its cells.
  /// - Throws: `Refusal` for a file that is missing, damaged or of another kind.
  public static func read(_ path: String, under settings: Settings) throws(Refusal) -> (
    list: ViolationList, faults: Faults
  ) {
    let reader = try settings.reader()
    let book: OrderBook
    do {
      book = try reader.readStock([path])
    } catch {
      throw Refusal(.unreadable(error))
    }
    guard let list = book.violations.first else {
      if let error = book.leftOut.first(where: { $0.reason == .cell }) { throw Refusal(.unreadable(error)) }
      let what = book.inputs.first.map { "another kind of file (\($0.kind))" } ?? "another kind of file"
      throw Refusal(
        .unusable(
          FileError(
            "\(path): found \(what), expected a table of policy violations with the columns date, severity (low, medium, high, critical), status (open, closed) and perhaps asin. Note them from the account-health page."
          )), faults: Faults(book))
    }
    let faults = Faults(book)
    if settings.isStrict, !faults.isEmpty { throw Refusal(.notStrict, faults: faults) }
    return (list, faults)
  }
}
