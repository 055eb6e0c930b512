import SellerReports

/// What was wrong in the files; their good parts are used nevertheless.
public struct Faults: Sendable, Hashable {
  /// In the order of the files; at most the first 1,000.
  public var listed: [ReportFault]
  public var count: Int
  /// All of them, those of one kind in one column together.
  public var groups: [FaultGroup]
  /// Files that add nothing to the others.
  public var leftOut: [ReportError]

  public static let none = Faults(listed: [], count: 0, leftOut: [])

  public init(listed: [ReportFault], count: Int, groups: [FaultGroup] = [], leftOut: [ReportError]) {
    self.listed = listed
    self.count = count
    self.groups = groups
    self.leftOut = leftOut
  }

  init(_ book: OrderBook) {
    self.init(
      listed: book.faults, count: book.faultCount, groups: book.faultGroups, leftOut: book.leftOut)
  }

  public var isEmpty: Bool { count == 0 && leftOut.isEmpty }
}
