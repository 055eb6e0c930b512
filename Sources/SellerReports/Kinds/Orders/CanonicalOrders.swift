import AccountHealth

/// Canonical orders.csv: one row per order or item, header required, any column order.
struct CanonicalOrders: OrderFormat {
  static let columns = OrdersColumn.allCases.flatMap(\.names)
  static let kind = "orders.csv"
  /// The seller's own file wins over Amazon's lists, which know less.
  static let rank: UInt8 = 2

  /// What the header has.
  private let columnFields: OrderFields
  private let place: [Int?]
  /// The names of the columns that are read, by `OrdersColumn`, for messages.
  private let names: [String]
  /// Those of all columns, where several may have the day of one event.
  private var allNames: [String] = []
  /// Rows with a number in the column for units, and rows without.
  private var (filledUnits, blankUnits) = (0, 0)
  /// Rows that say who cancelled but not when.
  private var undated = 0
  /// The number of tracking cells that contain a parcel's number, and of those that contain a word.
  private var trackingNumbers = 0
  private var trackingWords = 0
  private var empty = EmptyColumnTally()
  /// Rows whose status says that they were cancelled or shipped, without the day of it.
  private var (statusCancelled, statusShipped) = (0, 0)
  /// Rows without a day of shipment or cancellation whose status is not understood, and the first such word.
  private var unreadStatus: (rows: Int, word: String) = (0, "")
  /// Cells of days that say yes instead of the day.
  private var undatedEvents: [OrdersColumn: Int] = [:]
  private(set) var saysNone: OrderFields = []
  /// Cells of defects that say yes without the kind.
  private var unnamedDefects = 0

  /// Whose order the last row is that says it. A row that does not say it may be of the same account.
  private var last: (account: String, marketplace: String)?

  /// Which columns the days of shipment and delivery were taken from.
  private var events: [OrdersColumn: EventColumns] = [:]
  private(set) var bareDays: [OrderDay] = []

  /// What holds for all rows of the file.
  private let constants: ColumnMap.Constants

  /// The columns that may name the shop of an order, and the number of orders of other shops.
  private let shops: [Int]
  private var elsewhere = 0

  init(_ header: Header, file: String) throws(ReportError) {
    try self.init(header, file: file, place: OrdersColumn.allCases.map { header[$0.names] })
  }

  /// The same, by the first rows as well.
  init(_ header: Header, file: String, _ head: TableHead) throws(ReportError) {
    var place = OrdersColumn.allCases.map { header[$0.names] }
    let id = OrdersColumn.id.rawValue
    place[id] = place[id].map { OrderNumber.column(named: $0, in: head) }
    for (column, found) in ColumnsByContent(head, besides: place.compactMap(\.self)).found
    where place[column.rawValue] == nil { place[column.rawValue] = found }
    let events = [OrdersColumn.shipped, .delivered].map { ($0, EventColumns($0, in: head)) }
    for (column, event) in events { place[column.rawValue] = event.place }
    try self.init(header, file: file, place: place)
    self.events = Dictionary(uniqueKeysWithValues: events)
    bareDays = events.filter(\.1.isBare).map { $0.0 == .shipped ? .shipped : .delivered }
    allNames = header.names
  }

  /// A table whose columns are understood by a file of columns.
  init(_ header: Header, file: String, _ map: ColumnMap) throws(ReportError) {
    let places = map.places(in: header.names) ?? [:]
    try self.init(
      header, file: file, place: OrdersColumn.allCases.map { places[$0] }, constants: map.constants)
  }

  private init(
    _ header: Header, file: String, place: [Int?], constants: ColumnMap.Constants = .init()
  ) throws(ReportError) {
    let columns = OrdersColumn.allCases
    self.constants = constants
    for column in [OrdersColumn.id, .purchased] where place[column.rawValue] == nil {
      // Names of which none is known may be those of buyers, in a table without a header.
      let found = place.contains { $0 != nil } ? header.shown : "\(header.names.count), none of them known"
      throw ReportError(
        file, line: header.line,
        "\(column.name): found the columns \(found), expected one named \(column.name). \(column == .id ? "Add it, or name it so in the header" : "If a column has the day of purchase, name it so; no other day will do"), or say with --columns which column is which.",
        .empty)
    }
    self.place = place
    shops = header.names.indices.filter { OtherShops.mayName(header.names[$0]) }
    names = columns.map { column in
      place[column.rawValue].map { ReportFault.plain(header.names[$0]) } ?? column.name
    }
    columnFields = columns.reduce(into: constants.fields) {
      if place[$1.rawValue] != nil { $0.formUnion($1.field) }
    }
  }

