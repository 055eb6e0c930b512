import AccountHealth

/// Where in an array of orders each order number stands; 4 to 8 bytes an order.
struct OrderIndex {
  /// Places in the array, −1 where free; their number is a power of 2.
  private var slots = [Int32](repeating: -1, count: 16)
  private var count = 0

  /// The place of the order with this number; nil where it is not there.
  func place(of id: String, in orders: [Order]) -> Int? {
    let slot = slot(of: id, in: orders)
    return slots[slot] < 0 ? nil : Int(slots[slot])
  }

  /// Notes the last of `orders`, whose number must be new.
  mutating func insertLast(of orders: [Order]) {
    guard let last = orders.last else { return }
    if 4 * (count + 1) > 3 * slots.count {
      slots = [Int32](repeating: -1, count: 2 * slots.count)
      for place in 0..<orders.count - 1 { slots[slot(of: orders[place].id, in: orders)] = Int32(place) }
    }
    slots[slot(of: last.id, in: orders)] = Int32(orders.count - 1)
    count += 1
  }

  private func slot(of id: String, in orders: [Order]) -> Int {
    let mask = slots.count - 1
    var slot = id.hashValue & mask
    while slots[slot] >= 0, orders[Int(slots[slot])].id != id { slot = (slot + 1) & mask }
    return slot
  }
}
