/// Orders of an account that may be those of another account: files with orders of the same days and none in
/// common, of which nothing says that they are parts of one table.
public struct AccountPart: Sendable, Hashable {
  /// The base names of its files, ascending.
  public var files: [String]
  /// The numbers of its orders.
  public var orders: Set<String>

  public init(files: [String], orders: Set<String>) {
    self.files = files
    self.orders = orders
  }
}

/// The count of a rate in one such part.
public struct PartCount: Sendable, Hashable {
  public var files: [String]
  public var count: WindowCount
}
