import SellerReports

extension CSVText {
  /// A fraction, at most `digits` decimals, trailing zeros dropped; empty for nil.
  static func number(_ value: Double?, digits: Int = 6) -> String {
    value.map { Decimals.short($0, digits) } ?? ""
  }

  static func count(_ value: Int?) -> String { value.map(String.init) ?? "" }
}
