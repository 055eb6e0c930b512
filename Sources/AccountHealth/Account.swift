/// The orders of one seller account in one marketplace.
public struct Account: Sendable {
  /// The `account` cell of the file; empty if the file has no such column.
  public var name: String
  /// Such as `amazon.com`. It selects the time zone and the documented differences of the rules.
  public var marketplace: String
  /// Ascending by purchase day, then by `id`.
  public var orders: [Order]
  /// The fields that at least one file of this account could have filled (its header had them).
  public var fields: OrderFields

  public init(name: String, marketplace: String, orders: [Order], fields: OrderFields) {
    self.name = name
    self.marketplace = marketplace
    self.orders = orders
    self.fields = fields
  }

  /// The files that bring these fields, ascending by name. Empty if the files are not known.
  public var sources: [FieldSource] = []

  /// Defects of orders that a later list does not have any more: they were removed, denied or won back. By
  /// order id.
  public var withdrawnDefects: [String: WithdrawnDefect] = [:]

  /// Whether a file says how many units an order has. Else each is taken to have one.
  public var tellsUnits = true

  /// Orders placed before this day were removed from what was kept; `nil` if none were.
  public var forgottenBefore: Day?

  /// Whether a file has a defect of any order, or says that there is none: an order without one has none.
  public var recordsDefects = false

  /// Columns of its order files that are there and not filled, or not any more.
  public var emptied: [EmptiedColumn] = []

  /// Names in one file that differ in capitals and are added up here, so that they may be two accounts; empty
  /// where there is one.
  public var spellings: [String] = []

  /// Parts of its orders that may be of several accounts; empty where nothing speaks for that.
  public var parts: [AccountPart] = []

  public struct WithdrawnDefect: Sendable, Hashable {
    public var kind: Order.Defect
    /// The day on which it was recorded.
    public var day: Day
    /// The evening of the first list without it: until then it counted.
    public var gone: Day

    public init(kind: Order.Defect, day: Day, gone: Day) {
      (self.kind, self.day, self.gone) = (kind, day, gone)
    }
  }

  /// Gives orders back the defects that were withdrawn only after an evening: on it they counted.
  ///
  /// - Complexity: O(orders), or O(1) without such defects.
  public mutating func restoreDefects(withdrawnAfter evening: Day) {
    guard withdrawnDefects.values.contains(where: { $0.gone > evening }) else { return }
    for place in orders.indices where orders[place].defect == nil {
      guard let gone = withdrawnDefects[orders[place].id], gone.gone > evening else { continue }
      (orders[place].defect, orders[place].defectRecorded) = (gone.kind, gone.day)
      withdrawnDefects[orders[place].id] = nil
    }
  }

  /// The orders with those of a channel's defects that were withdrawn.
  ///
  /// - Complexity: O(orders), or O(1) without such defects.
  public func ordersWithWithdrawnDefects(in channel: Order.Channel) -> [Order] {
    guard !withdrawnDefects.isEmpty else { return orders }
    var orders = orders
    for place in orders.indices where orders[place].channel == channel && orders[place].defect == nil {
      guard let gone = withdrawnDefects[orders[place].id] else { continue }
      (orders[place].defect, orders[place].defectRecorded) = (gone.kind, gone.day)
    }
    return orders
  }

  /// Whether another account in the same files has this name in another marketplace.
  public var sharesName = false

  /// Channels in which it has no order at all.
  public var emptyChannels: Set<Order.Channel> {
    Set(Order.Channel.allCases.filter { channel in !orders.contains { $0.channel == channel } })
  }

  /// The account's name in outputs: its name, with the marketplace if the name occurs in several, or only the
  /// marketplace if there is no name.
  public var label: String {
    name.isEmpty ? marketplace : sharesName ? "\(name) (\(marketplace))" : name
  }
}

/// One file, and the fields of an account's orders that it brings.
public struct FieldSource: Sendable, Hashable {
  /// The base name of the file.
  public var file: String
  /// The kind of file, in words.
  public var kind: String
  public var fields: OrderFields
  /// The last evening it knows of; `nil` if it knows as much as any other file.
  public var through: Day?

  public init(file: String, kind: String, fields: OrderFields, through: Day?) {
    self.file = file
    self.kind = kind
    self.fields = fields
    self.through = through
  }
}

/// Optional fields of an order that a metric cannot do without.
public struct OrderFields: OptionSet, Sendable, Hashable, Codable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let channel = OrderFields(rawValue: 1 << 0)
  public static let shipBy = OrderFields(rawValue: 1 << 1)
  public static let shipped = OrderFields(rawValue: 1 << 2)
  public static let deliverBy = OrderFields(rawValue: 1 << 3)
  public static let delivered = OrderFields(rawValue: 1 << 4)
  public static let tracking = OrderFields(rawValue: 1 << 5)
  public static let cancelled = OrderFields(rawValue: 1 << 6)
  public static let cancelledBy = OrderFields(rawValue: 1 << 7)
  public static let defect = OrderFields(rawValue: 1 << 8)
  /// Whether it was shipped, even if the day is unknown. It has no column of its own, since a ship day
  /// implies it. It is undecided where no file says whether it was shipped, cancelled or waits.
  public static let dispatched = OrderFields(rawValue: 1 << 9)
  /// The channel, if a cell names one that is not understood. Without such a cell an order is the seller's.
  public static let namedChannel = OrderFields(rawValue: 1 << 10)
  /// Whether the seller cancelled an item of an order that continues, if two files differ in it.
  public static let cancelledItem = OrderFields(rawValue: 1 << 11)
  /// The units, if a cell names a number that cannot be read. Without such a cell an order has at least one.
  public static let units = OrderFields(rawValue: 1 << 12)
  /// The day of purchase, if no file has it. `Order.purchased` is then the last day that it can have been.
  public static let purchased = OrderFields(rawValue: 1 << 13)
  /// The number, if a row has none. It may be an order of its own, or an item of another.
  public static let number = OrderFields(rawValue: 1 << 14)
  /// Whether it is an order of this account at all, if only a list of what counts against the seller names
  /// it. Then it may count in the rate of that list, and in no other.
  public static let listed = OrderFields(rawValue: 1 << 15)
}

/// A column of order files that is not kept, so that an empty cell of it says nothing.
public struct EmptiedColumn: Sendable, Hashable {
  /// Its name in `orders.csv`.
  public var name: String
  public var fields: OrderFields
  /// The last day of purchase of which it has something; `nil` if it is empty in all orders.
  public var after: Day?

  public init(name: String, fields: OrderFields, after: Day?) {
    (self.name, self.fields, self.after) = (name, fields, after)
  }
}