  /// The fields that the file fills. A column with only parcel numbers does not say whether tracking is
  /// valid, and an empty column may say nothing.
  var fields: OrderFields {
    let fields = columnFields.subtracting(emptyColumns.fields)
    return trackingNumbers > 0 && trackingWords == 0 ? fields.subtracting(.tracking) : fields
  }

  var emptyColumns: EmptyColumns {
    var columns = empty.settled(columnFields)
    columns.opensUnits = blankUnits > 0 && filledUnits >= 3 * blankUnits
    return columns
  }
  var namesChannels: Bool { constants.channel != nil || empty.namesChannel }
  var hasBlankUnits: Bool { blankUnits > 0 }

  var notes: [String] {
    var notes: [String] = []
    if elsewhere > 0 { notes.append(RowReader.leftOut(elsewhere: elsewhere)) }
    for (column, what) in [(OrdersColumn.shipped, "shipment"), (.delivered, "delivery")] {
      guard let event = events[column] else { continue }
      let names = { (places: [Int]) in
        places.map { ReportFault.plain(allNames[$0]) }.joined(separator: " and ")
      }
      if !event.tied.isEmpty {
        notes.append(
          "\(names(event.tied)) could each be the day of \(what), and they differ, so none is read. Name the right one \(column.name), or say with --columns which it is."
        )
      } else if !event.passed.isEmpty {
        notes.append(
          "\(name(column)) is read as the day of \(what); \(names(event.passed)) has other days and is not read."
        )
      }
    }
    if undated > 0 {
      notes.append(
        "\(undated) rows have \(name(.cancelledBy)) without \(name(.cancelled)); whether they were cancelled is not known."
      )
    }
    if trackingNumbers > 0 {
      notes.append(
        "\(trackingNumbers) cells of \(name(.tracking)) hold the number of a parcel; whether it is valid is not known. "
          + "Write valid, invalid or none.")
    }
    if statusCancelled > 0 {
      notes.append(
        "\(statusCancelled) rows are cancelled by their \(name(.status)) without \(name(.cancelled)); when, and by whom, is not known."
      )
    }
    if statusShipped > 0 {
      notes.append(
        "\(statusShipped) rows are shipped by their \(name(.status)) without \(name(.shipped)); when is not known."
      )
    }
    if unreadStatus.rows > 0 {
      notes.append(
        "\(unreadStatus.rows) rows have a \(name(.status)) that is not understood, such as \(unreadStatus.word), and no day of shipment; whether they were shipped or cancelled is not known. Write open, shipped or cancelled."
      )
    }
    for column in [OrdersColumn.shipped, .delivered, .cancelled] {
      guard let count = undatedEvents[column] else { continue }
      notes.append(
        "\(count) \(count == 1 ? "cell" : "cells") of \(name(column)) \(count == 1 ? "says" : "say") yes without the day; when it was is not known. Write the day as year-month-day."
      )
    }
    if unnamedDefects > 0 {
      notes.append(
        "\(unnamedDefects) \(unnamedDefects == 1 ? "cell" : "cells") of \(name(.defect)) \(unnamedDefects == 1 ? "says" : "say") yes without the kind, and \(unnamedDefects == 1 ? "counts" : "count") as negative feedback. Write negative_feedback, a_to_z_claim or chargeback."
      )
    }
    notes += empty.notes(columnFields) { field in
      OrdersColumn.allCases.first { $0.field == field }.map(name) ?? ""
    }
    return notes
  }

  func column(of day: OrderDay) -> (place: Int, name: String)? {
    let column: OrdersColumn =
      switch day {
      case .purchased: .purchased
      case .shipBy: .shipBy
      case .shipped: .shipped
      case .deliverBy: .deliverBy
      case .delivered: .delivered
      case .cancelled: .cancelled
      case .defectRecorded: .defectRecorded
      }
    return place[column.rawValue].map { ($0, name(column)) }
  }

