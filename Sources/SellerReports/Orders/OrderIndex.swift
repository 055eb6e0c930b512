import AccountHealth

/// Where in an array of orders each order number stands; 11 to 21 bytes an order.
///
/// Open addressing, linear probing (Knuth, *The Art of Computer Programming* 3, §6.4). Each slot keeps 32 bits of the
/// hash, so that a number is compared only with one that is almost surely the same.
struct OrderIndex {
  private struct Slot {
    /// In the array; −1 where the slot is free.
    var place: Int32 = -1
    var hash: UInt32 = 0
  }

  /// Their number is a power of 2.
  private var slots = [Slot](repeating: Slot(), count: 16)
  private var count = 0

  /// The place of the order with this number; where it is new, the place of the next one is noted and nil returned.
  mutating func placeOrNote(_ id: String, in orders: [Order]) -> Int? {
    let hash = UInt32(truncatingIfNeeded: id.hashValue)
    let mask = slots.count - 1
    var index = Int(hash) & mask
    while slots[index].place >= 0 {
      if slots[index].hash == hash, orders[Int(slots[index].place)].id == id {
        return Int(slots[index].place)
      }
      index = (index + 1) & mask
    }
    slots[index] = Slot(place: Int32(orders.count), hash: hash)
    count += 1
    if 4 * count > 3 * slots.count { grow() }
    return nil
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
