import AccountHealth

/// The place of each order number in an array of orders; 11 to 21 bytes per order.
///
/// It uses open addressing with linear probing (Knuth, *The Art of Computer Programming* 3, §6.4). Each slot
/// keeps 32 bits of the hash, so that a number is compared only with one that is almost surely the same.
struct OrderIndex {
  private struct Slot {
    /// The place in the array; −1 if the slot is free.
    var place: Int32 = -1
    var hash: UInt32 = 0
  }

  /// The slots; their number is a power of 2.
  private var slots = [Slot](repeating: Slot(), count: 16)
  private var count = 0

  /// The place of the order with this number. If the number is new, the place of the next order is noted for
  /// it, and nil is returned.
  mutating func placeOrNote(_ id: String, in orders: [Order]) -> Int? {
    let (place, index, hash) = find(id, in: orders)
    if let place { return place }
    slots[index] = Slot(place: Int32(orders.count), hash: hash)
    count += 1
    if 4 * count > 3 * slots.count { grow() }
    return nil
  }

  /// The place of the order with this number.
  func place(_ id: String, in orders: [Order]) -> Int? { find(id, in: orders).place }

  /// A number in small letters and the same in capitals are one; a number that mixes them equals only itself.
  private func find(_ id: String, in orders: [Order]) -> (place: Int?, index: Int, hash: UInt32) {
    let key = Self.key(id)
    let hash = UInt32(truncatingIfNeeded: key.hashValue)
    let mask = slots.count - 1
    var index = Int(hash) & mask
    while slots[index].place >= 0 {
      if slots[index].hash == hash {
        let found = orders[Int(slots[index].place)].id
        if found == key || Self.key(found) == key { return (Int(slots[index].place), index, hash) }
      }
      index = (index + 1) & mask
    }
    return (nil, index, hash)
  }

  private static func key(_ id: String) -> String {
    var (hasSmall, hasCapital) = (false, false)
    for byte in id.utf8 {
      if byte >= 0x61 && byte <= 0x7A { hasSmall = true }
      if byte >= 0x41 && byte <= 0x5A { hasCapital = true }
    }
    return hasSmall && !hasCapital ? id.uppercased() : id
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: 2 * slots.count)
    let mask = larger.count - 1
    for slot in slots where slot.place >= 0 {
      var index = Int(slot.hash) & mask
      while larger[index].place >= 0 { index = (index + 1) & mask }
      larger[index] = slot
    }
    slots = larger
  }
}