  func meaning(ofColumn place: Int, named name: String) -> String? {
    OrdersColumn.allCases.first { self.place[$0.rawValue] == place }?.name
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    let isTold = !row.isUntold(at(.account)) && !row.isUntold(at(.marketplace))
    if !isTold, last == nil {
      for column in [OrdersColumn.account, .marketplace] { try row.checkTold(at(column), name(column)) }
    }
    let account = isTold ? row.label(at(.account)) ?? constants.account ?? "" : last?.account ?? ""
    let marketplace =
      isTold ? row.marketplace(at(.marketplace), currency: at(.currency)) : last?.marketplace ?? ""
    if isTold { last = (account, marketplace) } else { row.leaveOpen(.number) }
    guard row.keeps(account, marketplace) else { return nil }
    if shops.contains(where: { row.text($0).map(OtherShops.isOne) ?? false }) {
      elsewhere += 1
      return nil
    }
    var order = row.order(
      row.number(at(.id), name(.id)),
      row.purchase(at(.purchased), name(.purchased), example: "2026-01-31"))
    let channel = row.choice(at(.channel), name(.channel), .channels, .channel) ?? constants.channel
    order.channel = channel ?? .seller
    order.shipBy = day(row, .shipBy)
    order.shipped = day(row, .shipped)
    order.deliverBy = day(row, .deliverBy)
    order.delivered = day(row, .delivered)
    let tracking = trackingCell(row)
    if case .word(let word) = tracking { order.tracking = word }
    order.cancelled = day(row, .cancelled)
    order.cancelledBy = row.choice(at(.cancelledBy), name(.cancelledBy), .cancellers, .cancelledBy)
    var known: ParsedOrder.Known = channel == nil ? [] : .channel
    if channel == nil, let word = row.cell(at(.channel)), !CellText.isEmptyWord(word) {
      known.insert(.strangeChannel)
    }
    if channel == nil, row.isUntold(at(.channel)) { known.insert(.strangeChannel) }
    order.defect = row.defect(at(.defect), name(.defect))
    if order.defect != nil {
      if row.word(at(.defect), .flags) == true { unnamedDefects += 1 }
      order.defectRecorded = row.day(at(.defectRecorded), name(.defectRecorded))
      if order.defectRecorded == nil { known.insert(.undatedDefect) }
    } else if let word = row.word(at(.defect), Words.defects), word == nil, !row.isNull(at(.defect)) {
      saysNone.insert(.defect)
    }
    if row.isNone(at(.cancelled)) || row.isNone(at(.cancelledBy)) { saysNone.insert(.cancelled) }
    let units = row.units(at(.units), name(.units)) ?? constants.units
    order.units = units ?? 1
    if row.open.contains(.units) {
      known.insert(.strangeUnits)
      order.units = 1
      order.furtherUnits = max(0, (row.mostUnits(at(.units)) ?? 1) - 1)
    } else if units != nil {
      known.insert(.units)
    }
    noteUnits(row, units, &known)
    order.amount = row.amount(at(.amount), name(.amount))
    order.currency = row.label(at(.currency)) ?? constants.currency
    order.sku = row.label(at(.sku))
    order.category = row.label(at(.category)) ?? constants.category
    order.service = row.label(at(.service)).flatMap(Order.Service.init)
    order.region = row.label(at(.region)).flatMap { Order.Region($0) }
    order.carrier = row.label(at(.carrier)).flatMap(Order.Carrier.init)
    takeJoined(row, &order)
    if order.channel == .seller, row.gaps == nil {
      empty.add(
        order, unread: row.unknown, hasShipped: at(.shipped) != nil, tracking: tracking,
        channel: at(.channel) == nil ? nil : row.cell(at(.channel)) != nil)
    } else if order.channel != .seller {
      empty.addOther()
    }
    var answers = columnFields.subtracting(row.open)
    // A canceller whose name is not understood has cancelled all the same.
    if row.unknown.contains(.cancelledBy), order.cancelled == nil, order.shipped == nil {
      answers.subtract([.cancelled, .shipped, .delivered])
    }
    if order.cancelledBy != nil, order.cancelled == nil {
      undated += 1
      answers.remove(.cancelled)
    }
    if let at = at(.status), let status = row.word(at, .statuses) {
      answers.subtract(open(order, status))
      answers.insert(.dispatched)
    } else if order.shipped == nil, order.cancelled == nil, let text = row.text(at(.status)), !text.isEmpty {
      // It may say that the order was cancelled, or shipped.
      if unreadStatus.rows == 0 { unreadStatus.word = ReportFault.cell(text) }
      unreadStatus.rows += 1
      answers.subtract([.shipped, .cancelled])
    } else if row.isUntold(at(.status)), order.shipped == nil, order.cancelled == nil {
      answers.subtract([.shipped, .cancelled])
    }
    return ParsedOrder(
      order: order, account: account, marketplace: marketplace,
      updated: row.seconds(at(.updated), name(.updated)) ?? 0, known: known, answers: answers,
      item: order.sku ?? "")
  }

