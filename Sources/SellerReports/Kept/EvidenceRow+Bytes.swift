import AccountHealth

extension EvidenceRow {
  func write(to row: inout RowWriter) {
    row.text(id)
    for date in [purchased, shipBy, confirmed, deliverBy, delivered, released, defectDay] {
      ReportDate.write(date, to: &row)
    }
    switch confirmation {
    case .on: row.byte(0)
    case .pending: row.byte(1)
    case .done: row.byte(2)
    case .bookedWithin(let days):
      row.byte(3)
      row.signed(days)
    }
    row.number(defects.count)
    for defect in defects { row.byte(defect.rawValue) }
    row.byte(tracking.map { $0.rawValue + 1 } ?? 0)
    row.byte(channel.map { $0.rawValue + 1 } ?? 0)
    row.byte(
      (isDeliveredLate.map { $0 ? 2 : 1 } ?? 0) | (lacksShipment ? 4 : 0) | (lacksDelivery ? 8 : 0))
    row.byte(
      (isCancelledBySeller ? 1 : 0) | (isListed ? 2 : 0) | (counts ? 4 : 0) | (units == nil ? 0 : 8)
        | (leavesDefectOpen ? 16 : 0) | (missesUnits ? 32 : 0)
        | (cents == nil ? 0 : 64) | (carrier == nil ? 0 : 128))
    if let units { row.signed(units) }
    if let cents { row.signed(cents) }
    if let carrier { row.byte(carrier.rawValue) }
  }

  init(_ row: inout RowParser) throws(KeptDataError) {
    self.init(id: try row.text())
    purchased = try ReportDate.read(&row)
    shipBy = try ReportDate.read(&row)
    confirmed = try ReportDate.read(&row)
    deliverBy = try ReportDate.read(&row)
    delivered = try ReportDate.read(&row)
    released = try ReportDate.read(&row)
    defectDay = try ReportDate.read(&row)
    switch try row.byte() {
    case 0: confirmation = .on
    case 1: confirmation = .pending
    case 2: confirmation = .done
    case 3: confirmation = .bookedWithin(days: try row.signed())
    default: throw KeptDataError()
    }
    for _ in 0..<(try row.count()) {
      guard let defect = Order.Defect(rawValue: try row.byte()) else { throw KeptDataError() }
      defects.append(defect)
    }
    func word<Word: RawRepresentable>(_: Word.Type) throws(KeptDataError) -> Word?
    where Word.RawValue == UInt8 {
      let value = try row.byte()
      guard value > 0 else { return nil }
      guard let word = Word(rawValue: value - 1) else { throw KeptDataError() }
      return word
    }
    tracking = try word(Order.Tracking.self)
    channel = try word(Order.Channel.self)
    let parcel = try row.byte()
    isDeliveredLate = parcel & 3 == 0 ? nil : parcel & 3 == 2
    (lacksShipment, lacksDelivery) = (parcel & 4 != 0, parcel & 8 != 0)
    let flags = try row.byte()
    (isCancelledBySeller, isListed, counts) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    leavesDefectOpen = flags & 16 != 0
    missesUnits = flags & 32 != 0
    if flags & 8 != 0 { units = try row.signed() }
    if flags & 64 != 0 { cents = try row.signed() }
    if flags & 128 != 0 {
      guard let known = Order.Carrier(rawValue: try row.byte()) else { throw KeptDataError() }
      carrier = known
    }
  }
}

extension ReportDate {
  /// 0 without a date; else flags, and then what they announce: one day for all orders, or a day for each
  /// that has one; the time; the zone.
  fileprivate static func write(_ date: ReportDate?, to row: inout RowWriter) {
    guard let date else { return row.byte(0) }
    let days = [date.days.x, date.days.y, date.days.z]
    let isPlain = days[0] != none && days[0] == days[1] && days[0] == days[2]
    var flags: UInt8 = 1
    if isPlain { flags |= 2 }
    for (place, day) in days.enumerated() where !isPlain && day != none { flags |= 4 << UInt8(place) }
    if date.clock.x != none { flags |= 32 }
    if date.clock.y != none { flags |= 64 }
    row.byte(flags)
    for day in isPlain ? [days[0]] : days where day != none { row.signed(Int(day)) }
    if date.clock.x != none { row.signed(Int(date.clock.x)) }
    if date.clock.y != none { row.signed(Int(date.clock.y)) }
  }

  fileprivate static func read(_ row: inout RowParser) throws(KeptDataError) -> ReportDate? {
    let flags = try row.byte()
    guard flags != 0 else { return nil }
    func value() throws(KeptDataError) -> Int32 {
      guard let value = Int32(exactly: try row.signed()) else { throw KeptDataError() }
      return value
    }
    var days = SIMD4<Int32>(repeating: none)
    if flags & 2 != 0 {
      let day = try value()
      (days.x, days.y, days.z) = (day, day, day)
    } else {
      for place in 0..<3 where flags & 4 << UInt8(place) != 0 { days[place] = try value() }
    }
    var clock = SIMD2<Int32>(repeating: none)
    if flags & 32 != 0 { clock.x = try value() }
    if flags & 64 != 0 { clock.y = try value() }
    return ReportDate(days: days, clock: clock)
  }
}
