/// How many order numbers of a file were bare digits, and how many of these a spreadsheet may have rounded.
struct OrderNumberTally {
  private var bare = 0
  private var rounded = 0
  /// Fewer may end in zeros by chance.
  private static let least = 3

  /// - Parameters:
  ///   - number: The cleaned number of `text`.
  ///   - text: The cell.
  /// - Returns: Whether the number was written without its hyphens.
  mutating func note(_ number: String, of text: String) -> Bool {
    guard number != text, number.utf8.count == 19 else { return false }
    bare += 1
    if OrderNumber.isRounded(text) { rounded += 1 }
    return true
  }

  /// Why the numbers of the file cannot be those of its orders, if every one is rounded; `nil` otherwise.
  var lostDigits: String? {
    guard bare >= Self.least, rounded == bare else { return nil }
    return
      "order numbers: all \(bare) end in 00, as a spreadsheet rounds numbers of 17 digits. Export the file again, and open it in no spreadsheet before."
  }
}
