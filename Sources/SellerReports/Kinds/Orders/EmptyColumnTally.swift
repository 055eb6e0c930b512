import AccountHealth

/// Counts the filled and the empty cells of the seller's own orders while rows are read.
struct EmptyColumnTally {
  /// With fewer orders than this an empty `ship_by` is nothing unusual.
  private static let fewest = 3
  /// So many orders past their deadline do not stay unshipped by chance.
  private static let fewestOverdue = 8
  /// Below this many orders it is nothing unusual that no order has a defect.
  private static let many = 30
  private static let keptDeadlines = 1000

  private var orders = 0
  /// Orders with an empty channel, and whether others name theirs.
  private var blankChannel = 0
  private(set) var namesChannel = false
  /// Orders shipped before their purchase.
  private var backwards = 0
  private var filled: OrderFields = []
  private var newest: Day?
  /// The deadlines of the first orders that are neither shipped nor delivered, while none of the file is.
  private var shipBys: [Day] = []
  private var deliverBys: [Day] = []
  /// Shipped orders by their cell of tracking: empty or filled.
  private var (blank, tracked) = (0, 0)
  /// The last of these orders, and whether its cell was empty. Its further rows are its items.
  private var (last, isLastBlank) = ("", false)

  /// Adds an order of the seller's own channel.
  ///
  /// - Parameters:
  ///   - unread: Fields whose cells cannot be read.
  ///   - hasShipped: Whether the file has a column for the day of shipment.
  ///   - channel: Whether its cell for the channel is filled; `nil` without such a column.
  mutating func add(
    _ order: Order, unread: OrderFields, hasShipped: Bool, tracking: TrackingCell, channel: Bool?
  ) {
    filled.formUnion(unread)
    if let channel { if channel { namesChannel = true } else { blankChannel += 1 } }
    if let shipped = order.shipped, shipped < order.purchased { backwards += 1 }
    newest = newest.map { max($0, order.purchased) } ?? order.purchased
    if order.shipBy != nil { filled.insert(.shipBy) }
    if order.shipped != nil { filled.insert(.shipped) }
    if order.delivered != nil { filled.insert(.delivered) }
    if order.defect != nil { filled.insert(.defect) }
    if order.cancelled == nil { addDeadlines(order) }
    orders += 1
    guard order.shipped != nil || !hasShipped && order.cancelled == nil else { return }
    add(tracking, of: order.id)
  }

  /// Notes an order that Amazon sends.
  mutating func addOther() { namesChannel = true }

  private mutating func add(_ tracking: TrackingCell, of id: String) {
    let isBlank = if case .blank = tracking { true } else { false }
    if id == last {
      guard isLastBlank, !isBlank else { return }
      blank -= 1
    }
    (last, isLastBlank) = (id, isBlank)
    if isBlank { blank += 1 } else { tracked += 1 }
  }

  private mutating func addDeadlines(_ order: Order) {
    if !filled.contains(.shipped), let day = order.shipBy, shipBys.count < Self.keptDeadlines {
      shipBys.append(day)
    }
    if !filled.contains(.delivered), let day = order.deliverBy, deliverBys.count < Self.keptDeadlines {
      deliverBys.append(day)
    }
  }

  private func isOverdue(_ deadlines: [Day]) -> Bool {
    guard let newest else { return false }
    return deadlines.lazy.filter { $0 < newest }.count >= Self.fewestOverdue
  }

  /// - Parameter columns: The fields that the file has columns for.
  func settled(_ columns: OrderFields) -> EmptyColumns {
    var fields: OrderFields = []
    if orders >= Self.fewest, !filled.contains(.shipBy) { fields.insert(.shipBy) }
    if !filled.contains(.shipped), isOverdue(shipBys) || isOverdue(deliverBys) { fields.insert(.shipped) }
    if !filled.contains(.delivered), isOverdue(deliverBys) { fields.insert(.delivered) }
    if blank > 0, tracked == 0 { fields.insert(.tracking) }
    return EmptyColumns(fields: fields.intersection(columns))
  }

  private static func count(_ orders: Int) -> String {
    orders == 1 ? "1 order has" : "\(orders) orders have"
  }

  /// What the user should know of the empty cells.
  ///
  /// - Parameter name: The name of a field's column in the file.
  func notes(_ columns: OrderFields, _ name: (OrderFields) -> String) -> [String] {
    let empty = settled(columns)
    var notes = [OrderFields.shipBy, .shipped, .delivered, .tracking].filter(empty.fields.contains).map {
      "\(name($0)) is empty in every order that could have it; it is read as unknown, as if the column was not there."
    }
    if blankChannel > 0, namesChannel {
      notes.append(
        "\(Self.count(blankChannel)) an empty \(name(.channel)) and \(blankChannel == 1 ? "counts" : "count") as sent by the seller."
      )
    }
    if backwards >= Self.fewestOverdue, 10 * backwards >= orders {
      notes.append(
        "\(backwards) orders were shipped before the day they were placed. Are two columns mixed up?")
    }
    if columns.contains(.tracking), blank > 0, tracked > 0 {
      let many = blank == 1 ? "1 shipped order has" : "\(blank) shipped orders have"
      notes.append(
        "\(many) an empty \(name(.tracking)); whether it was valid is not known. Write valid, invalid or none."
      )
    }
    // Among many orders an empty column of defects is not read as none; all files together say that.
    if (Self.many..<[Account].tellingWithoutDefect).contains(orders), columns.contains(.defect),
      !filled.contains(.defect)
    {
      notes.append(
        "\(name(.defect)) is empty in all \(orders) orders and read as none. If you do not record it, leave the column out."
      )
    }
    return notes
  }
}

/// What a cell of tracking contains.
enum TrackingCell {
  case blank
  /// The number of a parcel.
  case number
  case word(Order.Tracking)
  /// Something that is not understood.
  case strange
}