  /// Reads what several files together said of the order, in a file that was written from a store.
  private func takeJoined(_ row: RowReader, _ order: inout Order) {
    func fields(_ column: OrdersColumn) -> OrderFields {
      guard let place = at(column), let text = row.text(place) else { return [] }
      if let fields = FieldWords.fields(text) { return fields }
      row.fault(
        place, name(column), [], expected: "names of columns, such as \(OrdersColumn.shipped.name)",
        remedy: "leave it as it was written")
      return []
    }
    order.knownThrough = row.day(at(.knownThrough), name(.knownThrough))
    order.itemCancelled = row.day(at(.itemCancelled), name(.itemCancelled))
    if order.shipped == nil { order.shippedBy = row.day(at(.shippedBy), name(.shippedBy)) }
    (order.exempt, order.assumed, order.proven) = (fields(.exempt), fields(.assumed), fields(.proven))
  }

  /// Counts the filled and the empty cells of units.
  private mutating func noteUnits(_ row: RowReader, _ units: Int?, _ known: inout ParsedOrder.Known) {
    guard at(.units) != nil, constants.units == nil else { return }
    if units != nil {
      filledUnits += 1
    } else if !known.contains(.strangeUnits) {
      blankUnits += 1
      known.insert(.blankUnits)
    }
  }

  /// What a row leaves open whose status says more than its days.
  private mutating func open(_ order: Order, _ status: OrderStatus) -> OrderFields {
    switch status {
    case .cancelled:
      guard order.cancelled == nil else { return [] }
      if order.channel == .seller, order.shipped == nil { statusCancelled += 1 }
      return order.shipped == nil ? [.cancelled, .shipped, .delivered] : [.cancelled, .shipped]
    case .open: return []
    case .shipped:
      guard order.shipped == nil, order.cancelled == nil else { return [] }
      if order.channel == .seller, columnFields.contains(.shipped) { statusShipped += 1 }
      return .shipped
    }
  }

  private func at(_ column: OrdersColumn) -> Int? { place[column.rawValue] }
  private func name(_ column: OrdersColumn) -> String { names[column.rawValue] }

  private mutating func day(_ row: RowReader, _ column: OrdersColumn) -> Day? {
    if [.shipped, .delivered].contains(column), let bytes = row.cell(at(column)),
      CellText.isFailedLookup(bytes)
    {
      row.leaveOpen(column.field)
      return nil
    }
    guard let happened = event(row, column) else { return row.day(at(column), name(column), column.field) }
    guard happened else { return nil }
    undatedEvents[column, default: 0] += 1
    row.leaveOpen(column == .cancelled ? [.cancelled, .shipped] : column.field)
    return nil
  }

  /// Whether something happened, by a cell that says so in a word instead of the day; `nil` for any other
  /// cell.
  private func event(_ row: RowReader, _ column: OrdersColumn) -> Bool? {
    guard [.shipped, .delivered, .cancelled].contains(column), let bytes = row.cell(at(column)),
      bytes.count == 1 || !(0x30...0x39).contains(bytes[0])
    else { return nil }
    if let flag = row.word(at(column), .flags) { return flag }
    switch (column, row.word(at(column), .statuses)) {
    case (.shipped, .shipped), (.cancelled, .cancelled): return true
    default: return nil
    }
  }

  /// Reads a word, or the number of a parcel, which does not say whether it is valid.
  private mutating func trackingCell(_ row: RowReader) -> TrackingCell {
    if row.isParcelNumber(at(.tracking)) {
      trackingNumbers += 1
      row.leaveOpen(.tracking)
      return constants.tracking.map { .word($0) } ?? .number
    }
    if let word = row.choice(at(.tracking), name(.tracking), .trackings, .tracking) {
      trackingWords += 1
      return .word(word)
    }
    if let word = constants.tracking { return .word(word) }
    if row.unknown.contains(.tracking) { return .strange }
    // A blank may be a parcel whose number was not kept.
    row.leaveOpen(.tracking)
    return .blank
  }
}
