import AccountHealth

/// What one settlement says of the account's money: its period, what was paid out for it, and what Amazon
/// holds back.
public struct SettlementMoney: Sendable, Hashable, Codable {
  /// The base name of its file.
  public var file: String
  /// Such as `USD`; empty if the file does not say.
  public var currency = ""
  /// The store of most of its orders; `nil` if the file does not say.
  public var marketplace: String?
  public var start: Day?
  public var end: Day?
  /// The day on which `total` is paid out.
  public var deposit: Day?
  /// What is paid out for the period; `nil` if the file does not say.
  public var total: Double?
  /// What Amazon still holds at the end of the period, at least 0; `nil` if the file has no such row.
  public var reserve: Double?

  /// Its place among the files of the run.
  var number = 0

  public init(file: String) { self.file = file }
}
