/// Which parcels of orders have no day of shipment or of delivery. A parcel may have several rows, such as
/// one for each scan, of which one has the day.
struct ParcelDays {
  private struct Parcel: Hashable {
    var order: String
    var tracking: String
  }

  private struct Open {
    var place: Int
    var parcel: Parcel?
    var lacksShipment: Bool
    var lacksDelivery: Bool
  }

  let hasShipment: Bool
  let hasDelivery: Bool
  private var open: [Open] = []
  private var (shipped, delivered) = (Set<Parcel>(), Set<Parcel>())

  /// - Parameters:
  ///   - hasShipment: Whether the file has a column for the day of shipment.
  ///   - hasDelivery: Whether it has one for the day of delivery.
  init(hasShipment: Bool, hasDelivery: Bool) {
    (self.hasShipment, self.hasDelivery) = (hasShipment, hasDelivery)
  }

  /// Adds a row. One without a tracking number and without a status is no parcel of its own: some programs
  /// leave the further items of an order blank.
  mutating func add(_ row: EvidenceRow, at place: Int, tracking: String?, status: String?) {
    let parcel = tracking.map { Parcel(order: row.id, tracking: $0) }
    if let parcel {
      if row.confirmed != nil { shipped.insert(parcel) }
      if row.delivered != nil { delivered.insert(parcel) }
    }
    guard tracking != nil || status != nil else { return }
    let lacks = (
      shipment: hasShipment && row.confirmed == nil, delivery: hasDelivery && row.delivered == nil
    )
    guard lacks.shipment || lacks.delivery else { return }
    open.append(
      Open(place: place, parcel: parcel, lacksShipment: lacks.shipment, lacksDelivery: lacks.delivery))
  }

  /// Marks the rows of parcels none of whose rows has the day.
  func mark(_ rows: inout [EvidenceRow]) {
    for one in open {
      rows[one.place].lacksShipment = one.lacksShipment && !(one.parcel.map(shipped.contains) ?? false)
      rows[one.place].lacksDelivery = one.lacksDelivery && !(one.parcel.map(delivered.contains) ?? false)
    }
  }
}
